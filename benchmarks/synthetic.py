"""Synthetic messages: believable WMO305 and WMO307 of a few or of many clients, and WMO303 of many lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from benchmarks.measured import RULES
from benchmarks.suites import Sample

_IN_A_ROW = 100
"""Messages of one type that follow each other."""

FEW_CLIENTS = (1, 2, 4, 8, 16)
"""Clients per message: 2 to 20 KB, about 3 ms of rules."""

MANY_CLIENTS = (16, 32, 64)
"""Clients per message, as in a month's worth of a large provider: 20 to 75 KB."""

_DAGTEKENING = date(2017, 9, 15)
_NAMES = [
    "Bakker",
    "Brouwer-Özdemir",
    "Van den Heuvel",
    "Çelik",
    "Dijkstra",
    "El Idrissi",
    "Groeneveld",
    "Jansen",
]
_KINDS = {
    "WMO305": ("418", "StartProduct", "StartProducten"),
    "WMO307": ("420", "StopProduct", "StopProducten"),
}

_LATE = ("CS023",)
"""What fires when a product begins after the Dagtekening."""


def synthetic_samples(
    cases: int, clients: Sequence[int] = FEW_CLIENTS, seed: int = 20170612
) -> Iterator[Sample]:
    """Believable messages; rules fire on a third of them."""
    random = Random(seed)
    for number in range(cases):
        kind = list(_KINDS)[number // _IN_A_ROW % len(_KINDS)]
        late = number % 3 == 0
        text = _message(kind, random, number, late, random.choice(clients)).replace("\n", "\r\n")
        yield Sample(text, "iwmo/2.1", RULES / f"{kind}.xsl", _LATE if late else ())


def _message(kind: str, random: Random, number: int, late: bool, clients: int) -> str:
    code, _, _ = _KINDS[kind]
    bsns = _test_bsns(random, clients)
    body = "\n".join(_client(kind, random, bsn, late and n == 0) for n, bsn in enumerate(bsns))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:m="http://www.istandaarden.nl/iwmo/2_1/{kind.lower()}/schema/2_1"
  xmlns:b="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1">
  <m:Header>
    <m:BerichtCode>{code}</m:BerichtCode>
    <m:BerichtVersie>2</m:BerichtVersie>
    <m:BerichtSubversie>1</m:BerichtSubversie>
    <m:Afzender>98025566</m:Afzender>
    <m:Ontvanger>0384</m:Ontvanger>
    <m:BerichtIdentificatie>
      <b:Identificatie>{number:012}</b:Identificatie>
      <b:Dagtekening>{_DAGTEKENING}</b:Dagtekening>
    </m:BerichtIdentificatie>
  </m:Header>
  <m:Clienten>
{body}
  </m:Clienten>
</m:Bericht>
"""


def _client(kind: str, random: Random, bsn: str, late: bool) -> str:
    _, product, products = _KINDS[kind]
    born = date(1920, 1, 1) + timedelta(days=random.randrange(30_000))
    lines = "\n".join(_product(kind, random, product, n, late and n == 0) for n in range(2))
    return f"""    <m:Client>
      <m:Bsn>{bsn}</m:Bsn>
      <m:Geboortedatum>
        <b:Datum>{born}</b:Datum>
      </m:Geboortedatum>
      <m:Geslacht>{random.choice("012")}</m:Geslacht>
      <m:Naam>
        <b:Geslachtsnaam>
          <b:Naam>{random.choice(_NAMES)}</b:Naam>
        </b:Geslachtsnaam>
        <b:Voorletters>{random.choice("ABCDEFG")}</b:Voorletters>
      </m:Naam>
      <m:StatusAanlevering>1</m:StatusAanlevering>
      <m:{products}>
{lines}
      </m:{products}>
    </m:Client>"""


def _product(kind: str, random: Random, product: str, number: int, late: bool) -> str:
    begin = _DAGTEKENING + (timedelta(days=1) if late else -timedelta(days=random.randrange(30, 90)))
    closing = (
        ""
        if kind == "WMO305"
        else f"""
          <m:RedenBeeindiging>02</m:RedenBeeindiging>
          <m:Einddatum>{max(begin, _DAGTEKENING - timedelta(days=random.randrange(30)))}</m:Einddatum>"""
    )
    return f"""        <m:{product}>
          <m:ToewijzingNummer>{random.randrange(10**8)}</m:ToewijzingNummer>
          <m:Product>
            <b:Categorie>{number + 1:02}</b:Categorie>
          </m:Product>
          <m:Begindatum>{begin}</m:Begindatum>
          <m:Aanbieder>98025566</m:Aanbieder>{closing}
          <m:StatusAanlevering>1</m:StatusAanlevering>
        </m:{product}>"""


def _test_bsns(random: Random, number: int) -> list[str]:
    """Different numbers of the test range that pass the 11-test."""
    found: dict[str, None] = {}
    while len(found) < number:
        bsn = f"9999{random.randrange(10**5):05}"
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if sum(int(digit) * weight for digit, weight in zip(bsn, weights, strict=True)) % 11 == 0:
            found[bsn] = None
    return list(found)


def declaration(lines: int, *, numbered_twice: int = 0) -> str:
    """A WMO303 of one client with so many lines, of which the last ones have the numbers of as many first ones."""
    body = "\n".join(
        _line(number, number - numbered_twice if number >= lines - numbered_twice else number)
        for number in range(lines)
    )
    return f"""<m:Bericht xmlns:m="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
  xmlns:b="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1">
  <m:Header>
    <m:BerichtCode>416</m:BerichtCode>
    <m:BerichtVersie>2</m:BerichtVersie>
    <m:BerichtSubversie>1</m:BerichtSubversie>
    <m:Gemeente>0384</m:Gemeente>
    <m:Aanbieder>98025566</m:Aanbieder>
    <m:BetalingAanID>02</m:BetalingAanID>
    <m:DeclaratieFactuurIdentificatie>
      <b:DeclaratiePeriode>
        <b:Begindatum>2017-05-01</b:Begindatum>
        <b:Einddatum>2017-05-31</b:Einddatum>
      </b:DeclaratiePeriode>
      <b:DeclarantFactuurNummer>D201705001</b:DeclarantFactuurNummer>
      <b:FactuurDagtekening>{_DAGTEKENING}</b:FactuurDagtekening>
      <b:ValutaCode>EUR</b:ValutaCode>
    </m:DeclaratieFactuurIdentificatie>
    <m:DeclaratieFactuurBedragen>
      <b:DeclaratieFactuurTotaalBedrag>
        <b:TotaalBedrag>{4500 * lines}</b:TotaalBedrag>
        <b:DebetCredit>D</b:DebetCredit>
      </b:DeclaratieFactuurTotaalBedrag>
    </m:DeclaratieFactuurBedragen>
  </m:Header>
  <m:Clienten>
    <m:Client>
      <m:Bsn>999990019</m:Bsn>
      <m:Geboortedatum>
        <b:Datum>1936-02-29</b:Datum>
      </m:Geboortedatum>
      <m:Geslacht>2</m:Geslacht>
      <m:Naam>
        <b:Geslachtsnaam>
          <b:Naam>Voorbeeld</b:Naam>
        </b:Geslachtsnaam>
      </m:Naam>
      <m:Prestaties>
{body}
      </m:Prestaties>
    </m:Client>
  </m:Clienten>
</m:Bericht>
"""


def _line(place: int, number: int) -> str:
    return f"""        <m:Prestatie>
          <m:ToewijzingNummer>{100000 + place}</m:ToewijzingNummer>
          <m:ProductCategorie>01</m:ProductCategorie>
          <m:ProductCode>01A01</m:ProductCode>
          <m:ProductPeriode>
            <b:Begindatum>2017-05-01</b:Begindatum>
            <b:Einddatum>2017-05-31</b:Einddatum>
          </m:ProductPeriode>
          <m:IngediendeBedragPrestatie>
            <b:GeleverdVolume>1</b:GeleverdVolume>
            <b:Eenheid>01</b:Eenheid>
            <b:ProductTarief>4500</b:ProductTarief>
            <b:DeclaratieFactuurBedrag>
              <b:Bedrag>4500</b:Bedrag>
              <b:DebetCredit>D</b:DebetCredit>
            </b:DeclaratieFactuurBedrag>
          </m:IngediendeBedragPrestatie>
          <m:ProductReferentie>
            <b:ReferentieNummer>{number:08}</b:ReferentieNummer>
          </m:ProductReferentie>
        </m:Prestatie>"""
