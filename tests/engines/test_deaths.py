"""What becomes of a run when processes of its engine die: the work is done again, and only who is at fault fails."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from processes import posix_only, wait_until
from puppet import answers, job, let_die, puppets, told
from retour.engines import Limits, child
from retour.errors import ChildDied, EngineUnavailable, InternalError, RetourError

pytestmark = posix_only

TEXTS = [str(number) for number in range(100)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("when", ["starting", "compiling", "50"])
def test_a_death_costs_nothing(tmp_path: Path, when: str, workers: int) -> None:
    let_die(tmp_path, when, 1)

    with puppets(tmp_path, workers) as engine:
        assert told(engine, TEXTS) == TEXTS

    assert not list(tmp_path.glob("die-*"))


def test_a_message_that_kills_each_time_fails_alone(tmp_path: Path) -> None:
    with puppets(tmp_path, 2) as engine:
        assert told(engine, [*TEXTS, "die", *TEXTS]) == [*TEXTS, "child-died", *TEXTS]


def test_the_error_tells_what_the_process_said_last(tmp_path: Path) -> None:
    with puppets(tmp_path) as engine:
        (error,) = answers(engine, "die")

    assert isinstance(error, ChildDied)
    assert error.text == "the process that ran Puppet died on this message, exit code -9: the puppet dies"


def test_a_stylesheet_that_kills_each_time_fails_alone(tmp_path: Path) -> None:
    let_die(tmp_path, "compiling", 3)

    with puppets(tmp_path) as engine:
        assert told(engine, ["1", "2"], sheet="bad") == ["child-died"] * 2
        assert told(engine, ["1", "2"], sheet="good") == ["1", "2"]


def test_two_deaths_in_compiling_cost_nothing(tmp_path: Path) -> None:
    let_die(tmp_path, "compiling", 2)

    with puppets(tmp_path) as engine:
        assert told(engine, TEXTS) == TEXTS


def test_a_stylesheet_that_was_compiled_before_is_hardly_at_fault(tmp_path: Path) -> None:
    with puppets(tmp_path) as engine:
        assert told(engine, TEXTS) == TEXTS
        let_die(tmp_path, "compiling", 4)
        let_die(tmp_path, "x", 1)
        assert told(engine, ["x", "1"]) == ["x", "1"]
        let_die(tmp_path, "compiling", 10)
        let_die(tmp_path, "y", 1)
        assert told(engine, ["y", "1"]) == ["child-died"] * 2


def test_unavailable_only_when_no_child_starts(tmp_path: Path) -> None:
    let_die(tmp_path, "starting", 5)  # one child may die that often, or both together; nine is the most

    with puppets(tmp_path, 2) as engine:
        assert told(engine, TEXTS) == TEXTS


def test_no_child_starts(tmp_path: Path) -> None:
    let_die(tmp_path, "starting", 10)

    with puppets(tmp_path, 2) as engine:
        engine.start(2)
        (first, second) = answers(engine, "1", "2")
        later = answers(engine, "3")

    assert isinstance(first, EngineUnavailable)
    assert str(first) == "Puppet doesn't start: the puppet dies"
    assert [str(second), *map(str, later)] == [str(first)] * 2


def test_a_child_that_dies_after_it_has_started_may_start_again(tmp_path: Path) -> None:
    with puppets(tmp_path) as engine:
        for round_ in range(3):
            let_die(tmp_path, "starting", 2)
            let_die(tmp_path, "x", 1)
            assert told(engine, ["x", *TEXTS]) == ["x", *TEXTS], round_


def test_an_unforeseen_error_in_a_child_is_the_error_of_one_message(tmp_path: Path) -> None:
    with puppets(tmp_path) as engine:
        error, other = answers(engine, "fail", "1")

    assert isinstance(error, InternalError)
    assert "ZeroDivisionError: the puppet's" in error.text
    assert not isinstance(other, RetourError)
    assert (tmp_path / "starts").read_text().count("\n") == 1


def test_what_takes_too_long_to_start_is_not_waited_for(tmp_path: Path) -> None:
    with puppets(tmp_path, limits=Limits(start=0.000_001)) as engine:
        (error,) = answers(engine, "1")

    assert str(error) == "Puppet didn't start within 1e-06 s"


def test_a_process_that_was_stopped_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of its own goes on, but ends it only when it goes on itself."""
    monkeypatch.setattr(child, "_GRACE", 0.1)

    with puppets(tmp_path) as engine:
        assert told(engine, ["1", "stop", "2"], time_limit=0.5) == ["1", "time-limit", "2"]


def test_closing_does_not_wait_for_a_process_that_was_stopped(tmp_path: Path) -> None:
    with puppets(tmp_path) as engine:
        (pending,) = engine.submit([job("stop", "a", 30.0)])
        with ThreadPoolExecutor(1) as thread:
            waiting = thread.submit(pending.result)
            assert wait_until(lambda: (tmp_path / "compiled").exists())
            begin = time.monotonic()
            engine.close()
            took = time.monotonic() - begin
    assert took < 2
    assert isinstance(waiting.exception(), EngineUnavailable)
