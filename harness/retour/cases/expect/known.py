"""What an expectation names, held against the rule set: rules and retour codes that there are."""

from __future__ import annotations

from retour.cases.expect.key import Setting
from retour.errors import CaseFileError
from retour.model import Place
from retour.rulesets import FILLING_RULE
from retour.text.globs import fits
from retour.text.nearest import did_you_mean


def refuse_unknown_rule(code: str, setting: Setting, place: Place) -> None:
    """A rule that the set doesn't have is a mistake.

    Raises:
        CaseFileError: with the nearest rule.
    """
    if setting.rules is not None and code not in (known := setting.rules.codes | {FILLING_RULE}):
        raise CaseFileError(
            f"rule set {setting.rules.id} has no rule {code!r}{did_you_mean(code, known)}", place
        )


def refuse_unknown_glob(glob: str, setting: Setting, place: Place) -> None:
    """A glob that no rule of the set fits is a mistake.

    Raises:
        CaseFileError: with the nearest rule.
    """
    rules = setting.rules
    if rules is not None and not any(fits(code, [glob]) for code in rules.codes | {FILLING_RULE}):
        refuse_unknown_rule(glob, setting, place)


def refuse_unknown_retour_code(code: str, setting: Setting, place: Place) -> None:
    """A retour code that stands for no rule of the set is a mistake.

    Raises:
        CaseFileError: with the nearest retour code.
    """
    rules = setting.rules
    if rules is not None and code not in rules.known_retour_codes:
        nearest = did_you_mean(code, rules.known_retour_codes)
        raise CaseFileError(f"rule set {rules.id} knows no retour code {code!r}{nearest}", place)
