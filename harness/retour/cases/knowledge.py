"""What a case says of its sender and of parameters, held against what there is."""

from __future__ import annotations

from collections.abc import Mapping

from retour.errors import CaseFileError
from retour.model import Case
from retour.rulesets import RuleSet
from retour.text.nearest import did_you_mean
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
    """Every parameter is one that a stylesheet of the set declares: the processor accepts any name in silence.

    Raises:
        CaseFileError: with the nearest declared name.
    """
    declared = {name for entry in rules.all_entries for name in entry.parameters}
    for name in parameters:
        if name not in declared:
            hint = did_you_mean(name, declared) or ("; it declares none" if not declared else "")
            here = (*at, "parameters", name)
            place = text.place(here, key=True)
            if place == text.place(at):
                place = text.place(("parameters", name), key=True)
            raise CaseFileError(f"rule set {rules.id} has no stylesheet parameter {name!r}{hint}", place)
