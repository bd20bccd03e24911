"""Scenario file → scenarios: read, and checked as far as no message is needed for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from retour.errors import RetourError, ScenarioError
from retour.model import Identity, Place
from retour.rulesets import RuleSet
from retour.scenarios.fields import ScenarioFields, StepFields, scenario_fields
from retour.scenarios.model import SCENARIO_SUFFIX, Given, Scenario, SharedKey, StoryStep
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.placeholders import At, Placeholders
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
    files = _files(path)
    table = next((file for file in reversed(files) if file.has_table), files[-1])
    return [_Loading(files, name, row, data or {}, workspace).scenario() for name, row in table.rows()]


def data_names(path: Path) -> list[str]:
    """The names of the test data that a scenario file has, or that goes before it."""
    return [name for file in _files(path) for name in file.data]


def scenario_name(path: Path) -> str:
    """What the scenarios of a file are called, their rows left out."""
    return path.name.removesuffix(SCENARIO_SUFFIX)


def _files(path: Path, trail: tuple[Path, ...] = ()) -> list[_ScenarioFile]:
    """A scenario file, behind the one whose story goes before it."""
    file = _ScenarioFile(path)
    before = file.before
    if before is None:
        return [file]
    place = file.text.place(("after",))
    if not before.is_file():
        raise ScenarioError(f"there is no file {before.name} to go before this one", place)
    if before.resolve() in (path.resolve(), *trail):
        raise ScenarioError("this story goes before itself", place)
    return [*_files(before, (path.resolve(), *trail)), file]


class _ScenarioFile:
    """A scenario file as it is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = YamlText(path, shown(path), ScenarioError)
        if not isinstance(self.text.value, dict):
            raise ScenarioError(
                "a scenario file is a mapping with `title`, `rules` and `steps`", self.text.place(())
            )
        self._written = self.text.value
        self._placeholders = Placeholders(self.text)

    @property
    def before(self) -> Path | None:
        """The file whose story goes before this one."""
        name = self._written.get("after")
        return self.path.parent / name if isinstance(name, str) else None

    @property
    def data(self) -> Row:
        """The test data as the file has them."""
        data = self._written.get("data") or {}
        if not isinstance(data, dict):
            raise ScenarioError("'data' takes a mapping (key: value)", self.text.place(("data",)))
        return data

    @property
    def has_table(self) -> bool:
        """Whether it says how often the story is told; else the file that goes before it does."""
        return "each" in self._written

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The rows of its table, each with the ending of its scenario's name; one that says nothing where there is no table."""
        if not self.has_table:
            yield "", {}
            return
        table = self._written["each"]
        if not isinstance(table, dict) or not table:
            raise ScenarioError(
                "'each' takes rows by name, each a mapping of names to values", self.text.place(("each",))
            )
        for name, row in table.items():
            if not isinstance(row, dict):
                raise ScenarioError("a row is a mapping of names to values", self.text.place(("each", name)))
            yield f"-{name}", row

    def fields(self, values: Row) -> ScenarioFields:
        """What it says, with values in the place of its placeholders."""
        filled = {
            key: value if key == "data" else self._placeholders.filled(value, values, (key,))
            for key, value in self._written.items()
            if key != "each"
        }
        model = scenario_fields()
        try:
            return model.model_validate(filled)
        except ValidationError as error:
            raise complaint(error, self.text, model) from None


class _Loading:
    """One story, of one file or of several that go before each other.

    Args:
        ending: of its name.
        row: of the table of the last file.
        given: test data that go before those of the files.
    """

    def __init__(
        self,
        files: Sequence[_ScenarioFile],
        ending: str,
        row: Row,
        given: Mapping[str, str],
        workspace: Workspace,
    ) -> None:
        self._files = files
        self._file = files[0]
        self._ending = ending
        self._row = row
        self._given = given
        self._workspace = workspace

    def scenario(self) -> Scenario:
        """The story."""
        data = self._data()
        steps: list[StoryStep] = []
        reference = ""
        for file in self._files:
            self._file = file
            fields = file.fields({**self._row, **data})
            reference = fields.rules or reference
            rules = self._rules(reference)
            for index, written in enumerate(fields.steps):
                step = self._step(len(steps) + 1, ("steps", index), written)
                self._check(step, ("steps", index), steps, rules)
                steps.append(step)
        if all(step.type is None for step in steps):
            raise ScenarioError("no step has a message: there is nothing to judge", self._place("steps"))
        return Scenario(
            f"{scenario_name(self._file.path)}{self._ending}",
            self._file.path,
            self._place(),
            fields.title,
            fields.about,
            reference,
            data,
            tuple(steps),
            tuple(file.path for file in self._files),
        )

    def _data(self) -> dict[str, str]:
        """The test data: what the row says of them goes before what a file says, and what is given before both."""
        found: dict[str, str] = {}
        for file in self._files:
            for name, value in file.data.items():
                chosen = self._given.get(name, self._row.get(name, value))
                if not isinstance(chosen, str):
                    raise ScenarioError(
                        f"the test data {name!r} take a text", file.text.place(("data", name))
                    )
                found[name] = chosen
        return found

    def _rules(self, reference: str) -> RuleSet:
        if not reference:
            raise ScenarioError("'rules' is missing", self._place())
        try:
            return self._workspace.shelf.get(reference, self._file.path.parent)
        except RetourError as error:
            raise ScenarioError(error.text, self._place("rules")) from None

    def _step(self, number: int, at: At, fields: StepFields) -> StoryStep:
        example = None if fields.example is None else self._file.path.parent / fields.example
        if example is not None and not example.is_file():
            raise ScenarioError(f"there is no file {fields.example}", self._place(*at, "example"))
        return StoryStep(
            number=number,
            place=self._place(*at),
            about=None if fields.about is None else " ".join(fields.about.split()),
            sender=fields.sender,
            on=fields.on,
            type=fields.message,
            example=example,
            edits=tuple(edit.edit(self._place(*at, "edit", each)) for each, edit in enumerate(fields.edit)),
            values=tuple(
                Given(path, tuple(texts), self._place(*at, "values", path))
                for path, texts in fields.values.items()
            ),
            absent=tuple(
                Given(path, (), self._place(*at, "absent", each)) for each, path in enumerate(fields.absent)
            ),
            same=tuple(
                SharedKey(path, key.step, key.at, self._place(*at, "same", path))
                for path, key in fields.same.items()
            ),
            answers=fields.answers,
            fires=tuple(fields.fires),
        )

    def _check(self, step: StoryStep, at: At, before: list[StoryStep], rules: RuleSet) -> None:
        """A step only speaks of messages that came before it, and its type goes with the rule set and with what it answers."""
        if step.type is None:
            return
        for number, code in enumerate(step.fires):
            if code not in rules.codes:
                hint = did_you_mean(code, sorted(rules.codes))
                raise ScenarioError(
                    f"{rules.id} has no rule {code!r}{hint}", self._place(*at, "fires", number)
                )
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
        return self._file.text.place(path)
