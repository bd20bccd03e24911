"""Template × values → page. Every value is escaped; a value that a template names and isn't given is an error."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from retour.text.plain import plain


def page(template: str, **values: Any) -> str:
    """A whole page, without links to anything outside it.

    Args:
        template: the name of a file in this folder that extends `base.html`, without its ending.
        values: what the template names.
    """
    return _environment().get_template(f"{template}.html").render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("retour.reports", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_harmless,
    )
    environment.globals["harness"] = version("retour-harness")
    environment.globals["style"] = Markup(
        files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    )
    environment.filters["counted"] = counted
    return environment


def _harmless(value: object) -> object:
    """A text without what turns it around or can't be seen; escaped it is afterwards."""
    return plain(value) if type(value) is str else value


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 rule`, `2 rules`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
