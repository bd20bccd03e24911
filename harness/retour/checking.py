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

from retour.cases.expect import spoken
from retour.cases.verdicts import judge
from retour.engines import Choice, Engine, Engines, Job, Reply, Request
from retour.errors import MessageError, RetourError
from retour.levels import LEVELS, Check, LevelCheck, Passage, judged_levels
from retour.messages import Message, find_paths, peek_type, read_bytes
from retour.messages.edits import apply_edits, apply_raw
from retour.model import (
    Case,
    Edit,
    Finding,
    Identity,
    Level,
    LevelResult,
    LevelStatus,
    Outcome,
    Verdict,
)
from retour.probes import SLOWED_DOWN, ProbeLevel
from retour.rulesets import RuleSet
from retour.text.display import shown
from retour.workspace import Workspace, workspace_for

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an outcome is about, for who has to judge it; parts are empty when an error came before them.

    Attributes:
        message: the one that was judged.
        file: what the file holds; an envelope around the message, perhaps.
        checked: the rules that are checked for this type of message.
        rules: the rule set.
    """

    message: Message | None = None
    file: Message | None = None
    checked: Collection[str] = ()
    rules: RuleSet | None = None

    def select(self, path: str) -> Collection[str]:
        """The printed paths of the nodes that a path selects, in the message and in an envelope around it."""
        around = self.file if self.file is not self.message else None
        return [
            printed
            for each in (self.message, around)
            if each is not None
            for printed in find_paths(each.root, path)
        ]


def check(
    message: Path | str,
    rules: RuleSet | Path | str | None = None,
    *,
    time_limit: float | None = None,
    engine: str | None = None,
    levels: Collection[Level] | None = None,
) -> Outcome:
    """Check one message file against a rule set.

    Args:
        message: the message file.
        rules: an open rule set, the id of one, or the path of its folder; found from the message's namespace when
            left out.
        time_limit: seconds that the rules may take; the configured limit when left out.
        engine: `saxon` or `libxslt`; the configured one when left out.
        levels: those that are judged; the configured ones when left out.

    Returns:
        The outcome; a message that can't be judged has an outcome with status `error`, not an exception.

    Raises:
        ConfigurationError: the project's configuration can't be used, or there is no such engine.
    """
    path = Path(message)
    given = str(rules) if isinstance(rules, Path) else rules
    workspace = workspace_for(path)
    request = Check(path, str(message), workspace, given, Path.cwd(), time_limit=time_limit, levels=levels)
    job = outcome_job(request, lambda outcome, subject: outcome)
    return _own_engines(engine).submit([job])[0].result()


@cache
def _own_engines(name: str | None) -> Engine:
    engines = Engines(name=name, workers=1)
    atexit.register(engines.close)
    return engines


def case_check(case: Case, workspace: Workspace, probes: ProbeLevel | None = None) -> Check:
    """The check of a case's message; with probes where the case asks which rules were evaluated."""
    said = list(spoken(case.expect))
    check = Check(
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
        probes or ("rules" if any(key.probes(value) for key, value in said) else None),
        sent=case.sent,
        sender=case.sender,
        listen=any(key.listens(value) for key, value in said),
    )
    if case.heen is None:
        return check
    heen = case.heen
    return replace(check, answers=answered_by(check, heen.message, heen.edits, heen.raw))


def answered_by(check: Check, heen: Path, edits: tuple[Edit, ...] = (), raw: tuple[Edit, ...] = ()) -> Check:
    """The check of the heenbericht that a retour is held to answer: valid or not, and what the rules find."""
    return replace(
        check,
        message=heen,
        name=shown(heen),
        edits=edits,
        raw=raw,
        levels=("schema", "rules"),
        probes=None,
        sent=None,
        sender=None,
        listen=False,
    )


def case_job(
    case: Case, workspace: Workspace, probes: ProbeLevel | None = None
) -> Job[tuple[Outcome, Verdict]]:
    """The work of running a case: its outcome, and the verdict on it."""

    def judged(outcome: Outcome, subject: Subject) -> tuple[Outcome, Verdict]:
        return outcome, judge(case.expect, outcome, subject.select, subject.checked)

    return outcome_job(case_check(case, workspace, probes), judged)


