"""Stylesheets made of one expression or a few templates, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from retour.mutation.generation import generate
from retour.mutation.model import Mutant, one_line
from retour.xslt.source import Source
from retour.xslt.stylesheets import Stylesheets
from samples import NAMESPACE

OTHER = "http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
FOREIGN = "http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1"
XSL = "http://www.w3.org/1999/XSL/Transform"


def sheet(body: str) -> str:
    """A stylesheet that declares the namespaces of three messages."""
    return (
        f'<xsl:stylesheet version="1.0" xmlns:xsl="{XSL}" xmlns:m="{NAMESPACE}"\n'
        f'    xmlns:o="{OTHER}" xmlns:f="{FOREIGN}">\n{body}\n</xsl:stylesheet>\n'
    )


def mutants(folder: Path, body: str) -> tuple[Mutant, ...]:
    """The mutants of a stylesheet."""
    file = folder / "rule.xsl"
    file.write_text(sheet(body), encoding="utf-8")
    return generate(Source(Stylesheets(folder).get(file))).mutants


def of_expression(folder: Path, expression: str, operator: str, attribute: str = "select") -> list[str]:
    """What an operator makes of an expression: the whole expressions, as they are written."""
    instruction = "value-of" if attribute == "select" else "if"
    body = f'<xsl:template name="t"><xsl:{instruction} {attribute}={quoteattr(expression)}/></xsl:template>'
    return [
        one_line(mutant.edits[0].value or "")
        for mutant in mutants(folder, body)
        if mutant.operator == operator and mutant.edits[0].how == "attribute"
    ]


def of_pattern(folder: Path, pattern: str, operator: str) -> list[tuple[str, str]]:
    """What an operator makes of a match pattern: alternatives, and what they become."""
    body = f'<xsl:template match={quoteattr(pattern)} mode="TR018"/>'
    return [
        (mutant.before, mutant.after)
        for mutant in mutants(folder, body)
        if mutant.operator == operator and mutant.edits[0].how == "alternative"
    ]
