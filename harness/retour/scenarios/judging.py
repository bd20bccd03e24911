"""The verdict on one message: the levels in their order, then the given values, then the keys of earlier messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retour.checking import Subject, answered_by, outcome_job, standing_of
from retour.engines import Engine
from retour.errors import ENGINE_FAILED, MessageError
from retour.language import mark
from retour.levels import Check, Counted, Earlier, message_within
from retour.messages import MAX_BYTES, EiMessage, Message
from retour.messages.envelopes import is_envelope
from retour.model import Finding, Identity, LeftOut, Level, LevelResult, Outcome
from retour.rulesets import FILLING_RULES, RuleSet
from retour.scenarios.model import Deviation, LayerResult, Scenario, SharedKey, StepResult, StoryStep
from retour.scenarios.values import Unknown, differing_keys, differing_values
from retour.workspace import Workspace

_BEFORE_RULES: tuple[Level, ...] = ("file", "envelope")
_BY_ITSELF: tuple[Level, ...] = (*_BEFORE_RULES, "schema", "rules")
HISTORY: Level = "history"
PAIR: Level = "pair"
_WITHOUT_ANY_FINDING: tuple[Level, ...] = ("schema", "rules", HISTORY, PAIR)
"""The levels at which a warning is one too many."""

Resolve = Callable[[SharedKey], str | Unknown]
"""The text that a key has in the earlier message."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the story as it was sent, by whichever side.

    Attributes:
        file: where it lies.
        message: out of its envelope; None where it can't be read, or is EI.
        container: what the file holds: the message, or the envelope around it.
        rules: the set that judged it.
        earlier: it as a message that went before others; None where it doesn't count.
        why_not: why it doesn't count; None where it does.
        unwanted: that it is another message than the step asks for; None where it isn't.
    """

    step: StoryStep
    file: Path
    outcome: Outcome
    message: Message | None
    container: Message | None
    rules: RuleSet | None
    earlier: Earlier | None
    why_not: str | None
    unwanted: str | None = None

    @property
    def findings(self) -> Sequence[Finding]:
        """What the rules find wrong with it."""
        return [finding for finding in self.outcome.errors if finding.is_of_rule]


@dataclass(frozen=True, slots=True)
class Before:
    """What went before a message in its story.

    Attributes:
        history: the messages that count, in their order, before it or before what it answers; or why they aren't all there.
        answers: the message that this one answers, or why it isn't there; None for a heenbericht.
    """

    history: tuple[Earlier, ...] | Unknown
    answers: Sent | Unknown | None = None

    @property
    def lacking(self) -> str | None:
        """Why a message can't be held against what went before it; None where it can."""
        unknown = [part.reason for part in (self.answers, self.history) if isinstance(part, Unknown)]
        return unknown[0] if unknown else None


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the messages of one scenario.

    Attributes:
        rules: a reference to the rule set, as the scenario or the user gives it, and
        base: the folder from which a path in it starts.
        envelope: whether a message must come in an envelope.
    """

    scenario: Scenario
    workspace: Workspace
    engine: Engine
    rules: str
    base: Path
    envelope: bool = False

    def sent(self, step: StoryStep, file: Path, name: str, before: Before) -> Sent:
        """Take a message of the story through the levels.

        Args:
            name: how the message is called in results.
        """
        check = Check(file, name, self.workspace, self.rules, self.base, asked=())
        unwanted = self._unwanted(step, check)
        check = _with_story(check, before) if unwanted is None else replace(check, levels=_BEFORE_RULES)
        job = outcome_job(check, lambda outcome, subject: (outcome, subject))
        outcome, subject = self.engine.submit([job])[0].result()
        found = subject.message
        message = found if isinstance(found, Message) and not is_envelope(found.root) else None
        earlier, why_not = (None, unwanted) if unwanted is not None else _standing(check, outcome, subject)
        return Sent(step, file, outcome, message, subject.file, subject.rules, earlier, why_not, unwanted)

    def verdict(self, sent: Sent, before: Before, resolve: Resolve) -> StepResult:
        """The verdict on a message of the candidate."""
        outcome = sent.outcome
        size = sent.file.stat().st_size if sent.file.is_file() else None
        text = None if size is None or size > MAX_BYTES else sent.file.read_bytes().decode("utf-8", "replace")
        own = StepResult(sent.step, "error", outcome.message, size, outcome.sha256, text, outcome=outcome)
        if outcome.problem is not None and outcome.problem.exit_code == ENGINE_FAILED:
            return replace(own, reason=outcome.problem.text)
        layers = (*self._levels(sent, before), _values(sent), _keys(sent, resolve))
        own = replace(own, layers=layers)
        statuses = {layer.status for layer in layers}
        if "failed" in statuses:
            return replace(own, status="not as expected")
        if "not judged" in statuses:
            reasons = [f"{layer.layer}: {layer.reason}" for layer in layers if layer.status == "not judged"]
            return replace(own, status="not judged", reason="; ".join(reasons))
        return replace(own, status="as expected")

    def _unwanted(self, step: StoryStep, check: Check) -> str | None:
        """That the file holds another message than the step asks for; None where it doesn't, or can't be read."""
        try:
            message = message_within(check)
        except MessageError:
            return None
        rules = self.workspace.shelf.get(self.rules, self.base)
        wanted = Identity("", rules.standard, rules.release, step.type)
        found = message.identity
        if (found.standard, found.release, found.type) == (wanted.standard, wanted.release, wanted.type):
            return None
        if _is_envelope(message):
            return mark("wanted %(wanted)s, found an envelope without a message") % {"wanted": wanted}
        return mark("wanted %(wanted)s, found %(came)s") % {"wanted": wanted, "came": found}

    def _levels(self, sent: Sent, before: Before) -> Iterator[LayerResult]:
        """How the message fared at each level."""
        outcome = sent.outcome
        if outcome.problem is not None:
            text = mark("can't be judged: %(why)s") % {"why": outcome.problem.text}
            yield LayerResult("file", "failed", (Deviation("file", text),))
            return
        known = {each.level: each for each in outcome.levels}
        about = HISTORY if sent.step.answers is None else PAIR
        for level in (*_BEFORE_RULES, "schema", "rules", about):
            if level == "envelope" and self.envelope and known[level].status == "not applicable":
                text = mark(
                    "the file: wanted an envelope of the GGK around the message, found the message alone"
                )
                yield LayerResult(level, "failed", (Deviation(level, text),))
            elif level in known:
                yield _of_level(known[level], sent)
            elif sent.unwanted is not None:
                yield LayerResult(level, "not reached", reason=mark("it is another message"))
            else:
                yield LayerResult(level, "not judged", reason=before.lacking)


def _with_story(check: Check, before: Before) -> Check:
    """The check of a message by all levels, as far as what went before it is known."""
    history, answers = before.history, before.answers
    if isinstance(history, Unknown) or isinstance(answers, Unknown):
        return replace(check, levels=_BY_ITSELF)
    if answers is None:
        return replace(check, levels=(*_BY_ITSELF, HISTORY), history=history)
    heen = replace(answered_by(check, answers.file), history=history, levels=("schema", "rules", HISTORY))
    return replace(check, levels=(*_BY_ITSELF, PAIR), answers=heen)


def _standing(check: Check, outcome: Outcome, subject: Subject) -> tuple[Earlier | None, str | None]:
    """A message as one that went before others, or why it doesn't count."""
    if outcome.failed_level in _BEFORE_RULES:
        return None, _failed_at(outcome)
    standing = standing_of(outcome, subject)
    if isinstance(standing, Counted):
        return Earlier(check, standing), None
    return None, standing.reason if isinstance(standing, LeftOut) else standing.text


