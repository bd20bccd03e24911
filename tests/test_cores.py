"""The cores that a control group grants, in both versions of control groups."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from retour.cores import cores

EVERY = 8


@pytest.fixture(autouse=True)
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(EVERY)), raising=False)


@pytest.mark.parametrize(
    ("own", "groups", "granted"),
    [
        ("0::/\n", {"cpu.max": "200000 100000\n"}, 2),
        ("0::/\n", {"cpu.max": "max 100000\n"}, EVERY),
        ("0::/\n", {"cpu.max": "1600000 100000\n"}, EVERY),
        ("0::/\n", {"cpu.max": "150000 100000\n"}, 2),
        ("0::/\n", {"cpu.max": "10000 100000\n"}, 1),
        ("0::/\n", {"cpu.max": ""}, EVERY),
        ("0::/pods/one\n", {"pods/cpu.max": "300000 100000", "pods/one/cpu.max": "max 100000"}, 3),
        ("0::/pods/one\n", {"pods/cpu.max": "300000 100000", "pods/one/cpu.max": "100000 100000"}, 1),
        ("0::/../elsewhere\n", {"cpu.max": "200000 100000\n"}, 2),
        (
            "4:memory:/a\n3:cpu,cpuacct:/pod\n0::/\n",
            {"cpu,cpuacct/cpu.cfs_quota_us": "200000\n", "cpu,cpuacct/cpu.cfs_period_us": "100000\n"},
            2,
        ),
        ("1:cpu:/\n", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, EVERY),
        ("1:cpuset:/\n", {"cpuset/cpu.max": "100000 100000"}, EVERY),
        ("\n", {"cpu.max": "100000 100000"}, EVERY),
    ],
)
def test_granted(tmp_path: Path, own: str, groups: Mapping[str, str], granted: int) -> None:
    (tmp_path / "own").write_text(own, encoding="utf-8")
    for name, text in groups.items():
        file = tmp_path / "groups" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="ascii")

    assert cores(tmp_path / "own", tmp_path / "groups") == granted


def test_no_control_groups(tmp_path: Path) -> None:
    assert cores(tmp_path / "own", tmp_path / "groups") == EVERY
