"""Two releases of a small rule set, and a project that holds both."""

from __future__ import annotations

import subprocess
from pathlib import Path

from samples import MESSAGE, RULES, write_cases, write_set

MANIFEST = """\
id: demo/1.0
standard: iwmo
release: "2.1"
version: "{version}"
"""

OLD = RULES
REWRITTEN = (
    RULES.replace('xmlns:m="', 'xmlns:wmo="').replace("m:", "wmo:").replace("xmlns:vr=", "\n xmlns:vr=")
)
"""The same with other prefixes."""

STRICTER = RULES.replace("translate(m:Einddatum, '-', '') &lt; ", "translate(m:Einddatum, '-', '') &lt;= ")
"""TR018 fires on equal dates too."""

REWORDED = RULES.replace(
    "De Einddatum ligt vóór de Begindatum.", "De Einddatum mag niet vóór de Begindatum liggen."
)
"""TR018 says something else."""

EQUAL = MESSAGE.replace("2017-06-09", "2017-06-06", 1)
"""A stop that ends on the day that it began."""


def write_release(folder: Path, entry: str, version: str = "1.0.3") -> Path:
    """A release of the small rule set.

    Returns:
        The folder.
    """
    return write_set(folder, entry, manifest=MANIFEST.format(version=version))


def write_releases(project: Path) -> Path:
    """The releases `old` and `stricter`, messages, and a case file.

    Returns:
        The folder.
    """
    write_release(project / "old", OLD, "1.0.3")
    write_release(project / "stricter", STRICTER, "1.0.4")
    write_release(project / "reworded", REWORDED, "1.0.4")
    (project / "equal.xml").write_text(EQUAL, encoding="utf-8")
    write_cases(
        project / "stop.cases.yaml",
        """\
        rules: demo/1.0
        cases:
          - {id: before, message: accepted.xml, expect: valid}
          - {id: same-day, message: accepted.xml, edit: [{set: "//StopProduct[1]/Einddatum", to: 2017-06-06}], expect: valid}
        """,
    )
    return project


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)
