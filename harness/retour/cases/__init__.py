"""YAML file → Case objects, every problem with file, line and column."""

from retour.cases.loading import load_cases

__all__ = ["load_cases"]
