"""Texts of simple types as a person would expect them in a message; whatever is somebody's is made up.

By the names that the message schemas of the iStandaarden give their elements; of other names by the type alone. What of a
message belongs together, such as the days of a period, is seen to afterwards: see `settling`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random

from retour.errors import GeneratingError
from retour.generating.patterns import matching
from retour.generating.simple_types import SimpleType
from retour.text.bsns import is_bsn

_TRIES = 200
_DENSITIES = (0.15, 0.4, 0.7)
"""How likely something optional is there; one of these for each message."""

_MORE = (0, 0, 0, 1, 1, 2)
_LONGEST = 30

_SURNAMES = ("Wilgenroos", "Klaverdijk", "Hazelbrink", "Zonnewold", "Eikelmeer", "Rietpluim", "Veldschans")
_PREFIXES = ("van", "de", "van der", "ter")
_FORENAMES = ("Anne", "Bram", "Carla", "Daan", "Eva", "Fenna", "Gijs", "Hanna", "Joris", "Lotte", "Milan")
_INITIALS = ("A", "BJ", "C", "DE", "F", "GHM", "J", "LP")
_STREETS = ("Meidoornpad", "Klokkenlaan", "Vijverweg", "Oude Dreef", "Kersenhof", "Molenstraat")
_TOWNS = ("Oosterlinde", "Waterhorst", "Nieuwveen", "Zandwolde", "Hoge Brug")
_ORGANISATIONS = ("Stichting Thuisrust", "Zorggroep De Linde", "Steunpunt Waterhorst")
_REMARKS = ("Graag bellen na 17 uur.", "In overleg met de cliënt.", "Zie het gesprek van vorige week.")
_LETTERS = "ABCDEFGHJKLMNPRSTVWXZ"

Make = Callable[[Random], str]


def test_bsn(random: Random) -> str:
    """A number of the range that is kept for tests, which passes the 11-test."""
    while True:
        number = f"9999{random.randint(0, 99999):05}"
        if is_bsn(number):
            return number


def _one_of(values: tuple[str, ...]) -> Make:
    return lambda random: random.choice(values)


def _postcode(random: Random) -> str:
    return f"{random.randint(1011, 9999)}{random.choice(_LETTERS)}{random.choice(_LETTERS)}"


def _number(low: int, high: int, step: int = 1) -> Make:
    return lambda random: str(random.randrange(low, high + 1, step))


_BY_NAME: Mapping[str, Make] = {
    "Bsn": test_bsn,
    "Achternaam": _one_of(_SURNAMES),
    "Naam": _one_of(_SURNAMES),
    "Voorvoegsel": _one_of(_PREFIXES),
    "Voornamen": _one_of(_FORENAMES),
    "Voorletters": _one_of(_INITIALS),
    "Straatnaam": _one_of(_STREETS),
    "Plaatsnaam": _one_of(_TOWNS),
    "Organisatie": _one_of(_ORGANISATIONS),
    "Postcode": _postcode,
    "Huisnummer": _number(1, 240),
    "Huisletter": _one_of(("A", "B", "C")),
    "HuisnummerToevoeging": _one_of(("bis", "II", "hs")),
    "LandCode": _one_of(("NL",)),
    "Landnummer": _one_of(("0031", "+31", "31")),
    "Telefoonnummer": lambda random: f"0{random.randint(10, 79)}555{random.randint(1000, 9999)}",
    "Emailadres": lambda random: (
        f"{random.choice(_FORENAMES).lower()}@{random.choice(_SURNAMES).lower()}.example"
    ),
    "Taal": _one_of(("Turks", "Arabisch", "Pools", "Gebarentaal")),
    "Commentaar": _one_of(_REMARKS),
    "Volume": _number(1, 40),
    "GeleverdVolume": _number(1, 40),
    "Budget": _number(10000, 250000, 500),
    "Bedrag": _number(1000, 50000, 25),
    "TotaalBedrag": _number(1000, 50000, 25),
    "ProductTarief": _number(2500, 12000, 25),
    "Geboortejaar": _number(1935, 2010),
    "BtwPercentage": _one_of(("2100", "900", "0")),
    "ToewijzingPercentage": _one_of(("10000", "5000")),
    "Volgorde": _number(1, 9),
    "RetourCode": _one_of(("0200", "0200", "8001")),
}
"""What stands in elements of these names, where their type takes it."""


class Lifelike:
    """Fills messages as they may come from practice: the Manner of `retour generate`.

    Args:
        days: from which dates are taken; any of some years when there are none.
    """

    def __init__(self, random: Random, days: Sequence[str] = ()) -> None:
        self._random = random
        self._days = days
        self._density = random.choice(_DENSITIES)

    def text(self, type_: SimpleType, name: str) -> str:
        """A text that a type takes.

        Raises:
            GeneratingError: none was found.
        """
        if name in _BY_NAME:
            for _ in range(3):
                text = _BY_NAME[name](self._random)
                if type_.accepts(text):
                    return text
        if name.endswith("Versie") and type_.accepts("1.0.0"):
            return "1.0.0"
        if type_.enumeration is not None:
            return self._random.choice([value for value in type_.enumeration if type_.accepts(value)])
        for _ in range(_TRIES):
            text = self._made(type_, name)
            if type_.accepts(text):
                return text
        raise GeneratingError(f"found no value for {name} in {_TRIES} tries")

    def times(self, least: int, most: int | None) -> int:
        if most is None or most > 1:
            wanted = max(least, self._is_there()) + self._random.choice(_MORE)
            return max(least, wanted if most is None else min(wanted, most))
        return 1 if least or self._is_there() else 0

    def comes_as_before(self) -> bool:
        return False

    def mentions(self, name: str) -> bool:
        return False

    def _is_there(self) -> bool:
        return self._random.random() < self._density

    def _made(self, type_: SimpleType, name: str) -> str:
        match type_.kind:
            case "date":
                return self._day(type_)
            case "number" if not type_.patterns:
                return self._small_number(type_)
            case "other":
                return self._random.choice(type_.samples)
        if type_.patterns:
            return self._patterned(type_)
        return self._reference(type_)

    def _day(self, type_: SimpleType) -> str:
        days = [day for day in self._days if type_.accepts(day)]
        if days:
            return self._random.choice(days)
        year, month, day = (self._random.randint(*each) for each in ((2017, 2025), (1, 12), (1, 28)))
        return f"{year}-{month:02}-{day:02}"

    def _patterned(self, type_: SimpleType) -> str:
        readable = self._reference(type_)
        if type_.accepts(readable):
            return readable
        text = matching(self._random.choice(type_.patterns[-1]), self._random)
        least = type_.least_length()
        return text if len(text) >= least else text + "x" * (least - len(text))

    def _reference(self, type_: SimpleType) -> str:
        """A letter and digits, as short as may be, up to six."""
        most = min(type_.most_length() or _LONGEST, _LONGEST)
        length = max(type_.least_length(), min(most, 6))
        letter = self._random.choice(_LETTERS)
        return (letter + "".join(self._random.choice("0123456789") for _ in range(length)))[:length]

    def _small_number(self, type_: SimpleType) -> str:
        low = max(
            (Decimal(value) for name, value in type_.bounds if name.startswith("min")), default=Decimal(0)
        )
        high = min(
            (Decimal(value) for name, value in type_.bounds if name.startswith("max")), default=low + 999
        )
        return str(self._random.randint(int(low) + 1, max(int(low) + 1, min(int(high), int(low) + 9999))))
