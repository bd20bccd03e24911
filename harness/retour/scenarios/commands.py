"""A candidate that is a command, run once for each message that it is to make."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from retour.errors import ScenarioError, SubjectError
from retour.language import mark
from retour.messages import MAX_BYTES
from retour.scenarios.candidates import Failed, Made, Missing
from retour.scenarios.document import task_document
from retour.scenarios.model import Scenario, StoryStep
from retour.subjects.processes import OverdueError, Started
from retour.text.nearest import did_you_mean
from retour.text.placeholders import PLACEHOLDER
from retour.text.writing import write_scratch

_OUTPUT = "output"
_NAMES = ("scenario", "step", "type", "given", "task", _OUTPUT, "python")
"""What may stand in braces in a command."""


def written_command(text: str) -> tuple[str, ...]:
    """A command as it is written on the command line.

    Raises:
        ScenarioError: it can't be taken apart, is empty, or has an unknown name in braces.
    """
    try:
        parts = tuple(shlex.split(text))
    except ValueError as error:
        raise ScenarioError(f"--command: {text!r} can't be read: {error}") from None
    if not parts:
        raise ScenarioError("--command: give a program, such as 'make-message {step} {given} {output}'")
    for name in (found for part in parts for found in PLACEHOLDER.findall(part)):
        if name not in _NAMES:
            hint = did_you_mean(name, _NAMES, "the names are")
            raise ScenarioError(f"--command: nothing is called {{{name}}}{hint}")
    return parts


@dataclass(frozen=True, slots=True)
class CommandCandidate:
    """Makes each message by running a command.

    Attributes:
        command: with `{step}` and the like where it wants to know.
        folder: in which it runs.
        made: the folder for its messages.
        time_limit: seconds for one message.
    """

    command: Sequence[str]
    scenario: Scenario
    folder: Path
    made: Path
    time_limit: float
    unused: Sequence[str] = ()

    def message(self, step: StoryStep, given: Path, keys: Mapping[str, str]) -> Made | Missing | Failed:
        """See `Candidate`."""
        name = f"{step.number:02}-{step.type}.xml"
        output = self.made / name
        task = self.made / f"{step.number:02}-task.json"
        write_scratch(task, task_document(self.scenario, step, keys).encode())
        values = {
            "scenario": self.scenario.id,
            "step": str(step.number),
            "type": str(step.type),
            "given": str(given),
            "task": str(task),
            _OUTPUT: str(output),
            "python": sys.executable,
        }
        command = [PLACEHOLDER.sub(lambda found: values[found[1]], part) for part in self.command]
        try:
            printed, code, said = self._run(command)
        except SubjectError as error:
            return Failed(error.text)
        except OverdueError:
            return Failed(
                mark("the command was not done after %(seconds)s s") % {"seconds": f"{self.time_limit:g}"}
            )
        if code != 0:
            ended = (
                mark("the command was ended by signal %(number)s") % {"number": -code}
                if code is not None and code < 0
                else mark("the command ended with exit code %(number)s") % {"number": code}
            )
            return Failed(f"{ended}{said}")
        if not any(f"{{{_OUTPUT}}}" in part for part in self.command) and printed:
            write_scratch(output, printed)
        return (
            Made(output, name)
            if output.is_file()
            else Missing(f"{mark('the command made no message')}{said}")
        )

    def _run(self, command: Sequence[str]) -> tuple[bytes, int | None, str]:
        """What the command printed, its exit code, and what it said on standard error."""
        started = Started(command, self.folder, MAX_BYTES, takes_input=False)
        try:
            printed = started.wait(monotonic() + self.time_limit)
        finally:
            code = started.kill()
        return printed, code, started.said
