"""Somebody else's software in the place of a rule set: `--engine sut.yaml` and `--engine dvs`, in run, check and compare."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import Ended
from samples import write_cases
from services import Service, official, running

Retour = Callable[..., Ended]

JUDGE = """\
import sys
text = open(sys.argv[1], encoding="utf-8").read()
if "onbekend" in text:
    sys.exit(9)
print('["TR018"]' if "2017-06-01" in text else '[]')
"""

SUT = f"""\
name: Judge
version: "3"
command: [{json.dumps(sys.executable)}, judge.py, "{{message}}"]
answers: codes
"""

CASES = """\
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: early, message: tr018.xml, expect: {fires: [{code: TR018, at: //Einddatum}]}}
  - {id: both, message: both.xml, expect: {fires: [TR018, CS002]}}
  - {id: breaks, message: no-code.xml, expect: valid}
  - {id: sent, message: accepted.xml, expect: valid, sent: 2017-06-01T12:00}
"""


@pytest.fixture
def sut(project: Path) -> Path:
    """A description of a judge that knows one rule and breaks on one message, and cases for it."""
    (project / "judge.py").write_text(JUDGE, encoding="utf-8")
    (project / "sut.yaml").write_text(SUT, encoding="utf-8")
    write_cases(project / "a.cases.yaml", CASES)
    return project / "sut.yaml"


@pytest.fixture
def service() -> Iterator[Service]:
    """A service that answers as the official one is described."""
    with running(official) as started:
        yield started


def results(project: Path) -> dict[str, dict[str, object]]:
    document = json.loads((project / "out.json").read_text(encoding="utf-8"))
    return {each["case"]["id"]: each for each in document["results"]}


def test_run(retour: Retour, sut: Path) -> None:
    ended = retour("run", "--engine", "sut.yaml", "--retour-json", "out.json", "-rs")

    assert ended.code == 3
    assert "2 failed, 2 passed, 1 skipped" in ended.out
    assert "Judge: it can't be told when a message is sent, and by whom" in ended.out
    assert "- CS002 did not fire" in ended.out
    assert "judged by Judge 3, held to codes" in ended.out
    assert "again: retour run a.cases.yaml::both --engine sut.yaml" in ended.out
    assert "retour accept" not in ended.out
    document = json.loads((sut.parent / "out.json").read_text(encoding="utf-8"))
    assert document["engine"] == "Judge 3"
    assert results(sut.parent)["breaks"]["error_kind"] == "subject-crashed"
    assert results(sut.parent)["breaks"]["error"] == "it ended with exit code 9"


def test_run_beside_others(retour: Retour, sut: Path) -> None:
    ended = retour("run", "--engine", "sut.yaml", "-n", "2", "-q")

    assert ended.code == 3
    assert "2 failed, 2 passed, 1 skipped" in ended.out


def test_check(retour_here: Retour, sut: Path) -> None:
    ended = retour_here("check", "--engine", "sut.yaml", "accepted.xml", "tr018.xml")

    assert ended.code == 1
    assert "accepted.xml: accepted (iwmo 2.1 WMO307)" in ended.out
    assert "tr018.xml: rejected (iwmo 2.1 WMO307), retour codes 9018" in ended.out


def test_check_asks_no_more_than_a_subject_can_be_told(retour_here: Retour, sut: Path) -> None:
    ended = retour_here("check", "--engine", "sut.yaml", "accepted.xml", "--level", "schema")

    assert ended.code == 2
    assert (
        "Judge can't be asked this: it judges messages as a whole, and here file and rules would be"
        in ended.out
    )


def test_check_gives_no_report_where_there_is_none(retour_here: Retour, sut: Path) -> None:
    ended = retour_here("check", "--engine", "sut.yaml", "tr018.xml", "--format", "rapport")

    assert ended == Ended(
        2, "", "retour: tr018.xml: there is no Rapport: the system under test answers without one\n"
    )


def test_compare_at_what_both_can_tell(retour_here: Retour, sut: Path) -> None:
    ended = retour_here("compare", "demo/1.0", "--cases", "a.cases.yaml", "--engines", "saxon,sut.yaml")

    assert ended.code == 1
    assert "SaxonC-HE" in ended.out
    assert "and Judge 3 disagree on one rule: CS002; 1 message ends in an error on one side" in ended.out
    assert "new: it ended with exit code 9" in ended.out
    assert "TR018" not in ended.out


def test_compare_leaves_out_what_a_subject_cannot_be_asked(retour_here: Retour, sut: Path) -> None:
    sut.write_text(SUT + "messages: [WMO305]\n", encoding="utf-8")

    ended = retour_here("compare", "demo/1.0", "--cases", "a.cases.yaml", "--engines", "saxon,sut.yaml")

    assert ended.err == "left out, 5 of 5: Judge: it doesn't judge WMO307 (`messages`)\n"


def test_the_official_service(retour: Retour, sut: Path, service: Service) -> None:
    ended = retour(
        "run",
        "--engine",
        "dvs",
        "--engine-url",
        service.url,
        "-k",
        "accepted or early",
        "--retour-json",
        "out.json",
    )

    assert ended.code == 0, ended.out
    assert {name: each["told_version"] for name, each in results(sut.parent).items()} == {
        "accepted": "3.0.3",
        "early": "3.0.3",
    }
    assert all("X-Version-Override" not in asked.headers for asked in service.asked)
    assert service.asked[0].body == (sut.parent / "accepted.xml").read_bytes()


def test_the_official_service_at_a_patch_level(retour_here: Retour, sut: Path, service: Service) -> None:
    options = ("--engine", "dvs", "--engine-url", service.url, "--engine-patch-level")

    ended = retour_here("check", "accepted.xml", *options, "3.0.2")
    assert (ended.code, ended.out) == (0, "accepted.xml: accepted (iwmo 2.1 WMO307), by rules 3.0.2\n")

    ended = retour_here("check", "accepted.xml", *options, "3.0.9")
    assert ended.code == 3
    assert (
        "it doesn't know the patch level 3.0.9, or no longer: status 400: Onbekende versie 3.0.9" in ended.out
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("check", "accepted.xml", "--engine", "dvs"),
            "where does the validation service run? Say it with --engine-url",
        ),
        (
            ("check", "accepted.xml", "--engine-url", "http://x"),
            "--engine-url and --engine-patch-level go with --engine dvs",
        ),
        (
            ("check", "accepted.xml", "--engine", "gone.yaml"),
            "gone.yaml: can't be read: No such file or directory",
        ),
        (
            ("coverage", "--engine", "sut.yaml"),
            "sut.yaml is a system under test, and this takes an XSLT engine",
        ),
        (
            ("compare", "demo/1.0", "--engines", "saxon,libxslt", "--engine-url", "http://x"),
            "--engine-url and --engine-patch-level go with dvs, which --engines doesn't name",
        ),
    ],
)
def test_a_mistake_is_a_sentence(
    retour_here: Retour, sut: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    ended = retour_here(*arguments)

    assert ended.code == 2
    assert sentence in ended.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--retour-engine=gone.yaml",), "gone.yaml: can't be read: No such file or directory"),
        (("--retour-engine=sut.yaml", "--retour-coverage=rules"), "--retour-coverage is about stylesheets"),
    ],
)
def test_a_mistake_ends_a_run(retour: Retour, sut: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ended = retour("run", *arguments)

    assert ended.code == 2
    assert sentence in ended.out + ended.err
    assert "Traceback" not in ended.out + ended.err
