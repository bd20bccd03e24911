"""Coverage as it is gathered, over workers and runs: a data file, to be added to and put together with others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from retour.coverage.courses import Course, JudgingSet, Record, judging_set
from retour.errors import CoverageError
from retour.model import Place
from retour.rulesets import RuleSet
from retour.text.complaints import told
from retour.text.display import shown
from retour.text.writing import write_document


@dataclass
class SetCoverage:
    """What the cases of one rule set came by.

    Attributes:
        courses: by node id of the case.
    """

    rules: JudgingSet
    courses: dict[str, Course] = field(default_factory=dict)

    def add(self, course: Course) -> None:
        """Take in what a case came by; what an earlier run of it reached stays."""
        earlier = self.courses.get(course.case)
        self.courses[course.case] = course if earlier is None else course.after(earlier)


class _SetFields(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    rules: JudgingSet
    cases: list[Course]


class _FileFields(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    format: Literal[1]
    harness: str
    sets: list[_SetFields]


class CoverageData:
    """Coverage of any number of rule sets.

    Attributes:
        sets: by digest.
    """

    def __init__(self) -> None:
        self.sets: dict[str, SetCoverage] = {}

    def add(self, record: dict[str, Any]) -> None:
        """Take in what `record_of` made of a case."""
        self._add(Record.model_validate(record))

    def include(self, rules: RuleSet) -> None:
        """Count a rule set, also when no case came by it."""
        self.sets.setdefault(rules.sha256, SetCoverage(judging_set(rules)))

    def _add(self, record: Record) -> None:
        self.sets.setdefault(record.rules.sha256, SetCoverage(record.rules)).add(record.course)

    def merge(self, other: CoverageData) -> None:
        """Take in other data, as that of a later run."""
        for coverage in other.sets.values():
            for course in coverage.courses.values():
                self._add(Record(rules=coverage.rules, course=course))

    @classmethod
    def load(cls, file: Path) -> CoverageData:
        """Read a data file.

        Raises:
            CoverageError: it can't be read, or isn't one.
        """
        place = Place(shown(file))
        try:
            fields = _FileFields.model_validate_json(file.read_bytes())
        except OSError as error:
            raise CoverageError(f"can't be read: {error.strerror}", place) from None
        except ValidationError as error:
            raise CoverageError(f"is no coverage data of this harness ({told(error)})", place) from None
        data = cls()
        for part in fields.sets:
            for course in part.cases:
                data._add(Record(rules=part.rules, course=course))
        return data

    @classmethod
    def combined(cls, files: Iterable[Path]) -> CoverageData:
        """The data of several files put together.

        Raises:
            CoverageError: see `load`.
        """
        data = cls()
        for file in files:
            data.merge(cls.load(file))
        return data

    def save(self, file: Path) -> None:
        """Write a data file; the same coverage gives the same bytes, whatever the order it was gathered in.

        Raises:
            RetourError: it can't be written.
        """
        sets = [
            {
                "rules": coverage.rules.model_dump(mode="json"),
                "cases": [course.model_dump(mode="json") for _, course in sorted(coverage.courses.items())],
            }
            for coverage in sorted(
                self.sets.values(), key=lambda coverage: (coverage.rules.id, coverage.rules.sha256)
            )
        ]
        document = {"format": 1, "harness": version("retour-harness"), "sets": sets}
        write_document(file, json.dumps(document, ensure_ascii=False) + "\n")
