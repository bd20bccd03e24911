"""How a cost grows with the size of the messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.model import RuleSetStamp
from retour.profiling.model import EntryProfile, MeasuredMessage, TemplateCost


def test_growth() -> None:
    sizes = {"a": 100, "b": 200, "c": 400}

    def growth(noise: float = 0.001, **seconds: float) -> float | None:
        messages = [MeasuredMessage(name, size, 1.0, noise) for name, size in sizes.items()]
        cost = TemplateCost("template", Path("a.xsl"), 1, (), seconds, 0.0)
        return EntryProfile(RuleSetStamp("demo/1.0", None, ""), "WMO307", messages, [cost]).growth(cost)

    assert growth(a=0.1, b=0.4, c=1.6) == pytest.approx(2)
    assert growth(a=0.1, b=0.2, c=0.4) == pytest.approx(1)
    assert growth(a=0.001, b=0.1, c=0.2) == pytest.approx(1)  # the smallest is lost in the noise
    assert growth(a=0.001, b=0.001, c=0.2) is None
    assert growth(noise=1.0, a=0.1, b=0.2, c=0.4) is None