def outcome_job(request: Check, then: Callable[[Outcome, Subject], T]) -> Job[T]:
    """The work of checking a message; `then` makes of the outcome what is wanted, while the message is at hand."""
    run = _Run(request, then)
    rules = request.rules.folder if isinstance(request.rules, RuleSet) else request.rules
    group = f"{rules}|{peek_type(request.message)}|{request.probes or ''}"
    return Job(group, run.prepare, run.complete, Choice.of(request.workspace.configuration))


def edited_message(request: Check) -> Message | None:
    """The message of a check, its edits made, and out of its envelope; None where there is none for schema and rules.

    Raises:
        MessageError: it can't be read, or an edit doesn't fit it.
    """
    passage = Passage(request, edited_bytes(request))
    passage.take_in()
    return passage.message if passage.has_rules else None


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
        judged = judged_levels(self._check.levels, self._check.workspace.configuration)
        self._ahead.extend(level for level in LEVELS if level.name in judged)
        self._passage = _begun(self._check)
        if "file" not in judged:
            self._passage.read()
        self._advance()
        if not self._ahead:
            return None
        order = self._passage.order()
        limit = self._check.time_limit or self._check.workspace.configuration.time_limit
        return Request(order, limit * SLOWED_DOWN[self._check.probes])

    def complete(self, reply: Reply | RetourError | None) -> T:
        try:
            if isinstance(reply, Reply):
                self._passage.replied(reply)
                self._advance()
            problem = reply if isinstance(reply, RetourError) else None
            outcome = self._outcome(self._passage.as_of_the_set(problem))
        except RetourError as error:
            outcome = self._outcome(error)
        return self._then(
            outcome,
            Subject(
                self._passage.message, self._passage.file, self._passage.checked_rules, self._passage.rules
            ),
        )

    def _advance(self) -> None:
        """Take the message on, until a level rejects it or needs a reply that isn't there yet."""
        while self._ahead and not self._waits():
            level = self._ahead.popleft()
            is_asked = self._passage.has_rules or not level.needs_reply or level.without_rules
            found = level.find(self._passage) if is_asked else None
            self._findings += found or ()
            self._levels.append(LevelResult(level.name, _status(found)))
            if _status(found) == "failed":
                self._levels += [LevelResult(other.name, self._left(other)) for other in self._ahead]
                self._ahead.clear()

    def _left(self, level: LevelCheck) -> LevelStatus:
        """How a message fares at a level after the one that rejected it."""
        return "not reached" if level.is_asked(self._check) else "not applicable"

    def _waits(self) -> bool:
        """Whether the engine must say something first, and has something to say."""
        passage = self._passage
        if not self._ahead[0].needs_reply or passage.reply is not None:
            return False
        if not passage.is_inside:  # the level «envelope» isn't judged, or the file is no envelope
            passage.enter()
        return passage.has_rules

    def _outcome(self, problem: RetourError | None) -> Outcome:
        passage = self._passage
        rules = passage.rules
        stamp = rules.stamp if rules is not None else None
        if stamp is not None and passage.version is not None:
            stamp = replace(stamp, version=passage.version)
        return Outcome(
            message=self._check.name,
            sha256=passage.sha256,
            identity=passage.identity,
            rules=stamp,
            levels=() if problem is not None else tuple(self._levels),
            findings=() if problem is not None else tuple(self._findings),
            problem=None if problem is None else problem.problem,
            report=passage.report,
            evaluated=passage.evaluated,
            reached=passage.reached,
            said=passage.said,
        )


def _begun(request: Check) -> Passage:
    answered = None if request.answers is None else _begun(request.answers)
    try:
        return Passage(request, edited_bytes(request), answered=answered)
    except MessageError as error:
        if error.kind != "size":
            raise
        return Passage(request, unreadable=error)


def _status(found: Collection[Finding] | None) -> LevelStatus:
    if found is None:
        return "not applicable"
    return "failed" if any(finding.severity == "error" for finding in found) else "passed"
