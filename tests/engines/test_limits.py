"""What a rule set may take and say: more is the error of the message or of the stylesheet that asks for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from only import SAXON_ONLY
from processes import posix_only
from puppet import answers, puppets, told
from retour.configuration import Configuration
from retour.engines import Engine, Limits, open_engine
from retour.engines.limits import GIGABYTE
from retour.errors import RetourError
from retour.model import Outcome
from retour.text.sizes import size_text
from samples import RULES, fout, rapport, stylesheet

CheckWith = Callable[..., Outcome]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel holds this limit on Linux alone")


def test_limits_of_a_project(tmp_path: Path) -> None:
    assert Limits.of(Configuration(tmp_path)) == Limits()
    assert Limits.of(Configuration(tmp_path, compile_limit=1.0, memory_limit=GIGABYTE)) == Limits(
        compile=1.0, memory=GIGABYTE
    )


@posix_only
@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ("report 1001", "its report has 1,001 characters, more than 1,000"),
        ("elements 101", "its report has 101 elements, more than 100"),
        ("say 501", "its xsl:messages have 501 characters, more than 500"),
        ("write 300", "it wrote 200 bytes to standard error, by trace() perhaps; more are refused"),
    ],
)
def test_one_message_says_too_much(tmp_path: Path, order: str, sentence: str) -> None:
    with puppets(tmp_path, limits=Limits(report=1_000, elements=100, said=500, stderr=200)) as engine:
        found = answers(engine, "report 1000", "elements 100", "say 500", "write 199", order, "1")

    assert [isinstance(answer, RetourError) for answer in found] == [False] * 4 + [True, False]
    assert str(found[4]) == f"the rule set wrote too much about this message: {sentence}"
    assert (tmp_path / "starts").read_text().count("\n") == 1  # the process goes on


@linux_only
def test_one_message_takes_too_much_memory(tmp_path: Path) -> None:
    with puppets(tmp_path, limits=Limits(memory=GIGABYTE)) as engine:
        assert told(engine, ["1", "allocate 2000000000", "2", "allocate 1000"]) == [
            "1",
            "memory-limit",
            "2",
            "1000",
        ]
        (error,) = answers(engine, "allocate 2000000000")

    assert str(error) == (
        "the process that ran Puppet needed more than 1 GB of memory on this message "
        "(memory_limit in the configuration)"
    )


@linux_only
def test_rules_that_take_too_much_memory(engine: Engine, check_with: CheckWith) -> None:
    hog = stylesheet(
        rapport(
            '<xsl:call-template name="twice"><xsl:with-param name="text" select="\'x\'"/></xsl:call-template>'
        ),
        top="""<xsl:template name="twice">
                 <xsl:param name="text"/>
                 <xsl:call-template name="twice">
                   <xsl:with-param name="text" select="concat($text, $text)"/>
                 </xsl:call-template>
               </xsl:template>""",
    )
    small = open_engine(
        engine.name.partition(" ")[0].replace("SaxonC-HE", "saxon"), 1, Limits(memory=400_000_000)
    )
    try:
        problem = check_with(hog, by=small).problem
        assert check_with(RULES, by=small).status == "accepted"
    finally:
        small.close()

    assert problem is not None
    if engine.name.startswith("SaxonC-HE 12."):  # it gives up by itself: a text can't be that long
        assert problem.kind == "dynamic-error"
        return
    assert problem.kind == "memory-limit"


@SAXON_ONLY
def test_compiling_that_takes_too_long(check_with: CheckWith) -> None:
    hasty = open_engine("saxon", 1, Limits(compile=0.001))
    try:
        problem = check_with(RULES, by=hasty).problem
    finally:
        hasty.close()

    assert problem is not None
    assert (problem.kind, problem.text) == (
        "compile-limit",
        "the rule set was not compiled within 0.001 s of a processor's time (compile_limit in the configuration)",
    )


def test_a_report_of_many_findings(check_with: CheckWith) -> None:
    """Each finding costs kilobytes where it is read: what has more than anybody reads isn't sent."""
    many = stylesheet(
        rapport("<xsl:call-template name='fouten'/>"),
        top=f"""<xsl:template name="fouten">
                  <xsl:param name="left" select="17"/>
                  <xsl:choose>
                    <xsl:when test="$left = 0">{fout("TR018")}</xsl:when>
                    <xsl:otherwise>
                      <xsl:call-template name="fouten"><xsl:with-param name="left" select="$left - 1"/></xsl:call-template>
                      <xsl:call-template name="fouten"><xsl:with-param name="left" select="$left - 1"/></xsl:call-template>
                    </xsl:otherwise>
                  </xsl:choose>
                </xsl:template>""",
    )

    problem = check_with(many).problem

    assert problem is not None
    assert problem.kind == "output-limit"
    assert problem.text == (
        "the rule set wrote too much about this message: its report has 524,290 elements, more than 200,000"
    )


@SAXON_ONLY
def test_a_flood_of_trace(check_with: CheckWith) -> None:
    traced = stylesheet(
        rapport("<xsl:value-of select=\"count(trace(1 to 100000, 'again and again')[. = 7])\"/>")
    ).replace('version="1.0"', 'version="3.0"', 1)

    problem = check_with(traced).problem

    assert problem is not None
    assert problem.kind == "output-limit"
    assert "to standard error, by trace() perhaps; more are refused" in problem.text
    assert check_with(RULES).status == "accepted"


def test_an_error_text_is_short(check_with: CheckWith) -> None:
    loud = stylesheet(
        '<xsl:message terminate="yes"><xsl:value-of select="translate(\''
        + "x" * 100_000
        + "', '', '')\"/></xsl:message>"
    )

    problem = check_with(loud).problem

    assert problem is not None
    assert problem.kind == "dynamic-error"
    assert len(problem.text) < 10_000


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 B"), (1_500, "1.5 kB"), (500_000_000, "500 MB"), (4_000_000_000, "4 GB")]
)
def test_size_text(size: int, text: str) -> None:
    assert size_text(size) == text
