"""What a shell may offer: rule sets, codes and cases, as far as they are in reach; nothing where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path

from typer import Context

_MOST = 500
"""Words that are offered."""

Words = list[tuple[str, str]]
"""What may be written, each with what it means."""


def _quietly(offer: Callable[[str], Iterable[tuple[str, str]]]) -> Callable[[str], Words]:
    """What an offer holds that begins as it is written so far; a mistake anywhere is told when the command runs."""

    @wraps(offer)
    def offered(incomplete: str) -> Words:
        try:
            found = [word for word in offer(incomplete) if word[0].startswith(incomplete)]
        except Exception:
            return []
        return found[:_MOST]

    return offered


def one_of(words: Callable[[], Iterable[str]]) -> Callable[[str], Words]:
    """Offers words that are always the same.

    Args:
        words: looks them up, when a shell asks: what knows them may take long to load.
    """
    return _quietly(lambda incomplete: [(word, "") for word in words()])


@_quietly
def rule_sets(incomplete: str) -> Iterable[tuple[str, str]]:
    """The ids of the rule sets in reach."""
    from retour.workspace import workspace_for

    for rules in workspace_for(Path.cwd()).shelf.all():
        yield rules.id, f"version {rules.version}" if rules.version else "no version stated"


@_quietly
def rule_codes(incomplete: str) -> Iterable[tuple[str, str]]:
    """The rules of the sets in reach."""
    from retour.workspace import workspace_for

    found: dict[str, str] = {}
    for each in workspace_for(Path.cwd()).shelf.all():
        for code in sorted(each.codes):
            found.setdefault(code, each.meaning(code) or "")
    return found.items()


def asked_codes(ctx: Context, incomplete: str) -> Words:
    """The rules of the sets in reach, where somebody asks why and writes what looks like a rule: messages may follow too."""
    return rule_codes(incomplete) if ctx.params.get("why") and incomplete[:1].isupper() else []


@_quietly
def message_types(incomplete: str) -> Iterable[tuple[str, str]]:
    """The messages that the rule sets in reach check."""
    from retour.workspace import workspace_for

    sets = workspace_for(Path.cwd()).shelf.all()
    return [(name, "") for name in sorted({name for rules in sets for name in rules.messages})]


@_quietly
def scenario_names(incomplete: str) -> Iterable[tuple[str, str]]:
    """The scenarios that come along."""
    from retour.scenarios import shipped_scenarios
    from retour.workspace import Workspaces

    for scenario in shipped_scenarios(Workspaces(Path.cwd())):
        yield scenario.id, scenario.title


@_quietly
def page_names(incomplete: str) -> Iterable[tuple[str, str]]:
    """The pages of the documentation."""
    from retour.text.shipped import shipped

    folder = shipped("docs")
    for file in sorted(folder.rglob("*.md")):
        yield file.relative_to(folder).with_suffix("").as_posix(), ""


@_quietly
def questions(incomplete: str) -> Iterable[tuple[str, str]]:
    """The questions on a replay."""
    from retour.replay.queries import QUESTIONS

    return [(name, question.about) for name, question in QUESTIONS.items()]


@_quietly
def mistakes(incomplete: str) -> Iterable[tuple[str, str]]:
    """The kinds of mistakes that are made in rules."""
    from retour.mutation import OPERATORS

    return OPERATORS.items()


@_quietly
def codes(incomplete: str) -> Iterable[tuple[str, str]]:
    """The rules and retour codes of the sets in reach, and the codes of the levels."""
    from retour.levels import LEVEL_CODES
    from retour.workspace import workspace_for

    found = dict(rule_codes(incomplete))
    for each in workspace_for(Path.cwd()).shelf.all():
        for code in sorted(each.known_retour_codes):
            found.setdefault(code, "a retour code")
    for level, known in LEVEL_CODES.items():
        for code in known:
            found.setdefault(code, f"found at the level {level}")
    return found.items()


@_quietly
def cases(incomplete: str) -> Iterable[tuple[str, str]]:
    """Behind `file.cases.yaml::` the cases of the file, else case files in the folder that is written so far; the shell knows others."""
    from retour.cases import read_cases
    from retour.model import CASE_FILE_SUFFIX

    name, separator, _ = incomplete.partition("::")
    if separator:
        for case in read_cases(name):
            yield f"{name}::{case.id}", getattr(case, "about", None) or ""
        return
    folder = Path(name) if name.endswith("/") else Path(name).parent
    for path in sorted(folder.iterdir()):
        written = str(path)
        if name.startswith("./"):
            written = f"./{written}"
        if path.is_dir() and not path.name.startswith("."):
            yield f"{written}/", "a folder"
        elif path.name.endswith(CASE_FILE_SUFFIX):
            yield written, "a case file"
