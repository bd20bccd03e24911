"""What is asked of an expression."""

from __future__ import annotations

import pytest
from retour.tracing.asked import AskedParts, PartKind, asked_of


def text(name: str) -> PartKind:
    return "text"


def asked(expression: str, *, is_test: bool = True) -> AskedParts:
    found = asked_of(expression, {"m": "urn:m"}, text, is_test=is_test)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("m:Begin > m:Eind", [("nodes", "m:Begin"), ("nodes", "m:Eind"), ("truth", "m:Begin > m:Eind")]),
        ("$a", [("text", "$a"), ("truth", "$a")]),
        ("not(m:Eind)", [("nodes", "m:Eind"), ("truth", "m:Eind")]),
        (
            "number(translate($a, '-', '')) > 3",
            [("text", "$a"), ("truth", "number(translate($a, '-', '')) > 3")],
        ),
        ("count(m:Regel) > 1", [("text", "count(m:Regel)"), ("truth", "count(m:Regel) > 1")]),
        (
            "contains('12', .) or $b = ''",
            [("nodes", "."), ("truth", "contains('12', .)"), ("text", "$b"), ("truth", "$b = ''")],
        ),
        (
            "key('k', $a)[2]",
            [("nodes", "key('k', $a)[2]"), ("text", "$a"), ("truth", "key('k', $a)[2]")],
        ),
    ],
)
def test_values_are_asked_of_parts_and_truth_of_conditions(
    expression: str, parts: list[tuple[str, str]]
) -> None:
    assert [(part.kind, part.text) for part in asked(expression).parts] == parts


@pytest.mark.parametrize(
    "expression",
    ["some $x in m:Regel satisfies $x/m:Bedrag > 3", "every $x in (1, 2) satisfies $x > 0"],
)
def test_nothing_is_asked_of_a_range_variable(expression: str) -> None:
    assert [part.kind for part in asked(expression).parts] == ["truth"]


def test_what_a_predicate_says_is_asked_of_the_nodes_that_it_chooses_from() -> None:
    (nodes, _) = asked("m:Regel[m:Bedrag > current()/m:Totaal]").parts

    assert nodes.filter is not None
    assert nodes.filter.base == "m:Regel"
    assert [part.text for part in nodes.filter.asked.parts] == [
        "m:Bedrag",
        "$retour-current/m:Totaal",
        "m:Bedrag > $retour-current/m:Totaal",
    ]


@pytest.mark.parametrize(
    "expression", ["m:Regel[2]", "m:Regel[last()]", "m:Regel[position() < $a]", "*[local-name() = 'Regel']"]
)
def test_a_position_and_a_name_choose_nothing_that_is_asked(expression: str) -> None:
    assert asked(expression).parts[0].filter is None


def test_several_predicates_are_asked_together_up_to_a_position() -> None:
    (nodes, _) = asked("m:Regel[1][m:A][m:B = 2]").parts

    assert nodes.filter is not None
    assert nodes.filter.base == "m:Regel[1]"
    assert nodes.filter.asked.expression.text == "(m:A) and (m:B = 2)"


def test_an_expression_that_says_whether_something_holds_is_a_condition_also_where_it_is_no_test() -> None:
    assert asked("$a = 3", is_test=False).condition is not None
    assert asked("m:Regel", is_test=False).condition is None
    assert asked("(m:Regel)", is_test=False).whole == 0


def test_nothing_is_asked_of_what_cant_be_read() -> None:
    assert asked_of("m:Regel[", {"m": "urn:m"}, text) is None
