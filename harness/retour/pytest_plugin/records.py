"""What the report of a case carries: plain data, for it may come out of a worker process."""

from __future__ import annotations

from typing import Any

from retour.cases.expect import claims, silent_codes
from retour.errors import exit_code_of_verdict
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
        "folder": str(rules.folder) if rules is not None else None,
        "silent": _silence(case, outcome),
    }


def _silence(case: Case, outcome: Outcome) -> list[str]:
    """How the rules that must not fire kept silent, as far as the run tells."""
    fired = {finding.code for finding in outcome.findings}
    if outcome.evaluated is None:
        return []
    return [
        f"{code} {_kind_of_silence(code, outcome)}" for code in silent_codes(case.expect) if code not in fired
    ]


def _kind_of_silence(code: str, outcome: Outcome) -> str:
    if code in (outcome.evaluated or ()):
        return "evaluated, silent"
    return "silent" if code in outcome.evaluation_unknown else "never evaluated"
