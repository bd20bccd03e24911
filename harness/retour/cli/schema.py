"""`retour schema cases|ruleset|check|coverage|waivers|mutants`: the JSON Schema of what people write, and of what machines read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from retour.cases.schema import case_file_schema
from retour.cli.output import say
from retour.coverage.schema import coverage_schema, waivers_schema
from retour.mutation import mutation_schema
from retour.reports.schema import document_schema
from retour.rulesets.manifest_schema import manifest_schema


class Subject(StrEnum):
    """What a schema is about."""

    CASES = "cases"
    RULESET = "ruleset"
    CHECK = "check"
    COVERAGE = "coverage"
    WAIVERS = "waivers"
    MUTANTS = "mutants"


_SCHEMAS: Mapping[Subject, Callable[[], dict[str, Any]]] = {
    Subject.CASES: case_file_schema,
    Subject.RULESET: manifest_schema,
    Subject.CHECK: document_schema,
    Subject.COVERAGE: coverage_schema,
    Subject.WAIVERS: waivers_schema,
    Subject.MUTANTS: mutation_schema,
}


def schema(
    subject: Annotated[
        Subject,
        typer.Argument(
            metavar="cases|ruleset|check|coverage|waivers|mutants",
            help="Of case files, of ruleset.yaml, of a waivers file, or of what check, coverage or mutate print with --format json.",
        ),
    ],
) -> None:
    """Print a JSON Schema, for editors and other tools."""
    say(json.dumps(_SCHEMAS[subject](), indent=2, ensure_ascii=False))
