"""What the reader of envelopes is tried with."""

from __future__ import annotations

from base64 import b64encode

from retour.errors import MessageError
from retour.messages import parse_message
from retour.messages.envelopes import (
    ENVELOPE_CODES,
    contents_findings,
    contents_of,
    is_envelope,
    open_envelope,
    read_inside,
)

_INSIDE = b"""<Bericht xmlns="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"><Header>
<BerichtCode>420</BerichtCode><BerichtVersie>2</BerichtVersie><BerichtSubversie>1</BerichtSubversie>
<Afzender>98025566</Afzender><Ontvanger>0384</Ontvanger></Header></Bericht>"""


def _party(role: str, organisation: str) -> str:
    return (
        f"<s:{role}><s:organisatie>{organisation}</s:organisatie><s:applicatie>GGk</s:applicatie></s:{role}>"
    )


def _controls(kind: str, rest: str) -> str:
    return (
        f"<s:berichtcode>{kind}</s:berichtcode>{_party('zender', '98025566')}{_party('ontvanger', '0384')}"
        "<s:referentienummer>5f1c6f0e-8a52-4c1d-9b7e-2d3a4f5b6c7d</s:referentienummer>"
        f"<s:tijdstipBericht>20170612093000</s:tijdstipBericht>{rest}"
    )


_STUF = 'xmlns:s="http://www.egem.nl/StUF/StUF0301"'
_CROSS = "<s:crossRefnummer>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</s:crossRefnummer>"
_DI01 = f"""<envelopHeenbericht-ggk_Di01 xmlns="http://www.stufstandaarden.nl/koppelvlak/ggk0210" {_STUF}>
<stuurgegevens>{_controls("Di01", "<s:functie>WMO307</s:functie>")}</stuurgegevens>
<parameters><applicatieVersie>0001</applicatieVersie><applicatieSubversie>0000</applicatieSubversie>
<functieVersie>0002</functieVersie><functieSubversie>0010</functieSubversie>
<bericht><xmlBestand>{b64encode(_INSIDE).decode()}</xmlBestand></bericht></parameters>
</envelopHeenbericht-ggk_Di01>""".encode()
_FO01 = f"""<s:Fo01Bericht {_STUF}><s:stuurgegevens>{_controls("Fo01", _CROSS).replace("98025566", "IB")}</s:stuurgegevens>
<s:body><s:code>IB210</s:code><s:plek>client</s:plek><s:omschrijving>x</s:omschrijving>
<s:detailsXML>{_DI01.decode().replace("5f1c6f0e-8a52-4c1d-9b7e-2d3a4f5b6c7d", "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d")}</s:detailsXML>
</s:body></s:Fo01Bericht>""".encode()
WORDS = [
    b"<s:gebruiker/>",
    b"</s:zender>",
    b"<!-- -->",
    b"<![CDATA[UEsDBA==]]>",
    b"UEsDBA==",
    b"====",
    b"\xc3\xa9",
    b"&amp;",
    b"&e;",
    b"<!DOCTYPE a [<!ENTITY e 'x'>]>",
    b"tekstBestand",
    b"0" * 40,
    b' bestandsnaam="a b"',
    b' xmlns=""',
]
SEEDS = (_DI01, _FO01)


def read(data: bytes) -> None:
    """Open a file that may be an envelope, and read what is in it; a fault of the readers is an exception."""
    try:
        root = parse_message(data, "any.xml", long_texts=True).root
        if not is_envelope(root):
            return
        opened = open_envelope(root)
        found = list(opened.findings)
        inside = read_inside(opened, "any.xml")
    except MessageError as error:
        assert error.text
        return
    if inside is not None:
        found += contents_findings(opened.envelope, contents_of(inside.message))
    assert all(each.code in ENVELOPE_CODES and each.details for each in found)
