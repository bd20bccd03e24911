"""By what code outcomes are made: the harness and the libraries that have a say in them."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def code_stamp() -> str:
    """The versions of the harness, of Python and of libxml2, through lxml; of a harness that is being worked on, its sources."""
    from lxml import etree

    installed = distribution("retour-harness")
    libxml2 = ".".join(map(str, etree.LIBXML_VERSION))
    own = f"{installed.version} {_installed_files(installed) or _sources()}"
    return f"{own} {platform.python_version()} {etree.__version__} {libxml2}"


def _installed_files(installed: Distribution) -> str | None:
    """A digest over what the installation lists, which has the digests of all its files; None where it has no modules of ours."""
    record = installed.read_text("RECORD") or ""
    is_whole = f"{_PACKAGE.name}/__init__.py," in record
    return hashlib.sha256(record.encode()).hexdigest() if is_whole else None


def _sources() -> str:
    whole = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*.py")):
        whole.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
