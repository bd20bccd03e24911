"""What becomes of mutants: from cases and rules to results."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

import pytest
from processes import engine_children, posix_only, run_here
from retour.caching import STORE_FILE
from retour.cli.selection import select_cases
from retour.configuration import find_configuration
from retour.engines import Answer, Engine, Job, Pending, Request, open_engine
from retour.errors import ChildDied, ConfigurationError
from retour.model import Place
from retour.mutation import Memory, Mutation, Options, mutate
from retour.mutation.model import MutationWaiver, Result
from retour.mutation.schemata import PARAMETER, PROBING
from retour.workspace import Workspaces
from samples import ENDLESS, MESSAGE, RULES, stylesheet, write_set

Cases = Callable[..., Path]
Mutate = Callable[..., Mutation]
T = TypeVar("T")

THOROUGH = """\
    rules: demo/1.0
    cases:
      - {id: accepted, message: accepted.xml, expect: valid}
      - id: too-early
        message: tr018.xml
        expect:
          fires:
            - code: TR018
              at: ["//StopProduct[1]/Begindatum", "//StopProduct[1]/Einddatum"]
              times: 1
      - {id: wrong-bsn, message: cs002.xml, expect: {fires: [CS002]}}
"""
LAX = """\
    rules: demo/1.0
    cases:
      - {id: too-early, message: tr018.xml, expect: {fires: [TR018]}}
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = open_engine("saxon", 1)
    yield opened
    opened.close()


@pytest.fixture
def run(project: Path, engine: Engine) -> Mutate:
    def run(**options: object) -> Mutation:
        options.setdefault("memory", Memory(None, ""))
        workspaces = Workspaces()
        return mutate(select_cases(["."], workspaces), workspaces, engine, Options(**options))

    return run


def where(results: Sequence[Result], before: str, operator: str) -> list[str]:
    return [
        f"{result.mutant.after} {result.status} {result.noticed_by}"
        for result in results
        if result.mutant.before == before and result.mutant.operator == operator
    ]


def test_a_case_notices_when_its_verdict_changes(cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)

    found = run(operators=["comparison"]).results

    wanted = "translate(m:Einddatum, '-', '') < translate(m:Begindatum, '-', '')"
    assert where(found, wanted, "comparison") == [
        f"{wanted.replace('<', '<=')} survived None",  # no case has equal dates
        f"{wanted.replace('<', '>')} killed stop.cases.yaml::accepted",
    ]


def test_a_missed_mutant_names_the_nearest_case(cases: Cases, run: Mutate) -> None:
    cases(LAX + "      - {id: both, message: both.xml, expect: {fires: [TR018, CS002]}}\n")
    cases("rules: demo/1.0\ncases: [{id: a, message: accepted.xml, expect: valid}]\n", "a.cases.yaml")

    (survivor,) = [r for r in run(operators=["comparison"]).results if "<=" in r.mutant.after]

    assert (survivor.status, survivor.nearest) == ("survived", "a.cases.yaml::a")


def test_an_outcome_that_changes_unseen_is_missed(cases: Cases, run: Mutate) -> None:
    cases(LAX)  # it doesn't say where TR018 fires

    found = run(operators=["value-dropped"]).results

    assert [(r.status, r.unseen_by) for r in found if r.mutant.before == "m:Begindatum | m:Einddatum"] == [
        ("unseen", "stop.cases.yaml::too-early"),
        ("unseen", "stop.cases.yaml::too-early"),
    ]


def test_a_case_that_says_where_notices(cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)

    found = run(operators=["value-dropped"]).results

    assert [r.noticed_by for r in found if r.mutant.before == "m:Begindatum | m:Einddatum"] == [
        "stop.cases.yaml::too-early",
        "stop.cases.yaml::too-early",
    ]


def test_a_mutant_that_writes_no_report_is_noticed(project: Path, cases: Cases, run: Mutate) -> None:
    """Without the choice nothing is written that begins with an element."""
    guarded = RULES.replace("<vr:Rapport>", "<xsl:if test='true()'><vr:Rapport>").replace(
        "</vr:Rapport>", "</vr:Rapport></xsl:if>"
    )
    write_set(project / "rules" / "demo", guarded)
    cases(THOROUGH)

    found = run(operators=["if"]).results

    silenced = [r for r in found if (r.mutant.before, r.mutant.after) == ("true()", "false()")]
    assert [(r.status, r.noticed_by) for r in silenced] == [("killed", "stop.cases.yaml::accepted")]


