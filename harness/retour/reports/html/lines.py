"""A message line by line, the lines of findings marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from retour.text.plain import plain

_AROUND = 3
"""Lines that are shown before and after one with a finding, where not all are."""


def message_lines(
    text: str, notes: Mapping[int, Sequence[str]], within: str = "", most: int | None = None
) -> Markup:
    """A message as a list of lines.

    Args:
        text: made harmless; it is escaped here.
        notes: the codes of what was found, by line.
        within: what tells the lines of this message from those of others on the page.
        most: lines to show; of a longer message those around findings are.
    """
    # Escaped as a whole: there may be a hundred thousand lines.
    lines = list(enumerate(str(escape(text)).split("\n"), 1))
    if most is not None and len(lines) > most:
        near = {at + step for at in notes for step in range(-_AROUND, _AROUND + 1)}
        lines = [each for each in lines if each[0] in near][:most]
    return Markup(f'<ol class="source">{"".join(_line(n, line, notes, within) for n, line in lines)}</ol>')


def _line(number: int, line: str, notes: Mapping[int, Sequence[str]], within: str) -> str:
    known_by = f'id="{within}L{number}"' + (f' data-line="L{number}"' if within else "")
    if number not in notes:
        return f"<li {known_by}>{line}</li>"
    codes = escape(plain(", ".join(dict.fromkeys(notes[number]))))
    return f'<li {known_by} class="bad">{line} <span class="note">{codes}</span></li>'
