"""Stylesheet parameters that a command is given: `--parameter declaration-rules=on`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from retour.errors import ParameterError, RetourError
from retour.rulesets import RuleSet, refuse_unusable
from retour.text.durations import parse_duration

ParameterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--parameter", metavar="NAME=VALUE", help="A stylesheet parameter of the rules; once for each."
    ),
]


def chosen_parameters(options: Iterable[str] | None, sets: Iterable[RuleSet]) -> dict[str, str]:
    """The values of stylesheet parameters, by name.

    Args:
        sets: the rule sets that may be asked; one of them has to declare each.

    Raises:
        RetourError: an option isn't written NAME=VALUE, or no set has the parameter, or a set has it of another type.
    """
    given = dict(map(_name_and_value, options or ()))
    if given:
        declared = [
            parameter for rules in sets for entry in rules.all_entries for parameter in entry.declared
        ]
        try:
            refuse_unusable(given, declared, "no rule set in reach has a")
        except ParameterError as error:
            raise RetourError(f"--parameter: {error.text}") from None
    return given


def parsed_duration(option: str, text: str) -> float:
    """The seconds that an option gives, such as `5s`.

    Raises:
        RetourError: it is no duration.
    """
    try:
        return parse_duration(text)
    except ValueError as error:
        raise RetourError(f"{option}: {error}") from None


def _name_and_value(option: str) -> tuple[str, str]:
    name, equals, value = option.partition("=")
    if not equals or not name:
        raise RetourError(
            f"--parameter {option}: expected NAME=VALUE, such as --parameter declaration-rules=on"
        )
    return name, value
