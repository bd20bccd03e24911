"""retour-harness: tests the business rules of the iStandaarden messages.

The public names are loaded on first use, so that the pytest plugin costs nothing in a run without case files.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retour.cases import load_cases
    from retour.checking import check
    from retour.rulesets import RuleSet

__all__ = ["RuleSet", "check", "load_cases"]

_HOMES = {"RuleSet": "retour.rulesets", "check": "retour.checking", "load_cases": "retour.cases"}


def __getattr__(name: str) -> Any:
    """Load a public name from the module that owns it (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'retour' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
