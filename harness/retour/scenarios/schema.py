"""The JSON Schema of a scenario file, for editors."""

from __future__ import annotations

from collections.abc import Mapping

from retour.scenarios.fields import scenario_fields
from retour.text.json_schema import Schema, written_schema

_TITLE = "Scenario file of retour-harness (*.scenario.yaml)"

_DESCRIPTIONS: Mapping[str, str] = {
    "title": "What happens, in a few words.",
    "ScenarioFields.about": "The story in a few sentences.",
    "rules": "The rule set that judges the messages: an id such as iwmo/3.2, or a path to its folder.",
    "data": "Test data by name, which whoever is tested may replace: {name} stands for them anywhere below.",
    "each": "Rows by name, such as one for each standard: the story is told once per row. {name} stands for what the row gives.",
    "after": "The scenario file whose story goes before this one: its steps come first, and are counted on.",
    "steps": "What happens, in order; the first is step 1.",
    "StepFields.about": "What happens in this step.",
    "sender": "Whose message it is: aanbieder or gemeente.",
    "on": "The day on which it happens, such as 2023-01-05.",
    "message": "The type of the message, such as WMO305; a step without it has no message.",
    "example": "The file that the examiner's message is made of, relative to this file.",
    "edit": "Changes of that file's tree, made in this order before the values are filled in.",
    "values": "What the message must have, by path: a text, or a list of those of which any will do. What isn't named is free.",
    "absent": "Paths that must select nothing.",
    "same": "What the message must have in common with an earlier one, by path.",
    "fires": "The rules that the message breaks, where the story is about a mistake: the examiner makes it for both sides.",
    "answers": "The step whose message this one answers; the examiner's is made of what the rules find in that.",
}


def scenario_schema() -> Schema:
    """The schema of a `*.scenario.yaml` file, draft 2020-12."""
    return written_schema(scenario_fields(), _TITLE, _DESCRIPTIONS)
