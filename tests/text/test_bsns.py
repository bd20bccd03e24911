"""Which numbers may be somebody's."""

from __future__ import annotations

import pytest
from retour.text.bsns import looks_real


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("111222333", True),
        ("111222334", False),
        ("11122233", False),
        ("111222333x", False),
        ("", False),
        ("123456782", False),
        ("000000000", False),
        ("999990019", False),
        ("999900006", False),
    ],
)
def test_looks_real(text: str, real: bool) -> None:
    assert looks_real(text, ()) is real


def test_numbers_that_the_project_knows() -> None:
    assert not looks_real("111222333", ["111222333"])
