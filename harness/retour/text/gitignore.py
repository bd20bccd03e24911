"""What `.gitignore` files say: the rules of git, for the files of a checkout.

Source: gitignore(5). What stands in a user's own excludes file or in `.git/info/exclude` doesn't count: another machine, or a
pipeline, doesn't have it. Classes such as `[[:space:]]` are not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path

_NAME = ".gitignore"
_MOST_BYTES = 1024 * 1024
_ANY_DEPTH = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One line.

    Attributes:
        parts: one for each step of a path; `_ANY_DEPTH` stands for `**`, any number of steps.
        takes_back: the line begins with `!`.
        only_folders: it ends in `/`.
    """

    parts: tuple[re.Pattern[str] | None, ...]
    takes_back: bool
    only_folders: bool

    def fits(self, steps: Sequence[str], is_folder: bool) -> bool:
        return (is_folder or not self.only_folders) and _fit(self.parts, steps)


class GitIgnored:
    """What is ignored below a folder; each `.gitignore` is read once.

    Args:
        folder: absolute. Where it lies in no checkout, the `.gitignore` files from here on count.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, tuple[_Pattern, ...]] = {}
        self._tops: dict[Path, Path] = {}

    def holds(self, path: Path, is_folder: bool) -> bool:
        """Whether git ignores a file or folder, of which the folders above it aren't ignored.

        Args:
            path: absolute. The nearest `.gitignore` that says something of it counts, up to the top of the checkout.
        """
        steps: list[str] = []
        top = self._top(path.parent)
        for folder in (path.parent, *path.parent.parents):
            steps.insert(0, path.parts[len(folder.parts)])
            for pattern in reversed(self._patterns(folder)):
                if pattern.fits(steps, is_folder):
                    return not pattern.takes_back
            if folder == top:
                break
        return False

    def hides(self, file: Path, is_start: Callable[[Path], bool]) -> bool:
        """Whether a walk doesn't come to a file, because git ignores it or a folder on the way.

        Args:
            file: absolute.
            is_start: whether a walk begins at a file or folder; what is named outright isn't hidden.
        """
        path, is_folder = file, False
        while not is_start(path) and path != path.parent:
            if self.holds(path, is_folder):
                return True
            path, is_folder = path.parent, True
        return False

    def _top(self, folder: Path) -> Path:
        """The folder of the uppermost `.gitignore` that counts for what is in a folder."""
        if folder not in self._tops:
            around = (folder, *folder.parents)
            checkout = next((each for each in around if (each / ".git").exists()), None)
            self._tops[folder] = checkout or (self._folder if self._folder in around else folder)
        return self._tops[folder]

    def _patterns(self, folder: Path) -> tuple[_Pattern, ...]:
        if folder not in self._read:
            self._read[folder] = tuple(_patterns_in(folder / _NAME))
        return self._read[folder]


def _patterns_in(file: Path) -> list[_Pattern]:
    try:
        if file.is_symlink() or not file.is_file():  # git follows no link here either
            return []
        with file.open("rb") as stream:
            text = stream.read(_MOST_BYTES).decode("utf-8-sig", "surrogateescape")
    except OSError:
        return []
    return [
        pattern for line in text.split("\n") if (pattern := _pattern(line.removesuffix("\r"))) is not None
    ]


def _pattern(line: str) -> _Pattern | None:
    line = re.sub(r"(?<!\\)((?:\\\\)*) +$", r"\1", line)
    if not line or line.startswith("#"):
        return None
    takes_back = line.startswith("!")
    text = line.removeprefix("!")
    only_folders = text.endswith("/")
    text = text.removesuffix("/")
    if not text:
        return None
    is_anchored = "/" in text
    parts = [_ANY_DEPTH if part == "**" else _step(part) for part in text.removeprefix("/").split("/")]
    return _Pattern(tuple(parts if is_anchored else [_ANY_DEPTH, *parts]), takes_back, only_folders)


def _step(part: str) -> re.Pattern[str]:
    """One step of a pattern, in the language of `fnmatch`, which has no escapes and negates a class by `!` alone."""
    written = re.sub(r"\\(.)", lambda found: f"[{found[1]}]" if found[1] in "*?[" else found[1], part)
    return re.compile(translate(written.replace("[^", "[!")))


def _fit(parts: Sequence[re.Pattern[str] | None], steps: Sequence[str]) -> bool:
    """Whether a pattern fits all of a path; `**` at its end fits one step or more."""
    reached = {0}
    for number, part in enumerate(parts):
        if part is _ANY_DEPTH:
            is_last = number == len(parts) - 1
            reached = set(range(min(reached) + is_last, len(steps) + 1)) if reached else reached
        else:
            reached = {at + 1 for at in reached if at < len(steps) and part.match(steps[at])}
    return len(steps) in reached
