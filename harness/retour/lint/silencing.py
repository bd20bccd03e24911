"""Comments that silence findings, with a reason: `# retour: allow L003 because …`, or the same in `<!-- … -->`.

`until 2027-03-01` before the reason says when the comment ends, and `see https://…` where more stands, as in a waiver
(`retour.text.waivers`).

A comment on a line of its own is about the next line that holds something; one behind something is about its own
line. A finding about a whole file is silenced by a comment anywhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retour.language import mark
from retour.lint.model import LintCheck, LintFinding
from retour.model import Place
from retour.text.waivers import Now, as_until

NO_REASON, SILENCES_NOTHING, UNREADABLE, PASSED = "L901", "L902", "L903", "L904"

_IN_YAML = re.compile(r"(?:^|(?<=\s))#[ \t]*retour:(?P<text>[^\n]*)", re.MULTILINE)
_IN_XML = re.compile(r"<!--\s*retour:(?P<text>.*?)-->", re.DOTALL)
_ALLOW = re.compile(
    r"\s*allow\s+(?P<codes>L\d+(?:[\s,]+L\d+)*)\s*(?:until\s+(?P<until>\S+)\s*)?(?:see\s+(?P<see>\S+)\s*)?(?:because\b\s*(?P<reason>.*\S)?)?\s*",
    re.DOTALL,
)
_YAML_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*|[ \t]*")
_XML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


_UNREAD = mark("this comment can't be read: write `retour: allow L003 because` and the reason")
_HOLDS_NO_MORE = (
    mark("this comment holds no more, %(why)s: judge it again"),
    mark("this comment holds no more, %(why)s: judge it again (see %(see)s)"),
)
_WITHOUT_REASON = mark("%(codes)s may pass here for no reason given: add `because` and the reason")
_NO_CHECK = mark("there is no check %(code)s: `retour lint --codes` lists them")
_UNNEEDED = (
    mark("there is nothing for %(code)s to find here: remove the comment"),
    mark("there is nothing for %(code)s to find here: remove the comment (see %(see)s)"),
)


LineAfter = Callable[[str, int], int | None]
"""Text and the offset of a comment's end → the line that a comment of its own is about."""


@dataclass(frozen=True, slots=True)
class SilencingComment:
    """A comment that silences.

    Attributes:
        covers: the line that it is about.
        codes: the checks whose findings it silences; empty when the comment can't be read.
        until: when it ends, as a waiver says it; None for never.
        see: where more stands.
    """

    place: Place
    covers: int | None
    codes: tuple[str, ...]
    reason: str | None
    until: str | None = None
    see: str | None = None


SILENCE_CHECKS: tuple[LintCheck[object], ...] = (
    LintCheck(NO_REASON, mark("A silencing comment gives no reason."), lambda _: ()),
    LintCheck(SILENCES_NOTHING, mark("A silencing comment silences nothing."), lambda _: ()),
    LintCheck(
        UNREADABLE,
        mark("A comment that begins with `retour:` can't be read, or names no check."),
        lambda _: (),
    ),
    LintCheck(PASSED, mark("The time of a silencing comment has passed."), lambda _: ()),
)
"""What can be wrong with the comments themselves; found by `silenced`, once all else is known."""


def silenced(
    findings: Iterable[LintFinding], linted: Collection[str], known: Collection[str], now: Now
) -> list[LintFinding]:
    """The findings that no comment silences, and what is wrong with the comments.

    Args:
        linted: the files that were looked at, as they are shown; only in these can a comment be unneeded.
        known: the codes of the checks that there are.
    """
    comments = cache(lambda file: silences(Path(file)))
    left: list[LintFinding] = []
    used: set[tuple[Place, str]] = set()
    for finding in findings:
        silencing = [silence for silence in comments(finding.place.file) if _covers(silence, finding)]
        used.update((silence.place, finding.code) for silence in silencing)
        if not silencing:
            left.append(finding)
    for file in linted:
        for silence in comments(file):
            left.extend(_wrong_with(silence, used, known, now))
    return left


def silences(file: Path) -> list[SilencingComment]:
    """The silencing comments of a YAML or XML file; none in a file that can't be read."""
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return []
    if file.suffix in (".yaml", ".yml"):
        return list(_silences(file, text, _IN_YAML, _yaml_line_after))
    return list(_silences(file, text, _IN_XML, _xml_line_after))


def _silences(
    file: Path, text: str, comment: re.Pattern[str], line_after: LineAfter
) -> Iterator[SilencingComment]:
    for match in comment.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line = text.count("\n", 0, match.start()) + 1
        place = Place(file.as_posix(), line, match.start() - line_start + 1)
        alone = not text[line_start : match.start()].strip()
        covers = line_after(text, match.end()) if alone else line
        allowed = _ALLOW.fullmatch(match["text"])
        if allowed is None:
            yield SilencingComment(place, covers, (), None)
        else:
            codes = tuple(re.findall(r"L\d+", allowed["codes"]))
            yield SilencingComment(place, covers, codes, allowed["reason"], allowed["until"], allowed["see"])


def _yaml_line_after(text: str, offset: int) -> int | None:
    """The first line after a comment that is neither empty nor a comment."""
    line = text.count("\n", 0, offset) + 1
    for number, content in enumerate(text[offset:].split("\n")[1:], line + 1):
        if not _YAML_COMMENT_LINE.fullmatch(content.rstrip("\r")):
            return number
    return None


def _xml_line_after(text: str, offset: int) -> int | None:
    """The line on which the first thing after a comment begins, other comments passed over."""
    while True:
        rest = text[offset:]
        offset += len(rest) - len(rest.lstrip())
        further = _XML_COMMENT.match(text, offset)
        if further is None:
            return text.count("\n", 0, offset) + 1 if offset < len(text) else None
        offset = further.end()


def _covers(silence: SilencingComment, finding: LintFinding) -> bool:
    return finding.code in silence.codes and finding.place.line in (None, silence.covers)


def _wrong_with(
    silence: SilencingComment, used: Collection[tuple[Place, str]], known: Collection[str], now: Now
) -> Iterator[LintFinding]:
    if not silence.codes:
        yield LintFinding(UNREADABLE, silence.place, _UNREAD)
        return
    if silence.until is not None:
        try:
            passed = now.passed(as_until(silence.until))
        except ValueError as error:
            yield LintFinding(UNREADABLE, silence.place, str(error))
        else:
            if passed is not None:
                text = _HOLDS_NO_MORE[silence.see is not None] % {"why": passed, "see": silence.see}
                yield LintFinding(PASSED, silence.place, text)
    if silence.reason is None:
        yield LintFinding(NO_REASON, silence.place, _WITHOUT_REASON % {"codes": ", ".join(silence.codes)})
    for code in silence.codes:
        if code not in known:
            yield LintFinding(UNREADABLE, silence.place, _NO_CHECK % {"code": code})
        elif (silence.place, code) not in used:
            text = _UNNEEDED[silence.see is not None] % {"code": code, "see": silence.see}
            yield LintFinding(SILENCES_NOTHING, silence.place, text)
