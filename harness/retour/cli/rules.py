"""`retour rules`: the rule sets in reach, published ones installed and locked, and official reports on what they should have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from retour.cli.completing import rule_sets
from retour.cli.engine import chosen_engine
from retour.cli.formats import Format, FormatOption, say_json
from retour.cli.helping import HelpfulCommand, app_of
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say, terminal_width
from retour.cli.rule_report import report
from retour.configuration import Configuration, begin_configuration, find_configuration
from retour.language import Texts, mark
from retour.model import Identity
from retour.rulesets import (
    Entry,
    InstallError,
    LockDifference,
    RuleSet,
    install,
    read_lock,
    shipped_folder,
    verify_lock,
)
from retour.rulesets.manifest import SchematronFields
from retour.schematron import Served, add_schema, find_transpiler
from retour.text.columns import columns
from retour.text.display import shown
from retour.workspace import workspace_for

DIFFERS = 1
SET_FAILED = 3

app = app_of(
    help="Rule sets: list, show, add and verify them, or compare one with an official rule report.",
    no_args_is_help=True,
)
app.command(cls=HelpfulCommand)(report)


@app.command("list", cls=HelpfulCommand)
def list_(output: FormatOption = Format.TEXT, language: LanguageOption = None) -> None:
    """List the rule sets in reach, in the order in which they win."""
    here = workspace_for(Path.cwd())
    shelf, texts = here.shelf, chosen_texts(language, here.configuration)
    sets = shelf.all()
    if output is Format.JSON:
        broken = [str(error) for error in shelf.broken]
        say_json({"rule_sets": [summary_of(rules) for rules in sets], "broken": broken})
    else:
        for line in columns([_row(summary_of(rules), texts) for rules in sets], terminal_width()) or [
            texts("no rule sets in reach")
        ]:
            say(line)
    for error in shelf.broken:
        say(f"retour: {error}", err=True)
    if shelf.broken:
        raise typer.Exit(SET_FAILED)


@app.command(cls=HelpfulCommand)
def show(
    reference: Annotated[
        str,
        typer.Argument(metavar="ID_OR_PATH", autocompletion=rule_sets, help="As in `rules:` of a case file."),
    ],
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
) -> None:
    """Show all that is known of a rule set."""
    here = workspace_for(Path.cwd())
    rules, texts = here.shelf.get(reference, Path.cwd()), chosen_texts(language, here.configuration)
    if output is Format.JSON:
        say_json(description_of(rules))
    else:
        say("\n".join(_text(rules, texts)))


@app.command(cls=HelpfulCommand)
def add(
    source: Annotated[
        Path, typer.Argument(help="A folder, a zip file, a git checkout, or a Schematron schema (.sch).")
    ],
    tag: Annotated[str | None, typer.Option(help="The tag to take from a git checkout.")] = None,
    to: Annotated[
        str | None,
        typer.Option(
            help="The folder to install into, below that of `rule_sets`; <standard>/<release> when left out."
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what is there.")] = False,
    schemas: Annotated[
        Path | None,
        typer.Option(help="A folder of XSDs for a set that brings none; they stay when the set is replaced."),
    ] = None,
    phase: Annotated[
        str | None,
        typer.Option(
            help="Of a schema: the phase to compile; #ALL for all patterns. Its default when left out."
        ),
    ] = None,
    namespaces: Annotated[
        list[str] | None,
        typer.Option(
            "--namespace",
            metavar="URI",
            help="Of a schema: a namespace of the messages that it is for, where its patterns don't tell. Repeatable.",
        ),
    ] = None,
    root: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a schema: the root element of these messages.")
    ] = None,
    transpiler: Annotated[
        Path | None,
        typer.Option(
            help="Of a schema: transpile.xsl of SchXslt2, or a folder that holds it, before the configuration."
        ),
    ] = None,
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
) -> None:
    """Install published rule sets into the first folder of `rule_sets` and lock them in retour.lock.

    Where there is no configuration, this leaves a retour.toml, so that all commands below that folder find the sets.
    """
    configuration = _configuration()
    texts = chosen_texts(language, configuration)
    shelf = next(iter(configuration.rule_sets), None)
    if source.suffix == ".sch":
        if tag is not None:
            raise InstallError("--tag goes with a git checkout, not with a schema")
        found = _add_schema(
            source,
            configuration,
            transpiler,
            phase=phase,
            served=Served(namespaces or (), root),
            shelf=shelf,
            to=to,
            replace=replace,
            schemas=schemas,
            stylesheet_limit=configuration.stylesheet_limit,
        )
    else:
        _refuse_of_schema(phase=phase, namespace=namespaces, root=root, transpiler=transpiler)
        found = install(
            source,
            configuration.root,
            shelf=shelf,
            tag=tag,
            to=to,
            replace=replace,
            schemas=schemas,
            stylesheet_limit=configuration.stylesheet_limit,
        )
    if configuration.file is None:
        begin_configuration(configuration.root)
    installed = [summary_of(rules) for rules in found]
    if output is Format.JSON:
        say_json({"installed": installed})
    else:
        for line in columns([_row(summary, texts) for summary in installed], terminal_width()):
            say(line)


@app.command(cls=HelpfulCommand)
def verify(output: FormatOption = Format.TEXT, language: LanguageOption = None) -> None:
    """Tell what differs between the installed rule sets and retour.lock."""
    project, texts = _configuration().root, chosen_texts(language)
    differences = verify_lock(project)
    if output is Format.JSON:
        found = [{"kind": one.kind, "set": one.set, "path": one.path} for one in differences]
        say_json({"differences": found})
    elif differences:
        say("\n".join(_sentence(one, texts) for one in differences))
    else:
        say(texts("as locked: %(sets)s", sets=", ".join(one.name for one in read_lock(project))))
    if differences:
        raise typer.Exit(DIFFERS)


def _add_schema(
    source: Path, configuration: Configuration, transpiler: Path | None, **options: Any
) -> list[RuleSet]:
    found = find_transpiler(transpiler or configuration.schematron_transpiler, configuration.root)
    engine = chosen_engine(configuration, "saxon", 1)
    try:
        return add_schema(source, configuration.root, engine, found, **options)
    finally:
        engine.close()


def _refuse_of_schema(**options: Any) -> None:
    for name, value in options.items():
        if value:
            raise InstallError(f"--{name} goes with a Schematron schema (.sch)")


def _configuration() -> Configuration:
    return find_configuration(Path.cwd())


_KINDS = (mark("changed"), mark("missing"), mark("added"), mark("unreadable"))
"""How a file may differ from the lock."""


def _sentence(difference: LockDifference, texts: Texts) -> str:
    match difference.kind:
        case "nothing-locked":
            return texts("nothing is locked: there is no set in %(folder)s", folder=difference.path)
        case "set-missing":
            told = texts("the folder %(folder)s is missing", folder=difference.path)
            return f"{difference.set}: {told}"
        case kind:
            return f"{difference.set}: {texts(kind)} {difference.path}"


def summary_of(rules: RuleSet) -> dict[str, Any]:
    """What `rules list` tells of a set."""
    shipped = rules.folder.is_relative_to(shipped_folder())
    return {
        "id": rules.id,
        "version": rules.version,
        "messages": list(rules.messages),
        "rules": len(rules.codes),
        "sha256": rules.sha256,
        "folder": shown(rules.folder),
        "shipped": shipped,
    }


def _row(summary: dict[str, Any], texts: Texts) -> tuple[str, ...]:
    return (
        summary["id"],
        summary["version"] or texts("no version"),
        texts.counted(summary["rules"], "%(number)s rule", "%(number)s rules")
        if summary["rules"]
        else texts("no rules"),
        summary["sha256"][:12],
        texts("shipped") if summary["shipped"] else summary["folder"],
        " ".join(summary["messages"]),
    )


def description_of(rules: RuleSet) -> dict[str, Any]:
    """All that is known of a set, as `rules show` writes it in JSON."""
    described = [
        {"rule": code, "retour": rules.retour_code(code), "meaning": rules.meaning(code)}
        for code in sorted(rules.codes)
    ]
    return {
        **summary_of(rules),
        "standard": rules.standard,
        "release": rules.release,
        "dialect": rules.dialect if rules.has_rules else None,
        "schematron": rules.schematron.model_dump() if rules.schematron is not None else None,
        "entries": [_entry(rules, entry) for entry in rules.entries],
        "helpers": [_entry(rules, entry) for entry in rules.helpers],
        "history": [_entry(rules, entry) for entry in rules.history],
        "broken": {name: str(error) for name, error in rules.broken.items()},
        "rules": described,
        "notes": [
            {"kind": note.kind, "text": note.text, "place": note.place and str(note.place)}
            for note in rules.notes
        ],
    }


def _entry(rules: RuleSet, entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "stylesheet": shown(entry.path),
        "namespaces": list(entry.namespaces),
        "serves": _served_by(rules, entry),
        "codes": list(entry.codes),
        "parameters": list(entry.parameters),
        "sha256": entry.sha256,
    }


_SERVES_OTHERWISE = {
    False: mark("any namespace of this standard, release and type"),
    True: mark("no message: others are used for all that it takes"),
}


def _served_by(rules: RuleSet, entry: Entry) -> list[str]:
    """The namespaces of the messages that are checked with an entry."""
    if entry in rules.history:
        return list(entry.namespaces)
    return [
        message.namespace if message.root is None else f"{message.root} {{{message.namespace}}}"
        for message in entry.serves
        if rules.serving[message] == entry
    ]


def _text(rules: RuleSet, texts: Texts) -> list[str]:
    facts = [
        (texts("folder"), shown(rules.folder)),
        (texts("digest"), rules.sha256),
        (texts("report"), rules.dialect) if rules.has_rules else (texts("rules"), texts(_NO_RULES)),
        *([(texts("compiled"), _compiled(rules.schematron, texts))] if rules.schematron is not None else ()),
    ]
    lines = [rules.name, *_indented(_columns(facts, 2))]
    if not rules.has_rules:
        schemas = [(rules.called(of), shown(file)) for of, file in _schemas(rules)]
        lines += ["", texts("schemas"), *_indented(_columns(schemas, 2))]
    for title, entries in (
        (texts("entries"), rules.entries),
        (texts("helpers"), rules.helpers),
        (texts("history"), rules.history),
    ):
        if entries:
            lines += ["", title]
        for entry in entries:
            lines += _indented([f"{entry.name}  {shown(entry.path)}"])
            known = [
                (texts("digest"), entry.sha256),
                (
                    texts("serves"),
                    " ".join(_served_by(rules, entry)) or texts(_SERVES_OTHERWISE[bool(entry.namespaces)]),
                ),
                (texts("rules"), " ".join(entry.codes) or texts("none")),
                (texts("parameters"), " ".join(entry.parameters) or texts("none")),
            ]
            lines += _indented(_indented(_columns(known, 4)))
    if described := _described(rules, texts):
        lines += ["", *described]
    notes = [
        f"{note.place}: {texts.sentence(note.text)}" if note.place else texts.sentence(note.text)
        for note in rules.notes
    ]
    notes += [
        texts("%(name)s can't be used: %(why)s", name=name, why=error) for name, error in rules.broken.items()
    ]
    return [*lines, "", texts("notes"), *_indented(notes)] if notes else lines


def _compiled(by: SchematronFields, texts: Texts) -> str:
    phase = texts("all phases") if by.phase == "#ALL" else texts("phase %(name)s", name=by.phase)
    transpiler = f"{by.transpiler} ({by.licence}, {by.sha256[:12]})"
    return texts(
        "from %(file)s, %(phase)s, by %(transpiler)s",
        file=by.sources[0],
        phase=phase,
        transpiler=transpiler,
    )


def _described(rules: RuleSet, texts: Texts) -> list[str]:
    """What is known of each rule: its retour code, where the set has such codes, and its meaning."""
    codes = sorted(rules.codes)
    meanings = [rules.meaning(code, texts.language) or "" for code in codes]
    if any(map(rules.retour_code, codes)):
        retour = [rules.retour_code(code) or texts("no retour code") for code in codes]
        return [
            texts("retour codes"),
            *_indented(_columns(list(zip(codes, retour, meanings, strict=True)), 2)),
        ]
    table = _indented(_columns(list(zip(codes, meanings, strict=True)), 2))
    return [texts("meanings"), *table] if any(meanings) else []


_NO_RULES = mark("none: the set has schemas alone, and judges the levels up to schema")


def _schemas(rules: RuleSet) -> Iterator[tuple[Identity, Path]]:
    """The messages of a set's schemas, and the file of each."""
    for message in rules.schema.messages:
        if (file := rules.schema.file_of(message.namespace)) is not None:
            yield message, file


def _columns(rows: Sequence[Sequence[str]], indented: int) -> list[str]:
    """A table that is to be indented by so many spaces."""
    width = terminal_width()
    return columns(rows, None if width is None else width - indented)


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]
