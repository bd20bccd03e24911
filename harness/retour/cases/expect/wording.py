"""Findings in words, for the reasons of a verdict."""

from __future__ import annotations

from collections.abc import Iterable

from retour.language import mark
from retour.model import REJECTED, Finding

_NONE = mark("none")


def names_text(names: Iterable[str]) -> str:
    """Codes or texts one after the other, and a word where there are none."""
    return ", ".join(names) or _NONE


def finding_text(finding: Finding) -> str:
    """That something was found, and where first, e.g. `TR018 fired at /Bericht/Clienten/Client/Bsn`."""
    place = finding.locations[0] if finding.locations else None
    words = {"code": finding.code, "level": finding.level}
    if finding.is_of_rule and finding.code == REJECTED:
        return mark("the message was rejected")
    if place is None:
        said = mark("%(code)s fired") if finding.is_of_rule else mark("the level %(level)s found %(code)s")
        return said % words
    if place.path:
        words["place"] = place.path
        return (
            mark("%(code)s fired at %(place)s")
            if finding.is_of_rule
            else mark("the level %(level)s found %(code)s at %(place)s")
        ) % words
    words["line"] = str(place.line)
    return (
        mark("%(code)s fired at line %(line)s")
        if finding.is_of_rule
        else mark("the level %(level)s found %(code)s at line %(line)s")
    ) % words
