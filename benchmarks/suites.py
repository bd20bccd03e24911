"""A suite on disk: messages, case files, the same as a plain pytest file, and a list of both for bare SaxonC."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_CASES_PER_FILE = 100

_LIST = "suite.json"

_PLAIN = '''"""What a user would write without the harness: a loop over messages, parametrised."""

from pathlib import Path

import pytest

from benchmarks import bare
from benchmarks.suites import listed

LISTED = list(listed(Path(__file__).parent))


@pytest.mark.parametrize(("message", "stylesheet", "codes"), LISTED, ids=[message.stem for message, *_ in LISTED])
def test_message(message, stylesheet, codes):
    assert set(bare.codes(stylesheet, message)) == codes
'''


@dataclass(frozen=True)
class Sample:
    """A message, and what is to come of it.

    Attributes:
        rules: the id of the rule set.
        stylesheet: its entry for this type of message.
        codes: the rules that fire.
    """

    text: str
    rules: str
    stylesheet: Path
    codes: tuple[str, ...]


def write_suite(folder: Path, samples: Iterable[Sample]) -> None:
    """Write a suite; one case file holds samples of one message type, as far as they follow each other."""
    (folder / "messages").mkdir(parents=True)
    rows = []
    for number, sample in enumerate(samples):
        message = folder / "messages" / f"{number:05}.xml"
        message.write_text(sample.text, encoding="utf-8", newline="")
        rows.append((message.name, sample))
    for number, batch in enumerate(_batches(rows)):
        # The loop that they are measured against looks at the rules alone.
        lines = [f"rules: {batch[0][1].rules}", "levels: [rules]", "cases:"]
        for name, sample in batch:
            lines.append(f"  - id: case-{name.removesuffix('.xml')}")
            lines.append(f"    message: messages/{name}")
            expected = f"{{fires: [{', '.join(sample.codes)}]}}" if sample.codes else "valid"
            lines.append(f"    expect: {expected}")
        (folder / f"suite-{number:04}.cases.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "test_plain.py").write_text(_PLAIN, encoding="utf-8")
    listing = [[name, str(sample.stylesheet), sample.codes] for name, sample in rows]
    (folder / _LIST).write_text(json.dumps(listing), encoding="utf-8")


def listed(folder: Path) -> Iterator[tuple[Path, str, set[str]]]:
    """The messages of a suite, each with the stylesheet to run and the rules that fire."""
    for name, stylesheet, codes in json.loads((folder / _LIST).read_text(encoding="utf-8")):
        yield folder / "messages" / name, stylesheet, set(codes)


def _batches(rows: list[tuple[str, Sample]]) -> Iterator[list[tuple[str, Sample]]]:
    batch: list[tuple[str, Sample]] = []
    for row in rows:
        if batch and (len(batch) == _CASES_PER_FILE or batch[0][1].stylesheet != row[1].stylesheet):
            yield batch
            batch = []
        batch.append(row)
    yield batch
