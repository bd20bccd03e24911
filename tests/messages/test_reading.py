"""Reading a message: what is refused, in which words, and that nothing of the machine gets in."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from retour.errors import MessageError
from retour.messages import MAX_BYTES, MAX_DEPTH, MAX_NODES, peek_type, read_message
from retour.messages.reading import parse_message
from samples import MESSAGE, NAMESPACE


def refusal(data: bytes) -> MessageError:
    with pytest.raises(MessageError) as caught:
        parse_message(data, "stop.xml")
    return caught.value


def nested(levels: int) -> bytes:
    return (b"<a>" * levels) + (b"</a>" * levels)


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        pytest.param(b"", "empty", "stop.xml: empty, there is no message in it", id="empty"),
        pytest.param(b" \r\n\t ", "empty", "stop.xml: empty, there is no message in it", id="white-space"),
        pytest.param(
            b"\xef\xbb\xbf<Bericht/>",
            "bom",
            "stop.xml: begins with a UTF-8 byte order mark; a message is written without byte order mark",
            id="bom",
        ),
        pytest.param(
            "<Bericht/>".encode("utf-16"),
            "bom",
            "stop.xml: begins with a UTF-16 byte order mark; a message is written in UTF-8",
            id="utf-16",
        ),
        pytest.param(
            "<Bericht/>".encode("utf-32"),
            "bom",
            "stop.xml: begins with a UTF-32 byte order mark; a message is written in UTF-8",
            id="utf-32",
        ),
        pytest.param(
            "<Bericht/>".encode("utf-16-le"),
            "encoding",
            "stop.xml: not UTF-8: it looks like UTF-16 without byte order mark",
            id="utf-16-without-bom",
        ),
        pytest.param(
            b'<?xml version="1.0"\n encoding="ISO-8859-1"?><Bericht/>',
            "encoding",
            "stop.xml:1: declares encoding 'ISO-8859-1'; a message is written in UTF-8",
            id="other-encoding-declared",
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?><Bericht/>',
            "encoding",
            "stop.xml:1: declares encoding 'ISO-8859-1'; a message is written in UTF-8",
            id="other-encoding-declared-before-standalone",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="UTF-8"?>\n<Naam>Zoë</Naam>'.encode("latin-1"),
            "encoding",
            "stop.xml:2: not UTF-8: byte 0xeb at offset 47",
            id="other-encoding-than-declared",
        ),
        pytest.param(
            b"<!DOCTYPE Bericht><Bericht/>",
            "dtd",
            "stop.xml: has a DTD (<!DOCTYPE …>); a message may not have one",
            id="dtd",
        ),
        pytest.param(
            b'<?xml version="1.0"?><!-- a --><?b c?>\n<!DOCTYPE Bericht SYSTEM "http://127.0.0.1:9/b.dtd"><Bericht/>',
            "dtd",
            "stop.xml: has a DTD (<!DOCTYPE …>); a message may not have one",
            id="dtd-after-comments",
        ),
        pytest.param(
            nested(MAX_DEPTH + 1),
            "depth",
            "stop.xml: more than 100 levels of elements deep",
            id="a-level-too-deep",
        ),
        pytest.param(
            nested(10_000),
            "depth",
            "stop.xml:1: more than 100 levels of elements deep",
            id="10000-levels-deep",
        ),
    ],
)
def test_refuses(data: bytes, kind: str, text: str) -> None:
    error = refusal(data)

    assert str(error) == text
    assert error.kind == kind


@pytest.mark.parametrize(
    ("data", "place", "word"),
    [
        pytest.param(b"not a message", "stop.xml:1:1", "Start tag expected", id="no-xml"),
        pytest.param(b"<Bericht>\n  <Header>", "stop.xml:2:11", "Header", id="truncated"),
        pytest.param(b"<Bericht>&unknown;</Bericht>", "stop.xml:1:19", "unknown", id="undefined-entity"),
        pytest.param(b"<Bericht>\n\x00</Bericht>", "stop.xml:2:1", "0x0", id="null-character"),
        pytest.param(b"<m:Bericht/>", "stop.xml:1:11", "prefix m", id="undeclared-prefix"),
        pytest.param(b"<Bericht>\n</Header>", "stop.xml:2:10", "Header", id="other-end-tag"),
        pytest.param(b"<Bericht/><Bericht/>", "stop.xml:1:11", "Extra content", id="two-roots"),
    ],
)
def test_not_well_formed(data: bytes, place: str, word: str) -> None:
    error = refusal(data)

    assert error.kind == "not-xml"
    assert str(error).startswith(f"{place}: not well-formed XML: ")
    assert word in error.text  # libxml2's own words
    assert "\n" not in error.text


def test_external_entity_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret of this machine", encoding="utf-8")
    uri = (tmp_path / "secret.txt").as_uri()
    message = f'<!DOCTYPE B [<!ENTITY x SYSTEM "{uri}">]>\n<B>&x;</B>'

    error = refusal(message.encode())

    assert error.kind == "dtd"
    assert "secret" not in str(error)


def test_entity_bomb_is_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))

    assert refusal(f'<!DOCTYPE B [<!ENTITY e0 "x">{entities}]><B>&e19;</B>'.encode()).kind == "dtd"


def test_doctype_in_a_comment_is_no_dtd() -> None:
    assert parse_message(b"<!-- <!DOCTYPE B> --><B/>", "stop.xml").root.tag == "B"


def test_hundred_levels_are_deep_enough() -> None:
    assert parse_message(nested(MAX_DEPTH), "stop.xml").root.tag == "a"


def test_file_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    with pytest.raises(MessageError) as caught:
        read_message(large, "large.xml")

    assert str(caught.value) == "large.xml: larger than the 25 MB of OP179"
    assert caught.value.kind == "size"


def test_more_elements_than_any_message_has() -> None:
    data = b"<a>" + b"<b/>" * MAX_NODES + b"</a>"

    with pytest.raises(MessageError) as caught:
        parse_message(data, "stop.xml")

    assert str(caught.value) == "stop.xml: more than 1,000,000 elements and attributes"
    assert caught.value.kind == "size"


def test_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    full = tmp_path / "full.xml"
    data = b"<B>" + (b"<C>" + b"made up " * 1000 + b"</C>") * (MAX_BYTES // 8100)
    full.write_bytes(data + b" " * (MAX_BYTES - len(data) - 4) + b"</B>")

    assert full.stat().st_size == MAX_BYTES
    assert read_message(full).root.tag == "B"


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(MessageError) as caught:
        read_message(tmp_path, "inbox")

    assert str(caught.value) == "inbox: is a folder, not a message file"
    assert caught.value.kind == "unreadable"


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(MessageError) as caught:
        read_message(tmp_path / "stop.xml", "stop.xml")

    assert str(caught.value) == "stop.xml: no such file"
    assert caught.value.kind == "unreadable"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_unreadable_file(tmp_path: Path) -> None:
    file = tmp_path / "stop.xml"
    file.write_text(MESSAGE, encoding="utf-8")
    file.chmod(0)

    with pytest.raises(MessageError) as caught:
        read_message(file, "stop.xml")

    assert str(caught.value) == "stop.xml: can't be read: Permission denied"
    assert caught.value.kind == "unreadable"


def test_message_knows_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "stop.xml"
    file.write_text(MESSAGE, encoding="utf-8")

    message = read_message(file)

    assert str(message.identity) == "iwmo 2.1 WMO307"
    assert message.name == str(file)
    assert message.sha256 == sha256(file.read_bytes()).hexdigest()


def test_text_comes_decoded_and_without_declaration() -> None:
    message = parse_message('<?xml version="1.0" encoding="utf-8"?><Naam>Zoë</Naam>'.encode(), "stop.xml")

    assert message.text == "<Naam>Zoë</Naam>"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "cr-lf"])
def test_lines_are_those_of_the_file(end: str) -> None:
    data = f'<?xml version="1.0"{end}  encoding="UTF-8"?>{end}<B>{end}<C/></B>'.encode()

    message = parse_message(data, "stop.xml")

    assert message.root[0].sourceline == 4
    assert message.text.count("\n", 0, message.text.index("<C/>")) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [(MESSAGE, NAMESPACE.removesuffix("/schema/2_1")), ("<Bericht/>", ""), ("", "")],
    ids=["message", "other-xml", "empty"],
)
def test_peek_type(tmp_path: Path, text: str, found: str) -> None:
    file = tmp_path / "stop.xml"
    file.write_text(text, encoding="utf-8")

    assert peek_type(file) == found


def test_peek_type_of_no_file(tmp_path: Path) -> None:
    assert peek_type(tmp_path / "stop.xml") == ""


def test_ei_is_never_taken_for_broken_xml() -> None:
    with pytest.raises(MessageError) as raised:
        parse_message(b"014200200038498025566\r\n99\r\n", "stop.ei")

    assert raised.value.kind == "ei"
    assert str(raised.value) == (
        "stop.ei: EI, and no XML: it has no elements, for an edit to change or a rule to look at"
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<a>%s</a>", "one of its elements holds a text of more than 10 MB"),
        (b"<a><![CDATA[%s]]></a>", "one of its elements holds a text of more than 10 MB"),
        (b"<a><!--%s--></a>", "a comment of more than 10 MB stands in it"),
        (b"<a><?x %s?></a>", "a processing instruction of more than 10 MB stands in it"),
        (b'<a b="%s"/>', "a tag of more than 10 MB stands in it"),
    ],
)
def test_what_is_too_long_is_well_formed_all_the_same(data: bytes, what: str) -> None:
    error = refusal(data % (b"x" * (11 * 1024**2)))

    assert (error.kind, str(error)) == ("size", f"stop.xml:1: well-formed, but {what}")


def test_name_that_is_too_long() -> None:
    error = refusal(b"<%s/>" % (b"x" * 60_000))

    assert (error.kind, error.text) == (
        "size",
        "well-formed, but a name of more than 50,000 characters stands in it",
    )
    assert refusal(b"<%s>" % (b"x" * 60_000)).kind == "not-xml"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_pipe_and_device_keep_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")

    for file, text in (
        (tmp_path / "pipe.xml", "is a pipe, not a message file"),
        (Path("/dev/zero"), "is a device, not a message file"),
    ):
        with pytest.raises(MessageError) as caught:
            read_message(file, "stop.xml")
        assert (caught.value.kind, str(caught.value)) == ("unreadable", f"stop.xml: {text}")
        assert peek_type(file) == ""
