"""New pieces of a case file, as YAML text."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from retour.cases.fields import CLAIM_KEYS
from retour.levels import LEVEL_NAMES
from retour.model import ANYTHING, Claim, Expectation

Data = str | int | Sequence["Data"] | Mapping[str, "Data"]


def claim_data(claim: Claim) -> Data:
    """A claim as it is written in a case file: its code alone when there is no more to it."""
    data: dict[str, Data] = {"code": claim.code}
    if claim.retour is not None:
        data["retour"] = claim.retour
    if claim.at:
        data["at"] = claim.at[0] if len(claim.at) == 1 else list(claim.at)
    if claim.times is not None:
        data["times"] = claim.times
    if claim.details is not None:
        data["details"] = claim.details
    return data if len(data) > 1 else claim.code


def claims_data(claims: Sequence[Claim]) -> Data:
    """What is expected of one level: `invalid` when that is all."""
    written = [claim_data(claim) for claim in claims]
    return ANYTHING if written == [ANYTHING] and claims[0].level != "rules" else written


def silent_data(code: str, expect: Expectation) -> Data:
    """A rule under `not` as it is written in a case file."""
    return {"code": code, "evaluated": "true"} if code in expect.evaluated else code


def expectation_data(expect: Expectation) -> Data:
    """An expectation as it is written in a case file: `valid` when that is all."""
    data: dict[str, Data] = {}
    if expect.valid is not None:
        data["valid"] = "true" if expect.valid else "false"
    for level in LEVEL_NAMES:
        claims = [claim for claim in expect.fires or () if claim.level == level]
        if claims or (level == "rules" and expect.fires == ()):
            data[CLAIM_KEYS[level]] = claims_data(claims)
    if expect.silent:
        data["not"] = [silent_data(code, expect) for code in expect.silent]
    for key, codes in (("allow", expect.allow), ("scope", expect.scope)):
        if codes:
            data[key] = list(codes)
    if expect.retour is not None:
        data["retour"] = list(expect.retour)
    if expect.mentions is not None:
        data["mentions"] = expect.mentions
    if expect.messages is not None:
        data["messages"] = list(expect.messages)
    return "valid" if data in ({"valid": "true"}, {"fires": []}) else data


def block_text(data: Data) -> str:
    """A value over several lines, ending with a line end."""
    return _dumped(data, flow=False)


def flow_text(data: Data) -> str:
    """A value on one line, that can stand between brackets as well."""
    return _dumped([data], flow=True).strip()[1:-1]


def _dumped(data: Data, *, flow: bool) -> str:
    return str(
        yaml.dump(
            data,
            Dumper=_Dumper,
            default_flow_style=flow,
            allow_unicode=True,
            sort_keys=False,
            width=sys.maxsize,
        )
    )


class _Dumper(yaml.SafeDumper):
    """Lists stand deeper than their key, and quotes are double, as in the case files that people write."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style

    def ignore_aliases(self, data: Any) -> bool:
        return True
