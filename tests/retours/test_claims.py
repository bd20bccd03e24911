"""The answer (325) that findings on a declaration of 3.2 (323) call for, and a declaration without an answer of its own."""

from __future__ import annotations

from datetime import date

import pytest
from retour import RuleSet
from retour.errors import NotServed
from retour.messages import Message, parse_message
from retour.model import Finding, Identity, Location
from retour.retours import Pair, Reference, Side, answer, pair_findings, reference_answered, reference_of
from samples import REPOSITORY

DECLARATION = "/Bericht/Declaratie"
CLIENT = f"{DECLARATION}/Clienten/Client[2]"
LINE = f"{CLIENT}/Prestaties/Prestatie[2]"
ASKED = "182500 D"


@pytest.fixture(scope="module", params=["iwmo", "ijw"])
def rules(request: pytest.FixtureRequest) -> RuleSet:
    return RuleSet.open(REPOSITORY / f"rules/{request.param}/3_2")


@pytest.fixture
def claim(rules: RuleSet) -> Message:
    family = {"iwmo": "wmo", "ijw": "jw"}[str(rules.standard)]
    file = REPOSITORY / f"fixtures/{rules.standard}/3_2/{family}323/declaration.xml"
    return parse_message(file.read_bytes(), file.name)


def found(code: str, retour: str, path: str) -> Finding:
    return Finding("history", code, retour, (Location(path),))


def read(data: bytes) -> Message:
    return parse_message(data, "retour.xml")


def codes(data: bytes) -> list[str]:
    """Each class of an answer with its codes."""
    owners = read(data).root.iter("{*}Header", "{*}DeclaratieAntwoord", "{*}Client", "{*}Prestatie")
    return [
        " ".join(
            [
                str(owner.tag).rpartition("}")[2],
                *(str(code.text) for code in owner.iterfind("{*}RetourCodes/{*}*")),
            ]
        )
        for owner in owners
    ]


def granted(data: bytes) -> tuple[str, str]:
    """What was asked for, and what is granted of it."""
    submitted, of_it = (
        f"{total.findtext('{*}TotaalBedrag')} {total.findtext('{*}DebetCredit')}"
        for name in ("TotaalIngediendBedrag", "TotaalToegekendBedrag")
        for total in read(data).root.iterfind(f"{{*}}DeclaratieAntwoord/{{*}}{name}")
    )
    return submitted, of_it


def test_nothing_wrong(rules: RuleSet, claim: Message) -> None:
    data = answer(claim, rules, [])

    assert codes(data) == ["Header 0200", "DeclaratieAntwoord 8001"]
    assert granted(data) == (ASKED, ASKED)


def test_a_rule_within_the_message(rules: RuleSet, claim: Message) -> None:
    """It refuses the whole declaration, by a rule set that is named."""
    data = answer(claim, rules, [found("CS002", "0001", f"{CLIENT}/Bsn"), found("TR338", "9338", LINE)])

    assert codes(data) == ["Header 0001"]
    assert read(data).root.findtext("{*}Header/{*}XsltVersie") == rules.version


def test_the_header(rules: RuleSet, claim: Message) -> None:
    path = "/Bericht/Header/BerichtIdentificatie/Identificatie"

    assert codes(answer(claim, rules, [found("TR056", "9056", path)])) == ["Header 9056"]


def test_the_declaration(rules: RuleSet, claim: Message) -> None:
    """Nothing of it comes back, what was found in a client neither."""
    findings = [found("TR333", "9333", f"{DECLARATION}/DeclaratieNummer"), found("TR338", "9338", LINE)]

    data = answer(claim, rules, findings)

    assert codes(data) == ["Header 0200", "DeclaratieAntwoord 9333"]
    assert granted(data) == (ASKED, "0 D")


