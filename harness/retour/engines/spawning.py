"""Child processes that know nothing of the program they are started from."""

from __future__ import annotations

import sys
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Lock
from types import ModuleType
from typing import Any

_swapping = Lock()


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 — multiprocessing's name
        with _swapping:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                return SpawnProcess._Popen(process_obj)
            finally:
                sys.modules["__main__"] = main


class ChildContext(SpawnContext):
    """The spawn method without its import of the parent's `__main__`.

    A child needs nothing from there; importing pytest again costs time, and a user's script that isn't guarded by
    `if __name__ == "__main__"` would run a second time.
    """

    Process = _Process
