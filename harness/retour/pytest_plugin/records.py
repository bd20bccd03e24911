"""What the report of a case carries: plain data, for it may come out of a worker process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from retour.cases.expect import claims, silent_codes
from retour.errors import exit_code_of_verdict
from retour.language import mark
from retour.model import Case, Outcome, Verdict
from retour.reports import result_of
from retour.rulesets import RuleSet

Record = dict[str, Any]


def record_of(case: Case, outcome: Outcome, verdict: Verdict, rules: RuleSet | None, engine: str) -> Record:
    """The result of a case, its engine, the rules that it expects, where its rule set lies, and how rules kept silent."""
    return {
        "engine": engine,
        "result": result_of(outcome, case, verdict),
        "exit_code": exit_code_of_verdict(verdict),
        "expected": sorted({claim.code for claim in claims(case.expect) if claim.level == "rules"}),
        "folder": quote(os.fsencode(rules.folder)) if rules is not None else None,
        "silent": _silence(case, outcome),
    }


def folder_of(quoted: str) -> Path:
    """The folder of a rule set; quoted in a record, for a name may hold what no text can."""
    return Path(os.fsdecode(unquote_to_bytes(quoted)))


def _silence(case: Case, outcome: Outcome) -> list[tuple[str, str]]:
    """How the rules that must not fire kept silent, as far as the run tells: each with words for it."""
    fired = {finding.code for finding in outcome.findings}
    if outcome.evaluated is None:
        return []
    return [
        (code, _kind_of_silence(code, outcome)) for code in silent_codes(case.expect) if code not in fired
    ]


def _kind_of_silence(code: str, outcome: Outcome) -> str:
    if code in (outcome.evaluated or ()):
        return mark("evaluated, silent")
    return mark("silent") if code in outcome.evaluation_unknown else mark("never evaluated")
