"""Bytes → Message: what arrives from a stranger, read with care."""

from retour.messages.amounts import cents_of, total_of, write_amount
from retour.messages.ei import EI_CODES, EiFault, EiMessage, is_ei, read_ei
from retour.messages.heenbericht import ADDED_IN_RETOUR, heenbericht
from retour.messages.lines import LineEnd, one_line_fault, wrong_line_end
from retour.messages.locations import located
from retour.messages.message import Message
from retour.messages.reading import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    identity_of,
    is_message_name,
    parse_message,
    peek_type,
    read_at_most,
    read_bytes,
    read_message,
    refuse_large,
)
from retour.messages.selecting import PathError, compile_path, find_paths, nearby, select, select_nodes
from retour.messages.text import text_of

__all__ = [
    "ADDED_IN_RETOUR",
    "EI_CODES",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "EiFault",
    "EiMessage",
    "LineEnd",
    "Message",
    "PathError",
    "cents_of",
    "compile_path",
    "find_paths",
    "heenbericht",
    "identity_of",
    "is_ei",
    "is_message_name",
    "located",
    "nearby",
    "one_line_fault",
    "parse_message",
    "peek_type",
    "read_at_most",
    "read_bytes",
    "read_ei",
    "read_message",
    "refuse_large",
    "select",
    "select_nodes",
    "text_of",
    "total_of",
    "write_amount",
    "wrong_line_end",
]
