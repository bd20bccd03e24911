"""The keys by which a case names a heenbericht, and when its message is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from edit_samples import edit, raw
from retour import load_cases
from retour.errors import CaseFileError

Cases = Callable[..., Path]


def test_a_pair(cases: Cases, project: Path) -> None:
    file = cases(
        """\
        heen: accepted.xml
        retour: both.xml
        cases:
          - {id: shared, expect: valid}
          - id: own
            heen: {message: tr018.xml, edit: [{set: //Bsn, to: "1"}], raw: [{bom: utf-8}]}
            message: cs002.xml
            expect: {pair: [type]}
        """
    )

    shared, own = load_cases(file)

    assert shared.heen is not None
    assert own.heen is not None
    assert (shared.heen.message, shared.message) == (project / "accepted.xml", project / "both.xml")
    assert (own.heen.message, own.message) == (project / "tr018.xml", project / "cs002.xml")
    assert [edit.how for edit in own.heen.edits] == [edit(set="//Bsn", to="1").how]
    assert [edit.how for edit in own.heen.raw] == [raw(bom="utf-8").how]
    assert own.edits == own.raw == ()


def test_edits_by_name_change_a_heenbericht_too(cases: Cases) -> None:
    file = cases(
        """\
        message: both.xml
        edits: {wrong: [{set: //Bsn, to: "1"}]}
        cases:
          - id: one
            heen: {message: tr018.xml, edit: [{use: wrong}]}
            expect: {pair: [type]}
        """
    )

    (case,) = load_cases(file)

    assert case.heen is not None
    assert [edit.how.path for edit in case.heen.edits] == ["//Bsn"]


def test_in_a_fragment(cases: Cases, project: Path) -> None:
    (project / "below").mkdir()
    cases("heen: {message: ../accepted.xml}\nsent: 2017-06-07T09:00\nsender: gemeente\n", "below/pair.yaml")
    file = cases(
        """\
        include: below/pair.yaml
        message: both.xml
        cases: [{id: one, expect: valid}]
        """
    )

    (case,) = load_cases(file)

    assert case.heen is not None
    assert case.heen.message.resolve() == (project / "accepted.xml").resolve()
    assert (case.sent, case.sender) == (datetime(2017, 6, 7, 9), "gemeente")


def test_a_moment_with_an_offset(cases: Cases) -> None:
    file = cases(
        """\
        message: both.xml
        cases: [{id: one, sent: "2017-06-07T09:00+02:00", expect: valid}]
        """
    )

    assert load_cases(file)[0].sent == datetime(2017, 6, 7, 9, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ("sent: 2017-06-07, expect: valid",
         "2:25: '2017-06-07' is no moment: write one such as 2017-06-07T09:00, or with an offset, +02:00"),
        ("sent: 2017-06-07T09:00, sender: provider, expect: valid",
         "2:51: 'sender' takes 'aanbieder' or 'gemeente', not 'provider'"),
        ("sender: gemeente, expect: valid", "2:19: says who sends the message, and not when: add `sent`"),
        ("expect: {transition: [frozen]}",
         "2:28: says what the transition finds, and not when the message is sent: add `sent`"),
        ("expect: {pair: [type]}", "2:28: says what is wrong with a pair, and names no heenbericht: add `heen`"),
        ("heen: accepted.xml, expect: {pair: [tipe]}", "2:55: the level pair has no code 'tipe', did you mean 'type'?"),
        ("sent: 2017-06-07T09:00, expect: {transition: [freeze]}",
         "2:65: the level transition has no code 'freeze', did you mean 'frozen'?"),
        ("heen: acepted.xml, expect: valid", "2:25: no message file acepted.xml, did you mean 'accepted.xml'?"),
        ("heen: {mesage: accepted.xml}, expect: valid", "2:26: unknown key 'mesage', did you mean 'message'?"),
        ("retour: bot.xml, expect: valid", "2:27: no message file bot.xml, did you mean 'both.xml'?"),
        ("retour: both.xml, message: both.xml, expect: valid",
         "2:9: 'message' and 'retour' both name the message that is checked: leave one out"),
    ],
)  # fmt: skip
def test_what_is_wrong(cases: Cases, keys: str, error: str) -> None:
    file = cases(f"message: both.xml\ncases: [{{id: one, {keys}}}]\n")

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert str(caught.value) == f"stop.cases.yaml:{error}"


def test_a_sender_that_the_file_gives_alone(cases: Cases) -> None:
    file = cases("message: both.xml\nsender: gemeente\ncases: [{id: one, expect: valid}]\n")

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert str(caught.value) == "stop.cases.yaml:2:1: says who sends the message, and not when: add `sent`"
