"""A message is never accepted because nothing judged it: what was asked for and can't be judged is an error, with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended, run_here
from samples import REPOSITORY, write_cases

NOTHING = "nothing of this message was judged: "


@pytest.fixture
def retour(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """The command line, in a project whose rule set has no XSD."""
    return run_here(monkeypatch, capsys)


def error(*lines: str) -> str:
    return "".join(f"{line}\n" for line in ("accepted.xml: error (iwmo 2.1 WMO307)", *lines))


def test_by_default_the_text_names_what_was_not_checked(retour: Callable[..., Ended]) -> None:
    ended = retour("check", "accepted.xml")

    assert ended.code == 0
    assert ended.out.splitlines()[1:] == ["  schema: not checked, the set has no XSD"]


def test_json_tells_the_reason(retour: Callable[..., Ended]) -> None:
    (result,) = json.loads(retour("check", "accepted.xml", "--format", "json").out)["results"]

    told = {level["level"]: level for level in result["levels"]}
    assert told["schema"] == {"level": "schema", "status": "not checked", "reason": "the set has no XSD"}
    assert told["rules"] == {"level": "rules", "status": "passed"}


@pytest.mark.parametrize(
    ("levels", "text"),
    [
        (["schema"], "the level schema can't be judged: the set has no XSD"),
        (["rules", "schema"], "the level schema can't be judged: the set has no XSD"),
        (["envelope"], NOTHING + "envelope: the message is in no envelope"),
        (
            ["transition", "pair"],
            NOTHING + "transition: nothing tells when it is sent; pair: no heenbericht is named",
        ),
    ],
)
def test_what_was_asked_for_is_judged_or_an_error(
    retour: Callable[..., Ended], project: Path, levels: list[str], text: str
) -> None:
    options = [part for level in levels for part in ("--level", level)]

    assert retour("check", "accepted.xml", *options) == Ended(2, error(f"  {text}"), "")

    configured = (project / "retour.toml").read_text(encoding="utf-8") + f"levels = {json.dumps(levels)}\n"
    (project / "retour.toml").write_text(configured, encoding="utf-8")
    assert retour("check", "accepted.xml") == Ended(2, error(f"  {text}"), "")


def test_levels_that_have_nothing_to_ask_beside_others(retour: Callable[..., Ended]) -> None:
    assert retour("check", "accepted.xml", "--level", "envelope", "--level", "rules").code == 0


def test_schema_of_another_message(retour: Callable[..., Ended], project: Path) -> None:
    (project / "rules/demo/xsd").mkdir()
    schema = (REPOSITORY / "rules/iwmo/2_1/xsd/basisschema.xsd").read_bytes()
    (project / "rules/demo/xsd/basisschema.xsd").write_bytes(schema)
    (project / "rules/demo/xsd/WMO305.xsd").write_bytes(
        (REPOSITORY / "rules/iwmo/2_1/xsd/WMO305.xsd").read_bytes()
    )

    reason = "none of the set's XSDs is for iwmo 2.1 WMO307"
    assert retour("check", "accepted.xml").out.splitlines()[1:] == [f"  schema: not checked, {reason}"]
    told = retour("check", "accepted.xml", "--level", "schema")
    assert told == Ended(2, error(f"  the level schema can't be judged: {reason}"), "")


@pytest.mark.parametrize(
    "case",
    [
        "levels: [schema], expect: valid",
        "levels: [schema, rules], expect: valid",
        "expect: {schema: invalid}",
        "expect: {schema: [pattern]}",
    ],
)
def test_case_that_asks_for_what_can_not_be_judged(
    retour: Callable[..., Ended], project: Path, case: str
) -> None:
    file = write_cases(
        project / "stop.cases.yaml", f"cases:\n  - {{id: asked, message: accepted.xml, {case}}}\n"
    )

    ended = retour("coverage", str(file), "--format", "json")
    assert ended.code == 2, ended
    assert "the level schema can't be judged: the set has no XSD" in ended.out + ended.err


def test_case_that_asks_for_what_can_be_judged(retour: Callable[..., Ended], project: Path) -> None:
    write_cases(
        project / "stop.cases.yaml", "cases:\n  - {id: default, message: accepted.xml, expect: valid}\n"
    )

    assert retour("coverage", ".", "--format", "json").code == 0


def test_ei_has_neither_schema_nor_rules(retour: Callable[..., Ended], project: Path) -> None:
    (project / "stop.ei").write_bytes((REPOSITORY / "fixtures/levels/ei/stop.ei").read_bytes())

    ended = retour("check", "stop.ei")
    assert ended.code == 0
    assert ended.out.splitlines()[1:] == [
        "  schema: not checked, no schema and no rules judge EI",
        "  rules: not checked, no schema and no rules judge EI",
    ]
    assert retour("check", "stop.ei", "--level", "rules").code == 2
