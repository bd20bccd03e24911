"""What is made of gathered coverage when a run ends: the data file, the measure, the reports, the thresholds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from retour.coverage.courses import JudgingSet
from retour.coverage.data import CoverageData
from retour.coverage.measuring import Measure, measure
from retour.coverage.reports import Report, read_report, write_report
from retour.coverage.thresholds import Threshold, read_threshold, shortfalls
from retour.coverage.waivers import read_waivers, waived
from retour.rulesets import RuleSet, Shelf


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for.

    Attributes:
        data: the data file to write; None for none.
        append: whether what is in it already counts too.
        waivers: the file of waivers; None for none.
    """

    reports: tuple[Report, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    data: Path | None = None
    append: bool = False
    waivers: Path | None = None

    @classmethod
    def read(
        cls,
        reports: Iterable[str],
        thresholds: Iterable[str],
        data: Path | None,
        append: bool,
        waivers: Path | None,
    ) -> Wanted:
        """Read the options of a run.

        Raises:
            CoverageError: one can't be used.
        """
        if waivers is not None:
            read_waivers(waivers)  # before the cases are run: what is wrong with it is known at once
        return cls(
            tuple(map(read_report, reports)), tuple(map(read_threshold, thresholds)), data, append, waivers
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
    if wanted.waivers is not None:
        measured = waived(measured, read_waivers(wanted.waivers))
    if wanted.data is not None:
        data.save(wanted.data)
    for report in wanted.reports:
        write_report(measured, report)
    return measured, list(shortfalls(measured, wanted.thresholds))


def _found(part: JudgingSet, shelf: Shelf) -> RuleSet:
    folder = Path(part.folder)
    if folder.is_dir():
        return shelf.open(folder)
    return shelf.get(f"{part.id}@{part.version}" if part.version else part.id, Path.cwd())
