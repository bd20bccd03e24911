"""The examiner's own message of a step: the example of the scenario, with what the step says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from retour.errors import EditError, MessageError, ScenarioError
from retour.levels import Check, edited_bytes
from retour.messages import Message, find_paths, parse_message
from retour.messages.edits import apply_edits
from retour.messages.edits.remove import Remove
from retour.messages.edits.set import SetText
from retour.model import Edit, Place
from retour.retours import heading_of
from retour.retours.headings import Role
from retour.scenarios.model import Scenario, SharedKey, StoryStep
from retour.text.display import shown
from retour.workspace import Workspace

Resolve = Callable[[SharedKey], str | None]
"""The text that a key has in the earlier message; None where that isn't known."""


def example_of(scenario: Scenario, step: StoryStep, workspace: Workspace, resolve: Resolve) -> bytes:
    """The message of a step, as the examiner makes it.

    Its Identificatie is the type with the number of the step, and its Dagtekening the day of the step, unless the step gives
    them as values.

    Args:
        resolve: tells the keys; what it doesn't know is as the example has it.

    Raises:
        ScenarioError: the example can't be read, or what the step says doesn't fit it.
    """
    if step.example is None:
        raise ValueError(f"step {step.number} has no example: it is an answer")
    name = shown(step.example)
    check = Check(step.example, name, workspace, scenario.rules, scenario.file.parent, edits=step.edits)
    try:
        data = edited_bytes(check)
        message = parse_message(data, name)
        return apply_edits(data, list(_edits(step, message, resolve)), name, _no_namespace)
    except EditError as error:
        raise ScenarioError(error.text, error.place) from None
    except MessageError as error:
        raise ScenarioError(f"the example can't be used: {error}", step.place) from None


def _edits(step: StoryStep, message: Message, resolve: Resolve) -> Iterator[Edit]:
    heading = heading_of(message)
    own: list[tuple[Role, str | None]] = [
        ("identification", f"{step.type}S{step.number}"),
        ("dagtekening", None if step.on is None else step.on.isoformat()),
    ]
    for role, text in own:
        found = heading.first(role)
        if (
            text is not None
            and found is not None
            and found.place is not None
            and found.place.path is not None
        ):
            yield _set(found.place.path, text, step.place)
    for given in step.values:
        yield _set(given.path, given.texts[0], given.place)
    for key in step.same:
        if (text := resolve(key)) is not None:
            yield _set(key.path, text, key.place)
    for given in step.absent:
        if find_paths(message.root, given.path):
            yield Edit(Remove.model_validate({"remove": given.path}), given.place)


def _set(path: str, text: str, place: Place) -> Edit:
    return Edit(SetText.model_validate({"set": path, "to": text}), place)


def _no_namespace(parent: etree._Element, name: str) -> str | None:
    """What is set and removed is there already."""
    return None
