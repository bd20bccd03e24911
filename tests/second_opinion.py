"""What two processors say of a message: SaxonC through the harness, and libxslt."""

from __future__ import annotations

from lxml import etree
from retour.model import Outcome

RAPPORT = "{http://www.istandaarden.nl/validatie/1_1/rapport/schema}"

Said = tuple[str, tuple[str, ...], str]
"""Code, locations, details."""


def said_by_harness(outcome: Outcome) -> list[Said]:
    assert outcome.problem is None, f"{outcome.message}: {outcome.problem}"
    return [
        (finding.code, tuple(place.path for place in finding.locations), finding.details or "")
        for finding in outcome.findings
    ]


def said_by_libxslt(transform: etree.XSLT, message: bytes, **parameters: str) -> list[Said]:
    strings = {name: etree.XSLT.strparam(value) for name, value in parameters.items()}
    report = transform(etree.fromstring(message), **strings)
    return [
        (
            fout.findtext(f"{RAPPORT}Code"),
            tuple(" ".join(place.text.split()) for place in fout.iterchildren(f"{RAPPORT}Locatie")),
            " ".join(fout.findtext(f"{RAPPORT}Details", "").split()),
        )
        for fout in report.getroot().iter(f"{RAPPORT}Fout")
    ]
