"""How deep the lists and mappings of a YAML text stand in each other, found before libyaml composes them.

Composing takes the square of the depth, and a stack of C: some 30 s for 20,000 levels.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from retour.text.limits import MAX_NESTING

_BRACKET = re.compile(r"[\[\]{}]")
_DEEP_LINE = re.compile(rf"^ *(?:[-?:] +){{{MAX_NESTING // 4}}}|^ {{{MAX_NESTING // 2}}}", re.MULTILINE)
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def too_deep(text: str) -> tuple[int, int] | None:
    """Line and column, counted from 1, where the lists and mappings become more than may stand in each other; None where they don't.

    What isn't YAML at all is left to whoever reads it.
    """
    if not (_DEEP_LINE.search(text) or _has_many_open_brackets(text)):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            if isinstance(event, _OPENING):
                depth += 1
                if depth > MAX_NESTING:
                    return _point(event.start_mark)
            elif isinstance(event, _CLOSING):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        if (
            error.problem == "exceeded maximum nesting depth"
        ):  # libyaml looks ahead, and has a limit of its own
            return _point(error.problem_mark)
    return None


def _point(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _has_many_open_brackets(text: str) -> bool:
    """Whether so many brackets are open at once, be it in texts and comments."""
    opened = 0
    for bracket in _BRACKET.finditer(text):
        opened = opened + 1 if bracket.group() in "[{" else max(0, opened - 1)
        if opened > MAX_NESTING:
            return True
    return False
