"""Which texts a simple type takes."""

from __future__ import annotations

import pytest
from retour.generating.simple_types import SimpleType

DATE = SimpleType("date", bounds=(("minInclusive", "1900-01-01"), ("maxExclusive", "2100-01-01")))
AMOUNT = SimpleType("decimal", digits=(("totalDigits", 4), ("fractionDigits", 2)))
NUMBER = SimpleType("positiveInteger", bounds=(("maxInclusive", "99"),))
CODE = SimpleType("string", patterns=(("[A-Z]+", "[0-9]+"), (".{2}",)), lengths=(("maxLength", 2),))


@pytest.mark.parametrize(
    ("type_", "takes", "refuses"),
    [
        (DATE, ["1900-01-01", "2016-02-29"], ["1899-12-31", "2100-01-01", "2017-02-29", "20170101", ""]),
        (AMOUNT, ["0", "12.34", "0012.30", "-1.5", "9999"], ["12.345", "123.45", "1,5", "", "x"]),
        (NUMBER, ["1", "99", "007"], ["0", "100", "-1", "1.0"]),
        (CODE, ["AB", "12"], ["A1", "A", "ABC"]),
        (SimpleType("string", enumeration=("01", "02")), ["01"], ["1", "03"]),
        (SimpleType("string", lengths=(("length", 3),)), ["abc"], ["ab", "abcd"]),
        (SimpleType("int"), ["2147483647"], ["2147483648"]),
    ],
    ids=["date", "amount", "number", "patterns", "list", "length", "int"],
)
def test_accepts(type_: SimpleType, takes: list[str], refuses: list[str]) -> None:
    assert [text for text in takes if not type_.accepts(text)] == []
    assert [text for text in refuses if type_.accepts(text)] == []
