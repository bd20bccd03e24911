"""`retour generate`: messages that are accepted, or that break one rule, written to a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended

Retour = Callable[..., Ended]


@pytest.fixture
def project(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing in it, in which the test stands: the sets that come along are in reach."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_messages_are_written_and_accepted(retour_here: Retour, project: Path) -> None:
    ended = retour_here("generate", "--type", "JW319", "--count", "5", "--engine-workers", "0")

    assert (ended.code, ended.err) == (0, "")
    first, second = ended.out.splitlines()
    assert first == "5 messages of JW319 in generated, accepted by ijw/3.2@3.2.0"
    assert second.endswith(" thrown away")
    assert sorted(file.name for file in (project / "generated").iterdir()) == [
        f"JW319-{number}.xml" for number in range(1, 6)
    ]
    checked = retour_here("check", "generated", "--no-cache", "--engine-workers", "0")
    assert checked.out.splitlines()[-1] == "5 accepted"


def test_a_rule_is_broken_and_the_result_is_told_to_machines(retour_here: Retour, project: Path) -> None:
    ended = retour_here(
        "generate", "--type", "JW319", "--breaking", "CD085", "--output", "wrong", "--format", "json",
        "--engine-workers", "0",
    )  # fmt: skip

    document = json.loads(ended.out)
    assert document["results"][0].pop("judged") > 0
    assert document == {
        "rules": "ijw/3.2@3.2.0",
        "seed": "1",
        "results": [
            {
                "type": "JW319",
                "breaking": "CD085",
                "files": ["wrong/JW319-CD085-1.xml"],
                "alone": True,
                "others": [],
            }
        ],
    }
    checked = retour_here(
        "check", "wrong/JW319-CD085-1.xml", "--format", "json", "--no-cache", "--engine-workers", "0"
    )
    findings = json.loads(checked.out)["results"][0]["findings"]
    assert {each["code"] for each in findings} == {"CD085"}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "messages of what? Name a type, such as --type JW323, or a rule set with --rules"),
        (
            ["--type", "JW301"],
            "JW301: several rule sets check it: say which with --rules, ijw/2.1 or ijw/3.2",
        ),
        (["--type", "JW318"], "JW318 answers JW317: make that one, and its answer with retour answer"),
        (["--type", "JW328"], "no rule set in reach checks JW328, did you mean 'JW325'?"),
        (
            ["--type", "JW317", "--breaking", "TR999"],
            "--breaking TR999: rule set ijw/3.2 has no such rule",
        ),
        (
            ["--rules", "ijw/3.2", "--type", "JW305", "--breaking", "TR019"],
            "--breaking TR019: it is judged by the messages that went before, and generate makes messages that stand alone",
        ),
        (
            ["--type", "JW317", "--breaking", "IV028"],
            "--breaking IV028: it is about retourberichten, and generate makes the messages that they answer",
        ),
        (
            ["--type", "JW317", "--breaking", "TR358"],
            "--breaking TR358: it isn't checked in JW317, but in JW323",
        ),
        (["--type", "JW317", "--xsd", "nowhere"], "--xsd nowhere: there is no such folder"),
    ],
)
def test_what_can_not_be_made(retour_here: Retour, project: Path, arguments: list[str], text: str) -> None:
    ended = retour_here("generate", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"retour: {text}")
    assert not (project / "generated").exists()


def test_a_folder_with_something_in_it_is_left_alone(retour_here: Retour, project: Path) -> None:
    (project / "generated").mkdir()
    (project / "generated/mine.xml").write_text("<mine/>", encoding="utf-8")

    ended = retour_here("generate", "--type", "JW319")

    assert ended.code == 2
    assert ended.err == "retour: generated: --output takes a folder that isn't there yet, or is empty\n"
    assert [file.name for file in (project / "generated").iterdir()] == ["mine.xml"]
