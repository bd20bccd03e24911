"""`retour docs [PAGE]`: the documentation that comes with the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import page_names
from retour.cli.output import say
from retour.errors import RetourError
from retour.text.nearest import did_you_mean


def docs(
    page: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAGE]", autocompletion=page_names, help="Such as cases or tutorials/vendor."
        ),
    ] = None,
) -> None:
    """Print a page of the documentation. Without a page: list the pages."""
    folder = pages_folder()
    pages = {
        file.relative_to(folder).with_suffix("").as_posix(): file for file in sorted(folder.rglob("*.md"))
    }
    if page is None:
        say("\n".join(_listed(pages)))
        return
    name = page.removesuffix(".md")
    if name not in pages:
        raise RetourError(f"no page {page!r}{did_you_mean(name, pages) or '; `retour docs` lists them'}")
    say(pages[name].read_text(encoding="utf-8"), end="")


def pages_folder() -> Path:
    """The folder of the pages: inside the package, or the checkout's `docs`."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_docs"
    return installed if installed.is_dir() else package.parents[1] / "docs"


def _listed(pages: dict[str, Path]) -> Iterator[str]:
    """The pages with their titles; of those of single rules the index alone."""
    shown = {
        name: file for name, file in pages.items() if not name.startswith("rules/") or file.stem == "README"
    }
    width = max(map(len, shown))
    for name, file in shown.items():
        lines = file.read_text(encoding="utf-8").splitlines()
        title = next((line.removeprefix("# ") for line in lines if line.startswith("# ")), "")
        yield f"{name:<{width}}  {title}"
    yield f"\nretour docs PAGE prints one; a rule's is rules/TR018. They lie in {pages_folder()}"
