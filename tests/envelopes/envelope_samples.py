"""Envelopes around a message of our own, that the tests bend to their purpose."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from retour.messages import parse_message
from retour.messages.envelopes import Label, OpenedEnvelope, open_envelope, wrap
from samples import REPOSITORY

STOP = (REPOSITORY / "fixtures/iwmo/2_1/wmo307/stop.xml").read_bytes()
STOP_RETOUR = (REPOSITORY / "fixtures/iwmo/2_1/wmo308/stop-retour.xml").read_bytes()

HEEN = Label("5f1c6f0e-8a52-4c1d-9b7e-2d3a4f5b6c7d", "20170612093000")
RETOUR = replace(HEEN, reference="0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", answers=HEEN.reference)

DI01 = wrap(STOP, parse_message(STOP, "stop.xml"), HEEN).decode()
DU01 = wrap(STOP_RETOUR, parse_message(STOP_RETOUR, "stop-retour.xml"), RETOUR).decode()
FO01 = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<stuf:Fo01Bericht xmlns:stuf="http://www.egem.nl/StUF/StUF0301">
  <stuf:stuurgegevens>
    <stuf:berichtcode>Fo01</stuf:berichtcode>
    <stuf:zender>
      <stuf:organisatie>IB</stuf:organisatie>
      <stuf:applicatie>GGKWebservice</stuf:applicatie>
    </stuf:zender>
    <stuf:ontvanger>
      <stuf:organisatie>98025566</stuf:organisatie>
      <stuf:applicatie>GGk</stuf:applicatie>
    </stuf:ontvanger>
    <stuf:referentienummer>{RETOUR.reference}</stuf:referentienummer>
    <stuf:tijdstipBericht>20170612093100</stuf:tijdstipBericht>
    <stuf:crossRefnummer>{HEEN.reference}</stuf:crossRefnummer>
  </stuf:stuurgegevens>
  <stuf:body>
    <stuf:code>IB210</stuf:code>
    <stuf:plek>client</stuf:plek>
    <stuf:omschrijving>Onbekende ontvanger</stuf:omschrijving>
    <stuf:details>WMO307-00010000</stuf:details>
    <stuf:detailsXML/>
  </stuf:body>
</stuf:Fo01Bericht>
""".replace("\n", "\r\n")

_XMIME = 'xmlns:xmime="http://www.w3.org/2005/05/xmlmime" xmime:contentType="text/xml"'
_FILE = b64encode(STOP).decode()

EARLIER = (
    DI01.replace(
        "http://www.stufstandaarden.nl/koppelvlak/ggk0210",
        "http://www.stufstandaarden.nl/sectormodel/ggk/0210",
    )
    .replace("<ggk:bericht>", f"<ggk:bericht {_XMIME}>{_FILE}")
    .replace(f"<ggk:xmlBestand>{_FILE}</ggk:xmlBestand>", "")
)
"""DI01 in the form of 2.1.02."""

OLDEST = f"""\
<ggk:envelopHeenbericht-ggk_Di01 xmlns:ggk="http://www.egem.nl/StUF/sector/ggk/0310" xmlns:stuf="http://www.egem.nl/StUF/StUF0301">
  {DI01[DI01.index("<ggk:stuurgegevens>") : DI01.index("<ggk:parameters>")].replace("WMO307", "WMO307-0201")}
  <ggk:parameters><ggk:bericht {_XMIME}>{_FILE}</ggk:bericht></ggk:parameters>
</ggk:envelopHeenbericht-ggk_Di01>
"""
"""DI01 in the form of 2.0."""


def opened(envelope: str) -> OpenedEnvelope:
    return open_envelope(parse_message(envelope.encode(), "envelope.xml", long_texts=True).root)


def holding(content: bytes, *, file_name: str | None = None) -> str:
    """DI01 with something else inside; with a file name in a tekstBestand."""
    start, end = DI01.index("<ggk:xmlBestand>"), DI01.index("</ggk:xmlBestand>") + len("</ggk:xmlBestand>")
    text = b64encode(content).decode()
    inside = (
        f"<ggk:xmlBestand>{text}</ggk:xmlBestand>"
        if file_name is None
        else f'<ggk:tekstBestand bestandsnaam="{file_name}">{text}</ggk:tekstBestand>'
    )
    return DI01[:start] + inside + DI01[end:]
