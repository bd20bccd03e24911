"""`retour import`: public test suites in other forms, as case files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.formats import Format, FormatOption, say_json
from retour.cli.helping import HelpfulCommand, app_of
from retour.cli.output import say
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED
from retour.importing import Imported, import_test_sets
from retour.text.display import shown

app = app_of(help="Turn public test suites in other forms into case files.", no_args_is_help=True)


@app.callback()
def _several() -> None:
    """Turn public test suites in other forms into case files."""


@app.command(cls=HelpfulCommand)
def vefa(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH…", help="testSet files of the VEFA validator, or folders that hold them."
        ),
    ],
    rules: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[CONFIGURATION=]ID_OR_PATH",
            help="The rule set, of all tests or of those with a configuration; by each message when left out. Repeatable.",
        ),
    ] = None,
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder that gets the case files.")] = Path(),
    evaluated: Annotated[
        bool,
        typer.Option(
            "--evaluated", help="A rule that is to be silent must have been evaluated, or the case fails."
        ),
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put what is imported in the place of other files.")
    ] = False,
    output: FormatOption = Format.TEXT,
) -> None:
    """Turn testSets of the VEFA validator, as EN 16931 and Peppol publish them, into case files.

    What says nothing, names an unknown rule, or can't fail is listed. The exit code is 1 when a test can't be judged as it is meant.
    """
    usual, named = _told_apart(rules or ())
    imported = import_test_sets(paths, to, usual, named, evaluated=evaluated, replace_files=replace)
    if output is Format.JSON:
        say_json(_document(imported))
    else:
        say("\n".join(_lines(imported)))
    is_whole = all(note.kind == "dead" for note in imported.notes)
    raise typer.Exit(AS_EXPECTED if is_whole else NOT_AS_EXPECTED)


def _told_apart(rules: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """The rule set of all tests, and those of tests with a configuration."""
    usual: str | None = None
    named: dict[str, str] = {}
    for each in rules:
        configuration, separator, reference = each.rpartition("=")
        if separator:
            named[configuration] = reference
        elif usual is not None:
            raise typer.BadParameter(
                f"{usual} and {each}: one rule set is for all tests that no other is for"
            )
        else:
            usual = each
    return usual, named


def _lines(imported: Imported) -> list[str]:
    files = len(imported.files)
    lines = [str(note) for note in imported.notes]
    lines.append(f"{imported.cases} cases in {files} case file{'' if files == 1 else 's'}")
    if imported.refused:
        lines.append(
            f"{imported.refused} of them name a rule that the set doesn't have: each stands in a file *.refused.cases.yaml "
            "of its own, and running it says so"
        )
    counted = Counter(note.kind for note in imported.notes)
    lines += [f"{kind}: {number}" for kind, number in sorted(counted.items())]
    return lines


def _document(imported: Imported) -> dict[str, object]:
    return {
        "files": [shown(file) for file in imported.files],
        "cases": imported.cases,
        "refused": imported.refused,
        "notes": [
            {
                "kind": note.kind,
                "text": note.text,
                "file": note.place.file,
                "line": note.place.line,
                "test": note.test,
            }
            for note in imported.notes
        ],
    }
