"""The processes that the engine works in: what becomes of a run when one dies, doesn't start, or must be killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from processes import engine_children, is_alive, path_with, posix_only, wait_until
from retour.checking import outcome_job
from retour.engines import Answer, Engine, Job, Pending, Request, open_engine
from retour.errors import EngineUnavailable, InternalError
from retour.levels import Check
from retour.model import Outcome
from retour.rulesets import RuleSet
from retour.workspace import Workspace
from samples import ENDLESS, MESSAGE, RULES, write_set

CHOOSY = ENDLESS.replace(
    '<xsl:call-template name="again"><xsl:with-param name="n" select="0"/></xsl:call-template>',
    '<xsl:if test="//m:Naam = \'endless\'"><xsl:call-template name="again">'
    '<xsl:with-param name="n" select="0"/></xsl:call-template></xsl:if>',
)
"""Endless for one message, quick for any other."""


@pytest.fixture
def submit(workspace: Workspace, tmp_path: Path) -> Callable[..., list[Pending[Outcome]]]:
    """Hands the set that is endless for some to an engine, with the names that the messages are to have."""

    def run(engine: Engine, *names: str, time_limit: float = 30.0) -> list[Pending[Outcome]]:
        rules = RuleSet.open(write_set(tmp_path / "set", CHOOSY))
        jobs = []
        for number, name in enumerate(names):
            message = tmp_path / f"{number}.xml"
            message.write_text(MESSAGE.replace("Zoë van Ammerveld", name), encoding="utf-8")
            check = Check(message, message.name, workspace, rules, time_limit=time_limit)
            jobs.append(outcome_job(check, lambda outcome, _: outcome))
        return engine.submit(jobs)

    return run


@pytest.fixture
def new_children() -> Callable[[], list[int]]:
    """The engine processes that were started since the test began."""
    before = set(engine_children(os.getpid()))
    return lambda: [child for child in engine_children(os.getpid()) if child not in before]


def kinds(pending: list[Pending[Outcome]]) -> list[str]:
    outcomes = [each.result() for each in pending]
    return [outcome.problem.kind if outcome.problem else outcome.status for outcome in outcomes]


@posix_only
def test_killed_child_costs_nothing(
    submit: Callable[..., Any], new_children: Callable[[], list[int]]
) -> None:
    engine = open_engine("saxon", 1)
    try:
        pending = submit(engine, "quick", "endless", "quick", "quick", time_limit=2)
        pending[0].result()
        time.sleep(0.2)  # by now it is busy with the second
        (child,) = new_children()
        os.kill(child, signal.SIGKILL)

        assert kinds(pending) == ["accepted", "time-limit", "accepted", "accepted"]
    finally:
        engine.close()


def test_time_limit_costs_only_the_messages_at_fault(submit: Callable[..., Any]) -> None:
    engine = open_engine("saxon", 1)
    try:
        names = ["quick"] * 12 + ["endless"] + ["quick"] * 12
        pending = submit(engine, *names, time_limit=0.5)

        assert kinds(pending) == ["accepted"] * 12 + ["time-limit"] + ["accepted"] * 12
    finally:
        engine.close()


def test_compiling_does_not_count_for_the_time_limit(submit: Callable[..., Any]) -> None:
    engine = open_engine("saxon", 1)
    try:
        assert kinds(submit(engine, "quick", time_limit=0.1)) == ["accepted"]
    finally:
        engine.close()


@posix_only
def test_close_leaves_no_process(submit: Callable[..., Any], new_children: Callable[[], list[int]]) -> None:
    engine = open_engine("saxon", 2)
    pending = submit(engine, "quick", *["endless"] * 90)
    pending[0].result()
    children = new_children()

    begin = time.monotonic()
    engine.close()

    assert time.monotonic() - begin < 10
    assert len(children) == 2
    assert wait_until(lambda: not any(map(is_alive, children)), 5)


@posix_only
def test_no_more_children_than_work(
    submit: Callable[..., Any], new_children: Callable[[], list[int]]
) -> None:
    engine = open_engine("saxon", 8)
    try:
        assert kinds(submit(engine, "quick", "quick", "quick")) == ["accepted"] * 3
        assert len(new_children()) == 1
    finally:
        engine.close()


@posix_only
def test_as_many_children_as_are_started_ahead(
    submit: Callable[..., Any], new_children: Callable[[], list[int]]
) -> None:
    engine = open_engine("saxon", 2)
    try:
        engine.start(1)
        assert wait_until(lambda: len(new_children()) == 1)
        engine.start(3)
        assert wait_until(lambda: len(new_children()) == 2)
        assert kinds(submit(engine, "quick")) == ["accepted"]
    finally:
        engine.close()


CHECK_THREE = """
import sys
from retour import check
for name in sys.argv[2:]:
    outcome = check(name, sys.argv[1])
    print(outcome.problem.kind if outcome.problem else outcome.status)
    print(outcome.problem.text if outcome.problem else "")
