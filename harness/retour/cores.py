"""How many processor cores this program may keep busy.

A container that was given two processors still sees all those of its machine: what it may use stands in its control group.

Source: the cgroup documentation of the Linux kernel, versions 1 and 2.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from math import ceil
from pathlib import Path, PurePosixPath


def cores(own: Path = Path("/proc/self/cgroup"), groups: Path = Path("/sys/fs/cgroup")) -> int:
    """The cores that this process may run on, or as many as its time on them comes to; at least one.

    Args:
        own: the file that tells the control groups of this process.
        groups: where control groups are mounted.
    """
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([found, *_shares(own, groups)]))


def _shares(own: Path, groups: Path) -> Iterator[int]:
    """The cores that each control group grants; those that hold this process lie in each other."""
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):  # another system than Linux
        return
    for line in lines:
        _, _, told = line.partition(":")
        controllers, _, path = told.partition(":")
        if not path or (controllers and "cpu" not in controllers.split(",")):
            continue
        within = PurePosixPath(path.lstrip("/"))
        for folder in (within, *within.parents):
            with suppress(OSError, ValueError):
                yield _share(groups / controllers / folder, is_second=not controllers)


def _share(group: Path, *, is_second: bool) -> int:
    """The cores that a control group grants.

    Args:
        is_second: whether it is of version 2.

    Raises:
        OSError: it says nothing.
        ValueError: it grants as many as there are.
    """
    if is_second:
        quota, period = (group / "cpu.max").read_text(encoding="ascii").split()
    else:
        quota, period = (
            (group / f"cpu.cfs_{name}_us").read_text(encoding="ascii") for name in ("quota", "period")
        )
    share = ceil(int(quota) / int(period))
    if share < 1:  # -1 stands for no limit
        raise ValueError
    return share
