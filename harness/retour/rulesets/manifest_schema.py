"""JSON Schema of `ruleset.yaml`, made from the model in `manifest.py`."""

from __future__ import annotations

from collections.abc import Mapping

from retour.rulesets.manifest import Manifest
from retour.text.json_schema import Schema, written_schema

_TITLE = "Manifest of a rule set (ruleset.yaml)"

_DESCRIPTIONS: Mapping[str, str] = {
    "id": "How case files name the set; standard/release when left out.",
    "standard": "The standard, such as iwmo.",
    "release": "The release, such as 2.1.",
    "version": "The version of the set, such as 2.1.0.",
    "about": "What the set is and where it comes from.",
    "entries": "Entry stylesheets by message type; when given, no others are looked for.",
    "history": "Entries that judge a message by what went before it, by its type; those in the folder history when left out.",
    "dialect": "The form of the report; recognised when left out.",
    "severities": "What the words of the report for how bad a finding is stand for: fatal, error, warning or information.",
    "warnings": "ignore: a warning needs no name in a case.",
    "retour_codes": "Retour codes by rule; they go before anything that the stylesheets say.",
    "catalogue": "The file that tells what each rule means, relative to the set's folder.",
    "schemas": "The folder of the XSDs, relative to the set's folder; xsd or schemas in it when left out.",
    "schematron": "The Schematron schema that the set was compiled from; retour rules add writes this.",
    "sources": "The files of the schema, the first its own; relative to the set's folder.",
    "phase": "The phase that was compiled; #ALL for all patterns.",
    "transpiler": "What compiled it, with its version.",
    "licence": "The licence of the transpiler.",
    "sha256": "SHA-256 of the transpiler.",
    "stylesheet": "The stylesheet, relative to the set's folder.",
    "namespaces": "The namespaces of the messages that it serves; read from the stylesheet when left out.",
    "root": "The local name of the root element of the messages that it serves; any when left out.",
}


def manifest_schema() -> Schema:
    """The schema of a `ruleset.yaml` file, draft 2020-12."""
    return written_schema(Manifest, _TITLE, _DESCRIPTIONS)
