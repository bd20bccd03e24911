"""For each case file the nearest configuration counts, its engine and workers included, wherever pytest runs."""

from __future__ import annotations

import json

import pytest
from retour.engines import engine_title
from samples import VENDOR, write_cases, write_set


def write_part(plugin: pytest.Pytester, name: str, settings: str, vendor: str) -> None:
    """A project in a folder below, with a case that passes when the engine is of that vendor."""
    folder = plugin.path / name
    write_set(folder / "rules" / "own", VENDOR, manifest=f"id: {name}/1.0\n", catalogue="rules: []\n")
    (folder / "retour.toml").write_text(f'rules = "{name}/1.0"\n{settings}\n', encoding="utf-8")
    write_cases(
        folder / "a.cases.yaml",
        f'message: ../accepted.xml\ncases: [{{id: a, expect: {{fires: [{{code: TR900, details: "{vendor}"}}]}}}}]\n',
    )


@pytest.fixture
def parts(plugin: pytest.Pytester) -> pytest.Pytester:
    write_part(plugin, "one", 'engine = "libxslt"\nengine_workers = 1\ntime_limit = "5s"', "*libxslt*")
    write_part(plugin, "two", "engine_workers = 1", "*Saxonica*")
    write_part(plugin, "three", 'engine = "libxslt"\nengine_workers = 0', "*libxslt*")
    return plugin


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_each_case_has_its_own_engine(parts: pytest.Pytester, workers: tuple[str, ...]) -> None:
    result = parts.runpytest("--retour-json=run.json", *workers)

    result.assert_outcomes(passed=3)
    document = json.loads((parts.path / "run.json").read_text(encoding="utf-8"))
    assert document["engine"] == f"{engine_title('saxon')}, {engine_title('libxslt')}"


@pytest.mark.parametrize("arguments", [("one",), ("--rootdir=two", "one/a.cases.yaml")])
def test_whatever_the_root_is(parts: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    parts.runpytest(*arguments).assert_outcomes(passed=1)


def test_option_goes_before(parts: pytest.Pytester) -> None:
    parts.runpytest("--retour-engine=saxon").assert_outcomes(passed=1, failed=2)


def test_function_over_cases(parts: pytest.Pytester) -> None:
    parts.makepyfile(
        test_own="""
        import pytest

        @pytest.mark.retour("one")
        def test_vendor(retour_case):
            (finding,) = retour_case.check().findings
            assert "libxslt" in finding.details
        """
    )

    parts.runpytest("test_own.py").assert_outcomes(passed=1)


def test_broken_configuration_of_the_root_is_nobody_s(parts: pytest.Pytester) -> None:
    (parts.path / "retour.toml").write_text("engine = 'saxn'\n", encoding="utf-8")

    parts.runpytest("one", "two").assert_outcomes(passed=2)
