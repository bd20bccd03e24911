"""What a case says of its sender and of parameters, held against what there is."""

from __future__ import annotations

from collections.abc import Mapping

from retour.errors import CaseFileError, ParameterError
from retour.model import Case
from retour.rulesets import RuleSet, refuse_unusable
from retour.text.yaml_text import Placed

Path = tuple[str | int, ...]


def check_sender(case: Case, at: Path, text: Placed) -> None:
    """Who sends a message counts only when the case says when.

    Raises:
        CaseFileError: it doesn't.
    """
    if case.sender is not None and case.sent is None:
        place = text.place((*at, "sender"), key=True)
        if place == text.place(at):
            place = text.place(("sender",), key=True)
        raise CaseFileError("says who sends the message, and not when: add `sent`", place)


def check_parameters(rules: RuleSet, parameters: Mapping[str, str], at: Path, text: Placed) -> None:
    """Every parameter is one that a stylesheet of the set declares, and its value is of the type that it has there.

    Raises:
        CaseFileError: with what the set declares.
    """
    declared = [parameter for entry in rules.all_entries for parameter in entry.declared]
    try:
        refuse_unusable(parameters, declared, f"rule set {rules.id} has no")
    except ParameterError as error:
        place = text.place((*at, "parameters", error.name), key=True)
        if place == text.place(at):
            place = text.place(("parameters", error.name), key=True)
        raise CaseFileError(error.text, place) from None
