"""docs/reference is what the code says."""

from __future__ import annotations

from tools.generate_reference import PAGES, pages


def test_the_committed_pages_are_what_the_code_says() -> None:
    committed = {file.name: file.read_text(encoding="utf-8") for file in PAGES.iterdir()}

    assert committed == pages(), "run `make reference`"


def test_every_command_has_its_options() -> None:
    text = pages()["commands.md"]

    assert "\n## retour rules add\n" in text
    assert "| `--if-used` | No error for messages that no case uses. |" in text
    assert "| `--format text\\|json\\|sarif\\|gitlab` |" in text


def test_keys_and_codes() -> None:
    written = pages()

    assert "| `cases` | yes | The cases; at least one. |" in written["case-files.md"]
    assert "| `bom` | error | The file begins with a byte order mark. |" in written["levels.md"]
    assert "| `--retour-traceback` | Show where" in written["pytest-options.md"]
