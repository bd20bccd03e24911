"""The calendars come with the rule sets."""

from __future__ import annotations

from pathlib import Path

from retour.workspace import workspace_for


def test_the_shipped_calendar_is_in_reach_everywhere(tmp_path: Path) -> None:
    assert [calendar.id for calendar in workspace_for(tmp_path).calendars.all()] == ["2017-06"]
