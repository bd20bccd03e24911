"""`retour conform produces --statement`: what is stated of messages that somebody's software made, and whether it holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from processes import Ended
from samples import REPOSITORY

Retour = Callable[..., Ended]

SCENARIOS = REPOSITORY / "scenarios/3_2"
BSN = "999990081"
NAMED = ("--subject", "Zorgpakket", "--subject-version", "7.4")

COPY = """\
import shutil, sys
from pathlib import Path
shutil.copy(next(Path("sent").glob(f"{int(sys.argv[1]):02}-*.xml")), sys.argv[2])
"""


@pytest.fixture
def sent(project: Path, retour_here: Retour) -> Path:
    """A scenario of the project's own, and messages of a provider, of which one is about somebody else."""
    (project / "retour.toml").write_text("", encoding="utf-8")
    shutil.copytree(SCENARIOS, project / "stories")
    assert retour_here("conform", "scenarios", "start-iwmo-3.2", "--examples", "made").code == 0
    folder = project / "sent"
    folder.mkdir()
    for name in ("02-WMO302.xml", "03-WMO305.xml"):
        shutil.copy(project / "made/start-iwmo-3.2" / name, folder)
    start = folder / "03-WMO305.xml"
    start.write_text(start.read_text(encoding="utf-8").replace("999990019", BSN), encoding="utf-8")
    return folder


def state(retour_here: Retour, *more: str) -> dict[str, Any]:
    ended = retour_here(
        *("conform", "produces", "stories/start.scenario.yaml::start-iwmo-3.2", "--side", "aanbieder"),
        *(more if "--command" in more else ("--messages", "sent", *more)),
        *(*NAMED, "--statement", "statement.json", "--html", "statement.html"),
    )
    assert ended.code == 1, ended
    stated: dict[str, Any] = json.loads(Path("statement.json").read_text(encoding="utf-8"))
    return stated


def test_it_is_as_its_schema_says_and_binds_each_verdict(sent: Path, retour_here: Retour) -> None:
    stated = state(retour_here)

    schema = json.loads((REPOSITORY / "schema/statement.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(stated)
    assert (stated["subject"]["name"], stated["subject"]["version"]) == ("Zorgpakket", "7.4")
    assert stated["totals"] == {"as_expected": 1, "not_as_expected": 1, "error": 0, "skipped": 0}
    assert [each["file"] for each in stated["suite"]["files"]] == [
        "stories/iwmo/301.xml",
        "stories/iwmo/305.xml",
        "stories/start.scenario.yaml",
    ]
    wrong = stated["results"][1]
    assert (wrong["id"], wrong["result"]) == ("start-iwmo-3.2, step 3", "not as expected")
    assert wrong["message"]["file"] == "sent/03-WMO305.xml"
    assert wrong["message"]["size"] == (sent / "03-WMO305.xml").stat().st_size
    assert stated["untested"]["rules"] == [{"set": "iwmo/3.2@3.2.0", "codes": ["TR135", "TR378", "TR381"]}]


def test_no_personal_content_unless_asked(sent: Path, retour_here: Retour) -> None:
    state(retour_here)
    for file in ("statement.json", "statement.html"):
        assert BSN not in Path(file).read_text(encoding="utf-8")

    state(retour_here, "--values")
    for file in ("statement.json", "statement.html"):
        assert BSN in Path(file).read_text(encoding="utf-8")


@pytest.mark.parametrize(("more", "there"), [((), False), (("--values",), True)])
def test_the_document_neither(sent: Path, retour_here: Retour, more: tuple[str, ...], there: bool) -> None:
    ended = retour_here(
        *("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", "--messages", "sent"),
        *("--format", "json", *more),
    )

    assert (BSN in ended.out) is there
    assert json.loads(ended.out)["scenarios"][0]["status"] == "not as expected"


def test_it_is_made_again(sent: Path, retour_here: Retour) -> None:
    state(retour_here)

    ended = retour_here("conform", "--verify", "statement.json")

    assert ended == Ended(
        0,
        "made again, it is the same: Zorgpakket 7.4: of 2 messages 1 as expected, 1 not as expected, 0 in error, "
        "0 skipped\n",
        "",
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ("stories/start.scenario.yaml", "stories/start.scenario.yaml has changed"),
        ("stories/iwmo/301.xml", "stories/iwmo/301.xml has changed"),
        ("sent/02-WMO302.xml", "start-iwmo-3.2, step 2: another message than then"),
    ],
)
def test_any_byte_that_changed_is_told(sent: Path, retour_here: Retour, changed: str, sentence: str) -> None:
    state(retour_here)
    with Path(changed).open("ab") as file:
        file.write(b"\n")

    ended = retour_here("conform", "--verify", "statement.json")

    assert ended.code == 1
    assert sentence in ended.out


def test_a_command_makes_its_messages_again(sent: Path, retour_here: Retour) -> None:
    Path("copy.py").write_text(COPY, encoding="utf-8")
    stated = state(retour_here, "--command", "{python} copy.py {step} {output}")
    assert stated["making"]["command"] == "{python} copy.py {step} {output}"
    late = sent / "03-WMO305.xml"
    late.write_bytes(late.read_bytes() + b"<!-- made again -->")
    assert retour_here("conform", "--verify", "statement.json").code == 0

    late.write_text(late.read_text(encoding="utf-8").replace(BSN, "999990019"), encoding="utf-8")
    ended = retour_here("conform", "--verify", "statement.json")

    assert ended.code == 1
    assert "start-iwmo-3.2, step 3: not as expected, now as expected" in ended.out


def test_one_in_which_everything_erred_is_withheld(sent: Path, retour_here: Retour) -> None:
    ended = retour_here(
        *("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder"),
        *("--command", "{python} -c 'raise SystemExit(3)'", *NAMED, "--statement", "statement.json"),
    )

    assert ended.code == 3
    assert "nothing was judged (2 error, 1 skipped)" in ended.err
    assert not Path("statement.json").exists()


def test_a_statement_names_the_software(sent: Path, retour_here: Retour) -> None:
    ended = retour_here(
        *("conform", "produces", "start-iwmo-3.2", "--side", "aanbieder", "--messages", "sent"),
        *("--statement", "statement.json"),
    )

    assert ended.code == 2
    assert "give --subject NAME and --subject-version VERSION" in ended.err


def test_it_stands_on_a_site_beside_others(sent: Path, retour_here: Retour) -> None:
    state(retour_here)
    Path("statements").mkdir()
    shutil.move("statement.json", "statements/one.json")

    ended = retour_here("conform", "site", "statements", "--output", "site")

    assert ended.code == 0
    assert json.loads(Path("site/badge-zorgpakket.json").read_text())["message"] == "50 % as expected (7.4)"
