"""A schema that is damaged, or leads nowhere, is an error of its rule set: no message is accepted without it in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended, run_here
from samples import REPOSITORY

STOP = REPOSITORY / "fixtures/iwmo/2_1/wmo307/stop.xml"


def cut(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: data.index(b"<xs:element") + 20])


def link_to_nothing(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere.xsd")


def of_no_type(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('type="iwmo:', 'type="iwmo:No', 1), encoding="utf-8")


DAMAGES = [
    pytest.param("WMO307.xsd", cut, "WMO307.xsd:", "the schema isn't well-formed XML", id="cut"),
    pytest.param("basisschema.xsd", cut, "basisschema.xsd:", "the schema isn't well-formed", id="base-cut"),
    pytest.param(
        "WMO307.xsd",
        lambda file: file.write_bytes(b"<html/>"),
        "WMO307.xsd:",
        "it begins with html",
        id="other",
    ),
    pytest.param(
        "basisschema.xsd", Path.unlink, "WMO307.xsd:", "there is no file basisschema.xsd", id="import"
    ),
    pytest.param("WMO307.xsd", of_no_type, "WMO307.xsd:", "does not resolve to", id="type"),
    pytest.param("WMO307.xsd", link_to_nothing, "WMO307.xsd:", "is a link to nowhere.xsd", id="link"),
]


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[Path], None]], None]:
    """Makes a project with a copy of iWmo 2.1, of which a schema is damaged."""

    def damage(name: str, how: Callable[[Path], None]) -> None:
        for folder in ("iwmo/2_1", "common"):
            shutil.copytree(REPOSITORY / "rules" / folder, tmp_path / "rules" / folder)
        shutil.copy(STOP, tmp_path / "stop.xml")
        how(tmp_path / "rules/iwmo/2_1/xsd" / name)
        monkeypatch.chdir(tmp_path)

    return damage


@pytest.mark.parametrize(("name", "how", "place", "text"), DAMAGES)
def test_damaged_schema_is_an_error_of_the_set(
    damaged: Callable[[str, Callable[[Path], None]], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    how: Callable[[Path], None],
    place: str,
    text: str,
) -> None:
    damaged(name, how)
    retour: Callable[..., Ended] = run_here(monkeypatch, capsys)

    for options in ([], ["--level", "schema"]):
        checked = retour("check", "stop.xml", *options)
        assert checked.code == 3
        assert checked.out.startswith("stop.xml: error")
        assert place in checked.out
        assert text in checked.out
    linted = retour("lint", ".")
    assert linted.code == 1
    assert place in linted.out
    assert text in linted.out


def test_rules_alone_need_no_schema(
    damaged: Callable[[str, Callable[[Path], None]], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    damaged("WMO307.xsd", cut)

    assert run_here(monkeypatch, capsys)("check", "stop.xml", "--level", "rules").code == 0
