"""A key of `expect` is one module and one line in the registry: here one comes from outside, and everything works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import Ended, run_here
from retour.cases import load_cases
from retour.cases.expect import Difference, Judgement, Key, Setting, registry
from retour.cases.schema import case_file_schema
from retour.errors import CaseFileError

Write = Callable[..., Path]
Retour = Callable[..., Ended]


def _check(most: int, setting: Setting) -> None:
    if most > 9:
        raise CaseFileError("at most 9 can be told apart", setting.place("at most"))


def _differences(most: int, judgement: Judgement) -> Iterator[Difference]:
    if (found := len(judgement.errors)) > most:
        yield Difference(f"{found} findings came, where {most} may")


AT_MOST: Key[int] = Key(
    name="at most",
    about="No more findings than this come, whichever they are.",
    form=int,
    data=lambda most: most,
    told=lambda most: [f"at most {most}"],
    check=_check,
    differences=_differences,
    is_open=lambda most: True,
    accepted=lambda most, judgement: None if most is None else max(most, len(judgement.errors)),
)


@pytest.fixture
def retour_here(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    """The command in this process, where the key is known."""
    return run_here(monkeypatch, capsys)


@pytest.fixture(autouse=True)
def at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "KEYS", (*registry.KEYS, AT_MOST))


def written(most: str, message: str = "tr018-twice.xml") -> str:
    return f"message: {message}\ncases:\n  - id: a\n    expect: {{at most: {most}}}   # why\n"


def test_it_is_read(cases: Write) -> None:
    (case,) = load_cases(cases(written("2")))

    assert AT_MOST.of(case.expect) == 2


@pytest.mark.parametrize(
    ("most", "error"),
    [
        ("two", "4:23: 'at most' takes a whole number, not 'two'"),
        ("10", "4:23: at most 9 can be told apart"),
    ],
)
def test_it_is_checked(cases: Write, most: str, error: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        load_cases(cases(written(most)))

    assert str(caught.value) == f"stop.cases.yaml:{error}"


def test_a_name_like_it_finds_it(cases: Write) -> None:
    with pytest.raises(CaseFileError, match=r"unknown key 'at mst', did you mean 'at most'\?"):
        load_cases(cases(written("2").replace("at most", "at mst")))


@pytest.mark.parametrize(("most", "code"), [("2", 0), ("1", 1)])
def test_it_is_judged(cases: Write, retour_here: Retour, most: str, code: int) -> None:
    cases(written(most))

    ended = retour_here("run", "-p", "no:cacheprovider")

    assert ended.code == code
    assert ("- 2 findings came, where 1 may" in ended.out) is bool(code)
    assert ("at most 1  |  TR018 (9018) × 2" in ended.out) is bool(code)


def test_it_is_accepted(cases: Write, retour_here: Retour) -> None:
    file = cases(written("1"))

    ended = retour_here("accept", "--all")

    assert ended.code == 0, ended.out + ended.err
    assert file.read_text(encoding="utf-8") == written("2")


def test_it_stands_in_the_schema() -> None:
    properties = case_file_schema()["$defs"]["ExpectFields"]["properties"]

    assert properties["at most"]["description"] == AT_MOST.about
    assert {"type": "integer"} in properties["at most"]["anyOf"]


def test_lint_knows_that_it_can_fail(cases: Write, retour_here: Retour) -> None:
    case = '  - {{id: {}, expect: {{allow: ["*"]{}}}}}\n'
    cases("message: accepted.xml\ncases:\n" + case.format("a", ", at most: 1") + case.format("b", ""))

    ended = retour_here("lint", "stop.cases.yaml")

    found = [line for line in ended.out.splitlines() if line.startswith("stop.cases.yaml")]
    assert found == [
        "stop.cases.yaml:4:29: L002 case b can't fail: "
        "`allow` tolerates every rule that is judged, and nothing is claimed"
    ]
