"""Proposals put before a person, one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from retour.cases.accepting import Proposal
from retour.cli.output import say
from retour.language import ENGLISH, Texts
from retour.text.plain import plain


class Answer(Enum):
    """What a person says to a proposal; the value is what they type."""

    ACCEPT = "a"
    REJECT = "r"
    SKIP_FILE = "s"
    ACCEPT_RULES = "A"
    QUIT = "q"


def ask(proposal: Proposal, texts: Texts = ENGLISH) -> Answer:
    """Ask until there is an answer; the end of the input is a wish to stop."""
    rules = f" {texts('and')} ".join(sorted(proposal.codes)) or texts("this case")
    question = texts(
        "[a]ccept, [r]eject, [s]kip the rest of this file, accept [A]ll that is about %(rules)s alone, [q]uit:",
        rules=rules,
    )
    while True:
        try:
            answer = input(plain(f"{question} ")).strip()
        except EOFError:
            say()
            return Answer.QUIT
        if answer in {known.value for known in Answer}:
            return Answer(answer)


def review(
    proposals: Sequence[Proposal],
    shown: Callable[[Proposal], str],
    answer_to: Callable[[Proposal], Answer],
    texts: Texts = ENGLISH,
) -> list[Proposal]:
    """Show each proposal and take an answer to it.

    Returns:
        The proposals that are accepted.
    """
    taken: list[Proposal] = []
    skipped: set[Path] = set()
    rules: list[frozenset[str]] = []
    for number, proposal in enumerate(proposals, 1):
        if proposal.case.file in skipped:
            continue
        place = texts("%(number)s of %(all)s", number=number, all=len(proposals))
        say(f"── {place} ──\n{shown(proposal)}\n")
        if proposal.expect is None:
            told = texts("can't be accepted: %(why)s", why=texts.sentence(proposal.refusal or ""))
            say(f"{told}\n")
            continue
        is_known = bool(proposal.codes) and any(proposal.codes <= accepted for accepted in rules)
        answer = Answer.ACCEPT if is_known else answer_to(proposal)
        match answer:
            case Answer.ACCEPT:
                taken.append(proposal)
            case Answer.ACCEPT_RULES:
                taken.append(proposal)
                rules.append(proposal.codes)
            case Answer.SKIP_FILE:
                skipped.add(proposal.case.file)
            case Answer.QUIT:
                break
            case Answer.REJECT:
                pass
    return taken
