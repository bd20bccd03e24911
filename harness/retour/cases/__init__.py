"""YAML file → Case objects, every problem with file, line and column."""

from typing import TYPE_CHECKING

from retour.lazily import lazily

if TYPE_CHECKING:
    from retour.cases.loading import BrokenCase, load_cases, read_cases

__all__ = ["BrokenCase", "load_cases", "read_cases"]

__getattr__ = lazily(__name__, dict.fromkeys(__all__, "retour.cases.loading"))
