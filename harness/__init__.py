"""retour-harness: tests the business rules of the iStandaarden messages.

The public names are loaded on first use, so that the pytest plugin costs nothing in a run without case files.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.cases import load_cases
    from harness.checking import check
    from harness.rulesets import RuleSet

__all__ = ["RuleSet", "check", "load_cases"]

_HOMES = {"RuleSet": "harness.rulesets", "check": "harness.checking", "load_cases": "harness.cases"}


def __getattr__(name: str) -> Any:
    """Load a public name from the module that owns it (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'harness' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
