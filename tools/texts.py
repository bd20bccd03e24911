"""The catalogue of texts: what the code says, and what `nl.po` has of it.

`python -m tools.texts` (`make texts`) brings `nl.po` up to date: new texts get an empty translation, texts that are gone go, and each
tells where it is used. What the calendars in `rules/transitions` and the error codes of the chain say is among them.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import polib
import yaml
from jinja2 import Environment
from jinja2.ext import extract_from_ast

PROJECT = Path(__file__).resolve().parent.parent
HARNESS = PROJECT / "harness" / "retour"
CATALOGUE = HARNESS / "language" / "nl.po"
FAULTS = HARNESS / "messages" / "envelopes" / "faults.csv"
CALENDARS = PROJECT / "rules" / "transitions"

_OF_CALENDARS = ("about", "state", "source", "stopped", "advice", "unknown", "menu")
"""The keys of a calendar that hold a text for people."""

_FUNCTIONS = ("_", "gettext", "ngettext", "counted")
"""What templates call with a text; `trans` becomes one of them."""

Key = tuple[str, ...]
"""A text; or two, for one thing and for several."""


def texts_used() -> dict[Key, list[str]]:
    """Each text that the code says, with the files that do, below `harness/retour`; those of calendars below the project."""
    found: dict[Key, list[str]] = {}
    for root, folder in ((HARNESS, HARNESS), (PROJECT, CALENDARS)):
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(root).as_posix()
            for key in _texts_in(file):
                if name not in found.setdefault(key, []):
                    found[key].append(name)
    return found


def _texts_in(file: Path) -> Iterator[Key]:
    if file.suffix == ".html":
        yield from _in_template(file.read_text(encoding="utf-8"))
    elif file.suffix == ".py" and file.parent.name != "language":
        yield from _in_code(file.read_text(encoding="utf-8"))
    elif file == FAULTS:
        yield from (
            (row["meaning"],) for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
        )
    elif file.parent == CALENDARS:
        yield from _in_calendar(yaml.safe_load(file.read_text(encoding="utf-8")))


def _in_calendar(part: object) -> Iterator[Key]:
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        if key in _OF_CALENDARS and isinstance(value, str):
            yield (value,)
        else:
            yield from _in_calendar(value)


def _in_template(text: str) -> Iterator[Key]:
    environment = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    environment.policies["ext.i18n.trimmed"] = True
    for _, _, said in extract_from_ast(environment.parse(text), _FUNCTIONS, babel_style=False):
        yield (said,) if isinstance(said, str) else tuple(each for each in said or () if each is not None)


def _in_code(text: str) -> Iterator[Key]:
    """What is handed to `mark(…)`, to `texts(…)` and to `texts.counted(number, …)`, whoever owns the texts."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        values = [each.value for each in node.args if isinstance(each, ast.Constant)]
        said = tuple(value for value in values if isinstance(value, str))
        is_text = called in ("mark", "texts") and len(node.args) == 1
        is_counted = called == "counted" and len(node.args) == 3
        if len(said) == (1 if is_text else 2 if is_counted else 0) and said:
            yield said


def key_of(entry: polib.POEntry) -> Key:
    """What an entry of the catalogue translates."""
    return (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)


def main() -> None:
    """Bring the catalogue up to date."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=110)
    known = {key_of(entry): entry for entry in catalogue}
    catalogue.clear()
    for key, places in sorted(texts_used().items()):
        plural = {"msgid_plural": key[1], "msgstr_plural": {0: "", 1: ""}} if len(key) == 2 else {}
        entry = known.get(key) or polib.POEntry(msgid=key[0], **plural)
        entry.occurrences = [(name, "") for name in places]
        catalogue.append(entry)
    catalogue.save()
    missing = sum(not entry.translated() for entry in catalogue)
    print(f"{len(catalogue)} texts, {missing} without a translation")


if __name__ == "__main__":
    main()
