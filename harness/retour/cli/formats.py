"""How most commands write what they found: for people, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from retour.cli.output import say


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="text or json.")]


class PageFormat(StrEnum):
    """How a result is written that goes into a page or a pull request too."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


PageFormatOption = Annotated[PageFormat, typer.Option("--format", help="text, markdown, json or html.")]


def say_json(document: Mapping[str, Any]) -> None:
    """Print a document as JSON, indented.

    Raises:
        OutputError: standard output is closed or full.
    """
    say(json.dumps(document, indent=2, ensure_ascii=False))
