"""One way from an error to its exit code and its kind: by its class."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from retour import errors
from retour.errors import (
    ConfigurationError,
    DynamicError,
    EditError,
    InternalError,
    NotJudged,
    NotServed,
    RetourError,
    as_retour_error,
    exit_code_of,
    exit_code_of_verdict,
)
from retour.model import Finding, Outcome, Problem, Verdict
from samples import REPOSITORY


def classes(base: type[RetourError] = RetourError) -> Iterator[type[RetourError]]:
    yield base
    for below in base.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from classes(below)


@pytest.mark.parametrize("error", list(classes()), ids=lambda error: error.__name__)
def test_the_tree_at_the_top_of_the_module_is_true(error: type[RetourError]) -> None:
    row = re.search(rf"{error.__name__}(?: +(\S+.*))?\n", errors.__doc__ or "")
    assert row is not None
    if row[1] is not None and row[1].isdigit():
        assert error.exit_code == int(row[1])
    else:
        assert error.exit_code == error.__mro__[1].exit_code  # type: ignore[attr-defined]


def test_kinds_are_documented() -> None:
    documented = (REPOSITORY / "docs/python.md").read_text(encoding="utf-8")
    told = documented[documented.index("`error_kind` is one of") :].partition("\n\n")[0]
    raised = {error.kind for error in classes() if error not in (RetourError, NotJudged)}
    assert {kind for kind in raised if f"`{kind}`" not in told} == set()


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (EditError("no"), Problem("edit", "no", 2)),
        (NotServed("no"), Problem("not-served", "no", 2)),
        (DynamicError("no"), Problem("dynamic-error", "no", 3)),
        (NotJudged(Problem("time-limit", "no", 3), "nothing made"), Problem("time-limit", "nothing made: no", 3)),
    ],
)  # fmt: skip
def test_an_error_becomes_a_problem_that_keeps_its_exit_code(error: RetourError, problem: Problem) -> None:
    assert (error.problem, error.problem.exit_code) == (problem, problem.exit_code)


def test_an_error_raised_on_purpose_stays_what_it_is() -> None:
    error = ConfigurationError("no")
    assert as_retour_error(error) is error


def test_any_other_error_becomes_one_sentence() -> None:
    try:
        Problem(no="such\nargument")  # type: ignore[arg-type]
    except TypeError as error:
        found = as_retour_error(error)
        assert found.__cause__ is error
    assert isinstance(found, InternalError)
    assert (found.kind, found.exit_code) == ("internal", 3)
    assert found.text == (
        "the harness itself failed: TypeError: Problem.__init__() got an unexpected keyword argument 'no'; "
        "--traceback shows more, please report it"
    )


def test_it_says_where_in_the_harness() -> None:
    try:
        exit_code_of([None])  # type: ignore[list-item]
    except AttributeError as error:
        found = as_retour_error(error)
    assert re.match(r"the harness itself failed at retour/errors\.py:\d+: AttributeError: ", found.text)


def test_of_several_exit_codes_the_highest_counts() -> None:
    accepted = Outcome("a.xml")
    rejected = Outcome("a.xml", findings=(Finding("rules", "TR018", "9018"),))
    unreadable = Outcome("a.xml", problem=Problem("unreadable", "no", 2))
    failed = Outcome("a.xml", problem=Problem("time-limit", "no", 3))
    assert exit_code_of([]) == 0
    assert exit_code_of([accepted]) == 0
    assert exit_code_of([rejected, accepted]) == 1
    assert exit_code_of([unreadable, rejected]) == 2
    assert exit_code_of([accepted, failed, unreadable]) == 3


def test_exit_code_of_a_case() -> None:
    assert exit_code_of_verdict(Verdict("as expected")) == 0
    assert exit_code_of_verdict(Verdict("not as expected")) == 1
    assert exit_code_of_verdict(Verdict("error", problem=Problem("case-file", "no", 2))) == 2
    assert exit_code_of_verdict(Verdict("error", problem=Problem("time-limit", "no", 3))) == 3
