"""Whether a retour answers its heenbericht: each thing that can be wrong, one at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from retour import RuleSet
from retour.messages import parse_message, read_ei
from retour.model import Finding, Identity, Location
from retour.retours import PAIR_CODES, Heading, Pair, Side, pair_findings
from samples import REPOSITORY

FIXTURES = REPOSITORY / "fixtures"
PAIRS = {
    "allocation": (301, "allocation", "allocation-retour"),
    "declaration": (303, "declaration", "declaration-retour"),
    "start": (305, "start", "start-retour"),
    "stop": (307, "stop", "stop-retour"),
    "request": (315, "request", "request-retour"),
}


def text_of(standard: str, number: int, name: str) -> str:
    family = {"iwmo": "wmo", "ijw": "jw"}[standard]
    return (FIXTURES / f"{standard}/2_1/{family}{number}/{name}.xml").read_bytes().decode()


@pytest.fixture(scope="module")
def iwmo() -> RuleSet:
    return RuleSet.open(REPOSITORY / "rules/iwmo/2_1")


def side(text: str, *changes: tuple[str, str], reference: str | None = None) -> Side:
    """A message with texts replaced; each must be there."""
    for pattern, by in changes:
        text, times = re.subn(pattern, by, text, count=1, flags=re.DOTALL)
        assert times, pattern
    return Side.of(parse_message(text.encode(), "message.xml"), reference)


def pair_of(kind: str, rules: RuleSet, *changes: tuple[str, str], findings: Sequence[Finding] = ()) -> Pair:
    number, heen, retour = PAIRS[kind]
    return Pair(
        side(text_of("iwmo", number, heen)),
        side(text_of("iwmo", number + 1, retour), *changes),
        rules,
        findings,
    )


def found(pair: Pair) -> list[tuple[str, list[str], str | None]]:
    return [
        (finding.code, [place.path for place in finding.locations], finding.details)
        for finding in pair_findings(pair)
    ]


@pytest.mark.parametrize("standard", ["iwmo", "ijw"])
@pytest.mark.parametrize("kind", PAIRS)
def test_the_retours_of_the_fixtures_answer_their_heenberichten(kind: str, standard: str) -> None:
    number, heen, retour = PAIRS[kind]
    rules = RuleSet.open(REPOSITORY / f"rules/{standard}/2_1")

    assert (
        found(Pair(side(text_of(standard, number, heen)), side(text_of(standard, number + 1, retour)), rules))
        == []
    )


CLIENT = "/Bericht/Clienten/Client[1]"
WRONG: Mapping[str, tuple[str, Sequence[tuple[str, str]], list[tuple[str, list[str], str]]]] = {
    "identification": (
        "start",
        [("ST1706190042", "ST1706190043")],
        [("identification", ["/Bericht/Header/BerichtIdentificatie/Identificatie"],
          "Identificatie is 'ST1706190043', in the heenbericht 'ST1706190042'")],
    ),
    "date": (
        "start",
        [("Dagtekening>2017-06-19", "Dagtekening>2017-06-18")],
        [("dagtekening", ["/Bericht/Header/BerichtIdentificatie/Dagtekening"],
          "Dagtekening is '2017-06-18', in the heenbericht '2017-06-19'")],
    ),
    "invoice-number": (
        "declaration",
        [("D201705001", "D201705002")],
        [("identification", ["/Bericht/Header/DeclaratieFactuurIdentificatie/DeclarantFactuurNummer"],
          "DeclarantFactuurNummer is 'D201705002', in the heenbericht 'D201705001'")],
    ),
    "party": (
        "start",
        [("Ontvanger>0384", "Ontvanger>0518")],
        [("parties", ["/Bericht/Header/Ontvanger"], "Ontvanger is '0518', in the heenbericht '0384'")],
    ),
    "swapped-parties": (
        "start",
        [("Afzender>98025566", "Afzender>0384"), ("Ontvanger>0384", "Ontvanger>98025566")],
        [("parties", ["/Bericht/Header/Afzender"], "Afzender is '0384', in the heenbericht '98025566'"),
         ("parties", ["/Bericht/Header/Ontvanger"], "Ontvanger is '98025566', in the heenbericht '0384'")],
    ),
    "payee": (
        "declaration",
        [("BetalingAanID>02", "BetalingAanID>01")],
        [("header", ["/Bericht/Header/BetalingAanID"], "BetalingAanID is '01', in the heenbericht '02'")],
    ),
    "missing-party": (
        "declaration",
        [("<wmo304:Gemeente>0518</wmo304:Gemeente>", "")],
        [("parties", ["/Bericht/Header"], "Gemeente of the heenbericht, '0518', is missing")],
    ),
    "party-too-many": (
        "declaration",
        [("(<wmo304:Aanbieder>)", r"<wmo304:Servicebureau>98000001</wmo304:Servicebureau>\1")],
        [("parties", ["/Bericht/Header/Servicebureau"], "Servicebureau isn't in the heenbericht")],
    ),
    "dated-before-the-heenbericht": (
        "start",
        [("DagtekeningRetour>2017-06-21", "DagtekeningRetour>2017-06-18")],
        [("dagtekening-retour", ["/Bericht/Header/DagtekeningRetour"],
          "DagtekeningRetour 2017-06-18 lies before Dagtekening 2017-06-19 of the heenbericht")],
    ),
    "declaration-dated-before-the-heenbericht": (
        "declaration",
        [("RetourDagtekening>2017-06-21", "RetourDagtekening>2017-06-18")],
        [("dagtekening-retour", ["/Bericht/Header/RetourHeader/RetourDagtekening"],
          "RetourDagtekening 2017-06-18 lies before FactuurDagtekening 2017-06-19 of the heenbericht")],
    ),
    "dated-the-same-day": ("start", [("DagtekeningRetour>2017-06-21", "DagtekeningRetour>2017-06-19")], []),
    "invoice-for-a-declaration": (
        "declaration",
        [("BerichtCode>417", "BerichtCode>449")],
        [("type", ["/Bericht/Header/BerichtCode"], "BerichtCode 449 doesn't answer 416: 417 does")],
    ),
    "submitted": (
        "declaration",
        [("TotaalBedrag>116000", "TotaalBedrag>116001")],
        [("amounts", ["/Bericht/Header/RetourBedragen/IngediendTotaalBedrag"],
          "IngediendTotaalBedrag is 1160.01, and should be 1160.00")],
    ),
    "submitted-as-credit": (
        "declaration",
        [("(116000</iwmo:TotaalBedrag>\\s*<iwmo:DebetCredit>)D", r"\1C")],
        [("amounts", ["/Bericht/Header/RetourBedragen/IngediendTotaalBedrag"],
          "IngediendTotaalBedrag is -1160.00, and should be 1160.00")],
    ),
    "granted": (
        "declaration",
        [("TotaalBedrag>48500", "TotaalBedrag>116000")],
        [("amounts", ["/Bericht/Header/RetourBedragen/ToegekendTotaalBedrag"],
          "ToegekendTotaalBedrag is 1160.00, and should be 485.00")],
    ),
    "line-granted-in-part": (
        "declaration",
        [("(<iwmo:ToegekendBedrag>\\s*<iwmo:Bedrag>)0", r"\g<1>5000")],
        [("amounts", ["/Bericht/Header/RetourBedragen/ToegekendTotaalBedrag"],
          "ToegekendTotaalBedrag is 485.00, and should be 535.00"),
         ("amounts", ["/Bericht/Clienten/Client[1]/Prestaties/Prestatie"],
          "ToegekendBedrag is 50.00, and the line is refused with 0582")],
    ),
    "line-granted-above-what-was-submitted": (
        "declaration",
        [("RetourCode>0582", "RetourCode>0200"), ("(<iwmo:ToegekendBedrag>\\s*<iwmo:Bedrag>)0", r"\g<1>7501"),
         ("TotaalBedrag>48500", "TotaalBedrag>56001")],
        [("amounts", ["/Bericht/Clienten/Client[1]/Prestaties/Prestatie"],
          "ToegekendBedrag is 75.01, and 75.00 was submitted")],
    ),
    "refused-and-granted": (
        "declaration",
        [("<wmo304:Clienten>.*</wmo304:Clienten>", ""), ("RetourCode>0200", "RetourCode>0030")],
        [("amounts", ["/Bericht/Header/RetourBedragen/ToegekendTotaalBedrag"],
          "ToegekendTotaalBedrag is 485.00, and should be 0.00")],
    ),
    "granted-in-full": (
        "declaration",
        [("<wmo304:Clienten>.*</wmo304:Clienten>", ""), ("RetourCode>0200", "RetourCode>8001")],
        [("amounts", ["/Bericht/Header/RetourBedragen/ToegekendTotaalBedrag"],
          "ToegekendTotaalBedrag is 485.00, and should be 1160.00")],
    ),
    "another-client": (
        "start",
        [("Bsn>999990019", "Bsn>123456782")],
        [("class-not-in-heen", [CLIENT], "this Client doesn't stand in the heenbericht")],
    ),
    "client-changed": (
        "start",
        [("Zoë Françoise", "Zoe Françoise")],
        [("class-changed", [CLIENT],
          "Naam/Voornamen is 'Zoe Françoise', in /Bericht/Clienten/Client[1] of the heenbericht 'Zoë Françoise'")],
    ),
    "text-too-many": (
        "start",
        [("(<iwmo:Datum>1944-02-29</iwmo:Datum>)", r"\1<iwmo:DatumGebruik>1</iwmo:DatumGebruik>")],
        [("class-changed", [CLIENT],
          "Geboortedatum/DatumGebruik isn't in /Bericht/Clienten/Client[1] of the heenbericht")],
    ),
    "text-missing": (
        "start",
        [("<iwmo:Voorletters>ZF</iwmo:Voorletters>", "")],
        [("class-changed", [CLIENT],
          "Naam/Voorletters of /Bericht/Clienten/Client[1] in the heenbericht is missing")],
    ),
    "another-product": (
        "start",
        [("ToewijzingNummer>170412001", "ToewijzingNummer>170412009")],
        [("class-not-in-heen", [f"{CLIENT}/StartProducten/StartProduct[1]"],
          "this StartProduct doesn't stand in the heenbericht"),
         ("missing-class", [CLIENT],
          f"{CLIENT}/StartProducten/StartProduct[1] of the heenbericht is missing, and the class around it came back")],
    ),
    "header-without-a-code": (
        "start",
        [("<wmo306:RetourCodes>\\s*<wmo306:RetourCode>0200</wmo306:RetourCode>\\s*</wmo306:RetourCodes>", "", )],
        [("missing-code", ["/Bericht/Header"],
          "0200 is called for, since classes come back, and the header has no code")],
    ),
    "unfounded": (
        "start",
        [("RetourCode>9063", "RetourCode>S058")],
        [("unfounded-code", [f"{CLIENT}/StartProducten/StartProduct[1]/RetourCodes/RetourCode"],
          f"S058 stands at {CLIENT}/StartProducten/StartProduct[1], and no rule leads to it there: 0200 belongs here")],
    ),
    "unfounded-in-the-header": (
        "start",
        [("RetourCode>0200", "RetourCode>S023")],
        [("unfounded-code", ["/Bericht/Header/RetourCodes/RetourCode"],
          "S023 stands at /Bericht/Header, and no rule leads to it there: 0200 belongs here")],
    ),
    "refused-on-technical-grounds": (
        "start",
        [("<wmo306:Clienten>.*</wmo306:Clienten>", ""), ("RetourCode>0200", "RetourCode>0001")],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong(name: str, iwmo: RuleSet) -> None:
    kind, changes, expected = WRONG[name]

    assert found(pair_of(kind, iwmo, *changes)) == expected


def test_another_type(iwmo: RuleSet) -> None:
    start, stop_retour = side(text_of("iwmo", 305, "start")), side(text_of("iwmo", 308, "stop-retour"))
    of_ijw = side(text_of("ijw", 306, "start-retour"))

    assert found(Pair(start, stop_retour, iwmo)) == [
        ("type", [], "iwmo 2.1 WMO308 doesn't answer iwmo 2.1 WMO305: iwmo WMO306 does")
    ]
    assert found(Pair(start, of_ijw, iwmo)) == [
        ("type", [], "ijw 2.1 JW306 doesn't answer iwmo 2.1 WMO305: iwmo WMO306 does")
    ]
    assert found(Pair(stop_retour, start, iwmo)) == [
        ("type", [], "iwmo 2.1 WMO308 is no heenbericht, so nothing answers it")
    ]


def ei(name: str) -> Side:
    """A message in EI of release 2.0."""
    message, _ = read_ei((FIXTURES / f"levels/ei/{name}.ei").read_bytes(), name)
    return Side.of(message)


def test_a_broken_pair(iwmo: RuleSet) -> None:
    """Of the heenbericht the heading is known, and compared all the same."""
    retour = side(
        text_of("iwmo", 306, "start-retour"),
        ("ST1706190042", "start0000001"),
        ("Dagtekening>2017-06-19", "Dagtekening>2017-06-05"),
        ("Ontvanger>0384", "Ontvanger>0518"),
    )

    assert found(Pair(ei("start"), retour, iwmo)) == [
        (
            "broken",
            [],
            "broken pair: the heenbericht is of release 2.0 and the retour of 2.1, so the sender's system can't match them",
        ),
        ("parties", ["/Bericht/Header/Ontvanger"], "Ontvanger is '0518', in the heenbericht '0384'"),
    ]


def test_of_messages_that_kept_their_form_the_release_makes_no_difference(iwmo: RuleSet) -> None:
    retour = Side(Heading(Identity("", "ijw", "2.1", "JW322")))

    heen = Side(Heading(Identity("", "ijw", "2.0", "JW321")))

    assert found(Pair(heen, retour, iwmo)) == []


def test_a_retour_of_an_earlier_release(iwmo: RuleSet) -> None:
    heen = side(text_of("iwmo", 305, "start"))
    retour = side(text_of("iwmo", 306, "start-retour").replace("2_1", "2_0"))

    assert found(Pair(heen, retour, iwmo)) == [
        ("release", [], "a retour of release 2.0 to a heenbericht of 2.1")
    ]


def test_envelopes(iwmo: RuleSet) -> None:
    sent, other = "0b6e7f0a-7a53-4c38-9d5e-2a4f8f0d9a11", "1b6e7f0a-7a53-4c38-9d5e-2a4f8f0d9a11"
    heen = side(text_of("iwmo", 305, "start"), reference=sent)

    def retour(reference: str | None) -> Side:
        return side(text_of("iwmo", 306, "start-retour"), reference=reference)

    assert found(Pair(heen, retour(sent), iwmo)) == []
    assert found(Pair(heen, retour(None), iwmo)) == []
    assert found(Pair(heen, retour(other), iwmo)) == [
        ("crossref-mismatch", [], f"crossRefnummer is {other}, and the heenbericht was sent as {sent}")
    ]


def test_codes_are_looked_up_where_the_class_stands_in_the_heenbericht(iwmo: RuleSet) -> None:
    """The retour leaves out the first client, so its own first is the second of the heenbericht."""
    second = "/Bericht/Clienten/Client[2]"
    changes = [
        ("<wmo306:Client>.*?</wmo306:Client>", ""),
        (r"(</wmo306:StartProducten>\s*<wmo306:RetourCodes>\s*<wmo306:RetourCode>)0200", r"\1S002"),
    ]
    founded = Finding("rules", "CS002", "S002", (Location(f"{second}/Bsn"),))
    elsewhere = Finding("rules", "CS002", "S002", (Location(f"{CLIENT}/Bsn"),))

    assert found(pair_of("start", iwmo, *changes, findings=[founded])) == []
    assert found(pair_of("start", iwmo, *changes, findings=[elsewhere])) == [
        (
            "missing-class",
            [],
            f"{CLIENT} of the heenbericht is missing, and S002 is called for by CS002 there",
        ),
        (
            "unfounded-code",
            [f"{CLIENT}/RetourCodes/RetourCode"],
            f"S002 stands at {second}, and no rule leads to it there: 0200 belongs here",
        ),
    ]


def test_in_a_header_that_comes_alone_a_code_may_stand_for_anything(iwmo: RuleSet) -> None:
    changes = [("<wmo306:Clienten>.*</wmo306:Clienten>", ""), ("RetourCode>0200", "RetourCode>S002")]
    somewhere = Finding("rules", "CS002", "S002", (Location(f"{CLIENT}/Bsn"),))

    assert found(pair_of("start", iwmo, *changes, findings=[somewhere])) == []
    assert [code for code, _, _ in found(pair_of("start", iwmo, *changes))] == ["unfounded-code"]


def test_without_rules_codes_are_not_judged() -> None:
    number, heen, retour = PAIRS["start"]
    changed = side(text_of("iwmo", number + 1, retour), ("RetourCode>9063", "RetourCode>S058"))

    assert found(Pair(side(text_of("iwmo", number, heen)), changed)) == []


def test_every_code_is_told_of(iwmo: RuleSet) -> None:
    told = {code for _, _, expected in WRONG.values() for code, _, _ in expected}

    assert told | {"broken", "release", "crossref-mismatch", "xslt-version"} == set(PAIR_CODES)
