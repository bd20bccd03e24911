"""What is in an envelope is decoded within limits, and never decompressed."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
import zipfile
from base64 import b64encode

import pytest
from envelope_samples import DI01, STOP, holding, opened
from retour.messages import MAX_BYTES

TEXT = b64encode(STOP).decode()
IN_THE_CHAIN = "in the chain: RIN001 of RINIS"


def with_text(text: str) -> str:
    return DI01.replace(TEXT, text)


def test_base64_may_be_written_over_several_lines() -> None:
    lines = "\r\n".join(TEXT[start : start + 76] for start in range(0, len(TEXT), 76))

    assert opened(with_text(f"\r\n {lines}\t")).data == STOP


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("QUJ*", "character '*' at position 4 is not one of its 64"),
        ("QUJD-_==", "character '-' at position 5 is not one of its 64"),
        ("QUJD\u00a0", "character '\\xa0' at position 5 is not one of its 64"),
        ("QUI=QUJD", "an = stands elsewhere than at the end"),
        ("QUJD====", "an = stands elsewhere than at the end"),
        ("QUJDQ", "5 characters are no whole number of fours"),
        ("QUJDQUI", "7 characters are no whole number of fours"),
        ("QUJD=", "5 characters are no whole number of fours"),
        ("QR==", "'QR==' at the end holds bits that belong to no byte"),
        ("====", "an = stands elsewhere than at the end"),
    ],
)
def test_what_is_no_base64_is_said_once(text: str, reason: str) -> None:
    found = opened(with_text(text))

    assert found.data is None
    assert [(each.code, each.details) for each in found.findings] == [
        ("base64", f"the content is no base64: {reason}; {IN_THE_CHAIN}")
    ]


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_an_envelope_holds_something(text: str) -> None:
    found = opened(with_text(text))

    assert found.data is None
    assert [(each.code, each.details) for each in found.findings] == [
        ("payload-empty", "there is nothing in the envelope; the chain has no known code for it")
    ]


def test_a_zip_bomb_is_not_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stop.xml", b"\0" * 200_000_000)
    tracemalloc.start()

    found = opened(holding(packed.getvalue()))

    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert found.data is None
    assert [each.details for each in found.findings] == [
        "the content is compressed (zip); a message goes into an envelope as it is; "
        "the chain has no known code for it"
    ]


def test_a_compressed_message_is_no_message() -> None:
    assert [each.code for each in opened(holding(gzip.compress(STOP))).findings] == ["payload-compressed"]


def test_a_file_that_is_no_message_may_be_compressed() -> None:
    spreadsheet = b"PK\x03\x04 and so on"

    assert opened(holding(spreadsheet, file_name="monitor.xlsx")).data == spreadsheet


def test_an_envelope_of_25_mb_is_opened_within_the_limits() -> None:
    content = b"<a>" + b"x" * (MAX_BYTES * 3 // 4 - 2_000) + b"</a>"
    envelope = holding(content)
    assert MAX_BYTES - 3_000 < len(envelope) < MAX_BYTES
    began = time.monotonic()

    assert opened(envelope).data == content
    assert time.monotonic() - began < 5  # about half a second


def test_nonsense_of_25_mb_is_refused_within_the_limits() -> None:
    began = time.process_time()

    for text in ("=" * 20_000_000, " " * 20_000_000, "A" * 20_000_001, "Q" * 20_000_000 + "é"):
        assert [each.code for each in opened(with_text(text)).findings] in (["base64"], ["payload-empty"])
    assert time.process_time() - began < 20  # under a second each
