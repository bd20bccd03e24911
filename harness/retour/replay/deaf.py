"""What a worker on this machine loads as it starts, and each time that it is started anew.

Ctrl-C reaches all processes of a terminal. The replay hears it, and ends its workers; they themselves would only say where they were.
"""

from __future__ import annotations

import signal

from distributed import Worker


def dask_setup(worker: Worker) -> None:
    """Called by Dask, in the main thread of the worker's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
