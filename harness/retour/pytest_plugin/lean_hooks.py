"""The hooks of a case file, without the plugins that guard Python code."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pytest

_PHASES = ("pytest_runtest_setup", "pytest_runtest_call", "pytest_runtest_teardown")

_GUARDS = ("capturemanager", "logging-plugin", "threadexception", "unraisableexception")

_NO_GUESTS = ("_pytest", "_hypothesis_pytestplugin", "anyio", "retour")
"""Packages whose hooks around a test have nothing to do for a case, or are the harness's own."""


class LeanHooks:
    """See the module's text.

    A case runs no Python: capturing output, logging and warnings around each of its phases would find nothing, and
    takes as long as running the rules.
    """

    def __init__(self, hooks: Any, plugins: pytest.PytestPluginManager) -> None:
        self._hooks = hooks
        guards = [plugin for name in _GUARDS if (plugin := plugins.get_plugin(name)) is not None]
        others = getattr(hooks, "remove_mods", ())  # conftest files of other folders
        for name in _PHASES:
            setattr(self, name, plugins.subset_hook_caller(name, [*guards, *others]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._hooks, name)

    @cached_property
    def have_guests(self) -> bool:
        """Whether a conftest file, or a plugin of somebody else's, has hooks of its own around tests."""
        return any(
            _package(implementation.plugin) not in _NO_GUESTS
            for name in (*_PHASES, "pytest_runtest_makereport", "pytest_runtest_logreport")
            for implementation in getattr(self, name).get_hookimpls()
        )


def _package(plugin: Any) -> str:
    name: str = getattr(plugin, "__name__", None) or type(plugin).__module__
    return name.partition(".")[0]
