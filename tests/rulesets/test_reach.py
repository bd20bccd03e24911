"""What a set may have read of it: nothing of the machine around it, no device, nothing without end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from retour.errors import RuleSetError
from retour.rulesets import RuleSet

SECRET = "root:x:0:0:TOPSECRET:/root:/bin/bash\nother: [TOPSECRET\n"


def refusal(folder: Path) -> str:
    with pytest.raises(RuleSetError) as raised:
        RuleSet.open(folder)
    assert "TOPSECRET" not in str(raised.value)
    return str(raised.value)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file above all that a set may reach."""
    file = tmp_path.parent / f"{tmp_path.name}-secret"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("key", "column"), [("catalogue", 12), ("schemas", 10), ("entries:\n  WMO305", 11)], ids=["c", "s", "e"]
)
def test_a_path_that_leads_out(write, files, secret, key, column):
    folder = write(files)
    name = os.path.relpath(secret, folder)
    write({"ruleset.yaml": f"{key}: {name}"})
    line = key.count("\n") + 1
    text = "lies outside the set's folder" if "entries" in key else (
        "lies outside the rule set, which may reach two folders up and no further"
    )  # fmt: skip
    assert refusal(folder) == f"ruleset.yaml:{line}:{column}: {name} {text}"


def test_two_folders_up_sets_may_share(write, files):
    folder = write(files)
    write({"common/catalogue.yaml": "rules: [{code: TR001, meaning: One.}]"}, folder.parent.parent)
    write({"ruleset.yaml": "catalogue: ../../common/catalogue.yaml"})
    assert RuleSet.open(folder).meaning("TR001") == "One."


@pytest.mark.parametrize("name", ["ruleset.yaml", "catalogue.yaml", "xsd/WMO305.xsd", "xsd"])
def test_a_link_that_leads_out(write, files, secret, name):
    folder = write(files)
    (folder / name).parent.mkdir(exist_ok=True)
    target = secret.parent / f"{secret.name}-folder" if name == "xsd" else secret
    if name == "xsd":
        target.mkdir()
    (folder / name).symlink_to(target)
    assert refusal(folder) == f"{name}: {name} is a link that leads out of the rule set"


def test_a_linked_set_reaches_what_lies_beside_it(write, files, tmp_path):
    folder = write(files)
    (tmp_path / "linked").symlink_to(folder)
    assert RuleSet.open(tmp_path / "linked").sha256 == RuleSet.open(folder).sha256


@pytest.mark.parametrize("name", ["ruleset.yaml", "catalogue.yaml", "xsd/WMO305.xsd"])
def test_a_pipe_isnt_waited_for(write, files, name):
    folder = write(files)
    (folder / "xsd").mkdir()
    os.mkfifo(folder / name)
    assert refusal(folder) == f"{name}: is a pipe: a rule set is made of ordinary files"


@pytest.mark.parametrize("name", ["ruleset.yaml", "catalogue.yaml", "xsd/WMO305.xsd"])
def test_a_device_isnt_read(write, files, name):
    folder = write(files)
    (folder / "xsd").mkdir()
    (folder / name).symlink_to("/dev/zero")
    assert refusal(folder) == f"{name}: is a device: a rule set is made of ordinary files"


@pytest.mark.parametrize("name", ["ruleset.yaml", "catalogue.yaml", "xsd/WMO305.xsd", "xsd"])
def test_a_link_to_nothing_is_named(write, files, name):
    folder = write(files)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to("gone")
    end = "and should be the folder of the XSDs" if name == "xsd" else "a rule set is made of ordinary files"
    between = ", " if name == "xsd" else ": "
    assert refusal(folder) == f"{name}: is a link to gone, which doesn't exist{between}{end}"


@pytest.mark.parametrize("name", ["ruleset.yaml", "catalogue.yaml", "xsd/WMO305.xsd"])
def test_a_huge_file_isnt_read(write, files, name):
    folder = write(files)
    (folder / "xsd").mkdir()
    with (folder / name).open("wb") as stream:
        stream.truncate(6 * 1024**3)  # takes no room on the disk
    assert refusal(folder) == f"{name}: is larger than 16 MB, and no file of a rule set may be"


def test_a_file_that_is_no_catalogue_isnt_quoted(write, files):
    folder = write(files)
    write({"catalogue.yaml": "TOPSECRET in\n  a text of two lines"})
    assert refusal(folder) == "catalogue.yaml:1:1: the file takes a mapping (key: value), not text"
