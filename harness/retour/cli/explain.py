"""`retour explain CODE`: what a rule, a retour code, a code of a level or of the chain means, and its cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from retour import explaining
from retour.cli.completing import codes, rule_sets
from retour.cli.explanation_text import explanation_text
from retour.cli.formats import Format, FormatOption, say_json
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say, terminal_width
from retour.cli.progress import progress
from retour.explaining import Explanation, Found, Knowledge, KnownRule, Mention, find_cases, with_cases
from retour.text.display import shown
from retour.workspace import workspace_for


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
    language: LanguageOption = None,
) -> None:
    """Explain a code: what it means, where it applies, and which cases in this folder expect it."""
    here = workspace_for(Path.cwd())
    shelf, texts = here.shelf, chosen_texts(language, here.configuration)
    if rules is None:
        explanation = explaining.explain(code, shelf.all(), "the rule sets in reach have")
    else:
        found = shelf.get(rules, Path.cwd())
        explanation = explaining.explain(code, [found], f"rule set {found.id} has")
    with progress(texts("looking for cases")):
        cases = find_cases(Path.cwd())
    explanation = with_cases(explanation, cases)
    if output is Format.JSON:
        say_json(explanation_document(explanation))
    else:
        say(explanation_text(explanation, texts, terminal_width()))
    for error in (*shelf.broken, *cases.broken):
        say(f"retour: left out: {error}", err=True)


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
