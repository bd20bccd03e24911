"""The words of pytest in `retour run`, in those of this tool: what it collects and runs are cases here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

_WORDS = tuple(
    (re.compile(found), told)
    for found, told in (
        (r"^test session starts$", "retour run"),
        (r"^FAILURES$", "cases that fail"),
        (r"^ERRORS$", "files that can't be used"),
        (r"^ERROR collecting ", ""),
        (r"^short test summary info$", "in short"),
        (r"\bno tests collected\b", "no cases found"),
        (r"\bno tests ran\b", "no case was run"),
        (r"\b1 test collected\b", "1 case found"),
        (r"\b(\d+) tests collected\b", r"\1 cases found"),
        (r"\bcollecting \.\.\.", "looking for cases ..."),
        (r"\bcollected 1 item\b", "1 case"),
        (r"\bcollected (\d+) items\b", r"\1 cases"),
        (r"\b1 item\b", "1 case"),
        (r"\b(\d+) items\b", r"\1 cases"),
        (r"\bbringing up nodes\.\.\.", "starting the workers ..."),
        (r"\b(\d+) deselected\b", r"\1 left out"),
        (r"\b(\d+) xfailed\b", r"\1 expected to fail"),
        (r"\b1 error\b(?! during)", "1 file that can't be used"),
        (r"\b(\d+) errors\b(?! during)", r"\1 files that can't be used"),
    )
)


class RunWords:
    """A plugin that has pytest's reporter say cases where it says items and tests; what it doesn't know stays as it is."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Stand between the reporter and the terminal."""
        reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is None:
            return
        for name, position in (("write_sep", 1), ("write_line", 0), ("rewrite", 0), ("write", 0)):
            setattr(reporter, name, _told(getattr(reporter, name), position))


def in_words(text: str) -> str:
    """A text of pytest's, in the words of cases."""
    for found, told in _WORDS:
        text = found.sub(told, text)
    return text


def _told(write: Callable[..., None], position: int) -> Callable[..., None]:
    """What writes, with the argument at a position put in other words."""

    def writing(*arguments: Any, **settings: Any) -> None:
        told = list(arguments)
        if len(told) > position and isinstance(told[position], str):
            told[position] = in_words(told[position])
        write(*told, **settings)

    return writing
