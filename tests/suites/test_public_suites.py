"""docs/public-suites.md against checkouts of EN 16931, Peppol BIS and SchXslt2, below RETOUR_OFFICIAL_SETS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from public_suites import SUITES, install
from retour.cases import load_cases
from retour.checking import case_job
from retour.engines import Engine, open_engine
from retour.errors import CaseFileError
from retour.importing import Imported, import_test_sets
from retour.model import Verdict
from retour.workspace import workspace_for
from samples import REPOSITORY

PAGE = REPOSITORY / "docs" / "public-suites.md"
ROW = re.compile(r"^\| (?P<suite>[A-Z][\w ]+?) \| (?P<figures>\d[\d |]+\d) \|$", re.M)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("saxon", 2)
    yield engine
    engine.close()


@pytest.fixture(scope="module", params=list(SUITES))
def suite(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Run:
    folder = tmp_path_factory.mktemp("suite")
    tests = install(SUITES[request.param], folder, engine)
    return Run(request.param, folder, engine, tests)


@dataclass(frozen=True)
class Run:
    """A suite whose rule set is installed."""

    name: str
    folder: Path
    engine: Engine
    tests: tuple[Path, ...]

    def imported(self, to: str, *, evaluated: bool = False) -> Imported:
        """The cases of its tests, in a folder of this name."""
        return _imported(self, to, evaluated)

    def verdicts(self, files: tuple[Path, ...]) -> dict[str, Verdict]:
        """The verdict on each case, by its place; on a file that can't be used, the error that it gives."""
        workspace = workspace_for(self.folder)
        found: dict[str, Verdict] = {}
        cases = []
        for file in files:
            try:
                cases += load_cases(file, workspace)
            except CaseFileError as error:
                found[str(file)] = Verdict("error", reasons=(error.text,), problem=error.problem)
        results = self.engine.submit([case_job(case, workspace) for case in cases])
        for case, pending in zip(cases, results, strict=True):
            _, found[f"{case.file}::{case.id}"] = pending.result()
        return found


@cache
def _imported(run: Run, to: str, evaluated: bool) -> Imported:
    return import_test_sets(run.tests, run.folder / to, evaluated=evaluated)


@cache
def figures() -> dict[str, dict[str, int]]:
    """The rows of the page's table."""
    names = ("tests", "as expected", "refused", "flipped", "not evaluated")
    return {
        row["suite"]: dict(zip(names, map(int, row["figures"].split(" | ")), strict=True))
        for row in ROW.finditer(PAGE.read_text("utf-8"))
    }


def test_the_page_has_a_row_for_each_suite() -> None:
    assert list(figures()) == list(SUITES)


def test_every_case_has_the_verdict_that_its_authors_expect(suite: Run) -> None:
    imported = suite.imported("cases")
    verdicts = suite.verdicts(imported.files)
    wrong = {place: verdict.reasons for place, verdict in verdicts.items() if verdict.status != "as expected"}
    refused = [reasons for reasons in wrong.values() if "has no rule 'BR-CO-25'" in reasons[0]]

    assert len(wrong) == len(refused) == imported.refused
    assert {
        "tests": len(verdicts),
        "as expected": len(verdicts) - len(wrong),
        "refused": len(refused),
    }.items() <= figures()[suite.name].items()
    assert imported.cases == len(verdicts)


def test_every_case_with_its_expectation_flipped_fails(suite: Run) -> None:
    files = tuple(file for file in suite.imported("flipped").files if ".refused." not in file.name)
    for file in files:
        file.write_text(flipped(file.read_text(encoding="utf-8")), encoding="utf-8")

    verdicts = suite.verdicts(files)

    assert [place for place, verdict in verdicts.items() if verdict.status != "not as expected"] == []
    assert len(verdicts) == figures()[suite.name]["flipped"]


def flipped(text: str) -> str:
    """Case files with what is to fire and what is to be silent exchanged."""
    document = yaml.safe_load(text)
    for case in document["cases"]:
        expect = case["expect"]
        fires, silent = expect.pop("fires", []), expect.pop("not", [])
        assert bool(fires) != bool(silent), "one or the other is expected of each case"
        if fires:
            expect["not"] = [claim["code"] for claim in fires]
        else:
            expect["fires"] = silent
            expect["scope"] = sorted({*expect.get("scope", []), *silent})
    return yaml.safe_dump(document, sort_keys=False)


def test_expectations_that_say_nothing_are_found(suite: Run) -> None:
    files = suite.imported("evaluated", evaluated=True).files
    verdicts = suite.verdicts(files)
    vain = [
        place
        for place, verdict in verdicts.items()
        if verdict.reasons
        and "it wasn't evaluated, for it looks at nothing in this message" in verdict.reasons[0]
    ]
    others = [each for each in verdicts.values() if each.status == "not as expected"]

    assert len(vain) == len(others) == figures()[suite.name]["not evaluated"]
