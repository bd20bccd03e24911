"""`retour check MESSAGE…`: which retour codes fire on these files or folders."""

from __future__ import annotations

import textwrap
import time
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple, get_args

import typer

from retour.caching import Cache
from retour.checking import outcome_job, preceded_by
from retour.cli.caching import CacheOption, cache_of
from retour.cli.colour import painter
from retour.cli.completing import asked_codes, one_of, rule_codes, rule_sets
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
from retour.cli.output import give, say, say_pieces
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
    findings_text,
    from_cache,
    gitlab_of,
    result_of,
    sarif_of,
)
from retour.reports.spool import ResultSpool
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


_OF_RESULTS = (CheckFormat.JSON, CheckFormat.SARIF, CheckFormat.GITLAB, CheckFormat.CSV)
"""Formats that are made of results, as a document has them."""


def check(
    messages: Annotated[
        list[Path],
        typer.Argument(
            metavar="MESSAGE…", autocompletion=asked_codes, help="Message files, or folders of them."
        ),
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
        typer.Option(
            metavar="LEVEL",
            autocompletion=one_of(lambda: LEVEL_NAMES),
            help=f"Judge only this level: {', '.join(LEVEL_NAMES)}. Repeatable.",
        ),
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
        texts = texts_in(wanted)
        told = _ToldOutcomes(output, html is not None, rules, workspaces, texts)
        outcomes = _outcomes(
            files, rules, parameters, limit, chosen, workspaces, levels, earlier, pinned, known, asked
        )
        with progress(texts("checking"), len(files)) as seen:
            for outcome in outcomes:
                told.add(outcome)
                seen()
    if html is not None:
        write_judged(
            chosen.name,
            told.results,
            html,
            values=values,
            language=wanted,
            known=list(_named(rules, workspaces)),
            seconds=time.monotonic() - begun,
        )
    if output is CheckFormat.RAPPORT and told.last.problem is not None:
        say(f"retour: {told.last.problem.text}", err=True)
    elif file is not None:
        write_document(file, told.pieces(chosen.name))
        say("\n".join(told.summary), paint=painter(texts))
    elif output is CheckFormat.RAPPORT:
        give(_report(told.last).encode())
    else:
        say_pieces(told.pieces(chosen.name), painter(texts) if output is CheckFormat.TEXT else None)
    raise typer.Exit(max(told.exit_code, *(error.exit_code for error in selected.unread), AS_EXPECTED))


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
        outcomes = _results(engine, checks, kept)
        if asked.why or asked.silent:
            of = asked.codes if asked.why else ()
            yield from with_reasons(engine, list(zip(checks, outcomes, strict=True)), of, asked.silent)
        else:
            yield from outcomes
    finally:
        engine.close()


def _results(engine: Engine, checks: Sequence[Check], known: Cache | None) -> Iterator[Outcome]:
    """The outcomes of checks in their order; neither they nor the messages are kept here."""
    pending = deque(
        engine.submit([outcome_job(request, lambda outcome, _: outcome, known) for request in checks])
    )
    while pending:
        yield pending.popleft().result()


class _ToldOutcomes:
    """What is told of outcomes, taken in one by one: of thousands not all are in memory.

    Args:
        output: the format.
        keeps_results: whether the results are asked for in any format.
        rules: a reference to the rule set; None for those that serve the messages.

    Attributes:
        results: those of all outcomes, where they are kept.
        exit_code: the highest.
        last: the last outcome.
    """

    def __init__(
        self,
        output: CheckFormat,
        keeps_results: bool,
        rules: str | None,
        workspaces: Workspaces,
        texts: Texts,
    ) -> None:
        self.results = ResultSpool()
        self.exit_code = AS_EXPECTED
        self.last: Outcome
        self._output = output
        self._keeps_results = keeps_results or output in _OF_RESULTS
        self._rules = rules
        self._workspaces = workspaces
        self._texts = texts
        self._paragraphs: list[str] = []
        self._meanings: dict[str, str] = {}
        self._statuses: Counter[OutcomeStatus] = Counter()
        self._codes: Counter[str] = Counter()
        self._cached = 0
        self._without_set: set[str] = set()

    def add(self, outcome: Outcome) -> None:
        """Take in the next outcome."""
        self.last = outcome
        self.exit_code = max(self.exit_code, exit_code_of([outcome]))
        self._statuses[outcome.status] += 1
        self._codes.update(set(map(finding_name, outcome.findings)))
        self._cached += outcome.is_cached
        if outcome.problem is not None and outcome.problem.kind == NotServed.kind:
            identity = outcome.identity
            self._without_set.add(str(identity) if identity is not None and identity.type else "")
        if self._keeps_results:
            self.results.add(result_of(outcome), len(self.results))
        if self._output is CheckFormat.TEXT:
            meaning = partial(self._meaning, outcome, self._texts.language)
            self._paragraphs.append(findings_text(outcome, meaning, self._texts))
        elif self._output is CheckFormat.SARIF:
            for code in dict.fromkeys(finding.code for finding in outcome.findings):
                if code not in self._meanings and (text := self._meaning(outcome, ENGLISH.language, code)):
                    self._meanings[code] = text

    def pieces(self, engine: str) -> Iterator[str]:
        """The text in its format, in pieces, with the end of its last line."""
        match self._output:
            case CheckFormat.JSON:
                yield from self.results.pieces(engine)
            case CheckFormat.SARIF:
                yield sarif_of(annotations_of(self.results), self._meanings)
            case CheckFormat.GITLAB:
                yield gitlab_of(annotations_of(self.results))
            case CheckFormat.CSV:
                yield csv_of(self.results).rstrip("\n")
            case CheckFormat.RAPPORT:
                yield _report(self.last).rstrip("\n")
            case CheckFormat.TEXT:
                summary = ["", *self.summary] if len(self._paragraphs) > 1 else []
                advice = _advice(self._without_set, self._texts) if self._rules is None else []
                yield "\n".join([*self._paragraphs, *summary, *advice])
        yield "\n"

    @property
    def summary(self) -> list[str]:
        """How many messages fared how, and in how many each code was found."""
        counts = self._statuses
        statuses = ", ".join(
            f"{counts[status]} {self._texts(status)}" for status in get_args(OutcomeStatus) if counts[status]
        )
        codes = [
            f"  {number:>6}  {name}"
            for name, number in sorted(self._codes.items(), key=lambda of: (-of[1], of[0]))
        ]
        cached = [from_cache(self._cached, counts.total(), self._texts)] if self._cached else []
        return [statuses, *codes, *cached]

    def _meaning(self, outcome: Outcome, language: Language, code: str) -> str | None:
        workspace = self._workspaces.of(Path(outcome.message))
        return meaning_in(workspace, self._rules, outcome, code, language)


def _advice(without_set: Collection[str], texts: Texts) -> list[str]:
    """What can be done about messages that no rule set in reach judges.

    Args:
        without_set: what is known of them; empty for one of which nothing is.
    """
    if not without_set:
        return []
    names = sorted(filter(None, without_set))
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
