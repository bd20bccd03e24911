"""Checks of message files: used by nobody, not readable, or with a BSN that may be somebody's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from retour.cases.expect import claims
from retour.errors import MessageError
from retour.language import mark
from retour.lint.case_files import REAL_BSN, is_bsn_element
from retour.lint.model import LintCheck, Remark
from retour.lint.positions import Positions
from retour.lint.project import Project
from retour.lint.sources import CaseSubject
from retour.messages import Message, read_bytes, text_of
from retour.messages.envelopes import read_any
from retour.model import Place
from retour.text.bsns import looks_real
from retour.text.display import shown

_UNREADABLE = mark("can't be read, and case %(case)s is about it: %(why)s")


def _unused(project: Project) -> Iterator[Remark]:
    used = {message for file in project.users for message in file.messages}
    for file in project.messages:
        if file in project.beside and file not in used:
            yield Remark(Place(shown(file)), mark("no case names this message"))


def _unreadable(project: Project) -> Iterator[Remark]:
    told: set[Path] = set()
    for subject in (subject for file in project.case_files for subject in file.subjects):
        path = Path(os.path.abspath(subject.case.message))
        if path in told or not _must_be_readable(subject):
            continue
        try:
            read_any(read_bytes(path, shown(path)), shown(path))
        except MessageError as error:
            told.add(path)
            text = _UNREADABLE % {"case": subject.case.id, "why": error.text}
            yield Remark(error.place or Place(shown(path)), text)


def _must_be_readable(subject: CaseSubject) -> bool:
    """Whether a case has no use for a message that can't be read: it expects nothing of the level «file»."""
    of_file = any(claim.level == "file" for claim in claims(subject.expect))
    return subject.must_pass and not subject.case.raw and not of_file


def _real_bsn(project: Project) -> Iterator[Remark]:
    for file in project.messages:
        name = shown(file)
        known = project.workspaces.of(file.parent).configuration.test_bsns
        try:
            data = read_bytes(file, name)
            message, is_inside = read_any(data, name)
        except MessageError:
            continue
        if not isinstance(message, Message):
            continue
        positions = None if is_inside else Positions(name, data, message.root)
        for element in message.root.iter(etree.Element):
            number = text_of(element).strip()
            if is_bsn_element(element) and looks_real(number, known):
                place = Place(name) if positions is None else positions.place(element)
                yield Remark(place, REAL_BSN % {"bsn": number})


MESSAGE_CHECKS: tuple[LintCheck[Project], ...] = (
    LintCheck("L101", mark("No case names a message file that stands with case files."), _unused),
    LintCheck("L102", mark("A case is about a message that can't be read."), _unreadable),
    LintCheck("L103", mark("A message holds a BSN that may be somebody's."), _real_bsn),
)
