"""What counts for a file: the configuration nearest to it, then that of where the user stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.errors import RuleSetNotFound
from retour.model import Identity
from retour.workspace import workspace_for
from samples import MANIFEST, NAMESPACE, write_set


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a configuration and a rule set, in which the user stands."""
    project = tmp_path / "project"
    write_set(project / "sets" / "here", manifest=MANIFEST.replace("demo/1.0", "here/1.0"))
    (project / "retour.toml").write_text('rule_sets = ["sets"]\ntime_limit = 7\n', encoding="utf-8")
    monkeypatch.chdir(project)
    return project


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder elsewhere."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def own(folder: Path) -> None:
    write_set(folder / "rules" / "own", manifest=MANIFEST.replace("demo/1.0", "own/1.0"))


def test_what_lies_elsewhere_has_the_configuration_of_where_the_user_stands(here: Path, inbox: Path) -> None:
    workspace = workspace_for(inbox / "stop.xml", here)

    assert workspace.configuration.file == here / "retour.toml"
    assert workspace.shelf.get("here/1.0", here).id == "here/1.0"


def test_nearest_configuration_goes_before(here: Path, inbox: Path) -> None:
    (inbox / "retour.toml").write_text("time_limit = 3\n", encoding="utf-8")
    own(inbox)

    workspace = workspace_for(inbox / "stop.xml", here)

    assert workspace.configuration.time_limit == 3
    served = workspace.shelf.serving(Identity.of(NAMESPACE))
    assert served is not None
    assert served.id == "own/1.0"
    assert workspace.shelf.get("here/1.0", here).id == "here/1.0"


def test_without_standing_anywhere(here: Path, inbox: Path) -> None:
    """As cases have it: what they mean doesn't depend on where somebody stands."""
    workspace = workspace_for(inbox / "stop.cases.yaml")

    assert workspace.configuration.file is None
    with pytest.raises(RuleSetNotFound) as caught:
        workspace.shelf.get("here/1.0", inbox)
    assert str(caught.value) == (
        "no rule set 'here/1.0', by id or as a folder; in reach: ijw/2.1, ijw/3.2, iwmo/2.1, iwmo/3.2; "
        f"looked in {inbox}/rules (there is no retour.toml above it) and in the sets that come along"
    )


def test_error_tells_which_sets_are_in_reach_and_why(here: Path, inbox: Path) -> None:
    own(inbox)

    with pytest.raises(RuleSetNotFound) as caught:
        workspace_for(inbox / "stop.xml", here).shelf.get("heer/1.0", here)

    assert str(caught.value) == (
        "no rule set 'heer/1.0', by id or as a folder, did you mean 'here/1.0'? "
        "In reach: here/1.0, ijw/2.1, ijw/3.2, iwmo/2.1, iwmo/3.2, own/1.0; "
        f"looked in {inbox}/rules (there is no retour.toml above it), in sets (retour.toml says so) "
        "and in the sets that come along"
    )
