"""`retour when`: whether a message may travel at a moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import MESSAGE, REPOSITORY

Retour = Callable[..., Ended]

CALENDAR = """\
id: own
about: From old to new.
time_zone: Europe/Amsterdam
standards: [iwmo]
from: 2018-04-01T00:00
messages: [{types: [WMO307], kind: heen, sender: aanbieder}]
phases:
  - id: only
    about: All as it was.
    traffic: [{messages: [all], release: "2.2", format: XML}]
"""


def test_a_hard_stop(retour_here: Retour) -> None:
    done = retour_here("when", "accepted.xml", "--sent", "2017-06-06T17:00")

    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[:7] == [
        "accepted.xml: may not travel (iwmo 2.1 WMO307, XML, sent 2017-06-06 17:00)",
        "  frozen (hard): No heenbericht is sent from 6 June 17:00 (M2, M3) until 12 June 13:00 (M6).",
        "",
        "calendar 2017-06: iWmo and iJw go from release 2.0, as EI files, to release 2.1, as XML",
        "  times are those of Europe/Amsterdam; source: VECOZO, knowledge base, page 4090",
        "phase P2 from 2017-06-06 17:00 until 2017-06-08 13:00: No heenbericht travels; retours still do, in release 2.0."
        " [inferred]",
        "  heen: stopped [stated]",
    ]


def test_milestones_menus_and_what_is_open(retour_here: Retour) -> None:
    lines = retour_here("when", "accepted.xml", "--sent", "2017-06-12T13:00").out.splitlines()

    assert lines[0] == "accepted.xml: may travel (iwmo 2.1 WMO307, XML, sent 2017-06-12 13:00)"
    assert (
        "  M2 2017-06-06 17:00 (hard): All messages that there are have been sent; none can be sent from now on. [stated]"
        in lines
    )
    assert "  until 2017-06-12 00:00: Diensten > Berichtenverkeer [inferred]" in lines
    assert "  No source names a time zone." in lines


def test_advice_is_no_stop(project: Path, retour_here: Retour) -> None:
    (project / "old.xml").write_text(
        MESSAGE.replace("2_1", "2_0").replace("wmo307", "wmo303"), encoding="utf-8"
    )

    done = retour_here("when", "old.xml", "--sent", "2017-06-01T09:00", "--format", "json")

    told = json.loads(done.out)
    assert [(each["code"], each["severity"]) for each in told["findings"]] == [
        ("advice", "warning"),
        ("format", "error"),
    ]
    assert done.code == 1
    assert told["unanswered_from"] == "2017-06-08T13:00:00"
    assert {menu["menu"] for menu in told["portal"]} == {
        "Diensten > Declareren",
        "Diensten > Wmo-berichten versturen, logged in under Wmo",
    }


def test_json(retour_here: Retour) -> None:
    done = retour_here("when", "accepted.xml", "--sent", "2017-06-12T11:00Z", "--format", "json")

    told = json.loads(done.out)
    assert done.code == 0
    assert {
        key: told[key] for key in ("type", "format", "kind", "sender", "sent", "may_travel", "findings")
    } == {
        "type": "WMO307",
        "format": "XML",
        "kind": "heen",
        "sender": "aanbieder",
        "sent": "2017-06-12T13:00:00",
        "may_travel": True,
        "findings": [],
    }
    assert told["phase"]["id"] == "P4"


def test_the_wrong_sender(retour_here: Retour) -> None:
    done = retour_here("when", "accepted.xml", "--sent", "2017-06-12T13:00", "--sender", "gemeente")

    assert done.code == 1
    assert "  sender (hard): WMO307 is sent by the aanbieder, not by the gemeente" in done.out.splitlines()


def test_another_calendar(project: Path, retour_here: Retour) -> None:
    (project / "transitions").mkdir()
    (project / "transitions/own.yaml").write_text(CALENDAR, encoding="utf-8")

    done = retour_here("when", "accepted.xml", "--sent", "2018-05-01T09:00")

    assert done.out.splitlines()[:2] == [
        "accepted.xml: may not travel (iwmo 2.1 WMO307, XML, sent 2018-05-01 09:00)",
        "  release (hard): WMO307 travels in release 2.2, and this one is of 2.1",
    ]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["accepted.xml", "--sent", "2017-06-07"],
            "--sent: '2017-06-07' is no moment: write one such as 2017-06-07T09:00, or with an offset, +02:00",
        ),
        (
            ["accepted.xml", "--sent", "2018-04-01T00:00", "--type", "JW321"],
            "no calendar of a transition speaks of 2018-04-01 00:00: 2017-06 (until 2018-03-01) is what there is of"
            " ijw JW321",
        ),
        (["not-there.xml", "--sent", "2017-06-07T09:00"], "not-there.xml: no such file"),
        (
            ["accepted.xml", "--sent", "2017-06-07T09:00", "--type", "321"],
            "--type: '321' is no message: write one such as JW321",
        ),
    ],
)
def test_what_can_not_be_told(retour_here: Retour, arguments: list[str], error: str) -> None:
    assert retour_here("when", *arguments) == Ended(2, "", f"retour: {error}\n")


def test_a_broken_calendar(project: Path, retour_here: Retour) -> None:
    (project / "transitions").mkdir()
    (project / "transitions/own.yaml").write_text(CALENDAR.replace("heen", "hin"), encoding="utf-8")

    done = retour_here("when", "accepted.xml", "--sent", "2018-05-01T09:00")

    assert done == Ended(
        2, "", "retour: transitions/own.yaml:6:36: 'kind' takes 'heen' or 'retour', not 'hin'\n"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ei/start.ei", "start.ei: may travel (iwmo 2.0 WMO305, EI, sent 2017-06-06 16:59)"),
        (
            "envelope/start-in-ei.xml",
            "start-in-ei.xml: may travel (iwmo 2.0 WMO305, EI, sent 2017-06-06 16:59)",
        ),
        ("envelope/stop.xml", "stop.xml: may not travel (iwmo 2.1 WMO307, XML, sent 2017-06-06 16:59)"),
    ],
)
def test_ei_and_envelopes(project: Path, retour_here: Retour, name: str, said: str) -> None:
    file = REPOSITORY / "fixtures/levels" / name
    (project / file.name).write_bytes(file.read_bytes())

    done = retour_here("when", file.name, "--sent", "2017-06-06T16:59")

    assert done.out.splitlines()[0] == said


@pytest.mark.parametrize("arguments", [["declaration-in-ei.xml"], ["declaration.ei", "--type", "JW321"]])
def test_messages_that_their_code_does_not_tell(
    project: Path, retour_here: Retour, arguments: list[str]
) -> None:
    """The code of JW321 isn't public: its envelope tells, or the user."""
    for name in ("ei/declaration.ei", "envelope/declaration-in-ei.xml"):
        file = REPOSITORY / "fixtures/levels" / name
        (project / file.name).write_bytes(file.read_bytes())

    done = retour_here("when", *arguments, "--sent", "2017-06-13T09:00")
    untold = retour_here("when", "declaration.ei", "--sent", "2017-06-13T09:00")

    assert (done.code, done.out.splitlines()[0]) == (
        0,
        f"{arguments[0]}: may travel (ijw JW321, EI, sent 2017-06-13 09:00)",
    )
    assert untold == Ended(
        2, "", "retour: which message this is can't be told, so no calendar of a transition speaks of it\n"
    )


def test_an_envelope_without_a_message(project: Path, retour_here: Retour) -> None:
    file = REPOSITORY / "fixtures/levels/envelope/fault.xml"
    (project / file.name).write_bytes(file.read_bytes())

    assert retour_here("when", "fault.xml", "--sent", "2017-06-06T16:59") == Ended(
        2, "", "retour: which message this is can't be told, so no calendar of a transition speaks of it\n"
    )
