"""The one «did you mean»: which of the words that are known a word comes nearest to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

from retour.language import mark

_HINTED = mark("%(said)s, did you mean %(names)s?")
_NEAR_ENOUGH = 0.6
_LONGEST = 100
"""Characters of a word that somebody may have mistyped; comparing takes the square of them."""
_MOST_LISTED = 25


def did_you_mean(
    word: str,
    known: Iterable[str],
    listed: str | None = None,
    most: int = 1,
    show: Callable[[str], str] = repr,
) -> str:
    """What to add to the sentence that a word isn't known: `, did you mean 'schema'?`.

    Args:
        listed: how to begin a list of all that is known where nothing is near, such as `the levels are`; None for no list.
        most: how many words to offer.
        show: how an offered word is written.

    Returns:
        Empty when nothing is near and nothing is listed.
    """
    known = list(known)
    if near := nearest(word, known, most):
        return _HINTED % {"said": "", "names": " or ".join(map(show, near))}
    if listed is None:
        return ""
    more = ", …" if len(known) > _MOST_LISTED else ""
    return f"; {listed} {', '.join(known[:_MOST_LISTED]) or 'none'}{more}"


def nearest(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known words that a word comes near to, in upper or lower case; the nearest first, of equals one that begins alike."""
    folded = word.strip().casefold()
    if len(folded) > _LONGEST:
        return []
    found: list[tuple[tuple[float, int], str]] = []
    matcher = SequenceMatcher(None, b=folded)
    for each in sorted(set(known), reverse=True):
        matcher.set_seq1(other := each.casefold())
        if matcher.real_quick_ratio() < _NEAR_ENOUGH or matcher.quick_ratio() < _NEAR_ENOUGH:
            continue
        if (ratio := matcher.ratio()) >= _NEAR_ENOUGH:
            found.append(((-ratio, -_alike(folded, other)), each))
    return [each for _, each in sorted(found, key=lambda one: one[0])[:most]]


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
