"""Messages that are made on purpose: ones that the rules accept, and ones that break one rule. They are judged until they do."""

from retour.making.accepted import MadeMessages, Maker
from retour.making.breaking import Broken, break_rule
from retour.making.judge import Attempt, AttemptJudge

__all__ = ["Attempt", "AttemptJudge", "Broken", "MadeMessages", "Maker", "break_rule"]
