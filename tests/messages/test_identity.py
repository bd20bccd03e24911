"""What a message is, by the namespace of its root."""

from __future__ import annotations

import pytest
from retour.model import Identity

ROOT = "http://www.istandaarden.nl"


@pytest.mark.parametrize(
    ("namespace", "shown"),
    [
        (f"{ROOT}/iwmo/2_1/wmo307/schema/2_1", "iwmo 2.1 WMO307"),
        (f"{ROOT}/iwlz/2_2/aw317/schema", "iwlz 2.2 AW317"),
        (f"{ROOT}/ijw/3_2/JW303/schema", "ijw 3.2 JW303"),
        (f"{ROOT}/iwmo/2_1/wmo307/schema/2_0", f"namespace '{ROOT}/iwmo/2_1/wmo307/schema/2_0'"),
        (f"{ROOT}/iwmo/2_1/basisschema/schema/2_1", f"namespace '{ROOT}/iwmo/2_1/basisschema/schema/2_1'"),
        ("urn:other", "namespace 'urn:other'"),
        ("", "no namespace"),
    ],
    ids=[
        "release-repeated",
        "release-once",
        "upper-case",
        "another-release-repeated",
        "basic-schema",
        "other",
        "none",
    ],
)
def test_identity(namespace: str, shown: str) -> None:
    assert str(Identity.of(namespace)) == shown


def test_release_repeated_or_not_are_different_namespaces() -> None:
    once, repeated = (
        Identity.of(f"{ROOT}/iwmo/2_1/wmo307/schema"),
        Identity.of(f"{ROOT}/iwmo/2_1/wmo307/schema/2_1"),
    )

    assert (once.standard, once.release, once.type) == (repeated.standard, repeated.release, repeated.type)
    assert once != repeated
