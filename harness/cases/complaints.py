"""What pydantic finds wrong with a case file, as one sentence with its place and the nearest right word."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from harness.cases.fields import CaseFields, ClaimFields, ExpectFields, FileFields
from harness.cases.yaml_text import YamlText
from harness.errors import CaseFileError

_WANTED = {
    "bool_parsing": "true or false",
    "dict_type": "a mapping (key: value)",
    "int_parsing": "a whole number",
    "list_type": "a list",
    "model_attributes_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "string_type": "text",
}


def complaint(error: ValidationError, text: YamlText) -> CaseFileError:
    """The first problem, in the order of the file."""
    problems = [(text.place(_path(e), key=e["type"] == "extra_forbidden"), e) for e in error.errors()]
    place, first = min(problems, key=lambda problem: (problem[0].line or 0, problem[0].column or 0))
    return CaseFileError(_sentence(_path(first), first), place)


def _path(error: Any) -> tuple[str | int, ...]:
    return tuple(error["loc"])


def _sentence(path: tuple[str | int, ...], error: Any) -> str:
    kind, key = error["type"], path[-1] if path else ""
    if kind == "extra_forbidden":
        return f"unknown key {key!r}{_nearest(str(key), _known_keys(path[:-1]))}"
    if kind == "missing":
        return f"{key!r} is missing"
    if kind in _WANTED:
        return f"{_named(path)} takes {_WANTED[kind]}, not {_shown(error['input'])}"
    if kind == "greater_than_equal":
        return f"{_named(path)} takes 1 or more; a rule that must not fire goes under `not`"
    return str(error["msg"]).removeprefix("Value error, ")


def _named(path: tuple[str | int, ...]) -> str:
    words = [str(part) for part in path if isinstance(part, str)]
    if path and isinstance(path[-1], int):
        return f"each item of {words[-1]!r}"
    return repr(words[-1]) if words else "the file"


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else repr(value)


def _known_keys(path: tuple[str | int, ...]) -> list[str]:
    words = [part for part in path if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {"fires": ClaimFields, "expect": ExpectFields, "cases": CaseFields}
    model = models.get(words[-1], FileFields) if words else FileFields
    return [field.alias or name for name, field in model.model_fields.items()]


def _nearest(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f", did you mean {near[0]!r}?" if near else f"; the keys here are {', '.join(known)}"