def _failed_at(outcome: Outcome) -> str:
    return mark("it fails at the level %(level)s") % {"level": outcome.failed_level}


def _of_level(result: LevelResult, sent: Sent) -> LayerResult:
    level = result.level
    found = [
        finding
        for finding in sent.outcome.findings
        if finding.level == level and (finding.rejects or level in _WITHOUT_ANY_FINDING)
    ]
    deviations = tuple(_deviation(finding, sent) for finding in found)
    if deviations:
        return LayerResult(level, "failed", deviations)
    if result.status == "not checked":
        # A set without rules across messages asks nothing that could be judged here.
        has_none = level == HISTORY and sent.rules is not None and not sent.rules.history
        return LayerResult(level, "not applicable" if has_none else "not judged", reason=result.reason)
    if result.status == "not reached":
        return LayerResult(level, "not reached", reason=_failed_at(sent.outcome))
    return LayerResult(level, "passed" if result.status == "passed" else "not applicable")


def _deviation(finding: Finding, sent: Sent) -> Deviation:
    """A finding as what isn't as wanted: no finding is."""
    place = finding.locations[0] if finding.locations else None
    tells_itself = not finding.is_of_rule or finding.code in FILLING_RULES
    meaning = None if sent.rules is None else sent.rules.meaning(finding.code)
    told = (tells_itself and finding.details) or meaning or finding.details or ""
    code = f"{finding.code} → {finding.retour}" if finding.retour else finding.code
    where = f"{place.path}: " if place is not None and place.path else ""
    text = mark("wanted no finding, found %(code)s") % {"code": code}
    if told:
        text = mark("wanted no finding, found %(code)s: %(why)s") % {
            "code": code,
            "why": " ".join(told.split()),
        }
    return Deviation(
        finding.level,
        f"{where}{text}",
        place.path if place else None,
        place.line if place else None,
        "no finding",
        finding.code,
    )


def _values(sent: Sent) -> LayerResult:
    if sent.unwanted is not None:
        return LayerResult(
            "values", "failed", (Deviation("values", mark("the message: %(why)s") % {"why": sent.unwanted}),)
        )
    if sent.message is None:
        return LayerResult("values", "not reached", reason=mark("the message can't be read"))
    found = tuple(differing_values(sent.message.root, sent.step))
    return LayerResult("values", "failed" if found else "passed", found)


def _keys(sent: Sent, resolve: Resolve) -> LayerResult:
    if not sent.step.same:
        return LayerResult("keys", "not applicable")
    if sent.unwanted is not None or sent.message is None:
        reason = mark("it is another message") if sent.unwanted else mark("the message can't be read")
        return LayerResult("keys", "not reached", reason=reason)
    found, unknown = differing_keys(sent.message.root, sent.step, resolve)
    if found:
        return LayerResult("keys", "failed", tuple(found))
    return LayerResult("keys", "not judged" if unknown else "passed", reason="; ".join(unknown) or None)


def _is_envelope(message: Message | EiMessage) -> bool:
    return isinstance(message, Message) and is_envelope(message.root)
