"""`retour.lock`: what was installed, and what differs from it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from retour.errors import RuleSetError
from retour.rulesets import LockDifference, install, read_lock, verify_lock


@pytest.fixture
def project(write, files, tmp_path) -> Path:
    """A project with one installed set."""
    (tmp_path / "project").mkdir()
    install(write(files, tmp_path / "published"), tmp_path / "project")
    return tmp_path / "project"


def test_what_was_installed_is_as_locked(project):
    assert verify_lock(project) == ()


def test_without_a_lock_nothing_is_locked(tmp_path):
    assert read_lock(tmp_path) == ()
    assert verify_lock(tmp_path) == (LockDifference("nothing-locked", None, "retour.lock"),)


def test_files_that_changed_went_or_came_are_named(project):
    home = project / "rules/iwmo/2_1"
    (home / "WMO305.xsl").write_text("changed", encoding="utf-8")
    (home / "WMO307.xsl").unlink()
    (home / "rules/TR002.xsl").write_text("added", encoding="utf-8")
    assert verify_lock(project) == (
        LockDifference("changed", "iwmo/2.1", "rules/iwmo/2_1/WMO305.xsl"),
        LockDifference("missing", "iwmo/2.1", "rules/iwmo/2_1/WMO307.xsl"),
        LockDifference("added", "iwmo/2.1", "rules/iwmo/2_1/rules/TR002.xsl"),
    )


def test_hidden_files_dont_count(project):
    (project / "rules/iwmo/2_1/.DS_Store").write_text("", encoding="utf-8")
    assert verify_lock(project) == ()


def test_a_file_that_cant_be_read_is_named(project):
    (project / "rules/iwmo/2_1/dangling.xsl").symlink_to(project / "nowhere")
    assert verify_lock(project) == (LockDifference("unreadable", "iwmo/2.1", "rules/iwmo/2_1/dangling.xsl"),)


def test_a_set_that_is_gone_is_one_difference(project):
    shutil.rmtree(project / "rules")
    assert verify_lock(project) == (LockDifference("set-missing", "iwmo/2.1", "rules/iwmo/2_1"),)


def test_the_lock_is_the_same_bytes_each_time(project, write, files, tmp_path):
    before = (project / "retour.lock").read_bytes()
    install(write(files, tmp_path / "published"), project)
    assert (project / "retour.lock").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "retour.lock: the file: Invalid JSON: EOF while parsing an object at line 1 column 1"),
        ('{"rule_sets": [{}]}', "retour.lock: rule_sets.0.id: is missing"),
        ('{"rule_sets": [], "x": 1}', "retour.lock: x: Unexpected keyword argument"),
    ],
)
def test_a_lock_that_cant_be_read(tmp_path, text, sentence):
    (tmp_path / "retour.lock").write_text(text, encoding="utf-8")
    with pytest.raises(RuleSetError) as raised:
        read_lock(tmp_path)
    assert str(raised.value) == f"{sentence}; `retour rules add` writes this file"


@pytest.mark.parametrize(
    "path", ["/etc", "../other", "rules/../../other", "C:/other", "C:other", "..\\other"]
)
def test_a_lock_that_leads_out_of_the_project(project, path):
    lock = json.loads((project / "retour.lock").read_text(encoding="utf-8"))
    lock["rule_sets"][0]["path"] = path
    (project / "retour.lock").write_text(json.dumps(lock), encoding="utf-8")
    with pytest.raises(RuleSetError) as raised:
        verify_lock(project)
    assert str(raised.value) == (
        f"retour.lock: rule_sets.0.path: {path!r} leads out of the project; `retour rules add` writes this file"
    )
