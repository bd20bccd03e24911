"""Checks → profiles: each message is judged again and again, each time with another template that does nothing.

What a run takes less is what the template costs with all that it calls: its conditions, its selections, the patterns of what it
applies. The templates of an entry are switched in one copy of it, by the parameter by which mutants are, so all runs have
the same stylesheet. Time is that of the processor, which other programs on the machine hardly change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from retour.checking import Subject, outcome_job
from retour.engines import Answer, Engine, Job, Order, Reply, Request, StylesheetFile
from retour.errors import ConfigurationError, RetourError
from retour.language import mark
from retour.levels import Check
from retour.model import Outcome
from retour.mutation.generation import generate
from retour.mutation.model import Mutant
from retour.mutation.reach import Reach, Top
from retour.mutation.schemata import PARAMETER, write_schemata
from retour.profiling.model import EntryProfile, MeasuredMessage, TemplateCost
from retour.rulesets import Entry, RuleSet
from retour.text.scratch import scratch_folder
from retour.text.versions import set_order
from retour.xslt.names import is_xsl
from retour.xslt.source import Source
from retour.xslt.stylesheets import Stylesheets

_LONG = 0.05
"""Seconds after which a run is measured no more often than once."""

_SWITCHES = ("template",)
"""The mutants among which those are that leave a template out."""


@dataclass(frozen=True, slots=True)
class _Judging:
    """One message and an entry that judges it."""

    name: str
    rules: RuleSet
    order: Order
    time_limit: float


def profile(
    checks: Sequence[tuple[str, Check]], engine: Engine, runs: int
) -> tuple[list[EntryProfile], dict[str, str]]:
    """Measure what templates cost.

    Args:
        checks: the messages, each with a name.
        engine: SaxonC; with one child process, for two disturb each other.
        runs: how often a short run is made, of which the quickest counts.

    Returns:
        A profile for each entry that judges one of the messages; and why other messages are judged by none, by name.

    Raises:
        RetourError: a rule set can't be profiled.
    """
    left_out: dict[str, str] = {}
    by_entry: dict[str, list[_Judging]] = defaultdict(list)
    jobs = [_job(name, replace(check, probes=None)) for name, check in checks]
    for (name, _), pending in zip(checks, engine.submit(jobs), strict=True):
        found = pending.result()
        if isinstance(found, str):
            left_out[name] = found
        else:
            for run in found:
                by_entry[run.order.stylesheet.path].append(run)
    profiles = [_profile(each, engine, runs) for each in by_entry.values()]
    return sorted(profiles, key=lambda each: (*set_order(each.rules), each.name)), left_out


def _job(name: str, check: Check) -> Job[Sequence[_Judging] | str]:
    """The work of judging a message as ever; the runs that it takes, or why there are none."""

    def judged(outcome: Outcome, subject: Subject) -> tuple[Outcome, RuleSet | None]:
        return outcome, subject.rules

    job = outcome_job(check, judged)
    made: list[Request | None] = []

    def prepare() -> Request | None:
        made.append(job.prepare())
        return made[-1]

    def complete(answer: Answer) -> Sequence[_Judging] | str:
        outcome, rules = job.complete(answer)
        if outcome.problem is not None:
            return outcome.problem.text
        request = made[-1] if made else None
        if request is None or rules is None or outcome.failed_level == "schema":
            return mark("no rules judge it")
        orders = {order.stylesheet: order for order in _chain(request.order) if order.transform}
        return [
            _Judging(name, rules, order._replace(validation=None, also=None), request.time_limit)
            for order in orders.values()
        ] or mark("no rules judge it")

    return Job(job.group, prepare, complete, job.choice, job.first)


def _chain(order: Order) -> Iterable[Order]:
    one: Order | None = order
    while one is not None:
        yield one
        one = one.also


def _profile(measured: Sequence[_Judging], engine: Engine, runs: int) -> EntryProfile:
    rules, path = measured[0].rules, measured[0].order.stylesheet.path
    entry = next(entry for entry in rules.all_entries if str(entry.path) == path)
    sources = {sheet.path: Source(sheet) for sheet in Stylesheets(rules.folder).reached(entry.path)}
    reach = Reach(entry, sources)
    templates = list(_templates(sources, reach))
    with scratch_folder() as folder:
        copy = _copy(entry, sources, templates, folder)
        bench = _Bench(engine, copy, runs)
        found = [bench.measured(run, templates) for run in measured]
    messages = [
        MeasuredMessage(run.name, _elements(run.order.text), each.whole, each.noise)
        for run, each in zip(measured, found, strict=True)
    ]
    places = {_top_of(template): number for number, template in enumerate(templates)}
    costs = []
    for number, template in enumerate(templates):
        below = [places[top] for top in reach.only_called_by(_top_of(template)) if top in places]
        own = [max(0.0, each.costs[number] - sum(each.costs[other] for other in below)) for each in found]
        costs.append(
            TemplateCost(
                template.before,
                template.file,
                template.line,
                tuple(sorted(reach.rules(template))),
                {message.name: seconds for message, seconds in zip(messages, own, strict=True)},
                sum(each.costs[number] for each in found),
            )
        )
    costs.sort(key=lambda cost: -cost.total)
    return EntryProfile(rules.stamp, entry.name, messages, costs)


def _templates(sources: Mapping[Path, Source], reach: Reach) -> Iterable[Mutant]:
    """The templates of an entry, each as the mutant that leaves it out."""
    for source in sources.values():
        for mutant in generate(source, _SWITCHES).mutants:
            (edit,) = mutant.edits
            is_template = is_xsl(source.elements[edit.element], "template")
            if edit.how == "removed" and is_template and reach.reaches(mutant):
                yield mutant


def _top_of(template: Mutant) -> Top:
    return template.file, template.edits[0].element


def _copy(
    entry: Entry, sources: Mapping[Path, Source], templates: Sequence[Mutant], folder: Path
) -> StylesheetFile:
    copied = write_schemata(entry.path, sources.values(), templates, folder, lists=entry.lists)
    named = tuple((str(copied(file)), found) for file, found in entry.named)
    stylesheet = copied(entry.path)
    return StylesheetFile(str(stylesheet), "profiled", str(stylesheet.parent), bool(entry.asks), named)


def _elements(text: str) -> int:
    root = etree.fromstring(
        text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
    return sum(1 for _ in root.iter(etree.Element))


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a message takes: all in all, and for each template; and by how much two measurements of the first differ."""

    whole: float
    costs: Sequence[float]
    noise: float


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where runs are measured.

    Attributes:
        copy: the entry with its templates to be switched.
        runs: how often a short run is made.
    """

    engine: Engine
    copy: StylesheetFile
    runs: int

    def measured(self, run: _Judging, templates: Sequence[Mutant]) -> _Measured:
        """What a message takes, and what it takes less without each of the templates.

        Raises:
            RetourError: it can't be run at all.
        """
        first, warm = self._seconds(run, [0, 0], 2)  # the first runs of a stylesheet take longer
        if isinstance(first, RetourError) or isinstance(warm, RetourError):
            raise ConfigurationError(f"{run.name} can't be profiled: {first}")
        times = max(1, min(self.runs, int(_LONG / max(warm, 1e-6))))
        half = len(templates) // 2
        numbers = [*range(1, half + 1), 0, *range(half + 1, len(templates) + 1)]
        _, before, *between, after = self._seconds(run, [0, 0, *numbers, 0], times)
        wholes = [before, between.pop(half), after]
        if any(isinstance(each, RetourError) for each in wholes):
            raise ConfigurationError(f"{run.name} can't be profiled: it takes too long")
        known = [each for each in wholes if not isinstance(each, RetourError)]
        whole = min(known)
        # Where rules fail without a template, nothing is known of it.
        costs = [0.0 if isinstance(each, RetourError) else max(0.0, whole - each) for each in between]
        return _Measured(whole, costs, max(known) - whole)

    def _seconds(self, run: _Judging, numbers: Sequence[int], times: int) -> list[float | RetourError]:
        """The quickest of some runs, for each number of a template that is left out; 0 for none."""

        def taken(answer: Answer) -> float | RetourError:
            return min(answer.seconds) if isinstance(answer, Reply) else _as_error(answer)

        jobs = [
            Job(
                "profile",
                lambda number=number: Request(self._order(run.order, number, times), run.time_limit * times),  # type: ignore[misc]
                taken,
            )
            for number in numbers
        ]
        return [pending.result() for pending in self.engine.submit(jobs)]

    def _order(self, order: Order, number: int, times: int) -> Order:
        parameters = {**order.parameters, PARAMETER: str(number)}
        return order._replace(stylesheet=self.copy, parameters=parameters, timed=times)


def _as_error(answer: Answer) -> RetourError:
    return answer if isinstance(answer, RetourError) else RetourError("nothing was run")
