"""The site of the pages, in build/site.

Pages keep the places that they have in the repository, and what they link to comes along, so no link is rewritten.
Run it with `make site`.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parent.parent
SETTINGS = PROJECT / "mkdocs.yml"

_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
_ROW = re.compile(r"^ *\|.*\|$", re.MULTILINE)
_CODE_WITH_BAR = re.compile(r"`([^`]*\\\|[^`]*)`")
_CODE = re.compile(r"^( *)```.*?^\1```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """The pages, at the top of the repository and below docs."""
    return sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])


def links(page: Path) -> Iterator[Path]:
    """The files of the repository to which a page links, whether they are there or not."""
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    for target in _LINK.findall(text):
        if "://" not in target and not target.startswith("mailto:"):
            yield (page.parent / target).resolve()


def gather(folder: Path) -> None:
    """Put the pages, and the files to which they link, into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    wanted = dict.fromkeys(pages())
    wanted |= dict.fromkeys(target for page in pages() for target in links(page) if target.is_file())
    for file in wanted:
        copy = folder / file.relative_to(PROJECT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".md":
            copy.write_text(with_bars(file.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            shutil.copy(file, copy)


def with_bars(text: str) -> str:
    """A page whose tables keep the bars in their code: Zensical shows the backslash that GitHub asks for."""
    return _ROW.sub(lambda row: _CODE_WITH_BAR.sub(_as_html, row[0]), text)


def _as_html(code: re.Match[str]) -> str:
    return "<code>" + html.escape(code[1].replace("\\|", "|"), quote=False).replace("|", "&#124;") + "</code>"


def build() -> str:
    """Build the site; a warning is an error.

    Returns:
        What Zensical says.

    Raises:
        subprocess.CalledProcessError: something is wrong with a page.
    """
    settings = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))
    gather(SETTINGS.parent / settings["docs_dir"])
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", str(SETTINGS)]
    return subprocess.run(
        command,
        cwd=SETTINGS.parent,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ).stdout


def main() -> None:
    """Build the site, and say where it is."""
    try:
        print(build(), end="")
    except subprocess.CalledProcessError as error:
        sys.exit(str(error.stdout))


if __name__ == "__main__":
    main()
