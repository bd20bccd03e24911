"""Runs that take outcomes from the cache, and say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from retour.caching import STORE_FILE
from samples import write_cases

CASES = """\
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: ends-early, message: tr018.xml, expect: {fires: [{code: TR018, at: "//StopProduct[1]/Einddatum"}]}}
  - {id: wrong, message: cs002.xml, expect: valid}
"""


def results(folder: Path, name: str = "run.json") -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((folder / name).read_text(encoding="utf-8"))["results"]
    return found


def store(folder: Path) -> Path:
    return folder / ".retour-cache" / STORE_FILE


def test_second_run(plugin: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)
    first = plugin.runpytest("-v", "--retour-why=0", "--retour-json", "first.json")
    first.assert_outcomes(passed=2, failed=1)
    assert "from the cache" not in first.stdout.str()
    monkeypatch.setattr("retour.engines.pool.Child", None)  # no process is needed

    second = plugin.runpytest("-v", "--retour-why=0", "--retour-json", "second.json")

    second.assert_outcomes(passed=2, failed=1)
    second.stdout.fnmatch_lines(
        [
            "*::ends-early PASSED (TR018 → 9018; from the cache)*",
            "*, from the cache",
            "3 of 3 outcomes from the cache",
        ]
    )
    again = results(plugin.path, "second.json")
    assert [result.pop("cached") for result in again] == [True] * 3
    assert again == results(plugin.path, "first.json")


def test_changed_case_is_judged_anew(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)
    plugin.runpytest().assert_outcomes(passed=2, failed=1)
    write_cases(
        plugin.path / "a.cases.yaml", CASES.replace("[1]/Eind", "[2]/Eind").replace("cs002", "accepted")
    )

    result = plugin.runpytest()

    result.assert_outcomes(passed=2, failed=1)
    assert "- TR018 fired, but not at //StopProduct[2]/Einddatum" in result.outlines
    assert "2 of 3 outcomes from the cache" in result.outlines  # probes told more of the third
    assert "3 of 3 outcomes from the cache" in plugin.runpytest().outlines


def test_without(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)
    plugin.runpytest("--retour-no-cache").assert_outcomes(passed=2, failed=1)
    assert not store(plugin.path).exists()
    plugin.runpytest().assert_outcomes(passed=2, failed=1)

    result = plugin.runpytest("--retour-no-cache")

    assert "from the cache" not in result.stdout.str()


def test_quiet(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES.replace("cs002", "accepted"))
    plugin.runpytest()

    assert "from the cache" not in plugin.runpytest("-q").stdout.str()


def test_under_xdist(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)
    plugin.runpytest("-n", "2", "--retour-json", "first.json").assert_outcomes(passed=2, failed=1)

    result = plugin.runpytest("-n", "2", "--retour-json", "second.json")

    assert "3 of 3 outcomes from the cache" in result.outlines
    assert all(each["cached"] for each in results(plugin.path, "second.json"))


@pytest.mark.parametrize("workers", [(), ("-n", "1")])
def test_damaged(plugin: pytest.Pytester, workers: tuple[str, ...]) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)
    store(plugin.path).parent.mkdir()
    store(plugin.path).write_bytes(b"nothing of the sort" * 500)

    result = plugin.runpytest(*workers)

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            f".retour-cache/{STORE_FILE}: the cache is damaged (file is not a database) and was set aside as "
            "outcomes-1.damaged; nothing is taken from it"
        ]
    )


def test_folder_that_cannot_be_written(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES.replace("cs002", "accepted"))
    (plugin.path / ".retour-cache").write_text("", encoding="utf-8")

    result = plugin.runpytest()

    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        [f".retour-cache/{STORE_FILE}: the cache can't be used: *; nothing is taken from it"]
    )


def test_coverage(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", CASES)
    said = [
        plugin.runpytest("-q", "--retour-coverage", "branches", "--retour-json", name).outlines
        for name in ("first.json", "second.json")
    ]

    assert [line for line in said[0] if "%" in line and "[" not in line] == [
        line for line in said[1] if "%" in line and "[" not in line
    ]
    assert all(each["cached"] for each in results(plugin.path, "second.json"))
