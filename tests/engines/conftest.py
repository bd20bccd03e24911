"""Each engine with one child for all tests of this folder, and a quick way to hand it something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from retour.checking import outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.model import ENGINES, Outcome
from retour.rulesets import RuleSet
from retour.workspace import Workspace, workspace_for
from samples import MESSAGE, write_set


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Every engine in turn; tests of one alone say so with `only`."""
    engine = open_engine(request.param, 1)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace_for(tmp_path_factory.mktemp("workspace"))


@pytest.fixture
def check_with(engine: Engine, workspace: Workspace, tmp_path: Path) -> Callable[..., Outcome]:
    """Checks a message, `stop.xml`, with an entry stylesheet given as text."""

    def run(
        stylesheet: str,
        message: str = MESSAGE,
        *,
        parameters: Mapping[str, str] | None = None,
        time_limit: float = 20.0,
        by: Engine = engine,
    ) -> Outcome:
        file = tmp_path / "stop.xml"
        file.write_text(message, encoding="utf-8")
        rules = RuleSet.open(write_set(tmp_path / "set", stylesheet))
        check = Check(file, "stop.xml", workspace, rules, tmp_path, parameters or {}, time_limit)
        return by.submit([outcome_job(check, lambda outcome, _: outcome)])[0].result()

    return run
