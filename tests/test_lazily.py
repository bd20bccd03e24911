"""Packages whose names are loaded on first use."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest
import retour
from retour.lazily import lazily


def _packages() -> list[str]:
    found = pkgutil.walk_packages(retour.__path__, "retour.")
    named = ["retour", *(module.name for module in found if module.ispkg)]
    return [name for name in named if "__getattr__" in vars(import_module(name))]


def test_there_are_some() -> None:
    assert {"retour", "retour.engines", "retour.cases"} <= set(_packages())


@pytest.mark.parametrize("name", _packages())
def test_each_name_is_there(name: str) -> None:
    package = import_module(name)
    assert [public for public in package.__all__ if isinstance(getattr(package, public), ModuleType)] == []


@pytest.mark.parametrize("name", _packages())
def test_no_name_is_that_of_a_module(name: str) -> None:
    """Python puts a module that is loaded under its name in the package."""
    package = import_module(name)
    assert not {module.name for module in pkgutil.iter_modules(package.__path__)} & set(package.__all__)


def test_a_name_that_there_is_not() -> None:
    with pytest.raises(AttributeError, match="module 'a' has no attribute 'c'"):
        lazily("a", {"b": "a.b"})("c")


def test_a_child_of_an_engine_loads_nothing_of_cases() -> None:
    code = (
        "import sys; import retour.engines.in_child, retour.engines.saxon_session; "
        "print([name for name in sys.modules if name.startswith(('retour.cases', 'retour.model', 'pydantic', 'lxml'))])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
