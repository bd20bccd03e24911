"""Bytes → Message: what arrives from a stranger, read with care."""

from harness.messages.heenbericht import heenbericht
from harness.messages.lines import LineEnd, one_line_fault, wrong_line_end
from harness.messages.message import Message
from harness.messages.paths import PathError, compile_path, find_paths, line_of, nearby, printed_path, select
from harness.messages.reading import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    parse_message,
    peek_type,
    read_bytes,
    read_message,
)
from harness.messages.spans import MarkedMessage, Span

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "LineEnd",
    "MarkedMessage",
    "Message",
    "PathError",
    "Span",
    "compile_path",
    "find_paths",
    "heenbericht",
    "line_of",
    "nearby",
    "one_line_fault",
    "parse_message",
    "peek_type",
    "printed_path",
    "read_bytes",
    "read_message",
    "select",
    "wrong_line_end",
]