def test_a_client(rules: RuleSet, claim: Message) -> None:
    """Its lines aren't assessed, that in which something was found neither; the other client is granted."""
    findings = [found("TR304", "8187", f"{CLIENT}/Bsn"), found("TR338", "9338", LINE)]

    data = answer(claim, rules, findings)

    assert codes(data) == [
        "Header 0200",
        "DeclaratieAntwoord 0200",
        "Client 8187",
        "Prestatie 0233",
        "Prestatie 0233",
        "Prestatie 0233",
    ]
    assert granted(data) == (ASKED, "147000 D")
    assert pair_findings(Pair(Side.of(claim), Side.of(read(data)), rules, findings)) == ()


def test_a_line(rules: RuleSet, claim: Message) -> None:
    """It comes back alone. A credit line that isn't granted makes what is granted more."""
    data = answer(claim, rules, [found("TR323", "8017", f"{LINE}/ProductReferentie")])

    assert codes(data) == ["Header 0200", "DeclaratieAntwoord 0200", "Client 0200", "Prestatie 8017"]
    assert granted(data) == (ASKED, "200500 D")


def test_what_the_header_says(rules: RuleSet, claim: Message) -> None:
    """The municipality answers: the parties change places, and the declaration has its own identification."""
    header = read(answer(claim, rules, [], "EIGEN1", date(2026, 8, 11))).root.find("{*}Header")
    assert header is not None

    texts = {
        name: header.findtext("/".join(f"{{*}}{step}" for step in name.split("/")))
        for name in (
            "BerichtCode",
            "Afzender",
            "Ontvanger",
            "BerichtIdentificatie/Identificatie",
            "BerichtIdentificatie/Dagtekening",
            "DeclaratieIdentificatie/Identificatie",
            "DeclaratieIdentificatie/Dagtekening",
            "XsdVersie/BerichtXsdVersie",
            "XsdVersieDeclaratie/BerichtXsdVersie",
        )
    }
    of_claim = claim.root.find("{*}Header")
    assert of_claim is not None
    assert texts == {
        "BerichtCode": str(int(of_claim.findtext("{*}BerichtCode") or 0) + 1),
        "Afzender": of_claim.findtext("{*}Ontvanger"),
        "Ontvanger": of_claim.findtext("{*}Afzender"),
        "BerichtIdentificatie/Identificatie": "EIGEN1",
        "BerichtIdentificatie/Dagtekening": "2026-08-11",
        "DeclaratieIdentificatie/Identificatie": "DE2026080401",
        "DeclaratieIdentificatie/Dagtekening": "2026-08-04",
        "XsdVersie/BerichtXsdVersie": rules.schema.versions(claim.identity.namespace)["BerichtXsdVersie"],
        "XsdVersieDeclaratie/BerichtXsdVersie": of_claim.findtext("{*}XsdVersie/{*}BerichtXsdVersie"),
    }


def test_by_what_it_is_known(rules: RuleSet, claim: Message) -> None:
    """The answer is that of the municipality, and answers what the provider sent."""
    message = read(answer(claim, rules, [], "EIGEN1"))
    own = reference_of(message)

    assert reference_answered(message) == reference_of(claim)
    assert own == Reference(message.identity.standard, message.identity.type, "0518", "EIGEN1")


def test_it_is_not_answered_itself(rules: RuleSet, claim: Message) -> None:
    message = read(answer(claim, rules, []))

    with pytest.raises(NotServed, match="325 is no heenbericht"):
        answer(message, rules, [])


def test_which_answers_which(claim: Message) -> None:
    identity = claim.identity
    (retour,) = identity.answers()

    assert str(retour.type) == str(identity.type).replace("323", "325")
    assert (retour.answered(), retour.answers(), retour.repeated()) == ((identity,), (), ())
    assert (identity.answered(), identity.has_own_form, retour.has_own_form) == ((), False, True)
    # What isn't known to have a form of its own has none.
    assert [each.type for each in Identity("x/aw323/y", "iwlz", "2.2", "AW323").answers()] == ["AW324"]
