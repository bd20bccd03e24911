"""Whatever comes, the reader of EI says what is wrong with it, within its limits."""

from __future__ import annotations

import ei_files
from effort import effort
from hypothesis import given
from hypothesis import strategies as st
from strategies import mutated

from harness.messages import read_ei


@given(mutated(ei_files.SEEDS, ei_files.WORDS) | st.binary(max_size=200).map(b"014200200".__add__))
@effort(25)
def test_any_file_is_read(data: bytes) -> None:
    ei_files.read(data)


def test_the_files_that_are_changed_are_right_ones() -> None:
    found = [[fault.code for fault in read_ei(data, "any.ei")[1]] for data in ei_files.SEEDS]

    assert found == [[], ["ei-layout"]]
