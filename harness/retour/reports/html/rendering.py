"""Template × values → page. Every value is escaped; a value that a template names and isn't given is an error."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from retour.language import ENGLISH, Texts
from retour.text.plain import plain

ALONE = "base.html"
"""The layout of a page that is a file of its own, with its style and its script in it."""


def page(template: str, texts: Texts = ENGLISH, layout: str = ALONE, **values: Any) -> str:
    """A whole page, without links to anything that doesn't come with it.

    Args:
        template: the name of a file in this folder that extends `layout`, without its ending.
        layout: what stands around it: `base.html`, or a template that extends it.
        values: what the template names.
    """
    return _environment(texts).get_template(f"{template}.html").render(values, layout=layout)


def fragment(template: str, texts: Texts = ENGLISH, **values: Any) -> Markup:
    """A piece of a page; as for `page`."""
    return Markup(_environment(texts).get_template(f"{template}.html").render(values))


def asset(name: str) -> str:
    """The style or the script that all pages share, as it is written beside them or stands in them."""
    return files("retour.reports.html").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment(texts: Texts) -> Environment:
    environment = Environment(
        loader=PackageLoader("retour.reports", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_harmless,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(texts, _refused, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {
        "harness": version("retour-harness"),
        "style": Markup(asset("style.css")),
        "script": Markup(asset("filter.js")),
        "texts": texts,
        "counted": texts.counted,
        "grade_of": grade_of,
    }
    return environment


def _refused(*_: object) -> str:
    raise NotImplementedError("templates count with counted(number, one, many)")


def _harmless(value: object) -> object:
    """A text without what turns it around or can't be seen; escaped it is afterwards, unless it is already."""
    if type(value) is str:
        return plain(value)
    return Markup(plain(str(value))) if type(value) is Markup else value


def grade_of(percent: float | None) -> str:
    """A percentage as the class that colours it: `g10` for all, `g0` for less than a tenth; without one no colour."""
    return "" if percent is None else f"g{int(min(max(percent, 0), 100) // 10)}"
