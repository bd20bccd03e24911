"""What is shown beside the lines of a file by code hosts: the findings on a message, and why a case isn't as expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from retour.model import PASSING, Severity
from retour.reports.known import case_name_under


@dataclass(frozen=True, slots=True)
class AnnotatedPlace:
    """Where an annotation is shown.

    Attributes:
        file: as it was named.
        line: counted from 1; None for the file as a whole.
        path: of the node in a message that is meant.
    """

    file: str
    line: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing to be shown.

    Attributes:
        code: of the rule, of the level or of the error; stable.
        text: one sentence or more.
        places: none where the finding names no node and no line.
        is_error: that nothing could be judged, as against something that was found.
    """

    code: str
    severity: Severity
    text: str
    places: tuple[AnnotatedPlace, ...]
    is_error: bool = False

    @property
    def first(self) -> AnnotatedPlace:
        """The place for a form that knows one."""
        return self.places[0]


def annotations_of(results: Iterable[dict[str, Any]]) -> Iterator[Annotation]:
    """The annotations of results, as `result_of` makes them: of a case on its case file, else on the message."""
    for result in results:
        yield from _of_case(result) if "verdict" in result else _of_message(result)


def _of_message(result: dict[str, Any]) -> Iterator[Annotation]:
    file = result["message"]
    if result["error"] is not None:
        yield Annotation(result["error_kind"], "error", result["error"], (AnnotatedPlace(file),), True)
    for finding in result["findings"]:
        retour = f" (retour code {finding['retour']})" if finding["retour"] else ""
        places = tuple(
            AnnotatedPlace(file, place["line"] if place["document"] is None else None, place["path"])
            for place in finding["locations"]
        )
        yield Annotation(
            finding["code"],
            finding["severity"],
            f"{finding['code']}{retour}: {finding['details'] or 'the rule is broken'}",
            places or (AnnotatedPlace(file),),
        )


def _of_case(result: dict[str, Any]) -> Iterator[Annotation]:
    verdict, case = result["verdict"], result["case"]
    if verdict["status"] in PASSING:
        return
    is_error = verdict["status"] == "error"
    codes = [each["code"] for each in (*verdict["missing"], *verdict["unexpected"])]
    code = result["error_kind"] if is_error else next(iter(codes), None)
    place = AnnotatedPlace(case["file"], case["line"])
    for reason in verdict["reasons"]:
        yield Annotation(
            code or "not-as-expected", "error", f"{case_name_under(case)}: {reason}", (place,), is_error
        )
