"""A message passes the levels in order, and the first that rejects it ends its check."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from retour.checking import outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.messages import Message
from retour.model import Level, Outcome
from retour.workspace import workspace_for
from samples import REPOSITORY

STOP = (REPOSITORY / "fixtures/iwmo/2_1/wmo307/stop.xml").read_bytes()
RETOUR = (REPOSITORY / "fixtures/iwmo/2_1/wmo308/stop-retour.xml").read_bytes()


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("saxon", 1)
    yield engine
    engine.close()


def checked(
    engine: Engine, folder: Path, data: bytes, levels: tuple[Level, ...] | None = None, settings: str = ""
) -> Outcome:
    (folder / "retour.toml").write_text(settings, encoding="utf-8")
    file = folder / "stop.xml"
    file.write_bytes(data)
    check = Check(file, "stop.xml", workspace_for(folder), levels=levels)
    return engine.submit([outcome_job(check, lambda outcome, _: outcome)])[0].result()


def told(outcome: Outcome) -> dict[str, str]:
    """How a message fared at the levels that have something to ask of one that came alone."""
    return {each.level: each.status for each in outcome.levels if each.level in ("file", "schema", "rules")}


def found(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(finding.level, finding.code, finding.severity) for finding in outcome.findings]


def test_accepted(engine: Engine, tmp_path: Path) -> None:
    outcome = checked(engine, tmp_path, STOP)

    assert outcome.status == "accepted"
    assert told(outcome) == {"file": "passed", "schema": "passed", "rules": "passed"}


def test_file_goes_before_all(engine: Engine, tmp_path: Path) -> None:
    outcome = checked(engine, tmp_path, b"\xef\xbb\xbf" + STOP)

    assert outcome.status == "rejected"
    assert told(outcome) == {"file": "failed", "schema": "not reached", "rules": "not reached"}
    assert found(outcome) == [("file", "bom", "error")]
    assert outcome.findings[0].details == (
        "begins with a UTF-8 byte order mark; a message is written without byte order mark"
    )
    assert outcome.rules is None


def test_schema_goes_before_the_rules(engine: Engine, tmp_path: Path) -> None:
    outcome = checked(engine, tmp_path, STOP.replace(b"999990019", b"99999"))

    assert told(outcome) == {"file": "passed", "schema": "failed", "rules": "not reached"}
    assert found(outcome) == [("schema", "pattern", "error")]
    assert [str(place.path) for place in outcome.findings[0].locations] == ["/Bericht/Clienten/Client[1]/Bsn"]


def test_rules_come_last(engine: Engine, tmp_path: Path) -> None:
    outcome = checked(engine, tmp_path, STOP.replace(b"999990019", b"999990018"))

    assert told(outcome) == {"file": "passed", "schema": "passed", "rules": "failed"}
    assert found(outcome) == [("rules", "CS002", "error")]


def test_only_the_levels_that_are_asked_for(engine: Engine, tmp_path: Path) -> None:
    data = STOP.replace(b"999990019", b"99999").replace(b"\r\n", b"\n")

    assert told(checked(engine, tmp_path, data, ("rules",))) == {"rules": "failed"}
    assert told(checked(engine, tmp_path, data, ("schema",))) == {"schema": "failed"}
    assert told(checked(engine, tmp_path, data, ("file",))) == {"file": "passed"}
    assert told(checked(engine, tmp_path, data, None, 'levels = ["schema"]')) == {"schema": "failed"}


def test_line_feeds_are_a_warning_unless_the_profile_is_strict(engine: Engine, tmp_path: Path) -> None:
    data = STOP.replace(b"\r\n", b"\n")

    lenient = checked(engine, tmp_path, data)
    assert (lenient.status, found(lenient)) == ("accepted", [("file", "line-ends", "warning")])

    strict = checked(engine, tmp_path, data, None, 'file_profile = "strict"')
    assert (strict.status, found(strict)) == ("rejected", [("file", "line-ends", "error")])
    assert strict.findings[0].details == "line 1 ends in LF alone; the lines of a message end in CR and LF"


def test_retour_is_held_against_its_own_schema(engine: Engine, tmp_path: Path) -> None:
    assert told(checked(engine, tmp_path, RETOUR))["schema"] == "passed"

    outcome = checked(
        engine, tmp_path, RETOUR.replace(b"<wmo308:BerichtCode>421", b"<wmo308:BerichtCode>420")
    )

    assert told(outcome) == {"file": "passed", "schema": "failed", "rules": "not reached"}
    assert outcome.findings[0].locations[0].path == "/Bericht/Header/BerichtCode"


def test_levels_without_a_schema(engine: Engine, tmp_path: Path) -> None:
    namespace = b"http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
    (tmp_path / "rules" / "plain").mkdir(parents=True)
    stylesheet = (
        b'<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:m="'
        + namespace
        + b'">'
        b'<xsl:template match="/m:Bericht"><Rapport xmlns="http://www.istandaarden.nl/validatie/1_1/rapport/schema">'
        b"<Fouten/></Rapport></xsl:template></xsl:stylesheet>"
    )
    (tmp_path / "rules" / "plain" / "WMO307.xsl").write_bytes(stylesheet)

    outcome = checked(engine, tmp_path, STOP.replace(b"999990019", b"99999"))

    assert told(outcome) == {"file": "passed", "schema": "not checked", "rules": "passed"}


def test_who_keeps_a_job_that_is_done_keeps_no_message(engine: Engine, tmp_path: Path) -> None:
    """Thousands of large messages are checked in one call."""
    file = tmp_path / "stop.xml"
    file.write_bytes(STOP)
    before = _messages()
    jobs = [
        outcome_job(Check(file, "stop.xml", workspace_for(tmp_path)), lambda outcome, _: outcome)
        for _ in range(3)
    ]

    outcomes = [pending.result() for pending in engine.submit(jobs)]

    assert [outcome.status for outcome in outcomes] == ["accepted"] * len(jobs)
    assert _messages() == before


def _messages() -> int:
    gc.collect()
    return sum(isinstance(each, Message) for each in gc.get_objects())
