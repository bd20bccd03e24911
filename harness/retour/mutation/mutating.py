"""Cases → what becomes of every mistake in the rules that they are checked with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retour.engines import Engine, Limits
from retour.errors import ConfigurationError, NotJudged
from retour.model import Case, Place, Problem, RuleSetStamp
from retour.mutation.equivalence import equivalence
from retour.mutation.generation import OPERATORS, generate
from retour.mutation.hunting import Settings, hunt
from retour.mutation.memory import Memory
from retour.mutation.model import Mutant, MutationWaiver, Result
from retour.mutation.since import Lines, changed_since
from retour.mutation.trials import Gathered, Ground, gather
from retour.mutation.waivers import waiver_of
from retour.rulesets import RuleSet
from retour.rulesets.dialects import dialect_named
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.scratch import scratch_folder
from retour.workspace import Workspaces
from retour.xslt.source import Source

TIME_LIMIT = 5.0

_COMPILING = 12
"""How many times its limit compiling may take: the mutants of an entry are compiled together."""


@dataclass(frozen=True)
class Options:
    """What is asked for.

    Attributes:
        rules: the only rule set to change; None for all that the cases name.
        names: rules or stylesheets, without ending, to change; empty for all.
        operators: the kinds of mistakes.
        since: only what has changed since this revision.
        waivers: mutants that no case has to notice.
        time_limit: seconds that a mutant may take with one message.
        memory: what earlier runs found.
        progress: is told how many mutants are decided, and of how many.
    """

    memory: Memory
    rules: RuleSet | None = None
    names: Collection[str] = ()
    operators: Collection[str] = tuple(OPERATORS)
    since: str | None = None
    waivers: Sequence[MutationWaiver] = ()
    time_limit: float = TIME_LIMIT
    progress: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True, slots=True)
class MutatedSheet:
    """A stylesheet in which mistakes were made.

    Attributes:
        file: absolute.
        sha256: of its bytes.
        rules: by digest of each set that reaches it, the rules that it reports.
    """

    file: Path
    sha256: str
    rules: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Mutation:
    """What was found.

    Attributes:
        sets: the rule sets that were changed.
        sheets: their stylesheets in which mistakes were made, by path.
        cases: how many cases could have noticed.
        left_out: cases that couldn't, and why.
        failed: cases over which the harness itself failed: with them the results may be others.
        results: one for each mutant, by file and line.
        not_understood: expressions that could not be read, and so weren't changed: `file:line` and text.
        unused: where waivers stand that meant no mutant that survived; empty when only a part was asked for.
    """

    sets: tuple[RuleSetStamp, ...]
    sheets: tuple[MutatedSheet, ...]
    cases: int
    left_out: Mapping[str, str]
    failed: Mapping[str, Problem]
    results: tuple[Result, ...]
    not_understood: tuple[tuple[str, str], ...]
    unused: tuple[Place, ...]


def limits_of_mutating(limits: Limits) -> Limits:
    """The limits of an engine that mutants are run in, given those of a project."""
    return replace(limits, compile=_COMPILING * limits.compile)


def mutate(cases: Iterable[Case], workspaces: Workspaces, engine: Engine, options: Options) -> Mutation:
    """Change the rules one mistake at a time, and run the cases on each.

    Raises:
        ConfigurationError: no case can notice anything, or there is no such rule or revision.
        NotJudged: no case can, for the harness itself failed.
        RetourError: a rule set can't be opened, or can't be mutated.
    """
    gathered = gather(cases, workspaces, engine, options.rules)
    if not gathered.grounds:
        for name, problem in gathered.failed.items():
            raise NotJudged(problem, f"no case can notice a mistake: {name}")
        raise ConfigurationError(_no_trials(gathered, options.rules))
    sources = {path: source for ground in gathered.grounds for path, source in ground.sources.items()}
    files = _files_named(sources, options.names, gathered.grounds)
    generated = {path: generate(sources[path], options.operators) for path in files}
    mutants = [mutant for path in files for mutant in generated[path].mutants]
    if options.names:
        mutants = [m for m in mutants if _is_asked_for(m, sources[m.file], options.names, gathered.grounds)]
    if options.since is not None:
        changed = changed_since(options.since, files)
        mutants = [m for m in mutants if _is_changed(m, sources[m.file], changed.get(m.file, ()))]
    with scratch_folder() as scratch:
        settings = Settings(scratch, options.time_limit, options.memory, options.progress)
        found = hunt(mutants, gathered.grounds, engine, settings)
    results = [_with_waiver(result, gathered.grounds, options.waivers) for result in found]
    used = {result.waiver for result in results}
    changed_files = {result.mutant.file for result in results}
    whole = not options.names and options.since is None and set(options.operators) == set(OPERATORS)
    return Mutation(
        tuple(dict.fromkeys(ground.rules.stamp for ground in gathered.grounds)),
        tuple(_sheet(path, sources[path], gathered.grounds) for path in files if path in changed_files),
        len({trial.name for ground in gathered.grounds for trial in ground.trials}),
        gathered.left_out,
        gathered.failed,
        tuple(results),
        tuple(
            (f"{shown(path)}:{line}", text) for path in files for line, text in generated[path].not_understood
        ),
        tuple(waiver.place for waiver in options.waivers if whole and waiver not in used),
    )


def _sheet(path: Path, source: Source, grounds: Sequence[Ground]) -> MutatedSheet:
    rules = {
        ground.rules.sha256: tuple(sorted(dialect_named(ground.rules.dialect).codes(source.sheet.root)))
        for ground in grounds
        if path in ground.sources
    }
    return MutatedSheet(path, hashlib.sha256(source.sheet.data).hexdigest(), rules)


def _with_waiver(result: Result, grounds: Sequence[Ground], waivers: Sequence[MutationWaiver]) -> Result:
    """A missed mutant with the reason, if there is one, why it need not be noticed."""
    if not result.is_missed:
        return result
    waiver = waiver_of(result.mutant, waivers)
    if waiver is None and result.status == "survived":
        waiver = equivalence(result.mutant, [g for g in grounds if g.reach.reaches(result.mutant)])
    return replace(result, waiver=waiver)


def _no_trials(gathered: Gathered, rules: RuleSet | None) -> str:
    if not gathered.left_out:
        of = f" that is checked with {rules.id}" if rules is not None else ""
        return f"there is no case{of}: a mistake can't be noticed by nothing"
    name, why = next(iter(gathered.left_out.items()))
    return f"no case can notice a mistake: {name} {why}" + _more(len(gathered.left_out) - 1)


def _more(number: int) -> str:
    return f"; and {number} more like it" if number else ""


def _files_named(
    sources: Mapping[Path, Source], names: Collection[str], grounds: Sequence[Ground]
) -> list[Path]:
    """The files that bear one of the names, or that report a rule of a name that no file bears; sorted.

    All when there are no names.
    """
    if not names:
        return sorted(sources)
    by_name: dict[str, set[Path]] = {}
    for ground in grounds:
        for path, source in ground.sources.items():
            for code in dialect_named(ground.rules.dialect).codes(source.sheet.root):
                by_name.setdefault(code, set()).add(path)
    for path in sources:
        by_name[path.stem] = {other for other in sources if other.stem == path.stem}
    for name in names:
        if name not in by_name:
            text = f"no rule {name} and no stylesheet {name}.xsl among those that the cases are checked with"
            raise ConfigurationError(text + did_you_mean(name, by_name))
    return sorted({path for name in names for path in by_name[name]})


def _is_asked_for(mutant: Mutant, source: Source, names: Collection[str], grounds: Sequence[Ground]) -> bool:
    """Whether a mutant stands in a stylesheet of one of the names, or where one of the rules is decided.

    Several rules may stand in one stylesheet, and in one template: then what the nearest instruction around the mutant
    reports tells of which rules it is.
    """
    if mutant.file.stem in names:
        return True
    for ground in grounds:
        if mutant.file in ground.sources:
            codes = dialect_named(ground.rules.dialect).codes
            element = source.elements[mutant.edits[0].element]
            around = (each for each in (element, *element.iterancestors()) if each is not source.sheet.root)
            own = next((found for each in around if (found := set(codes(each)))), set())
            if not (own or ground.reach.rules(mutant)).isdisjoint(names):
                return True
    return False


def _is_changed(mutant: Mutant, source: Source, changed: Lines) -> bool:
    """Whether a template, key or variable in which a mutant stands has changed."""
    places = [source.lines_of_top(edit.element) for edit in mutant.edits]
    return any(lines.start < other.stop and other.start < lines.stop for lines in places for other in changed)
