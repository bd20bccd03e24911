"""Every code has an example in which it is found, and one near to it in which nothing is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from example_parts import Example
from examples import FIRING, SILENT
from retour.lint import CODES

Linted = Callable[..., list[str]]


def _name(example: Example) -> str:
    return f"{example.code}-{example.about.replace(' ', '-')}"


def test_small_project_is_clean(linted: Linted) -> None:
    assert linted() == []


@pytest.mark.parametrize("example", FIRING, ids=_name)
def test_found(linted: Linted, example: Example) -> None:
    assert linted(example.files) == list(example.found)


@pytest.mark.parametrize("example", SILENT, ids=_name)
def test_not_found(linted: Linted, example: Example) -> None:
    assert linted(example.files) == []


def test_every_code_has_both() -> None:
    assert list(dict.fromkeys(example.code for example in FIRING)) == list(CODES)
    assert list(dict.fromkeys(example.code for example in SILENT)) == list(CODES)
