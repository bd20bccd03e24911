"""How much may stand in YAML files, in paths, in patterns and in stylesheets, so that no file takes the machine.

Each limit is checked before the work is done, and named with its place; `docs/limits.md` tells them. Only what nobody writes by
hand comes near them.
"""

from __future__ import annotations

MAX_FILE = 5_000_000
"""Bytes of a YAML file."""

MAX_VALUES = 500_000
"""Values of a YAML file: texts, lists and mappings, with aliases and tables written out."""

MAX_NESTING = 50
"""How deep values of a YAML file may stand in each other, with aliases written out."""

MAX_CHARACTERS = 50_000_000
"""Characters of the texts in which a table puts the values of its rows."""

MAX_CASES = 20_000
"""Cases of a file, with tables written out."""

MAX_FRAGMENTS = 100
"""Files that a case file includes, also by way of others."""

MAX_EDITS = 1_000
"""Edits of one message, with `use` written out."""

MAX_EDITING = 256 * 1024 * 1024
"""Bytes that the edits of one message go through, all together: 10 edits of the largest message, or thousands of a usual one."""

MAX_COPIES = 100_000
"""How many there may be of what is repeated."""

MAX_EDITED = 50 * 1024 * 1024
"""Bytes of a message after an edit; twice the largest that is read."""

MAX_PATTERN = 1_000
"""Characters of a glob."""

MAX_PATH = 1_000
"""Characters of a path in `at` or an edit."""

MAX_STEPS = 100
"""Steps of such a path; a message is no deeper."""

STYLESHEET_LIMIT = 16 * 1024 * 1024
"""Bytes of a stylesheet, unless a project says otherwise."""
