"""Annotations of GitHub Actions: commands in the log that GitHub shows beside the lines of a pull request.

Source: docs.github.com, «Workflow commands for GitHub Actions». GitHub shows ten errors and ten warnings of a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retour.reports.annotations import Annotation
from retour.text.plain import one_line, plain

MOST_SHOWN = 10
"""As many as GitHub shows of a step."""


def github_commands(annotations: Iterable[Annotation]) -> list[str]:
    """The commands for the annotations that tell most: of each code one before a second of any."""
    return [_command(each) for each in _telling(list(annotations))[:MOST_SHOWN]]


def _telling(annotations: Sequence[Annotation]) -> list[Annotation]:
    """What couldn't be judged first; then the first of each code, the second of each, and so on."""
    numbers: dict[tuple[bool, str], int] = {}
    ranked = []
    for place, each in enumerate(annotations):
        kind = (each.is_error, each.code)
        numbers[kind] = numbers.get(kind, 0) + 1
        ranked.append((numbers[kind], not each.is_error, place, each))
    return [each for *_, each in sorted(ranked, key=lambda rank: rank[:3])]


def _command(annotation: Annotation) -> str:
    place = annotation.first
    properties = {"file": place.file, "line": place.line, "title": annotation.code}
    written = ",".join(_properties(properties))
    kind = "error" if annotation.severity in ("fatal", "error") else "warning"
    return f"::{kind} {written}::{_escaped(plain(annotation.text))}"


def _properties(properties: dict[str, str | int | None]) -> Iterator[str]:
    for name, value in properties.items():
        if value is not None:
            text = _escaped(one_line(str(value))).replace(":", "%3A").replace(",", "%2C")
            yield f"{name}={text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
