"""Lists from outside: written out, one value a line, or columns of a file with headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.errors import ConfigurationError
from retour.text.registers import Register


def test_written_out() -> None:
    assert Register(("0518", "0363")).values() == ("0518", "0363")


@pytest.mark.parametrize(
    ("text", "columns", "values"),
    [
        ("0518\n 0363 \r\n\n", (), ("0518", "0363")),
        ("\ufeff0518\n", (), ("0518",)),
        ("code,name\n0518,Den Haag\n0363,Amsterdam\n", ("code",), ("0518", "0363")),
        (
            'Code;Naam;Categorie\n01A01;"a;b";01\n\n02A01;c;02\n',
            ("Categorie", "Code"),
            ("01 01A01", "02 02A01"),
        ),
        ("a,b\n1,2\n1,3\n", ("a",), ("1",)),
    ],
)
def test_in_a_file(tmp_path: Path, text: str, columns: tuple[str, ...], values: tuple[str, ...]) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")

    assert Register((), file, columns).values() == values


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("0518\n", encoding="utf-8")
    register = Register((), file)
    assert register.values() == ("0518",)
    file.write_text("0518\n0363\n", encoding="utf-8")

    assert register.values() == ("0518", "0363")


@pytest.mark.parametrize(
    ("data", "columns", "error"),
    [
        (b"a,b\n1,2\n", ("c",), "list.csv:1: the list has no column 'c'; it has a, b"),
        (b"code,b\n1,2\n", ("cod",), "list.csv:1: the list has no column 'cod', did you mean 'code'?"),
        (b"a,b\n1\n", ("b",), "list.csv:2: a line with 1 columns, where the first has 2"),
        (b"\xe9\n", (), "list.csv: the list isn't written in UTF-8"),
        (None, (), "list.csv: the list can't be read: no such file"),
    ],
)
def test_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes | None, columns: tuple[str, ...], error: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "list.csv"
    if data is not None:
        file.write_bytes(data)

    with pytest.raises(ConfigurationError) as caught:
        Register((), file, columns).values()

    assert str(caught.value) == error