"""


@posix_only
def test_too_little_address_space(project: Path, python: Callable[..., Any]) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"

    ended = python("-c", limit + CHECK_THREE, "demo/1.0", "accepted.xml", cwd=project)

    assert ended.code == 0, ended.err
    if version("saxonche").startswith("12."):
        assert ended.out == "accepted\n\n"
    else:
        assert ended.out == (
            "engine-unavailable\nSaxonC can't reserve the address space it needs (13.x takes about 35 GB of it, "
            "little of which is ever used): raise `ulimit -v`, or install saxonche 12\n"
        )
    assert "Traceback" not in ended.err


def test_saxonche_that_can_not_be_loaded(project: Path, python: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "saxonche.py").write_text('raise ImportError("libsaxonc-core.so: not found")\n')

    ended = python(
        "-c",
        CHECK_THREE,
        "demo/1.0",
        "accepted.xml",
        "tr018.xml",
        cwd=project,
        env={"PYTHONPATH": path_with(tmp_path / "broken")},
    )

    sentence = "engine-unavailable\nthe package saxonche can't be loaded: libsaxonc-core.so: not found\n"
    assert (ended.code, ended.out, ended.err) == (0, sentence * 2, "")


@pytest.mark.skipif(sys.platform == "win32", reason="the engine's stderr can't be read there while it runs")
def test_child_says_nothing_on_this_process_s_stderr(
    submit: Callable[..., Any], capfd: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine("saxon", 1)
    try:
        kinds(submit(engine, "endless", time_limit=0.2))
    finally:
        engine.close()

    assert capfd.readouterr() == ("", "")


def test_rules_that_fail_say_nothing_here_either(
    check_with: Callable[..., Outcome], capfd: pytest.CaptureFixture[str]
) -> None:
    assert check_with(
        RULES.replace("<vr:Rapport>", '<xsl:message terminate="yes">no</xsl:message><vr:Rapport>')
    ).problem

    assert capfd.readouterr() == ("", "")


def waited_for(pending: Sequence[Pending[str]]) -> list[str]:
    """The results that come within half a minute, waited for in a thread of their own: it may wait in vain."""
    results: list[str] = []
    waiting = Thread(target=lambda: results.extend(each.result() for each in pending), daemon=True)
    waiting.start()
    waiting.join(30)
    return results


def test_job_that_needs_no_run_does_not_get_another_lost(tmp_path: Path, workspace: Workspace) -> None:
    """One child is fed from two threads: the second has nothing to hand over while the first still makes its request."""
    rules = RuleSet.open(write_set(tmp_path / "set", RULES))
    message = tmp_path / "message.xml"
    message.write_text(MESSAGE, encoding="utf-8")
    job = outcome_job(Check(message, "m", workspace, rules), lambda outcome, _: outcome.status)
    begun, goes_on = Event(), Event()

    def slow() -> Request | None:
        begun.set()
        goes_on.wait(30)
        return job.prepare()

    engine = open_engine("saxon", 1)
    try:
        with ThreadPoolExecutor(1) as thread:
            first = thread.submit(lambda: waited_for(engine.submit([Job(job.group, slow, job.complete)])))
            assert begun.wait(30)
            (second,) = engine.submit([Job(job.group, lambda: None, lambda reply: "no run")])
            goes_on.set()
            assert waited_for([second]) == ["no run"]
            assert first.result() == ["accepted"]
    finally:
        engine.close()


def test_two_threads_wait_for_one_engine(tmp_path: Path, workspace: Workspace) -> None:
    rules = RuleSet.open(write_set(tmp_path / "set", RULES))
    message = tmp_path / "message.xml"
    message.write_text(MESSAGE, encoding="utf-8")
    check = Check(message, "m", workspace, rules)
    engine = open_engine("saxon", 2)
    try:
        mine, theirs = (
            engine.submit([outcome_job(check, lambda outcome, _: outcome.status) for _ in range(100)])
            for _ in range(2)
        )
        with ThreadPoolExecutor(1) as thread:
            others = thread.submit(waited_for, theirs)
            assert waited_for(mine) == ["accepted"] * 100
            assert others.result() == ["accepted"] * 100
    finally:
        engine.close()


def test_fault_of_the_harness_is_the_error_of_one_job() -> None:
    def faulty() -> Request:
        raise ZeroDivisionError("no")

    engine = open_engine("saxon", 1)
    try:
        (pending,) = engine.submit([Job("group", faulty, lambda answer: answer)])
        answer = pending.result()
    finally:
        engine.close()

    assert isinstance(answer, InternalError)
    assert "ZeroDivisionError: no" in answer.text
    assert isinstance(answer.__cause__, ZeroDivisionError)


def test_reply_that_can_not_be_taken_is_the_error_of_one_job(tmp_path: Path) -> None:
    def faulty(answer: Answer) -> str:
        if answer is None:
            raise ZeroDivisionError("no")
        return type(answer).__name__

    engine = open_engine("saxon", 1)
    try:
        (pending,) = engine.submit([Job("group", lambda: None, faulty)])
        assert pending.result() == "InternalError"
    finally:
        engine.close()


def test_results_that_are_asked_for_after_the_end(submit: Callable[..., Any]) -> None:
    engine = open_engine("saxon", 1)
    (pending,) = submit(engine, "endless")
    engine.close()

    with pytest.raises(EngineUnavailable, match="the engine was closed before it came to this"):
        pending.result()
