"""New pieces of a case file, as YAML text."""

from __future__ import annotations

import sys
from typing import Any

import yaml

from retour.cases.expect import Data, spoken
from retour.model import Expectation


def expectation_data(expect: Expectation) -> Data:
    """An expectation as it is written in a case file: `valid` when that is all."""
    data: dict[str, Data] = {key.name: key.data(value) for key, value in spoken(expect)}
    return "valid" if data in ({"valid": True}, {"fires": []}) else data


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
