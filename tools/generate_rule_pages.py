"""docs/rules: a page for each rule of the shipped sets, and an index of all codes, from their catalogues.

Run it with `make rule-pages`.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from retour.rulesets import Rule, RuleSet, Shelf, shipped_folder

PROJECT = Path(__file__).resolve().parent.parent
PAGES = PROJECT / "docs" / "rules"
_CERTAINTY = {
    "inferred": "Inferred: the release itself doesn't state the rule.",
    "stated": "Stated by the release itself.",
}


Release = tuple[RuleSet, ...]
"""The shipped sets of one release."""

_WITHOUT_PAGE = {"process", "schema"}
"""Levels of rules that the index alone tells of."""


def pages() -> dict[str, str]:
    """The pages: file name → Markdown."""
    releases = _releases()
    codes = dict.fromkeys(
        rule.code
        for sets in releases
        for rules in sets
        for rule in rules.catalogue.values()
        if rule.level not in _WITHOUT_PAGE
    )
    found = {"README.md": _written(_index(releases, codes))}
    for code in codes:
        found[f"{code}.md"] = _written(_page(code, releases))
    return found


def _releases() -> list[Release]:
    """The shipped sets by release, the newest release first; iWmo before iJw."""
    sets = sorted(Shelf([shipped_folder()]).all(), key=lambda rules: rules.id, reverse=True)
    releases = sorted({rules.release or "" for rules in sets}, reverse=True)
    return [tuple(rules for rules in sets if rules.release == release) for release in releases]


def _name(sets: Release) -> str:
    return " and ".join(f"i{str(rules.standard)[1:].capitalize()} {rules.release}" for rules in sets)


def _page(code: str, releases: Sequence[Release]) -> Iterator[str]:
    yield f"# {code}"
    for sets in releases:
        knowing = tuple(rules for rules in sets if code in rules.catalogue)
        if knowing:
            yield from _of_release(knowing[0].catalogue[code], knowing)


def _of_release(rule: Rule, sets: Release) -> Iterator[str]:
    yield ""
    yield f"## {_name(sets)}" + (f" → {rule.retour}" if rule.retour else "")
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
    for message, places in rule.places.items():
        yield f"| placed in {message} | {', '.join(places)} |"
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


def _file(code: str, sets: Release) -> Path | None:
    """The stylesheet that holds a rule."""
    return next((file for rules in sets for file in rules.files if file.stem == code), None)


def _index(releases: Sequence[Release], paged: Collection[str]) -> Iterator[str]:
    yield "# The rules of the shipped sets"
    yield ""
    yield "Written by `make rule-pages` from the catalogues. `retour explain CODE` says the same, with the cases that speak of a code."
    for sets in releases:
        yield ""
        yield f"## {_name(sets)}"
        yield from _index_of(sets, paged)


def _index_of(sets: Release, paged: Collection[str]) -> Iterator[str]:
    described = {code: rules.catalogue[code] for rules in reversed(sets) for code in rules.catalogue}
    yield ""
    yield "| rule | retour code | meaning | certainty |"
    yield "| --- | --- | --- | --- |"
    for code, rule in sorted(described.items()):
        if not rule.not_implemented:
            yield f"| {_link(code, paged)} | {rule.retour or '–'} | {rule.meaning} | {rule.certainty or '–'} |"
    yield ""
    yield "Not implemented:"
    yield ""
    yield "| rule | retour code | meaning | why not |"
    yield "| --- | --- | --- | --- |"
    for code, rule in sorted(described.items()):
        if rule.not_implemented:
            yield f"| {_link(code, paged)} | {rule.retour or '–'} | {rule.meaning} | {rule.not_implemented} |"
    yield ""
    yield "Retour codes that name no rule:"
    yield ""
    yield "| retour code | meaning | in Dutch | what deciding takes | what was decided |"
    yield "| --- | --- | --- | --- | --- |"
    general_codes = {code: each for rules in reversed(sets) for code, each in rules.general_codes.items()}
    for code, general in sorted(general_codes.items()):
        decided = " ".join(general.edge_cases) or "–"
        yield f"| {code} | {general.meaning} | *{general.meaning_nl or '–'}* | {general.level or '–'} | {decided} |"


def _link(code: str, paged: Collection[str]) -> str:
    return f"[{code}]({code}.md)" if code in paged else code


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
