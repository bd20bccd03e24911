"""YAML file → Case objects, every problem with file, line and column."""

from retour.cases.loading import BrokenCase, load_cases, read_cases

__all__ = ["BrokenCase", "load_cases", "read_cases"]
