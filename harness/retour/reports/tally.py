"""The closing table of a run: which retour codes and rules the cases expect, and which fired."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from retour.language import ENGLISH, Texts
from retour.model import RuleSetStamp
from retour.text.columns import columns


@dataclass
class Tally:
    """Counts over the cases of one rule set; each case counts a rule once."""

    stamp: RuleSetStamp
    expected: Counter[str] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    retour: dict[str, str] = field(default_factory=dict)
    cases: int = 0

    def add(self, expected: Iterable[str], fired: Mapping[str, str | None]) -> None:
        """Count a case.

        Args:
            expected: the rules that the case says fire.
            fired: the rules that did, with their retour codes.
        """
        self.cases += 1
        self.expected.update(set(expected))
        self.fired.update(fired.keys())
        self.retour |= {rule: code for rule, code in fired.items() if code is not None}


def tally_text(
    tally: Tally, rules: Collection[str], retour_codes: Mapping[str, str], texts: Texts = ENGLISH
) -> list[str]:
    """The table of one rule set, as lines.

    Args:
        rules: all rules of the set.
        retour_codes: their retour codes, for rules that did not fire.
    """
    lines = [_headline(tally, texts)]
    seen = sorted(set(tally.expected) | set(tally.fired))
    if seen:
        rows = [("retour", texts("rule"), texts("expected by"), texts("fired in"))]
        codes = {**retour_codes, **tally.retour}
        rows += [
            (codes.get(rule, "-"), rule, str(tally.expected[rule]), str(tally.fired[rule])) for rule in seen
        ]
        lines += [f"  {line}" for line in columns(rows)]
    idle = sorted(set(rules) - set(tally.fired))
    if idle:
        told = texts("no case made fire (%(number)s of %(all)s):", number=len(idle), all=len(rules))
        text = f"{told} {', '.join(idle)}"
        lines += textwrap.wrap(text, 80, initial_indent="  ", subsequent_indent="    ")
    elif rules:
        lines.append(f"  {texts('every rule of the set fired (%(number)s)', number=len(rules))}")
    return lines


def tally_in_short(tally: Tally, rules: Collection[str], texts: Texts = ENGLISH) -> list[str]:
    """How many of the rules of a set fired, as lines."""
    lines = [_headline(tally, texts)]
    if rules:
        told = texts(
            "%(number)s of %(all)s rules fired; -v lists them, and those that didn't",
            number=texts.number(len(set(rules) & set(tally.fired))),
            all=texts.number(len(rules)),
        )
        lines.append(f"  {told}")
    return lines


def _headline(tally: Tally, texts: Texts) -> str:
    stamp = tally.stamp
    version = (
        texts("version %(version)s", version=stamp.version) if stamp.version else texts("version not stated")
    )
    cases = texts.counted(tally.cases, "%(number)s case", "%(number)s cases")
    return f"{stamp.id}  {version}  sha256 {stamp.sha256[:16]}  {cases}"
