"""Where SchXslt2 is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.errors import ConfigurationError
from retour.schematron import find_transpiler

XSL = '<xsl:transform version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:s="http://dmaus.name/ns/2023/schxslt"/>'


def write(folder: Path, text: str = XSL) -> Path:
    folder.mkdir(parents=True)
    (folder / "transpile.xsl").write_text(text, encoding="utf-8")
    return folder / "transpile.xsl"


def test_named_as_a_file_or_a_folder(tmp_path: Path) -> None:
    file = write(tmp_path / "checkout/src/main/resources/content")
    assert find_transpiler(file, tmp_path).path == file
    assert find_transpiler(tmp_path / "checkout", tmp_path).path == file


@pytest.mark.parametrize("place", ["schxslt2", "project/schxslt2-1.4"])
def test_a_checkout_in_the_project_or_beside_it(tmp_path: Path, place: str) -> None:
    (tmp_path / "project").mkdir()
    file = write(tmp_path / place / "content")
    assert find_transpiler(None, tmp_path / "project").path == file


def test_licence_and_version_of_a_checkout(tmp_path: Path) -> None:
    file = write(tmp_path / "s/src/main/resources/content")
    (tmp_path / "s/LICENSE").write_text("\nMIT License\n\nCopyright")
    (tmp_path / "s/pom.xml").write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><version>v1.4</version></project>'
    )
    found = find_transpiler(file, tmp_path)
    assert (found.licence, found.called("development"), found.called("1.5"), found.called(None)) == (
        "MIT License",
        "SchXslt2 1.4",
        "SchXslt2 1.5",
        "SchXslt2 1.4",
    )


def test_without_licence_and_version(tmp_path: Path) -> None:
    found = find_transpiler(write(tmp_path / "a/b/c/d/e/f"), tmp_path)
    assert (found.licence, found.called("development"), found.called(None)) == (
        "not stated",
        "SchXslt2 development",
        "SchXslt2 of unknown version",
    )


def test_none_is_known(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        find_transpiler(None, tmp_path)
    assert str(caught.value) == (
        "a Schematron schema is compiled by SchXslt2, and none is known: get a release or a checkout from "
        "https://git.sr.ht/~dmaus/schxslt2, and name its transpile.xsl, or its folder, as `schematron_transpiler` in "
        "retour.toml or with --transpiler"
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<xsl", "can't be read"),
        (XSL.replace("2023/schxslt", "other"), "isn't that of SchXslt2"),
    ],
)
def test_something_else_by_that_name(tmp_path: Path, text: str, error: str) -> None:
    with pytest.raises(ConfigurationError, match=error):
        find_transpiler(write(tmp_path / "a", text), tmp_path)


def test_a_place_without_it(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"there is no transpile\.xsl of SchXslt2 at .*: get a release"
    ):
        find_transpiler(tmp_path / "no", tmp_path)
