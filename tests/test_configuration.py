"""The nearest retour.toml or [tool.retour], and what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from retour.configuration import Configuration, find_configuration
from retour.errors import ConfigurationError
from retour.text.durations import parse_duration
from retour.text.registers import Register


def test_without_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")

    found = find_configuration(tmp_path)

    assert found.file is None
    assert found == Configuration(
        root=tmp_path,
        rule_sets=(tmp_path / "rules",),
        transitions=(tmp_path / "transitions",),
        time_limit=30.0,
    )


def test_every_key(tmp_path: Path) -> None:
    (tmp_path / "retour.toml").write_text(
        'rule_sets = ["sets", "../shared"]\n'
        'transitions = ["calendars"]\n'
        'rules = "iwmo/2.1"\n'
        'time_limit = "500ms"\n'
        'file_profile = "strict"\n'
        'test_bsns = ["123456782"]\n'
        'engine = "libxslt"\n'
        "engine_workers = 0\n"
        'compile_limit = "10s"\n'
        'memory_limit = "1.5 GB"\n'
        'functie_versions = { "2.1" = ["0002/0001"] }\n'
        'history_limit = "1 GB"\n'
        "cache = false\n"
        'cache_limit = "50 MB"\n'
        'registers = {gemeenten = ["0518"], zorgaanbieders = "agb.txt", producten = {file = "p.csv", columns = ["a", "b"]}}\n',
        encoding="utf-8",
    )

    assert find_configuration(tmp_path) == Configuration(
        root=tmp_path,
        file=tmp_path / "retour.toml",
        rule_sets=(tmp_path / "sets", tmp_path / "../shared"),
        transitions=(tmp_path / "calendars",),
        rules="iwmo/2.1",
        time_limit=0.5,
        file_profile="strict",
        test_bsns=("123456782",),
        engine="libxslt",
        engine_workers=0,
        compile_limit=10.0,
        memory_limit=1_500_000_000,
        functie_versions=(("2.1", (("0002", "0001"),)),),
        history_limit=1_000_000_000,
        cache=False,
        cache_limit=50_000_000,
        registers=(
            ("gemeenten", Register(("0518",))),
            ("zorgaanbieders", Register((), tmp_path / "agb.txt")),
            ("producten", Register((), tmp_path / "p.csv", ("a", "b"))),
        ),
    )


def test_nearest_upwards_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (tmp_path / "retour.toml").write_text("time_limit = 1\n", encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.retour]\ntime_limit = 2\n", encoding="utf-8")
    (tmp_path / "a" / "b" / "pyproject.toml").write_text("[project]\nname = 'b'\n", encoding="utf-8")

    found = find_configuration(deep / "stop.cases.yaml")

    assert found.root == tmp_path / "a"
    assert found.time_limit == 2


def test_retour_toml_goes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "retour.toml").write_text("time_limit = 1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.retour]\ntime_limit = 2\n", encoding="utf-8")

    assert find_configuration(tmp_path).time_limit == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('rulesets = ["a"]', "unknown key 'rulesets', did you mean 'rule_sets'?"),
        (
            "zzz = 1",
            "unknown key 'zzz'; the keys are rule_sets, transitions, rules, time_limit, file_profile, levels, test_bsns, "
            "engine, engine_workers, compile_limit, memory_limit, functie_versions, history_limit, stylesheet_limit, "
            "registers, schematron_transpiler, language, cache, cache_limit, today, now",
        ),
        ('time_limit = "soon"', "time_limit: 'soon' is no duration: write for example 5s, 500ms or 1m"),
        ("engine_workers = -1", "engine_workers: takes 0 or more"),
        ('memory_limit = "much"', "memory_limit: 'much' is no size: write for example 500 MB or 2 GB"),
        ('engine = "xalan"', "engine: takes 'saxon' or 'libxslt'"),
        ('file_profile = "loose"', "file_profile: takes 'strict' or 'lenient'"),
        (
            'functie_versions = { "2.1" = ["2/1"] }',
            "functie_versions.2.1.0: '2/1' is no version of a functie: write functieVersie and functieSubversie as "
            "0002/0010",
        ),
        ("registers = {a = 5}", "registers.a: a register is a list of texts, a file, or {file, columns}"),
        ('rule_sets = "rules"', "rule_sets: takes a list"),
        ("time_limit = ", "not readable as TOML: Invalid value (at end of document)"),
    ],
    ids=[
        "near",
        "far",
        "duration",
        "workers",
        "memory",
        "engine",
        "profile",
        "functie",
        "register",
        "list",
        "toml",
    ],
)
def test_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "retour.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=f"^{re.escape(f'{file}: {sentence}')}$"):
        find_configuration(tmp_path)


def test_not_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "retour.toml"
    file.write_bytes('rules = "één"'.encode("latin-1"))

    with pytest.raises(
        ConfigurationError, match=f"^{re.escape(str(file))}: not readable as TOML: 'utf-8' codec"
    ):
        find_configuration(tmp_path)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("5s", 5), ("500ms", 0.5), ("1m", 60), ("2", 2), (" 1.5 s ", 1.5), (3, 3), (0.25, 0.25)],
)
def test_duration(text: str | float, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "s", "5 h", "-1s", "0", "0ms", "5s5s", "1,5s"])
def test_no_duration(text: str) -> None:
    with pytest.raises(
        ValueError, match=f"^{re.escape(repr(text))} is no duration: write for example 5s, 500ms or 1m$"
    ):
        parse_duration(text)


def test_the_path_of_a_default_set_is_meant_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "retour.toml").write_text('rules = "./rules/a"\n', encoding="utf-8")
    (tmp_path / "cases").mkdir()
    assert find_configuration(tmp_path / "cases").rules == str(tmp_path / "rules/a")
