"""Messages that a command makes, one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from processes import Ended, run_here
from samples import REPOSITORY
from scenario_samples import reference

Retour = Callable[..., Ended]

MAKER = """\
import json, shutil, sys
from pathlib import Path

task = json.loads(Path(sys.argv[1]).read_text())
number = task["step"]["step"]
name = f"{number:02}-{task['step']['type']}.xml"
"""


@pytest.fixture
def retour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "right").mkdir()
    for name, data in reference("start-iwmo-3.2").items():
        (tmp_path / "right" / name).write_bytes(data)
    return run_here(monkeypatch, capsys)


def produces(retour: Retour, script: str, command: str, *more: str) -> Ended:
    Path("maker.py").write_text(MAKER + script, encoding="utf-8")
    return retour("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", "--command", command, *more)


def test_a_command_that_writes_its_messages(retour: Retour, tmp_path: Path) -> None:
    script = """
shutil.copy(f"right/{name}", sys.argv[3])
Path(f"given-{number}.txt").write_text(" ".join(sorted(file.name for file in Path(sys.argv[2]).iterdir())))
shutil.copy(sys.argv[1], f"task-{number}.json")
"""

    ended = produces(retour, script, "{python} maker.py {task} {given} {output}", "--story", "kept")

    assert ended.code == 0
    assert "   3  aanbieder  WMO305   as expected  03-WMO305.xml\n" in ended.out
    assert Path("given-3.txt").read_text() == "01-WMO301.xml 02-WMO302.xml"
    task = json.loads(Path("task-3.json").read_text())
    schema = json.loads((REPOSITORY / "schema/scenario-task.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(task)
    assert task["keys"]["//StartProduct/ToewijzingNummer"] == "668877"
    assert task["data"]["bsn"] == "999990019"
    assert sorted(file.name for file in Path("kept/start-iwmo-3.2").iterdir()) == [
        "01-WMO301.xml",
        "02-WMO302.xml",
        "03-WMO305.xml",
        "04-WMO306.xml",
    ]


def test_a_command_that_prints_its_messages(retour: Retour) -> None:
    script = 'sys.stdout.buffer.write(Path(f"right/{name}").read_bytes())\n'

    assert produces(retour, script, "{python} maker.py {task}").code == 0


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('sys.exit("no licence")', "error: the command ended with exit code 1: no licence"),
        ("import os; os.abort()", "error: the command was ended by signal 6"),
        ("import time; time.sleep(60)", "error: the command was not done after 4 s"),
        ("print()", None),
        ("while True: print('x' * 1_000_000)", "error: it wrote more than 26.21 MB to standard output"),
    ],
)
def test_a_command_that_fails_over_one_message(retour: Retour, script: str, said: str | None) -> None:
    script = f'if number == 3:\n    {script}\nelse:\n    shutil.copy(f"right/{{name}}", sys.argv[2])\n'

    limit = ("--time-limit", "4s") if "sleep" in script else ()
    ended = produces(retour, script, "{python} maker.py {task} {output}", *limit)

    lines = ended.out.splitlines()
    assert lines[3].startswith("   2  aanbieder  WMO302   as expected")
    if said is None:
        assert (ended.code, lines[4]) == (1, "   3  aanbieder  WMO305   missing: the command made no message")
    else:
        assert ended.code == 3
        assert lines[4].startswith(f"   3  aanbieder  WMO305   {said}")
    assert lines[5] == "   4  gemeente   WMO306   not played: step 3 has no message"


def test_a_program_that_is_not_there(retour: Retour) -> None:
    ended = produces(retour, "", "nowhere/make {output}")

    assert ended.code == 3
    assert "error: 'nowhere/make' can't be run: No such file or directory" in ended.out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--command", "make {outptu}"], "--command: nothing is called {outptu}, did you mean 'output'?"),
        (["--command", "make 'x"], "--command: \"make 'x\" can't be read: No closing quotation"),
        (["--command", " "], "--command: give a program, such as 'make-message {step} {given} {output}'"),
        (
            ["--command", "make", "--messages", "right"],
            "the messages come from --messages or from --command: give one of the two",
        ),
        ([], "the messages come from --messages or from --command: give one of the two"),
        (
            ["--command", "make", "--time-limit", "soon"],
            "--time-limit: 'soon' is no duration: write for example 5s, 500ms or 1m",
        ),
        (["--messages", "right", "--story", "right"], "right: is there already: nothing was written"),
    ],
)
def test_wrong_use(retour: Retour, options: list[str], sentence: str) -> None:
    ended = retour("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", *options)

    assert ended == Ended(2, "", f"retour: {sentence}\n")
