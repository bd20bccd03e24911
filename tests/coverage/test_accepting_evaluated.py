"""`retour accept` and `retour new` where a case says that a rule is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from processes import Ended
from samples import write_cases

Retour = Callable[..., Ended]


def test_what_is_not_evaluated_needs_only_be_silent(retour: Retour, official: Path) -> None:
    file = write_cases(
        official / "evaluated.cases.yaml",
        """\
        cases:
          - id: silent
            message: tr018.xml
            expect:
              not: [{code: TR101, evaluated: true}, {code: CS002, evaluated: true}]  # neither
              fires: [TR018]
        """,
    )

    ended = retour("accept", "--all", str(file))

    assert ended.code == 0
    assert "\nTR101 stays under `not`, but no longer has to be evaluated\n" in ended.out
    assert "not: [{code: CS002, evaluated: true}, TR101]  # neither\n" in file.read_text(encoding="utf-8")


def test_what_fires_goes(retour: Retour, official: Path) -> None:
    file = write_cases(
        official / "evaluated.cases.yaml",
        """\
        cases:
          - {id: silent, message: tr018.xml, expect: {not: [{code: TR018, evaluated: true}, CS002], fires: []}}
        """,
    )

    retour("accept", "--all", str(file))

    assert "{not: [CS002], fires: [TR018]}" in file.read_text(encoding="utf-8")
