"""`--help` of the commands: plain text in 80 columns, the options grouped by what they are for."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from retour.cli.colour import bold

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
"""The settings of a context in which `-h` is understood; commands inside it have them too."""

_OPTIONS = "Options"

_WORDS_OF_GROUPS: Mapping[str, str] = {
    "Which messages and cases": "messages cases generate seed keep if-used since rule operator operators column "
    "name-column side command story examples combine",
    "By which rules": "rules parameter level history today now compare envelope waivers",
    "What runs them": "engine engine-url engine-patch-level engines engine-workers workers scheduler batch time-limit cache "
    "watch resume runs branches",
    "Why": "why why-not",
    "Of a Schematron schema": "phase namespace root transpiler",
    "Where the result goes": "format output report html values language statement fail-under data append most top all salt "
    "page codes",
}

OPTION_GROUPS: Mapping[str, str] = {
    f"--{word}": title for title, words in _WORDS_OF_GROUPS.items() for word in words.split()
}
"""What an option is for, by its name; one that isn't here stands under the group that it names itself, or under «Options»."""

COMMAND_GROUPS: Mapping[str, tuple[str, ...]] = {
    "Messages": ("check", "explain", "answer", "pair", "when"),
    "Cases": ("run", "new", "accept", "show", "generate", "init", "import"),
    "How good cases and rules are": ("lint", "coverage", "mutate", "profile", "compare", "rules"),
    "Other software": ("conform", "serve", "mcp"),
    "Many messages": ("replay",),
    "And": ("report", "cache", "schema", "completion", "docs"),
}
"""The commands by what they are for; one that isn't here stands under the last."""

_FEW = 6
"""Options that need no groups."""

_LONGEST_CHOICE = 12
"""Characters of the words that an option can have for a value; where there are more, its help names them."""

_USUAL_WORDS = (
    (r"^Input should be greater than or equal to (\S+)$", r"it takes \1 or more"),
    (r"^Input should be less than or equal to (\S+)$", r"it takes \1 at most"),
    (r"^Input should be a valid integer\b.*$", "it takes a whole number"),
    (r"^Input should be a valid number\b.*$", "it takes a number"),
    (r"^Value error, ", ""),
)
"""What pydantic says, by which typer reads values, and how it is said here."""

_LEFT = 26
"""Columns of an option; what it says begins behind them."""


class HelpfulCommand(TyperCommand):
    """A command with help of this form, which says in usual words what an option takes."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands behind the command's name."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = in_usual_words(str(error.message))
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(_help(self, ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What stands behind the command's name where its use is told."""
        return _usage(self, ctx)


class HelpfulGroup(TyperGroup):
    """A command of commands, with help of this form."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(_help(self, ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """See `HelpfulCommand`."""
        return ["COMMAND", "[…]"]


def in_usual_words(sentence: str) -> str:
    """What is said of an option's value by who reads it."""
    for said, usual in _USUAL_WORDS:
        sentence = re.sub(said, usual, sentence)
    return sentence


def app_of(**settings: Any) -> typer.Typer:
    """A command line with help of this form; for the settings see `typer.Typer`."""
    return typer.Typer(**{"cls": HelpfulGroup, "rich_markup_mode": None, "add_completion": False, **settings})


def _usage(command: Any, ctx: Any) -> list[str]:
    arguments = [_argument(each) for each in command.get_params(ctx) if each.param_type_name == "argument"]
    return ["[OPTIONS]", *arguments]


def _argument(argument: Any) -> str:
    name = str(argument.metavar or argument.name.upper())
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _help(command: Any, ctx: Any) -> str:
    return "\n".join(_lines(command, ctx)).rstrip() + "\n"


