"""Text as it is written in XML."""

from __future__ import annotations


def escape(text: str) -> str:
    """A text between tags."""
    from xml.sax.saxutils import escape as escaped  # it loads all that opens addresses

    return escaped(text)


def quoteattr(text: str) -> str:
    """The value of an attribute, with its quotes."""
    from xml.sax.saxutils import quoteattr as quoted

    return quoted(text)
