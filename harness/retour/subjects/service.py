"""The official validation service of the iStandaarden (Decentrale Validatieservice, DVS) as a subject.

Source: its maker's public pages and manual: POST /validatie, the message as raw bytes, Content-Type
application/x-www-form-urlencoded, Content-Length; X-Version-Override from release 1.1 on, 400 for a patch level that it doesn't
know. What it answers is not public; that it passes on the report of its stylesheets is inferred.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import ValidationError

from retour.errors import ConfigurationError
from retour.subjects.description import SutFields, SystemUnderTest
from retour.subjects.names import SERVICE

_PATH = "/validatie"
_LEVEL = re.compile(r"\d+(\.\d+){1,3}")


def validation_service(url: str, patch_level: str | None = None) -> SystemUnderTest:
    """The service at an address.

    Args:
        url: such as `http://localhost:8080`.
        patch_level: such as `3.0.3`; None for the one that belongs to this day.

    Raises:
        ConfigurationError: the address or the patch level is none.
    """
    if patch_level is not None and _LEVEL.fullmatch(patch_level) is None:
        raise ConfigurationError(f"{patch_level!r} is no patch level: write for example 3.0.3")
    address = url.rstrip("/")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if patch_level is not None:
        headers["X-Version-Override"] = patch_level
    try:
        fields = SutFields(
            name="Decentrale Validatieservice",
            version=f"at patch level {patch_level}" if patch_level else "at the patch level of the day",
            url=address if address.endswith(_PATH) else address + _PATH,
            headers=headers,
            answers="rapport",
        )
    except ValidationError as error:
        raise ConfigurationError(error.errors()[0]["msg"].removeprefix("Value error, ")) from None
    return SystemUnderTest(
        fields,
        f"{SERVICE}@{address}" + (f"#{patch_level}" if patch_level else ""),
        Path.cwd(),
        patch_level=patch_level,
    )
