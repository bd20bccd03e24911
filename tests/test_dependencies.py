"""What docs/dependencies.md, the lock of the gate and the wheel say of dependencies is so."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from samples import REPOSITORY

PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [Requirement(each) for each in PYPROJECT["project"]["dependencies"]]
FOR_EXTRAS = [
    Requirement(each) for extra in PYPROJECT["project"]["optional-dependencies"].values() for each in extra
]
FOR_A_BROWSER = [Requirement(each) for each in PYPROJECT["dependency-groups"]["browser"]]
FOR_DEVELOPMENT = [Requirement(each) for each in PYPROJECT["dependency-groups"]["dev"]]

STATED = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    None: "MPL-2.0",  # SaxonC-HE says nothing, nor does axe-playwright-python
}
"""Licences as packages state them in words of their own."""


def documented() -> dict[str, str]:
    """Package → licence, as the tables of the page have it."""
    text = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
    found = {}
    for line in re.findall(r"^\| (?!package|---)(.*) \|$", text, re.MULTILINE):
        names, licences, *_ = line.split(" | ")
        several = licences.rstrip(" ¹").split(", ")
        for number, name in enumerate(names.split(", ")):
            found[canonicalize_name(name)] = several[min(number, len(several) - 1)]
    return found


def test_every_dependency_has_a_row() -> None:
    names = {
        canonicalize_name(each.name) for each in (*NEEDED, *FOR_EXTRAS, *FOR_DEVELOPMENT, *FOR_A_BROWSER)
    }
    assert set(documented()) == names


@pytest.mark.parametrize("name", sorted(documented()))
def test_licence(name: str) -> None:
    try:
        found = metadata(name)
    except PackageNotFoundError:
        pytest.skip("not installed here")
    classifiers = [each for each in found.get_all("Classifier") or [] if each.startswith("License ::")]
    # Not by index: a backport of importlib.metadata, which dask brings, raises where there is none.
    stated = found.get("License-Expression") or found.get("License") or (classifiers or [None])[0]
    if stated is not None:
        stated = stated.rpartition(":: ")[2]
    assert documented()[name] == STATED.get(stated, stated)


def locked() -> dict[str, tuple[Version, int]]:
    """Package → its version, and how many hashes there are of it."""
    text = (REPOSITORY / ".ci" / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"^([\w.-]+)==([\w.]+)(.*\n(?: .*\n)*)", text, re.MULTILINE)
    return {
        canonicalize_name(name): (Version(one), rest.count("--hash=sha256:")) for name, one, rest in blocks
    }


@pytest.mark.parametrize("needed", [*NEEDED, *FOR_DEVELOPMENT], ids=lambda needed: needed.name)
def test_lock_is_not_behind(needed: Requirement) -> None:
    """`make lock` writes it anew."""
    version, _ = locked()[canonicalize_name(needed.name)]
    assert version in needed.specifier


def test_lock_has_hashes_of_everything() -> None:
    assert [name for name, (_, hashes) in locked().items() if not hashes] == []


def test_next_major_version_of_saxonche_is_left_out() -> None:
    (saxonche,) = (each for each in NEEDED if each.name == "saxonche")
    assert {"12.10.1", "13.1.1", "13.9"} == set(
        saxonche.specifier.filter(["12.10", "12.10.1", "13.0.1", "13.1.0", "13.1.1", "13.9", "14.0", "14.1"])
    )


def test_wheel_brings_nothing_but_retour(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)

    (wheel,) = tmp_path.iterdir()
    names = zipfile.ZipFile(wheel).namelist()

    top = {name.partition("/")[0] for name in names}
    version = PYPROJECT["project"]["version"]
    assert top == {"retour", f"retour_harness-{version}.dist-info"}
    assert {"retour/py.typed", "retour/_rules/iwmo/2_1/ruleset.yaml", "retour/_docs/cases.md"} <= set(names)
    assert {"retour/_scenarios/3_2/start.scenario.yaml", "retour/_scenarios/3_2/iwmo/301.xml"} <= set(names)
    assert not [name for name in names if "__pycache__" in name]
