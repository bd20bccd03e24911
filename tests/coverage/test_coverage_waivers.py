"""Waivers: what needs no case, and what is wrong with a file of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from processes import Ended
from retour.coverage.schema import coverage_waivers_schema

Retour = Callable[..., Ended]

ALL = """\
waivers:
  - rule: TR101
    reason: No message of ours has contacts.
  - {rule: CS002, message: WMO307, way: fired, reason: The schema finds these.}
  - file: rules/wmo/2_1/rules/CS002.xsl
    at: 8
    way: "false"
    reason: The schema finds these.
  - file: rules/wmo/2_1/rules/CS002.xsl
    at: when test=". = '123456782'"
    reason: The schema finds these.
  - {file: rules/wmo/2_1/rules/TR101.xsl, reason: No message of ours has contacts.}
  - {file: rules/wmo/2_1/rules/TR018.xsl, at: "10", reason: Every end is known.}
  - {file: rules/wmo/2_1/common/basis.xsl, reason: Other sets use it., see: "#12", until: 2999-12-31}
"""


def test_waived(retour: Retour, official: Path) -> None:
    (official / "waivers.yaml").write_text(ALL, encoding="utf-8")
    assert (
        list(Draft202012Validator(coverage_waivers_schema()).iter_errors(yaml.load(ALL, yaml.BaseLoader)))
        == []
    )

    ended = retour(
        "coverage", "--branches", "--waivers", "waivers.yaml",
        "--fail-under", "rules=100", "--fail-under", "templates=100", "--fail-under", "branches=100",
    )  # fmt: skip

    assert ended.code == 0
    assert "  CS                     1      0       1  100 %, 1 waived\n" in ended.out
    assert "  TR            1/1  100 %, 1 waived       5/5  100 %, 3 waived\n" in ended.out
    assert ended.out.endswith(
        "\nwaived (11):\n"
        "  The schema finds these.\n"
        "  No message of ours has contacts.\n"
        "  Other sets use it. (see #12)\n"
        "  Every end is known.\n"
    )


def test_one_that_is_not_needed(retour: Retour, official: Path) -> None:
    (official / "waivers.yaml").write_text(
        "waivers:\n"
        "  - {rule: TR018, reason: It fires.}\n"
        "  - {rule: TR101, message: WMO305, reason: There is no such message.}\n"
        "  - {file: rules/wmo/2_1/rules/TR018.xsl, at: 7, way: ran, reason: It runs.}\n",
        encoding="utf-8",
    )

    rules = retour("coverage", "--waivers", "waivers.yaml").out.splitlines()
    branches = retour("coverage", "--branches", "--waivers", "waivers.yaml").out.splitlines()

    of_rules = [
        "waivers.yaml:2:5: the waiver of TR018 isn't needed",
        "waivers.yaml:3:5: the waiver of TR101 WMO305 isn't needed",
    ]
    assert rules[-2:] == of_rules
    assert branches[-3:] == [
        *of_rules,
        "waivers.yaml:4:5: the waiver of rules/wmo/2_1/rules/TR018.xsl 7 ran isn't needed",
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("waivers: [{rule: TR101}]", "1:11: 'reason' is missing"),
        ("waivers: [{rule: TR101, reason: ' '}]", "1:33: give the reason"),
        ("waivers: [{reason: why}]", "1:11: give either a rule or a file"),
        ("waivers: [{rule: TR101, file: x.xsl, reason: why}]", "1:11: give either a rule or a file"),
        ("waivers: [{file: x.xsl, message: WMO307, reason: why}]", "1:11: 'message' goes with 'rule'"),
        ("waivers: [{rule: TR101, at: 7, reason: why}]", "1:11: 'at' goes with 'file'"),
        (
            "waivers: [{rule: TR101, way: ran, reason: why}]",
            "1:11: 'way' of a rule is fired or silent, not 'ran'",
        ),
        (
            "waivers: [{file: x.xsl, way: fired, reason: why}]",
            "1:11: 'way' of a place is ran, true or false, not 'fired'",
        ),
        ("waivers: [{rule: TR101, reasn: why}]", "1:25: unknown key 'reasn', did you mean 'reason'?"),
    ],
)
def test_what_is_wrong_with_a_file(retour: Retour, official: Path, text: str, error: str) -> None:
    (official / "waivers.yaml").write_text(text, encoding="utf-8")

    ended = retour("coverage", "--waivers", "waivers.yaml")

    assert (ended.code, ended.err) == (2, f"retour: waivers.yaml:{error}\n")
