"""The process that judges: a message ends it at most, and then ends as an error itself; all others are judged."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from processes import engine_children, posix_only, wait_until
from retour.configuration import Configuration
from retour.engines import Limits
from retour.engines.limits import MEGABYTE
from retour.replay.asked import Asked
from retour.replay.columns import NAMES
from retour.replay.corpus import CorpusItem
from retour.replay.judge import WarmJudge
from retour.replay.packing import packed, unpack
from retour.rulesets import RuleSet
from samples import (
    CATALOGUE,
    CS002_ONCE,
    MANIFEST,
    MESSAGE,
    RULES,
    TR018_ONCE,
    fout,
    rapport,
    stylesheet,
    write_set,
)

pytestmark = posix_only

MODULE = "retour.replay.judging"

GREEDY = stylesheet(
    rapport(
        '<xsl:if test="//m:Naam = \'eindeloos\'"><xsl:call-template name="again"/></xsl:if>'
        '<xsl:if test="//m:Naam = \'veel\'"><xsl:call-template name="more"/></xsl:if>' + fout("TR018")
    ),
    top="""<xsl:template name="again">
             <xsl:param name="n" select="0"/>
             <xsl:if test="$n >= 0">
               <xsl:call-template name="again"><xsl:with-param name="n" select="1 - $n"/></xsl:call-template>
             </xsl:if>
           </xsl:template>
           <xsl:template name="more">
             <xsl:param name="text" select="'xxxxxxxxxxxxxxxx'"/>
             <xsl:choose>
               <xsl:when test="string-length($text) > 1000000000"><xsl:value-of select="$text"/></xsl:when>
               <xsl:otherwise>
                 <xsl:call-template name="more">
                   <xsl:with-param name="text" select="concat($text, translate($text, 'x', 'y'))"/>
                 </xsl:call-template>
               </xsl:otherwise>
             </xsl:choose>
           </xsl:template>""",
)
"""TR018 always; without end for one name, and with all memory for another one."""


def item(name: str, text: str = MESSAGE) -> CorpusItem:
    return CorpusItem(name, text.encode())


def named(name: str) -> CorpusItem:
    return item(f"{name}.xml", MESSAGE.replace("Zoë van Ammerveld", name))


@contextmanager
def judge(tmp_path: Path, *sets: str, other: str | None = None, **asked: Any) -> Iterator[WarmJudge]:
    """A judge by rule sets with these entries."""
    folders = [
        write_set(tmp_path / f"set{number}", entry) for number, entry in enumerate((*sets, other or ""))
    ]
    wanted = Asked(
        tuple(packed(RuleSet.open(folder)) for folder in folders[:-1]),
        () if other is None else (packed(RuleSet.open(folders[-1])),),
        Configuration(tmp_path),
        "saxon",
        asked.pop("limits", Limits()),
        asked.pop("time_limit", 20.0),
        **asked,
    )
    unpack(wanted.sets, tmp_path / "unpacked")
    unpack(wanted.others, tmp_path / "others")
    found = WarmJudge(wanted, tmp_path / "unpacked", tmp_path / "others")
    try:
        yield found
    finally:
        found.close()
        assert wait_until(lambda: not engine_children(os.getpid(), MODULE))


def rows(lines: Sequence[bytes]) -> list[dict[str, Any]]:
    return [dict(zip(NAMES[1:], json.loads(line), strict=True)) for line in lines]


def told(lines: Sequence[bytes]) -> list[str]:
    return [row["error_kind"] or row["status"] for row in rows(lines)]


def test_message_that_takes_too_long_is_one_error_and_is_known_by_its_type(tmp_path: Path) -> None:
    items = [named("een"), named("eindeloos"), named("twee"), named("eindeloos"), named("drie")]

    with judge(tmp_path, GREEDY, time_limit=1.0) as greedy:
        found = greedy.judge(items)

    assert told(found) == ["rejected", "time-limit", "rejected", "time-limit", "rejected"]
    row = rows(found)[1]
    assert (row["standard"], row["type"], row["rules"]) == ("iwmo", "WMO307", "demo/1.0@1.0.3")
    assert row["error"] == "the rule set was not done with this message after 1 s, its time limit"


def test_message_that_takes_too_much_memory_is_one_error(tmp_path: Path) -> None:
    with judge(tmp_path, GREEDY, time_limit=50.0, limits=Limits(memory=300 * MEGABYTE)) as greedy:
        assert told(greedy.judge([named("een"), named("veel"), named("twee")])) == [
            "rejected",
            "memory-limit",
            "rejected",
        ]


def test_process_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    items = [named(str(number)) for number in range(400)]
    with judge(tmp_path, RULES) as killed:
        killed.judge(items[:1])
        killing = Thread(target=kill_some, args=(3,))
        killing.start()
        found: list[bytes] = []
        while killing.is_alive():
            found = killed.judge(items)
            assert told(found) == ["accepted"] * 400
        killing.join()


def kill_some(number: int) -> None:
    """Kill so many processes that judge, one after the other."""
    for _ in range(number):
        assert wait_until(lambda: bool(engine_children(os.getpid(), MODULE)))
        for process in engine_children(os.getpid(), MODULE):
            os.kill(process, signal.SIGKILL)


def test_set_that_takes_too_long_to_compile_ends_no_message_of_another_one(tmp_path: Path) -> None:
    with judge(tmp_path, RULES, limits=Limits(compile=0.01)) as judging:
        assert told(judging.judge([named("een"), item("a.xml", "<a/>"), named("twee")])) == [
            "compile-limit",
            "not-served",
            "compile-limit",
        ]


def test_set_that_doesnt_compile_is_the_error_of_each_message(tmp_path: Path) -> None:
    with judge(tmp_path, RULES.replace("</xsl:stylesheet>", "<xsl:nonsense/></xsl:stylesheet>")) as judging:
        assert told(judging.judge([named("een"), named("twee")])) == ["static-error"] * 2


def test_item_that_cant_be_read_is_an_error(tmp_path: Path) -> None:
    with judge(tmp_path, RULES) as judging:
        found = judging.judge([CorpusItem("999990019.xml", problem="it is encrypted")])

    (row,) = rows(found)
    assert (row["message"], row["status"], row["error_kind"], row["error"]) == (
        "(bsn).xml",
        "error",
        "unreadable",
        "it is encrypted",
    )


def test_outcomes_of_another_set_are_held_against_these(tmp_path: Path) -> None:
    without_tr018 = RULES.replace("<vr:Code>TR018</vr:Code>", "<vr:Code>TR019</vr:Code>")
    with judge(tmp_path, RULES, other=without_tr018) as comparing:
        same, other = rows(comparing.judge([item("a.xml", CS002_ONCE), item("b.xml", TR018_ONCE)]))

    assert (same["other_status"], same["other_codes"], same["changes"]) == ("rejected", ["CS002"], [])
    assert (other["codes"], other["other_codes"]) == (["TR018"], ["TR019"])
    assert other["changes"] == [["added", "TR019", 1], ["removed", "TR018", 1]]


def test_texts_that_may_hold_values_are_left_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    failing = stylesheet(rapport('<xsl:value-of select="xs:date(string(//m:Naam))"/>')).replace(
        "xmlns:vr", 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:vr', 1
    ).replace('version="1.0"', 'version="2.0"', 1)  # fmt: skip
    for values in (False, True):
        with judge(tmp_path, failing, values=values) as judging:
            (row,) = rows(judging.judge([named("Geheim")]))
        assert row["error_kind"] == "dynamic-error"
        assert ("Geheim" in (row["error"] or "")) is values


@pytest.mark.parametrize("folders", [1, 3])
def test_set_is_the_same_where_it_is_unpacked(tmp_path: Path, folders: int) -> None:
    """Also one without a manifest, which is called after the folders that it lies in."""
    home = tmp_path.joinpath(*"abc"[:folders], "iwlz", "2_2")
    write_set(home, manifest=MANIFEST, catalogue=CATALOGUE)
    (home / "ruleset.yaml").unlink()
    rules = RuleSet.open(home)
    one = packed(rules)
    unpack((one,), tmp_path / "elsewhere")

    again = RuleSet.open(tmp_path / "elsewhere" / "0" / one.folder)
    assert (again.stamp, again.serves) == (rules.stamp, rules.serves)
