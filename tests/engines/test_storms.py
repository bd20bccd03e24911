"""Runs that are disturbed at random moments, in small; `python tests/engines/storms.py` is the whole, for docs/limits.md."""

from __future__ import annotations

import random
import signal

import pytest
from processes import posix_only
from storms import Project, interrupt, kill_children, kill_parents, mutate, repeat, run_two

pytestmark = [posix_only, pytest.mark.long]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.of(tmp_path_factory.mktemp("storms"), 160)


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20261126)


def test_children_that_are_killed(project: Project, chance: random.Random) -> None:
    assert kill_children(project, 4, chance) > 0


def test_runs_that_are_killed(project: Project, chance: random.Random) -> None:
    kill_parents(project, [signal.SIGKILL, signal.SIGTERM], chance)


def test_runs_that_are_interrupted(project: Project, chance: random.Random) -> None:
    interrupt(project, 3, chance)


def test_two_runs_at_once(project: Project) -> None:
    run_two(project, 1)


def test_any_number_of_workers(project: Project) -> None:
    repeat(project, 1)


def test_mutants_whose_children_are_killed(project: Project, chance: random.Random) -> None:
    mutate(project, 1, chance)
