"""Tables: rows in columns, and what becomes of them on a narrow terminal."""

from __future__ import annotations

from retour.text.columns import columns, figures

ROWS = [("iwmo/3.2", "115 rules", "WMO301 WMO305 WMO307 WMO315"), ("a", "1 rule", "b")]


def test_without_a_width_each_row_is_a_line() -> None:
    assert columns(ROWS) == ["iwmo/3.2  115 rules  WMO301 WMO305 WMO307 WMO315", "a         1 rule     b"]
    assert columns(ROWS, 80) == columns(ROWS)
    assert columns([], 80) == []


def test_the_last_column_goes_on_below_itself() -> None:
    assert columns(ROWS, 46) == [
        "iwmo/3.2  115 rules  WMO301 WMO305 WMO307",
        "                     WMO315",
        "a         1 rule     b",
    ]


def test_where_it_has_no_room_cells_stand_below_each_other() -> None:
    assert columns(ROWS, 40) == [
        "iwmo/3.2",
        "    115 rules",
        "    WMO301 WMO305 WMO307 WMO315",
        "a",
        "    1 rule",
        "    b",
    ]


def test_then_each_cell_tells_its_column() -> None:
    rows = [
        ("a case", "old", "newer"),
        ("some-case-with-a-long-name", "nothing", "TR018 and many more rules"),
    ]

    assert columns(rows, 50, has_head=True) == [
        "some-case-with-a-long-name",
        "    old    nothing",
        "    newer  TR018 and many more rules",
    ]


def test_a_long_word_is_not_broken() -> None:
    assert columns([("a" * 50, "b" * 50)], 40) == ["a" * 50, "    " + "b" * 50]


def test_figures_end_below_each_other() -> None:
    assert figures([("", "score"), ("a", "5")]) == ["   score", "a      5"]
