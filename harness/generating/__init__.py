"""Schemas → messages: valid ones, with values at the boundaries where rules fire; the same seed gives the same."""

from harness.generating.messages import generate_messages
from harness.generating.mining import Hints, mined_from
from harness.generating.schemas import SchemaFolder

__all__ = ["Hints", "SchemaFolder", "generate_messages", "mined_from"]
