"""What the examples are made of: a change of the small project, and what lint finds then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samples import MESSAGE
from small_project import MESSAGE_305, case

CASES, START = "cases/stop.cases.yaml", "cases/start.xml"
FRAGMENT = "cases/shared.yaml"
TR018, CS002 = "rules/demo/rules/TR018.xsl", "rules/demo/rules/CS002.xsl"
ENTRY_305, ENTRY_307 = "rules/demo/WMO305.xsl", "rules/demo/WMO307.xsl"
BOOK, CARD = "rules/demo/catalogue.yaml", "rules/demo/ruleset.yaml"
START_CASES = "cases/start.cases.yaml"
TWO_CASES = """\
message: stop.xml
cases:
  - id: first
    edit: [{{set: "//Naam", to: {first}}}]
    expect: {{fires: [TR018]}}
  - id: second
    edit: [{{set: "//Naam", to: {second}}}]
    expect: {{fires: [TR018]}}
"""
TABLE = """\
message: stop.xml
cases:
  - id: named-{label}
    each:
      - {label: short, name: Jo}
      - {label: long, name: Johanna}
    edit: [{set: "//Naam", to: NAME}]
    expect: valid
"""
NAMED_EDITS = """\
message: stop.xml
edits:
  renamed:
    - {set: "//Naam", to: Jo}
  by-way-of:
    - use: renamed
cases:
  - id: this
    edit: [EDIT]
    expect: valid
"""
INCLUDING = """\
include: shared.yaml
message: stop.xml
cases:
  - id: this
    edit: [{use: renamed}]
    expect: valid
"""
SHARED = """\
edits:
  renamed:
    - {set: "//Naam", to: Jo}
"""
BSN_TABLE = """\
message: stop.xml
cases:
  - id: bsn
    each:
      - {label: test, bsn: 999990019}
      - {label: real, bsn: 111222333}
    edit: [{set: "//Bsn", to: "{bsn}"}]
    about: "{label}"
    expect: {fires: [CS002]}
"""
REMEDY = "take one from 999900000-999999999, or put it in `test_bsns` of the configuration"
WITH_BSN = MESSAGE.replace("999990019", "111222333")


@dataclass(frozen=True)
class Example:
    """Files that are changed, and what is found then; nothing when that is left out."""

    code: str
    about: str
    files: Mapping[str, str]
    found: tuple[str, ...] = field(default=())


def start(expect: str) -> Mapping[str, str]:
    """A case about a WMO305, for which TR018 isn't checked."""
    return {START: MESSAGE_305, START_CASES: case(expect, message="start.xml")}


def here(line: int, column: int, code: str, text: str, file: str = CASES) -> str:
    return f"{file}:{line}:{column}: {code} {text}"
