"""Stylesheets with which SaxonC reads a file while it compiles them: each does, and each is refused before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from only import SAXON_ONLY
from retour.errors import RuleSetError
from retour.model import Outcome
from samples import fout, rapport, stylesheet

CheckWith = Callable[..., Outcome]

TELLING = fout("TR018", details="{$x}")

SHAPES = {
    "shadow-static": """<xsl:variable name="x" _static="yes" select="unparsed-text('{uri}')"/>""",
    "shadow-static-worked-out": """<xsl:variable name="x" _static="{{'yes'}}" select="unparsed-text('{uri}')"/>""",
    "static-1": """<xsl:variable name="x" static=" 1 " select="unparsed-text('{uri}')"/>""",
    "shadow-select": """<xsl:variable name="p" static="yes" select="'unparsed-' || 'text(''{uri}'')'"/>
                        <xsl:variable name="x" static="yes" _select="{{$p}}"/>""",
    "reference": """<xsl:variable name="x" static="yes" select="unparsed-text#1('{uri}')"/>""",
    "arrow": """<xsl:variable name="x" static="yes" select="'{uri}' => unparsed-text()"/>""",
    "quote-in-braces": """<xsl:variable name="x" static="yes"
        select="let $Q{{'}}a := '(:' return (unparsed-text('{uri}'), ':)')[1]"/>""",
    "use-when": """<xsl:variable name="x" select="'a secret'" use-when="unparsed-text-available('{uri}')"/>
                   <xsl:variable name="x" select="'none'" use-when="not(unparsed-text-available('{uri}'))"/>""",
    "shadow-of-another": """<xsl:variable name="x" _select="'{{unparsed-text('{uri}')}}'"/>""",
}


def sheet(top: str) -> str:
    body = rapport(f'<vr:Fout xsl:expand-text="yes">{TELLING.removeprefix("<vr:Fout>")}')
    return stylesheet(body, top=top).replace('version="1.0"', 'version="3.0"', 1)


@pytest.fixture
def secret(tmp_path: Path) -> str:
    file = tmp_path / "secret.txt"
    file.write_text("a secret", encoding="utf-8")
    return file.as_uri()


@SAXON_ONLY
@pytest.mark.parametrize("shape", SHAPES)
def test_is_refused(check_with: CheckWith, secret: str, shape: str) -> None:
    with pytest.raises(RuleSetError, match=r"^WMO307\.xsl:\d+: ") as refused:
        check_with(sheet(SHAPES[shape].format(uri=secret)))
    assert "a secret" not in str(refused.value)


@SAXON_ONLY
@pytest.mark.parametrize("shape", SHAPES)
def test_would_be_read(
    check_with: CheckWith, secret: str, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the refusal: else the test above would show nothing."""
    monkeypatch.setattr("retour.xslt.stylesheets.refuse_opening", lambda root, name: None)
    monkeypatch.setattr("retour.xslt.stylesheets.questions", lambda root, data, path: ())
    outcome = check_with(sheet(SHAPES[shape].format(uri=secret)))
    assert [finding.details for finding in outcome.findings] == ["a secret"]


@SAXON_ONLY
def test_what_is_allowed_is_evaluated_all_the_same(check_with: CheckWith) -> None:
    top = """<xsl:variable name="p" static="yes" select="string-join(('a', 'b'), '-')"/>
             <xsl:variable name="x" _select="'{upper-case($p)}'" use-when="element-available('xsl:evaluate')"/>
             <xsl:variable name="x" select="'old'" use-when="not(element-available('xsl:evaluate'))"/>"""
    assert [finding.details for finding in check_with(sheet(top)).findings] in (["A-B"], ["old"])
