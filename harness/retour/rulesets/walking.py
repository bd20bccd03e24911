"""Which folders hold rule sets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from retour.errors import RuleSetError, RuleSetNotFound
from retour.rulesets.manifest import MANIFEST
from retour.rulesets.ruleset import RuleSet
from retour.text.walking import is_others_work


def sets_below(
    folder: Path, open_set: Callable[[Path], RuleSet] = RuleSet.open
) -> Iterator[tuple[Path, RuleSet | RuleSetError]]:
    """The rule sets in a folder or below it, sorted by path; in place of one that can't be opened, the reason.

    A set's own folders aren't looked into; nor are folders of others (see `is_others_work`), nor `common`, which sets share.
    """
    for current, subfolders, files in os.walk(folder):
        subfolders[:] = sorted(
            name for name in subfolders if name != "common" and not is_others_work(Path(current, name))
        )
        if MANIFEST in files or any(name.endswith((".xsl", ".xslt")) for name in files):
            found: RuleSet | RuleSetError
            try:
                found = open_set(Path(current))
            except RuleSetNotFound:
                continue
            except RuleSetError as error:
                found = error
            subfolders.clear()
            yield Path(current), found
