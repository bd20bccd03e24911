"""Neighbouring tags of the published sets: which rules behave differently, found with messages made from the schemas."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from published import PLACE, label, needs_sets, schemas_of, set_of
from retour.cli import main
from retour.rulesets import RuleSet

pytestmark = needs_sets


@pytest.mark.parametrize(
    ("old", "new", "files", "behaving"),
    [
        ("1.9.18", "1.9.19", 98, {"TR119"}),
        ("1.9.20", "1.9.21", 97, set()),
    ],
)
def test_rules_that_behave_differently(
    old: str,
    new: str,
    files: int,
    behaving: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert PLACE is not None
    folders = set_of(old), set_of(new)
    schemas = schemas_of(RuleSet.open(folders[0]))
    monkeypatch.chdir(tmp_path)
    # The folders that were unpacked, not the sets' own in them: the read-me belongs to a release too.
    named = [str(PLACE / label(folder)) for folder in folders]
    options = ["--generate", "40", "--schemas", str(schemas), "--engine", "libxslt", "--format", "json"]
    monkeypatch.setattr(sys, "argv", ["retour", "compare", *named, *options])

    with pytest.raises(SystemExit):
        main()

    document = json.loads(capsys.readouterr().out)
    which = {
        each["rule"]
        for each in document["rules"]
        if {change["kind"] for change in each["changes"]} - {"details"}
    }
    assert sum(map(len, document["files"].values())) == files
    assert (which, document["errors"], document["unjudged"]) == (behaving, [], [])
    names = ", ".join(sorted(behaving))
    said = f"one rule behaves differently: {names}" if behaving else "no rule behaves differently"
    assert document["headline"].partition(";")[0] == f"{files} files changed, {said}"
