"""`retour replay` says what is wrong with what it is asked, before it begins."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import rows_of, run_replay, write_corpus
from processes import Ended, path_with
from retour.replay.hiding import hashed


def test_without_the_extra_it_says_how_to_install_it(retour: Callable[..., Ended], tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import importlib.util as util\n"
        "found = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name in ('dask', 'duckdb') else found(name, *more)\n",
        encoding="utf-8",
    )
    ended = retour("replay", "corpus", "--output", "out", env={"PYTHONPATH": path_with(hidden)})

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "retour: retour replay takes the extra «scale»: pip install 'retour-harness[scale]' "
        "(dask, duckdb are not installed)\n"
    )


def test_other_commands_dont_load_what_the_extra_brings(project: Path, python: Callable[..., Ended]) -> None:
    ended = python(
        "-c",
        "import sys\n"
        "from importlib import import_module\n"
        "main = import_module('retour.cli.app')\n"
        "for name in main._COMMANDS:\n"
        "    if name != 'replay': main.typer.main.get_command(main.app).get_command(None, name)\n"
        "print(sorted({'dask', 'distributed', 'duckdb', 'pyarrow'} & set(sys.modules)))",
    )
    assert (ended.out, ended.err) == ("[]\n", "")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["gone"], 2, "gone: no such file or folder"),
        (
            ["corpus", "--rules", "demo/1.1"],
            2,
            "no rule set 'demo/1.1', by id or as a folder, did you mean 'demo/1.0'",
        ),
        (["corpus", "--rules", "demo/1.0", "--rules", "iwmo/2.1"], 2, "both judge WMO307: give one of them"),
        (["corpus", "--level", "rule"], 2, "there is no level 'rule', did you mean 'rules'"),
        (["corpus", "--engine", "saxn"], 2, "there is no engine 'saxn'"),
        (["corpus", "--parameter", "no=1"], 2, "no rule set in reach has a stylesheet parameter 'no'"),
        (["corpus", "--salt", "short"], 2, "4 bytes, where 16 or more are meant"),
        (["corpus", "--salt", "gone"], 2, "--salt: can't be read: No such file or directory"),
        (
            ["corpus", "--scheduler", "tcp://127.0.0.1:9", "--workers", "2"],
            2,
            "a scheduler has workers of its own",
        ),
        (
            ["corpus", "--scheduler", "nonsense://x"],
            3,
            "'nonsense://x' is no address of a scheduler, such as tcp://10.0.0.5:8786: unknown",
        ),
        (["empty"], 2, "there is no message in it"),
        (["corpus", "--output", "empty/.."], 2, "there is something else here: give an empty folder"),
        (
            ["corpus", "--output", "corpus/out"],
            2,
            "corpus/out lies in it: write to a folder outside the corpus",
        ),
        (["corpus", "--engine", "sut.yaml"], 2, "sut.yaml"),
    ],
)
def test_wrong_use(
    retour: Callable[..., Ended], project: Path, arguments: list[str], code: int, said: str
) -> None:
    write_corpus(project / "corpus", 2)
    (project / "empty").mkdir()
    (project / "short").write_text("salt", encoding="utf-8")
    output = () if "--output" in arguments else ("--output", "out")

    ended = retour("replay", *arguments, *output)

    assert ended.code == code
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_salt_tells_clients_apart_without_telling_who_they_are(project: Path) -> None:
    write_corpus(project / "corpus", 3)
    salt = os.urandom(32).hex()
    (project / "salt").write_text(f"{salt}\n", encoding="utf-8")

    ended = run_replay(project, "corpus", "--output", "out", "--salt", "salt")

    assert ended.code == 0, ended
    assert {tuple(row["clients"]) for row in rows_of(project / "out")} == {
        (hashed("999990019", salt.encode()),)
    }


def test_values_are_kept_where_they_are_asked_for(project: Path) -> None:
    corpus = write_corpus(project / "corpus", 1)
    (corpus / "0" / "00000.xml").rename(corpus / "999990019.xml")

    assert run_replay(project, "corpus", "--output", "out", "--values").code == 0

    (row,) = rows_of(project / "out")
    assert row["message"] == "999990019.xml"
    assert row["found"][0]["details"] == "De Einddatum ligt vóór de Begindatum."
