"""The texts of a language: GNU gettext, with the catalogue read from its `.po` file."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING, TypeVar

from retour.language.sentences import Sentences
from retour.model import Language

if TYPE_CHECKING:
    from polib import POFile

T = TypeVar("T", bound=str)


def mark(text: T) -> T:
    """A text that is looked up later, where it is shown: marked, so that it gets into the catalogue; as it is otherwise."""
    return text


class Texts:
    """The texts of one language."""

    def __init__(self, language: Language, translations: NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, text: str, /, **values: object) -> str:
        """A text in this language.

        Args:
            text: in English, with `%(name)s` where a value comes, and `%%` for a percent sign when there are values.
            values: by name.
        """
        found = self._translations.gettext(text) if text else ""
        return found % values if values else found

    def sentence(self, sentence: str, /) -> str:
        """A sentence that was made in English of texts that are marked, in this language; as it is where it isn't known."""
        return sentence if self.language == "en" else _sentences(self.language).said(sentence)

    def counted(self, number: int, one: str, many: str, /, **values: object) -> str:
        """A text about a number of things.

        Args:
            one, many: in English, with `%(number)s` where the number comes.
            values: that are needed besides.
        """
        found = self._translations.ngettext(one, many, number)
        return found % {"number": self.number(number), **values}

    def number(self, number: int) -> str:
        """A whole number, with a mark between the thousands."""
        return self.figures(f"{number:,}")

    def figures(self, text: str) -> str:
        """A number that is written as in English, such as `1,234.5`, as it is written in this language."""
        return text.translate(_DUTCH_MARKS) if self.language == "nl" else text


_DUTCH_MARKS = str.maketrans(",.", ".,")


@cache
def told_in(language: Language, english: str | None, dutch: str | None) -> str | None:
    """What somebody wrote in both languages, or in one of them; in English where there is nothing in the other."""
    return (dutch if language == "nl" else None) or english


def texts_in(language: Language) -> Texts:
    """The texts of a language."""
    return Texts(language, NullTranslations() if language == "en" else _read(language))


def _read(language: Language) -> GNUTranslations:
    return GNUTranslations(io.BytesIO(_catalogue(language).to_binary()))


@cache
def _catalogue(language: Language) -> POFile:
    from importlib.resources import files  # what speaks English needn't load these

    import polib

    return polib.pofile(files(__package__).joinpath(f"{language}.po").read_text(encoding="utf-8"))


SPEAKING = (
    "cli/pair.py",
    "comparison/templates.py",
    "coverage/thresholds.py",
    "coverage/waivers.py",
    "lint/",
    "mutation/equivalence.py",
    "mutation/trials.py",
    "profiling/measuring.py",
    "rulesets/discovery.py",
    "text/",
    "traceability/tally.py",
    "transitions/",
    "rules/transitions/",
    "levels/",
    "messages/",
    "cases/",
    "conformance/asking.py",
    "conformance/judging.py",
    "conformance/stating.py",
    "scenarios/candidates.py",
    "scenarios/commands.py",
    "scenarios/judging.py",
    "scenarios/story.py",
    "scenarios/values.py",
    "pytest_plugin/session.py",
    "reasons.py",
    "replying.py",
    "retours/answering.py",
    "retours/pairing.py",
    "rulesets/shelf.py",
    "tracing/",
    "web/judging.py",
    "web/uploads.py",
    "web/validating.py",
    "workspace.py",
)
"""The modules, and folders of modules, that make sentences which are kept as they are and shown later."""


@cache
def _sentences(language: Language) -> Sentences:
    return Sentences(
        (entry.msgid, entry.msgstr)
        for entry in _catalogue(language)
        if entry.msgstr and any(name.startswith(SPEAKING) for name, _ in entry.occurrences)
    )


ENGLISH = texts_in("en")
"""The texts as they stand in the code."""
