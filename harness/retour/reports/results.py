"""The results of one run or of several, read back from the documents that were written of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from retour.errors import RetourError
from retour.language import mark
from retour.model import PASSING
from retour.reports.ordering import result_order
from retour.reports.schema import ResultsDocument
from retour.text.documents import read_document
from retour.text.versions import version_order

Standing = Literal[
    "as expected",
    "expected to fail",
    "not as expected",
    "error",
    "accepted",
    "nothing found",
    "rejected",
]
"""How a result came out: by its verdict, and where no case was held against it by its outcome."""

STANDINGS: tuple[Standing, ...] = (
    mark("error"),
    mark("not as expected"),
    mark("expected to fail"),
    mark("as expected"),
    mark("rejected"),
    mark("nothing found"),
    mark("accepted"),
)
"""In the order in which they matter."""

CALM: tuple[Standing, ...] = (*PASSING, "accepted", "nothing found")
"""Those that ask for nobody's attention."""


@dataclass(frozen=True)
class RunResults:
    """What one or more documents hold, or a run came to.

    Attributes:
        engine: product and version, or several.
        each: in the form of `result_of`, in the order in which they are told; read anew each time, perhaps, from the disk.
        unmatched: messages of folders of pairs that are left over, each with the reason.
    """

    engine: str
    each: Collection[dict[str, Any]]
    unmatched: Sequence[dict[str, str]] = ()

    @property
    def standings(self) -> dict[Standing, int]:
        """How many came out in which way, the worst first; what doesn't occur is left out."""
        counted = self._counted.standings
        return {standing: counted[standing] for standing in STANDINGS if counted[standing]}

    @property
    def sets(self) -> list[dict[str, Any]]:
        """The rule sets that judged, each once."""
        return sorted(
            self._counted.sets.values(), key=lambda rules: (rules["id"], version_order(rules["version"]))
        )

    @property
    def has_retour_codes(self) -> bool:
        """Whether any rule that fired has one."""
        return self._counted.has_retour_codes

    @cached_property
    def _counted(self) -> _Counted:
        counted = _Counted()
        for each in self.each:
            counted.add(each)
        return counted


@dataclass
class _Counted:
    """What is known of results after one pass over them."""

    standings: Counter[Standing] = field(default_factory=Counter)
    sets: dict[tuple[tuple[str, Any], ...], dict[str, Any]] = field(default_factory=dict)
    has_retour_codes: bool = False

    def add(self, result: dict[str, Any]) -> None:
        """Take in a result."""
        self.standings[standing_of_result(result)] += 1
        if rules := result["rules"]:
            self.sets[tuple(rules.items())] = rules
        self.has_retour_codes |= any(finding["retour"] for finding in result["findings"])


def standing_of_result(result: dict[str, Any]) -> Standing:
    """How a result came out."""
    standing: Standing = result["verdict"]["status"] if "verdict" in result else result["status"]
    return standing


def read_results(files: Sequence[Path]) -> RunResults:
    """Read documents of `retour check --format json`, `retour pair --format json` or `--retour-json`.

    The parts of a run that was divided among machines are put together: by case file and line.

    Raises:
        RetourError: a file can't be read, is no such document, or holds a case that another has with another result.
    """
    documents = [_read(file) for file in files]
    engines = dict.fromkeys(document["engine"] for document in documents)
    results = [result for document in documents for result in document["results"]]
    unmatched = [each for document in documents for each in document.get("unmatched") or ()]
    return RunResults(", ".join(engines), tuple(_merged(results)), unmatched)


def _read(file: Path) -> dict[str, Any]:
    what = "a document of results, as --retour-json and --format json write it"
    document, _ = read_document(file, ResultsDocument, what)
    return document


def _found(result: dict[str, Any]) -> dict[str, Any]:
    """A result without whether an earlier run found it."""
    return {key: value for key, value in result.items() if key != "cached"}


def _merged(results: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each case once; messages without a case stay as they are."""
    by_case: dict[tuple[Any, ...], dict[str, Any]] = {}
    others = []
    for result in results:
        if "case" not in result:
            others.append(result)
            continue
        case = result["case"]
        rules = result["rules"] or {}
        key = (result_order(result), case.get("under"), rules.get("id"), rules.get("version"))
        if _found(by_case.setdefault(key, result)) != _found(result):
            raise RetourError(
                f"{case['file']}:{case['line']}: {case['id']} has two results that differ: leave one document out"
            )
    return [
        *sorted(by_case.values(), key=result_order),
        *others,
    ]
