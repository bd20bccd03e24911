"""EI files of our own, in the layout of the public samples, that the tests bend to their purpose."""

from __future__ import annotations


def record(width: int, *parts: tuple[int, str]) -> str:
    """A record with texts at positions that count from 1, filled up with spaces."""
    text = [" "] * width
    for position, part in parts:
        text[position - 1 : position - 1 + len(part)] = part
    return "".join(text)


def file_of(*records: str, end: str = "\r\n") -> bytes:
    return "".join(line + end for line in records).encode("ascii")


HEADER = record(140, (1, "014200200" + "0384" + "98025566" + "stop00000001" + "20170605" + "1"))
CLIENT = record(
    140,
    (1, "02" + "000000000001" + "999990019" + "0000" + "kl-1"),
    (48, "19800101" + "0" + "2" + "Ammerveld"),
    (83, "van"),
    (93, "1" + "ZA"),
    (100, "1"),
)
STOPPED = record(
    140,
    (1, "06" + "000000000002" + "0000" + "kl-1"),
    (
        44,
        "0000"
        + "000004711"
        + "01"
        + "01A01"
        + "20170102"
        + "20170109"
        + "98025566"
        + "02"
        + "20170602"
        + "1",
    ),
)
TRAILER = record(140, (1, "99" + "000001" + "000001" + "0000002"))

STOP = file_of(HEADER, CLIENT, STOPPED, TRAILER)
"""A WMO307 of iWmo 2.0 in which nothing is wrong."""


def with_text(record: str, position: int, text: str) -> str:
    """A record with another text at a position that counts from 1."""
    return record[: position - 1] + text + record[position - 1 + len(text) :]
