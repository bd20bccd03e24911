"""The machine-readable interface: the document of `retour check --format json` and of `--retour-json`.

The same inputs give the same bytes: results stand in the order of the inputs, and nothing depends on the clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

from retour.errors import CaseFileError, RetourError
from retour.model import Case, Claim, Finding, KnownGap, LevelResult, Outcome, Place, Verdict
from retour.reports.differing import Differing
from retour.reports.known import gap_rows
from retour.reports.ordering import result_order
from retour.reports.reasons import location_part, why_part

Document = dict[str, Any]


def document_of(engine: str, results: Iterable[Document], **more: Any) -> str:
    """The whole document as text.

    Args:
        engine: product and version of the engine.
        results: what `result_of` made, in the order in which they are to stand.
        more: what else stands at the top.
    """
    spread = Spread()
    return "".join(document_pieces(engine, map(spread.seen, results), spread, more))


class Spread:
    """What stands at the end of a document, gathered from its results."""

    def __init__(self) -> None:
        self._differing = Differing()
        self._gaps: list[tuple[Any, Document]] = []

    def seen(self, result: Document) -> str:
        """Take in a result; its text, as it stands in a document."""
        self._differing.add(result)
        self._gaps += [(result_order(result), row.part) for row in gap_rows([result])]
        return _json(result).replace("\n", "\n  ")

    @property
    def part(self) -> Document:
        """The last keys of the document."""
        part: Document = {}
        if len(self._differing.sets) > 1:
            part["between_rule_sets"] = self._differing.part
        if self._gaps:
            part["known_gaps"] = [gap for _, gap in sorted(self._gaps, key=lambda gap: gap[0])]
        return part


def document_pieces(
    engine: str, texts: Iterable[str], spread: Spread, more: Mapping[str, Any] = MappingProxyType({})
) -> Iterator[str]:
    """The whole document in pieces, so that it needn't be in memory as a whole.

    Args:
        texts: the texts of the results, in the order in which they are to stand.
        spread: what was gathered from them, looked at when they have passed.
        more: what else stands at the top.
    """
    yield _json({"harness": version("retour-harness"), "engine": engine}).removesuffix("\n}")
    yield ',\n "results": ['
    empty = True
    for text in texts:
        yield f"{'' if empty else ','}\n  {text}"
        empty = False
    yield "]" if empty else "\n ]"
    rest = {**more, **spread.part}
    yield "," + _json(rest).removeprefix("{") if rest else "\n}"


def _json(data: Document) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def result_of(outcome: Outcome, case: Case | None = None, verdict: Verdict | None = None) -> Document:
    """One result: an outcome, and with a case also what was expected of it."""
    identity, rules = outcome.identity, outcome.rules
    problem = (verdict.problem if verdict is not None else None) or outcome.problem
    result: Document = {
        "message": outcome.message,
        "sha256": outcome.sha256,
        "standard": identity.standard if identity else None,
        "release": identity.release if identity else None,
        "type": identity.type if identity else None,
        "rules": {"id": rules.id, "version": rules.version, "sha256": rules.sha256} if rules else None,
        "levels": [_level(level) for level in outcome.levels],
        "findings": [_finding(finding) for finding in outcome.findings],
        "undecided": [{"code": each.code, "reason": each.reason} for each in outcome.undecided],
        "left_out": [{"message": each.message, "reason": each.reason} for each in outcome.left_out],
        "clock": outcome.clock,
        "status": outcome.status,
        "error": problem.text if problem else None,
        "error_kind": problem.kind if problem else None,
    }
    if outcome.told_version is not None:
        result["told_version"] = outcome.told_version
    if outcome.is_cached:
        result["cached"] = True
    if outcome.silences:
        result["silences"] = [
            {"code": silence.code, "why": why_part(silence.why)} for silence in outcome.silences
        ]
    if case is not None and verdict is not None:
        result["case"] = {
            "file": case.place.file,
            "line": case.place.line,
            "id": case.id,
            "tags": list(case.tags),
            **({} if case.under is None else {"under": case.under}),
            **({} if case.xfail is None else {"xfail": case.xfail}),
        }
        result["verdict"] = {
            "status": verdict.status,
            "missing": [_claim(claim) for claim in verdict.missing],
            "unexpected": [_finding(finding) for finding in verdict.unexpected],
            "reasons": list(verdict.reasons),
        }
        if case.known is not None:
            result["known"] = _known(case.known, verdict)
    return result


def result_of_unusable(error: RetourError, place: Place, name: str, tags: Iterable[str] = ()) -> Document:
    """The result of a case, or of a whole case file, that can't be used: no message was judged.

    Args:
        place: of the case; of a file the file.
        name: the id of the case; of a file its name.
    """
    wrong = error.mistakes if isinstance(error, CaseFileError) else (error,)
    return {
        **result_of(Outcome("", problem=error.problem)),
        "message": None,
        "case": {"file": place.file, "line": place.line or 1, "id": name, "tags": list(tags)},
        "verdict": {
            "status": "error",
            "missing": [],
            "unexpected": [],
            "reasons": [str(each) for each in wrong],
        },
    }


def _known(gap: KnownGap, verdict: Verdict) -> Document:
    return {
        "fires": list(dict.fromkeys(claim.code for claim in gap.fires)),
        "silent": list(gap.silent),
        "from": gap.since,
        "until": gap.until,
        "see": gap.see,
        "state": verdict.gap or "not judged",
    }


def _level(level: LevelResult) -> Document:
    why = {} if level.reason is None else {"reason": level.reason}
    return {"level": level.level, "status": level.status, **why}


def _finding(finding: Finding) -> Document:
    return {
        "level": finding.level,
        "severity": finding.severity,
        "code": finding.code,
        "retour": finding.retour,
        "details": finding.details,
        "locations": [location_part(place) for place in finding.locations],
        **({} if finding.why is None else {"why": why_part(finding.why)}),
    }


def _claim(claim: Claim) -> Document:
    return {
        "level": claim.level,
        "code": claim.code,
        "retour": claim.retour,
        "at": list(claim.at),
        "times": claim.times,
        "details": claim.details,
    }
