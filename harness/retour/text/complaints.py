"""What pydantic finds wrong with a YAML file, as one sentence with its place and the nearest right word."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from retour.errors import RetourError
from retour.model import Place
from retour.text.excerpts import excerpt
from retour.text.nearest import did_you_mean, nearest
from retour.text.yaml_text import Placed

At = tuple[str | int, ...]
"""Where a value stands: keys and indexes from the top of the file."""

_LONGEST = 400
"""Characters of a sentence about one value."""

_WANTED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "a mapping (key: value)",
    "float_parsing": "a number",
    "float_type": "a number",
    "frozen_set_type": "a list",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_attributes_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "string_type": "text",
    "tuple_type": "a list",
}


def told(error: ValidationError, whole: str = "") -> str:
    """The first thing that is wrong with what is no YAML: the path to a value and what it takes, without the value.

    Args:
        whole: what a mistake in no value of its own is said of; left out when empty.
    """
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"])) or whole
    clause = _limits(first) or _plain_clause(first)
    return f"{where}: {clause}" if where else clause


def _plain_clause(error: Any) -> str:
    kind = error["type"]
    if kind in _WANTED:
        return f"takes {_WANTED[kind]}"
    if kind == "literal_error":
        return f"takes {error['ctx']['expected']}"
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "isn't known here"
    return _cut(str(error["msg"]).removeprefix("Value error, "))


def _limits(error: Any) -> str | None:
    """What a value takes that has a bound."""
    match error["type"]:
        case "too_short":
            return "takes at least one item"
        case "greater_than_equal":
            return f"takes {error['ctx']['ge']} or more"
        case "less_than_equal":
            return f"takes {error['ctx']['le']:,} at most"
    return None


def complaint(error: ValidationError, text: Placed, model: type[BaseModel]) -> RetourError:
    """The first problem, in the order of the file.

    Args:
        model: what the file was validated against; its keys are what a misspelt one is compared with.
    """
    return complaints(error, text, model)[0][1]


def complaints(error: ValidationError, text: Placed, model: type[BaseModel]) -> list[tuple[At, RetourError]]:
    """All problems, in the order of the file, each with the path to the value that it is about.

    Args:
        model: see `complaint`.
    """
    errors = error.errors()
    unknown = {_path(each) for each in errors if each["type"] == "extra_forbidden"}
    found: dict[tuple[Place, str], tuple[At, RetourError]] = {}
    for each in errors:
        path, is_missing = _path(each), each["type"] == "missing"
        if is_missing and _is_misspelt(path, unknown):
            continue
        place = text.place(path, key=path in unknown)
        # Of the forms that a value may have, each says why it isn't that; the first is enough.
        about = str(path[-1]) if is_missing else ""
        found.setdefault((place, about), (path, text.error(_sentence(path, each, model), place)))
    # At the same place a key that is there comes before one that is missing.
    return [
        found[key] for key in sorted(found, key=lambda key: (key[0].line or 0, key[0].column or 0, key[1]))
    ]


def _is_misspelt(path: At, unknown: Collection[At]) -> bool:
    """Whether a key that is missing is one that is misspelt, at which there is more to point."""
    return any(near[:-1] == path[:-1] and nearest(str(near[-1]), [str(path[-1])]) for near in unknown)


def _path(error: Any) -> At:
    return tuple(error["loc"])


def _sentence(path: At, error: Any, model: type[BaseModel]) -> str:
    kind, key = error["type"], path[-1] if path else ""
    if kind == "extra_forbidden":
        hint = did_you_mean(str(key), _known_keys(model, path[:-1]), "the keys here are")
        return f"unknown key {excerpt(str(key))}{hint}"
    if kind == "missing":
        return f"{key!r} is missing"
    if kind in _WANTED:
        # Text in the place of a whole file is no YAML of ours at all: whatever it is, it isn't for others to read.
        given = "text" if not path and isinstance(error["input"], str) else _shown(error["input"])
        return f"{_key_in_words(path)} takes {_WANTED[kind]}, not {given}"
    if kind == "literal_error" and isinstance(error["input"], str):
        return f"{_key_in_words(path)} takes {error['ctx']['expected']}, not {_shown(error['input'])}"
    if kind == "greater_than_equal" and (error["ctx"]["ge"], key) == (1, "times"):
        return "'times' takes 1 or more; a rule that must not fire goes under `not`"
    if (limits := _limits(error)) is not None:
        given = "" if kind == "too_short" else f", not {_shown(error['input'])}"
        return f"{_key_in_words(path)} {limits}{given}"
    return _cut(str(error["msg"]).removeprefix("Value error, "))


def _cut(sentence: str) -> str:
    """A sentence of a validator, which may quote a value of any length."""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"


def _key_in_words(path: At) -> str:
    words = [str(part) for part in path if isinstance(part, str)]
    if path and isinstance(path[-1], int):
        return f"each item of {words[-1]!r}"
    return repr(words[-1]) if words else "the file"


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else excerpt(str(value))


def _known_keys(model: type[BaseModel], path: At) -> list[str]:
    """The keys that may stand in the mapping that a path leads to."""
    for word in path:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if word in fields:
            model = _model_within(fields[str(word)].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_within(part))), None)
