"""docs/reference: commands and options, keys of files, levels and codes, JSON Schemas, as the code has them.

Run it with `make reference`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from retour.cases.schema import case_file_schema
from retour.cli.app import app
from retour.cli.schema import SCHEMAS
from retour.levels import LEVEL_CODES
from retour.pytest_plugin.hooks import pytest_addoption
from retour.rulesets.manifest_schema import manifest_schema
from typer.main import get_command

PROJECT = Path(__file__).resolve().parent.parent
PAGES = PROJECT / "docs" / "reference"

_NOTE = "<!-- Written by `make reference`: change the code, not this page. -->"


def pages() -> dict[str, str]:
    """The pages: file name → Markdown."""
    written = {
        "commands.md": _commands(),
        "pytest-options.md": _pytest_options(),
        "case-files.md": _case_files(),
        "levels.md": _levels(),
        "schemas.md": _schemas(),
    }
    return {name: "\n".join([_NOTE, "", *lines, ""]) for name, lines in written.items()}


def _commands() -> Iterator[str]:
    root = get_command(app)
    yield "# Commands"
    yield ""
    yield "`retour COMMAND --help` tells the same. These go with every command:"
    yield ""
    yield from _parameters(root.params)
    for name, command in _each_command(root, "retour"):
        yield f"## {name}"
        yield ""
        yield str(command.help).strip()
        yield ""
        yield from _parameters(command.params)


def _each_command(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The commands of a group, and of the groups in it, with their full names."""
    for each in group.list_commands(None):
        command = group.get_command(None, each)
        if hasattr(command, "list_commands"):
            yield from _each_command(command, f"{name} {each}")
        else:
            yield f"{name} {each}", command


def _parameters(parameters: Sequence[Any]) -> Iterator[str]:
    rows = [(_spelling(each), _about(each)) for each in parameters if not each.hidden]
    yield from _table(("argument or option", ""), rows)


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar or parameter.name.upper()}`"
    values = "" if parameter.is_flag else " " + (parameter.metavar or _values(parameter))
    return ", ".join(f"`{option}{values}`" for option in parameter.opts)


def _values(parameter: Any) -> str:
    kind = parameter.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(each.value) for each in kind)
    return str(getattr(kind, "__name__", kind)).upper()


def _about(parameter: Any) -> str:
    repeated = parameter.param_type_name == "option" and parameter.multiple
    about = str(parameter.help or "").strip()
    return about + (" Repeatable." if repeated and "epeatable" not in about else "")


def _pytest_options() -> Iterator[str]:
    yield "# Options of pytest"
    yield ""
    yield "Those of the plugin. `pytest --help` tells the same, and `retour run` passes them on."
    yield ""
    parser = pytest.Parser(_ispytest=True)
    pytest_addoption(parser)
    options = [each.attrs() | {"names": each.names()} for each in parser.getgroup("retour").options]
    yield from _table(
        ("option", ""), [(_written_option(each), _sentence(str(each["help"]))) for each in options]
    )


def _written_option(option: Mapping[str, Any]) -> str:
    (name,) = option["names"]
    if option["nargs"] == 0:
        return f"`{name}`"
    value = option.get("metavar") or "|".join(option.get("choices") or ()) or "VALUE"
    return f"`{name} {value}`"


def _case_files() -> Iterator[str]:
    yield "# Keys of files"
    yield ""
    yield (
        "Of case files (`*.cases.yaml`) and of `ruleset.yaml`. What they are for, with examples, stands in"
        " [cases](../cases.md) and [rule sets](../rule-sets.md)."
    )
    yield ""
    schema = case_file_schema()
    yield from _keys("A case file, and a fragment", schema)
    for name, title in _PARTS.items():
        yield from _keys(title, schema["$defs"][name])
    manifest = manifest_schema()
    yield from _keys("`ruleset.yaml`", manifest)
    for name, part in manifest["$defs"].items():
        yield from _keys(_PARTS_OF_MANIFEST[name], part)


_PARTS: Mapping[str, str] = {
    "CaseFields": "A case",
    "OtherMessageFields": "Another message: `heen`, `history`",
    "EditFields": "An edit",
    "CopyFields": "`add: {copy of: …}`",
    "RawFields": "A change of bytes: `raw`",
    "ExpectFields": "What is expected: `expect`",
    "ClaimFields": "A finding that is expected: `fires`, and the levels",
    "SilentFields": "A rule that stays silent: `not`",
    "AllowedFields": "What may be found: `allow`",
    "KnownFields": "A known gap: `known`",
    "RegisterFile": "A register in a file",
}
"""Parts of the schema of case files, in the order in which a reader comes by them."""

_PARTS_OF_MANIFEST: Mapping[str, str] = {
    "EntryFields": "An entry of `ruleset.yaml`",
    "SchematronFields": "`schematron` of `ruleset.yaml`",
}


def _keys(title: str, part: Mapping[str, Any]) -> Iterator[str]:
    needed = set(part.get("required", ()))
    rows = [
        (f"`{key}`", "" if key not in needed else "yes", str(about.get("description", "")))
        for key, about in part["properties"].items()
    ]
    yield f"## {title}"
    yield ""
    if about := part.get("description"):
        yield str(about)
        yield ""
    yield from _table(("key", "required", "meaning"), rows)


def _levels() -> Iterator[str]:
    yield "# Levels and codes"
    yield ""
    yield (
        "What is found at each level but those of the rules, whose codes stand in the"
        " [catalogue](../rules/README.md). `retour explain CODE` tells the same, with the cases that expect it."
        " [Levels](../levels.md) tells what each level is for."
    )
    yield ""
    for level, codes in LEVEL_CODES.items():
        yield f"## {level}"
        yield ""
        if not codes:
            yield "Its codes are those of the rule set."
            yield ""
            continue
        rows = [
            (
                f"`{code.code}`",
                code.severity if code.lenient is None else f"{code.severity}, {code.lenient} when lenient",
                code.meaning,
                code.source,
                ", ".join(code.chain),
            )
            for code in codes.values()
        ]
        yield from _table(("code", "severity", "meaning", "source", "in the chain"), rows)


def _schemas() -> Iterator[str]:
    yield "# JSON Schemas"
    yield ""
    yield "`retour schema NAME` prints them; each is also a file in `schema`."
    yield ""
    for name, make in SCHEMAS.items():
        schema = make()
        yield f"## {name}"
        yield ""
        yield f"{schema.get('title', name)}. " + _sentence(str(schema.get("description", "")))
        yield f"[`{name}.schema.json`](../../schema/{name}.schema.json)"
        yield ""
        rows = [
            (f"`{key}`", str(about.get("description", "")))
            for key, about in schema.get("properties", {}).items()
        ]
        yield from _table(("key at the top", "meaning"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    found = [*rows]
    if not found:
        return
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from (_row(row) for row in found)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if not text or text.endswith(".") else ".")


def main() -> None:
    """Write the pages."""
    PAGES.mkdir(exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
