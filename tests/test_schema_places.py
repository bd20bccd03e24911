"""Places as the validator names them, and as the report prints them."""

from __future__ import annotations

from lxml import etree
from retour.messages import printed_path
from retour.text.schema_places import Places

MESSAGE = """\
<Bericht xmlns="m" xmlns:x="m" xmlns:b="b"><!-- a --><x:Client/><Client><b:Naam/><Naam/>
  <Leeg xmlns=""><Bsn/><Bsn/></Leeg></Client><?pi?><Header/><x:Client><b:Naam>x</b:Naam></x:Client></Bericht>
"""


def test_every_element_is_found_where_libxml2_says_it_is() -> None:
    root = etree.fromstring(MESSAGE)
    places = Places(root)

    for element in root.iter(etree.Element):
        assert places.find(root.getroottree().getpath(element)) == (element, printed_path(element))


def test_what_leads_nowhere_ends_at_the_last_element_on_the_way() -> None:
    root = etree.fromstring(MESSAGE)
    places = Places(root)

    assert places.find(None) == (root, "/Bericht")
    assert places.find("/*/*[9]/*") == (root, "/Bericht")
    assert places.find("/*/*[2]/text()[1]") == (root[2], "/Bericht/Client[2]")
    assert places.find("/*/*[2]/@naam") == (root[2], "/Bericht/Client[2]")
