"""The calendars come with the rule sets: from the change to XML in 2017 to the release in production now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from retour.errors import CalendarError
from retour.model import Identity
from retour.transitions import Format, Sending, transition_findings
from retour.workspace import workspace_for

SHIPPED = ["2017-06", "2018-04", "2019-04", "2020-03", "2021-01", "2022-04", "2023-04"]


def test_the_shipped_calendars_are_in_reach_everywhere(tmp_path: Path) -> None:
    assert [calendar.id for calendar in workspace_for(tmp_path).calendars.all()] == SHIPPED


def test_the_shipped_calendars_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    calendars = workspace_for(tmp_path).calendars.all()

    assert [each.until for each in calendars[:-1]] == [each.since for each in calendars[1:]]
    assert (calendars[0].since, calendars[-1].until) == (None, None)


@pytest.mark.parametrize("before", range(len(SHIPPED) - 1))
def test_a_calendar_begins_with_the_release_that_the_one_before_ends_with(
    tmp_path: Path, before: int
) -> None:
    earlier, later = workspace_for(tmp_path).calendars.all()[before : before + 2]
    last, first = earlier.phases[-1].traffic[-1], later.phases[0].traffic[-1]

    assert first.release == last.release or (later.id == "2023-04" and first.unknown is not None)


def codes(tmp_path: Path, type_: str, release: str, sent: str) -> list[str]:
    identity = Identity("", "iwmo" if type_.startswith("WMO") else "ijw", release, type_)
    moment = datetime.fromisoformat(sent)
    calendar = workspace_for(tmp_path).calendars.about(identity, moment)
    form: Format = "XML"
    return [found.code for found in transition_findings(Sending(calendar, identity, form, moment))]


@pytest.mark.parametrize(
    ("type_", "release", "sent", "expected"),
    [
        ("WMO303", "2.1", "2018-03-18T22:59", []),
        ("WMO303", "2.1", "2018-03-18T23:00", ["frozen"]),
        ("WMO305", "2.1", "2018-03-27T16:59", []),
        ("WMO305", "2.1", "2018-03-27T17:00", ["frozen"]),
        ("WMO306", "2.1", "2018-03-29T12:59", []),
        ("WMO306", "2.1", "2018-03-29T13:00", ["frozen"]),
        ("WMO305", "2.1", "2018-04-04T00:00", ["release"]),
        ("WMO305", "2.2", "2018-04-04T00:00", []),
        ("JW303", "2.2", "2019-03-17T22:59", []),
        ("JW303", "2.2", "2019-03-17T23:00", ["frozen"]),
        ("JW301", "2.2", "2019-03-26T17:00", ["frozen"]),
        ("JW302", "2.2", "2019-03-28T12:59", []),
        ("JW302", "2.2", "2019-03-28T13:00", ["frozen"]),
        ("JW302", "2.3", "2019-04-01T12:59", ["frozen"]),
        ("JW302", "2.3", "2019-04-01T13:00", []),
        ("WMO303", "2.3", "2020-03-18T23:00", ["frozen"]),
        ("WMO315", "2.3", "2020-03-25T16:59", []),
        ("WMO315", "2.3", "2020-03-25T17:00", ["frozen"]),
        ("WMO316", "2.3", "2020-03-26T13:00", ["frozen"]),
        ("WMO316", "2.4", "2020-03-30T13:00", []),
        ("WMO303", "2.4", "2020-12-21T22:59", []),
        ("WMO303", "2.4", "2020-12-21T23:00", ["frozen"]),
        ("WMO304", "2.4", "2020-12-31T12:59", []),
        ("WMO323", "3.0", "2021-02-08T00:00", []),
        ("WMO323", "3.0", "2022-03-23T22:59", []),
        ("WMO323", "3.0", "2022-03-23T23:00", ["advice"]),
        ("WMO317", "3.0", "2022-03-30T17:00", ["frozen"]),
        ("WMO325", "3.0", "2022-03-31T12:59", []),
        ("WMO325", "3.0", "2022-03-31T13:00", ["frozen"]),
        ("WMO325", "3.1", "2022-04-04T13:00", []),
        ("JW323", "3.1", "2023-04-04T00:00", ["release"]),
        ("JW323", "3.2", "2026-06-12T09:00", []),
    ],
)
def test_both_sides_of_each_moment(
    tmp_path: Path, type_: str, release: str, sent: str, expected: list[str]
) -> None:
    assert codes(tmp_path, type_, release, sent) == expected


@pytest.mark.parametrize(
    ("type_", "sent", "reason"),
    [
        (
            "WMO305",
            "2018-04-03T12:00",
            "The chain was live again on 3 April 2018, at an hour that isn't public.",
        ),
        ("WMO305", "2020-12-22T12:00", "Until when messages other than 303 and 304 travelled"),
        ("WMO305", "2021-01-04T12:00", "When traffic began again with release 3.0"),
        ("WMO303", "2022-05-01T12:00", "What became of 303 and 304 in release 3.1 isn't public."),
        ("WMO305", "2023-03-20T12:00", "When messages of release 3.1 stopped"),
        (
            "WMO305",
            "2023-04-03T13:00",
            "Release 3.2 was in force on 3 April 2023, from an hour that isn't public.",
        ),
    ],
)
def test_what_no_source_tells_is_not_judged(tmp_path: Path, type_: str, sent: str, reason: str) -> None:
    with pytest.raises(CalendarError, match=f"can't tell whether {type_} may travel: {reason}"):
        codes(tmp_path, type_, "2.4", sent)
