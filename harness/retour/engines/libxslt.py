"""libxslt as a processor, by way of lxml: XSLT 1.0, a second opinion on the sets that are written in it."""

from __future__ import annotations

from lxml import etree

from retour.engines.libxslt_session import LibxsltSession
from retour.engines.sessions import Processor


def libxslt() -> Processor:
    """The libxslt that lxml brings."""
    title = f"libxslt {'.'.join(map(str, etree.LIBXSLT_VERSION))}"
    return Processor("libxslt", title, "lxml", LibxsltSession, runs_1_0_alone=True)
