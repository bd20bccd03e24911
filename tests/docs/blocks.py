"""The code blocks of a page, with what the page says of them.

A block is fenced. `title="path"` behind the language names the file that it is. What can't be run here has a comment
before it that says why: `<!-- not run: needs a published rule set -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from samples import REPOSITORY

_FENCE = re.compile(r"(?P<indent> *)```(?P<language>[a-z]*)(?: title=\"(?P<title>[^\"]+)\")?")
_MARK = re.compile(r"<!-- not run: (.+) -->")


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Attributes:
        line: of its first line of text, counted from 1.
        title: the file that it is; None when it doesn't say.
        not_run: why it can't be run here; None when it can.
    """

    page: str
    line: int
    language: str
    text: str
    title: str | None = None
    not_run: str | None = None

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def blocks_of(page: Path) -> Iterator[Block]:
    """The blocks of a page, in order.

    Raises:
        ValueError: a fence isn't closed, or a line is indented as code is, without a fence.
    """
    name = page.relative_to(REPOSITORY).as_posix()
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), 1))
    before, not_run = "", None
    for number, line in lines:
        fence = _FENCE.fullmatch(line)
        if fence is None:
            if line.startswith("    ") and not before and not line.lstrip().startswith(("-", "*")):
                raise ValueError(f"{name}:{number}: code without a fence")
            mark = _MARK.fullmatch(line.strip())
            not_run = mark[1] if mark else (not_run if not line else None)
            before = line
            continue
        indent = len(fence["indent"])
        text = []
        for _, inside in lines:
            if inside.strip() == "```":
                break
            text.append(inside[indent:])
        else:
            raise ValueError(f"{name}:{number}: not closed")
        yield Block(name, number + 1, fence["language"], "\n".join(text) + "\n", fence["title"], not_run)
        before, not_run = "", None


@dataclass(frozen=True)
class Command:
    """A command of a console, with what it prints there; None where the page doesn't show it."""

    line: str
    shown: str | None


def commands_of(block: Block) -> list[Command]:
    """The commands of a block: of a console with what they print, of a script each as a whole line."""
    if block.language == "sh":
        return [Command(line, None) for line in _whole_lines(block.text)]
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    assert not parts[0], f"{block.place}: a console begins with a command"
    return [Command(line, shown or None) for line, _, shown in (part.partition("\n") for part in parts[1:])]


def _whole_lines(script: str) -> list[str]:
    return [line for line in script.replace("\\\n", "").splitlines() if line.partition("#")[0].strip()]
