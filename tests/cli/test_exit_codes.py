"""One exit code for one kind of mistake, whatever command meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended

Retour = Callable[..., Ended]

HEAD = "rules: ./rules\nmessage: accepted.xml\ncases:\n"
EDIT = HEAD + '  - {id: a, edit: [{set: "//Nothing", to: x}], expect: valid}\n'
AT = HEAD + "  - {id: a, expect: {fires: [{code: TR018, at: //Nothing}]}}\n"


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (("run",), EDIT),
        (("coverage",), EDIT),
        (("accept", "--all"), EDIT),
        (("show",), EDIT),
        (("mutate",), EDIT),
        (("compare", "rules/demo", "rules/demo", "--cases"), EDIT),
        (("run",), AT),
        (("coverage",), AT),
        (("accept", "--all"), AT),
        (("mutate",), AT),
    ],
)
def test_a_path_in_a_case_that_does_not_fit(
    retour_here: Retour, project: Path, command: tuple[str, ...], text: str
) -> None:
    (project / "a.cases.yaml").write_text(text, encoding="utf-8")

    assert retour_here(*command, "a.cases.yaml").code == 2


@pytest.mark.parametrize(("text", "kind"), [(EDIT, "edit"), (AT, "case-file")])
def test_its_kind_for_machines(retour_here: Retour, project: Path, text: str, kind: str) -> None:
    (project / "a.cases.yaml").write_text(text, encoding="utf-8")
    retour_here("run", "a.cases.yaml", "--retour-json=run.json")

    (result,) = json.loads((project / "run.json").read_text(encoding="utf-8"))["results"]
    assert result["error_kind"] == kind


def test_a_case_with_a_mistake_beside_one_that_only_fails(retour_here: Retour, project: Path) -> None:
    (project / "a.cases.yaml").write_text(AT, encoding="utf-8")
    (project / "b.cases.yaml").write_text(HEAD + "  - {id: b, expect: {valid: false}}\n", encoding="utf-8")

    assert retour_here("run", "b.cases.yaml").code == 1
    assert retour_here("run", "a.cases.yaml", "b.cases.yaml").code == 2


def test_a_fault_of_the_harness_is_a_sentence(
    retour_here: Retour, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr("retour.cli.lint.find", failing)
    ended = retour_here("lint")

    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("retour: the harness itself failed at retour/cli/lint.py:")
    assert ended.err.endswith(": KeyError: 'no such thing'; --traceback shows more, please report it\n")
    for arguments in (["--traceback", "lint"], ["lint", "--traceback"]):
        traced = retour_here(*arguments)
        assert traced.code == 3
        assert traced.err.startswith("Traceback (most recent call last):\n")
        assert traced.err.endswith(ended.err)
