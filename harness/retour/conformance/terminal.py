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
    number = len(statement.results)
    of = (
        texts.counted(number, "of %(number)s case", "of %(number)s cases")
        if statement.making is None
        else texts.counted(number, "of %(number)s message", "of %(number)s messages")
    )
    counts = texts(
        "%(expected)s as expected, %(unexpected)s not as expected, %(error)s in error, %(skipped)s skipped",
        expected=texts.number(totals.as_expected),
        unexpected=texts.number(totals.not_as_expected),
        error=texts.number(totals.error),
        skipped=texts.number(totals.skipped),
    )
    return f"{one_line(subject.name)} {one_line(subject.version)}: {of} {counts}"


def statement_lines(statement: StatementDocument) -> Iterator[str]:
    """How a subject did: in one sentence, then what isn't as expected, what erred, and what was skipped and why."""
    yield headline(statement)
    subject = statement.subject
    sets = ", ".join(f"{each.id} {each.version or ''}".strip() for each in statement.sets)
    held = f"held to {subject.profile}, " if subject.profile else ""
    by = (
        f"; its own rules: {', '.join(map(one_line, subject.told_versions))}" if subject.told_versions else ""
    )
    yield f"{held}by {sets}{by}"
    for result in ("not as expected", "error"):
        found = [each for each in statement.results if each.result == result]
        if found:
            yield ""
            yield result
            for each in found[:_MOST_TOLD]:
                yield from _lines(each)
            if len(found) > _MOST_TOLD:
                yield f"  and {len(found) - _MOST_TOLD:,} more: --statement FILE has them all"
    if statement.untested.skipped:
        yield ""
        yield "skipped"
        yield from (f"  {each.cases:>5,}  {one_line(each.reason)}" for each in statement.untested.skipped)


def _lines(each: StatedResult) -> Iterator[str]:
    line = "" if each.line is None else f":{each.line}"
    yield f"  {one_line(each.file)}{line}: {one_line(each.id)}"
    yield from (f"    - {one_line(reason)}" for reason in each.reasons)
