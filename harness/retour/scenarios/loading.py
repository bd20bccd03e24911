"""Scenario file → scenarios: read, and checked as far as no message is needed for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from retour.errors import RetourError, ScenarioError
from retour.model import Identity, Place
from retour.rulesets import RuleSet
from retour.scenarios.fields import ScenarioFields, StepFields, scenario_fields
from retour.scenarios.model import SCENARIO_SUFFIX, Given, Scenario, SharedKey, StoryStep
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.placeholders import Placeholders
from retour.text.yaml_text import Value, YamlText
from retour.workspace import Workspace

Row = Mapping[str, Value]


def load_scenarios(path: Path, workspace: Workspace, data: Mapping[str, str] | None = None) -> list[Scenario]:
    """Read a scenario file.

    Args:
        workspace: where its rule set is looked up.
        data: test data that take the place of the file's own, as far as it has them.

    Returns:
        The story once, or once for each row of its table.

    Raises:
        ScenarioError: with file, line and column, for the first thing that is wrong.
    """
    text = YamlText(path, shown(path), ScenarioError)
    if not isinstance(text.value, dict):
        raise ScenarioError("a scenario file is a mapping with `title`, `rules` and `steps`", text.place(()))
    model = scenario_fields()
    written = {key: value for key, value in text.value.items() if key != "each"}
    placeholders = Placeholders(text)
    scenarios = []
    for name, row in _rows(text):
        own = _data(text, written, row, data or {})
        filled = {
            key: value if key == "data" else placeholders.filled(value, {**row, **own}, (key,))
            for key, value in written.items()
        }
        try:
            fields = model.model_validate(filled)
        except ValidationError as error:
            raise complaint(error, text, model) from None
        scenarios.append(_Loading(path, text, fields, workspace).scenario(name, own))
    return scenarios


def data_names(path: Path) -> list[str]:
    """The names of the test data that a scenario file has."""
    value = YamlText(path, shown(path), ScenarioError).value
    data = value.get("data") if isinstance(value, dict) else None
    return list(data) if isinstance(data, dict) else []


def scenario_name(path: Path) -> str:
    """What the scenarios of a file are called, their rows left out."""
    return path.name.removesuffix(SCENARIO_SUFFIX)


def _rows(text: YamlText) -> Iterator[tuple[str, Row]]:
    assert isinstance(text.value, dict)
    if "each" not in text.value:
        yield "", {}
        return
    table = text.value["each"]
    if not isinstance(table, dict) or not table:
        raise ScenarioError(
            "'each' takes rows by name, each a mapping of names to values", text.place(("each",))
        )
    for name, row in table.items():
        if not isinstance(row, dict):
            raise ScenarioError("a row is a mapping of names to values", text.place(("each", name)))
        yield f"-{name}", row


def _data(text: YamlText, written: Row, row: Row, given: Mapping[str, str]) -> dict[str, str]:
    """The test data of one row: what the row says of them goes before what the file says, and what is given before both."""
    own = written.get("data") or {}
    if not isinstance(own, dict):
        raise ScenarioError("'data' takes a mapping (key: value)", text.place(("data",)))
    found: dict[str, str] = {}
    for name, value in own.items():
        chosen = given.get(name, row.get(name, value))
        if not isinstance(chosen, str):
            raise ScenarioError(f"the test data {name!r} take a text", text.place(("data", name)))
        found[name] = chosen
    return found


class _Loading:
    """One story of a file."""

    def __init__(self, path: Path, text: YamlText, fields: ScenarioFields, workspace: Workspace) -> None:
        self._path = path
        self._text = text
        self._fields = fields
        self._workspace = workspace

    def scenario(self, ending: str, data: Mapping[str, str]) -> Scenario:
        rules = self._rules()
        steps: list[StoryStep] = []
        for index, fields in enumerate(self._fields.steps):
            step = self._step(index, fields)
            self._check(step, steps, rules)
            steps.append(step)
        if all(step.type is None for step in steps):
            raise ScenarioError(
                "no step has a message: there is nothing to judge", self._text.place(("steps",))
            )
        return Scenario(
            f"{scenario_name(self._path)}{ending}",
            self._path,
            self._text.place(()),
            self._fields.title,
            self._fields.about,
            self._fields.rules,
            data,
            tuple(steps),
        )

    def _rules(self) -> RuleSet:
        try:
            return self._workspace.shelf.get(self._fields.rules, self._path.parent)
        except RetourError as error:
            raise ScenarioError(error.text, self._place("rules")) from None

    def _step(self, index: int, fields: StepFields) -> StoryStep:
        at = ("steps", index)
        example = None if fields.example is None else self._path.parent / fields.example
        if example is not None and not example.is_file():
            raise ScenarioError(f"there is no file {fields.example}", self._place(*at, "example"))
        return StoryStep(
            number=index + 1,
            place=self._place(*at),
            about=None if fields.about is None else " ".join(fields.about.split()),
            sender=fields.sender,
            on=fields.on,
            type=fields.message,
            example=example,
            edits=tuple(
                edit.edit(self._place(*at, "edit", number)) for number, edit in enumerate(fields.edit)
            ),
            values=tuple(
                Given(path, tuple(texts), self._place(*at, "values", path))
                for path, texts in fields.values.items()
            ),
            absent=tuple(
                Given(path, (), self._place(*at, "absent", number))
                for number, path in enumerate(fields.absent)
            ),
            same=tuple(
                SharedKey(path, key.step, key.at, self._place(*at, "same", path))
                for path, key in fields.same.items()
            ),
            answers=fields.answers,
        )

    def _check(self, step: StoryStep, before: list[StoryStep], rules: RuleSet) -> None:
        """A step only speaks of messages that came before it, and its type goes with the rule set and with what it answers."""
        if step.type is None:
            return
        at = ("steps", step.number - 1)
        for key in step.same:
            self._earlier(key.step, before, key.place)
        wanted = Identity("", rules.standard, rules.release, step.type)
        if step.answers is None:
            if wanted.repeated() or wanted.has_own_form:
                raise ScenarioError(
                    f"{step.type} is a retourbericht: `answers` says which step it answers",
                    self._place(*at, "message"),
                )
            return
        place = self._place(*at, "answers")
        heen = self._earlier(step.answers, before, place)
        answers = Identity("", rules.standard, rules.release, heen.type).answers()
        if step.type not in {each.type for each in answers}:
            raise ScenarioError(f"no {step.type} answers the {heen.type} of step {heen.number}", place)
        if heen.sender == step.sender:
            raise ScenarioError(
                f"step {heen.number} has the same sender: who gets a message answers it", place
            )

    def _earlier(self, number: int, before: list[StoryStep], place: Place) -> StoryStep:
        """The step of a number, which comes before and has a message."""
        if number > len(before):
            raise ScenarioError(f"step {number} doesn't come before this one", place)
        if before[number - 1].type is None:
            raise ScenarioError(f"step {number} has no message", place)
        return before[number - 1]

    def _place(self, *path: str | int) -> Place:
        return self._text.place(path)
