"""The levels of an envelope: its own, then those of the message inside it, which tell where they look."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from retour.checking import outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.model import Level, Location, Outcome
from retour.workspace import workspace_for
from samples import REPOSITORY

FIXTURES = REPOSITORY / "fixtures/levels/envelope"
STOP = (FIXTURES / "stop.xml").read_bytes()
INSIDE = (REPOSITORY / "fixtures/iwmo/2_1/wmo307/least-content.xml").read_bytes()

Checked = Callable[..., Outcome]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("saxon", 1)
    yield engine
    engine.close()


@pytest.fixture
def checked(engine: Engine, tmp_path: Path) -> Checked:
    def check(data: bytes, levels: tuple[Level, ...] | None = None, settings: str = "") -> Outcome:
        (tmp_path / "retour.toml").write_text(settings, encoding="utf-8")
        file = tmp_path / "envelope.xml"
        file.write_bytes(data)
        request = Check(file, "envelope.xml", workspace_for(tmp_path), levels=levels)
        return engine.submit([outcome_job(request, lambda outcome, _: outcome)])[0].result()

    return check


def holding(content: bytes) -> bytes:
    return STOP.replace(b64encode(INSIDE), b64encode(content))


def statuses(outcome: Outcome) -> list[str]:
    told = {each.level: each.status for each in outcome.levels}
    return [told[level] for level in ("file", "envelope", "schema", "rules")]  # type: ignore[index]


def test_all_levels_pass(checked: Checked) -> None:
    outcome = checked(STOP)

    assert outcome.status == "accepted"
    assert statuses(outcome) == ["passed"] * 4
    assert str(outcome.identity) == "iwmo 2.1 WMO307"


def test_a_wrong_envelope_ends_the_check(checked: Checked) -> None:
    outcome = checked(STOP.replace(b">0384<", b">0385<"))

    assert outcome.status == "rejected"
    assert statuses(outcome) == ["passed", "failed", "not reached", "not reached"]
    assert str(outcome.identity) == "iwmo 2.1 WMO307"
    (place,) = outcome.findings[0].locations
    assert place.path == "/envelopHeenbericht-ggk_Di01/stuurgegevens/ontvanger/organisatie"
    assert place.document is None


def test_the_schema_judges_what_is_inside(checked: Checked) -> None:
    outcome = checked(holding(INSIDE.replace(b"999990032", b"99999")))

    assert statuses(outcome) == ["passed", "passed", "failed", "not reached"]
    (found,) = outcome.findings
    assert found.locations == (Location("/Bericht/Clienten/Client/Bsn", 16, "payload"),)
    assert found.details is not None
    assert found.details.endswith(
        "; in the chain: StUF055 of the municipality or the Inlichtingenbureau, CC02 of VECOZO, "
        "in a Fo01 and without a retour"
    )


def test_rules_judge_what_is_inside(checked: Checked) -> None:
    outcome = checked(holding(INSIDE.replace(b"999990032", b"999990033")))

    assert statuses(outcome) == ["passed", "passed", "passed", "failed"]
    (found,) = outcome.findings
    assert (found.code, found.locations) == (
        "CS002",
        (Location("/Bericht/Clienten/Client/Bsn", 16, "payload"),),
    )


def test_a_message_that_is_not_in_an_envelope(checked: Checked) -> None:
    assert statuses(checked(INSIDE)) == ["passed", "not applicable", "passed", "passed"]


@pytest.mark.parametrize("name", ["fault.xml", "monitor.xml"])
def test_what_has_no_rules(checked: Checked, name: str) -> None:
    outcome = checked((FIXTURES / name).read_bytes())

    assert outcome.status == "accepted"
    assert statuses(outcome) == ["passed", "passed", "not applicable", "not applicable"]


def test_ei_in_an_envelope(checked: Checked) -> None:
    outcome = checked((FIXTURES / "start-in-ei.xml").read_bytes())

    assert outcome.status == "nothing found"
    assert statuses(outcome) == ["passed", "passed", "not checked", "not checked"]


def test_a_declaration_in_ei_is_known_by_its_envelope(checked: Checked) -> None:
    outcome = checked((FIXTURES / "declaration-in-ei.xml").read_bytes())

    assert outcome.status == "nothing found"
    assert str(outcome.identity) == "ijw JW321"


@pytest.mark.parametrize("name", ["allocation.ei", "start.ei", "stop.ei", "request.ei", "declaration.ei"])
def test_no_rules_judge_ei(checked: Checked, name: str) -> None:
    outcome = checked((FIXTURES.parent / "ei" / name).read_bytes())

    assert outcome.status == "nothing found"
    assert statuses(outcome) == ["passed", "not applicable", "not checked", "not checked"]
    assert {level.reason for level in outcome.levels if level.status == "not checked"} == {
        "no schema and no rules judge EI"
    }


def test_without_its_level_an_envelope_is_opened_all_the_same(checked: Checked) -> None:
    data = holding(INSIDE.replace(b"999990032", b"999990033")).replace(b">0384<", b">0385<")

    outcome = checked(data, ("rules",))

    assert [(found.level, found.code) for found in outcome.findings] == [("rules", "CS002")]
    assert outcome.findings[0].locations[0].document == "payload"


def test_the_level_file_alone_does_not_open_it(checked: Checked) -> None:
    assert checked(holding(b"nonsense"), ("file",)).status == "nothing found"


def test_without_its_level_an_envelope_that_can_not_be_opened_is_an_error(checked: Checked) -> None:
    outcome = checked(holding(b"nonsense"), ("rules",))

    assert outcome.problem is not None
    assert outcome.problem.text.endswith("not well-formed XML: Start tag expected, '<' not found")


def test_line_ends_inside_are_a_warning_unless_the_profile_is_strict(checked: Checked) -> None:
    data = holding(INSIDE.replace(b"\r\n", b"\n"))

    lenient = checked(data)
    assert lenient.status == "accepted"
    assert [(found.code, found.severity, found.details) for found in lenient.findings] == [
        (
            "payload-form",
            "warning",
            "in the message inside: line 1 ends in LF alone; the lines of a message end in CR and LF",
        )
    ]
    assert lenient.findings[0].locations == (Location(None, 1, "payload"),)

    strict = checked(data, None, 'file_profile = "strict"')
    assert strict.status == "rejected"
    assert [(found.code, found.severity) for found in strict.findings] == [("payload-file", "error")]


def test_an_envelope_in_an_envelope(checked: Checked) -> None:
    outcome = checked(holding(STOP))

    assert [(found.code, found.details) for found in outcome.findings] == [
        ("payload-kind", "the message inside: an envelope in an envelope; the chain has no known code for it")
    ]


def test_the_versions_that_go_are_configured(checked: Checked) -> None:
    outcome = checked(STOP, None, 'functie_versions = { "2.1" = ["0002/0001"] }')

    assert [found.code for found in outcome.findings] == ["functie-version"]
