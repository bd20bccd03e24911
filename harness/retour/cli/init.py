"""`retour init [FOLDER]`: a repository of messages and cases, from nothing."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.output import say
from retour.errors import RetourError
from retour.text.display import shown
from retour.text.writing import make_file, reasons

_FILES: Mapping[str, str] = {
    "README.md": "README.md",
    "retour.toml": "retour.toml",
    "fixtures/wmo307/stop.xml": "stop.xml",
    "fixtures/wmo307/stop.cases.yaml": "cases.yaml",
    ".gitattributes": "gitattributes",
    ".github/workflows/retour.yml": "workflow.yml",
}
"""File to write → template in `cli/initial`, where none has a name that git, pytest or the harness would act upon."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Made when it isn't there.")] = Path(),
) -> None:
    """Start a repository with a message, two cases that pass, settings and a CI job."""
    taken = [name for name in _FILES if os.path.lexists(folder / name)]
    if taken:
        raise RetourError(
            f"nothing was written: {shown(folder)} already has {', '.join(taken)};"
            " choose another folder, or move what is there"
        )
    templates = files("retour.cli") / "initial"
    for name, template in _FILES.items():
        file = folder / name
        with reasons(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        make_file(file, (templates / template).read_bytes())
        say(shown(folder / name))
    here = Path.cwd().samefile(folder)
    say("\nnext: " + ("" if here else f"cd {shlex.quote(str(folder))} && ") + "retour run")
