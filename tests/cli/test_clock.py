"""What day it is for rules that ask: pinned by a case, the configuration or an option; marked where nobody says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import MESSAGE, fout, rapport, stylesheet

Retour = Callable[..., Ended]

ASKED = {
    "current-date()": "2017-06-12Z",
    "fn:current-date()": "2017-06-12Z",
    "c&#117;rrent-date(: today :)()": "2017-06-12Z",
    "current-dateTime()": "2017-06-12T09:30:00Z",
    "current-time()": "09:30:00Z",
    "implicit-timezone()": "PT0S",
    "(current-date#0)()": "2017-06-12Z",
    "adjust-date-to-timezone(xs:date('2017-01-01'))": "2017-01-01Z",
    "xs:date('2017-01-01') =&gt; adjust-date-to-timezone()": "2017-01-01Z",
    "adjust-dateTime-to-timezone(current-dateTime())": "2017-06-12T09:30:00Z",
    "adjust-date-to-timezone(current-date(), ())": "2017-06-12",
    "'current-date()'": "current-date()",
}


def write_set(project: Path, asked: str, version: str = "3.0", spaces: str = "") -> None:
    """A set, `clock`, that fires with the answer in its details, and a message."""
    folder = project / "rules" / "clock"
    folder.mkdir(parents=True)
    spaces = (
        spaces
        or 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:fn="http://www.w3.org/2005/xpath-functions"'
    )
    text = stylesheet(rapport(fout("TR018", f'<xsl:value-of select="{asked}"/>')))
    text = text.replace('version="1.0"', f'version="{version}" {spaces}', 1)
    (folder / "WMO307.xsl").write_text(text)
    (project / "stop.xml").write_text(MESSAGE, newline="")


def details(ended: Ended) -> str:
    (result,) = json.loads(ended.out)["results"]
    assert result["error"] is None, result["error"]
    return str(result["findings"][0]["details"])


@pytest.mark.parametrize("asked", ASKED)
def test_pinned(project: Path, retour_here: Retour, asked: str) -> None:
    write_set(project, asked)

    ended = retour_here(
        *("check", "stop.xml", "--rules", "rules/clock", "--level", "rules", "--format", "json"),
        *("--now", "2017-06-12T09:30"),
    )

    assert details(ended) == ASKED[asked]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("date:date-time()", "2017-06-12T00:00:00+00:00"),
        ("date:year()", "2017"),
        ("date:date()", "2017-06-12"),
    ],
)
def test_pinned_for_libxslt(project: Path, retour_here: Retour, asked: str, answer: str) -> None:
    write_set(project, asked, "1.0", 'xmlns:date="http://exslt.org/dates-and-times"')

    ended = retour_here(
        *("check", "stop.xml", "--rules", "rules/clock", "--level", "rules", "--format", "json"),
        *("--today", "2017-06-12", "--engine", "libxslt"),
    )

    assert details(ended).replace("Z", "+00:00") == answer


CASES = """\
rules: rules/clock
message: stop.xml
levels: [rules]
today: 2017-06-12
cases:
  - id: of-the-file
    expect: {fires: [{code: TR018, details: "2017-06-12Z"}]}
  - id: its-own
    now: 2016-02-29T23:59:59+01:00
    expect: {fires: [{code: TR018, details: "2016-02-29+01:00"}]}
"""


def test_in_cases(project: Path, retour_here: Retour, cases: Callable[..., Path]) -> None:
    write_set(project, "current-date()")
    cases(CASES)

    ended = retour_here("run", "-q", ".", "--retour-json", "run.json")

    assert ended.code == 0, ended.out
    results = json.loads((project / "run.json").read_text())["results"]
    assert [each["clock"] for each in results] == ["2017-06-12T00:00:00+00:00", "2016-02-29T23:59:59+01:00"]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "UTC"])
@pytest.mark.parametrize("workers", ["0", "1"])
def test_the_zone_is_utc_on_any_machine(
    project: Path, retour: Retour, zone: str, workers: str, cases: Callable[..., Path]
) -> None:
    write_set(
        project,
        "implicit-timezone(), xs:dateTime('2017-06-12T12:00:00') eq xs:dateTime('2017-06-12T12:00:00Z')",
    )
    cases(
        "rules: rules/clock\nmessage: stop.xml\nlevels: [rules]\ncases:\n"
        '  - {id: zone, expect: {fires: [{code: TR018, details: "PT0S true"}]}}\n'
    )

    ended = retour("run", "-q", ".", "--engine-workers", workers, env={"TZ": zone})

    assert ended.code == 0, ended.out


def test_in_the_configuration(project: Path, retour_here: Retour) -> None:
    write_set(project, "current-date()")
    (project / "retour.toml").write_text('rule_sets = ["rules"]\ntoday = "2017-06-12"\n')

    ended = retour_here("check", "stop.xml", "--rules", "rules/clock", "--level", "rules", "--format", "json")

    assert details(ended) == "2017-06-12Z"
    assert "L215" not in retour_here("lint", "--rules", "rules/clock", ".").out


def test_unpinned_is_marked(project: Path, retour_here: Retour) -> None:
    write_set(project, "current-date()")

    told = retour_here("check", "stop.xml", "--rules", "rules/clock", "--level", "rules")
    ended = retour_here("check", "stop.xml", "--rules", "rules/clock", "--level", "rules", "--format", "json")

    assert "depends on today" in told.out
    assert json.loads(ended.out)["results"][0]["clock"] == "machine"
    assert (
        "L215 asks what time it is, by current-date()"
        in retour_here("lint", "--rules", "rules/clock", ".").out
    )


def test_rules_that_dont_ask_arent_marked(project: Path, retour_here: Retour) -> None:
    write_set(project, "'current-date()'")

    ended = retour_here("check", "stop.xml", "--rules", "rules/clock", "--level", "rules", "--format", "json")

    assert json.loads(ended.out)["results"][0]["clock"] is None
    assert "L215" not in retour_here("lint", "--rules", "rules/clock", ".").out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--today", "12-06-2017"], "--today: '12-06-2017' is no day"),
        (["--now", "2017-06-31T09:00"], "--now: '2017-06-31T09:00' is no moment"),
        (["--now", "2017-06-12T09:00", "--today", "2017-06-12"], "both pin the clock"),
    ],
)
def test_wrong_use(project: Path, retour_here: Retour, options: list[str], why: str) -> None:
    write_set(project, "current-date()")

    ended = retour_here("check", "stop.xml", "--rules", "rules/clock", *options)

    assert ended.code == 2
    assert why in ended.err


def test_probes_and_mutants_see_the_same_clock(
    project: Path, retour_here: Retour, cases: Callable[..., Path]
) -> None:
    write_set(project, "current-date()")
    cases(CASES)

    assert "2 of 2 cases" in retour_here("coverage", ".", "--branches").out
    ended = retour_here("mutate", ".")
    assert ended.code in (0, 1), ended.err
    assert "not known" not in ended.out


def test_no_line_moves(project: Path, retour_here: Retour) -> None:
    write_set(project, "current-date() ,\n error()")

    ended = retour_here(
        "check", "stop.xml", "--rules", "rules/clock", "--level", "rules", "--today", "2017-06-12"
    )

    assert ended.code == 3
    assert "rules/clock" not in ended.out
    assert "WMO307.xsl:" in ended.out
    lines = (project / "rules/clock/WMO307.xsl").read_text().splitlines()
    line = int(ended.out.split("WMO307.xsl:")[1].split(":")[0])
    assert "select=" in lines[line - 1] or "error()" in lines[line - 1]
