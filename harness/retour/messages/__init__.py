"""Bytes → Message: what arrives from a stranger, read with care."""

from typing import TYPE_CHECKING

from retour.lazily import lazily

if TYPE_CHECKING:
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

__getattr__ = lazily(
    __name__,
    {
        "ADDED_IN_RETOUR": "retour.messages.heenbericht",
        "EI_CODES": "retour.messages.ei",
        "EiFault": "retour.messages.ei",
        "EiMessage": "retour.messages.ei",
        "LineEnd": "retour.messages.lines",
        "MAX_BYTES": "retour.messages.reading",
        "MAX_DEPTH": "retour.messages.reading",
        "MAX_NODES": "retour.messages.reading",
        "Message": "retour.messages.message",
        "PathError": "retour.messages.selecting",
        "cents_of": "retour.messages.amounts",
        "compile_path": "retour.messages.selecting",
        "find_paths": "retour.messages.selecting",
        "heenbericht": "retour.messages.heenbericht",
        "identity_of": "retour.messages.reading",
        "is_ei": "retour.messages.ei",
        "is_message_name": "retour.messages.reading",
        "located": "retour.messages.locations",
        "nearby": "retour.messages.selecting",
        "one_line_fault": "retour.messages.lines",
        "parse_message": "retour.messages.reading",
        "peek_type": "retour.messages.reading",
        "read_at_most": "retour.messages.reading",
        "read_bytes": "retour.messages.reading",
        "read_ei": "retour.messages.ei",
        "read_message": "retour.messages.reading",
        "refuse_large": "retour.messages.reading",
        "select": "retour.messages.selecting",
        "select_nodes": "retour.messages.selecting",
        "text_of": "retour.messages.text",
        "total_of": "retour.messages.amounts",
        "write_amount": "retour.messages.amounts",
        "wrong_line_end": "retour.messages.lines",
    },
)
