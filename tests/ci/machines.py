"""What a CI server does with the files of this repository, without its network: settings filled in, and steps run by bash."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from processes import Ended
from samples import REPOSITORY

OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",  # they are on PYTHONPATH
    "PIP_NO_BUILD_ISOLATION": "false",  # pip reads it as the value of --build-isolation
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PYTHONPATH": sysconfig.get_path("purelib"),
}
"""pip installs what it is given, and finds what that needs among the packages of this Python."""

_ABOUT_PYTHON = ("PIP_", "PYTEST_", "VIRTUAL_ENV")


def environment(folder: Path) -> Path:
    """A new environment of Python; the folder of its commands."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder / "bin"


def run_script(script: str, cwd: Path, commands: Path, env: Mapping[str, str]) -> Ended:
    """Run a step as a runner does: by bash, which stops at the first command that fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_ABOUT_PYTHON)}
    kept["PATH"] = f"{commands}{os.pathsep}{kept['PATH']}"
    ended = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env=kept | OFFLINE | env,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@dataclass
class Runner:
    """A machine of GitHub Actions that runs a composite action.

    Attributes:
        passed_over: the steps that it doesn't run, by name.
        used: the actions of others that it came by, with what they were handed.
        said: what each step wrote.
        failed: whether a step did.
    """

    workspace: Path
    temporary: Path
    commands: Path
    passed_over: tuple[str, ...] = ()
    used: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    failed: bool = False

    @property
    def summary(self) -> str:
        """What stands on the page of the job."""
        return (self.temporary / "summary").read_text(encoding="utf-8")

    def run(self, action: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
        """Run the action.

        Returns:
            Its outputs.
        """
        assert set(given) <= set(action["inputs"])
        inputs = {name: each.get("default", "") for name, each in action["inputs"].items()} | dict(given)
        self.temporary.mkdir(exist_ok=True)
        for step in action["runs"]["steps"]:
            if step.get("name") in self.passed_over:
                continue
            # A step without a condition has that of success.
            if self._holds(step["if"], inputs) if "if" in step else not self.failed:
                self._take(step, inputs)
        return {name: self._filled(each["value"], inputs) for name, each in action["outputs"].items()}

    def _take(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> None:
        if "uses" in step:
            handed = {name: self._filled(value, inputs) for name, value in step["with"].items()}
            self.used.append((step["uses"], handed))
            return
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "what a user writes would be run"
        told = self.temporary / "output"
        told.write_text("", encoding="utf-8")
        ended = run_script(
            step["run"],
            self.workspace / self._filled(step.get("working-directory", "."), inputs),
            self.commands,
            {
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(REPOSITORY),
                "GITHUB_OUTPUT": str(told),
                "GITHUB_STEP_SUMMARY": str(self.temporary / "summary"),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temporary),
            }
            | {name: self._filled(value, inputs) for name, value in step.get("env", {}).items()},
        )
        self.failed = self.failed or ended.code != 0
        self.said[step["name"]] = ended.out + ended.err
        if "id" in step:
            lines = told.read_text(encoding="utf-8").splitlines()
            self.outputs[step["id"]] = dict(line.split("=", 1) for line in lines)

    def _filled(self, text: str, inputs: Mapping[str, str]) -> str:
        return re.sub(r"\$\{\{ *(\S+) *\}\}", lambda match: self._value(match[1], inputs), text)

    def _value(self, name: str, inputs: Mapping[str, str]) -> str:
        match name.split("."):
            case ["inputs", each]:
                return inputs[each]
            case ["steps", step, "outputs", each]:
                return self.outputs.get(step, {}).get(each, "")
        raise AssertionError(f"{name}: this test doesn't know it")

    def _holds(self, condition: str, inputs: Mapping[str, str]) -> bool:
        """Comparisons of values with texts, and `!cancelled()`, joined by `&&`."""
        inner = condition.removeprefix("${{").removesuffix("}}").strip()
        return all(self._is_so(part.strip(), inputs) for part in inner.split("&&"))

    def _is_so(self, part: str, inputs: Mapping[str, str]) -> bool:
        if part == "!cancelled()":
            return True
        compared = re.fullmatch(r"(\S+) (==|!=) '([^']*)'", part)
        assert compared is not None, part
        return (self._value(compared[1], inputs) == compared[3]) == (compared[2] == "==")
