"""Edits of bytes."""

from __future__ import annotations

import pytest
from edit_samples import raw
from retour.errors import MessageError
from retour.messages.edits import apply_raw
from retour.model import Edit

DATA = "<a>één</a>\r\n<!-- b -->".encode()


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (raw(replace="één", with_="twéé"), "<a>twéé</a>\r\n<!-- b -->".encode()),
        (raw(insert="!", before="<!--"), "<a>één</a>\r\n!<!-- b -->".encode()),
        (raw(insert="!"), DATA + b"!"),
        (raw(truncate=4), b"<a>\xc3"),
        (raw(truncate=-3), DATA[:-3]),
        (raw(encode_as="iso-8859-1"), b"<a>\xe9\xe9n</a>\r\n<!-- b -->"),
        (raw(bom="utf-8"), b"\xef\xbb\xbf" + DATA),
        (raw(bom="utf-16-le"), b"\xff\xfe" + DATA),
    ],
)
def test_raw_edit(edit: Edit, expected: bytes) -> None:
    assert apply_raw(DATA, [edit]) == expected


def test_raw_edits_are_made_in_order() -> None:
    assert apply_raw(DATA, [raw(replace="één", with_="1"), raw(truncate=4)]) == b"<a>1"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (raw(replace="x", with_="y"), "'x' is not in this message"),
        (raw(insert="x", before="a"), "'a' stands 2 times in this message, where one is meant"),
        (raw(encode_as="utf-99"), "there is no encoding 'utf-99'"),
    ],
)
def test_error_names_the_edit(edit: Edit, sentence: str) -> None:
    with pytest.raises(MessageError) as caught:
        apply_raw(DATA, [edit])
    assert (caught.value.kind, str(caught.value)) == ("edit", f"stop.cases.yaml:7:9: {sentence}")


def test_text_that_an_encoding_lacks() -> None:
    with pytest.raises(MessageError, match=r"^stop\.cases\.yaml:7:9: can't be written in ascii: "):
        apply_raw(DATA, [raw(encode_as="ascii")])
