"""The error codes with which the stations of the chain refuse an envelope, in a Fo01.

Source: the public lists of 28 March and 3 April 2017, which disagree; that of 2018; the table of envelope 2.0.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retour.language import mark

_NAMES = {"gemeente": mark("the municipality"), "IB": mark("the Inlichtingenbureau")}

_RAISED = mark("%(said)s; in the chain: %(raised)s")
_REFUSED = mark("%(said)s; in the chain: %(raised)s, in a Fo01 and without a retour")
_NOT_RAISED = mark("%(said)s; the chain has no known code for it")


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


def raised(sentence: str, codes: Iterable[str], *, is_refused: bool = False) -> str:
    """A sentence with who in the chain would raise which of these codes.

    Args:
        is_refused: whether that is told with what the sender gets.
    """
    known = ", ".join(f"{fault.code} of {_issuers(fault)}" for fault in (faults()[code] for code in codes))
    told = (_REFUSED if is_refused else _RAISED) if known else _NOT_RAISED
    return told % {"said": sentence, "raised": known}


def _issuers(fault: Fault) -> str:
    return " or ".join(_NAMES.get(issuer, issuer) for issuer in fault.issuers)
