"""The locations of a report are brought into one form, with their lines."""

from __future__ import annotations

from lxml import etree
from retour.messages import located
from retour.model import Finding, Location

ROOT = etree.fromstring('<a:B xmlns:a="urn:a">\n<a:C/>\n<a:C soort="x"/></a:B>')


def test_each_location_is_printed_in_one_form_with_its_line() -> None:
    written = ("/Q{urn:a}B[1]/Q{urn:a}C[2]", "/*:B[1]/*:C[1]", "/B/C[2]/@soort")
    finding = Finding("rules", "TR018", None, tuple(Location(path) for path in written))

    (found,) = located([finding], ROOT)

    assert found.locations == (Location("/B/C[2]", 3), Location("/B/C[1]", 2), Location("/B/C[2]/@soort", 3))


def test_what_leads_nowhere_stays_as_written() -> None:
    locations = (Location("C in B"), Location(""), Location(None), Location("/B/C"))
    finding = Finding("rules", "TR018", None, locations)

    assert located([finding], ROOT) == [finding]
