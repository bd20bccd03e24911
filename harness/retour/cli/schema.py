"""`retour schema SUBJECT`: the JSON Schema of what people write, and of what machines read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from retour.cases.schema import case_file_schema
from retour.cli.formats import say_json
from retour.comparison import comparison_waivers_schema
from retour.coverage.schema import coverage_schema, coverage_waivers_schema
from retour.mutation import mutation_schema, mutation_waivers_schema
from retour.reports.schema import document_schema
from retour.rulesets.manifest_schema import manifest_schema


class Subject(StrEnum):
    """What a schema is about."""

    CASES = "cases"
    RULESET = "ruleset"
    CHECK = "check"
    COVERAGE = "coverage"
    MUTANTS = "mutants"
    COVERAGE_WAIVERS = "coverage-waivers"
    MUTATION_WAIVERS = "mutation-waivers"
    COMPARISON_WAIVERS = "comparison-waivers"


_SCHEMAS: Mapping[Subject, Callable[[], dict[str, Any]]] = {
    Subject.CASES: case_file_schema,
    Subject.RULESET: manifest_schema,
    Subject.CHECK: document_schema,
    Subject.COVERAGE: coverage_schema,
    Subject.MUTANTS: mutation_schema,
    Subject.COVERAGE_WAIVERS: coverage_waivers_schema,
    Subject.MUTATION_WAIVERS: mutation_waivers_schema,
    Subject.COMPARISON_WAIVERS: comparison_waivers_schema,
}


def schema(
    subject: Annotated[
        Subject,
        typer.Argument(
            metavar="|".join(Subject),
            help="Of case files, of ruleset.yaml, of what check, coverage or mutate print with --format json, or of a file of waivers.",
        ),
    ],
) -> None:
    """Print a JSON Schema, for editors and other tools."""
    say_json(_SCHEMAS[subject]())
