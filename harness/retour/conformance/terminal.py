"""A statement as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from retour.conformance.document import StatedResult, StatementDocument
from retour.language import ENGLISH, Texts
from retour.text.plain import one_line

_MOST_TOLD = 20
"""How many results of a kind are told one by one; the statement has them all."""


def headline(statement: StatementDocument, texts: Texts = ENGLISH) -> str:
    """How a subject did, in one sentence."""
    subject, totals = statement.subject, statement.totals
    one, several = (
        ("%(number)s case", "%(number)s cases")
        if statement.making is None
        else ("%(number)s message", "%(number)s messages")
    )
    return texts(
        "%(subject)s: of %(results)s %(as_expected)s as expected, %(not_as_expected)s not as expected, "
        "%(error)s in error, %(skipped)s skipped",
        subject=f"{one_line(subject.name)} {one_line(subject.version)}",
        results=texts.counted(len(statement.results), one, several),
        as_expected=texts.number(totals.as_expected),
        not_as_expected=texts.number(totals.not_as_expected),
        error=texts.number(totals.error),
        skipped=texts.number(totals.skipped),
    )


def statement_lines(statement: StatementDocument, texts: Texts = ENGLISH) -> Iterator[str]:
    """How a subject did: in one sentence, then what isn't as expected, what erred, and what was skipped and why."""
    yield headline(statement, texts)
    yield _held_to(statement, texts)
    for result in ("not as expected", "error"):
        found = [each for each in statement.results if each.result == result]
        if found:
            yield ""
            yield texts(result)
            for each in found[:_MOST_TOLD]:
                yield from _lines(each, texts)
            if len(found) > _MOST_TOLD:
                left = texts.number(len(found) - _MOST_TOLD)
                yield "  " + texts("and %(number)s more: --statement FILE has them all", number=left)
    if statement.untested.skipped:
        yield ""
        yield texts("skipped")
        for skipped in statement.untested.skipped:
            yield f"  {texts.number(skipped.cases):>5}  {texts.sentence(one_line(skipped.reason))}"


def _held_to(statement: StatementDocument, texts: Texts) -> str:
    subject = statement.subject
    sets = ", ".join(f"{each.id} {each.version or ''}".strip() for each in statement.sets)
    parts = [texts("held to %(profile)s", profile=subject.profile)] if subject.profile else []
    told = ", ".join([*parts, texts("by %(sets)s", sets=sets)])
    if not subject.told_versions:
        return told
    own = ", ".join(map(one_line, subject.told_versions))
    return f"{told}; {texts('its own rules: %(versions)s', versions=own)}"


def _lines(each: StatedResult, texts: Texts) -> Iterator[str]:
    line = "" if each.line is None else f":{each.line}"
    yield f"  {one_line(each.file)}{line}: {one_line(each.id)}"
    yield from (f"    - {texts.sentence(one_line(reason))}" for reason in each.reasons)
