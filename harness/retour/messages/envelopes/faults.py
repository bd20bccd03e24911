"""The error codes with which the stations of the chain refuse an envelope, in a Fo01.

Source: the public lists of 28 March and 3 April 2017, which disagree; that of 2018; the table of envelope 2.0.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NAMES = {"gemeente": "the municipality", "IB": "the Inlichtingenbureau"}


@dataclass(frozen=True, slots=True)
class Fault:
    """An error code of the chain.

    Attributes:
        issuers: who raises it: `gemeente`, `IB`, `RINIS`, `VECOZO`.
        lists: the public lists that hold it, e.g. `2017-03-28`.
    """

    code: str
    issuers: tuple[str, ...]
    lists: tuple[str, ...]
    meaning: str


@cache
def faults() -> Mapping[str, Fault]:
    """Every known error code, by code."""
    text = files("retour.messages.envelopes").joinpath("faults.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Fault(
            row["code"], tuple(row["issuer"].split()), tuple(row["lists"].split()), row["meaning"]
        )
        for row in csv.DictReader(text.splitlines())
    }


def raised(codes: Iterable[str]) -> str:
    """Who in the chain would raise which of these codes, as the end of a sentence."""
    known = [faults()[code] for code in codes]
    if not known:
        return "the chain has no known code for it"
    return f"in the chain: {', '.join(f'{fault.code} of {_issuers(fault)}' for fault in known)}"


def _issuers(fault: Fault) -> str:
    return " or ".join(_NAMES.get(issuer, issuer) for issuer in fault.issuers)
