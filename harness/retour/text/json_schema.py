"""JSON Schema, made from the pydantic models that a file is checked against.

Of a YAML file it describes what people may write, for editors: a scalar is taken as text, so a number or a boolean is
as good where text is meant, and short forms stand beside the long ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT = ("string", "number", "boolean")
_WORDS = ("true", "false", "yes", "no", "on", "off")
"""Quoted, or in an editor that follows YAML 1.2, these are text; the harness takes them as booleans all the same."""


class Untitled(GenerateJsonSchema):
    """Without the titles that only repeat a name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        written = super().model_schema(schema)
        written.pop("title", None)
        return written


class DocumentPart(BaseModel):
    """A part of a document for machines: it has these keys and no others, and says what they mean."""

    model_config = ConfigDict(extra="forbid", defer_build=True, use_attribute_docstrings=True)


def schema_of(model: type[BaseModel], title: str, generator: type[GenerateJsonSchema] = Untitled) -> Schema:
    """The schema of what a model describes, draft 2020-12."""
    return {"$schema": _DIALECT, "title": title, **model.model_json_schema(schema_generator=generator)}


def written_schema(model: type[BaseModel], title: str, descriptions: Mapping[str, str]) -> Schema:
    """The schema of the YAML files that a model describes, draft 2020-12.

    Args:
        descriptions: what keys mean, by `Model.key` or by `key` alone; what the model says itself goes first.
    """
    schema = schema_of(model, title, _Written)
    for name, mapping in mappings(schema, model.__name__):
        if "description" in mapping:
            mapping["description"] = mapping["description"].partition("\n\n")[0].replace("\n", " ")
        for key, value in mapping["properties"].items():
            known = descriptions.get(f"{name}.{key}", descriptions.get(key))
            if known is not None:
                value.setdefault("description", known)
    return schema


def mappings(schema: Schema, root: str) -> Iterator[tuple[str, Schema]]:
    """The mappings with known keys in a schema, by the names of their models.

    Args:
        root: the name of the model of the whole file.
    """
    for name, part in ((root, schema), *schema.get("$defs", {}).items()):
        if "properties" in part:
            yield name, part


class _Written(Untitled):
    """What may stand in a file, rather than what a model makes of it."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        return {**super().str_schema(schema), "type": list(_TEXT)}

    def bool_schema(self, schema: core_schema.BoolSchema) -> Schema:
        return _either(super().bool_schema(schema), {"enum": list(_WORDS)})

    def int_schema(self, schema: core_schema.IntSchema) -> Schema:
        return _either(super().int_schema(schema), {"type": "string", "pattern": "^-?[0-9]+$"})

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        inner = self.generate_inner(schema["schema"])
        if isinstance(inner.get("type"), list):
            return {**inner, "type": [*inner["type"], "null"]}
        return _either(inner, {"type": "null"})

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """Without the default: it says nothing where it is empty, and editors would fill it in."""
        written = super().default_schema(schema)
        if not written.get("default"):
            written.pop("default", None)
        return written

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """A validator that runs before the type's own is there for a short form.

        Which one it is, a type can say with `json_schema_input_type`. Else one item is short for a list of it, and
        text for anything else.
        """
        if "json_schema_input_schema" in schema:
            return super().function_before_schema(schema)
        full = self.generate_inner(schema["schema"])
        return _either(full, full["items"] if full.get("type") == "array" else {"type": list(_TEXT)})


def _either(*schemas: Schema) -> Schema:
    """Any of some schemas; those that are a choice themselves are joined."""
    return {
        "anyOf": [
            part for schema in schemas for part in (schema["anyOf"] if set(schema) == {"anyOf"} else [schema])
        ]
    }