def test_endless_mutants_end_with_the_time_limit(project: Path, cases: Cases, run: Mutate) -> None:
    ends = ENDLESS.replace("1 - $n", "$n - 1")  # it counts down, and ends
    write_set(project / "rules" / "demo", ends)
    cases("rules: demo/1.0\ncases:\n  - {id: accepted, message: accepted.xml, expect: valid}\n")

    found = run(operators=["if", "arithmetic", "boundary"], time_limit=1.0).results

    assert {(r.mutant.after, r.status) for r in found} >= {("true()", "timed out"), ("$n + 1", "timed out")}
    assert {r.reason for r in found if r.status == "timed out"} == {
        "the rule set was not done with this message after 1 s, its time limit"
    }


def test_a_mutant_that_does_not_compile_is_found_among_those_that_do(
    project: Path, cases: Cases, run: Mutate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expressions that SaxonC refuses and the parser here takes: what is generated is parsed first, so one is made up."""
    from retour.mutation import mutating

    def with_nonsense(*arguments: object) -> object:
        found = generate(*arguments)
        first = found.mutants[0]
        broken = replace(first, id="broken", edits=(replace(first.edits[0], value="a b"),))
        return replace(found, mutants=(*found.mutants, broken))

    generate = mutating.generate
    monkeypatch.setattr(mutating, "generate", with_nonsense)
    cases(THOROUGH)

    found = run(operators=["comparison"]).results

    assert [r.mutant.id for r in found if r.status == "invalid"] == ["broken"]
    assert {r.status for r in found if r.mutant.id != "broken"} == {"killed", "survived"}


def test_what_no_message_gets_to_is_out_of_reach(project: Path, cases: Cases, run: Mutate) -> None:
    never = '<xsl:template name="never"><xsl:if test="1 = 2">x</xsl:if></xsl:template></xsl:stylesheet>'
    write_set(project / "rules" / "demo", RULES.replace("</xsl:stylesheet>", never))
    cases(THOROUGH)

    found = run(operators=["comparison", "if"]).results

    assert {r.status for r in found if r.mutant.within == "template never"} == {"out of reach"}
    assert "out of reach" not in {r.status for r in found if r.mutant.within != "template never"}


def test_cases_that_fail_anyhow_notice_nothing(cases: Cases, run: Mutate) -> None:
    cases(THOROUGH + "      - {id: wrong, message: tr018.xml, expect: valid}\n")
    cases(
        "rules: demo/1.0\ncases: [{id: later, message: cs002.xml, xfail: not yet, expect: valid}]\n",
        "b.cases.yaml",
    )

    found = run(operators=["and-or"])

    assert found.cases == 3
    assert dict(found.left_out) == {
        "b.cases.yaml::later": "is expected to fail: not yet",
        "stop.cases.yaml::wrong": "fails without any mutant: TR018 fired at "
        "/Bericht/Clienten/Client/StopProduct[1]/Begindatum, which the case doesn't name",
    }


def test_without_a_case_there_is_nothing_to_notice_with(cases: Cases, run: Mutate) -> None:
    cases("rules: demo/1.0\ncases: [{id: wrong, message: tr018.xml, expect: valid}]\n")
    with pytest.raises(ConfigurationError) as caught:
        run()
    assert str(caught.value) == (
        "no case can notice a mistake: stop.cases.yaml::wrong fails without any mutant: TR018 fired at "
        "/Bericht/Clienten/Client/StopProduct[1]/Begindatum, which the case doesn't name"
    )


def test_an_unknown_rule(cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)
    with pytest.raises(ConfigurationError) as caught:
        run(names=["WMO370"])
    assert str(caught.value) == (
        "no rule WMO370 and no stylesheet WMO370.xsl among those that the cases are checked with, did you mean 'WMO307'?"
    )


def test_waivers(cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)
    place = Place("mutants.yaml", 1, 1)
    equal = MutationWaiver("equivalent", "why not", place, "WMO307.xsl", change="… < … → … <= …")
    stale = MutationWaiver("accepted", "once upon a time", place, "WMO307.xsl", change="a → b")

    part = run(operators=["comparison"], waivers=[equal, stale])
    whole = run(waivers=[equal, stale])

    assert [r.waiver for r in part.results if r.is_equivalent] == [equal]
    assert part.unused == ()  # not all kinds of mistakes were made
    assert whole.unused == (stale.place,)


def memory_of(project: Path) -> Memory:
    return Memory.of(find_configuration(project), "x")


def counting(memory: Memory, cases: Cases, run: Mutate) -> tuple[list[tuple[str, str, str | None]], int]:
    results = run(memory=memory).results
    memory.close()
    return [(r.mutant.id, r.status, r.noticed_by) for r in results], sum(r.runs for r in results)


def test_the_second_run_has_nothing_to_do(project: Path, cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)
    first, runs = counting(memory_of(project), cases, run)

    assert runs > 0
    assert counting(memory_of(project), cases, run) == (first, 0)


def test_a_new_case_meets_what_survived(project: Path, cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)
    first, _ = counting(memory_of(project), cases, run)
    missed = sum(status in ("survived", "unseen") for _, status, _ in first)

    cases(
        'rules: demo/1.0\ncases: [{id: nameless, message: technical.xml, expect: {retour: ["0001"]}}]\n',
        "new.cases.yaml",
    )
    second, runs = counting(memory_of(project), cases, run)

    assert 0 < runs <= missed
    assert [noticed for _, _, noticed in second].count("new.cases.yaml::nameless") > 0
    assert [s for s in first if s[1] == "killed"] == [
        s for s in second if s[1] == "killed" and s[2] != "new.cases.yaml::nameless"
    ]


def test_a_changed_rule_forgets_what_was_known(project: Path, cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)
    counting(memory_of(project), cases, run)
    changed = RULES.replace("m:Naam = 'onbekend'", "m:Naam = 'niemand'")
    write_set(project / "rules" / "demo", changed)

    fresh, _ = counting(Memory(None, ""), cases, run)
    again, runs = counting(memory_of(project), cases, run)

    assert runs > 0
    assert [one[:2] for one in again] == [one[:2] for one in fresh]


def test_a_damaged_memory_is_set_aside_and_told(project: Path, cases: Cases, run: Mutate) -> None:
    cases(LAX)
    (project / ".retour-cache").mkdir()
    (project / ".retour-cache" / STORE_FILE).write_text("no database", encoding="utf-8")
    memory = memory_of(project)

    assert counting(memory, cases, run)[1] > 0
    assert memory.trouble is not None
    assert "outcomes-1.damaged" in memory.trouble
    assert counting(memory_of(project), cases, run)[1] > 0
    assert counting(memory_of(project), cases, run)[1] == 0


def test_what_the_cache_had_no_room_for_is_found_out_again(project: Path, cases: Cases, run: Mutate) -> None:
    """Which cases survivors have met goes on its own, the oldest first."""
    cases(LAX)
    first, _ = counting(memory_of(project), cases, run)
    with closing(sqlite3.connect(project / ".retour-cache" / STORE_FILE)) as kept:
        assert kept.execute("DELETE FROM kept WHERE kind = 'met'").rowcount > 0
        kept.commit()

    again, runs = counting(memory_of(project), cases, run)

    assert (again, runs > 0) == (first, True)
    assert counting(memory_of(project), cases, run) == (first, 0)


def test_two_runs_may_remember_at_a_time(project: Path, cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)
    one, other = memory_of(project), memory_of(project)
    first, _ = counting(one, cases, run)

    assert counting(other, cases, run) == (first, 0)


def test_a_project_without_a_cache_has_no_memory(project: Path, cases: Cases, run: Mutate) -> None:
    cases(THOROUGH)
    (project / "retour.toml").write_text("cache = false\n", encoding="utf-8")
    counting(memory_of(project), cases, run)

    assert counting(memory_of(project), cases, run)[1] > 0
    assert not (project / ".retour-cache").exists()


@posix_only
def test_children_that_are_killed_change_nothing(project: Path, cases: Cases, run: Mutate) -> None:
    """Whether a child dies while it starts, compiles, or runs mutants: they are run again, and noticed by the same cases."""
    cases(THOROUGH)
    undisturbed = run().results
    others = set(engine_children(os.getpid()))
    workspaces = Workspaces()
    engine = open_engine("saxon", 2)
    killed = []

    def kill(done: Event) -> None:
        next_kill = 0.0
        while not done.wait(0.005) and len(killed) < 4:
            children = set(engine_children(os.getpid())) - others - set(killed)
            if children and time.monotonic() > next_kill:
                os.kill(min(children), signal.SIGKILL)
                killed.append(min(children))
                next_kill = time.monotonic() + 0.5

    done = Event()
    killer = Thread(target=kill, args=(done,))
    killer.start()
    try:
        memory = memory_of(project)
        found = mutate(select_cases(["."], workspaces), workspaces, engine, Options(memory=memory))
    finally:
        done.set()
        killer.join()
        engine.close()

    assert killed
    assert [without_runs(result) for result in found.results] == [without_runs(r) for r in undisturbed]
    again, runs = counting(memory_of(project), cases, run)
    assert again == [(r.mutant.id, r.status, r.noticed_by) for r in undisturbed]
    assert runs == 0


def without_runs(result: Result) -> Result:
    return replace(result, runs=0)


class Mortal:
    """An engine whose processes die of one mutant, whatever is tried, or of all that is asked before any mutant is."""

    def __init__(self, engine: Engine, number: str) -> None:
        self.name = engine.name
        self._engine = engine
        self._number = number

    def start(self, parts: int) -> None:
        self._engine.start(parts)

    def close(self) -> None:
        """Others use the engine, too."""

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        return self._engine.submit([self._fatal(job) for job in jobs])

    def _fatal(self, job: Job[T]) -> Job[T]:
        numbers = []

        def prepare() -> Request | None:
            request = job.prepare()
            if request is not None:
                numbers.append(request.order.parameters.get(PARAMETER, "none"))
            return request

        def complete(answer: Answer) -> T:
            return job.complete(ChildDied("it died") if numbers == [self._number] else answer)

        return replace(job, prepare=prepare, complete=complete)


def test_a_mutant_of_which_nothing_is_known_is_not_counted_and_not_kept(
    cases: Cases,
    run: Mutate,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    retour_here = run_here(monkeypatch, capsys)
    monkeypatch.setattr(engine, "close", lambda: None)
    cases(THOROUGH)
    wanted = run().results
    monkeypatch.setattr("retour.cli.mutate.open_engine", lambda *_: Mortal(engine, "2"))

    ended = retour_here("mutate", "--format", "json")

    found = json.loads(ended.out)
    (unknown,) = [one for one in found["results"] if one["status"] == "not known"]
    assert (ended.code, found["not_known"], unknown["reason"]) == (3, 1, "it died")
    assert found["mutants"] == sum(r.is_noticed or r.is_missed for r in wanted) - 1
    ended = retour_here("mutate", "--no-cache")
    assert "not counted: 1 of which nothing is known, because the engine failed" in ended.out
    assert f": not known ({unknown['id']}): it died" in ended.out

    monkeypatch.setattr("retour.cli.mutate.open_engine", lambda *_: engine)
    ended = retour_here("mutate", "--format", "json")

    found = json.loads(ended.out)
    assert ended.code == 0
    assert [one["status"] for one in found["results"]] == [result.status for result in wanted]


@pytest.mark.parametrize("number", ["none", "0", str(PROBING)], ids=["case", "copy", "probes"])
def test_without_its_ground_nothing_is_hunted(
    project: Path, cases: Cases, engine: Engine, number: str
) -> None:
    """A case that dies as the rules are still unchanged would leave mutants unnoticed; a copy, unmet."""
    cases(THOROUGH)
    workspaces = Workspaces()
    with pytest.raises(ChildDied, match="it died"):
        mutate(
            select_cases(["."], workspaces),
            workspaces,
            Mortal(engine, number),
            Options(memory=Memory(None, "")),
        )


def test_results_do_not_depend_on_the_number_of_workers(
    project: Path, cases: Cases, engine: Engine, run: Mutate
) -> None:
    cases(THOROUGH)
    workspaces = Workspaces()
    two = open_engine("saxon", 2)
    try:
        found = mutate(select_cases(["."], workspaces), workspaces, two, Options(memory=Memory(None, "")))
    finally:
        two.close()

    assert found.results == run().results


KEYED = """
    <xsl:template match="/m:Bericht">
      <vr:Rapport><vr:Fouten>
        <xsl:for-each select="//m:StopProduct"><xsl:call-template name="check"/></xsl:for-each>
      </vr:Fouten></vr:Rapport>
    </xsl:template>
    <xsl:key name="begun" match="m:StopProduct" use="m:Begindatum"/>
    <xsl:variable name="many" select="1"/>
    <xsl:template name="check">
      <xsl:if test="count(key('begun', m:Einddatum)) &gt; $many"><vr:Fout><vr:Code>TR018</vr:Code></vr:Fout></xsl:if>
    </xsl:template>
"""


def test_a_variable_is_reached_by_way_of_the_templates_that_use_it(
    project: Path, cases: Cases, run: Mutate
) -> None:
    """Also where no mutant stands in these templates: `check` has no number to change."""
    whole = stylesheet("", top=KEYED)
    write_set(project / "rules" / "demo", whole[: whole.rindex("<xsl:template match")] + "</xsl:stylesheet>")
    (project / "same.xml").write_text(MESSAGE.replace("2017-06-09", "2017-06-06"), encoding="utf-8")
    cases(
        "rules: demo/1.0\ncases: [{id: same-day, message: same.xml, expect: {fires: [{code: TR018, times: 2}]}}]\n"
    )

    found = run(operators=["boundary"]).results

    assert [(r.mutant.within, r.mutant.after, r.status) for r in found] == [
        ("variable many", "2", "killed"),
        ("variable many", "0", "survived"),
    ]
