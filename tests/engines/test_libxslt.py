"""libxslt: what it says when something is wrong, and how a set that isn't XSLT 1.0 is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from only import LIBXSLT_ONLY
from retour.engines import Engine, Job, Order, Reply, Request, StylesheetFile, engine_title, open_engine
from retour.errors import RetourError
from retour.model import Outcome, Problem
from retour.rulesets import RuleSet
from samples import MESSAGE, RULES, fout, rapport, stylesheet, write_set

pytestmark = LIBXSLT_ONLY

CheckWith = Callable[..., Outcome]


def test_name(engine: Engine) -> None:
    assert engine.name == engine_title("libxslt")
    assert engine.name.startswith("libxslt 1.1.")


def test_static_error_has_file_and_line(check_with: CheckWith) -> None:
    problem = check_with(stylesheet('<xsl:value-of select="1 +"/>')).problem

    assert problem == Problem(
        "static-error",
        "WMO307.xsl:6: the rule set doesn't compile:\n"
        "Invalid expression\n"
        "WMO307.xsl:6: xsl:value-of : could not compile select expression '1 +' (xsl:value-of)",
    )


def test_dynamic_error_has_file_and_line_of_the_module(check_with: CheckWith, tmp_path: Path) -> None:
    module = stylesheet('<xsl:value-of select="$gone"/>').replace('match="/m:Bericht"', 'match="m:Client"')
    (tmp_path / "set" / "mijn regels").mkdir(parents=True)
    (tmp_path / "set" / "mijn regels" / "één.xsl").write_text(module, encoding="utf-8")
    entry = stylesheet(
        rapport('<xsl:apply-templates select="//m:Client"/>'),
        top='<xsl:include href="mijn%20regels/%C3%A9%C3%A9n.xsl"/>',
    )

    problem = check_with(entry).problem

    assert problem is not None
    assert problem.kind == "dynamic-error"
    assert problem.text.splitlines()[:2] == [
        "mijn regels/één.xsl:6: the rule set failed on this message:",
        "mijn regels/één.xsl:6: Variable 'gone' has not been declared. (xsl:value-of)",
    ]
    assert str(tmp_path) not in problem.text


def test_termination_shows_all_that_was_said(check_with: CheckWith) -> None:
    problem = check_with(
        stylesheet("<xsl:message>Busy.</xsl:message><xsl:message terminate='yes'>No 100%s.</xsl:message>")
    ).problem

    assert problem == Problem(
        "dynamic-error",
        "the rule set failed on this message:\nxsl:message: Busy.\nxsl:message: No 100%s.",
    )


def test_error_after_which_libxslt_goes_on(check_with: CheckWith) -> None:
    problem = check_with(stylesheet(rapport("<xsl:if test=\"upper-case('a') = 'A'\"/>"))).problem

    assert problem == Problem(
        "dynamic-error",
        "the rule set failed on this message:\n"
        "Unregistered function: one that XSLT 1.0 doesn't have, which is all that libxslt runs",
    )


def test_endless_recursion_is_named(check_with: CheckWith) -> None:
    deeper = stylesheet(
        rapport('<xsl:call-template name="deeper"/>'),
        top='<xsl:template name="deeper"><a><xsl:call-template name="deeper"/></a></xsl:template>',
    )

    problem = check_with(deeper).problem

    assert problem is not None
    assert "A potential infinite template recursion was detected" in problem.text


@pytest.mark.parametrize("version", ["2.0", "3.0", "newest"])
def test_stylesheet_of_a_later_version(check_with: CheckWith, version: str) -> None:
    later = RULES.replace('version="1.0"', f'version="{version}"', 1)

    assert check_with(later).problem == Problem(
        "static-error",
        "WMO307.xsl:2: the rule set doesn't compile:\n"
        f"the stylesheet says that it is XSLT {version}; libxslt runs XSLT 1.0 only, and SaxonC every version",
    )


def test_instruction_of_a_later_version(check_with: CheckWith) -> None:
    later = stylesheet(rapport('<xsl:for-each-group select="*" group-by="."/>' + fout("TR018")))

    assert check_with(later).problem == Problem(
        "static-error",
        "WMO307.xsl:6: the rule set doesn't compile:\n"
        "xsl:for-each-group is no instruction of XSLT 1.0; libxslt runs XSLT 1.0 only, and SaxonC every version",
    )


@pytest.mark.parametrize("listen", [True, False])
def test_messages_are_heard_when_asked_for(engine: Engine, tmp_path: Path, listen: bool) -> None:
    chatty = stylesheet("<xsl:message>Eén,\ntwee.</xsl:message><xsl:message>Drie.</xsl:message>" + rapport())
    entry = RuleSet.open(write_set(tmp_path / "set", chatty)).entries[0]
    sheet = StylesheetFile(str(entry.path), entry.sha256, str(tmp_path))
    order = Order(sheet, MESSAGE.partition("?>")[2].strip(), {}, listen)

    def complete(reply: Reply | RetourError) -> Reply | RetourError:
        return reply

    reply = engine.submit([Job("", lambda: Request(order, 20), complete)])[0].result()

    assert isinstance(reply, Reply)
    assert reply.messages == (("Eén,\ntwee.", "Drie.") if listen else ())


@pytest.mark.parametrize("workers", [0, 1])
def test_in_this_process_and_in_a_child(check_with: CheckWith, workers: int) -> None:
    engine = open_engine("libxslt", workers)
    try:
        assert check_with(RULES, by=engine).status == "accepted"
    finally:
        engine.close()
