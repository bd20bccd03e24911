"""The report 1_1, read."""

from __future__ import annotations

import pytest
from retour.errors import NotAReport, RuleSetError
from retour.model import Finding, Location
from retour.rulesets.dialects import dialect_named
from samples import RAPPORT


def read(fouten: str, root: str = "Rapport") -> tuple[Finding, ...]:
    report = f'<r:{root} xmlns:r="{RAPPORT}">{fouten}</r:{root}>'
    return dialect_named("rapport").read(report, {"TR018": "9018"}.get).findings


def test_empty_report() -> None:
    assert read("<r:Header/><r:Fouten/>") == ()
    assert read("<r:Fouten> <!-- none --> </r:Fouten>") == ()


def test_fout() -> None:
    (found,) = read(
        "<r:Fouten><r:Fout><r:Code>TR018</r:Code><r:Locatie>/Bericht/A</r:Locatie>"
        "<r:Locatie> /Bericht/B </r:Locatie><r:Details>It\n   ends\tearly.</r:Details></r:Fout></r:Fouten>"
    )

    assert found == Finding(
        "rules", "TR018", "9018", (Location("/Bericht/A"), Location("/Bericht/B")), "It ends early."
    )


def test_fout_with_its_own_retour_code() -> None:
    (found,) = read(
        "<r:Fouten><r:Fout><r:Code>TR018</r:Code><r:Retourcode>0001</r:Retourcode></r:Fout></r:Fouten>"
    )

    assert found.retour == "0001"


def test_fout_without_location_or_details() -> None:
    (found,) = read("<r:Fouten><r:Fout><r:Code>XX001</r:Code><r:Details/></r:Fout></r:Fouten>")

    assert found == Finding("rules", "XX001", None)


def test_any_prefix() -> None:
    report = f'<Rapport xmlns="{RAPPORT}"><Fouten><Fout><Code>TR018</Code></Fout></Fouten></Rapport>'

    assert [found.code for found in dialect_named("rapport").read(report, lambda code: None).findings] == [
        "TR018"
    ]


@pytest.mark.parametrize(
    ("header", "version"),
    [
        ("<r:Header><r:XSLTVersie> 2.1.4 </r:XSLTVersie></r:Header>", "2.1.4"),
        ("<r:Header><r:XSLTVersie/></r:Header>", None),
        ("<r:Header/>", None),
        ("", None),
    ],
    ids=["stated", "left-empty", "not-stated", "no-header"],
)
def test_version(header: str, version: str | None) -> None:
    report = f'<r:Rapport xmlns:r="{RAPPORT}">{header}<r:Fouten/></r:Rapport>'

    assert dialect_named("rapport").read(report, lambda code: None).version == version


@pytest.mark.parametrize(
    ("report", "text"),
    [
        ("", "wrote nothing where a report was expected"),
        (" \n", "wrote nothing where a report was expected"),
        (
            f'<Fouten xmlns="{RAPPORT}"/>',
            f"wrote <Fouten> in namespace {RAPPORT} where a Rapport in namespace {RAPPORT} was expected",
        ),
        (
            "<Rapport/>",
            f"wrote <Rapport> in no namespace where a Rapport in namespace {RAPPORT} was expected",
        ),
        (
            f'<Rapport xmlns="{RAPPORT}"><Fouten/><Fouten/></Rapport>',
            "wrote a Rapport with 2 Fouten elements where one was expected",
        ),
        (
            f'<Rapport xmlns="{RAPPORT}"><Fout/></Rapport>',
            f"wrote <Fout> in namespace {RAPPORT} in the Rapport, where only Header and Fouten belong",
        ),
        (
            f'<Rapport xmlns="{RAPPORT}"><Fouten><a xmlns=""/></Fouten></Rapport>',
            "wrote <a> in no namespace among the Fouten, where only Fout belongs",
        ),
        (
            f'<Rapport xmlns="{RAPPORT}"><Fouten><Fout><Code>TR018</Code></Fout><Fout/></Fouten></Rapport>',
            "wrote Fout 2 without a Code",
        ),
        (
            f'<Rapport xmlns="{RAPPORT}"><Fouten><Fout><Code>A</Code><Code>B</Code></Fout></Fouten></Rapport>',
            f"wrote <Code> in namespace {RAPPORT} out of place in Fout 1",
        ),
    ],
    ids=[
        "nothing",
        "white-space",
        "other-root",
        "no-namespace",
        "two-fouten",
        "fout-out-of-place",
        "other-among-fouten",
        "no-code",
        "two-codes",
    ],
)
def test_no_report(report: str, text: str) -> None:
    with pytest.raises(NotAReport) as caught:
        dialect_named("rapport").read(report, lambda code: None)

    assert caught.value.text == text


def test_text_is_quoted_in_short() -> None:
    with pytest.raises(NotAReport) as caught:
        dialect_named("rapport").read("All is well. " * 20, lambda code: None)

    assert caught.value.text.endswith(": 'All is well. All is well. All is well. All is well. All is w…'")


def test_entities_of_a_report_are_not_followed() -> None:
    report = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><Rapport xmlns="{RAPPORT}"><Fouten><Fout>'
        "<Code>TR018</Code><Details>&x;</Details></Fout></Fouten></Rapport>"
    )

    (found,) = dialect_named("rapport").read(report, lambda code: None).findings

    assert found.details is None


def test_unknown_dialect() -> None:
    with pytest.raises(RuleSetError) as caught:
        dialect_named("svlr")

    assert caught.value.text == "unknown report dialect 'svlr'; known: rapport, svrl"
