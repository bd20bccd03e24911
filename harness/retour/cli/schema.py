"""`retour schema SUBJECT`: the JSON Schema of what people write, and of what machines read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from retour.cases.schema import case_file_schema
from retour.cli.formats import say_json
from retour.comparison import comparison_schema, comparison_waivers_schema
from retour.conformance.document import statement_schema
from retour.coverage.schema import coverage_schema, coverage_waivers_schema
from retour.mutation import mutation_schema, mutation_waivers_schema
from retour.replay.schema import replay_answer_schema, replay_schema
from retour.reports.schema import document_schema
from retour.rulesets.manifest_schema import manifest_schema
from retour.scenarios import results_schema, scenario_schema, stories_schema, task_schema
from retour.subjects.protocol import protocol_schema
from retour.subjects.schema import sut_schema


class SchemaSubject(StrEnum):
    """What a schema is about."""

    CASES = "cases"
    RULESET = "ruleset"
    CHECK = "check"
    COVERAGE = "coverage"
    MUTANTS = "mutants"
    COMPARISON = "comparison"
    COVERAGE_WAIVERS = "coverage-waivers"
    MUTATION_WAIVERS = "mutation-waivers"
    COMPARISON_WAIVERS = "comparison-waivers"
    SUT = "sut"
    SUT_PROTOCOL = "sut-protocol"
    SCENARIO = "scenario"
    SCENARIO_RESULTS = "scenario-results"
    SCENARIO_TASK = "scenario-task"
    STORIES = "stories"
    REPLAY = "replay"
    REPLAY_ANSWER = "replay-answer"
    STATEMENT = "statement"


SCHEMAS: Mapping[SchemaSubject, Callable[[], dict[str, Any]]] = {
    SchemaSubject.CASES: case_file_schema,
    SchemaSubject.RULESET: manifest_schema,
    SchemaSubject.CHECK: document_schema,
    SchemaSubject.COVERAGE: coverage_schema,
    SchemaSubject.MUTANTS: mutation_schema,
    SchemaSubject.COMPARISON: comparison_schema,
    SchemaSubject.COVERAGE_WAIVERS: coverage_waivers_schema,
    SchemaSubject.MUTATION_WAIVERS: mutation_waivers_schema,
    SchemaSubject.COMPARISON_WAIVERS: comparison_waivers_schema,
    SchemaSubject.SUT: sut_schema,
    SchemaSubject.SUT_PROTOCOL: protocol_schema,
    SchemaSubject.SCENARIO: scenario_schema,
    SchemaSubject.SCENARIO_RESULTS: results_schema,
    SchemaSubject.SCENARIO_TASK: task_schema,
    SchemaSubject.STORIES: stories_schema,
    SchemaSubject.REPLAY: replay_schema,
    SchemaSubject.REPLAY_ANSWER: replay_answer_schema,
    SchemaSubject.STATEMENT: statement_schema,
}
"""The schemas, each as it is made when it is asked for."""


def schema(
    subject: Annotated[
        SchemaSubject,
        typer.Argument(
            metavar="NAME",
            help=f"Which schema: {', '.join(SchemaSubject)}.",
        ),
    ],
) -> None:
    """Print a JSON Schema, for editors and other tools."""
    say_json(SCHEMAS[subject]())
