"""`retour compare OLD [NEW]`: two rule sets, or two engines, over the same messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial, reduce
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.completing import cases, rule_sets
from retour.cli.engine import JudgeOption, PatchLevelOption, UrlOption, WorkersOption, chosen_judge
from retour.cli.formats import PageFormat, PageFormatOption
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.progress import progress
from retour.cli.selection import select_messages, usable_cases
from retour.comparison import (
    Comparison,
    ExpectedChanges,
    Input,
    Release,
    case_inputs,
    compare,
    comparison_document,
    comparison_markdown,
    comparison_page,
    comparison_text,
    generated_inputs,
    headline,
    keep_changed,
    message_inputs,
    opened_release,
    read_expected_changes,
    why_not_compared,
)
from retour.comparison.comparing import MOST_EXAMPLES
from retour.configuration import CACHE, Configuration
from retour.engines import Engines
from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, NotServed, RetourError
from retour.language import Texts
from retour.levels import LEVEL_CODES
from retour.model import Outcome
from retour.rulesets import RuleSet, Shelf
from retour.subjects.description import SystemUnderTest
from retour.subjects.names import SERVICE
from retour.subjects.reducing import as_told_by
from retour.text.scratch import scratch_folder
from retour.text.writing import write_document
from retour.workspace import Workspaces, now_with

_EXPECTED_CHANGES = "expected-changes.yaml"
_KEPT = "compared"
"""Folder of the messages that were made and whose outcome changed in the last comparison."""


def compare_sets(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            autocompletion=rule_sets,
            help="A rule set: an id, a folder, or folder@revision of its git repository.",
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="NEW", autocompletion=rule_sets, help="The other one; with --engines it may be left out."
        ),
    ] = None,
    cases: Annotated[
        list[str] | None,
        typer.Option(
            "--cases",
            metavar="PATH",
            autocompletion=cases,
            help="Take the messages of these cases, edits made. Repeatable.",
        ),
    ] = None,
    messages: Annotated[
        list[Path] | None,
        typer.Option(
            "--messages", metavar="PATH", help="Take message files, or folders of them. Repeatable."
        ),
    ] = None,
    generate: Annotated[
        int | None,
        typer.Option(
            "--generate", metavar="N", min=1, help="Make N valid messages of every type that both sets check."
        ),
    ] = None,
    seed: Annotated[str, typer.Option(help="The same seed makes the same messages.")] = "1",
    schemas: Annotated[
        list[Path] | None,
        typer.Option(
            rich_help_panel="Which messages and cases",
            metavar="DIR",
            help="Folder of XSDs to make them from; the sets' own when left out. Repeatable.",
        ),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to write the messages to that were made.")
    ] = None,
    waivers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=f"Changes that are meant; {_EXPECTED_CHANGES} here when there is one."
        ),
    ] = None,
    output: PageFormatOption = PageFormat.TEXT,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every change, not three examples of each kind; a page does.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write to a file, and print the first sentence."),
    ] = None,
    engine: JudgeOption = None,
    engines: Annotated[
        str | None,
        typer.Option(
            metavar="A,B", help="Run OLD with one engine and NEW with another, such as saxon,libxslt."
        ),
    ] = None,
    engine_url: UrlOption = None,
    engine_patch_level: PatchLevelOption = None,
    engine_workers: WorkersOption = None,
    language: LanguageOption = None,
) -> None:
    """Compare two rule sets: show which rules give other findings on the same messages."""
    if new is None and engines is None:
        raise RetourError("compare with what? Name a second rule set, or two engines with --engines")
    if generate is None and (schemas or keep):
        raise RetourError(
            "--schemas and --keep are about messages that are made: say how many with --generate N"
        )
    workspaces = Workspaces()
    here = workspaces.of(Path.cwd())
    texts = chosen_texts(language, here.configuration)
    with ExitStack() as stack:
        before = stack.enter_context(opened_release(old, here.shelf, Path.cwd()))
        after = before if new is None else stack.enter_context(opened_release(new, here.shelf, Path.cwd()))
        for release in (before, after):
            if not release.rules.has_rules:
                raise NotServed(f"rule set {release.rules.id} has no rules to compare: it has schemas alone")
        meant = _expected(waivers, before, after, here.shelf)
        scratch = stack.enter_context(scratch_folder())
        usable, unusable = usable_cases(cases or [], workspaces)
        selected = [(case, workspaces.of(case.file)) for case in usable]
        found = select_messages(messages or [])
        for error in found.unread:
            raise error
        inputs = case_inputs(selected, scratch) + message_inputs(found.files, here)
        made: list[Input] = []
        home = here.configuration.root / CACHE / _KEPT
        if generate is not None:
            where = _schema_folders(schemas, before, after)
            folder = _made_folder(keep, scratch)
            made = generated_inputs(before, after, where, generate, seed, folder, keep or home, here)
        reached = engine_url, engine_patch_level
        pair = (
            _two_engines(engines, reached, engine_workers, here.configuration)
            if engines is not None
            else None
        )
        if pair is None:
            pair = (chosen_judge(here.configuration, engine, *reached, engine_workers),) * 2
        subjects = [each.subject for each in pair if each.subject is not None]
        for each in dict.fromkeys(pair):
            stack.callback(each.close)
        inputs += made
        inputs = _askable(inputs, subjects, before.rules, texts)
        most = None if everything or output is PageFormat.HTML else MOST_EXAMPLES
        with progress(texts("comparing"), len(inputs)) as seen:
            comparison = compare(before, after, inputs, pair, meant, seen, most, partial(_told_by, subjects))
        if made and keep is None:
            keep_changed(made, comparison.changed, home)
    if inputs and comparison.messages == comparison.stopped and not comparison.unjudged:
        raise NotServed(f"none of the {len(inputs)} messages gets to the rules of either set")
    _write(comparison, output, file, texts)
    raise typer.Exit(max(unusable, _exit_code(comparison)))


def _expected(file: Path | None, before: Release, after: Release, shelf: Shelf) -> ExpectedChanges:
    """The changes that are meant: of the file that is named, else of the one that lies here."""
    if file is None:
        file = Path(_EXPECTED_CHANGES)
        if not file.is_file():
            return ExpectedChanges()
    of_levels = {code for codes in LEVEL_CODES.values() for code in codes}
    now = now_with(shelf)
    compared = {each.rules.id: each.rules.version for each in (before, after)}
    now = replace(now, versions={**now.versions, **compared})
    return read_expected_changes(file, before.rules.codes | after.rules.codes | of_levels, now)


def _schema_folders(named: Sequence[Path] | None, before: Release, after: Release) -> list[Path]:
    """Where schemas are: as named, else in the sets' own folders, the new set's first."""
    if named:
        return list(named)
    own = [each.rules.schemas for each in (after, before) if each.rules.schemas.is_dir()]
    if not own:
        raise RetourError("neither set has schemas of its own: say where the schemas are with --schemas DIR")
    return own


def _made_folder(keep: Path | None, scratch: Path) -> Path:
    """The folder for messages that are made."""
    if keep is None:
        return scratch
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise RetourError(f"{keep}: --keep takes a folder that isn't there yet, or is empty")
    keep.mkdir(parents=True, exist_ok=True)
    return keep


def _two_engines(
    names: str, reached: tuple[str | None, str | None], workers: int | None, configuration: Configuration
) -> tuple[Engines, Engines]:
    one, comma, other = (part.strip() for part in names.partition(","))
    if not comma or not one or not other or "," in other:
        raise RetourError(f"--engines takes two names with a comma between them, not {names!r}")
    pair = one, other
    if any(reached) and SERVICE not in pair:
        raise RetourError(
            f"--engine-url and --engine-patch-level go with {SERVICE}, which --engines doesn't name"
        )
    opened = [
        chosen_judge(configuration, name, *(reached if name == SERVICE else (None, None)), workers)
        for name in pair
    ]
    return opened[0], opened[1]


def _askable(
    inputs: list[Input], subjects: Sequence[SystemUnderTest], rules: RuleSet, texts: Texts
) -> list[Input]:
    """The messages that can be handed to all systems under test; of others it is told how many are left out, and why."""
    left_out: Counter[str] = Counter()
    kept = []
    for each in inputs:
        why = next((why for subject in subjects if (why := why_not_compared(each, subject, rules))), None)
        if why is None:
            kept.append(each)
        else:
            left_out[why] += 1
    for why, number in left_out.items():
        left = texts(
            "left out, %(number)s of %(all)s", number=texts.number(number), all=texts.number(len(inputs))
        )
        say(f"{left}: {texts.sentence(why)}", err=True)
    return kept


def _told_by(subjects: Sequence[SystemUnderTest], outcome: Outcome) -> Outcome:
    return reduce(lambda told, subject: as_told_by(subject, told), subjects, outcome)


def _written(comparison: Comparison, output: PageFormat, texts: Texts) -> str:
    match output:
        case PageFormat.TEXT:
            return comparison_text(comparison, texts)
        case PageFormat.MARKDOWN:
            return comparison_markdown(comparison, texts)
        case PageFormat.JSON:
            return comparison_document(comparison)
        case PageFormat.HTML:
            return comparison_page(comparison, texts)


def _write(comparison: Comparison, output: PageFormat, file: Path | None, texts: Texts) -> None:
    text = _written(comparison, output, texts)
    if file is None:
        say(text)
        return
    write_document(file, text if text.endswith("\n") else text + "\n")
    say(headline(comparison, texts))


def _exit_code(comparison: Comparison) -> int:
    unjudged = max((each.exit_code for each in comparison.unjudged), default=AS_EXPECTED)
    return unjudged or (AS_EXPECTED if comparison.as_expected else NOT_AS_EXPECTED)
