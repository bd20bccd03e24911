"""Edits of a message's bytes, for what no tree can show: a byte order mark, a wrong encoding, a file cut short."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from retour.errors import EditError
from retour.model import RawEdit

_MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def apply_raw(data: bytes, edits: Sequence[RawEdit]) -> bytes:
    """Apply edits to bytes, in order.

    Raises:
        EditError: a text isn't there, or is there more than once; with the edit's place.
    """
    for edit in edits:
        data = _ACTIONS[edit.action](data, edit)
    return data


def _replace(data: bytes, edit: RawEdit) -> bytes:
    offset = _only(data, edit.text, edit)
    return data[:offset] + edit.by.encode() + data[offset + len(edit.text.encode()) :]


def _insert(data: bytes, edit: RawEdit) -> bytes:
    offset = len(data) if edit.before is None else _only(data, edit.before, edit)
    return data[:offset] + edit.text.encode() + data[offset:]


def _truncate(data: bytes, edit: RawEdit) -> bytes:
    return data[: edit.length]


def _encode(data: bytes, edit: RawEdit) -> bytes:
    try:
        return data.decode("utf-8").encode(edit.text)
    except LookupError:
        raise EditError(f"there is no encoding {edit.text!r}", edit.place) from None
    except UnicodeError as error:
        raise EditError(f"can't be written in {edit.text}: {error}", edit.place) from None


def _mark(data: bytes, edit: RawEdit) -> bytes:
    return _MARKS[edit.text] + data


def _only(data: bytes, text: str, edit: RawEdit) -> int:
    count = data.count(text.encode())
    if count != 1:
        found = (
            "is not in this message"
            if count == 0
            else f"stands {count} times in this message, where one is meant"
        )
        raise EditError(f"{text!r} {found}", edit.place)
    return data.index(text.encode())


_ACTIONS: Mapping[str, Callable[[bytes, RawEdit], bytes]] = {
    "replace": _replace,
    "insert": _insert,
    "truncate": _truncate,
    "encode": _encode,
    "mark": _mark,
}
