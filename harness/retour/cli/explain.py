"""`retour explain CODE`: what a rule, a retour code, a code of a level or of the chain means, and its cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from retour import explaining
from retour.cli.completing import codes, rule_sets
from retour.cli.formats import Format, FormatOption, say_json
from retour.cli.output import say
from retour.explaining import Explanation, Found, Knowledge, KnownRule, Mention, find_cases, with_cases
from retour.messages.envelopes import Fault
from retour.model import Case
from retour.rulesets import FILLING_RULE, FILLING_RULES, GeneralCode, Rule
from retour.text.display import shown
from retour.workspace import workspace_for

_MANNERS = {
    "fires": "expects it to fire",
    "retour": "expects its retour code",
    "silent": "expects it to stay silent",
}
_INFERRED = "inferred: the release itself doesn't state the rule"


def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE",
            autocompletion=codes,
            help="A rule (TR018), a retour code (9018), a level's code (bom), one of the chain (StUF055).",
        ),
    ],
    rules: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="The rule set; every one in reach that knows the code when left out.",
        ),
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Explain a code: what it means, where it applies, and which cases in this folder expect it."""
    shelf = workspace_for(Path.cwd()).shelf
    if rules is None:
        explanation = explaining.explain(code, shelf.all(), "the rule sets in reach have")
    else:
        found = shelf.get(rules, Path.cwd())
        explanation = explaining.explain(code, [found], f"rule set {found.id} has")
    cases = find_cases(Path.cwd())
    explanation = with_cases(explanation, cases)
    if output is Format.JSON:
        say_json(explanation_document(explanation))
    else:
        say("\n".join(_text(explanation)))
    for error in (*shelf.broken, *cases.broken):
        say(f"retour: left out: {error}", err=True)


def _text(explanation: Explanation) -> Iterator[str]:
    if explanation.kind == "retour":
        yield f"{explanation.code}  {explanation.general or 'a retour code'}"
    for found in explanation.levels:
        yield from _found(found)
    if explanation.fault is not None:
        yield from _raised(explanation.fault, explanation.found_as)
    for knowledge in explanation.sets:
        if explanation.kind == "retour":
            yield from _behind(explanation, knowledge)
        else:
            yield from _rule(knowledge.known[0], knowledge)
        yield from _cases(knowledge)


def _found(found: Found) -> Iterator[str]:
    known, number = found.known, len(found.cases)
    yield f"{known.level} {known.code}  {known.meaning}"
    lenient = known.severity_in("lenient")
    yield f"  severity    {known.severity}" + (
        f", {lenient} when lenient" if lenient != known.severity else ""
    )
    yield f"  source      {known.source}"
    for fault_number, fault in enumerate(found.chain):
        of = " or ".join(fault.issuers)
        yield f"  {'' if fault_number else 'chain':<10}  {fault.code} of {of}: {fault.meaning}"
    if not found.cases:
        yield "  cases       none below this folder"
    else:
        yield f"  cases       {number} {'expects' if number == 1 else 'expect'} it"
        yield from (f"              {_place(case)}  {case.id}" for case in found.cases)


def _raised(fault: Fault, found_as: Sequence[str]) -> Iterator[str]:
    """An error code of the chain."""
    yield f"{fault.code}  {fault.meaning}"
    yield f"  raised by   {', '.join(fault.issuers)}, in a Fo01"
    yield f"  listed in   {', '.join(fault.lists)}"
    yield f"  found as    {', '.join(found_as) or 'nothing: it takes more than an envelope'}"


def _behind(explanation: Explanation, knowledge: Knowledge) -> Iterator[str]:
    """The rules that a retour code stands for: one in full, several in a line each."""
    if len(knowledge.known) == 1:
        yield from _rule(knowledge.known[0], knowledge)
    elif knowledge.known:
        yield f"{knowledge.rules.name}: {len(knowledge.known)} rules have it"
        yield from (f"  {_headline(rule)}" for rule in knowledge.known)
    elif explanation.general is None:
        yield f"{knowledge.rules.name}: the stylesheets write it themselves, no rule has it"
    else:
        yield f"{knowledge.rules.name}: no rule has it"
    if knowledge.general is not None:
        yield from _described(knowledge.general)


def _rule(rule: KnownRule, knowledge: Knowledge) -> Iterator[str]:
    described = rule.described
    yield _headline(rule)
    yield f"  rule set    {knowledge.rules.name}"
    if rule.entries:
        yield f"  checked in  {', '.join(rule.messages)}"
        yield from (f"              {shown(entry.path)}" for entry in rule.entries)
    elif rule.code in FILLING_RULES:
        yield f"  checked in  {', '.join(rule.messages) or 'every retourbericht'}"
        by = "the harness, with the rules of the heenbericht" if rule.code == FILLING_RULE else "the harness"
        yield f"              by {by}"
    else:
        yield f"  checked in  no message{_why_not(described)}"
    yield from _described(described)


