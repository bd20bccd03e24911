"""Scenarios: stories in steps, whose messages come from the software that is tested, and the verdict on each."""

from retour.scenarios.candidates import Candidate, matched
from retour.scenarios.commands import CommandCandidate, written_command
from retour.scenarios.document import (
    results_document,
    results_schema,
    stories_document,
    stories_schema,
    task_schema,
)
from retour.scenarios.judging import Judge
from retour.scenarios.model import SIDES, Scenario, ScenarioResult
from retour.scenarios.schema import scenario_schema
from retour.scenarios.selecting import select_scenarios, shipped_scenarios
from retour.scenarios.story import examples, told
from retour.scenarios.terminal import results_text, story_text

__all__ = [
    "SIDES",
    "Candidate",
    "CommandCandidate",
    "Judge",
    "Scenario",
    "ScenarioResult",
    "examples",
    "matched",
    "results_document",
    "results_schema",
    "results_text",
    "scenario_schema",
    "select_scenarios",
    "shipped_scenarios",
    "stories_document",
    "stories_schema",
    "story_text",
    "task_schema",
    "told",
    "written_command",
]
