"""Cases run for what they come by: for the coverage, and for whoever asks what is tested."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retour.checking import unforeseen
from retour.cli.caching import cache_of
from retour.cli.engine import chosen_engine
from retour.cli.output import say
from retour.cli.progress import progress
from retour.cli.selection import node_id
from retour.coverage import CoverageData, record_of, traced
from retour.errors import AS_EXPECTED, RetourError, exit_code_of_verdict
from retour.language import ENGLISH, Texts
from retour.model import Case, Outcome, Verdict
from retour.probes import ProbeLevel
from retour.workspace import Workspace, Workspaces


def gather_coverage(
    cases: Sequence[Case],
    level: ProbeLevel,
    workspaces: Workspaces,
    engine_name: str | None,
    engine_workers: int | None,
    cache: bool,
    texts: Texts = ENGLISH,
) -> tuple[CoverageData, int]:
    """Run cases; what they came by, and the exit code that their verdicts ask for."""
    gathered, code = CoverageData(), AS_EXPECTED
    engine = chosen_engine(workspaces.of(Path.cwd()).configuration, engine_name, engine_workers)
    try:
        work = [(case, workspaces.of(case.file)) for case in cases]
        with cache_of(engine, cache) as known, progress(texts("running"), len(work)) as seen:
            for (case, workspace), pending in zip(work, traced(engine, work, level, known), strict=True):
                outcome, verdict = pending.result()
                try:
                    record = _course(case, outcome, workspace, level)
                except Exception as error:
                    record, (outcome, verdict) = None, unforeseen(case, error)
                code = max(code, _told(case, verdict))
                if record is not None:
                    gathered.add(record)
                seen()
    finally:
        engine.close()
    return gathered, code


def _course(case: Case, outcome: Outcome, workspace: Workspace, level: ProbeLevel) -> dict[str, Any] | None:
    """What a case came by; None where no rule set judged it, which its outcome tells."""
    try:
        rules = workspace.shelf.get(case.rules or "", case.file.parent)
    except RetourError:
        return None
    return record_of(node_id(case), case, outcome, rules, level)


def _told(case: Case, verdict: Verdict) -> int:
    """Say on standard error that a case isn't as expected, for then its coverage proves nothing; its exit code."""
    if verdict.passes:
        return AS_EXPECTED
    say(f"{node_id(case)}: {verdict.status}: {verdict.reasons[0]}", err=True)
    return exit_code_of_verdict(verdict)
