"""`retour show CASE`: the message of a case as the engine gets it, its edits made."""

from __future__ import annotations

from typing import Annotated

import typer

from retour.checking import case_check
from retour.cli.completing import cases
from retour.cli.output import give, say
from retour.cli.selection import node_id, select_case
from retour.levels import edited_bytes
from retour.messages.reading import read_bytes
from retour.text.difference import difference_lines
from retour.workspace import Workspaces


def show(
    reference: Annotated[
        str,
        typer.Argument(
            autocompletion=cases, metavar="CASE", help="path/to/file.cases.yaml::id, or a file with one case."
        ),
    ],
    difference: Annotated[
        bool, typer.Option("--diff", help="What the edits change of the message, line by line.")
    ] = False,
) -> None:
    """Print the message of a case after its edits."""
    workspaces = Workspaces()
    case = select_case(reference, workspaces)
    check = case_check(case, workspaces.of(case.file))
    data = edited_bytes(check)
    if not difference:
        give(data)
    elif not case.edits and not case.raw:
        say(f"retour: {node_id(case)} has no edits: it is {check.name} as it stands", err=True)
    else:
        for line in difference_lines(read_bytes(case.message, check.name), data, check.name, node_id(case)):
            say(line)
