"""What is wrong, unused, double or unreachable in case files, messages and rule sets."""

from harness.lint.model import LintFinding
from harness.lint.registry import CODES
from harness.lint.running import lint

__all__ = ["CODES", "LintFinding", "lint"]
