"""`retour lint [PATH…]`: what is wrong, unused, double or unreachable in case files and rule sets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import rule_sets
from retour.cli.output import say
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED
from retour.lint import CODES, LintFinding
from retour.lint import lint as find
from retour.reports import AnnotatedPlace, Annotation, gitlab_of, sarif_of


class LintFormat(StrEnum):
    """How what was found is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITLAB = "gitlab"


def _print_codes(wanted: bool) -> None:
    if wanted:
        for code, meaning in CODES.items():
            say(f"{code}  {meaning}")
        raise typer.Exit


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]", help="Case files, messages, or folders; this folder when left out."
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set to look at; the project's own when left out.",
        ),
    ] = None,
    output: Annotated[
        LintFormat, typer.Option("--format", help="text, json, sarif or gitlab (its code quality report).")
    ] = LintFormat.TEXT,
    codes: Annotated[
        bool,
        typer.Option("--codes", callback=_print_codes, is_eager=True, help="List what is looked for."),
    ] = False,
) -> None:
    """Find mistakes, duplicates and unused or unreachable parts in case files and rule sets."""
    findings = find(paths or [Path()], rules)
    say(_WRITERS[output](findings))
    raise typer.Exit(NOT_AS_EXPECTED if findings else AS_EXPECTED)


def _text(findings: Sequence[LintFinding]) -> str:
    count = len(findings) or "no"
    return "\n".join([*map(str, findings), f"{count} finding{'' if len(findings) == 1 else 's'}"])


def _json(findings: Sequence[LintFinding]) -> str:
    written = [
        {
            "code": finding.code,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "text": finding.text,
        }
        for finding in findings
    ]
    return json.dumps(
        {"harness": version("retour-harness"), "findings": written}, ensure_ascii=False, indent=1
    )


def _annotations(findings: Sequence[LintFinding]) -> list[Annotation]:
    return [
        Annotation(
            each.code,
            "error",
            f"{each.code}: {each.text}",
            (AnnotatedPlace(each.place.file, each.place.line),),
        )
        for each in findings
    ]


_WRITERS: Mapping[LintFormat, Callable[[Sequence[LintFinding]], str]] = {
    LintFormat.TEXT: _text,
    LintFormat.JSON: _json,
    LintFormat.SARIF: lambda findings: sarif_of(_annotations(findings), CODES),
    LintFormat.GITLAB: lambda findings: gitlab_of(_annotations(findings)),
}
