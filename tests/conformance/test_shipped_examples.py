"""The example judges: the shipped cases find three mistakes, and raise no alarm where there is none."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from processes import Ended, run_here
from retour.conformance.document import StatementDocument, read_statement
from samples import REPOSITORY

pytestmark = pytest.mark.long

JUDGES = "examples/system-under-test"
CASES = ("fixtures/common/305", "fixtures/common/307", "fixtures/levels/schema/stop.cases.yaml")

Retour = Callable[..., Ended]


@pytest.fixture
def retour(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    """The command, where the repository is."""
    monkeypatch.chdir(REPOSITORY)
    return run_here(monkeypatch, capsys)


def stated(retour: Retour, folder: Path, judge: str) -> tuple[Ended, StatementDocument]:
    file = folder / "statement.json"
    ended = retour("conform", f"{JUDGES}/{judge}.yaml", *CASES, "--statement", str(file))
    return ended, read_statement(file)


@pytest.mark.parametrize("judge", ["sound", "once"])
def test_the_sound_judge_raises_no_alarm(retour: Retour, tmp_path: Path, judge: str) -> None:
    ended, found = stated(retour, tmp_path, judge)

    assert ended.code == 0, ended.out
    assert found.totals.as_expected > 150
    assert (found.totals.not_as_expected, found.totals.error) == (0, 0)


def test_the_three_mistakes_are_found_and_nothing_else(retour: Retour, tmp_path: Path) -> None:
    ended, found = stated(retour, tmp_path, "faulty")

    assert ended.code == 1, ended.out
    wrong = [each for each in found.results if each.result != "as expected" and each.result != "skipped"]
    reasons = {each.id: " ".join(each.reasons) for each in wrong}
    by_mistake = {
        "no-bsn-check": [id_ for id_, why in reasons.items() if "CS002" in why or "S002" in why],
        "first-client": [id_ for id_, why in reasons.items() if _has_other_client(why)],
        "no-schema": [
            id_ for id_, why in reasons.items() if "where the case expects an invalid message" in why
        ],
    }
    assert all(by_mistake.values()), by_mistake
    assert "bsn-last-digit-off-iwmo-2.1" in by_mistake["no-bsn-check"]
    assert "second-product-of-the-second-client-iwmo-2.1" in by_mistake["first-client"]
    explained = {id_ for found_by in by_mistake.values() for id_ in found_by}
    left: Collection[str] = {id_: why for id_, why in reasons.items() if id_ not in explained}
    assert not left


def _has_other_client(why: str) -> bool:
    return any(
        sign in why for sign in ("Client[2]", "Client[3]", "Client[4]", "DatumGebruik=", "retour code")
    )
