"""Message → outcome: it passes the levels in order, and the first at which something is wrong ends its check."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from retour.caching import Cache, Known
from retour.cases.expect import Judgement, claims, spoken
from retour.cases.expected_failures import with_expected_failure
from retour.cases.gaps import verdict_on
from retour.cases.verdicts import judgement
from retour.engines import Choice, Engine, Engines, Job, Reply, Request
from retour.engines.protocol import Answer, SubjectReply
from retour.errors import LevelNotJudged, MessageError, NotServed, RetourError, as_retour_error
from retour.levels import (
    LEVELS,
    Address,
    Addressed,
    Addressee,
    Check,
    Counted,
    Earlier,
    Entered,
    Judged,
    Left,
    LevelCheck,
    Opened,
    Received,
    Steps,
    Task,
    Told,
    first_steps,
    judged_levels,
    receive,
    submission,
)
from retour.levels.judged import Joined, joined
from retour.levels.steps import Read
from retour.messages import Message, find_paths, located, peek_type
from retour.messages.envelopes import is_envelope
from retour.model import (
    Case,
    Edit,
    Finding,
    Identity,
    LeftOut,
    Level,
    LevelResult,
    LevelStatus,
    OtherMessage,
    Outcome,
    Place,
    Verdict,
)
from retour.probes import SLOWED_DOWN, ProbeLevel
from retour.retours import REFUSED, reference_of, refused_by, refuses_message
from retour.rulesets import FILLING_RULES, RuleSet, Shelf
from retour.rulesets.dialects import dialect_named
from retour.subjects.said import Submission
from retour.text.display import shown
from retour.workspace import Workspace, workspace_for

if TYPE_CHECKING:
    from retour.subjects.description import SystemUnderTest

S = TypeVar("S")
T = TypeVar("T")


def _nothing_read() -> Steps | None:
    return None


@dataclass(frozen=True)
class Subject:
    """What an outcome is about, for who has to judge it; parts are empty when an error came before them.

    Attributes:
        checked: the rules that are checked for this type of message.
        rules: the rule set.
        read: the steps that the message took, as far as it came; asked for once, where somebody asks for the message.
    """

    checked: Collection[str] = ()
    rules: RuleSet | None = None
    read: Callable[[], Steps | None] = _nothing_read

    @cached_property
    def _steps(self) -> Steps | None:
        return self.read()

    @cached_property
    def message(self) -> Message | None:
        """The message that was judged."""
        opened = None if self._steps is None else self._steps.made(Opened)
        if opened is None:
            return self.file
        return opened.within if isinstance(opened.within, Message) else None

    @cached_property
    def file(self) -> Message | None:
        """What the file holds; an envelope around the message, perhaps."""
        received = None if self._steps is None else self._steps.made(Received)
        read = None if received is None or not isinstance(received.read, Read) else received.read.file
        return read if isinstance(read, Message) else None

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
        engine: `saxon` or `libxslt`, or the YAML file of a system under test; the configured one when left out.
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
    said = spoken(case.expect)
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
        claimed={claim.level for claim in claims(case.expect)},
        probes=probes or ("rules" if any(key.probes(value) for key, value in said) else None),
        sent=case.sent,
        sender=case.sender,
        now=case.now,
        listen=any(key.listens(value) for key, value in said),
        registers=case.registers,
    )
    if case.heen is not None:
        heen = case.heen
        check = replace(check, answers=answered_by(check, heen.message, heen.edits, heen.raw))
    if case.history is None:
        return check
    before = preceded_by(check, case.history)
    if check.answers is not None:  # of a pair they went before the heenbericht
        return replace(check, answers=replace(check.answers, history=before))
    return replace(check, history=before)


def answered_by(check: Check, heen: Path, edits: tuple[Edit, ...] = (), raw: tuple[Edit, ...] = ()) -> Check:
    """The check of the heenbericht that a retour is held to answer: valid or not, and what the rules find."""
    return replace(
        check,
        message=heen,
        name=shown(heen),
        edits=edits,
        raw=raw,
        levels=("schema", "rules"),
        claimed=(),
        probes=None,
        sent=None,
        sender=None,
        listen=False,
        why=None,
        history=None,
    )


def preceded_by(check: Check, history: Iterable[OtherMessage]) -> tuple[Earlier, ...]:
    """The earlier messages of a check, in the order of reception.

    Each is judged by its schema and its rules, once for all checks of a project in which it stands: see `standing_of`.
    """
    known = _earlier.setdefault(check.workspace.shelf, {})
    rules = (check.rules.folder, check.rules.sha256) if isinstance(check.rules, RuleSet) else check.rules
    found = []
    for other in history:
        key = (other.message, repr(other.edits), repr(other.raw), rules, check.base)
        if key not in known:
            itself = answered_by(check, other.message, other.edits, other.raw)
            known[key] = Earlier(replace(itself, asked=(), answers=None))
        found.append(known[key])
    return tuple(found)


_earlier: WeakKeyDictionary[Shelf, dict[Any, Earlier]] = WeakKeyDictionary()


def case_judgement(case: Case, outcome: Outcome, subject: Subject) -> Judgement:
    """The outcome of a case as the case looks at it. Warnings of rules need no name where it says so, or its rule set."""
    set_ignores = subject.rules is not None and subject.rules.ignores_warnings
    return judgement(
        case.expect,
        outcome,
        subject.select,
        subject.checked,
        ignores_warnings=case.ignores_warnings or set_ignores,
    )


def case_job(
    case: Case, workspace: Workspace, probes: ProbeLevel | None = None, known: Cache | None = None
) -> Job[tuple[Outcome, Verdict]]:
    """The work of running a case: its outcome, and the verdict on it; none is run whose outcome is known."""

    def judged(outcome: Outcome, subject: Subject) -> tuple[Outcome, Verdict]:
        try:
            verdict = with_expected_failure(case, verdict_on(case, case_judgement(case, outcome, subject)))
        except Exception as error:
            return unforeseen(case, error)
        return outcome, verdict

    try:
        return outcome_job(case_check(case, workspace, probes), judged, known)
    except Exception as error:
        return Job.done(unforeseen(case, error))


def unforeseen(case: Case, error: Exception) -> tuple[Outcome, Verdict]:
    """What becomes of a case over which the harness itself failed."""
    problem = as_retour_error(error).problem
    verdict = Verdict("error", reasons=(problem.text,), problem=problem)
    return Outcome(shown(case.message), problem=problem), verdict


def outcome_job(request: Check, then: Callable[[Outcome, Subject], T], known: Cache | None = None) -> Job[T]:
    """The work of checking a message; `then` makes of the outcome what is wanted, while the message is at hand.

    Args:
        known: the outcomes of earlier runs, which needn't be found once more; None where all are.
    """
    looked_up = None if known is None else known.look_up(request)
    if isinstance(looked_up, Known):
        outcome, subject = looked_up.outcome, _recalled(request, looked_up)
        return Job.without_engine(lambda: then(outcome, subject))
    keep = None if known is None or looked_up is None else partial(known.keep, looked_up)
    run = _Run(request, then, keep)
    rules = request.rules.folder if isinstance(request.rules, RuleSet) else request.rules
    kind = peek_type(request.message) if request.data is None else ""
    copy = "why" if request.why is not None else request.probes or ""
    group = f"{rules}|{kind}|{copy}"
    choice = Choice.of(request.workspace.configuration)
    before = (*(request.history or ()), *(request.answers.history or () if request.answers else ()))
    earlier = [_job_of(each, known) for each in dict.fromkeys(before) if each.standing is None]
    return Job(group, run.prepare, run.complete, choice, earlier, submit=run.submit)


def _recalled(request: Check, found: Known) -> Subject:
    """What an outcome of an earlier run is about; the message is only read where somebody asks for it."""

    def read() -> Steps | None:
        steps = None
        with suppress(RetourError):  # a message that can't be read comes as far as it can
            steps = Steps(receive(request))
            steps.at(Entered)
        return steps

    addressee = found.addressee
    return Subject(_checked(addressee), None if addressee is None else addressee.rules, read)


def _job_of(earlier: Earlier, known: Cache | None) -> Job[None]:
    """The work of finding out whether an earlier message counts."""

    def judged(outcome: Outcome, subject: Subject) -> None:
        earlier.standing = standing_of(outcome, subject)

    return replace(outcome_job(earlier.check, judged, known), key=earlier)


def standing_of(outcome: Outcome, subject: Subject) -> Counted | LeftOut | RetourError:
    """What an earlier message counts for; why it is left out; or why that can't be said.

    A message that is invalid, or that a rule refuses as a whole, is left out: it is as if it had never been sent. One that no
    rule set judges counts.
    """
    message = subject.message
    if message is not None and is_envelope(message.root):
        return MessageError("an earlier message: there is no message in the envelope", Place(outcome.message))
    problem = outcome.problem
    if problem is not None and problem.kind not in (NotServed.kind, LevelNotJudged.kind):
        error = RetourError(f"an earlier message can't be judged: {problem.text}")
        error.kind, error.exit_code = problem.kind, problem.exit_code
        return error
    if message is None:
        return MessageError(
            "an earlier message: EI, and rules look at XML alone", Place(outcome.message), "ei"
        )
    if outcome.failed_level == "schema":
        return LeftOut(outcome.message, "it isn't valid against its schema")
    if refusing := dict.fromkeys(finding.code for finding in outcome.errors if refuses_all(finding)):
        return LeftOut(outcome.message, f"it is refused with {REFUSED}, by {', '.join(refusing)}")
    return Counted(outcome.message, message.text, reference_of(message), refused_by(message))


def edited_message(request: Check) -> Message | None:
    """The message of a check, its edits made, and out of its envelope; None where there is none for schema and rules.

    Raises:
        MessageError: it can't be read, or an edit doesn't fit it.
    """
    message = Steps(receive(request)).at(Entered).message
    return message if isinstance(message, Message) and not is_envelope(message.root) else None


Result = Judged | Left | Task
Keep = Callable[[Identity | None, Outcome], None]


class _Run(Generic[T]):
    """One message on its way through the levels.

    Before the engine works each level says what it found, or what the engine is to do first; then, with the reply, how
    the message fared is told, level by level, until one rejects it.
    """

    def __init__(
        self, request: Check, then: Callable[[Outcome, Subject], T], keep: Keep | None = None
    ) -> None:
        self._check = request
        self._then = then
        self._keep = keep
        self._steps: Steps | None = None
        self._results: list[tuple[LevelCheck[Any], Result]] = []
        self._ahead: list[LevelCheck[Any]] = []

    def prepare(self) -> Request | None:
        """Take the message as far as it comes without the engine; None when that is all."""
        judged = judged_levels(self._check.levels, self._check.workspace.configuration)
        self._results = []
        self._ahead = [level for level in LEVELS if level.name in judged]
        self._results = []
        self._steps = steps = Steps(receive(self._check))
        while self._ahead:
            level = self._ahead.pop(0)
            result = level.judge(steps.at(level.step))
            self._results.append((level, result))
            if isinstance(result, Judged) and result.rejects:
                break  # of what is judged beside it, the rules are work for the engine
        if (work := self._work()) is None:
            return None
        limit = self._check.time_limit or self._check.workspace.configuration.time_limit
        return Request(work.order, limit * self._slowed_down)

    @property
    def _slowed_down(self) -> int:
        """How many times its time limit the message may take."""
        if self._check.why is None:
            return SLOWED_DOWN[self._check.probes]
        from retour.tracing import SLOWED_BY_TRACING  # only loaded where somebody asks why

        return SLOWED_BY_TRACING

    def submit(self, subject: SystemUnderTest) -> Submission:
        """The message for a system under test, which judges it in place of all levels."""
        self._steps = None
        self._steps = steps = first_steps(self._check)
        return submission(steps, self._check, subject)

    def complete(self, answer: Answer) -> T:
        """Make of the engine's answer what is wanted; of any error in that, when it is called again with it."""
        if isinstance(answer, RetourError):
            outcome, subject = self._failed(answer)
        elif isinstance(answer, SubjectReply):
            outcome, subject = self._heard(answer), self._subject(self._address)
        else:
            work = self._work()
            replies = work.replies(answer) if work is not None and answer is not None else []
            outcome, subject = self._outcome(list(self._passed(replies))), self._subject(self._address)
        if self._keep is not None:
            self._keep(self._asked_as, outcome)
        made = self._then(outcome, subject)
        self._steps, self._results = None, []  # who keeps the job needn't keep the message
        return made

    def _heard(self, reply: SubjectReply) -> Outcome:
        """What a system under test makes of the message; it tells no levels.

        Raises:
            SubjectError: what it said is no answer.
            MessageError, RuleSetError: no rule set serves the message, or it can't be opened.
        """
        assert self._steps is not None
        try:
            self._steps.at(Entered)
        except MessageError:
            pass  # what nobody can read it has judged all the same
        else:
            if isinstance(to := self._steps.at(Addressed).to, Address):
                _ = to.stylesheet  # the set serves the message
        from retour.subjects.reading import heard  # only loaded where one is asked

        address = self._address
        told = heard(
            reply.said,
            reply.subject,
            lambda rule: None if address is None else address.rules.retour_code(rule),
        )
        findings = told.findings
        if address is not None:
            entered = address.entered
            findings = tuple(map(entered.placed, located(findings, address.message.root)))
        received = self._made(Received)
        return Outcome(
            message=self._check.name,
            sha256=received.sha256 if received is not None else None,
            identity=self._identity,
            rules=None if address is None else address.rules.stamp,
            findings=findings,
            report=told.report,
            told_version=told.version,
        )

    def _failed(self, error: RetourError) -> tuple[Outcome, Subject]:
        """The outcome of an error, with as much of the message as can be told."""
        try:
            address = self._address
            problem = address.as_of_the_set(error) if address is not None else error
            return self._outcome((), problem), self._subject(address)
        except Exception:  # what is known of the message is what made it fail
            return Outcome(self._check.name, problem=error.problem), Subject()

    def _work(self) -> Joined | None:
        """What the engine is to do for all levels, as one order."""
        orders = [result.order for _, result in self._results if isinstance(result, Task)]
        return joined(orders) if orders else None

    def _passed(self, replies: Sequence[Reply]) -> Iterator[tuple[LevelCheck[Any], Judged | Left]]:
        """What each level says, up to the one that rejects the message, and what is judged beside that one."""
        following = iter(replies)
        ended: tuple[Level, Judged] | None = None
        for level, result in self._results:
            reply = next(following, None) if isinstance(result, Task) else None
            if ended is not None and (level.beside != ended[0] or any(map(refuses_all, ended[1].findings))):
                continue
            if not isinstance(result, Task):
                said = result
            elif reply is not None:
                said = result.judge(reply)
            else:
                continue
            yield level, said
            if ended is None and isinstance(said, Judged) and said.rejects:
                ended = level.name, said

    def _outcome(
        self, passed: Sequence[tuple[LevelCheck[Any], Judged | Left]], problem: RetourError | None = None
    ) -> Outcome:
        judged = [said for _, said in passed if isinstance(said, Judged)]
        rejected = any(said.rejects for said in judged)
        if problem is None and not rejected:
            problem = self._not_judged(passed)
        told = reduce(Told.beside, (said.told for said in judged if said.told is not None), Told())
        levels = [LevelResult(level.name, *_fared(said)) for level, said in passed]
        received, address = self._made(Received), self._address
        stamp = address.rules.stamp if address is not None else None
        if stamp is not None and told.version is not None:
            stamp = replace(stamp, version=told.version)
        return Outcome(
            message=self._check.name,
            sha256=received.sha256 if received is not None else None,
            identity=self._identity,
            rules=stamp,
            levels=() if problem is not None else self._in_order(levels),
            findings=() if problem is not None else tuple(f for said in judged for f in said.findings),
            problem=None if problem is None else problem.problem,
            report=self._report([said.told.report for said in judged if said.told is not None]),
            evaluated=told.evaluated,
            evaluation_unknown=told.evaluation_unknown,
            reached=told.reached,
            said=told.said,
            undecided=told.undecided,
            left_out=told.left_out,
            clock=_clock(address),
            silences=told.silences,
        )

    def _report(self, reports: Sequence[str | None]) -> str | None:
        """The report of the set: where several of its entries judged the message, with what each of them found."""
        written = [report for report in reports if report is not None]
        if len(written) < 2 or self._address is None:
            return written[0] if written else None
        return reduce(dialect_named(self._address.rules.dialect).joined, written)

    def _in_order(self, fared: Sequence[LevelResult]) -> tuple[LevelResult, ...]:
        """How the message fared, with the levels that it didn't come to."""
        known = {each.level: each for each in fared}
        return tuple(
            known.get(level.name)
            or LevelResult(level.name, "not reached" if level.is_asked(self._check) else "not applicable")
            for level in (*(level for level, _ in self._results), *self._ahead)
        )

    def _not_judged(self, passed: Sequence[tuple[LevelCheck[Any], Judged | Left]]) -> RetourError | None:
        """Why the message can't be said to be accepted; None when it can."""
        left = {level.name: said for level, said in passed if isinstance(said, Left)}
        for name, said in left.items():
            if said.status == "not checked" and name in self._check.must_judge:
                return LevelNotJudged(f"the level {name} can't be judged: {said.reason}")
        if len(left) == len(passed):
            reasons = "; ".join(f"{name}: {said.reason}" for name, said in left.items())
            return LevelNotJudged(f"nothing of this message was judged: {reasons}")
        return None

    @property
    def _address(self) -> Address | None:
        addressed = self._made(Addressed)
        return addressed.to if addressed is not None and isinstance(addressed.to, Address) else None

    @property
    def _identity(self) -> Identity | None:
        """What the message says it is; of an envelope that nobody looked into, no more than its namespace."""
        opened, received = self._made(Opened), self._made(Received)
        if opened is not None:
            return opened.within.identity
        return (
            received.read.file.identity if received is not None and isinstance(received.read, Read) else None
        )

    def _made(self, step: type[S]) -> S | None:
        return None if self._steps is None else self._steps.made(step)

    def _subject(self, address: Address | None) -> Subject:
        steps = self._steps
        return Subject(_checked(address), None if address is None else address.rules, lambda: steps)

    @property
    def _asked_as(self) -> Identity | None:
        """What the message says it is, by which a rule set is looked for; None where none was."""
        entered = self._made(Entered)
        message = None if entered is None else entered.message
        return message.identity if isinstance(message, Message) and not is_envelope(message.root) else None


def _checked(address: Addressee | None) -> Collection[str]:
    """The rules that are checked for a message; none where that can't be said."""
    try:
        return () if address is None else address.checked_rules
    except RetourError:
        return ()


def _clock(address: Address | None) -> str | None:
    """See `Outcome.clock`."""
    try:
        return None if address is None else address.clock
    except RetourError:
        return None


def refuses_all(finding: Finding) -> bool:
    """Whether a finding of the rules refuses the message as a whole: its retour code is 0001, or it has none.

    What is wrong with how a retourbericht is filled refuses nothing: nothing answers it.
    """
    return finding.level == "rules" and refuses_message(finding) and finding.code not in FILLING_RULES


def _fared(said: Judged | Left) -> tuple[LevelStatus, str | None]:
    """How a message fared at a level, and the reason why it wasn't checked there."""
    if isinstance(said, Left):
        return said.status, said.reason if said.status == "not checked" else None
    return ("failed" if said.rejects else "passed"), None
