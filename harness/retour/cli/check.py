"""`retour check MESSAGE…`: which retour codes fire on these files or folders."""

from __future__ import annotations

import textwrap
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple, get_args

import typer

from retour.caching import Cache
from retour.checking import outcome_job, preceded_by
from retour.cli.caching import CacheOption, cache_of
from retour.cli.completing import rule_codes, rule_sets
from retour.cli.engine import JudgeOption, PatchLevelOption, UrlOption, WorkersOption, chosen_judge
from retour.cli.envelopes import (
    AnswersOption,
    FunctieOption,
    LabelOptions,
    MomentOption,
    ReceiverOption,
    ReferenceOption,
    SenderOption,
    UnwrapOption,
    WrapOption,
    enveloped,
)
from retour.cli.history import GivenHistory, HistoryOption, earlier_messages
from retour.cli.language import LanguageOption, chosen_language
from retour.cli.output import give, say
from retour.cli.pages import HtmlOption, ValuesOption, refuse_without_pages, write_judged
from retour.cli.parameters import (
    NowOption,
    ParameterOption,
    TodayOption,
    chosen_moment,
    chosen_parameters,
    parsed_duration,
)
from retour.cli.progress import progress
from retour.cli.selection import select_messages
from retour.engines import Engine
from retour.errors import (
    AS_EXPECTED,
    UNREADABLE,
    MessageError,
    NotServed,
    RetourError,
    exit_code_of,
)
from retour.language import ENGLISH, Texts, texts_in
from retour.levels import LEVEL_NAMES, Check, judged_levels, level_named
from retour.model import RULE_LEVELS, Language, Level, Outcome, OutcomeStatus
from retour.reasons import with_reasons
from retour.reports import (
    annotations_of,
    csv_of,
    document_of,
    findings_text,
    from_cache,
    gitlab_of,
    result_of,
    sarif_of,
)
from retour.reports.terminal import finding_name
from retour.rulesets import RuleSet
from retour.text.nearest import did_you_mean
from retour.text.writing import write_document
from retour.workspace import Workspace, Workspaces


class CheckFormat(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"
    RAPPORT = "rapport"
    SARIF = "sarif"
    GITLAB = "gitlab"
    CSV = "csv"


def check(
    messages: Annotated[
        list[Path], typer.Argument(metavar="MESSAGE…", help="Message files, or folders of them.")
    ],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set; found from the messages' namespaces when left out.",
        ),
    ] = None,
    parameter: ParameterOption = None,
    output: Annotated[
        CheckFormat,
        typer.Option(
            "--format",
            help="text, json, rapport, sarif, gitlab (its code quality report) or csv (a row for each finding).",
        ),
    ] = CheckFormat.TEXT,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Write the result to a file, and show only the totals."
        ),
    ] = None,
    time_limit: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="The most time that the rules may take, such as 5s or 500ms."),
    ] = None,
    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Show why each finding was made. For one rule only, put its code behind it: --why TR018.",
        ),
    ] = False,
    why_not: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE", autocompletion=rule_codes, help="Show why this rule made no finding. Repeatable."
        ),
    ] = None,
    engine: JudgeOption = None,
    engine_url: UrlOption = None,
    engine_patch_level: PatchLevelOption = None,
    engine_workers: WorkersOption = None,
    cache: CacheOption = True,
    level: Annotated[
        list[str] | None,
        typer.Option(metavar="LEVEL", help=f"Judge only this level: {', '.join(LEVEL_NAMES)}. Repeatable."),
    ] = None,
    history: HistoryOption = None,
    today: TodayOption = None,
    now: NowOption = None,
    wrap: WrapOption = None,
    unwrap: UnwrapOption = None,
    reference: ReferenceOption = None,
    answers: AnswersOption = None,
    moment: MomentOption = None,
    functie: FunctieOption = None,
    sender: SenderOption = None,
    receiver: ReceiverOption = None,
    html: HtmlOption = None,
    values: ValuesOption = False,
    language: LanguageOption = None,
) -> None:
    """Check messages: show the findings of each level, and the retour codes."""
    refuse_without_pages(html, [("--values", values)])
    begun = time.monotonic()
    label = LabelOptions(reference, answers, moment, functie, sender, receiver)
    workspaces = Workspaces(Path.cwd())
    configuration = workspaces.of(Path.cwd()).configuration
    wanted = chosen_language(language, configuration)
    asked = _asked(messages, why, why_not, rules, workspaces)
    selected = select_messages(asked.messages)
    for error in selected.unread:
        say(f"retour: {error}", err=True)
    files = enveloped(selected.files, wrap, unwrap, label, configuration)
    if not files:
        raise typer.Exit(UNREADABLE if selected.unread else AS_EXPECTED)
    if output is CheckFormat.RAPPORT and len(files) != 1:
        raise MessageError(
            f"--format rapport takes one message, not {len(files)}: a report is about one message"
        )
    limit = None if time_limit is None else parsed_duration("--time-limit", time_limit)
    parameters = chosen_parameters(parameter, _sets(files, rules, workspaces))
    levels = None if not level else [level_named(name) for name in level]
    pinned = chosen_moment(today, now)
    earlier = None if not history else earlier_messages(history)
    chosen = chosen_judge(configuration, engine, engine_url, engine_patch_level, engine_workers)
    with closing(chosen), cache_of(chosen, cache) as known:
        if known is None or not known.knows(configuration):
            chosen.start(1)
        outcomes = list(
            _outcomes(
                files, rules, parameters, limit, chosen, workspaces, levels, earlier, pinned, known, asked
            )
        )
    if html is not None:
        write_judged(
            chosen.name,
            [result_of(outcome) for outcome in outcomes],
            html,
            values=values,
            language=wanted,
            known=list(_named(rules, workspaces)),
            seconds=time.monotonic() - begun,
        )
    if output is CheckFormat.RAPPORT and outcomes[0].problem is not None:
        say(f"retour: {outcomes[0].problem.text}", err=True)
    else:
        text = _written(outcomes, output, chosen.name, rules, workspaces, texts_in(wanted))
        if file is not None:
            write_document(file, text.rstrip("\n") + "\n")
            say("\n".join(_summary(outcomes, texts_in(wanted))))
        elif output is CheckFormat.RAPPORT:
            give(text.encode())
        else:
            say(text)
    raise typer.Exit(
        max(exit_code_of(outcomes), *(error.exit_code for error in selected.unread), AS_EXPECTED)
    )


