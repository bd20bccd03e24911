"""Values of messages don't get onto pages that strangers may see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from retour.reports.site.hiding import MessageValues, without_values
from samples import MESSAGE

NAMES = st.sampled_from(["Bsn", "m:Naam", "Datum"])
SECRETS = st.text("abcé019", min_size=3, max_size=9)


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A message, and the values in it."""
    secrets = draw(st.lists(SECRETS, min_size=4, max_size=4))
    text, attribute, comment, section = secrets
    name = draw(NAMES)
    order = draw(
        st.permutations(
            [
                f"<{name} soort='{attribute}'>{text}</{name}>",
                f"<!-- {comment} <Bsn>{comment}</Bsn> -->",
                f"<Naam><![CDATA[{section}<>{section}]]></Naam>",
                "<Leeg/>\n",
            ]
        )
    )
    return f'<m:Bericht xmlns:m="urn:x">{"".join(order)}</m:Bericht>', secrets


@given(messages())
def test_no_value_is_left(given_: tuple[str, list[str]]) -> None:
    text, secrets = given_

    hidden = without_values(text)

    markup = {"Bericht", "Bsn", "Naam", "Datum", "Leeg", "soort", "xmlns", "urn"}
    assert all(secret not in hidden for secret in secrets if not any(secret in word for word in markup))
    assert hidden.count("\n") == text.count("\n")
    assert len(etree.fromstring(hidden)) >= 2  # its elements are still there


@pytest.mark.parametrize(
    "text", ["999990019;Zoë\n307", "<a><Bsn>999990019", "<a b='999990019", "<!-- 999990019"]
)
def test_what_is_no_xml_is_hidden_too(text: str) -> None:
    assert "999990019" not in without_values(text)
    assert without_values(text).count("\n") == text.count("\n")


def test_names_and_lines_stay() -> None:
    lines = without_values(MESSAGE).split("\n")

    assert lines[1].strip() == MESSAGE.split("\n")[1].strip()
    assert lines[4].strip() == "<m:Bsn>…</m:Bsn>"
    assert lines[5].strip() == "<m:Naam>… … …</m:Naam>"


def test_sentences_are_without_values() -> None:
    values = MessageValues(MESSAGE)

    assert values.kept_out_of("Bsn 999990019 van Zoë van Ammerveld") == "Bsn … van …"
    assert values.kept_out_of("12999990019 is another word") == "12999990019 is another word"
    assert MessageValues().kept_out_of("Bsn 999990019") == "Bsn 999990019"
