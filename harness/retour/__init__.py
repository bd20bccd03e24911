"""retour-harness: tests the business rules of the iStandaarden messages.

The public names are loaded on first use, so that the pytest plugin costs nothing in a run without case files.
"""

from typing import TYPE_CHECKING

from retour.lazily import lazily

if TYPE_CHECKING:
    from retour.cases import load_cases
    from retour.checking import check
    from retour.rulesets import RuleSet

__all__ = ["RuleSet", "check", "load_cases"]

__getattr__ = lazily(
    __name__, {"RuleSet": "retour.rulesets", "check": "retour.checking", "load_cases": "retour.cases"}
)
