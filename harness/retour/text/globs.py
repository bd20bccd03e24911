"""Globs, as people write them over codes and texts: `CS*`."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator

from retour.text.excerpts import excerpt
from retour.text.limits import MAX_PATTERN


def fits(text: str, globs: Iterable[str]) -> bool:
    """Whether one of some globs fits all of a text; upper and lower case differ."""
    return any(fnmatchcase(text, glob) for glob in globs)


def _short_enough(glob: str) -> str:
    # Reading a glob takes the square of its length.
    if len(glob) > MAX_PATTERN:
        raise ValueError(
            f"the pattern {excerpt(glob)} has {len(glob):,} characters; at most {MAX_PATTERN:,} are read"
        )
    return glob


Glob = Annotated[str, AfterValidator(_short_enough)]
"""A glob in a file, which mustn't be too long."""
