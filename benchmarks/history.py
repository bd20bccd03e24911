"""What a history costs by its length, and a declaration of 3.2 by the number of its lines."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from retour.checking import outcome_job, preceded_by
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.model import Level, OtherMessage
from retour.workspace import Workspaces

from benchmarks.measured import ROOT

LENGTHS = (10, 1_000, 10_000)
_MESSAGES = ROOT / "fixtures" / "iwmo" / "3_2"


def history_figures(folder: Path, lengths: Sequence[int] = LENGTHS) -> dict[str, Any]:
    """Seconds for a WMO305 by the number of WMO301s before it.

    These are judged by themselves, each once, and then the message under test by all of them.

    Args:
        folder: where messages may be written.
    """
    engine = open_engine("saxon", 0)
    start = _MESSAGES / "wmo305/start.xml"
    rows = {}
    for length in (1, *lengths):  # the first compiles the entries
        earlier = [OtherMessage(file) for file in _allocations(folder / f"before-{length}", length)]
        check = _check(start, "history")
        check = replace(check, history=preceded_by(check, earlier))
        rows[str(length)] = {
            "seconds": round(_checked(engine, check), 3),
            "seconds_again": round(_checked(engine, check), 3),
        }
    del rows["1"]
    return rows


def declaration_figures(folder: Path, lengths: Sequence[int] = LENGTHS) -> dict[str, float]:
    """Seconds for a WMO323 by the number of its lines, schema and rules.

    Args:
        folder: where messages may be written.
    """
    engine = open_engine("saxon", 0)
    seconds = {}
    for length in (1, *lengths):  # the first compiles the entry
        declaration = folder / f"{length}-lines.xml"
        declaration.write_bytes(_declaration(length).encode())
        seconds[str(length)] = round(_checked(engine, _check(declaration)), 3)
    del seconds["1"]
    return seconds


def _check(message: Path, *more: Level) -> Check:
    return Check(message, message.name, Workspaces().of(ROOT), levels=("schema", "rules", *more))


def _checked(engine: Engine, check: Check) -> float:
    """Seconds that a check takes, in which nothing may go wrong."""
    begin = time.perf_counter()
    (pending,) = engine.submit([outcome_job(check, lambda outcome, _: outcome)])
    outcome = pending.result()
    took = time.perf_counter() - begin
    assert outcome.problem is None, outcome.problem.text
    assert not outcome.left_out, outcome.left_out[0].reason
    return took


def _allocations(folder: Path, number: int) -> Iterator[Path]:
    """So many valid WMO301s, with numbers of their own."""
    text = (_MESSAGES / "wmo301/allocation.xml").read_bytes().decode()
    folder.mkdir()
    for count in range(number):
        written = re.sub(r"(Identificatie>)\w+<", rf"\g<1>TW{count:08}<", text, count=1)
        for place, known in enumerate(re.findall(r"ToewijzingNummer>(\d+)<", text), 1):
            written = written.replace(f"ToewijzingNummer>{known}<", f"ToewijzingNummer>{10 * count + place}<")
        file = folder / f"{count:05}.xml"
        file.write_bytes(written.encode())
        yield file


def _declaration(lines: int) -> str:
    """A valid WMO323 with so many lines more for its first client."""
    text = (_MESSAGES / "wmo323/declaration.xml").read_bytes().decode()
    first = re.search(r"<(\w+):Prestatie>.*?</\1:Prestatie>", text, re.DOTALL)
    assert first is not None
    amount = re.search(r"Bedrag>(\d+)</\w+:Bedrag>", first[0])
    total = re.search(r"(<\w+:TotaalBedrag>)(\d+)<", text)
    assert amount is not None
    assert total is not None
    copies = "\r\n".join(
        re.sub(r"(ToewijzingNummer>)\d+<", rf"\g<1>{count + 1}<", first[0]).replace("P-1<", f"R-{count}<")
        for count in range(lines)
    )
    whole = int(total[2]) + lines * int(amount[1])
    text = text.replace(total[0], f"{total[1]}{whole}<", 1)
    return text.replace(first[0], f"{first[0]}\r\n{copies}", 1)
