"""What shows that a text isn't Dutch."""

from __future__ import annotations

import re

ENGLISH = re.compile(
    r"(?<![\w./`:=-])(?:the|and|with|which|that|no|not|none|nothing|fires|fired|message|messages|case|cases|expects?|"
    r"isn't|doesn't|aren't|were|are|by|from|rules? set|judged|written|wrote|more)(?![\w./`=(-])"
)
"""Words that no Dutch sentence has."""
