"""The order in which results of cases are told, whatever the order in which they came."""

from __future__ import annotations

from typing import Any

from retour.text.versions import VersionOrder, version_order


def result_order(result: dict[str, Any]) -> tuple[str, int, str, tuple[str, VersionOrder]]:
    """By place in the case files; of a case that ran under several rule sets, by their patch levels."""
    case = result["case"]
    return case["file"], case["line"], case["id"], name_order(case.get("under") or "")


def name_order(name: str) -> tuple[str, VersionOrder]:
    """The place of a rule set among others, by its name: id, then patch level."""
    identity, _, version = name.partition("@")
    return identity, version_order(version)
