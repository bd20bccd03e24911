"""`--fail-under KIND=PERCENT`: least percentages, of each part of a kind or of one, so that no total hides a part."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from retour.errors import RetourError
from retour.text.nearest import did_you_mean


class Measured(Protocol):
    """How much of something there is."""

    @property
    def percent(self) -> float: ...


K = TypeVar("K", bound=str)
P = TypeVar("P", bound=str)
S = TypeVar("S", bound=Measured)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A least percentage.

    Attributes:
        part: None means that each part must reach it.
    """

    kind: str
    part: str | None
    percent: float


def read_threshold(
    text: str,
    kinds: Collection[str],
    parts: Collection[str] | None,
    part_name: str,
    form: str,
    error: Callable[[str], RetourError],
) -> Threshold:
    """Read `rules=100` or `branches.TR=98.5`.

    Args:
        parts: that there are; None when that turns out later.
        part_name: what a part is called, such as `family`.
        form: examples, for the error.

    Raises:
        RetourError: it is something else; the one that `error` makes of a sentence.
    """
    name, separator, number = text.partition("=")
    kind, _, part = name.partition(".")
    if not separator:
        raise error(f"--fail-under takes a kind and a percentage, {form}, not {text!r}")
    if kind not in kinds:
        raise error(f"--fail-under knows no {kind!r}{did_you_mean(kind, kinds, 'there are')}")
    if part and parts is not None and part not in parts:
        raise error(f"--fail-under knows no {part_name} {part!r}{did_you_mean(part, parts, 'there are')}")
    try:
        percent = float(number)
    except ValueError:
        percent = math.nan
    if not 0 <= percent <= 100:
        raise error(f"--fail-under takes a percentage from 0 to 100, not {number!r}")
    return Threshold(kind, part or None, percent)


def below(
    shares: Mapping[tuple[K, P], S], thresholds: Iterable[Threshold]
) -> Iterator[tuple[Threshold, tuple[P, S] | None]]:
    """Each part that stays below a threshold, and each threshold that there is nothing to hold against: with None.

    Args:
        shares: by kind and part.
    """
    for threshold in thresholds:
        wanted = {
            part: share
            for (kind, part), share in shares.items()
            if kind == threshold.kind and threshold.part in (None, part)
        }
        if not wanted:
            yield threshold, None
        for part, share in wanted.items():
            if share.percent < threshold.percent:
                yield threshold, (part, share)


def percent_text(percent: float) -> str:
    """A percentage with one decimal, cut off: 100 % is said of all alone."""
    return f"{math.floor(percent * 10) / 10:g} %"
