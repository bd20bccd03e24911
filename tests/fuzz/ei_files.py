"""What the reader of EI is tried with."""

from __future__ import annotations

from retour.messages import is_ei, read_ei
from retour.messages.ei import MAX_FAULTS


def _records(width: int, *texts: str) -> bytes:
    return "".join(f"{text:<{width}}\r\n" for text in texts).encode("ascii")


_CLIENT = "02000000000001999990019" + "0000" + f"{'kl-1':<20}" + "1980010102Ammerveld"
_START = _records(
    180,
    "014180200" + "0384" + "98025566" + "start0000001" + "20170605" + "1",
    f"{_CLIENT:<99}1",
    f"07000000000002{'':33}000004711"
    + "0101A01"
    + "20170102"
    + "20170109"
    + "98025566"
    + "00022500"
    + "8341",
    "99" + "000001" + "000001" + "0000002",
)
_UNKNOWN = _records(60, "0143402021", "02000000000001", "04000000000002", "99000001")
WORDS = [
    b"\r\n",
    b"\n",
    b"01",
    b"02",
    b"99",
    b"000000",
    b"20170631",
    b" " * 140,
    b"\xef\xbb\xbf",
    b"<a/>",
    b"\xe9",
]
SEEDS = (_START, _UNKNOWN)


def read(data: bytes) -> None:
    """Read a file that may be EI; a fault of the reader is an exception."""
    if not is_ei(data):
        return
    message, faults = read_ei(data, "any.ei")
    assert len(faults) <= MAX_FAULTS
    assert all(fault.code.startswith("ei-") and fault.details for fault in faults)
    assert len(message.code) == 3
    assert read_ei(data, "any.ei") == (message, faults)
