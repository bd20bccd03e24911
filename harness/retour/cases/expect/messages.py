"""The key `messages`: all that the stylesheet says by xsl:message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from glob import escape

from retour.cases.expect.key import Difference, Judgement, Key, Places, Setting
from retour.cases.expect.wording import names_text
from retour.errors import CaseFileError
from retour.language import mark
from retour.model import RULE_LEVELS
from retour.text.globs import Glob, fits

Globs = tuple[str, ...]


def _read(written: Sequence[str], place: Places) -> Globs:
    return tuple(written)


def _check(globs: Globs, setting: Setting) -> None:
    if globs and not any(level in setting.judged for level in RULE_LEVELS):
        raise CaseFileError(
            "the level rules isn't judged here, `levels` leaves it out: no stylesheet says a message",
            setting.place("messages", key=True),
        )


def _absent_and_new(globs: Globs, said: Sequence[str]) -> tuple[list[str], list[str]]:
    """The globs that no text of the stylesheet fits, and the texts that fit no glob, each once."""
    absent = [glob for glob in globs if not any(fits(text, [glob]) for text in said)]
    return absent, [text for text in dict.fromkeys(said) if not fits(text, globs)]


def _differences(globs: Globs, judgement: Judgement) -> Iterator[Difference]:
    absent, new = _absent_and_new(globs, judgement.outcome.said or ())
    for glob in absent:
        yield Difference(mark("no xsl:message says %(text)s") % {"text": repr(glob)})
    for text in new:
        yield Difference(
            mark("an xsl:message says %(text)s, which the case doesn't name") % {"text": repr(text)}
        )


def _accepted(globs: Globs | None, judgement: Judgement) -> Globs | None:
    """The globs that still hold, and the texts that none of them fits."""
    if globs is None:
        return None
    absent, new = _absent_and_new(globs, judgement.outcome.said or ())
    return (*(glob for glob in globs if glob not in absent), *map(escape, new))


MESSAGES: Key[Globs] = Key(
    name="messages",
    about="All that the stylesheet says by xsl:message: globs over the texts, one or more texts each.",
    form=list[Glob],
    data=list,
    told=lambda globs: [mark("messages %(names)s") % {"names": names_text(map(repr, globs))}],
    read=_read,
    check=_check,
    differences=_differences,
    words=lambda globs: globs,
    accepted=_accepted,
    listens=lambda globs: True,
    is_about_rules=True,
)
