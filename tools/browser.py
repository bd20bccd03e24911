"""A Chromium that looks at pages, for tests and benchmarks; where there is none, the reason.

It takes the group `browser` of pyproject.toml (playwright, and axe-core with it), and a Chromium: that of the system, the one that
RETOUR_CHROMIUM names, or the one that `playwright install chromium` fetched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoBrowserError(Exception):
    """There is no browser to look with; its text says what is missing."""


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium, as playwright's `Browser`.

    Raises:
        NoBrowserError: playwright isn't installed, or it finds no Chromium.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise NoBrowserError("playwright isn't installed: install the group `browser`") from None
    with sync_playwright() as playwright:
        found = os.environ.get("RETOUR_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
        try:
            # In a container there is no user namespace for a sandbox; the pages are the harness's own.
            opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as error:
            raise NoBrowserError(f"no Chromium: {error.message.splitlines()[0]}") from None
        try:
            yield opened
        finally:
            opened.close()


def axe() -> Path:
    """The script of axe-core, which finds what keeps people from using a page.

    Raises:
        NoBrowserError: it isn't installed.
    """
    try:
        return Path(str(files("axe_playwright_python") / "axe.min.js"))
    except ModuleNotFoundError:
        raise NoBrowserError("axe-playwright-python isn't installed: install the group `browser`") from None
