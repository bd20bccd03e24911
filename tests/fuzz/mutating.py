"""Files made from others by small damage, as a Hypothesis strategy."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from tests.fuzz.targets import Target

_WHERE = 1_000_000


class Damage(NamedTuple):
    """One change: what is done, where (in millionths of the file), over how many bytes, with what, how often."""

    action: str
    where: int
    length: int
    piece: bytes
    times: int


def mutated(target: Target) -> st.SearchStrategy[bytes]:
    """A seed of the target with one to six changes."""
    pieces = st.sampled_from(target.words) | st.binary(max_size=6)
    damage = st.builds(
        Damage,
        st.sampled_from(["put in", "put over", "cut", "double", "end here", "move to the front"]),
        st.integers(0, _WHERE),
        st.integers(0, 200),
        pieces,
        st.sampled_from([1, 1, 1, 2, 150, 5000]),
    )
    return st.builds(_damaged, st.sampled_from(target.seeds), st.lists(damage, min_size=1, max_size=6))


def _damaged(data: bytes, changes: list[Damage]) -> bytes:
    for change in changes:
        begin = len(data) * change.where // _WHERE
        end = begin + change.length
        match change.action:
            case "put in":
                data = data[:begin] + change.piece * change.times + data[begin:]
            case "put over":
                data = data[:begin] + change.piece + data[begin + len(change.piece) :]
            case "cut":
                data = data[:begin] + data[end:]
            case "double":
                data = data[:begin] + data[begin:end] * min(change.times, 150) + data[begin:]
            case "end here":
                data = data[:begin]
            case "move to the front":
                data = data[begin:end] + data[:begin] + data[end:]
    return data
