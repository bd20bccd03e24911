"""The messages that two rule sets are compared over: of cases, from folders, or generated."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from retour.checking import case_check, preceded_by
from retour.comparison.releases import Release
from retour.errors import GeneratingError, RetourError, as_retour_error
from retour.generating import SchemaFolder, generate_messages, mined_from
from retour.levels import Check, edited_bytes, first_steps, why_not_asked
from retour.model import Case, Identity, Level, OtherMessage
from retour.rulesets import RuleSet
from retour.subjects.description import SystemUnderTest
from retour.text.display import shown
from retour.text.writing import reasons, write_document, write_file, write_scratch
from retour.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Input:
    """A message that both sides check.

    Attributes:
        name: as a person knows it.
        file: where it lies, all edits made.
        history: the messages that went before it; None when that isn't judged.
        error: why its edits can't be made.
        now: the moment that it is for the rules.
    """

    name: str
    file: Path
    workspace: Workspace
    parameters: Mapping[str, str] = field(default_factory=dict)
    time_limit: float | None = None
    levels: Collection[Level] | None = None
    history: tuple[OtherMessage, ...] | None = None
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    error: RetourError | None = None
    now: datetime | None = None

    def check(self, rules: RuleSet) -> Check:
        """The check of the message by a rule set.

        Raises:
            RetourError: its edits can't be made.
        """
        if self.error is not None:
            raise self.error
        check = Check(
            self.file,
            self.name,
            self.workspace,
            rules,
            parameters=self.parameters,
            time_limit=self.time_limit,
            levels=self.levels,
            registers=self.registers,
            now=self.now,
        )
        return check if self.history is None else replace(check, history=preceded_by(check, self.history))


def case_inputs(cases: Sequence[tuple[Case, Workspace]], scratch: Path) -> list[Input]:
    """The messages of cases, their edits made; what the cases expect doesn't matter.

    Args:
        scratch: folder that edited messages are written to.
    """
    inputs = []
    for number, (case, workspace) in enumerate(cases):
        file, error = case.message, None
        if case.edits or case.raw:
            file = scratch / f"case-{number}.xml"
            try:
                write_scratch(file, edited_bytes(case_check(case, workspace)))
            except Exception as found:
                error = as_retour_error(found)
        name = f"{shown(case.file)}::{case.id}"
        inputs.append(
            Input(
                name,
                file,
                workspace,
                case.parameters,
                case.time_limit,
                case.levels,
                case.history,
                case.registers,
                error,
                case.now,
            )
        )
    return inputs


def why_not_compared(each: Input, subject: SystemUnderTest, rules: RuleSet) -> str | None:
    """Why a message can't be handed to a system under test, as a clause; None when it can, or when running it tells."""
    try:
        check = each.check(rules)
        why = why_not_asked(check, subject, first_steps(check))
    except RetourError:
        return None
    return None if why is None else f"{subject.fields.name}: {why}"


def message_inputs(files: Sequence[Path], workspace: Workspace) -> list[Input]:
    """Message files."""
    return [Input(shown(file), file, workspace) for file in files]


def generated_inputs(
    old: Release,
    new: Release,
    schemas: Sequence[Path],
    number: int,
    seed: str,
    folder: Path,
    home: Path,
    workspace: Workspace,
) -> list[Input]:
    """So many messages of each type that both sets check, written to a folder.

    Values are taken near what the stylesheets of either set compare them with.

    Args:
        schemas: folders of schemas; where two declare a type of message the first counts.
        home: the folder in which they can be found afterwards, by their names.

    Raises:
        GeneratingError: the schemas can't be read, or declare no message that both sets check.
    """
    opened = [SchemaFolder(each) for each in schemas]
    shared = sorted(
        set(old.rules.serves) & set(new.rules.serves),
        key=lambda identity: (new.rules.called(identity), str(identity)),
    )
    inputs = []
    for identity in shared:
        declaring = next((each for each in opened if each.root(identity) is not None), None)
        if declaring is None:
            continue
        hints = mined_from(_stylesheets(identity, old, new))
        made = generate_messages(declaring, identity, hints, seed, number)
        for count, data in enumerate(made, 1):
            file = folder / f"{new.rules.called(identity)}-{count}.xml"
            write_scratch(file, data)
            inputs.append(Input(shown(home / file.name), file, workspace))
    if not inputs:
        where = " or ".join(map(shown, schemas))
        types = ", ".join(map(new.rules.called, shared))
        raise GeneratingError(
            f"no schema in {where} declares a message that both sets check: {types}"
            if types
            else f"there is no type of message that both sets check: "
            f"{_served(old.rules)} by the one, {_served(new.rules)} by the other"
        )
    return inputs


def keep_changed(inputs: Sequence[Input], changed: Collection[str], home: Path) -> None:
    """Keep the messages that were made and whose outcome changed, and no others: what an earlier comparison kept goes.

    Raises:
        RetourError: they can't be kept.
    """
    with reasons(home):
        if home.exists():
            shutil.rmtree(home)
    for each in inputs:
        if each.name in changed:
            with reasons(home):
                home.mkdir(parents=True, exist_ok=True)
            write_document(home.parent / ".gitignore", "*\n")
            write_file(home / each.file.name, each.file.read_bytes())


def _stylesheets(identity: Identity, *releases: Release) -> Iterator[Path]:
    for release in releases:
        yield from release.rules.entry_for(identity).files


def _served(rules: RuleSet) -> str:
    if rules.standard is None or rules.release is None:
        return ", ".join(rules.messages)
    return f"messages of {rules.standard} {rules.release}"
