"""What was dropped on the page → messages, with names that tell them apart. Nothing of it is written anywhere."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from retour.errors import RetourError
from retour.language import mark
from retour.messages import is_message_name
from retour.text.plain import one_line
from retour.text.sizes import size_text
from retour.text.zips import unzipped

MOST_BYTES = 60_000_000
"""Bytes of a form, and of what its zip files hold."""

MOST_MESSAGES = 200

_LONGEST_NAME = 100
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
FILES = "messages"
"""The name of the field with the files."""


class UploadError(RetourError):
    """What was sent is nothing to be judged."""

    kind = "upload"


class Upload(NamedTuple):
    """A message that was dropped.

    Attributes:
        name: of its file, without folders; no other one of the form has it.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SentForm:
    """What the page asks.

    Attributes:
        why: whether it is to be told why findings were made.
        together: whether the messages belong to one story: each is judged by those before it too.
    """

    files: tuple[tuple[str, bytes], ...] = ()
    why: bool = True
    together: bool = False


class _InMemory(MultiPartParser):
    """A parser that puts no file on the disk, however large."""

    spool_max_size = MOST_BYTES + 1


async def form_of(headers: Headers, body: bytes) -> SentForm:
    """Read a form.

    Raises:
        UploadError: it is none.
    """

    async def pieces() -> AsyncGenerator[bytes, None]:
        yield body

    if not headers.get("content-type", "").startswith("multipart/form-data"):
        raise UploadError(
            mark("the page sends a form with files (multipart/form-data), and this is something else")
        )
    try:
        parser = _InMemory(headers, pieces(), max_files=MOST_MESSAGES, max_fields=20)
        read = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise UploadError(mark("the form can't be read: %(why)s") % {"why": one_line(str(error))}) from None
    files = []
    for given in read.getlist(FILES):
        if isinstance(given, UploadFile) and (data := await given.read(), given.filename)[1]:
            files.append((given.filename or "", data))
    await read.close()
    return SentForm(tuple(files), "why" in read, "together" in read)


def messages_in(files: Iterable[tuple[str, bytes]]) -> tuple[list[Upload], list[str]]:
    """The messages in files and in zip files, and the names of what was passed over in these.

    Raises:
        UploadError: there is none, there are too many, or a zip file can't be read.
    """
    found: list[Upload] = []
    passed_over: list[str] = []
    taken: set[str] = set()
    room = MOST_BYTES
    for name, data in _unpacked(files, passed_over):
        room -= len(data)
        if room < 0:
            raise UploadError(
                mark("the messages are larger than %(size)s together") % {"size": size_text(MOST_BYTES)}
            )
        if len(found) == MOST_MESSAGES:
            raise UploadError(
                mark("more than %(number)s messages: judge them in parts, or with `retour check`")
                % {"number": MOST_MESSAGES}
            )
        found.append(Upload(_free(_file_name(name), taken), data))
    if not found:
        raise UploadError(
            mark("There is no message in it: a message is a file that ends in .xml or .ei.")
            if passed_over
            else mark("Choose a message first.")
        )
    return found, passed_over


def _unpacked(files: Iterable[tuple[str, bytes]], passed_over: list[str]) -> Iterator[tuple[str, bytes]]:
    for name, data in files:
        if not data.startswith(_ZIP):
            yield name, data
            continue
        shown = _file_name(name)

        def wanted(path: str) -> bool:
            if is_message_name(path):
                return True
            passed_over.append(_file_name(path))
            return False

        yield from unzipped(data, shown, UploadError, most=MOST_MESSAGES, room=MOST_BYTES, wanted=wanted)


def _file_name(name: str) -> str:
    last = one_line(PurePosixPath(name.replace("\\", "/")).name.strip())
    return last[-_LONGEST_NAME:] or "message.xml"


def _free(name: str, taken: set[str]) -> str:
    path, number, free = PurePosixPath(name), 1, name
    while free.lower() in taken:
        number += 1
        free = f"{path.stem}-{number}{path.suffix}"
    taken.add(free.lower())
    return free
