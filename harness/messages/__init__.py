"""Bytes → Message: what arrives from a stranger, read with care."""

from harness.messages.message import Message
from harness.messages.paths import PathError, find_paths, line_of
from harness.messages.reading import MAX_BYTES, MAX_DEPTH, peek_type, read_message

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Message",
    "PathError",
    "find_paths",
    "line_of",
    "peek_type",
    "read_message",
]
