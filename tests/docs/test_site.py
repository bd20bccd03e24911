"""The site: every page has a place in it, and it is built without a warning."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tools import build_site
from tools.build_site import PROJECT, SETTINGS, links, pages

NAV = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["nav"]


def named(part: object) -> Iterator[str]:
    """The pages that the navigation names."""
    if isinstance(part, str):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from named(each)


def test_every_page_has_a_place() -> None:
    """A rule's page is reached by way of the catalogue."""
    there = {page.relative_to(PROJECT).as_posix() for page in pages()}
    rules = {name for name in there if name.startswith("docs/rules/") and not name.endswith("README.md")}

    assert sorted(there - rules) == sorted(named(NAV))


def test_every_link_leads_to_a_file() -> None:
    """Zensical looks at links to pages alone."""
    broken = [f"{page}: {target}" for page in pages() for target in links(page) if not target.exists()]
    assert broken == []


def test_it_is_built_without_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = elsewhere(tmp_path, monkeypatch)

    said = build_site.build()

    assert "No issues found" in said
    page = (site / "docs" / "cases" / "index.html").read_text(encoding="utf-8")
    assert "A case file is named" in page
    assert "it takes Docker" not in (site / "search.json").read_text(encoding="utf-8")
    commands = (site / "docs" / "reference" / "commands" / "index.html").read_text(encoding="utf-8")
    assert "text|json|sarif" in commands.replace("&#124;", "|")
    assert "\\|" not in commands
    assert (site / "rules" / "common" / "rules" / "TR101.xsl").is_file()


def test_a_link_to_no_page_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere(tmp_path, monkeypatch)
    monkeypatch.setattr(build_site, "gather", lambda folder: one_page(folder, "[x](none.md)\n"))

    with pytest.raises(subprocess.CalledProcessError) as caught:
        build_site.build()

    assert "page does not exist" in caught.value.stdout


def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the site be built in another folder; where it is."""
    settings = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))
    settings |= {"docs_dir": "pages", "site_dir": "site"}
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    monkeypatch.setattr(build_site, "SETTINGS", file)
    return folder / "site"


def one_page(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "index.md").write_text(text, encoding="utf-8")
    for name in named(NAV):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# A page\n", encoding="utf-8")
