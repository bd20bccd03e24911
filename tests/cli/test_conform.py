"""`retour conform`: a subject held to cases, the statement of it, that statement made again, and a site of several."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from processes import RETOUR, Ended, is_alive, posix_only, wait_until
from samples import REPOSITORY, write_cases, write_set

Retour = Callable[..., Ended]

JUDGE = """\
import sys
text = open(sys.argv[1], encoding="utf-8").read()
if "onbekend" in text:
    print(text, file=sys.stderr)
    sys.exit(9)
print('["TR018"]' if "2017-06-01" in text else '[]')
"""

CASES = """\
include: shared.yaml
cases:
  - {id: accepted, expect: valid}
  - {id: early, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: edited, expect: {fires: [TR018]}, edit: [{set: "//StopProduct[1]/Einddatum", to: 2017-06-01}]}
  - {id: both, message: both.xml, expect: {fires: [TR018, CS002]}}
  - {id: breaks, message: no-code.xml, expect: valid}
  - {id: sent, expect: valid, sent: 2017-06-01T12:00}
"""


@pytest.fixture
def trial(project: Path) -> Path:
    """A project with cases, and a judge that knows one rule and breaks on one message."""
    (project / "judge.py").write_text(JUDGE, encoding="utf-8")
    (project / "sut.yaml").write_text(
        f'name: Judge\nversion: "3"\ncommand: [{json.dumps(sys.executable)}, judge.py, "{{message}}"]\nanswers: codes\n',
        encoding="utf-8",
    )
    (project / "shared.yaml").write_text("message: accepted.xml\n", encoding="utf-8")
    write_cases(project / "a.cases.yaml", CASES)
    return project


def conform(retour: Retour, *more: str) -> Ended:
    return retour("conform", "sut.yaml", "a.cases.yaml", "--statement", "out/statement.json", *more)


def statement(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "out" / "statement.json").read_text(encoding="utf-8"))
    return read


def test_text_and_exit_code(retour_here: Retour, trial: Path) -> None:
    ended = conform(retour_here)

    assert ended.code == 3
    assert ended.out.splitlines()[:9] == [
        "Judge 3: of 6 cases 3 as expected, 1 not as expected, 1 in error, 1 skipped",
        "held to codes, by demo/1.0 1.0.3",
        "",
        "not as expected",
        "  a.cases.yaml:6: both",
        "    - CS002 did not fire",
        "",
        "error",
        "  a.cases.yaml:7: breaks",
    ]
    assert "    - it ended with exit code 9: " in ended.out
    assert "      1  Judge: it can't be told when a message is sent, and by whom" in ended.out


@pytest.mark.parametrize(("chosen", "code"), [("accepted", 0), ("both", 1), ("breaks", 3)])
def test_exit_codes(retour_here: Retour, trial: Path, chosen: str, code: int) -> None:
    ended = retour_here("conform", "sut.yaml", "a.cases.yaml::accepted", f"a.cases.yaml::{chosen}")

    assert ended.code == code


def test_the_statement_is_as_its_schema_says_and_binds_each_verdict(retour_here: Retour, trial: Path) -> None:
    conform(retour_here)
    made = statement(trial)

    schema = json.loads((REPOSITORY / "schema" / "statement.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(made)) == []
    assert made["totals"] == {"as_expected": 3, "not_as_expected": 1, "error": 1, "skipped": 1}
    assert [each["file"] for each in made["suite"]["files"]] == [
        "a.cases.yaml",
        "accepted.xml",
        "both.xml",
        "no-code.xml",
        "retour.toml",
        "shared.yaml",
        "tr018.xml",
    ]
    results = {each["id"]: each for each in made["results"]}
    assert results["accepted"]["message"]["size"] == (trial / "accepted.xml").stat().st_size
    assert results["edited"]["message"]["file"] == "accepted.xml"
    assert results["edited"]["message"]["sha256"] != results["accepted"]["message"]["sha256"]
    assert results["sent"]["message"] is None
    assert results["breaks"]["error_kind"] == "subject-crashed"
    rules = {each["code"]: each for each in made["rules"]}
    assert (rules["TR018"]["as_expected"], rules["TR018"]["not_as_expected"]) == (2, 1)
    assert made["untested"]["rules"] == [{"set": "demo/1.0@1.0.3", "codes": ["CD007", "TR004", "XX001"]}]
    assert made["untested"]["skipped"][0]["cases"] == 1


def test_no_personal_content_unless_asked(retour_here: Retour, trial: Path) -> None:
    conform(retour_here, "--html", "out/page.html")
    retour_here("conform", "site", "out", "--output", "site")

    written = [*(trial / "out").iterdir(), *(trial / "site").iterdir()]
    assert len(written) == 6
    for file in written:
        text = file.read_text(encoding="utf-8")
        assert "Judge" in text or file.name.startswith("badge-")
        for value in ("999990019", "999990018", "Ammerveld", "onbekend"):
            assert value not in text, file.name

    conform(retour_here, "--values")
    assert "onbekend" in (trial / "out" / "statement.json").read_text(encoding="utf-8")


def test_a_statement_is_made_again(retour_here: Retour, trial: Path) -> None:
    conform(retour_here)

    ended = retour_here("conform", "--verify", "out/statement.json")

    assert (ended.code, ended.out.splitlines()) == (
        0,
        [
            "made again, it is the same: Judge 3: of 6 cases 3 as expected, 1 not as expected, 1 in error, 1 skipped",
        ],
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ("a.cases.yaml", "  a.cases.yaml has changed: "),
        ("shared.yaml", "  shared.yaml has changed: "),
        ("accepted.xml", "  accepted.xml has changed: "),
        ("both.xml", "  both.xml has changed: "),
        ("retour.toml", "  retour.toml has changed: "),
        ("rules/demo/WMO307.xsl", "  the rule set demo/1.0 has changed: "),
        ("sut.yaml", "  the description of the subject has changed: sut.yaml"),
    ],
)
def test_any_byte_that_changed_is_told(retour_here: Retour, trial: Path, changed: str, sentence: str) -> None:
    conform(retour_here)
    with (trial / changed).open("ab") as file:
        file.write(b"\n")

    ended = retour_here("conform", "--verify", "out/statement.json")

    assert ended.code == 1
    first, told = ended.out.splitlines()
    assert first == "not made again: what it was made of has changed"
    assert told.startswith(sentence)


def test_what_comes_out_otherwise_is_told(retour_here: Retour, trial: Path) -> None:
    conform(retour_here)
    (trial / "judge.py").write_text("print('[]')", encoding="utf-8")

    ended = retour_here("conform", "--verify", "out/statement.json")

    assert ended.code == 1
    assert ended.out.splitlines() == [
        "made again, it differs",
        "  a.cases.yaml: early: as expected, now not as expected",
        "  a.cases.yaml: edited: as expected, now not as expected",
        "  a.cases.yaml: both: not as expected as then, but for another reason",
        "  a.cases.yaml: breaks: error, now as expected",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [("totals", {"as_expected": 6, "not_as_expected": 0, "error": 0, "skipped": 0}), ("files", [])],
)
def test_a_statement_that_was_tampered_with_is_told(
    retour_here: Retour, trial: Path, key: str, value: object
) -> None:
    conform(retour_here)
    file = trial / "out" / "statement.json"
    file.write_text(json.dumps({**statement(trial), key: value}), encoding="utf-8")

    ended = retour_here("conform", "--verify", "out/statement.json")

    assert ended.code == 1
    assert f"  the statement says something else under {key}" in ended.out


def test_a_statement_in_which_every_case_erred_is_withheld(retour_here: Retour, trial: Path) -> None:
    ended = retour_here("conform", "sut.yaml", "a.cases.yaml::breaks", "--statement", "out/statement.json")

    assert ended.code == 3
    assert ended.err.startswith(
        "retour: nothing was judged (1 error), so there is nothing to state; the first: a.cases.yaml:7:5: "
    )
    assert not (trial / "out").exists()


def test_the_whole_retourbericht_is_judged(retour_here: Retour, project: Path) -> None:
    """The subject answers with the retour that `retour answer` makes; where it should say 9018 it says nothing."""
    folder = REPOSITORY / "fixtures" / "iwmo" / "2_1" / "wmo307"
    cases = f"""\
