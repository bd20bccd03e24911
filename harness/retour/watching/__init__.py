"""Runs of cases that follow each other: what each case depends on, and which cases a change touches."""

from retour.watching.watched import WatchedRun, watched_run

__all__ = [
    "WatchedRun",
    "watched_run",
]
