"""The results of one run or of several, read back from the documents that were written of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from retour.errors import MessageError, RetourError
from retour.model import PASSING, Place
from retour.reports.ordering import result_order
from retour.reports.schema import ResultsDocument
from retour.text.display import shown
from retour.text.versions import version_order
from retour.text.writing import reason_of

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
    "error",
    "not as expected",
    "expected to fail",
    "as expected",
    "rejected",
    "nothing found",
    "accepted",
)
"""In the order in which they matter."""

CALM: tuple[Standing, ...] = (*PASSING, "accepted", "nothing found")
"""Those that ask for nobody's attention."""


@dataclass(frozen=True, slots=True)
class RunResults:
    """What one or more documents hold.

    Attributes:
        engine: product and version, or several.
        each: in the form of `result_of`, in the order in which they stand in the documents.
    """

    engine: str
    each: tuple[dict[str, Any], ...]

    @property
    def standings(self) -> dict[Standing, int]:
        """How many came out in which way, the worst first; what doesn't occur is left out."""
        counted = Counter(map(standing_of_result, self.each))
        return {standing: counted[standing] for standing in STANDINGS if counted[standing]}

    @property
    def sets(self) -> list[dict[str, Any]]:
        """The rule sets that judged, each once."""
        found = {tuple(rules.items()): rules for each in self.each if (rules := each["rules"])}
        return sorted(found.values(), key=lambda rules: (rules["id"], version_order(rules["version"])))


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
    return RunResults(", ".join(engines), tuple(_merged(results)))


def _read(file: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(file.read_bytes())
        ResultsDocument.model_validate(document)
    except OSError as error:
        raise MessageError(f"can't be read: {reason_of(error)}", Place(shown(file))) from None
    except (ValueError, RecursionError) as error:
        why = f": {_where(error)}" if isinstance(error, ValidationError) else ""
        raise MessageError(
            f"not a document of results, as --retour-json and --format json write it{why}", Place(shown(file))
        ) from None
    return document


def _where(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']}"


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
        if by_case.setdefault(key, result) != result:
            raise RetourError(
                f"{case['file']}:{case['line']}: {case['id']} has two results that differ: leave one document out"
            )
    return [
        *sorted(by_case.values(), key=result_order),
        *others,
    ]
