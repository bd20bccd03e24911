"""For each code of lint a change of the small project in which it is found, and a near one in which it isn't."""

from __future__ import annotations

import expectation_examples
import file_examples
import rule_set_examples

_FAMILIES = (expectation_examples, file_examples, rule_set_examples)

FIRING = [example for family in _FAMILIES for example in family.FIRING]
SILENT = [example for family in _FAMILIES for example in family.SILENT]
