"""Stylesheet parameters that a command is given: `--parameter declaration-rules=on`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from retour.errors import RetourError
from retour.rulesets import RuleSet
from retour.text.durations import parse_duration
from retour.text.nearest import did_you_mean

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
        RetourError: an option isn't written NAME=VALUE, or no set has the parameter; the processor would accept any
            name in silence.
    """
    given = dict(map(_name_and_value, options or ()))
    declared = (
        {name for rules in sets for entry in rules.all_entries for name in entry.parameters} if given else ()
    )
    for name in given:
        if name not in declared:
            hint = did_you_mean(name, declared)
            raise RetourError(f"--parameter: no rule set in reach has a stylesheet parameter {name!r}{hint}")
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
