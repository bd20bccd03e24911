"""What is wrong with an envelope itself, with who in the chain would say so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from envelope_samples import DI01, DU01, EARLIER, FO01, HEEN, OLDEST, RETOUR, STOP, holding, opened
from retour.messages.envelopes import ENVELOPE_CODES, begins_like_envelope

OTHER = "3f0e1d2c-5b4a-4978-8695-a4b3c2d1e0f9"
NO_CODE = "the chain has no known code for it"


def findings(envelope: str) -> list[tuple[str, str | None]]:
    return [(found.code, found.details) for found in opened(envelope).findings]


@pytest.mark.parametrize(
    "envelope", [DI01, DU01, FO01, EARLIER, OLDEST], ids=["Di01", "Du01", "Fo01", "2.1.02", "2.0"]
)
def test_nothing_is_wrong_with_a_right_envelope(envelope: str) -> None:
    assert begins_like_envelope(envelope.encode())
    assert findings(envelope) == []


def test_the_content_comes_out_as_it_went_in() -> None:
    assert opened(DI01).data == opened(EARLIER).data == opened(OLDEST).data == STOP
    assert opened(FO01).data is None


def test_an_envelope_is_known_by_its_first_element() -> None:
    assert begins_like_envelope(b"\xef\xbb\xbf<!-- <Bericht/> -->\r\n<?a b?><Fo01Bericht/>")
    assert begins_like_envelope(b"<!--" + b"long" * 2000 + b"--><Fo01Bericht/>")
    assert not begins_like_envelope(STOP)
    assert not begins_like_envelope(b"<!-- <Fo01Bericht/> --><Bericht/>")
    assert not begins_like_envelope(b"<Fo01Berichten/>")
    assert not begins_like_envelope(b"<?a > <Fo01Bericht ?><Bericht/>")
    assert not begins_like_envelope(b"<?a?>" * 1000)  # in no time


WRONG: list[tuple[str, str, str]] = [
    (
        DI01.replace("koppelvlak/ggk0210", "koppelvlak/ggk0220"),
        "namespace",
        "the envelope has namespace 'http://www.stufstandaarden.nl/koppelvlak/ggk0220', where one of "
        "http://www.stufstandaarden.nl/koppelvlak/ggk0210 (2.1.04), "
        "http://www.stufstandaarden.nl/sectormodel/ggk/0210 (2.1.02), "
        "http://www.egem.nl/StUF/sector/ggk/0310 (2.0) belongs; "
        "in the chain: RIN001 of RINIS, IB798 of the Inlichtingenbureau",
    ),
    (
        FO01.replace("StUF0301", "StUF0302"),
        "namespace",
        "the envelope has namespace 'http://www.egem.nl/StUF/StUF0302', where that of StUF 3.01 belongs; "
        "in the chain: RIN001 of RINIS, IB798 of the Inlichtingenbureau",
    ),
    (
        DI01.replace("<stuf:applicatie>GGk", "<stuf:gebruiker/><stuf:applicatie>GGk"),
        "envelope-schema",
        "the schema of the envelope refuses gebruiker: This element is not expected. Expected is ( applicatie ); "
        "in the chain: RIN001 of RINIS",
    ),
    (
        FO01.replace(">client<", ">overal<"),
        "envelope-schema",
        "the schema of the envelope refuses plek: [facet 'enumeration'] The value 'overal' is not an element of the "
        "set {'client', 'server'}; in the chain: RIN001 of RINIS",
    ),
    (
        DI01.replace(">Di01<", ">Du01<"),
        "berichtcode",
        "the berichtcode is 'Du01'; an envelopHeenbericht-ggk_Di01 has Di01; "
        "in the chain: RIN001 of RINIS, IB240 of the Inlichtingenbureau",
    ),
    (
        DI01.replace(">WMO307<", ">WMO308<"),
        "berichtcode",
        "WMO308 travels in a Du01, not in a Di01; in the chain: IB240 of the Inlichtingenbureau",
    ),
    (
        DI01.replace(HEEN.reference, HEEN.reference.upper()),
        "uuid",
        f"the referentienummer is '{HEEN.reference.upper()}', which is not a UUID of version 4 in lower case; "
        "in the chain: RIN001 of RINIS, IB009 of the Inlichtingenbureau, CC04 of VECOZO",
    ),
    (
        DU01.replace(HEEN.reference, HEEN.reference.replace("-4c1d-", "-1c1d-")),
        "uuid",
        "the crossRefnummer is '5f1c6f0e-8a52-1c1d-9b7e-2d3a4f5b6c7d', which is not a UUID of version 4 in lower "
        "case; in the chain: RIN001 of RINIS, IB009 of the Inlichtingenbureau, CC04 of VECOZO",
    ),
    (
        EARLIER.replace(HEEN.reference, "12345"),
        "uuid",
        "the referentienummer is '12345', which is not a UUID; "
        "in the chain: IB009 of the Inlichtingenbureau, CC04 of VECOZO",
    ),
    (
        DU01.replace(f"<stuf:crossRefnummer>{HEEN.reference}</stuf:crossRefnummer>", ""),
        "crossref-missing",
        "a Du01 has a crossRefnummer: the referentienummer of the envelope that it answers; "
        "in the chain: RIN001 of RINIS, CC04 of VECOZO",
    ),
    (
        DI01.replace("<stuf:functie>", f"<stuf:crossRefnummer>{OTHER}</stuf:crossRefnummer><stuf:functie>"),
        "crossref-unwanted",
        "a Di01 answers nothing, and has no crossRefnummer; in the chain: RIN001 of RINIS",
    ),
    (
        DU01.replace(HEEN.reference, RETOUR.reference),
        "crossref-mismatch",
        "the crossRefnummer is the envelope's own referentienummer, so it would answer itself; "
        "in the chain: CC07 of VECOZO",
    ),
    (
        FO01.replace(
            "<stuf:detailsXML/>",
            f"<stuf:detailsXML>{DI01[DI01.index('<ggk') :].replace(HEEN.reference, OTHER)}</stuf:detailsXML>",
        ),
        "crossref-mismatch",
        f"the crossRefnummer is '{HEEN.reference}'; the envelope in detailsXML has '{OTHER}'; {NO_CODE}",
    ),
    (
        DI01.replace(HEEN.moment, "2017-06-12"),
        "moment",
        "the tijdstipBericht is '2017-06-12', where 8 to 17 digits belong; in the chain: RIN001 of RINIS",
    ),
    (
        DI01.replace(HEEN.moment, "20170631"),
        "moment",
        f"the tijdstipBericht is '20170631', which is no moment (YYYYMMDDhhmmss); {NO_CODE}",
    ),
    (
        DI01.replace(">98025566<", ">9802556<"),
        "party-unknown",
        "the zender is '9802556', which is no municipality (four digits), no AGB (eight digits) and none of SVB, CAK, "
        "CBS, UWV; in the chain: IB213 of the Inlichtingenbureau",
    ),
    (
        DI01.replace(">0384<", ">VECOZO<"),
        "party-unknown",
        "the ontvanger is 'VECOZO', which is no municipality (four digits), no AGB (eight digits) and none of SVB, "
        "CAK, CBS, UWV; in the chain: IB210 of the Inlichtingenbureau",
    ),
    (
        DI01.replace(">GGk<", ">GGK<"),
        "application",
        f"the application of the receiver is 'GGK'; it is always GGk; {NO_CODE}",
    ),
    (
        DI01.replace(">retour-harness<", ">   <"),
        "application",
        "the sender's application isn't filled in; in the chain: CC06 of VECOZO",
    ),
    (
        DI01.replace("<ggk:applicatieSubversie>0000</ggk:applicatieSubversie>", ""),
        "application",
        "the applicatieSubversie is missing; it has four digits; in the chain: RIN001 of RINIS, CC06 of VECOZO",
    ),
    (
        DI01.replace(">0010<", ">1<"),
        "functie-version",
        "the functieSubversie is '1', where four digits belong; in the chain: RIN001 of RINIS",
    ),
    (
        DI01.replace(">WMO307<", ">WMO307-0201<"),
        "functie",
        "the functie is 'WMO307-0201'; since envelope 2.1 it is WMO307, without a version; "
        "in the chain: IB240 of the Inlichtingenbureau",
    ),
    (
        OLDEST.replace(">WMO307-0201<", ">WMO307<"),
        "functie",
        "the functie is 'WMO307'; in envelope 2.0 it ends with the version, like WMO301-0200; "
        "in the chain: IB240 of the Inlichtingenbureau",
    ),
    (
        holding(STOP, file_name="een bestand.csv"),
        "bestandsnaam",
        "the bestandsnaam is 'een bestand.csv', where 4 to 255 letters, digits, dots, hyphens and underscores belong; "
        "in the chain: RIN001 of RINIS",
    ),
    (
        holding(STOP, file_name="a.csv").replace(' bestandsnaam="a.csv"', ""),
        "bestandsnaam",
        "a tekstBestand has the attribute bestandsnaam; in the chain: RIN001 of RINIS",
    ),
    (
        FO01.replace(">IB210<", ">IB21<"),
        "fault-code",
        f"no list of the chain has an error code 'IB21', did you mean 'IB216'?; {NO_CODE}",
    ),
    (
        FO01.replace(">IB<", ">0384<"),
        "fault-sender",
        f"IB210 is a code of IB, and the Fo01 comes from '0384'; {NO_CODE}",
    ),
]


@pytest.mark.parametrize(
    ("envelope", "code", "details"), WRONG, ids=[f"{n}-{code}" for n, (_, code, _) in enumerate(WRONG)]
)
def test_what_is_wrong_is_said_once_with_who_would_say_so(envelope: str, code: str, details: str) -> None:
    assert findings(envelope) == [(code, details)]


def test_every_code_of_the_envelope_itself_has_an_example() -> None:
    inside = {"base64", "party-mismatch", *(code for code in ENVELOPE_CODES if code.startswith("payload-"))}

    assert {code for _, code, _ in WRONG} | inside == set(ENVELOPE_CODES)


@pytest.mark.parametrize("sender", ["VECOZO", "IB", "RINIS"])
def test_stations_of_the_chain_send_faults(sender: str) -> None:
    code = {"VECOZO": "CC02", "IB": "IB210", "RINIS": "RIN001"}[sender]

    assert findings(FO01.replace(">IB<", f">{sender}<").replace(">IB210<", f">{code}<")) == []


def test_a_municipality_refuses_a_message_that_fails_its_schema() -> None:
    assert findings(FO01.replace(">IB<", ">0384<").replace(">IB210<", ">StUF055<")) == []


def test_several_things_are_said_in_one_go() -> None:
    envelope = DI01.replace(HEEN.reference, "1").replace(HEEN.moment, "1").replace(">0010<", "><")

    assert [code for code, _ in findings(envelope)] == ["uuid", "moment", "functie-version"]


def test_a_finding_tells_where() -> None:
    (found,) = opened(DI01.replace(HEEN.reference, "1")).findings

    (place,) = found.locations
    assert place.path == "/envelopHeenbericht-ggk_Di01/stuurgegevens/referentienummer"
    assert place.line == DI01[: DI01.index("referentienummer")].count("\n") + 1


def test_envelopes_that_are_opened_at_the_same_time_keep_their_own_faults() -> None:
    """One schema judges them all, and has one log."""
    right, wrong = DI01, DI01.replace("referentienummer", "nummer")

    def codes(envelope: str) -> list[str]:
        return [finding.code for finding in opened(envelope).findings]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(codes, [right, wrong] * 1500)) == [codes(right), codes(wrong)] * 1500
