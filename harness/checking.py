"""Message → outcome: read it, find the rule set's entry for it, run that, read the report."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Generic, TypeVar

from lxml import etree

from harness.cases.edits import apply_edits
from harness.cases.raw import apply_raw
from harness.display import shown
from harness.engines import Engine, Job, Order, Reply, Request, Stylesheet, open_engine
from harness.engines.dialects import dialect_named
from harness.errors import MessageError, RetourError
from harness.filling import Retour, filling_findings
from harness.messages import (
    Message,
    find_paths,
    heenbericht,
    line_of,
    parse_message,
    peek_type,
    read_bytes,
    read_message,
)
from harness.model import (
    Case,
    Edit,
    Finding,
    Identity,
    LevelResult,
    Location,
    Outcome,
    Problem,
    RawEdit,
    Verdict,
)
from harness.rulesets import FILLING_RULE, Entry, RuleSet
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


@dataclass(frozen=True, slots=True)
class Check:
    """A message to be checked.

    Attributes:
        name: the message as the user named it.
        edits, raw: changes that are made of it first.
        rules: a rule set, or a reference to one; None means the one that serves the message's namespace.
        base: folder that a path in `rules` is relative to.
        time_limit: in seconds; None means the configured one.
    """

    message: Path
    name: str
    workspace: Workspace
    rules: RuleSet | str | None = None
    base: Path = Path()
    parameters: Mapping[str, str] = field(default_factory=dict)
    time_limit: float | None = None
    edits: tuple[Edit, ...] = ()
    raw: tuple[RawEdit, ...] = ()


def check(
    message: Path | str,
    rules: RuleSet | Path | str | None = None,
    *,
    time_limit: float | None = None,
    engine: str | None = None,
) -> Outcome:
    """Check one message file against a rule set.

    Args:
        message: the message file.
        rules: an open rule set, the id of one, or the path of its folder; found from the message's namespace when
            left out.
        time_limit: seconds that the rules may take; the configured limit when left out.
        engine: `saxon` or `libxslt`; the configured one when left out.

    Returns:
        The outcome; a message that can't be judged has an outcome with status `error`, not an exception.

    Raises:
        ConfigurationError: the project's configuration can't be used, or there is no such engine.
    """
    path = Path(message)
    given = str(rules) if isinstance(rules, Path) else rules
    workspace = workspace_for(path)
    request = Check(path, str(message), workspace, given, Path.cwd(), time_limit=time_limit)
    job = outcome_job(request, lambda outcome, subject: outcome)
    return _own_engine(engine or workspace.configuration.engine).submit([job])[0].result()


@cache
def _own_engine(name: str) -> Engine:
    engine = open_engine(name, 1)
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
        return _rule_set(request, identity).schema.namespace_of(parent, name)
    except RetourError:
        return None


class _Run(Generic[T]):
    """One message on its way through the levels: what is known of it so far."""

    def __init__(self, request: Check, then: Callable[[Outcome, Subject], T]) -> None:
        self._request = request
        self._then = then
        self._message: Message | None = None
        self._rules: RuleSet | None = None
        self._heen: Identity | None = None
        self._entry: Entry | None = None

    def prepare(self) -> Request:
        request = self._request
        message = self._message = edited_message(request)
        rules = self._rules = _rule_set(request, message.identity)
        self._heen = rules.heen_of(message.identity)
        entry = self._entry = rules.entry_for(self._heen or message.identity)
        order = Order(
            Stylesheet(str(entry.path), entry.sha256, str(rules.folder)),
            message.text if self._heen is None else _heen_text(message, self._heen),
            dict(request.parameters),
        )
        return Request(order, request.time_limit or request.workspace.configuration.time_limit)

    def complete(self, reply: Reply | RetourError) -> T:
        try:
            outcome = self._judged(reply.report) if isinstance(reply, Reply) else self._outcome(problem=reply)
        except RetourError as error:
            outcome = self._outcome(problem=error)
        return self._then(outcome, Subject(self._message, self._checked))

    @property
    def _checked(self) -> Collection[str]:
        if self._entry is None:
            return ()
        return self._entry.codes if self._heen is None else (FILLING_RULE,)

    def _judged(self, text: str) -> Outcome:
        assert self._message is not None
        assert self._rules is not None
        report = dialect_named(self._rules.dialect)(text, self._rules.retour_code)
        found: Sequence[Finding] = report.findings
        written: str | None = text
        if self._heen is not None:
            found = filling_findings(Retour(self._message, self._rules, report.findings))
            written = None
        findings = tuple(self._with_lines(finding) for finding in found)
        return self._outcome(findings=findings, version=report.version, report=written)

    def _with_lines(self, finding: Finding) -> Finding:
        assert self._message is not None
        root = self._message.root
        places = tuple(Location(place.path, line_of(root, place.path)) for place in finding.locations)
        return replace(finding, locations=places)

    def _outcome(
        self,
        findings: tuple[Finding, ...] = (),
        version: str | None = None,
        report: str | None = None,
        problem: RetourError | None = None,
    ) -> Outcome:
        message, rules = self._message, self._rules
        stamp = rules.stamp if rules is not None else None
        if stamp is not None and version is not None:
            stamp = replace(stamp, version=version)
        return Outcome(
            message=self._request.name,
            sha256=message.sha256 if message is not None else None,
            identity=message.identity if message is not None else None,
            rules=stamp,
            levels=() if problem is not None else (LevelResult("rules", "failed" if findings else "passed"),),
            findings=findings,
            problem=None if problem is None else Problem(problem.kind, str(problem)),
            report=report,
        )


def _heen_text(retour: Message, heen: Identity) -> str:
    text: str = etree.tostring(heenbericht(retour.root, heen), encoding="unicode")
    return text


def _rule_set(request: Check, identity: Identity) -> RuleSet:
    shelf = request.workspace.shelf
    if isinstance(request.rules, RuleSet):
        return request.rules
    if request.rules is not None:
        return shelf.get(request.rules, request.base)
    found = shelf.serving(identity)
    if found is None:
        within = ", ".join(rules.id for rules in shelf.all()) or "none"
        raise MessageError(f"no rule set serves {identity}; in reach: {within}", kind="not-served")
    return found
