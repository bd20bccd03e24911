"""What the rules of a declaration cost: by the number of its lines, and beside a published set."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from retour.errors import RuleSetError
from retour.rulesets import Entry, RuleSet
from saxonche import PySaxonProcessor

from benchmarks.measured import RULES
from benchmarks.synthetic import declaration
from tests.official.message_generator import Vocabulary, messages

_ROUNDS = 5
_SIZE = 5_000
"""Of the messages that two sets are compared on, in bytes."""


def declaring_figures() -> dict[str, Any]:
    """Milliseconds and ratios for the entry of WMO303; the comparison only where RETOUR_OFFICIAL_SETS has a set."""
    processor = PySaxonProcessor(license=False)
    entry = _transform(processor, RULES / "WMO303.xsl")
    lines = {
        "500": entry(declaration(500)),
        "5000": entry(declaration(5_000)),
        "500_of_which_half_twice": entry(declaration(500, numbered_twice=250)),
        "5000_of_which_half_twice": entry(declaration(5_000, numbered_twice=2_500)),
    }
    took = _medians(lines, 3)
    figures: dict[str, Any] = {
        "milliseconds": {name: round(value * 1000, 1) for name, value in took.items()},
        "5000_over_500": round(took["5000"] / took["500"], 1),
        "5000_over_500_half_twice": round(
            took["5000_of_which_half_twice"] / took["500_of_which_half_twice"], 1
        ),
    }
    if (published := _published()) is not None:
        figures["published"] = _compared(processor, entry, *published)
    return figures


def _compared(
    processor: PySaxonProcessor, ours: Callable[[str], Callable[[], None]], rules: RuleSet, entry: Entry
) -> dict[str, Any]:
    """Our entry and the published one on messages of about the same size, in turns."""
    vocabulary = Vocabulary(entry.namespaces[0]).read(entry.files)
    made = sorted(messages(vocabulary, entry.name, 40), key=lambda data: abs(len(data) - _SIZE))[:5]
    theirs = _transform(processor, entry.path)
    our_message = min(map(declaration, range(1, 20)), key=lambda text: abs(len(text) - _SIZE))
    work = {f"theirs {number}": theirs(data.decode()) for number, data in enumerate(made)}
    work["ours"] = _often(ours(our_message), len(made))
    took = _medians(work, 20 * _ROUNDS)
    published = sum(value for name, value in took.items() if name != "ours")
    return {
        "set": f"{rules.id}@{rules.version} {entry.name}",
        "rules": len(entry.codes),
        "our_rules": len(RuleSet.open(RULES).entry_for(_wmo303()).codes),
        "kilobytes": round(statistics.mean(map(len, made)) / 1000, 1),
        "our_kilobytes": round(len(our_message) / 1000, 1),
        "ours_over_theirs": round(took["ours"] / published, 2),
    }


def _wmo303() -> Any:
    return next(identity for identity in RuleSet.open(RULES).serves if identity.type == "WMO303")


def _published() -> tuple[RuleSet, Entry] | None:
    """The published entry whose number of rules is nearest to ours."""
    own = len(RuleSet.open(RULES).entry_for(_wmo303()).codes)
    entries = [(rules, entry) for rules in published_sets() for entry in rules.entries if entry.namespaces]
    return min(entries, key=lambda each: abs(len(each[1].codes) - own), default=None)


def published_sets() -> Iterator[RuleSet]:
    """The sets in reach through RETOUR_OFFICIAL_SETS, sorted by path."""
    place = os.environ.get("RETOUR_OFFICIAL_SETS")
    for folder in sorted(Path(place).rglob("wlz/2_*")) if place else ():
        try:
            yield RuleSet.open(folder)
        except RuleSetError:
            continue


def _transform(processor: PySaxonProcessor, stylesheet: Path) -> Callable[[str], Callable[[], None]]:
    """A compiled stylesheet: give it a message to have something that transforms it."""
    compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))

    def of(text: str) -> Callable[[], None]:
        message = processor.parse_xml(xml_text=text)
        return lambda: compiled.transform_to_string(xdm_node=message)

    return of


def _often(work: Callable[[], None], times: int) -> Callable[[], None]:
    def done() -> None:
        for _ in range(times):
            work()

    return done


def _medians(work: Mapping[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Seconds of each piece of work, the median of rounds in which all take their turn."""
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds + 1):
        for name, done in work.items():
            start = time.perf_counter()
            done()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(each[1:]) for name, each in seconds.items()}
