"""Whatever comes, an envelope is opened or refused in sentences, within its limits."""

from __future__ import annotations

import envelope_files
from effort import effort
from hypothesis import given
from strategies import mutated

from harness.envelopes import open_envelope, read_inside
from harness.messages import parse_message


@given(mutated(envelope_files.SEEDS, envelope_files.WORDS))
@effort(25)
def test_any_envelope_is_opened_or_refused(data: bytes) -> None:
    envelope_files.read(data)


def test_the_envelopes_that_are_changed_are_right_ones() -> None:
    opened = [open_envelope(parse_message(data, "any.xml").root) for data in envelope_files.SEEDS]

    assert [each.findings for each in opened] == [(), ()]
    assert [read_inside(each, "any.xml") is not None for each in opened] == [True, False]
