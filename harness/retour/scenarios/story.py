"""A scenario from its first step to its last: the examiner plays one side, the candidate's software the other."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from retour.errors import MessageError, RetourError, ScenarioError
from retour.language import mark
from retour.levels import Earlier
from retour.messages import read_bytes
from retour.model import Sender
from retour.retours import answer as answer_to
from retour.scenarios.candidates import Candidate, Failed, Made, Missing
from retour.scenarios.examples import example_of
from retour.scenarios.judging import Before, Judge, Sent
from retour.scenarios.model import ScenarioResult, SharedKey, StepResult, StoryStep
from retour.scenarios.values import Unknown, text_at
from retour.text.scratch import scratch_folder
from retour.text.writing import write_scratch


def told(judge: Judge, side: Sender, candidate: Candidate, given: Path) -> ScenarioResult:
    """Tell a scenario, and judge each message of the candidate.

    Args:
        side: which the candidate's software works for.
        given: an empty folder; each message of the story lies in it as soon as it is sent, as `01-WMO301.xml`.

    Raises:
        ScenarioError: a message of the examiner can't be made.
    """
    story = _Story(judge, side, candidate, given)
    results = tuple(story.step(step) for step in judge.scenario.steps)
    return ScenarioResult(judge.scenario, side, results, tuple(candidate.unused))


def examples(judge: Judge) -> Mapping[str, bytes]:
    """What the examiner would send in each step if he played both sides, by file name.

    Raises:
        ScenarioError: a message can't be made, or isn't what the scenario asks for.
    """
    with scratch_folder() as given:
        story = _Story(judge, None, None, given)
        for step in judge.scenario.steps:
            result = story.step(step)
            if result.status == "not played":
                raise ScenarioError(f"step {step.number} can't be played: {result.reason}", step.place)
            _refuse_wrong(step, result)
        return {file.name: file.read_bytes() for file in sorted(given.glob("*.xml"))}


def _refuse_wrong(step: StoryStep, result: StepResult) -> None:
    """Hold that a message of the examiner breaks the rules that it is to break, and no others.

    Raises:
        ScenarioError: it doesn't.
    """
    outcome = result.outcome
    if outcome is None or step.answers is not None:
        return
    if outcome.problem is not None:
        raise ScenarioError(f"the message of step {step.number}: {outcome.problem.text}", step.place)
    found = dict.fromkeys(finding.code for finding in outcome.findings if finding.rejects)
    if set(found) != set(step.fires):
        wanted = ", ".join(step.fires) or "no finding"
        raise ScenarioError(
            f"the examiner's message of step {step.number}: wanted {wanted}, found {', '.join(found) or 'none'}",
            step.place,
        )


class _Story:
    """What has been sent so far.

    Args:
        candidate: makes the messages of a side; None where the examiner plays both.
    """

    def __init__(self, judge: Judge, side: Sender | None, candidate: Candidate | None, given: Path) -> None:
        self._judge = judge
        self._side = side
        self._candidate = candidate
        self._given = given
        self._sent: dict[int, Sent] = {}
        self._absent: dict[int, str] = {}
        self._instead: dict[int, Sent] = {}
        """Retours of the examiner, in the place of those that the candidate doesn't make or that don't count."""

    def step(self, step: StoryStep) -> StepResult:
        """What comes of the next step."""
        if step.type is None:
            return StepResult(step, "no message")
        if self._candidate is None or step.sender != self._side or step.fires:
            return self._played(step)
        known = {key.path: text for key in step.same if (text := self._known(key)) is not None}
        return self._judged(step, self._candidate.message(step, self._given, known))

    def _judged(self, step: StoryStep, made: Made | Missing | Failed) -> StepResult:
        before = self._before(step)
        if isinstance(made, Made):
            sent = self._judge.sent(step, made.file, made.name, before)
            self._sent[step.number] = sent
            with suppress(MessageError):  # of what can't be read the verdict tells
                write_scratch(self._path(step), read_bytes(made.file, made.name))
            if sent.earlier is None:
                self._stand_in(step)
            return self._judge.verdict(sent, before, self._resolve)
        self._absent[step.number] = mark("step %(number)s has no message") % {"number": step.number}
        self._stand_in(step)
        return StepResult(step, "missing" if isinstance(made, Missing) else "error", reason=made.reason)

    def _played(self, step: StoryStep) -> StepResult:
        data = self._made(step)
        if isinstance(data, Unknown):
            self._absent[step.number] = mark("step %(number)s isn't played: %(why)s") % {
                "number": step.number,
                "why": data.reason,
            }
            return StepResult(step, "not played", reason=data.reason)
        path = self._path(step)
        write_scratch(path, data)
        self._sent[step.number] = self._judge.sent(step, path, path.name, self._before(step))
        return StepResult(step, "played", outcome=self._sent[step.number].outcome)

    def _stand_in(self, step: StoryStep) -> None:
        """Go on as if the candidate had answered as he should: what follows is judged by itself."""
        if step.answers is None:
            return
        data = self._made(step)
        if not isinstance(data, Unknown):
            path = self._given / f"{step.number:02}-examiner.xml"
            write_scratch(path, data)
            self._instead[step.number] = self._judge.sent(step, path, path.name, self._before(step))
            path.unlink()

    def _made(self, step: StoryStep) -> bytes | Unknown:
        """The examiner's message of a step, or why there is none."""
        if step.answers is None:
            return example_of(self._judge.scenario, step, self._judge.workspace, self._known)
        heen = self._sent.get(step.answers)
        if heen is None:
            return Unknown(self._absent[step.answers])
        if heen.unwanted is not None or heen.message is None or heen.rules is None:
            return Unknown(
                mark("the message of step %(number)s can't be answered") % {"number": step.answers}
            )
        if heen.outcome.problem is not None or heen.outcome.failed_level in ("file", "envelope", "schema"):
            return Unknown(
                mark("the message of step %(number)s isn't valid, and no retour answers such a one")
                % {"number": step.answers}
            )
        try:
            return answer_to(heen.message, heen.rules, heen.findings)
        except RetourError as error:
            return Unknown(error.text)

    def _before(self, step: StoryStep) -> Before:
        if step.answers is None:
            return Before(self._history(step.number))
        heen = self._sent.get(step.answers)
        history = self._history(step.answers)
        if heen is None:
            return Before(history, Unknown(self._absent[step.answers]))
        if heen.unwanted is not None:
            return Before(history, Unknown(_of_step(step.answers, heen.unwanted)))
        return Before(history, heen)

    def _history(self, number: int) -> tuple[Earlier, ...] | Unknown:
        """What went before a step."""
        found: list[Earlier] = []
        for step in self._judge.scenario.steps[: number - 1]:
            if step.type is None:
                continue
            sent = self._instead.get(step.number) or self._sent.get(step.number)
            if sent is None or sent.earlier is None:
                if step.answers is not None:
                    continue  # what it would have answered says why
                without = mark("step %(number)s doesn't count: %(why)s") % {
                    "number": step.number,
                    "why": sent.why_not if sent else "",
                }
                return Unknown(self._absent.get(step.number) or without)
            found.append(sent.earlier)
        return tuple(found)

    def _resolve(self, key: SharedKey) -> str | Unknown:
        """The text of a key in the message of the earlier step."""
        sent = self._sent.get(key.step)
        if sent is None:
            return Unknown(self._absent[key.step])
        if sent.message is None or sent.unwanted is not None:
            return Unknown(mark("the message of step %(number)s can't be used") % {"number": key.step})
        found = text_at(sent.message.root, key.at)
        return found if isinstance(found, str) else Unknown(_of_step(key.step, found.reason))

    def _known(self, key: SharedKey) -> str | None:
        found = self._resolve(key)
        return found if isinstance(found, str) else None

    def _path(self, step: StoryStep) -> Path:
        return self._given / f"{step.number:02}-{step.type}.xml"


def _of_step(number: int, why: str) -> str:
    return mark("step %(number)s: %(why)s") % {"number": number, "why": why}
