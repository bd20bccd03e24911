"""The one list of levels: the order, the names that are accepted, and what is said of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from retour.configuration import Configuration
from retour.errors import RetourError
from retour.levels import LEVEL_NAMES, judged_levels, level_named


def test_levels_are_judged_in_their_order() -> None:
    bare = Configuration(Path())

    assert judged_levels(None, bare) == LEVEL_NAMES
    assert judged_levels(["rules", "file"], bare) == ("file", "rules")
    assert judged_levels(None, Configuration(Path(), levels=("rules", "schema"))) == ("schema", "rules")


def test_level_that_there_is_not() -> None:
    with pytest.raises(RetourError, match="there is no level 'shema', did you mean 'schema'"):
        level_named("shema")


def test_configuration_with_a_level_that_there_is_not(retour: Callable[..., Ended], project: Path) -> None:
    (project / "retour.toml").write_text('levels = ["rule"]\n', encoding="utf-8")

    ended = retour("check", "stop.xml")

    assert ended.code == 2
    assert ended.err.endswith("retour.toml: levels: there is no level 'rule', did you mean 'rules'?\n")
