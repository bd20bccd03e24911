"""The systems under test that are known by name, without a file that describes them."""

from __future__ import annotations

SERVICE = "dvs"
"""The official validation service."""
