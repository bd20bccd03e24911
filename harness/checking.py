"""Message → outcome: it passes the levels in order, and the first at which something is wrong ends its check."""

from __future__ import annotations

import atexit
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Generic, TypeVar

from lxml import etree

from harness.cases.edits import apply_edits
from harness.cases.raw import apply_raw
from harness.display import shown
from harness.engines import Engine, Job, Reply, Request, saxon_engine
from harness.errors import MessageError, RetourError
from harness.levels import LEVELS, Check, LevelCheck, Passage
from harness.messages import Message, find_paths, parse_message, peek_type, read_bytes, read_message
from harness.model import Case, Finding, Identity, Level, LevelResult, LevelStatus, Outcome, Problem, Verdict
from harness.rulesets import RuleSet
from harness.verdicts import judge
from harness.workspace import Workspace, workspace_for

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an outcome is about, for who has to judge it; parts are empty when an error came before them.

    Attributes:
        checked: the rules that are checked for this type of message.
    """

    message: Message | None = None
    checked: Collection[str] = ()

    def select(self, path: str) -> Collection[str]:
        """The printed paths of the nodes of the message that a path selects."""
        return find_paths(self.message.root, path) if self.message is not None else ()


def check(
    message: Path | str,
    rules: RuleSet | Path | str | None = None,
    *,
    time_limit: float | None = None,
    levels: Collection[Level] | None = None,
) -> Outcome:
    """Check one message file against a rule set.

    Args:
        message: the message file.
        rules: an open rule set, the id of one, or the path of its folder; found from the message's namespace when
            left out.
        time_limit: seconds that the rules may take; the configured limit when left out.
        levels: those that are judged; the configured ones when left out.

    Returns:
        The outcome; a message that can't be judged has an outcome with status `error`, not an exception.

    Raises:
        ConfigurationError: the project's configuration can't be used.
    """
    path = Path(message)
    given = str(rules) if isinstance(rules, Path) else rules
    request = Check(
        path, str(message), workspace_for(path), given, Path.cwd(), time_limit=time_limit, levels=levels
    )
    return _own_engine().submit([outcome_job(request, lambda outcome, subject: outcome)])[0].result()


@cache
def _own_engine() -> Engine:
    engine = saxon_engine(1)
    atexit.register(engine.close)
    return engine


def case_check(case: Case, workspace: Workspace) -> Check:
    """The check of a case's message."""
    return Check(
        case.message,
        shown(case.message),
        workspace,
        case.rules,
        case.file.parent,
        case.parameters,
        case.time_limit,
        case.edits,
        case.raw,
        case.levels,
    )


def case_job(case: Case, workspace: Workspace) -> Job[tuple[Outcome, Verdict]]:
    """The work of running a case: its outcome, and the verdict on it."""

    def judged(outcome: Outcome, subject: Subject) -> tuple[Outcome, Verdict]:
        return outcome, judge(case.expect, outcome, subject.select, subject.checked)

    return outcome_job(case_check(case, workspace), judged)


def outcome_job(request: Check, then: Callable[[Outcome, Subject], T]) -> Job[T]:
    """The work of checking a message; `then` makes of the outcome what is wanted, while the message is at hand."""
    run = _Run(request, then)
    rules = request.rules.folder if isinstance(request.rules, RuleSet) else request.rules
    return Job(f"{rules}|{peek_type(request.message)}", run.prepare, run.complete)


def edited_message(request: Check) -> Message:
    """The message of a check, its edits made.

    Raises:
        MessageError: it can't be read, or an edit doesn't fit it.
    """
    if not request.edits and not request.raw:
        return read_message(request.message, request.name)
    return parse_message(edited_bytes(request), request.name)


def edited_bytes(request: Check) -> bytes:
    """The bytes of a check's message, its edits made; see `edited_message`."""
    data = read_bytes(request.message, request.name)
    if request.edits:
        data = apply_edits(data, request.edits, request.name, partial(_namespace_of, request))
    return apply_raw(data, request.raw)


def _namespace_of(request: Check, parent: etree._Element, name: str) -> str | None:
    """The namespace that the schema of the rule set gives a new element; None where it doesn't tell."""
    identity = Identity.of(etree.QName(parent.getroottree().getroot()).namespace or "")
    try:
        return request.rule_set(identity).schema.namespace_of(parent, name)
    except RetourError:
        return None


class _Run(Generic[T]):
    """One message on its way through the levels: how it fared at each."""

    def __init__(self, request: Check, then: Callable[[Outcome, Subject], T]) -> None:
        self._check = request
        self._then = then
        self._passage = Passage(request)
        self._ahead: deque[LevelCheck] = deque()
        self._levels: list[LevelResult] = []
        self._findings: list[Finding] = []

    def prepare(self) -> Request | None:
        """Take the message to the first level that needs the engine; None when it doesn't come that far."""
        judged = self._check.judged
        self._ahead.extend(level for level in LEVELS if level.level in judged)
        self._passage = _begun(self._check)
        if "file" not in judged:
            self._passage.read()
        self._advance()
        if not self._ahead:
            return None
        order = self._passage.order()
        return Request(order, self._check.time_limit or self._check.workspace.configuration.time_limit)

    def complete(self, reply: Reply | RetourError | None) -> T:
        try:
            if isinstance(reply, Reply):
                self._passage.reply = reply
                self._advance()
            outcome = self._outcome(reply if isinstance(reply, RetourError) else None)
        except RetourError as error:
            outcome = self._outcome(error)
        return self._then(outcome, Subject(self._passage.message, self._passage.checked_rules))

    def _advance(self) -> None:
        """Take the message on, until a level rejects it or needs a reply that isn't there yet."""
        while self._ahead and not (self._ahead[0].needs_reply and self._passage.reply is None):
            level = self._ahead.popleft()
            found = level.find(self._passage)
            self._findings += found or ()
            self._levels.append(LevelResult(level.level, _status(found)))
            if _status(found) == "failed":
                self._levels += [LevelResult(other.level, "not reached") for other in self._ahead]
                self._ahead.clear()

    def _outcome(self, problem: RetourError | None) -> Outcome:
        passage = self._passage
        message, rules = passage.message, passage.rules
        stamp = rules.stamp if rules is not None else None
        if stamp is not None and passage.version is not None:
            stamp = replace(stamp, version=passage.version)
        return Outcome(
            message=self._check.name,
            sha256=passage.sha256,
            identity=message.identity if message is not None else None,
            rules=stamp,
            levels=() if problem is not None else tuple(self._levels),
            findings=() if problem is not None else tuple(self._findings),
            problem=None if problem is None else Problem(problem.kind, str(problem)),
            report=passage.report,
        )


def _begun(request: Check) -> Passage:
    try:
        return Passage(request, edited_bytes(request))
    except MessageError as error:
        if error.kind != "size":
            raise
        return Passage(request, unreadable=error)


def _status(found: Collection[Finding] | None) -> LevelStatus:
    if found is None:
        return "not applicable"
    return "failed" if any(finding.severity == "error" for finding in found) else "passed"
