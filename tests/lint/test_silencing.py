"""Comments silence what stands on their line or below them, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from samples import MESSAGE
from small_project import PROJECT, case, rule

Linted = Callable[..., list[str]]

CASES, MESSAGE_FILE = "cases/stop.cases.yaml", "cases/stop.xml"
TR018 = "rules/demo/rules/TR018.xsl"
REAL = MESSAGE.replace("999990019", "111222333")
BSN_LINE = "      <m:Bsn>111222333</m:Bsn>"
BECAUSE = "retour: allow L103 because it stands in the published example"
SPREAD = BECAUSE.replace(" because ", "\n  because\n  ")


def codes(found: list[str]) -> list[str]:
    return [line.split(": ")[1].split()[0] for line in found]


@pytest.mark.parametrize(
    "text",
    [
        REAL.replace(BSN_LINE, f"<!-- {BECAUSE} -->\n{BSN_LINE}"),
        REAL.replace(BSN_LINE, f"{BSN_LINE} <!-- {BECAUSE} -->"),
        REAL.replace(BSN_LINE, f"<!--\n  {SPREAD}\n-->\n\n<!-- Zoë -->\n{BSN_LINE}"),
        REAL.replace(BSN_LINE, f"<!-- {BECAUSE} -->\n{BSN_LINE}").replace("\n", "\r\n"),
        REAL.replace(BSN_LINE, f"<!-- {BECAUSE.replace('L103', 'L101, L103')} -->\n{BSN_LINE}"),
    ],
    ids=["line-above", "same-line", "several-lines", "crlf", "one-of-two-codes"],
)
def test_in_messages(linted: Linted, text: str) -> None:
    left = linted({MESSAGE_FILE: text})
    assert codes(left) == (["L902"] if "L101" in text else [])


def test_two_lines_above_is_too_far(linted: Linted) -> None:
    far = REAL.replace("    <m:Client>", f"    <!-- {BECAUSE} -->\n    <m:Client>")
    assert codes(linted({MESSAGE_FILE: far})) == ["L902", "L103"]


def test_comment_behind_something_is_not_about_the_next_line(linted: Linted) -> None:
    behind = REAL.replace("<m:Client>", f"<m:Client> <!-- {BECAUSE} -->", 1)
    assert codes(linted({MESSAGE_FILE: behind})) == ["L902", "L103"]


def test_whole_file_is_silenced_anywhere_in_it(linted: Linted) -> None:
    comment = "\n<!-- retour: allow L101 because a Python test reads it -->\n"
    assert linted({"cases/other.xml": MESSAGE.replace("wmo307", "wmo305") + comment}) == []


def test_in_stylesheets_above_a_tag_of_several_lines(linted: Linted) -> None:
    text = rule("TR018", "StopProduct").replace(
        '  <xsl:template match="StopProduct"',
        '  <!-- retour: allow L205 because messages without namespace come in -->\n  <xsl:template match="StopProduct"',
    )
    assert linted({TR018: text}) == []


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({CASES: case('{allow: ["*"]} # retour: allow L003 because it is timed')}, ["L002", "L902"]),
        ({CASES: case('{allow: ["*"]} # retour: allow L002 because')}, ["L901"]),
        ({CASES: case('{allow: ["*"]} # retour: allow')}, ["L002", "L903"]),
        (
            {
                "rules/demo/WMO305.xsl": PROJECT["rules/demo/WMO305.xsl"]
                + "<!-- retour: allow L205 because -->"
            },
            ["L901", "L902"],
        ),
    ],
    ids=["another-code", "empty-reason", "no-code", "stylesheet"],
)
def test_what_is_wrong_with_comments(linted: Linted, files: Mapping[str, str], left: list[str]) -> None:
    assert codes(linted(files)) == left


def test_comments_of_files_that_were_not_looked_at_are_let_be(linted: Linted) -> None:
    other = {"cases/other.cases.yaml": case("valid # retour: allow L002 because it is timed")}
    assert linted(other, CASES) == []
