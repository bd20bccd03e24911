"""The public suites of EN 16931 and Peppol BIS: where their schemas and tests stand in checkouts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checkouts import checkout, schxslt2
from retour.engines import Engine
from retour.schematron import add_schema, find_transpiler


@dataclass(frozen=True)
class Suite:
    """A public suite.

    Attributes:
        checkout: the name of the folder.
        schema: in the checkout.
        tests: the folders of its tests, by their names.
    """

    checkout: str
    schema: str
    tests: tuple[str, ...]


SUITES = {
    "EN 16931 UBL": Suite(
        "en16931",
        "ubl/schematron/preprocessed/EN16931-UBL-validation-preprocessed.sch",
        ("test/Invoice-unit-UBL", "test/CreditNote-unit-UBL"),
    ),
    "EN 16931 CII": Suite(
        "en16931", "cii/schematron/preprocessed/EN16931-CII-validation-preprocessed.sch", ("test/cii",)
    ),
    "Peppol UBL": Suite("peppol", "rules/sch/PEPPOL-EN16931-UBL.sch", ("rules/unit-UBL-*",)),
    "Peppol CII": Suite("peppol", "rules/sch/PEPPOL-EN16931-CII.sch", ("rules/unit-CII-*",)),
}


def install(suite: Suite, folder: Path, engine: Engine) -> tuple[Path, ...]:
    """Put the rule set of a suite into a folder, with a configuration that names it; gives the folders of its tests.

    Skips the test where the checkouts aren't there.
    """
    home = checkout(suite.checkout, suite.schema)
    (folder / "retour.toml").write_text('rules = "own"\n', encoding="utf-8")
    with schxslt2() as transpiler:
        found = find_transpiler(transpiler, folder)
        add_schema(home / suite.schema, folder, engine, found, shelf=folder / "rules", to="own")
    return tuple(each for name in suite.tests for each in sorted(home.glob(name)))
