"""SaxonC-HE as a processor: XSLT 1.0 to 3.0. It is not loaded here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from retour.engines.saxon_session import SaxonSession
from retour.engines.sessions import Processor


def saxon() -> Processor:
    """The SaxonC that is installed, or why there is none."""
    installed, missing = _version(), None
    if installed is None:
        missing = "the package saxonche is not installed: pip install saxonche"
    elif find_spec("saxonche") is None:
        missing = "the package saxonche is installed, but can't be found: reinstall it"
    title = f"SaxonC-HE {installed or '(not installed)'}"
    return Processor("SaxonC", title, "saxonche", SaxonSession, missing=missing)


def _version() -> str | None:
    try:
        return version("saxonche")
    except PackageNotFoundError:
        return None