rules: iwmo/2.1
cases:
  - {{id: accepted, message: {folder}/stop.xml, expect: valid}}
  - {{id: early, message: {folder}/tr018-ends-the-day-before-it-began.xml, expect: {{fires: [TR018]}}}}
"""
    write_cases(project / "a.cases.yaml", cases)
    (project / "sut.yaml").write_text(
        f"name: Answers\nversion: '1'\nanswers: retour\ntime_limit: 5m\n"
        f"command: [{json.dumps(sys.executable)}, answer.py, '{{message}}']\n",
        encoding="utf-8",
    )
    (project / "answer.py").write_text(
        "import sys\nfrom retour.cli import main\nsys.argv = ['retour', 'answer', sys.argv[1], '--rules', 'iwmo/2.1']\nmain()\n",
        encoding="utf-8",
    )
    ended = retour_here("conform", "sut.yaml", "a.cases.yaml", "--statement", "out/statement.json")
    assert (ended.code, (ended.out + ended.err).splitlines()[0]) == (
        0,
        "Answers 1: of 2 cases 2 as expected, 0 not as expected, 0 in error, 0 skipped",
    )
    assert statement(project)["engine"].startswith("SaxonC-HE")

    lying = (
        (project / "answer.py")
        .read_text(encoding="utf-8")
        .replace(
            "main()\n",
            "import io, contextlib\nout = io.TextIOWrapper(io.BytesIO(), encoding='utf-8')\n"
            "real, sys.stdout = sys.stdout, out\n"
            "with contextlib.suppress(SystemExit):\n    main()\nout.flush()\n"
            "real.write(out.buffer.getvalue().decode().replace('9018', '0200'))\n",
        )
    )
    (project / "answer.py").write_text(lying, encoding="utf-8")
    ended = retour_here("conform", "sut.yaml", "a.cases.yaml")
    assert ended.code == 1
    assert "the retourbericht: " in ended.out
    assert "9018" in ended.out


def test_a_site_of_several(retour_here: Retour, trial: Path) -> None:
    folder = trial / "statements"
    for number, (version, chosen) in enumerate([("3", "both"), ("4", "accepted")]):
        sut = trial / "sut.yaml"
        sut.write_text(sut.read_text(encoding="utf-8").replace('"3"', f'"{version}"'), encoding="utf-8")
        retour_here(
            "conform",
            "sut.yaml",
            f"a.cases.yaml::{chosen}",
            "a.cases.yaml::early",
            "--statement",
            f"out/{number}.json",
        )
    (trial / "out").rename(folder)

    ended = retour_here("conform", "site", "statements", "--output", "site")

    assert (ended.code, ended.out) == (0, "2 statements on 1 subject: site/index.html\n")
    names = sorted(file.name for file in (trial / "site").iterdir())
    assert names == [
        "badge-judge.json",
        "index.html",
        "judge-3.html",
        "judge-3.json",
        "judge-4.html",
        "judge-4.json",
    ]
    assert (trial / "site" / "judge-3.json").read_bytes() == (folder / "0.json").read_bytes()
    badge = json.loads((trial / "site" / "badge-judge.json").read_text(encoding="utf-8"))
    assert badge == {
        "schemaVersion": 1,
        "label": "conformance demo/1.0",
        "message": "100 % as expected (4)",
        "color": "brightgreen",
    }
    index = (trial / "site" / "index.html").read_text(encoding="utf-8")
    assert '<a href="judge-3.json" download>' in index
    assert "50 %" in index


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Usage"),
        (("sut.yaml",), "what is tested, and with which cases?"),
        (("saxon", "a.cases.yaml"), "saxon: name the YAML file that describes the software, or dvs"),
        (("--verify", "gone.json"), "gone.json: can't be read: "),
        (("--verify", "retour.toml"), "retour.toml: no statement of conformance: "),
        (("--verify", "gone.json", "--values"), "--verify takes all from the statement"),
        (("site", ".", "--output", "site"), "the site would stand among its statements"),
        (("site", "rules", "--output", "site"), "rules: no statements (*.json) in this folder"),
    ],
)
def test_a_mistake_is_a_sentence(
    retour_here: Retour, trial: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    ended = retour_here("conform", *arguments)

    assert ended.code == 2 or not arguments
    assert sentence in ended.err + ended.out


def test_two_rule_sets_of_one_case_file_are_both_bound(retour_here: Retour, trial: Path) -> None:
    write_set(trial / "rules" / "other", manifest="id: other/1.0\nversion: 9.9.9\n")
    write_cases(
        trial / "b.cases.yaml", "rules: other/1.0\ncases: [{id: b, message: accepted.xml, expect: valid}]\n"
    )

    retour_here(
        "conform", "sut.yaml", "a.cases.yaml::accepted", "b.cases.yaml", "--statement", "out/statement.json"
    )

    assert [each["id"] for each in statement(trial)["sets"]] == ["demo/1.0", "other/1.0"]


@posix_only
def test_a_run_that_is_told_to_end_leaves_no_subject_behind(trial: Path) -> None:
    (trial / "judge.py").write_text(
        "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(600)\n",
        encoding="utf-8",
    )
    run = subprocess.Popen(
        [sys.executable, *RETOUR, "conform", "sut.yaml", "a.cases.yaml"], cwd=trial, stdout=subprocess.DEVNULL
    )
    assert wait_until(lambda: (trial / "pid").exists() and (trial / "pid").read_text() != "")

    run.send_signal(signal.SIGTERM)

    assert run.wait(30) == 128 + signal.SIGTERM
    assert wait_until(lambda: not is_alive(int((trial / "pid").read_text())))


def test_in_dutch(retour_here: Retour, trial: Path) -> None:
    ended = conform(retour_here, "--html", "page.html", "--language", "nl")
    page = (trial / "page.html").read_text(encoding="utf-8")

    assert ended.out.splitlines()[:6] == [
        "Judge 3: van 6 gevallen 3 zoals verwacht, 1 niet zoals verwacht, 1 met een fout, 1 overgeslagen",
        "getoetst op codes, met demo/1.0 1.0.3",
        "",
        "niet zoals verwacht",
        "  a.cases.yaml:6: both",
        "    - CS002 is niet gevuurd",
    ]
    assert "Judge: de software kan niet weten wanneer een bericht is verzonden, en door wie" in ended.out
    assert '<html lang="nl">' in page
    assert "CS002 is niet gevuurd" in page
    for english in ("as expected", "skipped", "Held to", "Rule set", "did not fire"):
        assert english not in page
    assert "CS002 did not fire" in json.dumps(statement(trial))

    retour_here("conform", "site", "out", "--output", "site", "--language", "nl")
    index = (trial / "site" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in index
    assert "as expected" not in index
    assert retour_here("conform", "--verify", "out/statement.json", "--language", "nl").out.startswith(
        "opnieuw gemaakt is de uitkomst gelijk: Judge 3: van 6 gevallen 3 zoals verwacht"
    )
