"""Calendar files: which one speaks of a message, and what is wrong with one."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from retour.errors import CalendarError
from retour.model import Identity
from retour.transitions import Calendars, read_calendar
from samples import REPOSITORY

SMALL = """\
id: small
about: From old to new.
time_zone: Europe/Amsterdam
standards: [iwmo]
from: 2019-01-01T00:00
until: 2020-01-01T00:00
messages:
  - {types: [WMO305], kind: heen, sender: aanbieder}
phases:
  - id: before
    about: The old release.
    traffic: [{messages: [all], release: "2.2"}]
  - id: after
    from: 2019-04-01T13:00
    about: The new release.
    traffic: [{messages: [WMO305], release: "2.3"}]
"""

WMO305 = Identity.of("http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "file", sorted((REPOSITORY / "rules/transitions").glob("*.yaml")), ids=lambda f: f.stem
)
def test_every_type_of_a_shipped_calendar_has_traffic_in_every_phase(file: Path) -> None:
    calendar = read_calendar(file)

    for messages in calendar.messages:
        for type_ in messages.types:
            for phase in calendar.phases:
                assert any(traffic.fits(type_, messages.kind) for traffic in phase.traffic), (type_, phase.id)


def test_the_one_that_speaks_of_the_moment(folder: Path) -> None:
    calendars = Calendars([folder, folder / "not there", REPOSITORY / "rules/transitions"])

    assert [each.id for each in calendars.all()][:2] == ["small", "2017-06"]
    assert calendars.about(WMO305, datetime(2017, 6, 7, 9)).id == "2017-06"
    assert calendars.about(WMO305, datetime(2019, 6, 7, 9)).id == "small"


def test_of_one_id_the_first_counts(folder: Path) -> None:
    own = SMALL.replace("id: small", "id: 2017-06")
    (folder / "small.yaml").write_text(own, encoding="utf-8")

    calendars = Calendars([folder, REPOSITORY / "rules/transitions"])

    assert [each.about for each in calendars.all()].count("From old to new.") == 1
    assert [each.id for each in calendars.all()].count("2017-06") == 1


def test_none_speaks_of_the_message(folder: Path) -> None:
    iwlz = Identity.of("http://www.istandaarden.nl/iwlz/2_2/aw33/schema")

    with pytest.raises(CalendarError) as caught:
        Calendars([folder]).about(iwlz, datetime(2019, 6, 7))

    assert str(caught.value) == "no calendar of a transition speaks of iwlz 2.2 AW33; in reach: small"


def test_none_speaks_of_the_moment(folder: Path) -> None:
    with pytest.raises(CalendarError) as caught:
        Calendars([folder]).about(WMO305, datetime(2020, 1, 1))

    assert str(caught.value) == (
        "no calendar of a transition speaks of 2020-01-01 00:00: small (from 2019-01-01 until 2020-01-01) is what "
        "there is of iwmo 2.1 WMO305"
    )


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("kind: heen", "kind: out", "8:29: 'kind' takes 'heen' or 'retour', not 'out'"),
        ("messages: [WMO305], release", "messages: [WMO350], release",
         "16:27: 'WMO350' is no message of this calendar, did you mean 'WMO305'?"),
        ("messages: [WMO305], release", "messages: [everything], release",
         "16:27: 'everything' is no message of this calendar; there are all, heen, retour, WMO305"),
        ("2019-04-01T13:00", "1 April", "14:11: '1 April' is no moment: write one such as 2017-06-12T13:00"),
        ("Europe/Amsterdam", "Amsterdam", "3:12: 'Amsterdam' is no time zone: write one such as Europe/Amsterdam"),
        ("    from: 2019-04-01T13:00\n", "", "1:1: the phases stand in the order of time, and each but the first "
         "says when it begins: `from`"),
        ("standards: [iwmo]", "standards: []", "4:12: an empty list, where one item or more belong"),
        ("standards:", "standard:", "4:1: unknown key 'standard', did you mean 'standards'?"),
        ("traffic: [{messages: [all], release: \"2.2\"}]", "trafic: []", "12:5: unknown key 'trafic', did you mean 'traffic'?"),
    ],
)  # fmt: skip
def test_what_is_wrong(folder: Path, old: str, new: str, error: str) -> None:
    file = folder / "small.yaml"
    assert old in SMALL
    file.write_text(SMALL.replace(old, new), encoding="utf-8")

    with pytest.raises(CalendarError) as caught:
        read_calendar(file)

    assert re.sub(r"^.*small\.yaml:", "", str(caught.value)) == error
