"""The hooks. Nothing else of the harness is imported before a run has a case file, so other runs pay nothing."""

from __future__ import annotations

import argparse
import os
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retour.model import CASE_FILE_SUFFIX, ENGINES, LANGUAGES

if TYPE_CHECKING:
    from retour.pytest_plugin.results import Results
    from retour.pytest_plugin.session import RetourSession
    from retour.rulesets import RuleSet

_session: pytest.StashKey[RetourSession] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's options."""
    group = parser.getgroup("retour", "rule tests of iStandaarden messages")
    group.addoption(
        "--retour-traceback", action="store_true", help="show where in the harness an error arose"
    )
    group.addoption(
        "--retour-rules",
        action="append",
        default=[],
        metavar="PATH_OR_ID",
        help="run each case under this rule set, in place of its own; repeatable, then a table tells what differs",
    )
    group.addoption(
        "--retour-users",
        action="store_true",
        help="of a message file that is named, run the cases that use it",
    )
    group.addoption(
        "--retour-users-if-any", action="store_true", help="the same, and no error when no case uses it"
    )
    group.addoption("--retour-runner", default="pytest", help=argparse.SUPPRESS)  # as `retour run` has it
    group.addoption("--retour-json", metavar="FILE", help="write all outcomes and verdicts to this file")
    group.addoption("--retour-html", metavar="DIR", help="write web pages of all results into this folder")
    group.addoption(
        "--retour-values",
        action="store_true",
        help="show the values of messages on these pages; without it … stands for each",
    )
    group.addoption(
        "--retour-why",
        type=_number,
        default=5,
        metavar="NUMBER",
        help="of so many failing cases tell what made rules fire or stay silent, 5 when left out; 0 for none",
    )
    group.addoption(
        "--retour-language",
        choices=LANGUAGES,
        help="the language of failures and web pages: English or Dutch; that of the configuration when left out",
    )
    group.addoption(
        "--retour-html-page",
        action="append",
        default=[],
        metavar="FILE",
        help="a web page that comes along, such as that of coverage; repeatable",
    )
    group.addoption(
        "--retour-report",
        action="append",
        default=[],
        metavar="KIND:FILE",
        help="write the results as gitlab, json, markdown or sarif; repeatable",
    )
    group.addoption(
        "--retour-no-annotations",
        action="store_true",
        help="no annotations and no step summary on GitHub Actions",
    )
    group.addoption(
        "--retour-coverage",
        choices=("rules", "branches"),
        help="tell which rules the cases reach, or which templates and branches too (several times as slow)",
    )
    group.addoption(
        "--retour-coverage-report",
        action="append",
        default=[],
        metavar="KIND:FILE",
        help="html, json, lcov or xml (Cobertura); repeatable",
    )
    group.addoption("--retour-coverage-data", metavar="FILE", help="write the coverage data to this file")
    group.addoption("--retour-coverage-append", action="store_true", help="add to what is in the data file")
    group.addoption(
        "--retour-coverage-fail-under",
        action="append",
        default=[],
        metavar="KIND=PERCENT",
        help="such as rules=100, branches=98, rules.TR=95; repeatable",
    )
    group.addoption(
        "--retour-coverage-waivers", metavar="FILE", help="what no case needs to reach, each with a reason"
    )
    group.addoption(
        "--retour-no-cache",
        action="store_true",
        help="run all cases; use and keep no outcomes of earlier runs",
    )
    group.addoption(
        "--retour-engine",
        metavar="NAME",
        help=f"what runs the rules: {', '.join(ENGINES)}, the YAML file of a system under test, or dvs, the official "
        "validation service; saxon unless configured",
    )
    group.addoption(
        "--retour-engine-url", metavar="URL", help="where dvs runs, such as http://localhost:8080"
    )
    group.addoption(
        "--retour-engine-patch-level",
        metavar="LEVEL",
        help="the patch level that dvs judges by, such as 3.0.3; that of the day when left out",
    )
    group.addoption(
        "--retour-engine-workers",
        type=_number,
        metavar="N",
        help="child processes that run the rules; one per core when left out, 0 for none (no time limit then)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the plugin's own marker known, and collect results in the process that reports."""
    config.addinivalue_line(
        "markers", "retour(path): run the test with each case below a path, as the argument retour_case"
    )
    if config.option.retour_users or config.option.retour_users_if_any:
        from retour.pytest_plugin.using import put_users_in_place

        put_users_in_place(config)
    option = config.option
    if option.retour_engine or option.retour_engine_url or option.retour_engine_patch_level:
        from retour.pytest_plugin.session import named_engine

        named_engine(config)  # a mistake in it ends the run
    if not hasattr(config, "workerinput"):  # set by pytest-xdist in its workers
        from retour.pytest_plugin.caching import CacheTold
        from retour.pytest_plugin.results import Results

        results = Results(config, lambda folder: _rule_set_in(config, folder))
        config.pluginmanager.register(results, "retour-results")
        config.pluginmanager.register(CacheTold(config), "retour-cache")
        _make_reports(config, results)
        _measure_coverage(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Case files are known by their ending; those that git ignores are passed over, unless they are named."""
    if not file_path.name.endswith(CASE_FILE_SUFFIX):
        return None
    retour = session_of(parent.config)
    if retour.ignored.hides(file_path, parent.session.isinitpath):
        return None
    retour.expect_case_file(file_path)
    from retour.pytest_plugin.collection import CaseFile

    return CaseFile.from_parent(parent, path=file_path, session_state=retour)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `retour` runs once for each case that its marker names."""
    if metafunc.definition.get_closest_marker("retour") is not None:
        from retour.pytest_plugin.functions import parametrise

        parametrise(metafunc, session_of(metafunc.config))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Hand the collected cases to the engine, ahead of their turn."""
    if (retour := session.config.stash.get(_session, None)) is not None:
        retour.begin(session)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let the report of a broken case file carry its result."""
    report = yield
    if (complete := getattr(collector, "complete_collect_report", None)) is not None:
        complete(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the report of a case carry its result, also out of a worker process."""
    report = yield
    if (complete := getattr(item, "complete_report", None)) is not None:
        complete(report)
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no process behind."""
    if (retour := session.config.stash.get(_session, None)) is not None:
        retour.end()


def _make_reports(config: pytest.Config, results: Results) -> None:
    """Register what makes reports, when one is asked for."""
    option = config.option
    asked = option.retour_html or option.retour_report or os.environ.get("GITHUB_ACTIONS") == "true"
    of_pages = option.retour_values or option.retour_html_page
    if of_pages and not asked:
        names = "--retour-values and --retour-html-page"
        raise pytest.UsageError(f"{names} go with --retour-html DIR")
    if asked:
        from retour.pytest_plugin.reporting import reporting

        if (reports := reporting(config, results)) is not None:
            config.pluginmanager.register(reports, "retour-reports")


def _measure_coverage(config: pytest.Config) -> None:
    """Register what gathers coverage, when that is asked for."""
    if config.option.retour_coverage is not None:
        from retour.pytest_plugin.covering import CoverageResults

        config.pluginmanager.register(CoverageResults(config), "retour-coverage")
        return
    for name in ("report", "data", "append", "fail_under", "waivers"):
        if getattr(config.option, f"retour_coverage_{name}"):
            option = f"--retour-coverage-{name.replace('_', '-')}"
            raise pytest.UsageError(
                f"{option} goes with --retour-coverage rules or --retour-coverage branches"
            )


def session_of(config: pytest.Config) -> RetourSession:
    """The plugin's state of this run, made on first use."""
    if _session not in config.stash:
        from retour.pytest_plugin.session import RetourSession

        config.stash[_session] = RetourSession(config)
    return config.stash[_session]


def _rule_set_in(config: pytest.Config, folder: Path) -> RuleSet:
    """The rule set of a folder, as it was opened for the cases of this run, where they run in this process.

    Raises:
        RuleSetError: it can't be read any more.
    """
    if (retour := config.stash.get(_session, None)) is not None:
        return retour.rule_set_in(folder)
    from retour.rulesets import RuleSet

    return RuleSet.open(folder, None)


def _number(text: str) -> int:
    if not text.isdigit():
        raise ValueError
    return int(text)
