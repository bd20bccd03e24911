"""The files beside stylesheets that these name outright: code lists, and whatever else `doc('codes.xml')` reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from lxml import etree

from retour.errors import RuleSetError
from retour.model import Place
from retour.rulesets.reach import is_there, read_there
from retour.xslt.stylesheets import Stylesheet


def files_asked_for(
    sheets: Iterable[Stylesheet], folder: Path, shown: Callable[[Path], str]
) -> tuple[tuple[Path, bool], ...]:
    """The files that stylesheets name and may read, and whether they are there; sorted.

    They may read what lies in the folder of the set, or beside the stylesheet that names it.

    Args:
        folder: of the set.
        shown: how a path is called towards the user.

    Raises:
        RuleSetError: a file lies out of the set's reach, isn't an ordinary one, or is no XML that may be read.
    """
    found: dict[Path, bool] = {}
    for sheet in sheets:
        for question in sheet.asked:
            file = question.file
            if file is None or file in found or not _is_inside(file, (folder, sheet.path.parent)):
                continue
            place = Place(shown(sheet.path), question.element.sourceline)
            found[file] = file == sheet.path or is_there(file, folder, place)
            if found[file]:
                _refuse_other_than_xml(read_there(file, folder), shown(file))
    return tuple(sorted(found.items()))


def _is_inside(file: Path, homes: Iterable[Path]) -> bool:
    """Whether a file lies in one of some folders, by its name and by the links on the way to it."""
    real = Path(os.path.realpath(file))
    return any(file.is_relative_to(home) and real.is_relative_to(os.path.realpath(home)) for home in homes)


def _refuse_other_than_xml(data: bytes, name: str) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RuleSetError(
            "is read by the rules, and is not well-formed XML", Place(name, *error.position)
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise RuleSetError(
            "is read by the rules, and has a DTD (<!DOCTYPE …>), which it may not have", Place(name)
        )
