"""`.pre-commit-hooks.yaml`, as pre-commit itself runs it.

The hooks call the command that is installed here: making an environment of its own for them needs the network, which `.ci/run` has.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from processes import RETOUR, Ended, run_python
from samples import REPOSITORY

pytestmark = pytest.mark.long

Commit = Callable[..., Ended]

HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_bytes())


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `retour init` makes, committed, with the hooks of this repository."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "SKIP"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "cases"
    assert run_python(*RETOUR, "init", str(folder), cwd=tmp_path).code == 0
    called = [sys.executable, *RETOUR]
    hooks = [
        hook | {"language": "unsupported", "entry": shlex.join([*called, *hook["entry"].split()[1:]])}
        for hook in HOOKS
    ]
    configuration = {"repos": [{"repo": "local", "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "begin")
    return folder


@pytest.fixture
def hooks(checkout: Path) -> Callable[[], tuple[int, dict[str, str], str]]:
    """Runs the hooks on what changed: exit code, what became of each hook, and what was said."""

    def run() -> tuple[int, dict[str, str], str]:
        git(checkout, "add", "-A")
        ended = run_python("-m", "pre_commit", "run", "--color", "never", cwd=checkout)
        told = {}
        for hook in HOOKS:
            lines = (line for line in ended.out.splitlines() if line.startswith(hook["name"] + "."))
            told[hook["id"]] = next(lines).rpartition(".")[2].rpartition(")")[2]
        return ended.code, told, ended.out

    return run


Hooks = Callable[[], tuple[int, dict[str, str], str]]


def test_manifest_is_valid() -> None:
    ended = run_python("-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=REPOSITORY)
    assert ended.code == 0, ended.out


def test_message_that_is_right_still(checkout: Path, hooks: Hooks) -> None:
    message = checkout / "fixtures" / "wmo307" / "stop.xml"
    message.write_bytes(message.read_bytes().replace(b"Jorrit", b"Jurre"))

    assert hooks()[:2] == (0, {"retour-run": "Passed", "retour-run-all": "Skipped", "retour-lint": "Passed"})


def test_message_that_is_wrong_now(checkout: Path, hooks: Hooks) -> None:
    message = checkout / "fixtures" / "wmo307" / "stop.xml"
    message.write_bytes(message.read_bytes().replace(b"999990019", b"999990018"))

    code, told, said = hooks()

    assert code == 1
    assert told["retour-run"] == "Failed"
    assert "CS002 fired at /Bericht/Clienten/Client/Bsn" in said


def test_case_file(checkout: Path, hooks: Hooks) -> None:
    cases = checkout / "fixtures" / "wmo307" / "stop.cases.yaml"
    cases.write_text(cases.read_text(encoding="utf-8").replace("TR018", "CS002"), encoding="utf-8")

    code, told, said = hooks()

    assert (code, told["retour-run"]) == (1, "Failed")
    assert "1 failed, 1 passed" in said


def test_xml_that_no_case_uses(checkout: Path, hooks: Hooks) -> None:
    (checkout / "pom.xml").write_text("<project/>\n", encoding="utf-8")

    code, told, _ = hooks()

    assert (code, told["retour-run"]) == (0, "Passed")


def test_configuration_concerns_all_cases(checkout: Path, hooks: Hooks) -> None:
    settings = checkout / "retour.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("iwmo/2.1", "ijw/2.1"), encoding="utf-8")

    code, told, said = hooks()

    assert (code, told["retour-run"], told["retour-run-all"]) == (1, "Skipped", "Failed")
    assert "rule set ijw/2.1 doesn't check iwmo 2.1 WMO307" in said


def test_other_files_are_nothing_to_the_hooks(checkout: Path, hooks: Hooks) -> None:
    (checkout / "notes.txt").write_text("later\n", encoding="utf-8")

    assert hooks()[:2] == (0, dict.fromkeys([hook["id"] for hook in HOOKS], "Skipped"))