class _Asked(NamedTuple):
    """What is asked beside the outcomes.

    Attributes:
        messages: those that are named.
        why: whether it is to be told why findings were made.
        codes: the rules of whose findings that is told; None for all.
        silent: the rules of which it is to be told why they made none.
    """

    messages: list[Path]
    why: bool
    codes: tuple[str, ...] | None
    silent: tuple[str, ...]


def _asked(
    named: list[Path], why: bool, why_not: list[str] | None, rules: str | None, workspaces: Workspaces
) -> _Asked:
    """What is asked; a code behind --why stands among what is named.

    Raises:
        RetourError: no rule set in reach has a rule that is asked about.
    """
    silent = tuple(dict.fromkeys(why_not or ()))
    if not why and not silent:
        return _Asked(named, why, None, ())
    known = sorted({code for each in _sets(named, rules, workspaces) for code in each.codes})
    codes = tuple(str(each) for each in named if why and _is_like_code(each))
    for option, asked in (("--why", codes), ("--why-not", silent)):
        for code in asked:
            if code not in known:
                near = did_you_mean(code, known)
                raise RetourError(f"{option}: no rule set in reach has a rule {code}{near}")
    messages = [each for each in named if str(each) not in codes]
    if not messages:
        raise RetourError(f"--why {' '.join(codes)}: name the messages too")
    return _Asked(messages, why, codes or None, silent)


def _is_like_code(named: Path) -> bool:
    """Whether what stands among the messages is the code of a rule: a name alone, of nothing that is there."""
    return named.name == str(named) and not named.suffix and not named.exists()


def _sets(files: list[Path], rules: str | None, workspaces: Workspaces) -> Iterator[RuleSet]:
    """The rule sets that the files may be checked with."""
    for file in files:
        shelf = workspaces.of(file).shelf
        if rules is not None:
            yield shelf.get(rules, Path.cwd())
        else:
            yield from shelf.all()


def _named(rules: str | None, workspaces: Workspaces) -> Iterator[RuleSet]:
    """The rule set that is named, if one is."""
    if rules is not None:
        yield workspaces.of(Path.cwd()).shelf.get(rules, Path.cwd())


def _outcomes(
    files: list[Path],
    rules: str | None,
    parameters: Mapping[str, str],
    time_limit: float | None,
    engine: Engine,
    workspaces: Workspaces,
    levels: Collection[Level] | None,
    history: GivenHistory | None,
    now: datetime | None,
    known: Cache | None,
    asked: _Asked,
) -> Iterator[Outcome]:
    try:
        checks = [
            Check(
                file,
                str(file),
                workspaces.of(file),
                rules,
                Path.cwd(),
                parameters,
                time_limit,
                levels=levels,
                now=now,
            )
            for file in files
        ]
        if history is not None:
            checks = [
                replace(request, history=preceded_by(request, history.before(request.message)))
                for request in checks
            ]
        # A name of a set or a level that there isn't is wrong use, and no message's fault.
        for request in checks:
            if rules is not None:
                request.workspace.shelf.get(rules, Path.cwd())
            judged_levels(request.levels, request.workspace.configuration)
        kept = None if asked.why or asked.silent else known  # who asks why wants a run
        jobs = [outcome_job(request, lambda outcome, _: outcome, kept) for request in checks]
        outcomes = []
        with progress("checking", len(jobs)) as seen:
            for pending in engine.submit(jobs):
                outcomes.append(pending.result())
                seen()
        if asked.why or asked.silent:
            of = asked.codes if asked.why else ()
            yield from with_reasons(engine, list(zip(checks, outcomes, strict=True)), of, asked.silent)
        else:
            yield from outcomes
    finally:
        engine.close()


