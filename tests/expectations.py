"""Expectations in one line."""

from __future__ import annotations

from typing import Any

from retour.cases.expect import claiming, expect_keys
from retour.cases.expect.allow import Allowed
from retour.cases.expect.silent import SilentRule
from retour.model import Expectation


def expecting(expect: Expectation | None = None, **said: Any) -> Expectation:
    """An expectation, or one that says something else under some keys; None says nothing.

    Args:
        said: by key, but for `fires`, claims of all levels, and `silent`, codes or rules under `not`.
    """
    made = expect or Expectation()
    if "fires" in said and (claims := said.pop("fires")) is not None:
        made = claiming(made, claims)
    if "silent" in said:
        rules = [SilentRule(rule) if isinstance(rule, str) else rule for rule in said.pop("silent")]
        said["not"] = tuple(rules) or None
    if "allow" in said and (globs := said.pop("allow")) is not None:
        said["allow"] = tuple(Allowed(glob) for glob in globs)
    keys = {key.name: key for key in expect_keys()}
    for name, value in said.items():
        made = keys[name].put(made, value)
    return made
