"""How many outcomes come from the cache, and why something isn't kept, told at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from retour.pytest_plugin.speaking import texts_of
from retour.text.plain import plain

if TYPE_CHECKING:
    from retour.pytest_plugin.records import Record

_IN_WORKER = "retour_cache_troubles"

_troubles: pytest.StashKey[dict[str, None]] = pytest.StashKey()


def tell_troubles(config: pytest.Config, troubles: tuple[str, ...]) -> None:
    """Have sentences on the cache told at the end of the run; out of a worker of pytest-xdist they travel with what it leaves."""
    if hasattr(config, "workeroutput"):
        config.workeroutput[_IN_WORKER] = list(troubles)
    else:
        config.stash.setdefault(_troubles, {}).update(dict.fromkeys(troubles))


class CacheTold:
    """Hooks of the process that reports."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._outcomes = 0
        self._cached = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the result of a case."""
        record: Record | None = getattr(report, "retour", None)
        if record is not None:
            self._outcomes += 1
            self._cached += "cached" in record["result"]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Take in what a worker of pytest-xdist has to say."""
        tell_troubles(self._config, tuple(getattr(node, "workeroutput", {}).get(_IN_WORKER, ())))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """How many needn't be run."""
        if self._cached and self._config.get_verbosity() >= 0:
            terminalreporter.ensure_newline()
            from retour.reports import from_cache

            terminalreporter.line(from_cache(self._cached, self._outcomes, texts_of(self._config)))
        for sentence in self._config.stash.get(_troubles, {}):
            terminalreporter.ensure_newline()
            terminalreporter.line(plain(sentence))