def _written(
    outcomes: list[Outcome],
    output: CheckFormat,
    engine: str,
    rules: str | None,
    workspaces: Workspaces,
    texts: Texts,
) -> str:
    language = texts.language if output is CheckFormat.TEXT else ENGLISH.language

    def meaning(outcome: Outcome, code: str) -> str | None:
        return meaning_in(workspaces.of(Path(outcome.message)), rules, outcome, code, language)

    match output:
        case CheckFormat.JSON:
            return document_of(engine, map(result_of, outcomes))
        case CheckFormat.SARIF:
            return sarif_of(annotations_of(map(result_of, outcomes)), _meanings(outcomes, meaning))
        case CheckFormat.GITLAB:
            return gitlab_of(annotations_of(map(result_of, outcomes)))
        case CheckFormat.CSV:
            return csv_of(map(result_of, outcomes))
        case CheckFormat.RAPPORT:
            return _report(outcomes[0])
        case CheckFormat.TEXT:
            told = [findings_text(one, lambda code, o=one: meaning(o, code), texts) for one in outcomes]  # type: ignore[misc]
            summary = ["", *_summary(outcomes, texts)] if len(outcomes) > 1 else []
            return "\n".join([*told, *summary, *(_without_set(outcomes, texts) if rules is None else ())])


def _without_set(outcomes: Iterable[Outcome], texts: Texts) -> list[str]:
    """What can be done about messages that no rule set in reach judges."""
    lacking = [each for each in outcomes if each.problem is not None and each.problem.kind == NotServed.kind]
    if not lacking:
        return []
    names = sorted({str(each.identity) for each in lacking if each.identity and each.identity.type})
    told = [
        texts(
            "To judge them, install their rule set: retour rules add FOLDER_OR_ZIP (see retour docs rule-sets)."
        ),
        texts(
            "Without it the level file is judged (--level file), and of a message in an envelope the level envelope "
            "(--level envelope)."
        ),
    ]
    if names:
        what = ", ".join(names)
        told[0] = texts(
            "To judge them, install the rule set of %(messages)s: retour rules add FOLDER_OR_ZIP (see retour docs rule-sets).",
            messages=what,
        )
    return ["", *(line for each in told for line in textwrap.wrap(each, 80, break_on_hyphens=False))]


def _meanings(outcomes: Iterable[Outcome], meaning: Callable[[Outcome, str], str | None]) -> dict[str, str]:
    """What the codes mean, each in the first set that tells."""
    found: dict[str, str] = {}
    for outcome in outcomes:
        for code in dict.fromkeys(finding.code for finding in outcome.findings):
            if code not in found and (text := meaning(outcome, code)):
                found[code] = text
    return found


def _report(outcome: Outcome) -> str:
    if outcome.report is None and outcome.failed_level not in (None, *RULE_LEVELS):
        raise RetourError(
            f"{outcome.message}: there is no Rapport: the check ended at the level {outcome.failed_level}"
        )
    if outcome.report is None and outcome.problem is None and not outcome.levels:
        raise RetourError(
            f"{outcome.message}: there is no Rapport: the system under test answers without one"
        )
    if outcome.report is None and outcome.problem is None:
        raise RetourError(
            f"{outcome.message}: there is no Rapport of a retourbericht: the rules see the heenbericht that it answers"
        )
    return outcome.report or ""


def meaning_in(
    workspace: Workspace, rules: str | None, outcome: Outcome, code: str, language: Language = "en"
) -> str | None:
    """What a code in an outcome means, as far as the rule set that brought it tells.

    Args:
        rules: a reference to the set; None for the one that serves the message's namespace.
    """
    if outcome.identity is None:
        return None
    try:
        found = workspace.shelf.get(rules, Path.cwd()) if rules else workspace.shelf.serving(outcome.identity)
    except RetourError:
        return None
    return found.meaning(code, language) if found else None


def _summary(outcomes: list[Outcome], texts: Texts) -> list[str]:
    """How many messages fared how, and in how many each code was found."""
    counts = Counter(outcome.status for outcome in outcomes)
    statuses = ", ".join(
        f"{counts[status]} {texts(status)}" for status in get_args(OutcomeStatus) if counts[status]
    )
    found = Counter(name for outcome in outcomes for name in set(map(finding_name, outcome.findings)))
    codes = [
        f"  {number:>6}  {name}" for name, number in sorted(found.items(), key=lambda of: (-of[1], of[0]))
    ]
    cached = sum(outcome.is_cached for outcome in outcomes)
    return [statuses, *codes, *([from_cache(cached, len(outcomes))] if cached else [])]
