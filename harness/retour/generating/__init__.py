"""Schemas → messages: valid ones, at the boundaries where rules fire, or lifelike; the same seed gives the same."""

from retour.generating.changing import Changer
from retour.generating.crossing import Crossing
from retour.generating.lifelike import Lifelike
from retour.generating.messages import (
    AtBoundaries,
    MessageWriter,
    declared_root,
    file_of,
    generate_messages,
    seeded,
)
from retour.generating.mining import Hints, latest_day, mined_from
from retour.generating.schemas import SchemaFolder
from retour.generating.settling import settle
from retour.generating.shapes import Shapes

__all__ = [
    "AtBoundaries",
    "Changer",
    "Crossing",
    "Hints",
    "Lifelike",
    "MessageWriter",
    "SchemaFolder",
    "Shapes",
    "declared_root",
    "file_of",
    "generate_messages",
    "latest_day",
    "mined_from",
    "seeded",
    "settle",
]
