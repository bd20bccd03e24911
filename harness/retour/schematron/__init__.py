"""Schematron schema → rule set: it is compiled by SchXslt2, which SaxonC runs."""

from retour.schematron.adding import Served, add_schema
from retour.schematron.transpiler import Transpiler, find_transpiler

__all__ = ["Served", "Transpiler", "add_schema", "find_transpiler"]
