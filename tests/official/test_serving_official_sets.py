"""`retour serve` with published sets: patch levels beside each other, and reports as their published schema has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from processes import run_here
from published import PLACE, label, needs_sets, set_of
from samples import REPOSITORY
from served import Served, ValidationClient, serving

pytestmark = needs_sets

AW35 = b"""\
<a:Bericht xmlns:a="http://www.istandaarden.nl/iwlz/2_1/aw35/schema">
  <a:Clienten><a:Client><a:Bsn>999990018</a:Bsn></a:Client></a:Clienten>
</a:Bericht>
"""
STOP = (REPOSITORY / "fixtures" / "iwmo" / "2_1" / "wmo307" / "stop.xml").read_bytes()


@pytest.fixture
def service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Served]:
    monkeypatch.chdir(tmp_path)
    run = run_here(monkeypatch, capsys)
    for version in ("1.9.20", "1.9.21"):
        assert PLACE is not None
        source = PLACE / label(set_of(version))
        ended = run("rules", "add", str(source), "--to", f"iwlz/{version}")
        assert ended.code == 0, ended
    with serving(tmp_path) as served:
        ValidationClient(served.url).wait()
        yield served


def test_patch_levels(service: Served) -> None:
    versions = {
        level: ValidationClient(service.url, level).report(AW35)[0] for level in (None, "1.9.20", "1.9.21")
    }

    assert versions == {None: "1.9.21", "1.9.20": "1.9.20", "1.9.21": "1.9.21"}


def test_reports_are_as_their_schema_has_them(service: Served) -> None:
    """Also those that no rule set wrote; of a file that can't be read nobody knows what the Header should say."""
    assert PLACE is not None
    schema = etree.XMLSchema(etree.parse(sorted(PLACE.rglob("schema/1_1/rapport.xsd"))[0]))
    wrong = {
        "pattern": STOP.replace(b"999990019", b"99999001x"),
        "element": STOP.replace(b"<wmo307:Bsn>999990019</wmo307:Bsn>", b""),
        "not-xml": STOP[:900],
    }
    for code, message in wrong.items():
        report = etree.fromstring(service.ask("POST", "/validatie", message).body)
        if code == "not-xml":
            header = etree.fromstring(service.ask("POST", "/validatie", STOP).body)[0]
            report.insert(0, header)
        schema.assertValid(report)
        assert report.xpath("string(//*[local-name() = 'Code'])") == code
