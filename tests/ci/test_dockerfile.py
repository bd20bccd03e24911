"""The Dockerfile: what it says, and its steps, run here in place of an image."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from dockerfile_parse import DockerfileParser
from machines import environment, run_script
from processes import posix_only
from samples import REPOSITORY, write_cases, write_project

pytestmark = pytest.mark.long

STEPS = [
    (step["instruction"], step["value"])
    for step in DockerfileParser(path=str(REPOSITORY / "Dockerfile")).structure
    if step["instruction"] != "COMMENT"
]
SECOND = max(number for number, (instruction, _) in enumerate(STEPS) if instruction == "FROM")
BUILD, IMAGE = STEPS[:SECOND], STEPS[SECOND:]
INSTALLED = "/opt/retour"


def values(steps: list[tuple[str, str]], instruction: str) -> list[str]:
    return [value for name, value in steps if name == instruction]


def test_images_have_a_version() -> None:
    for value in values(STEPS, "FROM"):
        assert value.split()[0].startswith("python:3.")


def test_it_runs_without_privileges() -> None:
    assert values(IMAGE, "USER") == ["1000:1000"]
    names = [name for name, _ in IMAGE]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "RUN" not in names  # nothing else is put into it
    assert "ADD" not in [name for name, _ in STEPS]


def test_it_runs_the_cases() -> None:
    (entry,), (command,) = values(IMAGE, "ENTRYPOINT"), values(IMAGE, "CMD")
    assert [*json.loads(entry), *json.loads(command)] == ["retour", "run"]


def test_only_what_it_copies_is_sent_to_it() -> None:
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [name for value in values(BUILD, "COPY") for name in value.split()[:-1]]
    assert ignored[0] == "*"
    assert sorted(line[1:] for line in ignored if line.startswith("!")) == sorted(copied)


@posix_only
def test_what_it_copies_is_enough(tmp_path: Path) -> None:
    source, installed = tmp_path / "source", tmp_path / "opt"
    source.mkdir()
    for value in values(BUILD, "COPY"):
        *names, target = value.split()
        for name in names:
            if (REPOSITORY / name).is_dir():
                shutil.copytree(
                    REPOSITORY / name, source / target, ignore=shutil.ignore_patterns("__pycache__")
                )
            else:
                shutil.copy(REPOSITORY / name, source / target)
    (run,) = values(BUILD, "RUN")

    ended = run_script(run.replace(INSTALLED, str(installed)), source, environment(tmp_path / "python"), {})

    assert ended.code == 0, ended.err
    project = write_project(tmp_path / "work")
    write_cases(project / "a.cases.yaml", "message: accepted.xml\ncases: [{id: accepted, expect: valid}]\n")
    ran = run_script("retour run", project, installed / "bin", {"HOME": str(tmp_path)})
    assert ran.code == 0, ran.out
    assert "1 passed" in ran.out
    assert values(IMAGE, "COPY") == [f"--from=build {INSTALLED} {INSTALLED}"]
    assert f"PATH={INSTALLED}/bin:$PATH" in values(IMAGE, "ENV")[0].split()


def test_a_user_without_a_name_has_a_home() -> None:
    assert "HOME" in dict(part.split("=") for part in values(IMAGE, "ENV")[0].split())
