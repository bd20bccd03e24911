"""What holds for any input: scalars stay as written, bad bytes are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from expectations import expecting
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from retour.cases.verdicts import judge
from retour.errors import CaseFileError, MessageError
from retour.messages.reading import parse_message
from retour.model import Claim, Finding, Identity, Outcome
from retour.text.yaml_text import YamlText
from samples import MESSAGE

modest = settings(max_examples=60, deadline=None)


@given(st.binary(max_size=300))
@modest
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        message = parse_message(data, "stop.xml")
    except MessageError as error:
        assert str(error).startswith("stop.xml")
        assert error.kind in {"bom", "dtd", "empty", "encoding", "not-xml", "depth"}
    else:
        assert etree.fromstring(data).tag == message.root.tag


@given(st.integers(0, len(MESSAGE.encode()) - 1), st.binary(min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_damaged_message_is_read_or_refused(position: int, damage: bytes) -> None:
    data = MESSAGE.encode()
    damaged = data[:position] + damage + data[position + len(damage) :]

    try:
        message = parse_message(damaged, "stop.xml")
    except MessageError as error:
        assert "\n" not in str(error)
    else:
        assert etree.fromstring(damaged).tag == message.root.tag


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("yaml") / "any.cases.yaml"


WRITTEN = st.one_of(
    st.from_regex(r"0[0-9]{0,5}", fullmatch=True),
    st.dates().map(str),
    st.datetimes().map(str),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(
        [
            "yes",
            "no",
            "on",
            "off",
            "true",
            "False",
            "0x1F",
            "0o17",
            "1_000",
            "12:30:45",
            "1e3",
            ".inf",
            "=",
            "N",
        ]
    ),
)


@given(WRITTEN)
@modest
def test_plain_scalar_stays_as_written(file: Path, written: str) -> None:
    file.write_text(f"key: {written}\nlist: [{written}]\n", encoding="utf-8")

    assert YamlText(file, "any", CaseFileError).value == {"key": written, "list": [written]}


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
    )
)


@given(st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3), max_size=4))
@modest
def test_quoted_texts_come_back(file: Path, texts: dict[str, list[str]]) -> None:
    file.write_text(yaml.safe_dump(texts, allow_unicode=True, default_style='"'), encoding="utf-8")

    assert YamlText(file, "any", CaseFileError).value == texts


@given(st.text(max_size=80))
@modest
def test_text_is_yaml_or_a_sentence_with_its_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", errors="replace")

    try:
        YamlText(file, "any", CaseFileError)
    except CaseFileError as error:
        assert str(error).startswith("any:")
        assert error.place is not None


@given(
    st.from_regex(r"[a-z]{1,12}", fullmatch=True),
    st.from_regex(r"\d{1,2}_\d", fullmatch=True),
    st.sampled_from(["AW317", "jw303", "Wmo307"]),
)
@modest
def test_identity_of_a_namespace(standard: str, release: str, kind: str) -> None:
    identity = Identity.of(f"http://www.istandaarden.nl/{standard}/{release}/{kind}/schema")

    assert str(identity) == f"{standard} {release.replace('_', '.')} {kind.upper()}"


CODES = st.sampled_from(["TR018", "TR101", "CS002", "CD007"])


@given(st.lists(CODES, max_size=5), st.lists(CODES, max_size=5, unique=True))
@modest
def test_exact_means_that_the_same_rules_fire(fired: list[str], expected: list[str]) -> None:
    outcome = Outcome("stop.xml", findings=tuple(Finding("rules", code, None) for code in fired))
    expectation = expecting(fires=tuple(Claim(code) for code in expected))

    status = judge(expectation, outcome, lambda path: (), ()).status

    assert (status == "as expected") == (set(fired) == set(expected))
