"""`retour show CASE`: the message of a case as the engine gets it, its edits made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Annotated

import typer

from retour.checking import case_check
from retour.cli.output import give, say
from retour.cli.selection import node_id, select_case
from retour.levels import edited_bytes
from retour.messages.reading import read_bytes
from retour.workspace import Workspaces

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")


def show(
    reference: Annotated[
        str, typer.Argument(metavar="CASE", help="path/to/file.cases.yaml::id, or a file with one case.")
    ],
    difference: Annotated[
        bool, typer.Option("--diff", help="What the edits change of the message, line by line.")
    ] = False,
) -> None:
    """Print the message of a case, its edits made."""
    workspaces = Workspaces()
    case = select_case(reference, workspaces)
    check = case_check(case, workspaces.of(case.file))
    data = edited_bytes(check)
    if not difference:
        give(data)
    elif not case.edits and not case.raw:
        say(f"retour: {node_id(case)} has no edits: it is {check.name} as it stands", err=True)
    else:
        for line in _difference(read_bytes(case.message, check.name), data, check.name, node_id(case)):
            say(line)


def _difference(base: bytes, edited: bytes, base_name: str, edited_name: str) -> Iterator[str]:
    """A unified diff; bytes that are no UTF-8 and signs that can't be seen are written out."""
    before, after = (data.decode("utf-8", "backslashreplace").split("\n") for data in (base, edited))
    if all(
        line.endswith("\r") for line in (*before[:-1], *after[:-1])
    ):  # in a line end that all have, CR says nothing
        before, after = ([line.removesuffix("\r") for line in lines] for lines in (before, after))
    for line in unified_diff(_ended(before), _ended(after), base_name, edited_name, lineterm=""):
        yield _CONTROL.sub(lambda sign: _written_out(sign[0]), line)


def _ended(lines: list[str]) -> list[str]:
    """Lines, of which the last is marked when no line end follows it."""
    *whole, last = lines
    return [*whole, f"{last}\n\\ No newline at end of file"] if last else whole


def _written_out(sign: str) -> str:
    return {"\r": "␍", "\ufeff": "<BOM>"}.get(sign, f"\\x{ord(sign):02x}")
