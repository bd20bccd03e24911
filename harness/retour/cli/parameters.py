"""What rules are given by a command: stylesheet parameters (`--parameter declaration-rules=on`), and what time it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import typer

from retour.errors import ParameterError, RetourError
from retour.rulesets import RuleSet, refuse_unusable
from retour.text.durations import parse_duration
from retour.text.moments import one_moment, parse_now, parse_today

ParameterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--parameter", metavar="NAME=VALUE", help="A stylesheet parameter of the rules; once for each."
    ),
]

TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="The day that rules see as today, in UTC.")
]
NowOption = Annotated[
    str | None,
    typer.Option(
        "--now",
        metavar="MOMENT",
        help="The moment that rules see as now: 2017-06-12T09:00, in UTC or with +02:00.",
    ),
]


def chosen_moment(today: str | None, now: str | None) -> datetime | None:
    """The moment that the options pin; None when they don't.

    Raises:
        RetourError: it is no day or no moment, or both are given.
    """
    try:
        return one_moment(
            None if today is None else parse_today(today), None if now is None else parse_now(now)
        )
    except ValueError as error:
        raise RetourError(f"{'--today' if now is None else '--now'}: {error}") from None


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
