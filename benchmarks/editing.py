"""What loading a large table and making an edit cost."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from retour.cases import load_cases
from retour.levels import Check, edited_bytes
from retour.workspace import workspace_for

from benchmarks import bare
from benchmarks.suites import Sample

_ROWS = 300

_TABLE = """rules: iwmo/2.1
message: {message}
cases:
  - id: row-{{n}}
    each:
{rows}
    edit: [{{set: "//Client[1]/Bsn", to: "{{bsn}}"}}]
    expect: {{allow: ["*"]}}
"""


def editing_figures(folder: Path, sample: Sample) -> dict[str, float]:
    """Seconds to load a file of 300 cases, and what an edit takes as a part of running its case."""
    message = folder / "to-edit.xml"
    message.write_text(sample.text, encoding="utf-8", newline="")
    rows = "\n".join(f"      - {{n: {number}, bsn: 99999{number:04}}}" for number in range(_ROWS))
    file = folder / "table.cases.yaml"
    file.write_text(_TABLE.format(message=message.as_posix(), rows=rows), encoding="utf-8")
    workspace = workspace_for(file)
    load_cases(file, workspace)  # opens the rule set
    loading = median(_seconds(lambda: load_cases(file, workspace)) for _ in range(5))
    (case, *_) = load_cases(file, workspace)
    plain = Check(message, "message", workspace)
    edited = Check(message, "message", workspace, edits=case.edits)
    running, reading, editing = (
        median(_seconds(work) for _ in range(200))
        for work in (
            lambda: bare.codes(str(sample.stylesheet), message),
            lambda: edited_bytes(plain),
            lambda: edited_bytes(edited),
        )
    )
    return {
        "seconds_to_load_300_cases": round(loading, 3),
        "edit_over_case": round((editing - reading) / running, 3),
    }


def _seconds(work: object) -> float:
    begin = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begin
