"""Writes the site: into a folder of its own, which it replaces as a whole."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from retour.errors import RetourError
from retour.language import texts_in
from retour.model import Language, Place
from retour.reports.html import asset
from retour.reports.results import RunResults
from retour.reports.site.hiding import ShownMessage
from retour.reports.site.items import Finder, Item
from retour.reports.site.pages import (
    OtherPage,
    Site,
    index_page,
    item_page,
    results_page,
    rule_page,
    rules_page,
)
from retour.reports.site.parts import Links, Part
from retour.reports.site.provenance import Provenance
from retour.reports.site.rows import ResultRow, SetUse, row_of
from retour.rulesets import RuleSet
from retour.text.display import shown
from retour.text.writing import reasons

_MARK = ".retour-report"
"""A file that tells a folder of such pages from any other, which is never replaced."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What is asked of a report.

    Attributes:
        values: show the values of the messages, which may be of real people.
        language: of the pages.
        others: pages that come along as they are; each is copied and linked.
        parts: what other commands found.
        known: rule sets that may have judged, beside those of the project.
    """

    values: bool = False
    language: Language = "en"
    others: Sequence[Path] = ()
    parts: Sequence[Part] = ()
    known: Sequence[RuleSet] = ()


def write_site(
    results: RunResults,
    folder: Path,
    provenance: Provenance,
    base: Path,
    options: SiteOptions,
    seen: Callable[[], None] = lambda: None,
) -> None:
    """Write the pages.

    Args:
        folder: is made, or replaced when it holds such pages.
        base: the folder from which the results name their files.
        seen: called after each result.

    Raises:
        RetourError: the folder holds something else, or can't be written.
    """
    with reasons(folder):
        _refuse_other(folder)
        making = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
        try:
            making.mkdir(parents=True)
            _write(making, results, provenance, base, options, seen)
            if folder.exists():
                shutil.rmtree(folder)
            making.rename(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)


def _refuse_other(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / _MARK).exists())):
        raise RetourError(
            "there is something else here, and a report takes a folder of its own", Place(shown(folder))
        )


def _write(
    folder: Path,
    results: RunResults,
    provenance: Provenance,
    base: Path,
    options: SiteOptions,
    seen: Callable[[], None],
) -> None:
    for name in ("results", "rules", "pages"):
        (folder / name).mkdir()
    for name in ("style.css", "filter.js"):
        _put(folder, name, asset(name))
    _put(folder, _MARK, "made by retour report\n")
    texts, parts = texts_in(options.language), options.parts
    site = Site(
        texts,
        results.engine,
        provenance.moment.isoformat(sep=" ").replace("+00:00", " UTC"),
        provenance.revision,
        provenance.is_changed,
        provenance.seconds,
        options.values,
        results.has_retour_codes,
        results.sets,
        results.standings,
        [
            *(OtherPage(part.title(texts), _page_of(part)) for part in parts),
            *(_copied(number, file, folder) for number, file in enumerate(options.others, start=1)),
        ],
    )
    rows: list[ResultRow] = []
    uses: dict[str, SetUse] = {}
    cases: dict[str, str] = {}
    for item in Finder(base, options.known).items(results.each):
        message = ShownMessage(item.text, options.values)
        row = row_of(item, message, texts)
        use = _use(item, row, uses)
        if use is not None:
            use.add(item, row, message)
        rows.append(row)
        if item.is_of_case:
            cases[item.case_name] = row.href
        _put(folder, row.href, item_page(site, item, use, message))
        seen()
    in_order = sorted(uses.values(), key=lambda use: use.name)
    rules = {use.sha256: {code: use.href(code) for code in use.codes} for use in in_order}
    for use in in_order:
        (folder / use.folder).mkdir()
        links = Links(rules, cases, "../../")
        for code in use.codes:
            _put(folder, use.href(code), rule_page(site, use, code, parts, links))
    for part in parts:
        href = _page_of(part)
        _put(folder, href, part.page(texts, Links(rules, cases), site.frame(href)))
    _put(folder, "index.html", index_page(site, results, rows, in_order))
    _put(folder, "results.html", results_page(site, rows))
    _put(folder, "rules.html", rules_page(site, in_order))


def _page_of(part: Part) -> str:
    return f"{part.name}.html"


def _use(item: Item, row: ResultRow, uses: dict[str, SetUse]) -> SetUse | None:
    stamp = item.result["rules"]
    if stamp is None:
        return None
    if stamp["sha256"] not in uses:
        uses[stamp["sha256"]] = SetUse(row.set, stamp["sha256"], f"rules/{len(uses) + 1}", item.rules)
    return uses[stamp["sha256"]]


def _copied(number: int, file: Path, folder: Path) -> OtherPage:
    """A page that was made by another command, put beside the others."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RetourError("can't be read as a page", Place(shown(file))) from None
    title = _TITLE.search(text)
    href = f"pages/{number}.html"
    _put(folder, href, text)
    return OtherPage(unescape(" ".join(title[1].split())) if title else file.stem, href)


def _put(folder: Path, href: str, text: str) -> None:
    (folder / href).write_text(text, encoding="utf-8", errors="backslashreplace")
