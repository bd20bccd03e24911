from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from retour.text.plain import is_plain, one_line, plain


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Zoë Françoise, 5 × 7 → «ja»\n\tnee 👍🏽", "Zoë Françoise, 5 × 7 → «ja»\n\tnee 👍🏽"),
        ("a\x1b[31mred\x1b[0m", r"a\u001b[31mred\u001b[0m"),
        ("a\rb\x07\x08\x7f\x9b31m\x00", r"a\u000db\u0007\u0008\u007f\u009b31m\u0000"),
        ("invoice\u202egpj.exe\u2066x\u2069", r"invoice\u202egpj.exe\u2066x\u2069"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("f\udcff.xml", r"f\udcff.xml"),
        ("::error file=a::x", r"\u003a:error file=a::x"),
        ("a\n  ::warning::x", "a\n  \\u003a:warning::x"),
        ("a::b", "a::b"),
        ("a.cases.yaml::a", "a.cases.yaml::a"),
        ("x ##[error]y", r"x \u0023#[error]y"),
        ("##vso[task.setvariable]", r"\u0023#vso[task.setvariable]"),
        ("##teamcity[x]", r"\u0023#teamcity[x]"),
        ("## Heading [a]", "## Heading [a]"),
    ],
)
def test_harmless(text: str, harmless: str) -> None:
    assert plain(text) == harmless


def test_a_name_stays_on_its_line() -> None:
    assert one_line("a\n::error::b\tc.xml") == r"a\u000a::error::b\u0009c.xml"
    assert one_line("::error::a.xml") == r"\u003a:error::a.xml"
    assert is_plain("Zoë.xml")
    assert not is_plain("a\nb")


@given(st.text(st.characters()))
def test_json_means_the_same(text: str) -> None:
    assert json.loads(plain(json.dumps([text], ensure_ascii=False, indent=1))) == [text]


@given(st.text(st.characters()))
def test_what_is_harmless_stays(text: str) -> None:
    once = one_line(text)
    assert once.isprintable() or not any(ord(character) < 32 for character in once)
    assert one_line(once) == once
    once.encode()
