"""Small rule sets in the official layout, written where a test wants them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from retour.errors import RuleSetError
from retour.rulesets import RuleSet
from small_sets import BASIS, entry, rule, stylesheet

Files = dict[str, str]


@pytest.fixture
def files() -> Files:
    """A whole set by the paths of its files: two messages, two rules."""
    return {
        "common/basis.xsl": stylesheet(BASIS),
        "rules/TR001.xsl": rule("TR001", "wmo305", "wmo307"),
        "rules/CS002.xsl": rule("CS002", "wmo305"),
        "WMO305.xsl": entry("CS002", "TR001"),
        "WMO307.xsl": entry("TR001"),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "rules" / "iwmo" / "2_1"


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Writes files below the set's folder, or below another."""

    def written(files: Files, below: Path = folder) -> Path:
        for name, text in files.items():
            (below / name).parent.mkdir(parents=True, exist_ok=True)
            (below / name).write_text(text, encoding="utf-8")
        return below

    return written


@pytest.fixture
def opened(write: Callable[..., Path]) -> Callable[[Files], RuleSet]:
    """Writes a set and opens it."""
    return lambda files: RuleSet.open(write(files))


@pytest.fixture
def refused(write: Callable[..., Path]) -> Callable[[Files], str]:
    """Writes a set whose only entry is refused, and gives the sentence."""

    def sentence(files: Files) -> str:
        with pytest.raises(RuleSetError) as raised:
            RuleSet.open(write(files))
        return str(raised.value)

    return sentence
