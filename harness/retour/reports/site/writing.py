"""Writes the site: into a folder of its own, which it replaces as a whole."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Sequence
from html import unescape
from importlib.resources import files
from pathlib import Path

from retour.errors import RetourError
from retour.model import Place
from retour.reports.results import RunResults
from retour.reports.site.hiding import MessageValues
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
from retour.reports.site.provenance import Provenance
from retour.reports.site.rows import ResultRow, SetUse, row_of
from retour.text.display import shown
from retour.text.writing import reasons

_MARK = ".retour-report"
"""A file that tells a folder of such pages from any other, which is never replaced."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)


def write_site(
    results: RunResults,
    folder: Path,
    provenance: Provenance,
    *,
    base: Path,
    values: bool = False,
    others: Sequence[Path] = (),
    seen: Callable[[], None] = lambda: None,
) -> None:
    """Write the pages.

    Args:
        folder: is made, or replaced when it holds such pages.
        base: the folder from which the results name their files.
        values: show the values of the messages, which may be of real people.
        others: pages that come along, such as those of coverage and mutation; each is copied and linked.
        seen: called after each result.

    Raises:
        RetourError: the folder holds something else, or can't be written.
    """
    with reasons(folder):
        _refuse_other(folder)
        making = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
        try:
            making.mkdir(parents=True)
            _write(making, results, provenance, base, values, others, seen)
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
    values: bool,
    others: Sequence[Path],
    seen: Callable[[], None],
) -> None:
    for name in ("results", "rules", "pages"):
        (folder / name).mkdir()
    templates = files("retour.reports.html")
    for name in ("style.css", "filter.js"):
        (folder / name).write_text(templates.joinpath(name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / _MARK).write_text("made by retour report\n", encoding="utf-8")
    site = Site(
        results.engine,
        provenance.moment.isoformat(sep=" ").replace("+00:00", " UTC"),
        provenance.revision,
        provenance.seconds,
        values,
        any(finding["retour"] for each in results.each for finding in each["findings"]),
        results.sets,
        results.standings,
        [_copied(number, file, folder) for number, file in enumerate(others, start=1)],
    )
    rows: list[ResultRow] = []
    uses: dict[str, SetUse] = {}
    for item in Finder(base).items(results.each):
        hidden = MessageValues(None if values else item.text)
        row = row_of(item, hidden)
        use = _use(item, row, uses)
        if use is not None:
            use.add(item, row)
        rows.append(row)
        _put(folder, row.href, item_page(site, item, use, hidden))
        seen()
    in_order = sorted(uses.values(), key=lambda use: use.name)
    for use in in_order:
        (folder / use.folder).mkdir()
        for code in use.codes:
            _put(folder, use.href(code), rule_page(site, use, code))
    _put(folder, "index.html", index_page(site, results, rows, in_order))
    _put(folder, "results.html", results_page(site, rows))
    _put(folder, "rules.html", rules_page(site, in_order))


def _use(item: Item, row: ResultRow, uses: dict[str, SetUse]) -> SetUse | None:
    stamp = item.result["rules"]
    if stamp is None:
        return None
    if stamp["sha256"] not in uses:
        uses[stamp["sha256"]] = SetUse(row.set, f"rules/{len(uses) + 1}", item.rules)
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
