"""What a code means that is no rule's: one of a level, or an error code of the chain."""

from __future__ import annotations

from dataclasses import dataclass

from harness.envelopes import ENVELOPE_CODES, Fault, faults
from harness.levels.codes import LevelCode
from harness.levels.registry import LEVEL_CODES
from harness.levels.schema import REFUSED_BY_SCHEMA


@dataclass(frozen=True, slots=True)
class LevelMeaning:
    """What is known of a code.

    Attributes:
        found: the code at each level that has one of this name.
        fault: the error code of the chain, when it is one.
        raised: for a code of the level «envelope»: with what the chain answers.
        found_as: for an error code of the chain: the codes of the level «envelope» that it goes with, and `schema` where
            it is how a message in an envelope is refused that fails its schema.
    """

    code: str
    found: tuple[LevelCode, ...] = ()
    fault: Fault | None = None
    raised: tuple[Fault, ...] = ()
    found_as: tuple[str, ...] = ()


def level_meaning(code: str) -> LevelMeaning | None:
    """What a code means beside the rules; no difference is made between upper and lower case. None where nothing does."""
    wanted = code.strip().casefold()
    fault = next((fault for name, fault in faults().items() if name.casefold() == wanted), None)
    if fault is not None:
        found_as = [name for name, known in ENVELOPE_CODES.items() if fault.code in known.faults]
        found_as += ["schema"] * (fault.code in REFUSED_BY_SCHEMA)
        return LevelMeaning(fault.code, fault=fault, found_as=tuple(found_as))
    found = tuple(codes[wanted] for codes in LEVEL_CODES.values() if wanted in codes)
    if not found:
        return None
    known = ENVELOPE_CODES.get(wanted)
    return LevelMeaning(wanted, found, raised=tuple(faults()[name] for name in known.faults) if known else ())
