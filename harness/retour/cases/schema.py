"""JSON Schema of a case file, made from the models in `fields.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retour.cases.fields import OWN_KEYS, SharedFields, edit_fields, file_fields
from retour.levels import LEVEL_NAMES
from retour.text.json_schema import Schema, mappings, written_schema

_TITLE = "Case file of retour-harness (*.cases.yaml)"

_DESCRIPTIONS: Mapping[str, str] = {
    "rules": "The rule set: an id (iwmo/2.1), an id with a version (iwlz/2.1@1.9.21), or a path relative to this file.",
    "message": "The message file, relative to this file.",
    "retour": "The message file, of a retour; says the same as `message`.",
    "heen": "The heenbericht that the message answers: its file, or a mapping with edits of its own.",
    "history": "The messages that went before it, in the order of reception: files, or mappings with edits of their own.",
    "registers": "Lists from outside by name: their values, a file with one value a line, or a file with columns.",
    "RegisterFile.file": "The file with the list, relative to this file.",
    "RegisterFile.columns": "Of a file with headings, the columns that make up a value.",
    "today": "The day that it is for rules that ask: 2017-06-12.",
    "now": "The moment that it is for rules that ask: 2017-06-12T09:00, in UTC or with an offset.",
    "sent": "When the message is sent: 2017-06-07T09:00 in Dutch time, or with an offset.",
    "sender": "Who sends it; the party whose message it is when left out.",
    "OtherMessageFields.edit": "Changes of this message's tree.",
    "OtherMessageFields.raw": "Changes of this message's bytes, made after the edits.",
    "tags": "Become pytest markers: pytest -m TAG.",
    "parameters": "Values of stylesheet parameters, by name.",
    "time_limit": "How long the rules may take on one message: 500ms, 5s, 1m, or a number of seconds.",
    "warnings": "ignore: a warning of a rule needs no name.",
    "levels": f"The levels that are judged; all when left out: {', '.join(LEVEL_NAMES)}.",
    "include": "Files whose keys count here too, relative to this file; what stands here goes before them.",
    "edits": "Edits by name, for cases to `use`.",
    "cases": "The cases; at least one.",
    "id": "Unique in the file; the test is called path/to/file.cases.yaml::id.",
    "about": "What the case shows; printed when it fails.",
    "each": "One case per row: {name} anywhere in the case stands for what the row gives by that name.",
    "edit": "Changes of the message's tree, made in this order before it is checked.",
    "raw": "Changes of the message's bytes, made after the edits: a byte order mark, a wrong encoding, a file cut short.",
    "expect": "What the outcome is: `valid`, or which rules fire; or a list, of what holds at different patch levels.",
    "known": "What the rule set is known to do otherwise: the case passes while it does, and fails as soon as it changes.",
    "xfail": "Why the case is expected to fail; it fails when it passes.",
    "skip": "Why the case isn't run.",
    "FileFields.each": "Rows by name, such as one for each standard: all cases once per row. {name} stands for what the row gives.",
    "CaseFields.tags": "Pytest markers, beside those of the file.",
}

_PLACEHOLDER = "Placeholder"


def case_file_schema() -> Schema:
    """The schema of a `*.cases.yaml` file, draft 2020-12."""
    model = file_fields()
    schema = written_schema(model, _TITLE, _DESCRIPTIONS)
    definitions = schema["$defs"]
    for edits in edit_fields():
        definitions[edits.__name__]["oneOf"] = [{"required": keys} for keys in edits.choices()]
    definitions["CaseFields"]["anyOf"] = [{"required": [key]} for key in ("expect", "known")]
    for name, mapping in mappings(schema, model.__name__):
        of_file = name == model.__name__
        mapping["properties"] = {
            key: _or_placeholder(value, definitions) if _is_filled(key, of_file) else value
            for key, value in mapping["properties"].items()
        }
    schema["patternProperties"] = {
        f"^{OWN_KEYS}": {"description": "A key of your own, such as a place for anchors; nothing reads it."}
    }
    definitions[_PLACEHOLDER] = {
        "type": "string",
        "pattern": r"^\{[A-Za-z_][A-Za-z0-9_-]*\}$",
        "description": "In a case or a file with `each`: the value that the row gives by this name.",
    }
    return schema


def _is_filled(key: str, of_file: bool) -> bool:
    """Whether a key can hold a placeholder: of a case all but its table, of a file those that its cases have too."""
    return key in SharedFields.model_fields if of_file else key != "each"


def _or_placeholder(value: Schema, definitions: Mapping[str, Any]) -> Schema:
    """What a key of a case may hold, and each item of it: with `each`, a placeholder for it as well."""
    if "anyOf" in value:
        parts = [_with_items(part, definitions) for part in value["anyOf"]]
    else:
        parts = [_with_items({key: part for key, part in value.items() if key != "description"}, definitions)]
    if any(map(_is_text, parts)):
        return {**value, "anyOf": parts} if "anyOf" in value else {**value, **parts[0]}
    described = {"description": value["description"]} if "description" in value else {}
    return {**described, "anyOf": [*parts, {"$ref": f"#/$defs/{_PLACEHOLDER}"}]}


def _with_items(part: Schema, definitions: Mapping[str, Any]) -> Schema:
    if "items" not in part:
        return part
    return {**part, "items": _or_placeholder(part["items"], definitions)}


def _is_text(part: Schema) -> bool:
    """Whether any text will do, and so a placeholder as well."""
    return isinstance(part.get("type"), list) and "pattern" not in part
