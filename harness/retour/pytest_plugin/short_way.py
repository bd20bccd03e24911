"""The short way of running a case that comes out as expected.

pytest runs a test in three phases, each through the hooks of a dozen plugins: fixtures, captured output, warnings. A
case runs no Python, so there is nothing for them to do, and it takes as long as the rules of a small message do. What a
passed case needs is one report. Everything else goes the way of all tests: cases that fail, are skipped or are expected to
fail, the last case of a file (what was set up for others is torn down after it), runs in which pytest is asked to show,
stop at or write down every phase, and runs in which a plugin or a conftest file has hooks of its own around tests.
"""

from __future__ import annotations

from time import time

import pytest

from retour.pytest_plugin.collection import CaseItem

_BY_PHASE = ("setuponly", "setupshow", "usepdb", "xmlpath")
"""Options that want each phase of a test."""


def passed(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run and report a case that can go the short way; False, and nothing reported, for any other test.

    The outcome of a case that turns out not as expected is kept: going the other way doesn't run the rules again.
    """
    if not isinstance(item, CaseItem) or not _is_open(item, nextitem):
        return False
    begin = time()
    if not item.is_as_expected():
        return False
    hooks = item.ihook
    hooks.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    hooks.pytest_runtest_logreport(report=_report(item, begin, time()))
    hooks.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _is_open(item: CaseItem, nextitem: pytest.Item | None) -> bool:
    return (
        isinstance(nextitem, CaseItem)
        and nextitem.parent is item.parent
        and item.case.skip is None
        and item.case.xfail is None
        and not any(map(item.config.getoption, _BY_PHASE))
        and not item.ihook.have_guests
    )


def _report(item: CaseItem, begin: float, end: float) -> pytest.TestReport:
    report = pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords=dict.fromkeys(item.keywords, 1),
        outcome="passed",
        longrepr=None,
        when="call",
        duration=end - begin,
        start=begin,
        stop=end,
        user_properties=item.user_properties,
    )
    report.retour = item.take_record()  # type: ignore[attr-defined]
    return report
