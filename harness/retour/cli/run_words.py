"""The words of pytest in `retour run`, in those of this tool: what it collects and runs are cases here."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from retour.errors import RetourError
from retour.language import ENGLISH, Texts, mark
from retour.model import CASE_FILE_SUFFIX
from retour.text.display import shown

Status = tuple[str, str, str | tuple[str, object]]
"""Category, letter and word of a result, as pytest has it; the word with its colour, perhaps."""

_COLOUR = r"(?P<colour>\x1b\[[0-9;]*m)?"
"""What may stand before a word on a terminal."""

_WORDS = tuple(
    (re.compile(found), told)
    for found, told in (
        (r"^test session starts$", mark("retour run")),
        (r"^FAILURES$", mark("cases that fail")),
        (r"^ERRORS$", mark("files that can't be used")),
        (r"^ERROR collecting ", ""),
        (r"^short test summary info$", mark("in short")),
        (r"\bno tests collected\b", mark("no cases found")),
        (r"\bno tests ran\b", mark("no case was run")),
        (r"(?<!\d)1 test collected\b", mark("1 case found")),
        (r"(?<!\d)(?P<number>\d+) tests collected\b", mark("%(number)s cases found")),
        (r"\bcollecting \.\.\.", mark("looking for cases ...")),
        (r"\bcollected 1 item\b", mark("1 case")),
        (r"\bcollected (?P<number>\d+) items\b", mark("%(number)s cases")),
        (r"(?<!\d)1 item\b", mark("1 case")),
        (r"(?<!\d)(?P<number>\d+) items\b", mark("%(number)s cases")),
        (r"\bbringing up nodes\.\.\.", mark("starting the workers ...")),
        (r"(?<!\d)(?P<number>\d+) deselected\b", mark("%(number)s left out")),
        (r"(?<!\d)(?P<number>\d+) selected\b", mark("%(number)s selected")),
        (r"(?<!\d)(?P<number>\d+) passed\b", mark("%(number)s passed")),
        (r"(?<!\d)(?P<number>\d+) failed\b", mark("%(number)s failed")),
        (r"(?<!\d)(?P<number>\d+) skipped\b", mark("%(number)s skipped")),
        (r"(?<!\d)(?P<number>\d+) xfailed\b", mark("%(number)s expected to fail")),
        (r"(?<!\d)1 error\b(?! during)", mark("1 file that can't be used")),
        (r"(?<!\d)(?P<number>\d+) errors\b(?! during)", mark("%(number)s files that can't be used")),
        (r"\bstopping after 1 failures\b", mark("stopped after the first failure")),
        (r"\bstopping after (?P<number>\d+) failures\b", mark("stopped after %(number)s failures")),
        (rf"^{_COLOUR}FAILED\b", mark("FAILED")),
        (rf"^{_COLOUR}ERROR\b(?!:)", mark("ERROR")),
        (rf"^{_COLOUR}PASSED\b", mark("PASSED")),
        (rf"^{_COLOUR}SKIPPED\b", mark("SKIPPED")),
    )
)
"""What pytest says, and a text for it; what a pattern finds under a name fills the text's place of that name."""


_NO_SUCH = re.compile(r"not found: (?P<file>[^\n]*?)::(?P<id>[^\n]*)\n")
"""How pytest begins what it says of a case that isn't in its file."""


class RunWords:
    """A plugin that has pytest's reporter say cases where it says items and tests; what it doesn't know stays as it is."""

    def __init__(self, texts: Texts = ENGLISH) -> None:
        self._texts = texts

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        """What is said of an option that there isn't names this command."""
        parser.prog = "retour run"

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Stand between the reporter and the terminal."""
        reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is None:
            return
        for name, position in (("write_sep", 1), ("write_line", 0), ("rewrite", 0), ("write", 0)):
            setattr(reporter, name, _told(getattr(reporter, name), position, self._texts))

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Of a case that isn't there, tell which is near."""
        try:
            return (yield)
        except pytest.UsageError as error:
            raise pytest.UsageError(*map(_about_no_case, error.args)) from None

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self) -> Generator[None, Status, Status]:
        """Tell how a case fared."""
        category, letter, word = yield
        return (category, letter, in_words(word, self._texts) if isinstance(word, str) else word)


def _about_no_case(sentence: object) -> object:
    """What pytest says of what is named and not found, in our words where it is a case."""
    found = _NO_SUCH.match(sentence) if isinstance(sentence, str) else None
    if found is None or not found["file"].endswith(CASE_FILE_SUFFIX):
        return sentence
    from retour.cli.selection import select_cases  # a run of cases that there are has no need of it
    from retour.workspace import Workspaces

    try:
        select_cases([f"{shown(Path(found['file']))}::{found['id']}"], Workspaces())
    except RetourError as error:
        return str(error)
    return sentence


def in_words(text: str, texts: Texts = ENGLISH) -> str:
    """A text of pytest's, in the words of cases."""
    for found, told in _WORDS:
        text = found.sub(partial(_said, told, texts), text)
    return text


def _said(told: str, texts: Texts, found: re.Match[str]) -> str:
    values = {name: value or "" for name, value in found.groupdict().items()}
    return values.pop("colour", "") + texts(told, **values)


def _told(write: Callable[..., None], position: int, texts: Texts) -> Callable[..., None]:
    """What writes, with the argument at a position put in other words."""

    def writing(*arguments: Any, **settings: Any) -> None:
        told = list(arguments)
        if len(told) > position and isinstance(told[position], str):
            told[position] = in_words(told[position], texts)
        write(*told, **settings)

    return writing
