"""Days and moments as people write them, for rules that ask what day it is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def parse_today(text: str | date) -> datetime:
    """The beginning of a day, in UTC.

    Raises:
        ValueError: with a sentence.
    """
    try:
        if _DAY.fullmatch(str(text)):
            return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)
    except ValueError:  # a 31st of June, say
        pass
    raise ValueError(f"{str(text)!r} is no day: write one such as 2017-06-12")


def parse_now(text: str | datetime) -> datetime:
    """A moment; without an offset it is in UTC.

    Raises:
        ValueError: with a sentence.
    """
    try:
        if _MOMENT.fullmatch(str(text)):
            moment = datetime.fromisoformat(str(text))
            return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ValueError(
        f"{str(text)!r} is no moment: write one such as 2017-06-12T09:00, or with an offset, 2017-06-12T09:00:00+02:00"
    )


def one_moment(today: datetime | None, now: datetime | None) -> datetime | None:
    """What pins the clock: a day or a moment.

    Raises:
        ValueError: both are given.
    """
    if today is not None and now is not None:
        raise ValueError("`today` and `now` both pin the clock: leave one out")
    return today or now
