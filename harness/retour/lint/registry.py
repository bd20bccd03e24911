"""Every check that there is; a new one is a function in the file of its family, and a line in the list there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retour.lint.case_files import CASE_FILE_CHECKS, SHARED_CHECKS
from retour.lint.expectations import EXPECTATION_CHECKS
from retour.lint.messages import MESSAGE_CHECKS
from retour.lint.model import LintCheck
from retour.lint.rule_sets import SET_CHECKS
from retour.lint.silencing import SILENCE_CHECKS

ON_CASE_FILES = (*CASE_FILE_CHECKS, *EXPECTATION_CHECKS)
ON_PROJECTS = (*SHARED_CHECKS, *MESSAGE_CHECKS)
ON_SETS = SET_CHECKS

_ALL: tuple[LintCheck[Any], ...] = (*ON_CASE_FILES, *ON_PROJECTS, *ON_SETS, *SILENCE_CHECKS)

CODES: Mapping[str, str] = {check.code: check.meaning for check in sorted(_ALL, key=lambda check: check.code)}
"""Code → what it stands for, in one sentence."""
