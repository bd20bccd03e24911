"""`messages`: one expectation for all files that a pattern fits, each a case of its own; `except` skips some, with a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from retour.text.globs import fits
from retour.text.limits import MAX_CASES, MAX_PATTERN
from retour.text.nearest import did_you_mean

_NOT_IN_AN_ID = re.compile(r"[^\w.-]+")


class MessagesError(ValueError):
    """What is wrong with `messages` or `except`, as a sentence.

    Attributes:
        at: where, below the case.
    """

    def __init__(self, sentence: str, *at: str | int) -> None:
        super().__init__(sentence)
        self.at = at


@dataclass(frozen=True, slots=True)
class CorpusMessage:
    """A message of a corpus.

    Attributes:
        file: relative to the case file.
        name: what it adds to the id of its case.
        reason: why it is left out; None when it isn't.
    """

    file: str
    name: str
    reason: str | None


def messages_below(folder: Path, patterns: Sequence[str], excepted: Mapping[str, str]) -> list[CorpusMessage]:
    """The files that patterns fit, each once, sorted; hidden ones aren't looked at.

    Args:
        folder: that of the case file, to which the patterns are relative.
        excepted: reason by pattern.

    Raises:
        MessagesError: a pattern fits nothing, or isn't one of files below the folder or beside it.
    """
    found: dict[str, None] = {}
    for number, pattern in enumerate(patterns):
        here = list(islice(_files(folder, pattern, number), MAX_CASES + 1))
        if not here:
            raise MessagesError(f"no file fits {pattern}", "messages", number)
        if len(here) > MAX_CASES:
            raise MessagesError(f"more than {MAX_CASES:,} files fit {pattern}", "messages", number)
        found |= dict.fromkeys(here)
    for pattern in excepted:
        if not any(fits(file, [pattern]) for file in found):
            raise MessagesError(
                f"none of the messages is {pattern}{did_you_mean(pattern, found)}", "except", pattern
            )
    files = sorted(found)
    return [
        CorpusMessage(file, name, _reason(file, excepted))
        for file, name in zip(files, _names(files), strict=True)
    ]


def _files(folder: Path, pattern: str, number: int) -> Iterator[str]:
    steps = PurePosixPath(pattern)
    if not pattern or steps.is_absolute() or len(pattern) > MAX_PATTERN:
        raise MessagesError(
            f"{pattern[:60]!r} is no pattern of files, such as good/**/*.xml", "messages", number
        )
    above = PurePosixPath(*[step for step in steps.parts if step == ".."])
    if not steps.is_relative_to(above):
        raise MessagesError(f"in {pattern} '..' can only stand in front", "messages", number)
    base = folder / above
    try:
        for path in base.glob(str(steps.relative_to(above))):
            own = path.relative_to(base)
            if path.is_file() and not any(part.startswith(".") for part in own.parts):
                yield str(above / own.as_posix())
    except (ValueError, OSError) as error:
        raise MessagesError(f"{pattern} can't be looked up: {error}", "messages", number) from None


def _names(files: Sequence[str]) -> list[str]:
    """Of each file the path without its suffix, as a part of an id; with it where two would be the same."""
    short = [_as_id(str(PurePosixPath(file).with_suffix(""))) for file in files]
    times = Counter(short)
    return [name if times[name] == 1 else _as_id(file) for name, file in zip(short, files, strict=True)]


def _as_id(path: str) -> str:
    return _NOT_IN_AN_ID.sub("-", path).strip("-.")


def _reason(file: str, excepted: Mapping[str, str]) -> str | None:
    return next((reason for pattern, reason in excepted.items() if fits(file, [pattern])), None)
