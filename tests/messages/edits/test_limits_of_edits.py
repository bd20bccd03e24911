"""Edits that would take the machine: each is an error with its place, before the work is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from edit_samples import edit, raw
from processes import Ended
from retour import load_cases
from retour.errors import CaseFileError, EditError, MessageError
from retour.messages.edits import apply_edits, apply_raw
from retour.model import Edit

Write = Callable[..., Path]

MESSAGE = (
    b"<Bericht>\n  <Client>\n    <Bsn>1</Bsn>\n    <Naam>"
    + b"a" * 1000
    + b"</Naam>\n  </Client>\n</Bericht>\n"
)
SOON = 2.0
"""Seconds of processor time."""


def lines(*written: str) -> str:
    return "\n".join(("message: accepted.xml", *written, ""))


def tenfold(first: str) -> list[str]:
    """Edits by name, each of which uses the one before ten times."""
    uses = (f"  e{n}: [{', '.join([f'{{use: e{n - 1}}}'] * 10)}]" for n in range(1, 10))
    return ["edits:", f"  e0: [{first}]", *uses]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            lines(*tenfold("{set: //Bsn, to: x}"), "cases: [{id: a, edit: [{use: e9}], expect: valid}]"),
            "4:8: more than 1,000 edits of one message, with `use` written out",
        ),
        (
            lines(*tenfold(""), "cases: [{id: a, edit: [{use: e9}], expect: valid}]"),
            "4:52: more than 1,000 edits of one message, with `use` written out",
        ),
        (
            lines(
                "edits:",
                "  e0: [{set: //Bsn, to: x}]",
                *(f"  e{n}: [{{use: e{n - 1}}}]" for n in range(1, 200)),
                "cases: [{id: a, edit: [{use: e199}], expect: valid}]",
            ),
            "153:10: more than 50 named edits that use each other",
        ),
        (
            lines("cases: [{id: a, edit: [{repeat: //Client, times: 1000000000}], expect: valid}]"),
            "2:50: 'times' takes 100,000 at most, not '1000000000'",
        ),
        (
            lines("cases: [{id: a, edit: [{repeat: //Client, times: 1}], expect: valid}]"),
            "2:50: 'times' takes 2 or more, not '1'",
        ),
    ],
    ids=["use", "use-of-nothing", "use-one-in-the-other", "times", "once"],
)
def test_a_case_file_is_refused_at_once(cases: Write, text: str, sentence: str) -> None:
    file = cases(text)
    begun = time.process_time()

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert time.process_time() - begun < SOON
    assert str(caught.value) == f"stop.cases.yaml:{sentence}"


@pytest.mark.parametrize(
    "wrong",
    [
        edit(repeat="//Client", times=100_000),
        edit(repeat="//Client", times=100_000, with_={"Bsn": "{n}"}),
        edit(repeat="//Client", times=60, with_={"Bsn": "b" * 1_000_000}),
    ],
    ids=["copies", "copies-with-texts", "long-texts"],
)
def test_copies_that_make_a_message_too_large(wrong: Edit) -> None:
    begun = time.process_time()

    with pytest.raises(MessageError) as caught:
        apply_edits(MESSAGE, [wrong], "stop.xml", lambda parent, name: None)

    assert time.process_time() - begun < SOON
    assert str(caught.value) == (
        f"stop.cases.yaml:7:9: {wrong.how.times:,} of //Client make the message larger than the 50 MB of an edited one"
    )


def test_other_edits_that_make_a_message_too_large() -> None:
    with pytest.raises(MessageError) as caught:
        apply_raw(b"<a/>" * 4_000_000, [raw(encode_as="utf-32")])

    assert (caught.value.kind, str(caught.value)) == (
        "edit",
        "stop.cases.yaml:7:9: makes the message larger than the 50 MB of an edited one",
    )


def test_many_edits_of_a_large_message() -> None:
    message = b"<Bericht><Bsn>1</Bsn><Naam>" + b"a" * 8_000_000 + b"</Naam></Bericht>"
    edits = [edit(set="//Bsn", to=str(number)) for number in range(1000)]

    with pytest.raises(EditError) as caught:
        apply_edits(message, edits, "stop.xml", lambda parent, name: None)

    assert str(caught.value) == (
        "stop.cases.yaml:7:9: the edits up to this one go through more than 256 MB of the message"
    )


def test_many_copies_with_texts_of_their_own_are_made_in_no_time() -> None:
    texts = [{"Bsn": str(number)} for number in range(20_000)]
    begun = time.process_time()

    after = apply_edits(
        MESSAGE, [edit(repeat="//Client", times=20_001, with_=texts)], "stop.xml", lambda parent, name: None
    )

    assert time.process_time() - begun < SOON
    assert after.count(b"<Bsn>") == 20_001
    assert after.endswith(
        b"<Bsn>19999</Bsn>\n    <Naam>" + b"a" * 1000 + b"</Naam>\n  </Client>\n</Bericht>\n"
    )


def test_a_bomb_in_one_case_leaves_the_others_alone(cases: Write, retour: Callable[..., Ended]) -> None:
    cases(
        lines(
            "cases:",
            "  - {id: a, expect: valid}",
            f"  - {{id: b, edit: [{{repeat: //Client, times: 100000, with: {{Naam: {'a' * 200}}}}}], expect: valid}}",
        )
    )

    ended = retour("run", "-q")

    assert ended.code == 2
    assert "1 failed, 1 passed" in ended.out
    assert (
        "stop.cases.yaml:4:20: 100,000 of //Client make the message larger than the 50 MB of an edited one"
        in ended.out
    )
