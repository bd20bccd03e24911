"""`retour pair HEEN RETOUR`: whether a retourbericht answers a heenbericht, or each of a folder one of another folder."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from retour.checking import answered_by, outcome_job, preceded_by
from retour.cli.check import meaning_in
from retour.cli.colour import painter
from retour.cli.completing import rule_sets
from retour.cli.engine import chosen_engine
from retour.cli.formats import Format, FormatOption
from retour.cli.history import GivenHistory, HistoryOption, earlier_messages
from retour.cli.language import LanguageOption, chosen_language
from retour.cli.output import say
from retour.cli.pages import HtmlOption, ValuesOption, refuse_without_pages, write_judged
from retour.cli.selection import select_messages
from retour.errors import (
    AS_EXPECTED,
    NOT_AS_EXPECTED,
    InternalError,
    RetourError,
    as_retour_error,
    exit_code_of,
)
from retour.language import Texts, mark, texts_in
from retour.levels import LEVEL_NAMES, Check, message_within
from retour.messages import EiMessage, Message
from retour.reports import document_of, findings_text, result_of
from retour.retours import Reference, reference_answered, reference_of
from retour.workspace import Workspaces


def pair(
    heen: Annotated[Path, typer.Argument(metavar="HEEN", help="The heenbericht, or a folder of them.")],
    retour: Annotated[Path, typer.Argument(metavar="RETOUR", help="The retourbericht, or a folder of them.")],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set; found from the messages' namespaces when left out.",
        ),
    ] = None,
    history: HistoryOption = None,
    output: FormatOption = Format.TEXT,
    html: HtmlOption = None,
    values: ValuesOption = False,
    language: LanguageOption = None,
) -> None:
    """Check whether a retourbericht answers a heenbericht. With folders: find the pairs, and what has no other half."""
    refuse_without_pages(html, [("--values", values)])
    begun = time.monotonic()
    workspaces = Workspaces(Path.cwd())
    asked = chosen_language(language, workspaces.of(Path.cwd()).configuration)
    texts = texts_in(asked)
    # A wrong name is wrong use, not the fault of the message.
    named = [] if rules is None else [workspaces.of(retour).shelf.get(rules, Path.cwd())]
    in_folders = heen.is_dir() or retour.is_dir()
    read = (_read(heen, workspaces), _read(retour, workspaces)) if in_folders else ([], [])
    paired = _paired(*read) if in_folders else Paired(((heen, retour),))
    earlier = None if not history else earlier_messages(history)
    checks = [_check(*each, rules, workspaces, earlier) for each in paired.pairs]
    engine = chosen_engine(workspaces.of(retour).configuration, None, 1)
    try:
        jobs = [outcome_job(check, lambda outcome, _: outcome) for check in checks]
        outcomes = [pending.result() for pending in engine.submit(jobs)]
    finally:
        engine.close()
    unmatched = [{"message": str(file), "reason": reason} for file, reason in paired.unmatched]
    results = [result_of(outcome) for outcome in outcomes]
    if html is not None:
        write_judged(
            engine.name,
            results,
            html,
            values=values,
            language=asked,
            known=named,
            seconds=time.monotonic() - begun,
            unmatched=unmatched,
        )
    if output is Format.JSON:
        say(document_of(engine.name, results, **({"unmatched": unmatched} if in_folders else {})))
    else:
        for outcome in outcomes:
            workspace = workspaces.of(Path(outcome.message))
            meaning = partial(meaning_in, workspace, rules, outcome, language=asked)
            say(findings_text(outcome, meaning, texts), paint=painter(texts))
        for line in _summary(paired, texts) if in_folders else ():
            say(line)
    unforeseen = (error.exit_code for side in read for _, error in side if isinstance(error, InternalError))
    left_over = NOT_AS_EXPECTED if paired.unmatched else AS_EXPECTED
    raise typer.Exit(max(exit_code_of(outcomes), left_over, *unforeseen))


@dataclass(frozen=True, slots=True)
class Paired:
    """Messages of two sides, brought together.

    Attributes:
        pairs: a heenbericht and a retour each, in the order of the retours.
        unmatched: the messages that are left over, and why.
    """

    pairs: tuple[tuple[Path, Path], ...]
    unmatched: tuple[tuple[Path, str], ...] = ()


Read = Sequence[tuple[Path, Message | EiMessage | RetourError]]
"""Files, each with the message in it or why there is none."""


def _read(path: Path, workspaces: Workspaces) -> Read:
    selected = select_messages([path])
    read: list[tuple[Path, Message | EiMessage | RetourError]] = []
    for file in selected.files:
        try:
            read.append((file, message_within(Check(file, str(file), workspaces.of(file)))))
        except Exception as error:
            read.append((file, as_retour_error(error)))
    return [*read, *((Path(error.place.file if error.place else path), error) for error in selected.unread)]


def _paired(heen: Read, retours: Read) -> Paired:
    """Match retours to heenberichten by what they repeat of them: the type, the sender and its identification."""
    by_reference: dict[Reference, list[Path]] = {}
    unmatched: list[tuple[Path, str]] = []
    for file, message in heen:
        if isinstance(message, RetourError):
            unmatched.append((file, message.text))
        elif (known := reference_of(message)) is None:
            unmatched.append((file, mark("its header doesn't tell by what it is known")))
        else:
            by_reference.setdefault(known, []).append(file)
    pairs, answered = [], set()
    for file, message in retours:
        if isinstance(message, RetourError):
            unmatched.append((file, message.text))
        elif (known := reference_answered(message)) is None:
            unmatched.append(
                (
                    file,
                    mark("%(identity)s is no retourbericht, or doesn't tell what it answers")
                    % {"identity": message.identity},
                )
            )
        elif len(found := by_reference.get(known, [])) == 1:
            pairs.append((found[0], file))
            answered.add(found[0])
        elif found:
            several = mark("several heenberichten are called %(identification)s")
            unmatched.append((file, several % {"identification": known.identification}))
        else:
            none = mark("there is no %(type)s %(identification)s of %(sender)s")
            told = {"type": known.type, "identification": known.identification, "sender": known.sender}
            unmatched.append((file, none % told))
    alone = (file for files in by_reference.values() for file in files if file not in answered)
    return Paired(tuple(pairs), (*unmatched, *((file, mark("no retour answers it")) for file in alone)))


def _check(
    heen: Path, retour: Path, rules: str | None, workspaces: Workspaces, history: GivenHistory | None
) -> Check:
    workspace = workspaces.of(retour)
    check = Check(retour, str(retour), workspace, rules, Path.cwd(), levels=LEVEL_NAMES, asked=("pair",))
    answers = answered_by(check, heen)
    if history is not None:
        answers = replace(answers, history=preceded_by(check, history.before(heen)))
    return replace(check, answers=answers)


def _summary(paired: Paired, texts: Texts) -> Iterator[str]:
    yield ""
    for file, reason in paired.unmatched:
        yield f"{file}: {texts('unmatched, %(reason)s', reason=texts.sentence(reason))}"
    pairs = texts.counted(len(paired.pairs), "%(number)s pair", "%(number)s pairs")
    unmatched = texts.counted(
        len(paired.unmatched), "%(number)s message unmatched", "%(number)s messages unmatched"
    )
    yield f"{pairs}, {unmatched}"
