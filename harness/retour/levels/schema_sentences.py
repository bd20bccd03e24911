"""What breaks a schema, as sentences that name the rule of the type: its form, its code list, its limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from retour.engines import SchemaError
from retour.rulesets import ValueType
from retour.text.nearest import did_you_mean
from retour.text.paths import names_in

_EXPECTED = re.compile(r"Expected is (?:one of )?\( (?P<names>.*) \)$")
_ATTRIBUTE = re.compile(r"[Aa]ttribute '(?P<name>[^']*)'")
_SHOWN = 40
_SHORT_LIST = 30


def sentence(error: SchemaError, type_: ValueType | None) -> str:
    """What is wrong, what was expected, and what is near.

    Args:
        type_: of the value; None where the schema doesn't tell, or no value is meant.
    """
    if type_ is not None and error.value is not None and (say := _OF_VALUES.get(error.code)) is not None:
        return say(error.value, type_)
    return _OF_ELEMENTS.get(error.code, _as_the_validator_says)(error)


def _pattern(value: str, type_: ValueType) -> str:
    return f"{_shown(value)} hasn't the form that {type_.name} asks for: {' or '.join(type_.patterns)}"


def _enumeration(value: str, type_: ValueType) -> str:
    codes = type_.values
    if len(codes) <= _SHORT_LIST:
        listed = ", ".join(_code(code, codes) for code in codes)
        return f"{_shown(value)} isn't on the code list {type_.name}: {listed}"
    hint = did_you_mean(value, codes, most=3, show=lambda code: _code(code, codes))
    return f"{_shown(value)} isn't one of the {len(codes)} codes of {type_.name}{hint}"


def _length(value: str, type_: ValueType) -> str:
    number = f"{len(value)} character{'' if len(value) == 1 else 's'}"
    return f"{_shown(value)} has {number}; {type_.name} takes {_between(type_.shortest, type_.longest)}"


def _range(value: str, type_: ValueType) -> str:
    return f"{_shown(value)} is out of range: {type_.name} takes {_between(type_.lowest, type_.highest)}"


def _no_value_of_type(value: str, type_: ValueType) -> str:
    return f"{_shown(value)} is no {type_.built_in}, which {type_.name} asks for"


def _between(least: str | None, most: str | None) -> str:
    if least is not None and most is not None:
        return least if least == most else f"{least} to {most}"
    return f"at most {most}" if most is not None else f"at least {least}"


def _code(code: str, codes: Mapping[str, str | None]) -> str:
    meaning = codes[code]
    return f"{code} ({meaning})" if meaning else code


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def _element(error: SchemaError) -> str:
    expected = _expected(error)
    return f"{_name(error)} can't stand here: " + (
        f"expected is {expected}" if expected else "nothing more may follow"
    )


def _missing(error: SchemaError) -> str:
    return f"{_name(error)} isn't complete: expected is {_expected(error)}"


def _root(error: SchemaError) -> str:
    return f"the schema has no message that begins with {_name(error)}"


def _text(error: SchemaError) -> str:
    return f"{_name(error)} holds text, where only elements belong"


def _attribute(error: SchemaError) -> str:
    found = _ATTRIBUTE.search(error.text)
    name = found["name"] if found else "?"
    if "required" in error.text:
        return f"{_name(error)} lacks the attribute {name!r}"
    return f"{_name(error)} can't have the attribute {name!r}"


def _as_the_validator_says(error: SchemaError) -> str:
    return f"{_name(error)}: {error.text}"


def _name(error: SchemaError) -> str:
    return names_in(error.path or "")[-1] if error.path else "this"


def _expected(error: SchemaError) -> str:
    found = _EXPECTED.search(error.text)
    names = [name.strip() for name in found["names"].split(",")] if found else []
    return " or ".join(names)


_OF_VALUES: Mapping[str, Callable[[str, ValueType], str]] = {
    "pattern": _pattern,
    "enumeration": _enumeration,
    "length": _length,
    "range": _range,
    "type": _no_value_of_type,
}
_OF_ELEMENTS: Mapping[str, Callable[[SchemaError], str]] = {
    "element": _element,
    "missing": _missing,
    "root": _root,
    "text": _text,
    "attribute": _attribute,
}
