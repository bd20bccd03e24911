"""What is wrong, unused, double or unreachable in case files, messages and rule sets."""

from retour.lint.model import LintFinding
from retour.lint.registry import CODES
from retour.lint.running import lint

__all__ = ["CODES", "LintFinding", "lint"]
