"""`retour replay query`: what everybody asks of the rows, SQL, and nothing outside their folder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run_replay, write_corpus
from jsonschema import Draft202012Validator
from processes import Ended, run_here
from retour.language import texts_in
from retour.replay.queries import opened_answers
from retour.replay.summary import summary_lines, write_summary
from samples import REPOSITORY, RULES, write_project, write_set

Query = Callable[..., Ended]


@pytest.fixture
def query(shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Query:
    """Asks something of the replay that is shared."""
    monkeypatch.chdir(shared)
    run = run_here(monkeypatch, capsys)
    return lambda *arguments: run("replay", "query", "out", *arguments)


def rows(ended: Ended) -> list[list[str]]:
    assert (ended.code, ended.err) == (0, ""), ended
    return list(csv.reader(io.StringIO(ended.out)))


def test_how_the_messages_of_each_type_fared(query: Query) -> None:
    assert query("statuses").out.splitlines() == [
        "standard  type    status    messages",
        "iwmo      WMO307  accepted  27",
        "iwmo      WMO307  rejected  14",
        "other     other   error     1",
        "other     other   rejected  1",
    ]


def test_what_was_found_in_the_messages_of_each_type(query: Query) -> None:
    assert rows(query("codes", "--format", "csv")) == [
        ["standard", "type", "level", "code", "retour", "messages", "findings"],
        ["iwmo", "WMO307", "rules", "TR018", "9018", "14", "14"],
        ["other", "other", "file", "not-xml", "", "1", "1"],
    ]


def test_slowest_messages(query: Query) -> None:
    found = rows(query("slowest", "--most", "3", "--format", "csv"))

    assert found[0][:3] == ["seconds", "number", "message"]
    assert len(found) == 4
    seconds = [float(row[0]) for row in found[1:]]
    assert seconds == sorted(seconds, reverse=True)


def test_json_document_has_a_schema(query: Query, shared: Path) -> None:
    document = json.loads(query("errors", "--format", "json").out)

    assert document["columns"] == ["error_kind", "messages", "message", "error"]
    assert document["rows"][0][:3] == ["not-served", 1, "2/invoice.xml"]
    described = json.loads((shared / "out" / "replay.json").read_text(encoding="utf-8"))
    for name, checked in (("replay-answer", document), ("replay", described)):
        schema = json.loads((REPOSITORY / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert list(Draft202012Validator(schema).iter_errors(checked)) == []


def test_sql(query: Query) -> None:
    sql = "SELECT type, code, count(*) AS n FROM findings WHERE level = 'rules' GROUP BY ALL"

    assert rows(query("--sql", sql, "--format", "csv")) == [["type", "code", "n"], ["WMO307", "TR018", "14"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "ask one question: statuses, codes, rules, slowest, first-seen, errors, differences; or --sql"),
        (["rulez"], "there is no question 'rulez', did you mean 'rules'?"),
        (["--sql", "SELCT 1"], "--sql: "),
        (["--sql", "COPY messages TO 'x.csv'"], "--sql takes one SELECT"),
        (["--sql", "SELECT 1; SELECT 2"], "--sql takes one SELECT"),
        (["--sql", "SELECT * FROM read_text('/etc/hostname')"], "disabled by configuration"),
    ],
)
def test_wrong_questions(query: Query, arguments: list[str], said: str) -> None:
    ended = query(*arguments)

    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_folder_without_a_replay(
    query: Query, shared: Path, retour: Callable[..., Ended], project: Path
) -> None:
    (project / "replay.json").write_text('{"format": 7}', encoding="utf-8")

    assert (
        retour("replay", "query", "gone", "rules").err == "retour: gone: there is no replay in this folder\n"
    )
    assert (
        "is no description of a replay that this version can read"
        in retour("replay", "query", ".", "rules").err
    )


def test_damaged_rows_are_told_of(shared: Path, tmp_path: Path, retour: Callable[..., Ended]) -> None:
    (tmp_path / "replay.json").write_bytes((shared / "out" / "replay.json").read_bytes())
    for name in ("outcomes/standard=iwmo/type=WMO307/part-000000.parquet", "seconds/part-000000.parquet"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"PAR1 and then nothing")

    ended = retour("replay", "query", str(tmp_path), "rules")

    assert ended.code == 2
    assert "can't be read: " in ended.err


def test_page(shared: Path) -> None:
    page = (shared / "out" / "summary.html").read_text(encoding="utf-8")

    assert "A replay of corpus" in page
    assert "43 messages: 27 accepted, 15 rejected, 1 error" in page
    assert "<h2>The rules that fire in most messages</h2>" in page
    assert "Ammerveld" not in page


def test_outcomes_of_two_sets_differ(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    write_corpus(project / "corpus", 3)
    write_set(project / "other", RULES.replace("<vr:Code>TR018</vr:Code>", "<vr:Code>TR019</vr:Code>"))

    ended = run_replay(project, "corpus", "--output", "out", "--rules", "demo/1.0", "--compare", "./other")

    assert (ended.code, ended.err) == (1, ""), ended
    assert ended.out.splitlines()[5:10] == [
        "",
        "how the outcomes of the other rule set differ:",
        "  rule   kind     messages  findings  message",
        "  TR018  removed  1         1         0/00000.xml",
        "  TR019  added    1         1         0/00000.xml",
    ]


def test_in_dutch(query: Query, shared: Path, tmp_path: Path) -> None:
    assert query("statuses", "--language", "nl").out.splitlines()[:2] == [
        "standaard  type    uitkomst      berichten",
        "iwmo       WMO307  geaccepteerd  27",
    ]
    assert (
        query("statuses", "--language", "nl", "--format", "csv").out
        == query("statuses", "--format", "csv").out
    )

    with opened_answers(shared / "out") as answers:
        assert list(summary_lines(answers, texts_in("nl")))[:3] == [
            "43 berichten: 27 geaccepteerd, 15 afgewezen, 1 fout",
            "",
            "de regels die in de meeste berichten vuren:",
        ]
        write_summary(tmp_path, answers, texts_in("nl"))
    page = (tmp_path / "summary.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page
    assert "<th>uitkomst</th>" in page
    assert "<td>afgewezen</td>" in page
    for english in ("accepted", "messages", "seconds", "Why "):
        assert english not in page
