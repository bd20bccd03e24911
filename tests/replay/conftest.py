"""Corpora of small messages, and replays of them; what they take comes with the extra `scale`, which the group `dev` has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from processes import RETOUR, Ended, run_python
from samples import MESSAGE, TR018_ONCE, write_project

for needed in ("dask", "distributed", "duckdb"):
    pytest.importorskip(needed, reason="takes the extra «scale»")
parquet = pytest.importorskip("pyarrow.parquet", reason="takes the extra «scale»")

Rows = Sequence[dict[str, Any]]
Replay = Callable[..., Ended]


def rows_of(folder: Path) -> Rows:
    """The rows of a replay, in the order of their numbers."""
    found: list[dict[str, Any]] = []
    for file in sorted((folder / "outcomes").rglob("*.parquet")):
        named = dict(part.split("=", 1) for part in file.parent.parts if "=" in part)
        found += [{**row, **named} for row in parquet.ParquetFile(file).read().to_pylist()]
    return sorted(found, key=lambda row: row["number"])


def write_corpus(folder: Path, number: int) -> Path:
    """So many messages in two folders; TR018 fires on every third."""
    for each in range(number):
        file = folder / f"{each % 2}" / f"{each:05}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = (TR018_ONCE if each % 3 == 0 else MESSAGE).replace("Ammerveld", f"Ammerveld {each}")
        file.write_bytes(text.encode())
    return folder


def run_replay(project: Path, *arguments: str, limit: float = 300) -> Ended:
    """Run `retour replay` in a project, with one worker unless they say otherwise."""
    own = () if {"--scheduler", "--workers"} & set(arguments) else ("--workers", "1")
    return run_python(*RETOUR, "replay", *arguments, *own, cwd=project, limit=limit)


def complaints(err: str) -> list[str]:
    """What a replay said on standard error, but for how far it was, which it tells every half a minute."""
    return [line for line in err.splitlines() if not _PROGRESS.match(line)]


_PROGRESS = re.compile(r"retour: [\d,]+ messages?(?:,|$)")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a corpus of 40 messages and what isn't judged, replayed into `out`, in batches of 7; not to be changed."""
    project = write_project(tmp_path_factory.mktemp("replayed") / "project")
    corpus = write_corpus(project / "corpus", 40)
    (corpus / "2").mkdir()
    (corpus / "2" / "broken.xml").write_bytes(b"<Bericht>")
    (corpus / "2" / "invoice.xml").write_bytes(b'<Invoice xmlns="urn:invoice"/>')
    (corpus / "2" / "of 999990019.xml").write_bytes(MESSAGE.encode())
    ended = run_replay(project, "corpus", "--output", "out", "--batch", "7")
    assert (ended.code, complaints(ended.err)) == (2, []), ended
    (project / "said").write_text(ended.out, encoding="utf-8")
    return project
