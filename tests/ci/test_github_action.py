"""`action.yml`: valid, and its steps run as GitHub's runner runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from lxml import etree
from machines import Runner, environment
from processes import RETOUR, posix_only, run_python
from samples import REPOSITORY, write_cases, write_project

pytestmark = [posix_only, pytest.mark.long]

ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_bytes())
UPLOAD = "github/codeql-action/upload-sarif@v3"
GOOD = "message: accepted.xml\ncases: [{id: accepted, expect: valid}]\n"
WRONG = "message: tr018.xml\ncases: [{id: early, expect: valid}]\n"


@pytest.fixture
def runner(tmp_path: Path, commands: Path) -> Runner:
    """A runner whose workspace holds a project with two case files, one of which fails."""
    workspace = write_project(tmp_path / "work space")
    write_cases(workspace / "a.cases.yaml", GOOD)
    write_cases(workspace / "b.cases.yaml", WRONG)
    return Runner(workspace, tmp_path / "temporary", commands, ("Install retour-harness",))


def test_it_is_valid() -> None:
    checked = run_python(
        "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml", cwd=REPOSITORY
    )
    assert checked.code == 0, checked.out


def test_what_fails_is_told_everywhere(runner: Runner) -> None:
    outputs = runner.run(ACTION, {"lint": "false"})

    assert runner.failed
    said = runner.said["Run the cases"]
    assert "1 failed, 1 passed" in said
    assert "::error file=b.cases.yaml,line=2" in said
    assert "b.cases.yaml" in runner.summary
    (result,) = json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "b.cases.yaml"
    assert len(json.loads(Path(outputs["results"]).read_text(encoding="utf-8"))["results"]) == 2
    assert etree.parse(outputs["junit"]).getroot()[0].get("failures") == "1"
    assert runner.used == [
        ("actions/setup-python@v5", {"python-version": "3.13"}),
        (UPLOAD, {"sarif_file": outputs["sarif"], "category": "retour-cases-1"}),
    ]


def test_the_harness_comes_from_the_repository_of_the_action(runner: Runner, tmp_path: Path) -> None:
    runner.commands, runner.passed_over = environment(tmp_path / "venv"), ()

    runner.run(ACTION, {"paths": "a.cases.yaml", "lint": "false"})

    assert "1 passed" in runner.said["Run the cases"], runner.said
    installed = sorted(runner.commands.parent.glob("lib/python*/site-packages/retour/_rules/iwmo/*"))
    assert [folder.name for folder in installed] == ["2_1", "3_2"]


def test_paths_rules_and_options(runner: Runner) -> None:
    given = {
        "paths": "a.cases.yaml\naccepted.xml\n",
        "rules": "rules/demo",
        "options": "--retour-report=markdown:summary of run.md\n-v",
        "code-scanning": "false",
        "lint": "false",
    }

    runner.run(ACTION, given)

    assert not runner.failed
    assert "a.cases.yaml::accepted[demo/1.0@1.0.3] PASSED" in runner.said["Run the cases"]
    assert "1 passed" in runner.said["Run the cases"]
    assert (runner.workspace / "summary of run.md").is_file()
    assert [name for name, _ in runner.used] == ["actions/setup-python@v5"]


def test_what_a_user_writes_is_no_command(runner: Runner) -> None:
    runner.run(ACTION, {"paths": "$(touch taken)\n`touch taken`\n; touch taken", "lint": "false"})

    assert runner.failed
    assert not (runner.workspace / "taken").exists()


def test_a_part_of_the_cases(runner: Runner) -> None:
    numbers = []
    for shard in ("1", "2"):
        outputs = runner.run(ACTION, {"shards": "2", "shard": shard, "lint": "false"})
        document = json.loads(Path(outputs["results"]).read_text(encoding="utf-8"))
        numbers.append([result["case"]["id"] for result in document["results"]])

    assert numbers == [["accepted"], ["early"]]


def test_a_folder_of_the_repository(runner: Runner) -> None:
    shutil.move(runner.workspace, runner.workspace.parent / "moved")
    shutil.move(runner.workspace.parent / "moved", runner.workspace / "cases")

    runner.run(ACTION, {"working-directory": "cases", "lint": "false"})

    assert "1 failed, 1 passed" in runner.said["Run the cases"]


def test_lint(runner: Runner) -> None:
    (runner.workspace / "b.cases.yaml").unlink()

    runner.run(ACTION, {})

    assert runner.failed
    assert (
        "tr018.xml: L101 no case names this message"
        in runner.said["Look for mistakes in case files and rule sets"]
    )
    ((_, handed),) = [used for used in runner.used if used[1].get("category") == "retour-lint"]
    assert json.loads(Path(handed["sarif_file"]).read_text(encoding="utf-8"))["runs"][0]["results"]


def test_lint_without_a_finding(runner: Runner, tmp_path: Path) -> None:
    runner.workspace = tmp_path / "new"
    assert run_python(*RETOUR, "init", str(runner.workspace), cwd=tmp_path).code == 0

    runner.run(ACTION, {})

    assert not runner.failed, runner.said
    assert [handed.get("category") for _, handed in runner.used] == [None, "retour-cases-1"]


def test_what_is_not_complete_is_not_handed_to_code_scanning(runner: Runner) -> None:
    """It would close what is open there."""
    write_cases(runner.workspace / "c.cases.yaml", "cases: []\n")

    outputs = runner.run(ACTION, {"lint": "false"})

    assert runner.failed
    assert "1 failed, 1 passed, 1 file that can't be used" in runner.said["Run the cases"]
    assert (Path(outputs["junit"]).is_file(), outputs["sarif"]) == (True, "")
    assert [name for name, _ in runner.used] == ["actions/setup-python@v5"]
