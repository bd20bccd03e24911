"""Several engines as one: each job is run as the project that it belongs to has chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from retour.engines import Choice, Engine, Engines, Job, Limits, engine_title
from retour.errors import ConfigurationError


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int | None, Limits]]:
    """What engines are opened with, in order."""
    from retour.engines import several

    seen = []
    real = several.open_engine

    def noting(name: str, workers: int | None, limits: Limits) -> Engine:
        seen.append((name, workers, limits))
        return real(name, workers, limits)

    monkeypatch.setattr(several, "open_engine", noting)
    return seen


@pytest.fixture
def engines(opened: list[tuple[str, int | None, Limits]]) -> Iterator[Engines]:
    found = Engines(Choice(workers=0))
    yield found
    found.close()


def job(number: int, choice: Choice | None) -> Job[int]:
    return Job("group", lambda: None, lambda _: number, choice)


def test_results_come_in_the_order_of_the_jobs(engines: Engines) -> None:
    one, other = Choice("libxslt", 0), Choice("libxslt", 0, Limits(compile=3))
    jobs = [job(number, choice) for number, choice in enumerate([one, other, None, other, one])]

    assert [pending.result() for pending in engines.submit(jobs)] == [0, 1, 2, 3, 4]


def test_an_engine_is_opened_when_it_is_needed_and_once(
    engines: Engines, opened: list[tuple[str, int | None, Limits]]
) -> None:
    assert opened == []

    for _ in range(2):
        engines.submit([job(0, Choice("libxslt", 0)), job(1, None)])

    assert opened == [("libxslt", 0, Limits()), ("saxon", 0, Limits())]
    assert engines.name == f"{engine_title('saxon')}, {engine_title('libxslt')}"


def test_name_before_any_job_is_that_of_the_usual_one(engines: Engines) -> None:
    assert engines.name == engine_title("saxon")


def test_command_line_goes_before_every_choice(opened: list[tuple[str, int | None, Limits]]) -> None:
    engines = Engines(name="libxslt", workers=0)
    engines.submit([job(0, Choice("saxon", 4)), job(1, Choice("libxslt", 2))])

    assert opened == [("libxslt", 0, Limits())]


@pytest.mark.parametrize(("chosen", "given"), [(None, 1), (4, 1), (1, 1), (0, 0)])
def test_no_more_children_than(
    opened: list[tuple[str, int | None, Limits]], chosen: int | None, given: int
) -> None:
    engines = Engines(most=1)
    engines.engine(Choice("libxslt", chosen))
    engines.close()

    assert [workers for _, workers, _ in opened] == [given]


def test_no_such_engine() -> None:
    with pytest.raises(ConfigurationError, match=r"^there is no engine 'xalan'"):
        Engines(name="xalan")


def test_all_are_closed_whatever_becomes_of_one(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []
    for number, choice in enumerate([Choice("libxslt", 0), Choice("saxon", 0)]):
        engine = engines.engine(choice)

        def close(number: int = number) -> None:
            closed.append(number)
            raise OSError(number)

        monkeypatch.setattr(engine, "close", close)

    with pytest.raises(OSError, match=r"^[01]$"):
        engines.close()

    assert sorted(closed) == [0, 1]
    monkeypatch.undo()
