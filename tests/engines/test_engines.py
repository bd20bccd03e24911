"""A rule set on a message: findings as the report gives them, whatever the engine and the number of workers."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from only import SAXON_ONLY
from retour.checking import outcome_job
from retour.engines import Engine, engine_title, open_engine
from retour.errors import ConfigurationError
from retour.levels import Check
from retour.model import ENGINES, Finding, LevelResult, Location, Outcome, RuleSetStamp
from retour.rulesets import RuleSet
from retour.workspace import Workspace
from samples import BOTH, MESSAGE, RULES, TR018_ONCE, TR018_TWICE, rapport, stylesheet, write_set

CheckWith = Callable[..., Outcome]


@SAXON_ONLY
def test_name(engine: Engine) -> None:
    assert engine.name == engine_title("saxon") == f"SaxonC-HE {version('saxonche')}"


BEFORE = (
    LevelResult("file", "passed"),
    LevelResult("envelope", "not applicable"),
    LevelResult("transition", "not applicable"),
    LevelResult("schema", "not checked", "the set has no XSD"),
)


def test_accepted(check_with: CheckWith) -> None:
    outcome = check_with(RULES)

    assert outcome.status == "accepted"
    assert outcome.findings == ()
    assert outcome.levels == (
        *BEFORE,
        LevelResult("rules", "passed"),
        LevelResult("history", "not applicable"),
        LevelResult("pair", "not applicable"),
    )
    assert str(outcome.identity) == "iwmo 2.1 WMO307"


def test_rejected(check_with: CheckWith, tmp_path: Path) -> None:
    outcome = check_with(RULES, TR018_ONCE)

    assert outcome.status == "rejected"
    assert outcome.levels == (
        *BEFORE,
        LevelResult("rules", "failed"),
        LevelResult("history", "not applicable"),
        LevelResult("pair", "not applicable"),
    )
    assert outcome.rules == RuleSetStamp("demo/1.0", "1.0.3", RuleSet.open(tmp_path / "set").sha256)
    assert outcome.findings == (
        Finding(
            "rules",
            "TR018",
            "9018",
            (
                Location("/Bericht/Clienten/Client/StopProduct[1]/Begindatum", 8),
                Location("/Bericht/Clienten/Client/StopProduct[1]/Einddatum", 9),
            ),
            "De Einddatum ligt vóór de Begindatum.",
        ),
    )
    assert outcome.report is not None
    assert outcome.report.startswith("<?xml")


def test_findings_keep_the_order_of_the_report(check_with: CheckWith) -> None:
    assert [finding.code for finding in check_with(RULES, BOTH).findings] == ["TR018", "CS002"]
    assert [finding.locations[0].line for finding in check_with(RULES, TR018_TWICE).findings] == [8, 12]


def test_retour_code_of_the_set_and_of_the_general_scheme(check_with: CheckWith) -> None:
    (technical,) = check_with(RULES, MESSAGE.replace("Zoë van Ammerveld", "")).findings
    (nameless,) = check_with(RULES, MESSAGE.replace("Zoë van Ammerveld", "onbekend")).findings

    assert (technical.code, technical.retour) == ("TR004", "0001")
    assert (nameless.code, nameless.retour) == ("XX001", None)


def test_parameter_reaches_the_stylesheet_and_no_later_message(check_with: CheckWith) -> None:
    with_it = check_with(RULES, parameters={"forbidden": "Zoë van Ammerveld"})
    without = check_with(RULES)

    assert [finding.code for finding in with_it.findings] == ["CD007"]
    assert without.findings == ()


def test_parameter_is_text(check_with: CheckWith) -> None:
    zeros = MESSAGE.replace("Zoë van Ammerveld", "0001")

    assert [
        finding.code for finding in check_with(RULES, zeros, parameters={"forbidden": "0001"}).findings
    ] == ["CD007"]
    assert check_with(RULES, zeros, parameters={"forbidden": "1"}).findings == ()


def test_cr_lf_message_has_the_same_findings(check_with: CheckWith, tmp_path: Path) -> None:
    windows = check_with(RULES, BOTH)
    plain = check_with(RULES, BOTH.replace("\r\n", "\n"))

    assert windows.findings == plain.errors
    assert windows.sha256 != plain.sha256


def test_changed_stylesheet_is_compiled_anew(check_with: CheckWith) -> None:
    assert check_with(RULES, TR018_ONCE).status == "rejected"
    assert check_with(stylesheet(rapport()), TR018_ONCE).status == "accepted"


def test_folder_with_spaces_and_diacritics(engine: Engine, workspace: Workspace, tmp_path: Path) -> None:
    folder = write_set(tmp_path / "één set" / "mijn regels 100%")
    message = tmp_path / "een bericht.xml"
    message.write_text(TR018_ONCE, encoding="utf-8")
    check = Check(message, "een bericht.xml", workspace, RuleSet.open(folder))

    outcome = engine.submit([outcome_job(check, lambda outcome, _: outcome)])[0].result()

    assert [finding.code for finding in outcome.findings] == ["TR018"]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("workers", [0, 1, 2])
def test_many_messages_come_back_in_order(
    workspace: Workspace, tmp_path: Path, name: str, workers: int
) -> None:
    rules = RuleSet.open(write_set(tmp_path / "set"))
    jobs = []
    for number in range(60):
        message = tmp_path / f"{number}.xml"
        message.write_text(MESSAGE if number % 3 else TR018_ONCE, encoding="utf-8")
        check = Check(message, message.name, workspace, rules)
        jobs.append(outcome_job(check, lambda outcome, _: outcome))

    engine = open_engine(name, workers)
    try:
        outcomes = [pending.result() for pending in engine.submit(jobs)]
    finally:
        engine.close()

    assert [outcome.message for outcome in outcomes] == [f"{number}.xml" for number in range(60)]
    assert [outcome.status for outcome in outcomes] == ["rejected", "accepted", "accepted"] * 20


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("saxn", "there is no engine 'saxn', did you mean 'saxon'?"),
        ("msxml", "there is no engine 'msxml'; the engines are saxon, libxslt, dvs"),
    ],
)
def test_no_such_engine(name: str, text: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{text.replace('?', '[?]')}$"):
        open_engine(name)


def test_message_with_many_declarations_or_long_names_is_judged(check_with: CheckWith) -> None:
    many = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(300))
    long = f'xmlns:{"n" * 2000}="urn:n"'

    for added in (many, long):
        outcome = check_with(RULES, MESSAGE.replace("<m:Bericht ", f"<m:Bericht {added} "))
        assert outcome.status == "accepted", outcome.problem


@SAXON_ONLY
def test_message_beyond_the_parser_of_the_processor(engine: Engine, check_with: CheckWith) -> None:
    """It is the message's, and not the rule set's."""
    many = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(5001))

    outcome = check_with(RULES, MESSAGE.replace("<m:Bericht ", f"<m:Bericht {many} "))

    if engine.name.startswith("SaxonC-HE 12."):  # its parser has no such limit
        assert outcome.status == "accepted"
        return
    problem = outcome.problem
    assert problem is not None
    assert problem.kind == "parser-limit"
    assert problem.text.startswith("well-formed, but more than the XSLT processor can read: ")
    assert '"5,000"' in problem.text
