"""What breaks a schema, as sentences that name the rule of the type: its form, its code list, its limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from retour.engines import SchemaError
from retour.language import mark
from retour.rulesets import ValueType
from retour.text.nearest import nearest
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
    return mark("%(value)s hasn't the form that %(type)s asks for: %(patterns)s") % {
        "value": _shown(value),
        "type": type_.name,
        "patterns": " or ".join(type_.patterns),
    }


def _enumeration(value: str, type_: ValueType) -> str:
    codes = type_.values
    if len(codes) <= _SHORT_LIST:
        listed = ", ".join(_code(code, codes) for code in codes)
        return mark("%(value)s isn't on the code list %(type)s: %(codes)s") % {
            "value": _shown(value),
            "type": type_.name,
            "codes": listed,
        }
    words = {"value": _shown(value), "number": len(codes), "type": type_.name}
    if near := nearest(value, codes, 3):
        meant = " or ".join(_code(code, codes) for code in near)
        return mark("%(value)s isn't one of the %(number)s codes of %(type)s, did you mean %(meant)s?") % {
            **words,
            "meant": meant,
        }
    return mark("%(value)s isn't one of the %(number)s codes of %(type)s") % words


def _length(value: str, type_: ValueType) -> str:
    words = {"value": _shown(value), "type": type_.name, "limits": _between(type_.shortest, type_.longest)}
    if len(value) == 1:
        return mark("%(value)s has 1 character; %(type)s takes %(limits)s") % words
    return mark("%(value)s has %(number)s characters; %(type)s takes %(limits)s") % {
        **words,
        "number": len(value),
    }


def _range(value: str, type_: ValueType) -> str:
    return mark("%(value)s is out of range: %(type)s takes %(limits)s") % {
        "value": _shown(value),
        "type": type_.name,
        "limits": _between(type_.lowest, type_.highest),
    }


def _no_value_of_type(value: str, type_: ValueType) -> str:
    return mark("%(value)s is no %(kind)s, which %(type)s asks for") % {
        "value": _shown(value),
        "kind": type_.built_in,
        "type": type_.name,
    }


def _between(least: str | None, most: str | None) -> str:
    if least is not None and most is not None:
        return least if least == most else mark("%(least)s to %(most)s") % {"least": least, "most": most}
    if most is not None:
        return mark("at most %(number)s") % {"number": most}
    return mark("at least %(number)s") % {"number": least}


def _code(code: str, codes: Mapping[str, str | None]) -> str:
    meaning = codes[code]
    return f"{code} ({meaning})" if meaning else code


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def _element(error: SchemaError) -> str:
    expected = _expected(error)
    if not expected:
        return mark("%(element)s can't stand here: nothing more may follow") % {"element": _name(error)}
    return mark("%(element)s can't stand here: expected is %(names)s") % {
        "element": _name(error),
        "names": expected,
    }


def _missing(error: SchemaError) -> str:
    return mark("%(element)s isn't complete: expected is %(names)s") % {
        "element": _name(error),
        "names": _expected(error),
    }


def _root(error: SchemaError) -> str:
    return mark("the schema has no message that begins with %(element)s") % {"element": _name(error)}


def _text(error: SchemaError) -> str:
    return mark("%(element)s holds text, where only elements belong") % {"element": _name(error)}


def _attribute(error: SchemaError) -> str:
    found = _ATTRIBUTE.search(error.text)
    name = found["name"] if found else "?"
    if "required" in error.text:
        return mark("%(element)s lacks the attribute '%(name)s'") % {"element": _name(error), "name": name}
    return mark("%(element)s can't have the attribute '%(name)s'") % {"element": _name(error), "name": name}


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
