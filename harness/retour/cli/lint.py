"""`retour lint [PATH…]`: what is wrong, unused, double or unreachable in case files and rule sets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.colour import painter
from retour.cli.completing import rule_sets
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say, terminal_width
from retour.cli.progress import progress
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED
from retour.language import Texts
from retour.lint import CODES, LintFinding
from retour.lint import lint as find
from retour.reports import AnnotatedPlace, Annotation, gitlab_of, sarif_of
from retour.text.columns import columns


class LintFormat(StrEnum):
    """How what was found is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITLAB = "gitlab"


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
    codes: Annotated[bool, typer.Option("--codes", help="List what is looked for.")] = False,
    language: LanguageOption = None,
) -> None:
    """Find mistakes, duplicates and unused or unreachable parts in case files and rule sets."""
    texts = chosen_texts(language)
    if codes:
        rows = [(code, texts(meaning)) for code, meaning in CODES.items()]
        say("\n".join(columns(rows, terminal_width())))
        return
    with progress(texts("looking for mistakes")):
        findings = find(paths or [Path()], rules)
    if output is LintFormat.TEXT:
        say(_text(findings, texts), paint=painter(texts))
    else:
        say(_WRITERS[output](findings))
    raise typer.Exit(NOT_AS_EXPECTED if findings else AS_EXPECTED)


def _text(findings: Sequence[LintFinding], texts: Texts) -> str:
    count = texts.counted(len(findings), "%(number)s finding", "%(number)s findings")
    told = [each.told(texts) for each in findings]
    return "\n".join([*told, count if findings else texts("no findings")])


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
    LintFormat.JSON: _json,
    LintFormat.SARIF: lambda findings: sarif_of(_annotations(findings), CODES),
    LintFormat.GITLAB: lambda findings: gitlab_of(_annotations(findings)),
}
