"""Official schemas, where the environment names a folder that has them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree
from schema_instances import MessageSchema, read_schema, xml_in


def official_schema(name: str, namespace: str) -> MessageSchema:
    """The official schema of a message for a namespace, found below RETOUR_OFFICIAL_SETS; skips the test without one."""
    folder = os.environ.get("RETOUR_OFFICIAL_SETS")
    if not folder:
        pytest.skip("RETOUR_OFFICIAL_SETS doesn't name a folder with official files")
    for file in sorted(Path(folder).rglob(f"{name}.xsd")):
        with suppress(etree.XMLSyntaxError):  # one of the collections has files that aren't whole
            if etree.fromstring(xml_in(file)).get("targetNamespace") == namespace:
                return read_schema(file, Path(folder))
    pytest.skip(f"below RETOUR_OFFICIAL_SETS there is no schema of {namespace}")
