"""Where the candidate's messages come from: a folder, in which each file belongs to a step, or a command for each step."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from retour.errors import MessageError
from retour.language import mark
from retour.levels import Check, message_within
from retour.model import Sender
from retour.retours import heading_of
from retour.scenarios.model import Scenario, StoryStep
from retour.text.walking import files_below
from retour.workspace import Workspace

_NUMBERED = re.compile(r"(?:(?:step|stap)[-_ ]?)?0*(?P<number>\d{1,4})(?!\d)", re.IGNORECASE)
"""How the name of a file begins that names its step: `3.xml`, `03-WMO305.xml`, `step-3.xml`."""


@dataclass(frozen=True, slots=True)
class Made:
    """A message of the candidate.

    Attributes:
        name: how the file is called in results.
    """

    file: Path
    name: str


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no message, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The candidate failed over a message, and how."""

    reason: str


class Candidate(Protocol):
    """What makes the messages of one side of one scenario."""

    def message(self, step: StoryStep, given: Path, keys: Mapping[str, str]) -> Made | Missing | Failed:
        """The message of a step.

        Args:
            given: the folder with the messages of the earlier steps.
            keys: the texts that the message must have in common with them, by path, as far as they are known.
        """
        ...

    @property
    def unused(self) -> Sequence[str]:
        """Files that belong to no step."""
        ...


@dataclass(frozen=True, slots=True)
class FolderCandidate:
    """Messages that lie in a folder.

    Attributes:
        files: by the number of the step that each belongs to.
    """

    files: Mapping[int, Made]
    unused: Sequence[str] = field(default=())

    def message(self, step: StoryStep, given: Path, keys: Mapping[str, str]) -> Made | Missing | Failed:
        """See `Candidate`."""
        if step.number in self.files:
            return self.files[step.number]
        return Missing(
            mark("no file is named after step %(step)s, and none that is left is a %(type)s")
            % {"step": step.number, "type": step.type}
        )


def matched(
    folder: Path, called: str, scenario: Scenario, side: Sender, workspace: Workspace
) -> FolderCandidate:
    """Bring the files of a folder to the steps whose messages a side makes: by the number that begins a name, else by type.

    Of several of one type the earliest, by Dagtekening, goes with the first step.

    Args:
        called: what the folder is called in results.

    Raises:
        MessageError: the folder can't be read, or two files are named after one step.
    """
    walk = files_below(folder, lambda name: name.lower().endswith((".xml", ".ei")))
    for unread, reason in walk.unread:
        raise MessageError(f"{unread}: this folder can't be read: {reason}")
    steps = {step.number: step for step in scenario.made_by(side)}
    files: dict[int, Path] = {}
    others: list[Path] = []
    for file in walk.files:
        number = _number(file)
        if number not in steps:
            others.append(file)
        elif number in files:
            raise MessageError(
                f"{file.name} and {files[number].name} are both named after step {number} of {scenario.id}: take one away"
            )
        else:
            files[number] = file
    read = sorted((_order(file, workspace), file) for file in others)
    for number, step in steps.items():
        if number not in files:
            own = next((entry for entry in read if entry[0].type == step.type), None)
            if own is not None:
                read.remove(own)
                files[number] = own[1]
    played = {step.number for step in scenario.steps if step.type is not None} - set(steps)
    unused = [file for _, file in read if _number(file) not in played]

    def name(file: Path) -> str:
        return f"{called}/{file.relative_to(folder).as_posix()}"

    made = {number: Made(file, name(file)) for number, file in files.items()}
    return FolderCandidate(made, sorted(map(name, unused)))


def _number(file: Path) -> int:
    found = _NUMBERED.match(file.name)
    return int(found["number"]) if found else 0


@dataclass(frozen=True, slots=True, order=True)
class _Order:
    """What a message is, and when it was made; empty where that can't be read."""

    dated: str = ""
    identification: str = ""
    type: str = ""


def _order(file: Path, workspace: Workspace) -> _Order:
    try:
        message = message_within(Check(file, file.name, workspace))
    except MessageError:
        return _Order()
    heading = heading_of(message)
    own = heading.first("dagtekening-retour") or heading.first("dagtekening")
    known_by = heading.first("identification")
    return _Order(own.text if own else "", known_by.text if known_by else "", message.identity.type or "")
