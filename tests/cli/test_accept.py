"""`retour accept`: failing cases shown one by one, and the answers that can be given."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import stylesheet, write_cases, write_set

Retour = Callable[..., Ended]

PASSING = "  - id: passing   # stays\n    expect:   valid\n"
EARLY = "  - id: early\n    message: tr018.xml\n    expect: valid\n"
WRONG_BSN = "  - {id: wrong-bsn, message: cs002.xml, expect: valid}\n"
EARLY_TWICE = "  - {id: twice, message: tr018-twice.xml, expect: {fires: [{code: TR018, times: 1}]}}\n"

EARLY_ACCEPTED = EARLY.replace("expect: valid", "expect:\n      fires: [TR018]")
WRONG_BSN_ACCEPTED = WRONG_BSN.replace("valid", "{fires: [CS002]}")
EARLY_TWICE_ACCEPTED = EARLY_TWICE.replace("times: 1", "times: 2")


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def accept(retour_here: Retour, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Runs `retour accept` with somebody at the terminal, who gives these answers."""

    def run(*arguments: str, answers: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{answer}\n" for answer in answers)))
        return retour_here("accept", *arguments)

    return run


@pytest.fixture
def file(project: Path) -> Path:
    return write(project / "a.cases.yaml", PASSING, EARLY, WRONG_BSN, EARLY_TWICE)


def write(file: Path, *cases: str) -> Path:
    return write_cases(file, text_of(*cases))


def text_of(*cases: str) -> str:
    return "# Stops.\nmessage: accepted.xml\n\ncases:\n" + "".join(cases)


SHOWN = """\
── 1 of 1 ──
a.cases.yaml:7:5: early

- TR018 fired at /Bericht/Clienten/Client/StopProduct[1]/Begindatum, which the case doesn't name

expected  |  fired
--------  |  -----
nothing   |  TR018 (9018)

TR018 → 9018  Support doesn't end before it began.
    tr018.xml:8  /Bericht/Clienten/Client/StopProduct[1]/Begindatum
    tr018.xml:9  /Bericht/Clienten/Client/StopProduct[1]/Einddatum
"""

CHANGE = """\
   - id: early
     message: tr018.xml
-    expect: valid
+    expect:
+      fires: [TR018]
"""

QUESTION = (
    "[a]ccept, [r]eject, [s]kip the rest of this file, accept [A]ll that is about TR018 alone, [q]uit: "
)


def test_shown_asked_written(accept: Retour, project: Path) -> None:
    file = write(project / "a.cases.yaml", PASSING, EARLY)

    ended = accept("a.cases.yaml", answers="a")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(SHOWN)
    assert CHANGE in ended.out
    assert ended.out.endswith(f"\n\n{QUESTION}wrote a.cases.yaml\n1 accepted\n")
    assert file.read_text(encoding="utf-8") == text_of(PASSING, EARLY_ACCEPTED)


def test_accepted_cases_pass(accept: Retour, retour_here: Retour, file: Path) -> None:
    assert accept("--all").code == 0
    assert file.read_text(encoding="utf-8") == text_of(
        PASSING, EARLY_ACCEPTED, WRONG_BSN_ACCEPTED, EARLY_TWICE_ACCEPTED
    )
    assert retour_here("run").code == 0


ANSWERS = {
    "accept-and-reject": (
        "ara",
        (EARLY_ACCEPTED, WRONG_BSN, EARLY_TWICE_ACCEPTED),
        "2 accepted, 1 left as they were",
    ),
    "reject-all": ("rrr", (EARLY, WRONG_BSN, EARLY_TWICE), "3 left as they were"),
    "skip-the-file": ("as", (EARLY_ACCEPTED, WRONG_BSN, EARLY_TWICE), "1 accepted, 2 left as they were"),
    "all-of-a-rule": (
        "Ar",
        (EARLY_ACCEPTED, WRONG_BSN, EARLY_TWICE_ACCEPTED),
        "2 accepted, 1 left as they were",
    ),
    "quit-keeps-what-was-accepted": (
        "aq",
        (EARLY_ACCEPTED, WRONG_BSN, EARLY_TWICE),
        "1 accepted, 2 left as they were",
    ),
    "end-of-input-is-quit": (
        "a",
        (EARLY_ACCEPTED, WRONG_BSN, EARLY_TWICE),
        "1 accepted, 2 left as they were",
    ),
    "anything-else-asks-again": (
        "xyra",
        (EARLY, WRONG_BSN_ACCEPTED, EARLY_TWICE),
        "1 accepted, 2 left as they were",
    ),
}


@pytest.mark.parametrize(("answers", "cases", "summary"), ANSWERS.values(), ids=ANSWERS.keys())
def test_answers(accept: Retour, file: Path, answers: str, cases: tuple[str, ...], summary: str) -> None:
    ended = accept(answers=answers)

    assert ended.code == 1
    assert ended.out.endswith(f"{summary}\n")
    assert file.read_text(encoding="utf-8") == text_of(PASSING, *cases)


def test_skipping_a_file_goes_on_with_the_next(accept: Retour, project: Path, file: Path) -> None:
    other = write(project / "b.cases.yaml", WRONG_BSN)

    assert accept(answers="sa").code == 1
    assert file.read_text(encoding="utf-8") == text_of(PASSING, EARLY, WRONG_BSN, EARLY_TWICE)
    assert other.read_text(encoding="utf-8") == text_of(WRONG_BSN_ACCEPTED)


def test_one_case_by_its_id(accept: Retour, file: Path) -> None:
    assert accept("a.cases.yaml::wrong-bsn", answers="a").code == 0
    assert file.read_text(encoding="utf-8") == text_of(PASSING, EARLY, WRONG_BSN_ACCEPTED, EARLY_TWICE)


def test_rows_of_a_table(accept: Retour, project: Path) -> None:
    table = (
        "  - id: day-{label}\n"
        "    each:\n"
        "      - {label: same,   end: 2017-06-06, fires: [TR018]}   # a day\n"
        "      - {label: before, end: 2017-06-01, fires: []}\n"
        '    edit: [{set: "//StopProduct[1]/Einddatum", to: "{end}"}]\n'
        '    expect: {fires: "{fires}"}\n'
    )
    file = write(project / "a.cases.yaml", table)

    assert accept("--all").code == 0
    assert file.read_text(encoding="utf-8") == text_of(
        table.replace("[TR018]}  ", "[]}  ").replace("fires: []}\n", "fires: [TR018]}\n")
    )


def test_rule_that_was_to_stay_silent(accept: Retour, project: Path) -> None:
    file = write(project / "a.cases.yaml", EARLY.replace("valid", "{fires: [], not: [CS002, TR018]}"))

    ended = accept("--all")

    assert "TR018 is taken out of `not`: until now it had to stay silent" in ended.out.splitlines()
    assert "expect: {fires: [TR018], not: [CS002]}" in file.read_text(encoding="utf-8")


def test_expectation_that_rows_share(accept: Retour, project: Path) -> None:
    table = '  - id: "{label}"\n    each: [{label: one, file: accepted}, {label: two, file: tr018}]\n    message: "{file}.xml"\n    expect: valid\n'
    file = write(project / "a.cases.yaml", table, WRONG_BSN)

    ended = accept("--all")

    assert ended.code == 1
    assert (
        "can't be accepted: the expectation of two can't be changed alone: all rows of the table share it; "
        'give the rows their own, as in `expect: {fires: "{fires}"}`'
    ) in ended.out.splitlines()
    assert ended.out.splitlines()[-1] == "1 accepted, 1 that can't be accepted"
    assert file.read_text(encoding="utf-8") == text_of(table, WRONG_BSN_ACCEPTED)


def test_error_is_no_outcome_to_accept(accept: Retour, project: Path) -> None:
    (project / "empty.xml").write_text("", encoding="utf-8")
    case = "  - {id: a, message: empty.xml, levels: [rules], expect: {valid: false}}\n"
    file = write(project / "a.cases.yaml", case)

    ended = accept("--all")

    assert ended.code == 2
    assert "can't be accepted: empty.xml: empty, there is no message in it" in ended.out.splitlines()
    assert ended.out.splitlines()[-1] == "1 that can't be accepted"
    assert file.read_text(encoding="utf-8").endswith("expect: {valid: false}}\n")


def test_rule_set_that_fails(accept: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", stylesheet("<html/>"))
    file = write(project / "a.cases.yaml", PASSING)

    ended = accept("--all")

    assert ended.code == 3
    assert ended.out.splitlines()[-1] == "1 that can't be accepted"
    assert file.read_text(encoding="utf-8") == text_of(PASSING)


def test_nothing_to_accept(accept: Retour, project: Path) -> None:
    file = write(project / "a.cases.yaml", PASSING, EARLY_ACCEPTED)
    before = file.read_bytes()

    assert accept() == Ended(0, "nothing to accept: 2 cases are as expected\n", "")
    assert file.read_bytes() == before


def test_cases_that_are_not_to_pass_are_left_out(accept: Retour, project: Path) -> None:
    write(
        project / "a.cases.yaml",
        PASSING,
        EARLY.replace("    expect", "    skip: later\n    expect"),
        WRONG_BSN.replace("}", ", xfail: known}"),
    )

    assert accept() == Ended(0, "nothing to accept: 1 case is as expected\n", "")


def test_file_that_changes_meanwhile(accept: Retour, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Editor(Terminal):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            file.write_text(text_of(PASSING), encoding="utf-8")
            return "A\n"

    monkeypatch.setitem(globals(), "Terminal", Editor)

    ended = accept(answers="")

    assert ended.code == 2
    assert (
        ended.err
        == "retour: a.cases.yaml: changed since it was read, so nothing was written: run the command again\n"
    )
    assert file.read_text(encoding="utf-8") == text_of(PASSING)


def test_refuses_in_a_pipeline(accept: Retour, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    assert accept("--all") == Ended(
        2, "", "retour: CI is set: whether an outcome is right is for a person to say, not for a pipeline\n"
    )
    assert file.read_text(encoding="utf-8") == text_of(PASSING, EARLY, WRONG_BSN, EARLY_TWICE)


def test_no_terminal(retour_here: Retour, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\n"))

    assert retour_here("accept") == Ended(
        2, "", "retour: there is no terminal to ask on: accept on one, or accept everything with --all\n"
    )
    assert file.read_text(encoding="utf-8") == text_of(PASSING, EARLY, WRONG_BSN, EARLY_TWICE)


def test_no_case_files(accept: Retour, project: Path) -> None:
    (project / "empty").mkdir()

    assert accept("empty") == Ended(2, "", "retour: empty: no *.cases.yaml files in this folder\n")


@pytest.mark.parametrize(
    ("message", "written", "accepted"),
    [
        ("bom.xml", "expect: valid", "expect:\n      file: [bom]"),
        ("bom.xml", "expect: {fires: [TR018]}", "expect: {file: [bom]}"),
        ("accepted.xml", "expect: {file: [bom]}", "expect: valid"),
        ("accepted.xml", "expect: {file: [bom], mentions: mark}", "expect: valid"),
        ("tr018.xml", "expect: {file: [bom], mentions: mark}", "expect: {fires: [TR018]}"),
        ("tr018.xml", "expect: {valid: true, file: [line-ends]}", "expect: {fires: [TR018]}"),
        ("bom.xml", "expect: {schema: invalid}", "expect: {file: [bom]}"),
    ],
)
def test_what_levels_found(accept: Retour, project: Path, message: str, written: str, accepted: str) -> None:
    (project / "bom.xml").write_bytes(b"\xef\xbb\xbf" + (project / "accepted.xml").read_bytes())
    case = f"  - id: a\n    message: {message}\n    "
    file = write(project / "a.cases.yaml", case + written + "\n")

    ended = accept("--all")

    assert ended.code == 0, ended.out
    assert file.read_text(encoding="utf-8") == text_of(case + accepted + "\n")


GAPS = {
    "closed": (
        "  - {id: a, expect: valid, known: {fires: [TR018]}}\n",
        "  - {id: a, expect: valid}\n",
        "`known` goes, for the gap is closed",
    ),
    "closed, in lines": (
        "  - id: a\n    known:\n      fires: [TR018]   # since long\n    expect: valid\n",
        "  - id: a\n    expect: valid\n",
        "`known` goes, for the gap is closed",
    ),
    "closed, without expect": (
        "  - id: a\n    message: tr018.xml\n    known: {silent: [TR018]}\n",
        "  - id: a\n    message: tr018.xml\n    expect: {fires: [TR018]}\n",
        "`known` goes, for the gap is closed",
    ),
    "there, with more": (
        "  - {id: a, message: both.xml, expect: valid, known: {fires: [TR018]}}\n",
        "  - {id: a, message: both.xml, expect: {fires: [CS002]}, known: {fires: [TR018]}}\n",
        "CS002 fired",
    ),
    "silent, with more": (
        "  - {id: a, message: cs002.xml, expect: {fires: [TR018]}, known: {silent: [TR018]}}\n",
        "  - {id: a, message: cs002.xml, expect: {fires: [TR018, CS002]}, known: {silent: [TR018]}}\n",
        "CS002 fired",
    ),
}


@pytest.mark.parametrize("case", GAPS)
def test_known_gaps(accept: Callable[..., Ended], project: Path, case: str) -> None:
    before, after, said = GAPS[case]
    file = write(project / "a.cases.yaml", before)

    ended = accept("--all")

    assert ended.code == 0, ended.out + ended.err
    assert said in ended.out
    assert file.read_text(encoding="utf-8") == text_of(after)


REFUSED_GAPS = {
    "  - {id: a, message: tr018.xml, expect: valid, known: {fires: [TR018, CS002]}}\n": (
        "its known gap is another one now: change `known` by hand"
    ),
    "  - {id: a, message: tr018.xml, expect: valid, known: {fires: [TR018], until: 1.0.3}}\n": (
        "its known gap is still there: change `until` or `from` under `known` by hand"
    ),
    "  - {id: a, message: both.xml, known: {fires: [TR018]}}\n": (
        "it says what is known and not what is right; write that under `expect` first"
    ),
}


@pytest.mark.parametrize("case", REFUSED_GAPS)
def test_known_gaps_to_be_changed_by_hand(accept: Callable[..., Ended], project: Path, case: str) -> None:
    file = write(project / "a.cases.yaml", case)

    ended = accept("--all")

    assert ended.code == 1
    assert REFUSED_GAPS[case] in ended.out
    assert file.read_text(encoding="utf-8") == text_of(case)


PATCH_LEVELS = {
    "one of several": (
        "  - id: a\n    message: tr018.xml\n    expect:\n      - {until: 1.0.3, valid: true}\n"
        "      - {from: 1.0.3, fires: [CS002]}   # by now\n",
        "  - id: a\n    message: tr018.xml\n    expect:\n      - {until: 1.0.3, valid: true}\n"
        "      - {from: 1.0.3, fires: [TR018]}   # by now\n",
    ),
    "one that stays bounded": (
        "  - {id: a, expect: {from: 1.0, fires: [TR018]}}\n",
        "  - {id: a, expect: {from: 1.0, fires: []}}\n",
    ),
    "claims of other levels stay": (
        "  - {id: a, message: cs002.xml, expect: {fires: [{code: CD007, from: 2.0}, TR018]}}\n",
        "  - {id: a, message: cs002.xml, expect: {fires: [{code: CD007, from: 2.0}, CS002]}}\n",
    ),
}


@pytest.mark.parametrize("case", PATCH_LEVELS)
def test_what_holds_at_other_patch_levels_stays(
    accept: Callable[..., Ended], project: Path, case: str
) -> None:
    before, after = PATCH_LEVELS[case]
    file = write(project / "a.cases.yaml", before)

    ended = accept("--all")

    assert ended.code == 0, ended.out + ended.err
    assert file.read_text(encoding="utf-8") == text_of(after)
