"""`retour generate`: messages that schema and rules accept, or that break one rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from retour.cli.completing import message_types, rule_codes, rule_sets
from retour.cli.engine import EngineOption, WorkersOption, chosen_engine
from retour.cli.formats import Format, FormatOption, say_json
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.parameters import ParameterOption, chosen_parameters
from retour.cli.progress import progress
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, NotServed, RetourError
from retour.generating import SchemaFolder
from retour.language import Texts
from retour.making import Attempt, AttemptJudge, Broken, MadeMessages, Maker, break_rule
from retour.model import Identity
from retour.rulesets import FILLING_RULES, RuleSet, Shelf
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.writing import make_file, reasons
from retour.workspace import workspace_for

_FOLDER = Path("generated")


@dataclass(frozen=True, slots=True)
class _MadeFiles:
    """Messages of one type, and where they were written.

    Attributes:
        told: what is said of them.
        result: the same for machines.
    """

    told: list[str]
    result: dict[str, Any]
    is_complete: bool = True


def generate(
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            autocompletion=message_types,
            help="Of the messages, such as JW323; every type of the set when left out. Repeatable.",
        ),
    ] = None,
    count: Annotated[int, typer.Option(min=1, metavar="N", help="How many messages of each type.")] = 1,
    seed: Annotated[str, typer.Option(help="The same seed makes the same messages.")] = "1",
    output: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder to write them to; it must be new or empty.")
    ] = _FOLDER,
    breaking: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            autocompletion=rule_codes,
            help="Make messages that break this rule, and no other where that can be. Repeatable.",
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set; the one that checks the type when left out.",
        ),
    ] = None,
    xsd: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of XSDs; the set's own when left out.")
    ] = None,
    parameter: ParameterOption = None,
    year: Annotated[
        int | None,
        typer.Option(
            min=1950,
            max=2200,
            metavar="YEAR",
            help="In which they are dated; one in which the rules hold when left out.",
        ),
    ] = None,
    format_: FormatOption = Format.TEXT,
    engine: EngineOption = None,
    engine_workers: WorkersOption = None,
    language: LanguageOption = None,
) -> None:
    """Make messages that schema and rules accept, or that break one rule."""
    workspace = workspace_for(Path.cwd())
    texts = chosen_texts(language, workspace.configuration)
    chosen = _rule_set(workspace.shelf, rules, workspace.configuration.rules, types)
    if xsd is not None:
        if not xsd.is_dir():
            raise RetourError(f"--xsd {shown(xsd)}: there is no such folder")
        chosen = replace(chosen, schemas=xsd)
    parameters = chosen_parameters(parameter, [chosen])
    asked = list(dict.fromkeys(breaking or ()))
    wanted = _types(chosen, types, asked)
    schemas = _schemas(chosen)
    folder = _new_folder(output)
    with closing(chosen_engine(workspace.configuration, engine, engine_workers)) as opened:
        judge = AttemptJudge(chosen, workspace, opened, parameters)
        makers = [Maker(identity, schemas, judge, seed, year) for identity in wanted]
        with progress(texts("generating"), count * max(len(asked), 1) * len(makers)) as seen:
            if asked:
                written = [
                    _write_broken(each, break_rule(each, code, count, seen), count, folder, texts)
                    for each in makers
                    for code in asked
                    if code in chosen.codes_for(each.identity)
                ]
            else:
                written = [
                    _write_accepted(each, each.accepted(count, seen), folder, texts) for each in makers
                ]
    if format_ is Format.JSON:
        say_json({"rules": chosen.name, "seed": seed, "results": [each.result for each in written]})
    else:
        say("\n".join(line for each in written for line in each.told))
    raise typer.Exit(AS_EXPECTED if all(each.is_complete for each in written) else NOT_AS_EXPECTED)


def _rule_set(shelf: Shelf, named: str | None, usual: str | None, types: Sequence[str] | None) -> RuleSet:
    """The set that is named; else the usual one where it checks the types, else the one that does.

    Raises:
        RetourError: there is none, or there are several.
    """
    if named is not None:
        return shelf.get(named, Path.cwd())
    if usual is not None:
        rules = shelf.get(usual, Path.cwd())
        if set(types or ()) <= set(rules.messages):
            return rules
    if not types:
        raise RetourError("messages of what? Name a type, such as --type JW323, or a rule set with --rules")
    ids = list(dict.fromkeys(each.id for each in shelf.all() if set(types) <= set(each.messages)))
    if not ids:
        sets = shelf.all()
        unknown = [name for name in types if not any(name in each.messages for each in sets)]
        raise NotServed(
            _not_checked(unknown[0], sets)
            if unknown
            else f"no rule set checks {' and '.join(types)} together"
        )
    if len(ids) > 1:
        raise RetourError(
            f"{' and '.join(types)}: several rule sets check it: say which with --rules, {' or '.join(ids)}"
        )
    return shelf.get(ids[0], Path.cwd())


def _types(rules: RuleSet, named: Sequence[str] | None, asked: Sequence[str]) -> list[Identity]:
    """The types of message that are to be made.

    Raises:
        RetourError: the set doesn't check one, or none of them for a rule that is to be broken.
    """
    if not rules.has_rules:
        raise NotServed(f"rule set {rules.id} has no rules: nothing can tell whether a message is accepted")
    known = {
        rules.called(identity): identity for identity in rules.serves if identity.namespace or identity.root
    }
    for name in named or ():
        if name not in known:
            raise NotServed(_not_checked(name, [rules]))
    found = [known[name] for name in dict.fromkeys(named or known)]
    if not asked:
        return found
    checked = {identity: rules.codes_for(identity) for identity in found}
    for code in asked:
        if not any(code in codes for codes in checked.values()):
            raise RetourError(f"--breaking {code}: {_not_broken(rules, code, found)}")
    if not named:  # one type will do
        return list(dict.fromkeys(next(each for each in found if code in checked[each]) for code in asked))
    return found


def _not_checked(name: str, sets: Sequence[RuleSet]) -> str:
    """Why no message of a type can be made, as a clause."""
    for rules in sets:
        for heen in rules.serves:
            if any(retour.type == name for retour in heen.answers()):
                return f"{name} answers {heen.type}: make that one, and its answer with retour answer"
    known = sorted({each for rules in sets for each in rules.messages})
    whose = f"rule set {sets[0].id} doesn't check" if len(sets) == 1 else "no rule set in reach checks"
    return f"{whose} {name}{did_you_mean(name, known)}"


def _not_broken(rules: RuleSet, code: str, types: Sequence[Identity]) -> str:
    """Why no message can be made that breaks a rule, as a clause."""
    if code in FILLING_RULES:
        return "it is about retourberichten, and generate makes the messages that they answer"
    if code in rules.history_codes and code not in rules.message_codes:
        return "it is judged by the messages that went before, and generate makes messages that stand alone"
    if code in rules.message_codes:
        names = " or ".join(rules.called(each) for each in types)
        others = [
            rules.called(each) for each in rules.serves if each not in types and code in rules.codes_for(each)
        ]
        return f"it isn't checked in {names}, but in {' and '.join(others)}"
    return f"rule set {rules.id} has no such rule{did_you_mean(code, sorted(rules.codes))}"


def _schemas(rules: RuleSet) -> SchemaFolder:
    if not rules.schemas.is_dir():
        raise RetourError(f"rule set {rules.id} has no schemas of its own: say where they are with --xsd DIR")
    return SchemaFolder(rules.schemas)


def _new_folder(folder: Path) -> Path:
    with reasons(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RetourError(f"{shown(folder)}: --output takes a folder that isn't there yet, or is empty")
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write_accepted(maker: Maker, made: MadeMessages, folder: Path, texts: Texts) -> _MadeFiles:
    rules = maker.judge.rules
    name = rules.called(maker.identity)
    files = list(_files(made.messages, folder, name))
    told = [
        texts(
            "%(messages)s of %(type)s in %(folder)s, accepted by %(rules)s",
            messages=_counted(files, texts),
            type=name,
            folder=shown(folder),
            rules=rules.name,
        ),
        "  "
        + texts(
            "%(made)s accepted as made, %(repaired)s repaired, %(thrown_away)s thrown away",
            made=made.at_once,
            repaired=made.repaired,
            thrown_away=made.thrown_away,
        ),
    ]
    result = {
        "type": name,
        "files": files,
        "accepted_as_made": made.at_once,
        "repaired": made.repaired,
        "thrown_away": made.thrown_away,
    }
    return _MadeFiles(told, result)


def _write_broken(maker: Maker, broken: Broken, count: int, folder: Path, texts: Texts) -> _MadeFiles:
    rules = maker.judge.rules
    name = rules.called(maker.identity)
    code = broken.code
    files = list(_files(broken.messages, folder, f"{name}-{code}"))
    if not files:
        none = texts("none of %(number)s messages of %(type)s breaks it", number=broken.judged, type=name)
        told = [f"{code}: {none}{_switched_off(maker, texts)}"]
    else:
        where = texts(
            "%(messages)s of %(type)s in %(folder)s",
            messages=_counted(files, texts),
            type=name,
            folder=shown(folder),
        )
        told = [f"{code}: {where}, {_what_else(broken, texts)}"]
        if not broken.alone:
            alone = texts(
                "none of the %(number)s messages that were tried breaks it alone", number=broken.judged
            )
            told.append(f"  {alone}")
        elif len(files) < count:
            tried = texts("%(number)s messages were tried, and no more were found", number=broken.judged)
            told.append(f"  {tried}")
    result = {
        "type": name,
        "breaking": code,
        "files": files,
        "alone": broken.alone,
        "others": list(broken.others),
        "judged": broken.judged,
    }
    return _MadeFiles(told, result, len(files) == count)


def _what_else(broken: Broken, texts: Texts) -> str:
    """What fires besides the rule that is broken."""
    if broken.alone:
        return texts("in which nothing else fires")
    if not broken.others:
        return texts("in which other rules fire too")
    others = f" {texts('and')} ".join(broken.others)
    return texts.counted(
        len(broken.others),
        "in which %(others)s fires too",
        "in which %(others)s fire too",
        others=others,
    )


def _switched_off(maker: Maker, texts: Texts) -> str:
    """What else may be the reason that a rule never fires."""
    parameters = maker.judge.rules.entry_for(maker.identity).parameters
    if not parameters:
        return ""
    return texts(
        "; it may be one that a parameter switches on (%(parameters)s): see retour explain",
        parameters=", ".join(parameters),
    )


def _counted(files: Sequence[str], texts: Texts) -> str:
    return texts.counted(len(files), "%(number)s message", "%(number)s messages")


def _files(attempts: Sequence[Attempt], folder: Path, stem: str) -> Iterator[str]:
    for number, attempt in enumerate(attempts, 1):
        file = folder / f"{stem}-{number}.xml"
        make_file(file, attempt.data)
        yield shown(file)
