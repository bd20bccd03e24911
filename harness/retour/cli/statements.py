"""Statements of conformance: the options that ask for one, what is told of one that is made again, and `retour conform site DIR`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.conformance.document import StatementDocument
from retour.conformance.site import read_statements, write_statement_site
from retour.conformance.terminal import headline
from retour.conformance.verifying import result_differences
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, RetourError
from retour.language import Texts

StatementOption = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the statement, as JSON.")]
StatementPageOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the statement as a web page, to be printed.")
]
StatementValuesOption = Annotated[
    bool,
    typer.Option(
        "--values", help="Let values of messages stand in the statement; without it … stands for each."
    ),
]


def told_changed(changed: Iterable[str], texts: Texts) -> int:
    """Tell that a statement can't be made again; the exit code.

    Args:
        changed: what it was made of and is otherwise now, as sentences.
    """
    say(texts("not made again: what it was made of has changed"))
    say("\n".join(f"  {line}" for line in changed))
    return NOT_AS_EXPECTED


def told_again(stated: StatementDocument, again: StatementDocument, texts: Texts) -> int:
    """Tell how a statement that was made again differs; the exit code."""
    if differing := list(result_differences(stated, again, texts)):
        say(texts("made again, it differs"))
        say("\n".join(f"  {line}" for line in differing))
        return NOT_AS_EXPECTED
    say(texts("made again, it is the same: %(headline)s", headline=headline(again, texts)))
    return AS_EXPECTED


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder with the statements.")],
    output: Annotated[Path, typer.Option(metavar="OUT", help="The folder to write the site to.")],
    language: LanguageOption = None,
) -> None:
    """Make one static site of statements: subject by release, trend, badges, and the statements to download."""
    if output.resolve().is_relative_to(folder.resolve()):
        raise RetourError(
            f"{output}: the site would stand among its statements: name a folder outside {folder}"
        )
    found = read_statements(folder)
    texts = chosen_texts(language)
    write_statement_site(found, output, texts)
    subjects = len({each.statement.subject.name for each in found})
    statements = texts.counted(len(found), "%(number)s statement", "%(number)s statements")
    on = texts.counted(subjects, "on %(number)s subject", "on %(number)s subjects")
    say(f"{statements} {on}: {output / 'index.html'}")
    raise typer.Exit(AS_EXPECTED)
