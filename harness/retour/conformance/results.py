"""What a statement is made of: one result for each case or step, whichever way the software was tested."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from retour.model import Place, RuleSetStamp
from retour.text.display import shown

Direction = Literal["judges", "produces"]
"""How a subject is tested: by what it makes of messages, or by the messages that it makes."""

Result = Literal["as expected", "not as expected", "error", "skipped"]
"""How a case or a step came out. An error is one of the subject, or of what tests it; skipped is what wasn't tested."""

RESULTS: tuple[Result, ...] = get_args(Result)


@dataclass(frozen=True, slots=True)
class BoundFile:
    """A file by its bytes.

    Attributes:
        name: as it is shown to people; of a message with edits that of the file that was edited.
        size: in bytes.
        sha256: of the bytes, edits made.
    """

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, data: bytes) -> BoundFile:
        """A file whose bytes are at hand."""
        return cls(name, len(data), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class ConformanceResult:
    """How one case came out, or one step of a scenario.

    Attributes:
        place: where it stands in its case file or scenario file.
        id: of the case or the step.
        reasons: one sentence for each way in which it isn't as expected; why there is no verdict; or why it was skipped.
        problem: the kind of an error; None of any other result.
        message: that was judged; None where none was.
        rules: the rule set that it was held to; None where none is known.
        told_version: the version of its own rules, as the subject told it.
        claimed: the rules that are expected to fire, as the case states it.
        held_to: what was asked of the subject, in words, line by line.
        fired: the codes that came.
        about: the text of the message, whose values are kept out of sentences; None where there is none.
    """

    direction: Direction
    place: Place
    id: str
    result: Result
    reasons: tuple[str, ...] = ()
    problem: str | None = None
    message: BoundFile | None = None
    rules: RuleSetStamp | None = None
    told_version: str | None = None
    claimed: tuple[str, ...] = ()
    held_to: tuple[str, ...] = ()
    fired: tuple[str, ...] = ()
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """What a subject was tested with: case files or scenario files, what they include, and the messages that they name.

    Attributes:
        asked: as the user named it.
        files: each once, sorted by name.
    """

    asked: tuple[str, ...]
    files: tuple[BoundFile, ...]

    @classmethod
    def of(cls, asked: Iterable[str], files: Iterable[Path]) -> Suite:
        """A suite of files, which are read.

        Raises:
            OSError: one can't be read.
        """
        found = {shown(file): file for file in files}
        return cls(
            tuple(asked), tuple(BoundFile.of(name, file.read_bytes()) for name, file in sorted(found.items()))
        )

    @property
    def sha256(self) -> str:
        """Over the names and the digests of all files."""
        lines = "".join(f"{file.sha256}  {file.name}\n" for file in self.files)
        return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()
