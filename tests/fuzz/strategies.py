"""Files that are almost right: bytes of a right one, cut, doubled, moved and overwritten in a few places."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

_OPERATIONS = st.sampled_from(["overwrite", "insert", "delete", "repeat", "move", "truncate"])
_ANYWHERE = st.floats(0, 1, exclude_max=True)


@st.composite
def mutated(draw: st.DrawFn, originals: Sequence[bytes], tokens: Sequence[bytes] = ()) -> bytes:
    """One of some files, changed in one to six places.

    Args:
        tokens: bytes that mean something to the reader, and are put in beside random ones.
    """
    data = bytearray(draw(st.sampled_from(list(originals))))
    pieces = st.binary(max_size=12) | st.sampled_from([b"", *tokens])
    for _ in range(draw(st.integers(1, 6))):
        start = int(draw(_ANYWHERE) * (len(data) + 1))
        end = min(len(data), start + draw(st.integers(0, 80)))
        match draw(_OPERATIONS):
            case "overwrite":
                data[start:end] = draw(pieces)
            case "insert":
                data[start:start] = draw(pieces)
            case "delete":
                del data[start:end]
            case "repeat":
                data[start:start] = bytes(data[start:end]) * draw(st.integers(1, 20))
            case "move":
                piece = bytes(data[start:end])
                del data[start:end]
                target = int(draw(_ANYWHERE) * (len(data) + 1))
                data[target:target] = piece
            case "truncate":
                del data[start:]
    return bytes(data)
