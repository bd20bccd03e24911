"""Texts that match a pattern."""

from __future__ import annotations

import re
from random import Random

import pytest
from retour.errors import GeneratingError
from retour.generating.patterns import compiled, matching


@pytest.mark.parametrize(
    ("pattern", "as_python"),
    [
        ("[0-9]{9}", "[0-9]{9}"),
        ("NL[0-9]{9}B[0-9]{2}", "NL[0-9]{9}B[0-9]{2}"),
        (r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)", r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"),
        (
            "(0{8})|98((00000[1-9])|(0000[1-9][0-9])|([1-9][0-9]{5}))",
            "0{8}|98(00000[1-9]|0000[1-9]\\d|[1-9]\\d{5})",
        ),
        (r".*[^\s].*", r".*\S.*"),
        (r"([.\s]*\S+[.\s]*)+", r"([.\s]*\S+[.\s]*)+"),
        ("[^:Z]*", "[^:Z]*"),
        ("[^Z+-]+", "[^Z+\\-]+"),
        ("([a-zA-ZÀ-ỳ])+", "[a-zA-ZÀ-ỳ]+"),
        ("[1-9][0-9]*00", r"[1-9]\d*00"),
        (r"a?b{2,}c{0,1}", "a?b{2,}c?"),
        (r"\d\w\s\D\S\W", r"\d\w\s\D\S\W"),
        ("^$", r"\^\$"),
        ("[a^$-]", r"[a\^$\-]"),
        ("", ""),
        ("a||b", "a||b"),
    ],
)
def test_matching(pattern: str, as_python: str) -> None:
    random = Random(pattern)
    made = {matching(pattern, random) for _ in range(200)}

    for text in made:
        assert re.fullmatch(as_python, text), text
        assert compiled(pattern).fullmatch(text), text


def test_the_same_seed_gives_the_same() -> None:
    assert matching("[a-z]{20}", Random(1)) == matching("[a-z]{20}", Random(1))
    assert matching("[a-z]{20}", Random(1)) != matching("[a-z]{20}", Random(2))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "a ( isn't closed"),
        ("a)", "')' stands alone"),
        ("[a", "it ends too early"),
        ("a\\", "it ends too early"),
        (r"\p{L}", r"\p is not read"),
        (r"\i\c*", r"\i is not read"),
        ("[a-z-[aeiou]]", "a class is subtracted from another"),
    ],
)
def test_what_is_not_read(pattern: str, why: str) -> None:
    with pytest.raises(GeneratingError) as caught:
        matching(pattern, Random(1))

    assert str(caught.value) == f"the pattern {pattern!r} can't be read: {why}"
