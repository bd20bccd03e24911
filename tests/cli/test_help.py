"""`-h` of each command: plain words in 80 columns, options grouped by what they are for, nothing of the inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from processes import Ended
from retour.cli.app import app
from retour.cli.helping import COMMAND_GROUPS, in_usual_words
from typer.main import get_command

Retour = Callable[..., Ended]


def each_command(group: Any, *names: str) -> Iterator[tuple[str, ...]]:
    """The commands, those of commands too."""
    yield names
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        if hasattr(command, "list_commands"):
            yield from each_command(command, *names, *filter(None, [name]))
        elif name:
            yield *names, name


COMMANDS = sorted(set(each_command(get_command(app))))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help(retour_here: Retour, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    short = retour_here(*command, "-h")

    assert short == retour_here(*command, "--help")
    assert (short.code, short.err) == (0, "")
    assert short.out.startswith("Usage: retour")
    assert re.search(r"^  -h, --help +Show this text\.$", short.out, re.MULTILINE)
    assert max(map(len, short.out.splitlines())) <= 80
    told = short.out.replace("<standard>/<release>", "").replace("{step} {given} {output}", "")
    assert not re.search(r"<\w+>|\[required\]|\{\w+…?\}|\[default", told)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_usage_is_written_with_single_spaces(retour_here: Retour, command: tuple[str, ...]) -> None:
    assert "  " not in retour_here(*command, "-h").out.partition("\n")[0]


def test_every_command_stands_in_a_group() -> None:
    grouped = {name for names in COMMAND_GROUPS.values() for name in names}
    assert {names[0] for names in COMMANDS if names} <= grouped


def test_options_are_grouped(retour_here: Retour) -> None:
    titles = re.findall(r"^\S.*$", retour_here("check", "-h").out, re.MULTILINE)[2:]
    assert titles == [
        "Arguments", "By which rules", "What runs them", "Why", "Where the result goes", "Envelopes", "Options",
    ]  # fmt: skip


def test_no_command_at_all_shows_them(retour_here: Retour) -> None:
    assert "\n  check " in retour_here().err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Input should be greater than or equal to 1", "it takes 1 or more"),
        ("Input should be less than or equal to 65535", "it takes 65535 at most"),
        (
            "Input should be a valid integer, unable to parse string as an integer",
            "it takes a whole number",
        ),
        ("Value error, 'x' is not one of 'text', 'json'.", "'x' is not one of 'text', 'json'."),
        ("0 is not in the range x>=1.", "0 is not in the range x>=1."),
    ],
)
def test_what_an_option_takes_in_usual_words(said: str, told: str) -> None:
    assert in_usual_words(said) == told


@pytest.mark.parametrize(
    "arguments", [("generate", "--count", "0"), ("serve", "--port", "x"), ("rules", "list", "--format", "x")]
)
def test_a_value_that_an_option_does_not_take(retour_here: Retour, arguments: tuple[str, ...]) -> None:
    ended = retour_here(*arguments)

    assert ended.code == 2
    assert f"Error: Invalid value for '{arguments[-2]}': " in ended.err
    assert "Input should" not in ended.err
    assert "Value error" not in ended.err