def _why_not(rule: Rule) -> str:
    if rule.not_implemented:
        return f", not implemented: {rule.not_implemented}"
    return ": no entry of the set reports it"


def _described(described: Rule | GeneralCode) -> Iterator[str]:
    """What the catalogue says of a rule as of a general retour code."""
    if described.meaning_nl:
        yield f"  in Dutch    {described.meaning_nl}"
    if described.level:
        yield f"  level       {described.level}"
    if described.source:
        yield f"  source      {described.source}"
    if described.certainty:
        yield f"  certainty   {_INFERRED if described.certainty == 'inferred' else described.certainty}"
    for number, decision in enumerate(described.edge_cases):
        yield f"  {'' if number else 'decided':<10}  - {decision}"


def _headline(rule: KnownRule) -> str:
    retour = f" → {rule.retour}" if rule.retour else ", without a retour code"
    return f"{rule.code}{retour}  {rule.described.meaning or 'no meaning is given: the set has none in a catalogue'}"


def _cases(knowledge: Knowledge) -> Iterator[str]:
    """The cases, by what they say of the code; a line under each heading for each case."""
    if not knowledge.cases:
        yield "  cases       none below this folder"
    for manner, words in _MANNERS.items():
        mentions = [mention for mention in knowledge.cases if mention.manner == manner]
        if mentions:
            number = len(mentions)
            yield f"  cases       {number} {words if number == 1 else words.replace('expects', 'expect')}"
            yield from (
                f"              {_place(each.case)}  {each.case.id}{_gap(each.case, knowledge)}"
                for each in mentions
            )


def _gap(case: Case, knowledge: Knowledge) -> str:
    """That it is a known gap of the rule set that a case names a rule."""
    if case.known is None or not case.known.holds:
        return ""
    of_gap = {*(claim.code for claim in case.known.fires), *case.known.silent}
    return "" if of_gap.isdisjoint(rule.code for rule in knowledge.known) else " (known gap)"


def _place(case: Case) -> str:
    return f"{case.place.file}:{case.place.line}"


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    """All that is known of a code, as `--format json` writes it."""
    return {
        "code": explanation.code,
        "kind": explanation.kind,
        "meaning": explanation.general,
        "rule_sets": [_set_part(knowledge) for knowledge in explanation.sets],
        "levels": [_level_part(found) for found in explanation.levels],
        "chain": _chain_part(explanation),
    }


def _chain_part(explanation: Explanation) -> dict[str, Any] | None:
    if explanation.fault is None:
        return None
    return {
        "issuers": list(explanation.fault.issuers),
        "lists": list(explanation.fault.lists),
        "found_as": list(explanation.found_as),
    }


def _level_part(found: Found) -> dict[str, Any]:
    known = found.known
    return {
        "level": known.level,
        "code": known.code,
        "meaning": known.meaning,
        "severity": {"strict": known.severity, "lenient": known.severity_in("lenient")},
        "source": known.source,
        "chain": [fault.code for fault in found.chain],
        "cases": [{"file": case.place.file, "line": case.place.line, "id": case.id} for case in found.cases],
    }


def _set_part(knowledge: Knowledge) -> dict[str, Any]:
    return {
        "id": knowledge.rules.id,
        "version": knowledge.rules.version,
        "sha256": knowledge.rules.sha256,
        "general": knowledge.general and knowledge.general.model_dump(exclude={"code"}),
        "rules": [_rule_part(rule) for rule in knowledge.known],
        "cases": [_case_part(mention) for mention in knowledge.cases],
    }


def _rule_part(rule: KnownRule) -> dict[str, Any]:
    described = rule.described
    return {
        "code": rule.code,
        "retour": rule.retour,
        "level": described.level,
        "messages": list(rule.messages),
        "not_implemented": described.not_implemented,
        "entries": [shown(entry.path) for entry in rule.entries],
        "meaning": described.meaning,
        "meaning_nl": described.meaning_nl,
        "source": described.source,
        "certainty": described.certainty,
        "edge_cases": list(described.edge_cases),
    }


def _case_part(mention: Mention) -> dict[str, Any]:
    place = mention.case.place
    return {
        "expects": mention.manner,
        "file": place.file,
        "line": place.line,
        "id": mention.case.id,
        "about": mention.case.about,
    }
