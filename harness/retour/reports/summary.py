"""Results in a page of Markdown, such as the summary of a step in CI or a comment on a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from retour.language import ENGLISH, Texts
from retour.model import RULE_LEVELS
from retour.reports.differing import Differing, differing_markdown
from retour.reports.known import case_name_under, gap_markdown, gap_rows
from retour.reports.results import CALM, RunResults, standing_of_result
from retour.text.plain import markdown_text

_MOST_ROWS = 100
"""Results told one by one: a page that is too long isn't shown at all."""


def markdown_summary(results: RunResults) -> str:
    """The page."""
    return "\n".join(_lines(results)) + "\n"


def totals(results: RunResults, texts: Texts = ENGLISH) -> str:
    """How many results came out in which way, in one line."""
    parts = [f"{texts.number(number)} {texts(standing)}" for standing, number in results.standings.items()]
    return ", ".join(parts) or texts("no results")


def codes_fired(results: RunResults) -> list[tuple[str, str | None, int]]:
    """The rules that fired, each with its retour code and in how many messages, those that fired most first."""
    retour: dict[str, str | None] = {}
    counted: Counter[str] = Counter()
    for each in results.each:
        fired = {f["code"]: f["retour"] for f in each["findings"] if f["level"] in RULE_LEVELS}
        counted.update(fired.keys())
        retour |= fired
    return [
        (code, retour[code], number)
        for code, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


def _lines(results: RunResults) -> Iterator[str]:
    yield "# retour-harness"
    yield ""
    yield f"**{totals(results)}**, by {markdown_text(results.engine)}"
    for rules in results.sets:
        version = rules["version"] or "not stated"
        yield f"- {markdown_text(rules['id'])}, version {markdown_text(version)}, `{rules['sha256'][:16]}`"
    telling = [each for each in results.each if standing_of_result(each) not in CALM]
    if telling:
        yield ""
        yield "| where | what | why |"
        yield "| --- | --- | --- |"
        yield from (_row(each) for each in telling[:_MOST_ROWS])
        if len(telling) > _MOST_ROWS:
            yield ""
            yield f"{len(telling) - _MOST_ROWS:,} more stand in the HTML report and in the JSON document."
    if lines := differing_markdown(Differing.of(results.each)):
        yield ""
        yield from lines
    if gaps := gap_rows(results.each):
        yield ""
        yield "Known gaps of rule sets"
        yield ""
        yield from gap_markdown(gaps)
    if fired := codes_fired(results):
        yield ""
        yield "| rule | retour code | messages in which it fired |"
        yield "| --- | --- | ---: |"
        yield from (
            f"| {markdown_text(code)} | {markdown_text(retour or '')} | {number} |"
            for code, retour, number in fired
        )


def _row(result: dict[str, Any]) -> str:
    case = result.get("case")
    where = f"{case['file']}:{case['line']} {case_name_under(case)}" if case else result["message"]
    why = "; ".join(reasons_of(result))
    return f"| {markdown_text(where)} | {standing_of_result(result)} | {markdown_text(why)} |"


def reasons_of(result: dict[str, Any]) -> list[str]:
    """Why a result came out as it did; where nothing has to be said of it, the codes that reject the message."""
    if "verdict" in result:
        return list(result["verdict"]["reasons"])
    if result["error"] is not None:
        return [result["error"]]
    codes = (f["retour"] or f["code"] for f in result["findings"] if f["severity"] in ("fatal", "error"))
    return [", ".join(dict.fromkeys(codes))]
