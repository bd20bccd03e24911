"""Schemas → messages: valid ones, with values at the boundaries where rules fire; the same seed gives the same."""

from retour.generating.messages import generate_messages
from retour.generating.mining import Hints, mined_from
from retour.generating.schemas import SchemaFolder

__all__ = ["Hints", "SchemaFolder", "generate_messages", "mined_from"]
