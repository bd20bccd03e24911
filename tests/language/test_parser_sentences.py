"""What the parser says of damaged files is told in Dutch."""

from __future__ import annotations

import pytest
from retour.errors import MessageError
from retour.language import texts_in
from retour.messages import parse_message
from retour.messages.parser_sentences import PARSER_SENTENCES

DUTCH = texts_in("nl")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<a><b></a>", "b van regel 1 wordt afgesloten als a"),
        ("<a><b>", "het bestand houdt op binnen b van regel 1"),
        ("tekst", "hier moet een element beginnen, en er is geen '<'"),
        ("<a/><b/>", "na het einde van het document staat nog iets"),
        ("<a>x & y</a>", "na een & staat geen naam (een losse &?)"),
        ("<a>&nbsp;</a>", "de entiteit 'nbsp' bestaat niet"),
        ("<a b='1' b='2'/>", "attribuut b staat er twee keer"),
        ("<x:a/>", "de prefix x van a heeft geen namespace"),
        ("<a></a", "'>' verwacht"),
    ],
)
def test_damaged_file(text: str, told: str) -> None:
    with pytest.raises(MessageError) as caught:
        parse_message(text.encode(), "a.xml")

    assert DUTCH.sentence(caught.value.problem.text).endswith(f"geen welgevormde XML: {told}")


def test_each_sentence_is_of_use() -> None:
    assert len(set(PARSER_SENTENCES)) == len(PARSER_SENTENCES)
    assert [each for each in PARSER_SENTENCES if DUTCH.sentence(each) == each] == []
