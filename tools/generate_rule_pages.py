"""docs/rules: a page for each rule of the shipped sets, and an index of all codes, from their catalogues.

Run it with `make rule-pages`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from retour.rulesets import GeneralCode, Rule, RuleSet, Shelf, shipped_folder

PROJECT = Path(__file__).resolve().parent.parent
PAGES = PROJECT / "docs" / "rules"
_CERTAINTY = {
    "inferred": "Inferred: the release itself doesn't state the rule.",
    "stated": "Stated by the release itself.",
}


def pages() -> dict[str, str]:
    """The pages: file name → Markdown."""
    sets = Shelf([shipped_folder()]).all()
    codes = dict.fromkeys(code for rules in sets for code in rules.catalogue)
    found = {"README.md": _written(_index(sets, sorted(codes)))}
    for code in codes:
        knowing = [rules for rules in sets if code in rules.catalogue]
        found[f"{code}.md"] = _written(_page(knowing[0].catalogue[code], knowing))
    return found


def _page(rule: Rule, sets: Sequence[RuleSet]) -> Iterator[str]:
    yield f"# {rule.code}" + (f" → {rule.retour}" if rule.retour else "")
    yield ""
    yield rule.meaning or "The catalogue gives no meaning."
    if rule.meaning_nl:
        yield ""
        yield f"*{rule.meaning_nl}*"
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    if rule.not_implemented:
        yield f"| not implemented | {rule.not_implemented} |"
    else:
        for rules in sets:
            yield f"| checked in {rules.id} | {', '.join(rules.catalogue[rule.code].messages) or '–'} |"
        yield f"| level | {rule.level} |"
    if rule.source:
        yield f"| source | {rule.source} |"
    if rule.certainty:
        yield f"| certainty | {_CERTAINTY[rule.certainty]} |"
    if file := _file(rule.code, sets):
        yield f"| stylesheet | [{file.name}](../../{file.relative_to(PROJECT).as_posix()}) |"
    if rule.edge_cases:
        yield ""
        yield "What was decided where the texts leave room:"
        yield ""
        yield from (f"- {decision}" for decision in rule.edge_cases)


def _file(code: str, sets: Sequence[RuleSet]) -> Path | None:
    """The stylesheet that holds a rule: of those that have its name the one that the sets share."""
    named = {file for rules in sets for file in rules.files if file.stem == code}
    return min(named, key=lambda file: ("common" not in file.parts, str(file)), default=None)


def _index(sets: Sequence[RuleSet], codes: Sequence[str]) -> Iterator[str]:
    described = {code: rules.catalogue[code] for rules in reversed(sets) for code in rules.catalogue}
    yield "# The rules of the shipped sets"
    yield ""
    yield "Written by `make rule-pages` from the catalogues. `retour explain CODE` says the same, with the cases that speak of a code."
    yield ""
    yield "| rule | retour code | meaning | certainty |"
    yield "| --- | --- | --- | --- |"
    for code in codes:
        rule = described[code]
        if not rule.not_implemented:
            yield f"| [{code}]({code}.md) | {rule.retour or '–'} | {rule.meaning} | {rule.certainty or '–'} |"
    yield ""
    yield "## Not implemented"
    yield ""
    yield "| rule | retour code | meaning | why not |"
    yield "| --- | --- | --- | --- |"
    for code in codes:
        rule = described[code]
        if rule.not_implemented:
            yield f"| [{code}]({code}.md) | {rule.retour or '–'} | {rule.meaning} | {rule.not_implemented} |"
    yield ""
    yield "## Retour codes that name no rule"
    yield ""
    yield "| retour code | meaning | in Dutch | what deciding takes | what was decided |"
    yield "| --- | --- | --- | --- | --- |"
    for general in _general_codes(sets):
        decided = " ".join(general.edge_cases) or "–"
        yield (
            f"| {general.code} | {general.meaning} | *{general.meaning_nl or '–'}* | {general.level or '–'} | {decided} |"
        )


def _general_codes(sets: Sequence[RuleSet]) -> Iterator[GeneralCode]:
    found = {code: general for rules in reversed(sets) for code, general in rules.general_codes.items()}
    return (found[code] for code in sorted(found))


def _written(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all pages, and nothing else, into docs/rules."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
