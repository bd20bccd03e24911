"""`retour new`: a case with what fires now, which passes at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import CS002_ONCE, MESSAGE, RULES, fout, in_reach, rapport, stylesheet, write_cases, write_set

Retour = Callable[..., Ended]

JUDGE = "This is what fires now, right or wrong: judge it, then say in `about` what the case shows.\n"

BOTH = """\
message: both.xml

cases:
  - id: both
    about: Written from what fires now; check that it is right.
    expect:
      fires:
        - code: TR018
          retour: "9018"
          at:
            - /Bericht/Clienten/Client/StopProduct[1]/Begindatum
            - /Bericht/Clienten/Client/StopProduct[1]/Einddatum
        - code: CS002
          retour: S002
          at: /Bericht/Clienten/Client/Bsn
"""

EXISTING = """\
# Stops.
message: accepted.xml   # for most

cases:
  # the first
  - id:  accepted
    expect:   valid

  - {id: early, message: tr018.xml, expect: {fires: [ TR018 ]}}
    # said of it
# at the end
tags: [stop]
"""

ADDED = """\

  - id: cs002
    about: Written from what fires now; check that it is right.
    message: cs002.xml
    expect:
      fires:
        - code: CS002
          retour: S002
          at: /Bericht/Clienten/Client/Bsn
