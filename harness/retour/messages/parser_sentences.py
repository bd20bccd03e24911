"""What libxml2 says of a file that is no well-formed XML: its sentences are known here so that they can be told in other languages."""

from __future__ import annotations

from retour.language import mark

PARSER_SENTENCES = (
    mark("AttValue: ' expected"),
    mark("AttValue: \" or ' expected"),
    mark("Attribute %(name)s redefined"),
    mark("Blank needed here"),
    mark("CharRef: invalid hexadecimal value"),
    mark("Comment not terminated"),
    mark("Couldn't find end of Start Tag %(name)s"),
    mark("Couldn't find end of Start Tag %(name)s line %(line)s"),
    mark("Double hyphen within comment: %(text)s"),
    mark("Entity '%(name)s' not defined"),
    mark("EntityRef: expecting ';'"),
    mark("Extra content at the end of the document"),
    mark("Namespace prefix %(prefix)s for %(name)s on %(element)s is not defined"),
    mark("Namespace prefix %(prefix)s on %(element)s is not defined"),
    mark("Opening and ending tag mismatch: %(opened)s line %(line)s and %(closed)s"),
    mark("PCDATA invalid Char value %(number)s"),
    mark("Premature end of data in tag %(name)s line %(line)s"),
    mark("Sequence ']]>' not allowed in content"),
    mark("Specification mandates value for attribute %(name)s"),
    mark("Start tag expected, '<' not found"),
    mark("StartTag: invalid element name"),
    mark("String not started expecting ' or \""),
    mark("Unescaped '<' not allowed in attributes values"),
    mark("XML declaration allowed only at the start of the document"),
    mark("attributes construct error"),
    mark("expected '>'"),
    mark("xmlParseCharRef: invalid xmlChar value %(number)s"),
    mark("xmlParseEntityRef: no name"),
)
"""Those that damaged messages lead to; others stay as they are."""
