"""The order of versions."""

from __future__ import annotations

import random

import pytest
from retour.text.versions import is_reached, version_order

IN_ORDER = [
    None,
    "unknown",
    "0.9",
    "1.9.9",
    "1.9.13",
    "v1.9.21",
    "1.10",
    "2.0.0-rc1",
    "2.0.0",
    "2.0.1",
    "10.0",
]


def test_versions_sort_as_numbers():
    mixed = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(mixed, key=version_order) == IN_ORDER


def test_a_zero_at_the_end_and_a_v_before_it_say_nothing():
    assert version_order("2.1") == version_order("2.1.0") == version_order("v2.1")


@pytest.mark.parametrize(
    ("version", "wanted", "reached"),
    [
        ("1.9.13", "1.9.9", True),
        ("1.9.9", "1.9.13", False),
        ("1.9.9", "1.9.9.0", True),
        ("2.0-rc1", "2.0", False),
    ],
)
def test_a_later_version_reaches_an_earlier_one(version, wanted, reached):
    assert is_reached(version, wanted) is reached
