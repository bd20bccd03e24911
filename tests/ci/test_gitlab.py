"""`templates/retour.yml`: valid, and its jobs run as a runner of GitLab runs them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from machines import run_script
from processes import Ended, posix_only, run_python
from samples import REPOSITORY, write_cases, write_project

pytestmark = [posix_only, pytest.mark.long]

SPEC, JOBS = (REPOSITORY / "templates" / "retour.yml").read_text(encoding="utf-8").split("\n---\n")


def pipeline(**given: object) -> dict[str, Any]:
    """The jobs, inputs filled in."""
    inputs = {
        name: (each or {}).get("default") for name, each in yaml.safe_load(SPEC)["spec"]["inputs"].items()
    }
    inputs |= given
    assert None not in inputs.values()
    filled = re.sub(r"\$\[\[ inputs\.(\S+) \]\]", lambda match: str(inputs[match[1]]), JOBS)
    found: dict[str, Any] = yaml.safe_load(filled)
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = write_project(tmp_path / "checkout")
    write_cases(folder / "a.cases.yaml", "message: accepted.xml\ncases: [{id: accepted, expect: valid}]\n")
    write_cases(folder / "b.cases.yaml", "message: tr018.xml\ncases: [{id: early, expect: valid}]\n")
    return folder


def run_job(job: Mapping[str, Any], checkout: Path, commands: Path, number: int = 1) -> Ended:
    """A job of a pipeline, without its installation."""
    return run_script(
        "\n".join(job["script"]),
        checkout,
        commands,
        {
            "CI": "true",
            "GITLAB_CI": "true",
            "CI_NODE_INDEX": str(number),
            "CI_NODE_TOTAL": str(job.get("parallel", 1)),
        },
    )


def kept(job: Mapping[str, Any], kind: str, checkout: Path) -> list[Path]:
    """The files that a job hands to GitLab."""
    return sorted(checkout.glob(job["artifacts"]["reports"][kind]))


def test_it_is_valid(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(
        yaml.safe_dump(pipeline(requirement="x", shards=4)), encoding="utf-8"
    )
    checked = run_python(
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.gitlab-ci",
        "--data-transform",
        "gitlab-ci",
        ".gitlab-ci.yml",
        cwd=tmp_path,
    )
    assert checked.code == 0, checked.out


def test_what_to_install_has_no_default() -> None:
    """Until the package is published nobody can say from where it comes."""
    inputs = yaml.safe_load(SPEC)["spec"]["inputs"]
    assert [name for name, each in inputs.items() if "default" not in each] == ["requirement"]


def test_installation(checkout: Path, commands: Path) -> None:
    ended = run_script(
        "\n".join(pipeline(requirement=REPOSITORY)[".retour"]["before_script"]), checkout, commands, {}
    )
    assert ended.code == 0, ended.err


def test_jobs_and_what_they_hand_on(checkout: Path, commands: Path) -> None:
    jobs = pipeline(requirement="x", shards=2)

    codes = [run_job(jobs["retour"], checkout, commands, number).code for number in (1, 2)]
    report = run_job(jobs["retour-report"], checkout, commands)

    assert codes == [0, 1]
    (_, junit) = kept(jobs["retour"], "junit", checkout)
    failed = etree.parse(junit).getroot()[0][0]
    assert (failed.get("file"), failed.get("name")) == ("b.cases.yaml", "early")
    quality = [
        json.loads(file.read_text(encoding="utf-8")) for file in kept(jobs["retour"], "codequality", checkout)
    ]
    assert [[each["location"]["path"] for each in one] for one in quality] == [[], ["b.cases.yaml"]]
    assert report.code == 0, report.err
    assert "**1 not as expected, 1 as expected**" in (checkout / "retour-summary.md").read_text(
        encoding="utf-8"
    )
    assert (checkout / "retour-report" / "index.html").is_file()


def test_lint(checkout: Path, commands: Path) -> None:
    job = pipeline(requirement="x")["retour-lint"]

    ended = run_job(job, checkout, commands)

    assert ended.code == 1
    (file,) = kept(job, "codequality", checkout)
    assert "no case names this message" in json.loads(file.read_text(encoding="utf-8"))[0]["description"]


def test_paths_and_options(checkout: Path, commands: Path) -> None:
    job = pipeline(requirement="x", paths="a.cases.yaml", options="-v")["retour"]

    ended = run_job(job, checkout, commands)

    assert ended.code == 0
    assert "a.cases.yaml::accepted PASSED" in ended.out
