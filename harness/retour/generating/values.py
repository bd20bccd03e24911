"""Texts of simple types: at the boundaries of the type, near what rules compare with, and near each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from retour.errors import GeneratingError
from retour.generating.mining import Hints
from retour.generating.patterns import matching
from retour.generating.simple_types import SimpleType

_TRIES = 200
_LONGEST = 400
"""Texts are not made longer than this, whatever a type allows."""

_DAYS = ("2017-06-12", "2016-02-29", "2019-12-31", "2020-01-01", "2020-02-29", "2020-04-07")
_OLD_DAYS = ("1900-01-01", "1900-01-02", "1899-12-31")
_YEARS = (-120, -18, -5, -1, 1)
_MOST_DAYS = 400
_MOST_YEARS = 150
_OFTEN = 0.7
_ELEVEN_TEST = (9, 8, 7, 6, 5, 4, 3, 2, -1)


class Values:
    """The texts of one message.

    The dates of a message are few and lie close together, so that two of them are often the same, or a day apart.
    Numbers of nine digits pass the 11-test or don't, and are nobody's: of the range of test BSNs, or zeros.
    """

    def __init__(self, hints: Hints, random: Random) -> None:
        self._hints = hints
        self._random = random
        self._days = _days(random)

    def text(self, type_: SimpleType, name: str) -> str:
        """A text that a type takes.

        Args:
            name: the local name of the element that it is for.

        Raises:
            GeneratingError: none was found.
        """
        hints = [hint for hint in self._fitting(name, type_) if type_.accepts(hint)]
        if type_.enumeration is not None:
            allowed = [value for value in type_.enumeration if type_.accepts(value)]
            return self._random.choice(hints if hints and self._random.random() < 0.5 else allowed or hints)
        if hints and self._random.random() < 0.4:
            return self._random.choice(hints)
        for _ in range(_TRIES):
            text = self._made(type_)
            if type_.accepts(text):
                return text
        raise GeneratingError(f"found no value for {name} in {_TRIES} tries: {_described(type_)}")

    def _fitting(self, name: str, type_: SimpleType) -> Iterator[str]:
        """What an element is compared with, as far as it can be made to fit.

        Of a longer text it is the beginning, of a date the days or years from the day that the message is about.
        """
        for hint in self._hints.of(name):
            yield hint
            if type_.kind == "date" and hint.isdigit():
                yield from _apart(date.fromisoformat(self._days[0]), int(hint))
            elif type_.patterns and type_.kind == "text":
                made = self._made(type_)
                if 0 < len(hint) < len(made) and not _may_be_bsn(made):
                    yield hint + made[len(hint) :]

    def _made(self, type_: SimpleType) -> str:
        match type_.kind:
            case "date":
                return self._random.choice(self._days)
            case "number" if not type_.patterns or self._random.random() < 0.5:
                return self._number(type_)
            case "other":
                return self._random.choice(type_.samples)
        if type_.patterns:
            return self._patterned(type_)
        return self._free(type_)

    def _patterned(self, type_: SimpleType) -> str:
        text = matching(self._random.choice(type_.patterns[-1]), self._random)
        if _may_be_bsn(text):
            return _bsn(self._random)
        least = type_.least_length()
        return text if len(text) >= least else text + "x" * (least - len(text))

    def _free(self, type_: SimpleType) -> str:
        """A text of a type without pattern: short, or as short or as long as may be."""
        least = max(type_.least_length(), 1)
        most = min(type_.most_length() or _LONGEST, _LONGEST)
        if self._random.random() < _OFTEN:  # short, from few: so that they are often the same
            text = self._random.choice(("A", "B", "1", "2", "Jansen", "A1"))
            if least <= len(text) <= most:
                return text
        length = self._random.choice((least, min(least + 1, most), most))
        return "".join(self._random.choice("abcdefgXYZ0123456789") for _ in range(length))

    def _number(self, type_: SimpleType) -> str:
        bounds = [Decimal(value) for _, value in type_.bounds]
        digits = dict(type_.digits)
        places = digits.get("fractionDigits", 2 if type_.primitive == "decimal" else 0)
        step = Decimal(1).scaleb(-places)
        whole = digits.get("totalDigits", 6) - places
        edges = [Decimal(0), step, Decimal(10) ** whole - step, *bounds]
        edges += [bound + near for bound in bounds for near in (step, -step)]
        if self._random.random() < _OFTEN:
            return str(self._random.choice((0, 1, 2, 10, 100, 101)))
        return f"{self._random.choice(edges):f}"


def _days(random: Random) -> list[str]:
    """Dates for one message: some day, those beside it, and now and then one far away."""
    day = date.fromisoformat(random.choice(_DAYS))
    near = [day + timedelta(days) for days in (0, 0, 0, -1, 1)]
    far = [_years_from(day, years) + timedelta(random.choice((-1, 0, 1))) for years in _YEARS]
    return [each.isoformat() for each in (*near, *random.sample(far, 2))] + [random.choice(_OLD_DAYS)]


def _apart(day: date, number: int) -> Iterator[str]:
    """The days that lie so many days or years before and after a day."""
    if number <= _MOST_DAYS:
        yield (day - timedelta(number)).isoformat()
        yield (day + timedelta(number)).isoformat()
    if number <= _MOST_YEARS:
        yield _years_from(day, -number).isoformat()
        yield _years_from(day, number).isoformat()


def _years_from(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _may_be_bsn(text: str) -> bool:
    return len(text) == 9 and text.isdigit()


def _bsn(random: Random) -> str:
    """A number of the test range that passes the 11-test, or the one beside it, which doesn't; or one that can't be."""
    while True:
        number = f"9999{random.randint(0, 99999):05}"
        if sum(int(digit) * weight for digit, weight in zip(number, _ELEVEN_TEST, strict=True)) % 11 == 0:
            break
    other = number[:-1] + str((int(number[-1]) + 1) % 10)
    return random.choice((number, number, "999990019", "999990019", other, "000000000"))


def _described(type_: SimpleType) -> str:
    facets = [f"patterns {', '.join(step)}" for step in type_.patterns]
    facets += [f"{name} {value}" for name, value in (*type_.bounds, *type_.lengths, *type_.digits)]
    return f"{type_.primitive}, {'; '.join(facets) or 'no restriction'}"
