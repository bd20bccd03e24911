"""An edit is one module and one line in the registry: here one comes from outside, and everything works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import pytest
from processes import Ended, run_here
from pydantic import Field
from retour.cases import load_cases
from retour.cases.schema import case_file_schema
from retour.errors import CaseFileError
from retour.messages.edits import Put, TreeEdit, Workplace, registry

Write = Callable[..., Path]
Retour = Callable[..., Ended]


class Swap(TreeEdit):
    """Two elements change their texts."""

    name = "swap"

    path: Annotated[str, Field(alias="swap", description="An element with a text.")]
    other: Annotated[
        str, Field(alias="and", description="The element that gets this text and gives its own.")
    ]
    note: Annotated[str | None, Field(description="A text that both get before their own.")] = None

    def apply(self, work: Workplace) -> bytes:
        one, other = work.leaf(self.path), work.leaf(self.other)
        if one is other:
            raise work.error(f"{self.path} and {self.other} are one element")
        note = self.note or ""
        return work.splice(
            work.text(work.span(one), note + (other.text or "")),
            work.text(work.span(other), note + (one.text or "")),
        )

    def puts(self) -> Iterator[Put]:
        if self.note is not None:
            yield Put(self.note, self.path)


@pytest.fixture
def retour_here(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    """The command in this process, where the edit is known."""
    return run_here(monkeypatch, capsys)


@pytest.fixture(autouse=True)
def swap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "TREE_EDITS", (*registry.TREE_EDITS, Swap))


def written(keys: str, expect: str = "valid") -> str:
    return f"message: tr018.xml\ncases:\n  - id: a\n    edit: [{{{keys}}}]\n    expect: {expect}\n"


DATES = 'swap: "//StopProduct[1]/Begindatum", and: "//StopProduct[1]/Einddatum"'


def test_it_is_read(cases: Write) -> None:
    (case,) = load_cases(cases(written(DATES)))

    assert [edit.how for edit in case.edits] == [
        Swap.model_validate({"swap": "//StopProduct[1]/Begindatum", "and": "//StopProduct[1]/Einddatum"})
    ]


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ("swap: //Bsn", "'swap' needs 'and'"),
        ("swap: //Bsn, and: //Naam, to: x", "'swap' has no use for 'to'"),
        ("swap: //Bsn, and: //Naam, remove: //Bsn", "'remove' and 'swap': one edit at a time"),
        ("swp: //Bsn", "unknown key 'swp', did you mean 'swap'?"),
        ("set: //Bsn, to: x, note: y", "'set' has no use for 'note'"),
    ],
)
def test_it_is_checked(cases: Write, keys: str, error: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        load_cases(cases(written(keys)))

    assert error in str(caught.value)


def test_a_fragment_can_have_it_by_name(cases: Write, project: Path) -> None:
    (project / "common.yaml").write_text(f"edits:\n  dates: [{{{DATES}}}]\n", encoding="utf-8")

    (case,) = load_cases(cases("include: common.yaml\n" + written("use: dates")))

    assert isinstance(case.edits[0].how, Swap)


def test_it_is_made(cases: Write, retour_here: Retour) -> None:
    cases(written(DATES))

    ended = retour_here("run", "-p", "no:cacheprovider")

    assert ended.code == 0, ended.out


def test_it_is_shown(cases: Write, retour_here: Retour) -> None:
    cases(written(DATES))

    ended = retour_here("show", "stop.cases.yaml::a", "--diff")

    assert "-        <m:Begindatum>2017-06-06</m:Begindatum>" in ended.out
    assert "+        <m:Begindatum>2017-06-01</m:Begindatum>" in ended.out


def test_what_does_not_fit_the_message_has_its_place(cases: Write, retour_here: Retour) -> None:
    cases(written("swap: //Bsn, and: //Bsn"))

    ended = retour_here("run", "-p", "no:cacheprovider")

    assert ended.code == 2
    assert "stop.cases.yaml:4:12: //Bsn and //Bsn are one element" in ended.out


def test_it_stands_in_the_schema() -> None:
    edits = case_file_schema()["$defs"]["EditFields"]

    assert {"required": ["swap", "and"]} in edits["oneOf"]
    assert edits["properties"]["and"]["description"] == "The element that gets this text and gives its own."


def test_lint_looks_at_what_it_writes(cases: Write, retour_here: Retour) -> None:
    cases(written('swap: //Bsn, and: //Naam, note: "111222333"'))

    ended = retour_here("lint", "stop.cases.yaml")

    assert "stop.cases.yaml:4:12: L013 111222333 may be somebody's BSN" in ended.out
