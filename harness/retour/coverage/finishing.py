"""What is made of gathered coverage when a run ends: the data file, the measure, the reports, the thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.coverage.courses import JudgingSet
from retour.coverage.data import CoverageData
from retour.coverage.measuring import Measure, measure
from retour.coverage.reports import WantedReport, read_report, write_report
from retour.coverage.thresholds import read_coverage_threshold, shortfalls
from retour.coverage.waivers import CoverageWaiver, read_coverage_waivers, waived
from retour.language import ENGLISH, Texts
from retour.rulesets import RuleSet, Shelf
from retour.text.thresholds import Threshold
from retour.workspace import now_with


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for.

    Attributes:
        data: the data file to write; None for none.
        append: whether what is in it already counts too.
        waivers: what no case needs to cover.
        texts: those of a page.
    """

    reports: tuple[WantedReport, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    data: Path | None = None
    append: bool = False
    waivers: Sequence[CoverageWaiver] = ()
    texts: Texts = ENGLISH

    @classmethod
    def read(
        cls,
        reports: Iterable[str],
        thresholds: Iterable[str],
        data: Path | None,
        append: bool,
        waivers: Path | None,
        shelf: Shelf,
        texts: Texts = ENGLISH,
    ) -> Wanted:
        """Read the options of a run.

        Args:
            shelf: the rule sets with whose versions a waiver may end.

        Raises:
            CoverageError: one can't be used.
        """
        return cls(
            tuple(map(read_report, reports)),
            tuple(map(read_coverage_threshold, thresholds)),
            data,
            append,
            () if waivers is None else tuple(read_coverage_waivers(waivers, now_with(shelf))),
            texts,
        )


def finish(data: CoverageData, wanted: Wanted, shelf: Shelf) -> tuple[Measure, list[str]]:
    """Write what a run is asked for.

    Args:
        shelf: where a rule set is looked up that no longer lies where the data says.

    Returns:
        What was measured, and a sentence for each threshold that isn't reached.

    Raises:
        CoverageError: a file can't be read or written, or is of another state of the rule set.
        RuleSetError: a rule set can't be opened.
    """
    if wanted.append and wanted.data is not None and wanted.data.exists():
        before = CoverageData.load(wanted.data)
        before.merge(data)
        data = before
    measured = measure(data, lambda part: _found(part, shelf))
    if wanted.waivers:
        measured = waived(measured, wanted.waivers)
    if wanted.data is not None:
        data.save(wanted.data)
    for report in wanted.reports:
        write_report(measured, report, wanted.texts)
    return measured, list(shortfalls(measured, wanted.thresholds))


def _found(part: JudgingSet, shelf: Shelf) -> RuleSet:
    folder = Path(part.folder)
    if folder.is_dir():
        return shelf.open(folder)
    for rules in shelf.all():
        if rules.sha256 == part.sha256:
            return rules
    return shelf.get(f"{part.id}@{part.version}" if part.version else part.id, Path.cwd())