def _lines(command: Any, ctx: Any) -> Iterator[str]:
    usage = f"{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}"
    yield f"{bold('Usage:')} {' '.join(usage.split())}"
    yield ""
    for paragraph in str(command.help or "").strip().split("\n\n"):
        yield from _wrapped(" ".join(paragraph.split()), 0)
        yield ""
    for title, rows in _sections(command, ctx):
        yield bold(title)
        for left, right in rows:
            yield from _row(left, right)
        yield ""
    if command.epilog:
        yield from _wrapped(command.epilog, 0)


def _sections(command: Any, ctx: Any) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    """The titles of the help, each with its rows."""
    parameters = [each for each in command.get_params(ctx) if not getattr(each, "hidden", False)]
    if arguments := [each for each in parameters if each.param_type_name == "argument"]:
        yield "Arguments", [(_argument(each), str(each.help or "")) for each in arguments]
    if isinstance(command, TyperGroup):
        yield from _commands(command, ctx)
    options = [each for each in parameters if each.param_type_name == "option"]
    found: dict[str, list[Any]] = {}
    for option in options:
        title = _OPTIONS if len(options) <= _FEW else _purpose(option)
        found.setdefault(title, []).append(option)
    order = [
        *dict.fromkeys(OPTION_GROUPS.values()),
        *(title for title in found if title != _OPTIONS),
        _OPTIONS,
    ]
    for title in dict.fromkeys(each for each in order if each in found):
        yield title, [(_spelling(each), _about(each)) for each in found[title]]


def _commands(group: Any, ctx: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    names = list(group.list_commands(ctx))
    grouped = {name for each in COMMAND_GROUPS.values() for name in each}
    last = list(COMMAND_GROUPS)[-1]
    groups = {
        **COMMAND_GROUPS,
        last: (*(name for name in names if name not in grouped), *COMMAND_GROUPS[last]),
    }
    if ctx.parent is not None:
        groups = {"Commands": tuple(names)}
    for title, members in groups.items():
        if rows := [(name, _in_short(group.get_command(ctx, name))) for name in members if name in names]:
            yield title, rows


def _in_short(command: Any) -> str:
    """The first sentence of what a command does."""
    return " ".join(str(command.help or "").split("\n\n")[0].split())


def _purpose(option: Any) -> str:
    own = getattr(option, "rich_help_panel", None)
    return str(own or OPTION_GROUPS.get(option.opts[-1]) or _OPTIONS)


def _spelling(option: Any) -> str:
    names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
    return names if option.is_flag else f"{names} {_value(option)}"


def _value(option: Any) -> str:
    if option.metavar:
        return str(option.metavar)
    choices = getattr(getattr(option, "type", None), "choices", None) or _choices(option)
    if choices:
        words = "|".join(str(getattr(each, "value", each)) for each in choices)
        return words if len(words) <= _LONGEST_CHOICE else option.opts[-1].lstrip("-").upper()
    return {int: "N", float: "N", str: "TEXT"}.get(_kind(option), "PATH")


def _choices(option: Any) -> list[Any]:
    kind = _kind(option)
    return list(kind) if isinstance(kind, type) and issubclass(kind, Enum) else []


def _kind(option: Any) -> Any:
    """The Python type of a value of an option."""
    kind = getattr(getattr(option, "type_descriptor", None), "annotation", None)
    return next((each for each in get_args(kind)), kind)


def _about(option: Any) -> str:
    if "--help" in option.opts:
        return "Show this text."
    about = str(option.help or "")
    default = option.default
    shown = getattr(default, "value", default)
    if option.is_flag or callable(default) or shown in (None, "", (), []) or not option.show_default:
        return about
    return f"{about} Default: {shown}."


def _row(left: str, right: str) -> Iterator[str]:
    if len(left) > _LEFT - 4:
        yield f"  {left}"
        yield from _wrapped(right, _LEFT)
        return
    first, *more = _wrapped(right, _LEFT) or [""]
    yield f"  {left}".ljust(_LEFT) + first[_LEFT:]
    yield from more


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        text,
        _width(),
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _width() -> int:
    return max(40, min(shutil.get_terminal_size().columns, 100))
