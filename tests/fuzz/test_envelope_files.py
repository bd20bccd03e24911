"""Whatever comes, an envelope is opened or refused in sentences, within its limits."""

from __future__ import annotations

from base64 import b64encode

from effort import effort
from hypothesis import given
from strategies import mutated

from harness.envelopes import ENVELOPE_CODES, contents_findings, contents_of, is_envelope, open_envelope
from harness.errors import MessageError
from harness.messages import is_ei, parse_message, read_ei

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
_TOKENS = [
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


@given(mutated([_DI01, _FO01], _TOKENS))
@effort(25)
def test_any_envelope_is_opened_or_refused(data: bytes) -> None:
    try:
        root = parse_message(data, "any.xml", long_texts=True).root
    except MessageError as error:
        assert str(error).startswith("any.xml")
        return
    if not is_envelope(root):
        return
    opened = open_envelope(root)
    found = [*opened.findings, *(_contents(opened.envelope, opened.data) if opened.data is not None else ())]

    assert all(each.code in ENVELOPE_CODES and each.details for each in found)


def _contents(envelope, data):  # type: ignore[no-untyped-def]
    try:
        inside = read_ei(data, "inside")[0] if is_ei(data) else parse_message(data, "inside")
    except MessageError:
        return []
    return contents_findings(envelope, contents_of(inside))


def test_the_envelopes_that_are_changed_are_right_ones() -> None:
    for data in (_DI01, _FO01):
        opened = open_envelope(parse_message(data, "any.xml").root)

        assert opened.findings == ()
        assert not opened.data or _contents(opened.envelope, opened.data) is not None
