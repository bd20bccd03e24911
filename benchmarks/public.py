"""Public test suites beside a bare loop: each document of a test is a message.

Only where RETOUR_OFFICIAL_SETS names a folder with the checkouts that docs/public-suites.md asks for.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from retour.engines import open_engine
from retour.importing import import_test_sets

from benchmarks.measured import ROOT
from benchmarks.shipped import samples_below
from benchmarks.suites import Sample

_FEWEST = 100
"""Cases, below which start-up is all that one would measure."""


def public_samples(folder: Path) -> Iterator[tuple[str, list[Sample]]]:
    """The suites that are there, each with its name.

    Args:
        folder: an empty one, which gets the rule sets and the cases.
    """
    sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "suites")]
    suites = importlib.import_module("public_suites")
    for number, (name, suite) in enumerate(suites.SUITES.items()):
        own = folder / f"suite-{number}"
        own.mkdir(parents=True)
        engine = open_engine("saxon")
        try:
            tests = suites.install(suite, own, engine)
        except pytest.skip.Exception:
            continue
        finally:
            engine.close()
        import_test_sets(tests, own / "cases")
        samples = samples_below(own / "cases")
        if len(samples) >= _FEWEST:
            yield name, samples
