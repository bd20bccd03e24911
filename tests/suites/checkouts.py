"""Public checkouts below the folder that RETOUR_OFFICIAL_SETS names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from retour.rulesets.archives import unpacked

_NAMED = os.environ.get("RETOUR_OFFICIAL_SETS")
RELEASE = "v1.3.4"
"""Of SchXslt2: the development version after it loses rules."""


def checkout(name: str, holding: str) -> Path:
    """The folder of a checkout; skips the test where it isn't there.

    Args:
        holding: a file in it.
    """
    folder = Path(_NAMED) / name if _NAMED else None
    if folder is None or not (folder / holding).exists():
        pytest.skip(f"no checkout of {name} below RETOUR_OFFICIAL_SETS")
    return folder


@contextmanager
def schxslt2() -> Iterator[Path]:
    """A release of SchXslt2, taken from its checkout."""
    folder = checkout("schxslt2", "src/main/resources/content/transpile.xsl")
    if not (folder / ".git").exists():
        yield folder
        return
    with unpacked(folder, RELEASE) as release:
        yield release
