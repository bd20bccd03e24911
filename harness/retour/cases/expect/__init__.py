"""What a case expects: a module for each key of `expect`, and one registry."""

from retour.cases.expect.allow import ALLOW
from retour.cases.expect.claims import (
    ClaimList,
    astray,
    claiming,
    claims,
    describe,
    level_key,
    level_keys,
    names_findings,
    narrowest,
    rules_key,
    without_claims,
)
from retour.cases.expect.key import Data, Difference, Judgement, Key, Places, Select, Setting
from retour.cases.expect.known import refuse_unjudged_rule, refuse_unknown_rule
from retour.cases.expect.registry import expect_keys, spoken
from retour.cases.expect.retour_codes import RETOUR_CODES
from retour.cases.expect.scope import SCOPE
from retour.cases.expect.silence import Silence
from retour.cases.expect.silent import SILENT, silent_codes, without_evaluation
from retour.cases.expect.valid import VALID

__all__ = [
    "ALLOW",
    "RETOUR_CODES",
    "SCOPE",
    "SILENT",
    "VALID",
    "ClaimList",
    "Data",
    "Difference",
    "Judgement",
    "Key",
    "Places",
    "Select",
    "Setting",
    "Silence",
    "astray",
    "claiming",
    "claims",
    "describe",
    "expect_keys",
    "level_key",
    "level_keys",
    "names_findings",
    "narrowest",
    "refuse_unjudged_rule",
    "refuse_unknown_rule",
    "rules_key",
    "silent_codes",
    "spoken",
    "without_claims",
    "without_evaluation",
]
