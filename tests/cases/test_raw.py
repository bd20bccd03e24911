"""Edits of bytes."""

from __future__ import annotations

import pytest
from retour.errors import MessageError
from retour.messages.edits.raw import apply_raw
from retour.model import Place, RawEdit

HERE = Place("stop.cases.yaml", 7, 9)
DATA = "<a>één</a>\r\n<!-- b -->".encode()


def raw(action: str, **rest: object) -> RawEdit:
    return RawEdit(action, HERE, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (raw("replace", text="één", by="twéé"), "<a>twéé</a>\r\n<!-- b -->".encode()),
        (raw("insert", text="!", before="<!--"), "<a>één</a>\r\n!<!-- b -->".encode()),
        (raw("insert", text="!"), DATA + b"!"),
        (raw("truncate", length=4), b"<a>\xc3"),
        (raw("truncate", length=-3), DATA[:-3]),
        (raw("encode", text="iso-8859-1"), b"<a>\xe9\xe9n</a>\r\n<!-- b -->"),
        (raw("mark", text="utf-8"), b"\xef\xbb\xbf" + DATA),
        (raw("mark", text="utf-16-le"), b"\xff\xfe" + DATA),
    ],
)
def test_raw_edit(edit: RawEdit, expected: bytes) -> None:
    assert apply_raw(DATA, [edit]) == expected


def test_raw_edits_are_made_in_order() -> None:
    assert apply_raw(DATA, [raw("replace", text="één", by="1"), raw("truncate", length=4)]) == b"<a>1"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (raw("replace", text="x", by="y"), "'x' is not in this message"),
        (raw("insert", text="x", before="a"), "'a' stands 2 times in this message, where one is meant"),
        (raw("encode", text="utf-99"), "there is no encoding 'utf-99'"),
    ],
)
def test_error_names_the_edit(edit: RawEdit, sentence: str) -> None:
    with pytest.raises(MessageError) as caught:
        apply_raw(DATA, [edit])
    assert (caught.value.kind, str(caught.value)) == ("edit", f"stop.cases.yaml:7:9: {sentence}")


def test_text_that_an_encoding_lacks() -> None:
    with pytest.raises(MessageError, match=r"^stop\.cases\.yaml:7:9: can't be written in ascii: "):
        apply_raw(DATA, [raw("encode", text="ascii")])
