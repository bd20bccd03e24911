"""What lies in the folder that RETOUR_OFFICIAL_SETS names: unpacked sets, and the schemas of their messages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from retour.generating import SchemaFolder, generate_messages, mined_from
from retour.rulesets import RuleSet

_NAMED = os.environ.get("RETOUR_OFFICIAL_SETS")
PLACE = Path(_NAMED) if _NAMED else None
SETS = sorted(folder for folder in PLACE.rglob("wlz/2_*") if folder.is_dir()) if PLACE else []

needs_sets = pytest.mark.skipif(
    not SETS, reason="RETOUR_OFFICIAL_SETS doesn't name a folder of unpacked official sets"
)


def label(folder: Path) -> str:
    """What a set is called: the folder that it was unpacked in."""
    assert PLACE is not None
    return folder.relative_to(PLACE).parts[0]


def set_of(version: str) -> Path:
    """The unpacked set of a version, such as 1.9.19; skips the test where it isn't there."""
    found = next((folder for folder in SETS if label(folder).endswith(f"-v{version}")), None)
    if found is None:
        pytest.skip(f"no set {version} below RETOUR_OFFICIAL_SETS")
    return found


@cache
def schema_folder(namespace: str) -> Path | None:
    """The folder of the schema that declares the messages of a namespace; None where there is none."""
    if PLACE is None:
        return None
    for file in sorted(PLACE.rglob("*.xsd")):
        if f'targetNamespace="{namespace}"' in file.read_text(encoding="utf-8", errors="replace"):
            return file.parent
    return None


def schemas_of(rules: RuleSet) -> Path:
    """The folder of the schemas of a set's messages; skips the test where it isn't there."""
    found = next((folder for each in rules.serves if (folder := schema_folder(each.namespace))), None)
    if found is None:
        pytest.skip(f"no schemas of {rules.id} below RETOUR_OFFICIAL_SETS")
    return found


def generated(rules: RuleSet, number: int, folder: Path) -> Iterator[Path]:
    """So many messages of every type that a set serves, written to a folder."""
    schemas = SchemaFolder(schemas_of(rules))
    for identity in rules.serves:
        hints = mined_from(rules.entry_for(identity).files)
        for count, data in enumerate(generate_messages(schemas, identity, hints, "1", number)):
            file = folder / f"{identity.type}-{count}.xml"
            file.write_bytes(data)
            yield file
