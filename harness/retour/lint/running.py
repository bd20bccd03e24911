"""Paths → findings: everything is gathered, every check made, and what is silenced left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from retour.lint.model import LintCheck, LintFinding, Subject
from retour.lint.project import gather
from retour.lint.registry import CODES, ON_CASE_FILES, ON_PROJECTS, ON_SETS
from retour.lint.silencing import silenced
from retour.text.waivers import Now
from retour.workspace import now_with


def lint(paths: Sequence[Path], rules: str | None = None, now: Now | None = None) -> list[LintFinding]:
    """Find what is wrong, unused, double or unreachable in case files and rule sets.

    Args:
        paths: files and folders.
        rules: the rule set to look at, an id or a path; those of the project when left out.
        now: what the end of a silencing comment is held against; this day when left out.

    Returns:
        The findings, sorted by place; none twice.

    Raises:
        RetourError: a path isn't there or is nothing that can be linted, there is no such rule set, or the
            configuration can't be used.
    """
    project = gather(paths, rules)
    found = {
        *_made(ON_CASE_FILES, project.case_files),
        *_made(ON_PROJECTS, [project]),
        *_made(ON_SETS, project.sets),
    }
    now = now or now_with(project.workspaces.of(Path.cwd()).shelf)
    left = silenced(sorted(found, key=lambda finding: finding.order), project.files, CODES, now)
    return sorted(left, key=lambda finding: finding.order)


def _made(checks: Iterable[LintCheck[Subject]], subjects: Sequence[Subject]) -> Iterator[LintFinding]:
    for check in checks:
        for subject in subjects:
            for remark in check.find(subject):
                yield LintFinding(check.code, remark.place, remark.text.replace("\n", "; "))
