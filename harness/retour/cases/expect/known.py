"""What an expectation names, held against the rule set: rules and retour codes that there are."""

from __future__ import annotations

from collections.abc import Sequence

from retour.cases.expect.key import Places, Setting
from retour.cases.mistakes import Mistakes
from retour.errors import CaseFileError
from retour.text.globs import fits
from retour.text.nearest import did_you_mean

Globs = tuple[str, ...]
"""Patterns of rules, such as `CS*`."""


def refuse_unknown_rule(code: str, setting: Setting, *path: str | int) -> None:
    """A rule that the set doesn't have is a mistake.

    Args:
        path: to where the rule is named, from the whole expectation on.

    Raises:
        CaseFileError: with the nearest rule.
    """
    if setting.rules is not None and code not in (known := setting.rules.claimable_rules):
        raise CaseFileError(
            f"rule set {setting.rules.id} has no rule {code!r}{did_you_mean(code, known)}",
            setting.place(*path),
        )


def refuse_unjudged_rule(code: str, setting: Setting, *path: str | int) -> None:
    """A rule of which this case judges nothing is a mistake: it could neither fire nor keep silent.

    Args:
        path: as for `refuse_unknown_rule`.

    Raises:
        CaseFileError: the case has no earlier messages for a rule that looks at them, or leaves out the level.
    """
    if setting.rules is None or code not in setting.rules.codes:
        return
    by_itself = code in setting.rules.message_codes and "rules" in setting.judged
    by_history = code in setting.rules.history_codes and "history" in setting.judged
    if by_itself or (by_history and setting.case.history is not None):
        return
    if by_history and code in setting.rules.register_codes:
        if setting.has_registers:
            return
        needs = "is judged by a list from outside: add `registers`, or `history`"
    elif by_history:
        needs = "is judged by what went before the message: add `history`"
    else:
        level = "history" if code in setting.rules.history_codes else "rules"
        needs = f"is found at the level {level}, which isn't judged here: `levels` leaves it out"
    raise CaseFileError(f"{code} {needs}", setting.place(*path))


def read_globs(written: Sequence[str], place: Places) -> Globs | None:
    """A list of globs; an empty one says nothing."""
    return tuple(written) or None


def refuse_unknown_globs(key: str, globs: Sequence[str], setting: Setting) -> None:
    """A glob that no rule of the set fits is a mistake.

    Args:
        key: under which the globs stand.

    Raises:
        CaseFileError: with the nearest rule.
    """
    if setting.rules is None:
        return
    wrong = Mistakes()
    for number, glob in enumerate(globs):
        if not any(fits(code, [glob]) for code in setting.rules.claimable_rules):
            wrong.of(refuse_unknown_rule, glob, setting, key, number)
    wrong.tell()


def refuse_unknown_retour_code(code: str, setting: Setting, *path: str | int) -> None:
    """A retour code that stands for no rule of the set is a mistake.

    Args:
        path: as for `refuse_unknown_rule`.

    Raises:
        CaseFileError: with the nearest retour code.
    """
    rules = setting.rules
    if rules is not None and code not in rules.known_retour_codes:
        nearest = did_you_mean(code, rules.known_retour_codes)
        raise CaseFileError(
            f"rule set {rules.id} knows no retour code {code!r}{nearest}", setting.place(*path)
        )