"""


def test_message_on_which_rules_fire(retour_here: Retour, project: Path) -> None:
    ended = retour_here("new", "both.xml")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "wrote both.cases.yaml::both\n"
        "  TR018 (9018) at /Bericht/Clienten/Client/StopProduct[1]/Begindatum"
        " and /Bericht/Clienten/Client/StopProduct[1]/Einddatum\n"
        "  CS002 (S002) at /Bericht/Clienten/Client/Bsn\n" + JUDGE
    )
    assert (project / "both.cases.yaml").read_bytes() == BOTH.encode()
    assert retour_here("run", "both.cases.yaml").code == 0


def test_message_on_which_nothing_fires(retour_here: Retour, project: Path) -> None:
    assert retour_here("new", "accepted.xml") == Ended(
        0, f"wrote accepted.cases.yaml::accepted\n  nothing\n{JUDGE}", ""
    )
    assert (project / "accepted.cases.yaml").read_text(encoding="utf-8") == (
        "message: accepted.xml\n\ncases:\n  - id: accepted\n"
        "    about: Written from what fires now; check that it is right.\n    expect: valid\n"
    )
    assert retour_here("run", "accepted.cases.yaml").code == 0


@pytest.mark.parametrize(
    "location",
    [
        "/m:Bericht[1]/m:Clienten[1]/m:Client[1]/m:Bsn[1]",
        "/*:Bericht[1]/*:Clienten[1]/*:Client[1]/*:Bsn[1]",
        "/Bericht/Clienten/Client/Bsn",
    ],
)
def test_place_is_written_whatever_form_the_report_has(
    retour_here: Retour, project: Path, location: str
) -> None:
    write_set(project / "rules" / "demo", stylesheet(rapport(fout("CS002", location=location))))

    assert retour_here("new", "accepted.xml").code == 0
    written = (project / "accepted.cases.yaml").read_text(encoding="utf-8")
    assert written.endswith("          at: /Bericht/Clienten/Client/Bsn\n")
    assert retour_here("run", "accepted.cases.yaml").code == 0


@pytest.mark.parametrize(
    "location", ["/m:Bericht[1]/m:Nothing[1]", "/Bericht/Clienten[2]", "//Bsn[", "the BSN", ""]
)
def test_place_that_leads_to_no_node_is_left_out(retour_here: Retour, project: Path, location: str) -> None:
    write_set(project / "rules" / "demo", stylesheet(rapport(fout("CS002", location=location))))

    assert retour_here("new", "accepted.xml").code == 0
    written = (project / "accepted.cases.yaml").read_text(encoding="utf-8")
    assert "CS002" in written
    assert "at:" not in written
    assert retour_here("run", "accepted.cases.yaml").code == 0


def test_finding_that_comes_more_than_once_in_one_place(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", stylesheet(rapport(2 * fout("CS002"))))

    assert retour_here("new", "accepted.xml").code == 0
    assert (
        (project / "accepted.cases.yaml")
        .read_text(encoding="utf-8")
        .endswith(
            "      fires:\n        - code: CS002\n          retour: S002\n          at: /Bericht\n          times: 2\n"
        )
    )
    assert retour_here("run", "accepted.cases.yaml").code == 0


def test_set_found_by_the_namespace_is_named(retour_here: Retour, project: Path) -> None:
    (project / "retour.toml").write_text("", encoding="utf-8")

    assert retour_here("new", "accepted.xml").code == 0
    assert (
        (project / "accepted.cases.yaml")
        .read_text(encoding="utf-8")
        .startswith("rules: demo/1.0\nmessage: accepted.xml\n")
    )


def test_set_given_as_a_folder_is_written_relative_to_the_file(retour_here: Retour, project: Path) -> None:
    write_set(project / "other", RULES.replace("999990019", "999990018"), manifest="id: other/1.0\n")
    (project / "inbox").mkdir()
    (project / "inbox" / "stop.xml").write_text(CS002_ONCE, encoding="utf-8")

    assert retour_here("new", "inbox/stop.xml", "--rules", "other").code == 0
    assert (project / "inbox" / "stop.cases.yaml").read_text(encoding="utf-8") == (
        "rules: ../other\nmessage: stop.xml\n\ncases:\n  - id: stop\n"
        "    about: Written from what fires now; check that it is right.\n    expect: valid\n"
    )
    assert retour_here("run", "inbox").code == 0


def test_added_to_a_file_that_stays_as_it_is(retour_here: Retour, project: Path) -> None:
    file = write_cases(project / "stop.cases.yaml", EXISTING)

    assert retour_here("new", "cs002.xml", "--to", "stop.cases.yaml").code == 0
    assert file.read_text(encoding="utf-8") == EXISTING.replace("# at the end", f"{ADDED}# at the end")
    assert retour_here("run", "stop.cases.yaml").code == 0


def test_added_with_mark_and_windows_line_ends(retour_here: Retour, project: Path) -> None:
    file = project / "stop.cases.yaml"
    file.write_bytes(("\ufeff" + EXISTING).replace("\n", "\r\n").encode())

    assert retour_here("new", "cs002.xml", "--to", "stop.cases.yaml").code == 0
    text = EXISTING.replace("# at the end", f"{ADDED}# at the end")
    assert file.read_bytes() == ("\ufeff" + text).replace("\n", "\r\n").encode()


def test_added_to_a_list_between_brackets(retour_here: Retour, project: Path) -> None:
    file = write_cases(project / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: valid}]\n")

    assert retour_here("new", "cs002.xml", "--to", "a.cases.yaml", "--id", "0001").code == 0
    assert file.read_text(encoding="utf-8") == (
        'message: accepted.xml\ncases: [{id: a, expect: valid}, {id: "0001", '
        "about: Written from what fires now; check that it is right., message: cs002.xml, "
        "expect: {fires: [{code: CS002, retour: S002, at: /Bericht/Clienten/Client/Bsn}]}}]\n"
    )
    assert retour_here("run", "a.cases.yaml::0001").code == 0


def test_parameters_of_the_file_count(retour_here: Retour, project: Path) -> None:
    file = write_cases(
        project / "a.cases.yaml",
        "parameters: {forbidden: Zoë van Ammerveld}\ncases:\n- {id: a, message: cs002.xml, expect: {valid: false}}\n",
    )

    assert retour_here("new", "accepted.xml", "--to", "a.cases.yaml").code == 0
    assert "        - code: CD007\n" not in file.read_text(encoding="utf-8")
    assert "      - code: CD007\n" in file.read_text(encoding="utf-8")
    assert retour_here("run").code == 0


def test_id_is_made_unique(retour_here: Retour, project: Path) -> None:
    (project / "een bericht.xml").write_text(MESSAGE, encoding="utf-8")

    for _ in range(3):
        to = ("--to", "een bericht.cases.yaml") if (project / "een bericht.cases.yaml").exists() else ()
        assert retour_here("new", "een bericht.xml", *to).code == 0

    text = (project / "een bericht.cases.yaml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "id:" in line] == [
        "  - id: een-bericht",
        "  - id: een-bericht-2",
        "  - id: een-bericht-3",
    ]


WRONG = {
    "id-is-taken": (
        ("accepted.xml", "--to", "stop.cases.yaml", "--id", "accepted"),
        "stop.cases.yaml: id 'accepted' is taken by the case on line 6",
    ),
    "no-id": (
        ("accepted.xml", "--to", "stop.cases.yaml", "--id", "a b"),
        "'a b' is no id: leave out white space, slashes, colons and square brackets",
    ),
    "no-case-file": (
        ("accepted.xml", "--to", "stop.yaml"),
        "stop.yaml: a case file's name ends in .cases.yaml",
    ),
    "no-folder": (
        ("accepted.xml", "--to", "gone/stop.cases.yaml"),
        "gone: there is no such folder to write a case file in",
    ),
    "no-message": (("gone.xml",), "gone.xml: no such file"),
    "no-set": (
        ("accepted.xml", "--rules", "demo/1.1"),
        f"no rule set 'demo/1.1', by id or as a folder, did you mean 'demo/1.0'? In reach: {in_reach('demo/1.0')}",
    ),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use(retour_here: Retour, project: Path, arguments: tuple[str, ...], sentence: str) -> None:
    write_cases(project / "stop.cases.yaml", EXISTING)

    assert retour_here("new", *arguments) == Ended(2, "", f"retour: {sentence}\n")
    assert (project / "stop.cases.yaml").read_text(encoding="utf-8") == EXISTING
    assert not (project / "accepted.cases.yaml").exists()


def test_a_file_with_rows_takes_no_new_case(retour_here: Retour, project: Path) -> None:
    text = (
        'each: {one: {m: accepted.xml}}\nmessage: "{m}"\nrules: demo/1.0\n'
        + "cases: [{id: a, expect: valid}]\n"
    )
    write_cases(project / "stop.cases.yaml", text)

    assert retour_here("new", "accepted.xml", "--to", "stop.cases.yaml") == Ended(
        2,
        "",
        "retour: stop.cases.yaml:1:1: a new case would stand for every row of the file's `each`: "
        "write it to another file\n",
    )
    assert (project / "stop.cases.yaml").read_text(encoding="utf-8") == text


def test_never_overwrites(retour_here: Retour, project: Path) -> None:
    file = write_cases(project / "accepted.cases.yaml", EXISTING)

    assert retour_here("new", "accepted.xml") == Ended(
        2,
        "",
        "retour: accepted.cases.yaml: is there already: add the case to it with --to accepted.cases.yaml, "
        "or name another file\n",
    )
    assert file.read_text(encoding="utf-8") == EXISTING


def test_message_that_can_not_be_judged(retour_here: Retour, project: Path) -> None:
    (project / "other.xml").write_text(
        MESSAGE.replace("iwmo/2_1/wmo307", "iwmo/2_1/wmo305"), encoding="utf-8"
    )

    ended = retour_here("new", "other.xml")

    assert ended.code == 2
    assert ended.err == (
        "retour: no case can be made of other.xml: rule set demo/1.0 doesn't check iwmo 2.1 WMO305: "
        "it checks WMO307 of iwmo 2.1\n"
    )
    assert not (project / "other.cases.yaml").exists()


@pytest.mark.parametrize(
    ("content", "expect"),
    [
        (b"", "    expect:\n      file:\n        - empty\n"),
        (b"\xef\xbb\xbf" + MESSAGE.encode(), "    expect:\n      file:\n        - bom\n"),
        (MESSAGE.replace("\r\n", "\n").encode(), "    expect: valid\n"),
    ],
    ids=["empty", "byte order mark", "a warning"],
)
def test_what_the_level_file_finds(retour_here: Retour, project: Path, content: bytes, expect: str) -> None:
    (project / "odd.xml").write_bytes(content)

    assert retour_here("new", "odd.xml").code == 0
    assert (project / "odd.cases.yaml").read_text(encoding="utf-8").endswith(expect)


def test_file_that_does_not_say_which_rules_are_its_own(retour_here: Retour, project: Path) -> None:
    (project / "retour.toml").write_text("", encoding="utf-8")
    (project / "empty.xml").write_text("", encoding="utf-8")

    assert retour_here("new", "empty.xml") == Ended(
        2,
        "",
        "retour: empty.xml can't be read, so it doesn't say which rules are its own: name a rule set with --rules\n",
    )


def test_message_of_another_project(retour_here: Retour, project: Path, tmp_path: Path) -> None:
    """A set that is in reach where the user stands, and not of the case file, is named by its folder."""
    other = tmp_path / "other"
    other.mkdir()
    (project / "tr018.xml").rename(other / "stop.xml")

    ended = retour_here("new", str(other / "stop.xml"), "--rules", "demo/1.0")

    assert (ended.code, ended.err) == (0, "")
    written = (other / "stop.cases.yaml").read_text(encoding="utf-8")
    assert written.startswith("rules: ../project/rules/demo\n")


def test_a_folder_gets_a_case_for_each_message(project: Path, retour_here: Retour) -> None:
    folder = project / "sent"
    (folder / "deep").mkdir(parents=True)
    (project / "tr018.xml").rename(folder / "tr018.xml")
    (project / "accepted.xml").rename(folder / "deep/accepted.xml")

    first = retour_here("new", "sent")
    again = retour_here("new", "sent")

    assert (first.code, first.out) == (
        0,
        "wrote sent.cases.yaml::accepted\n  nothing\n"
        "wrote sent.cases.yaml::tr018\n"
        "  TR018 (9018) at /Bericht/Clienten/Client/StopProduct[1]/Begindatum and "
        "/Bericht/Clienten/Client/StopProduct[1]/Einddatum\n" + JUDGE,
    )
    assert (again.code, again.out) == (0, "each message has a case already\n")
    assert retour_here("run", "-q", "sent.cases.yaml").code == 0


def test_a_message_of_a_folder_that_cannot_be_judged_is_told_of(project: Path, retour_here: Retour) -> None:
    folder = project / "sent"
    folder.mkdir()
    (project / "accepted.xml").rename(folder / "accepted.xml")
    (folder / "order.xml").write_text('<Order xmlns="urn:order"/>')

    ended = retour_here("new", "sent")

    assert ended.code == 2
    assert ended.out == "wrote sent.cases.yaml::accepted\n  nothing\n" + JUDGE
    assert ended.err.startswith("no case for sent/order.xml: ")


def test_a_folder_and_one_id(project: Path, retour_here: Retour) -> None:
    ended = retour_here("new", ".", "--id", "one")

    assert ended.code == 2
    assert "it names one case" in ended.err
