"""Messages that are made on purpose: accepted ones, and ones that break one rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from retour.engines import Engine, open_engine
from retour.generating import SchemaFolder
from retour.making import Attempt, AttemptJudge, Broken, Maker, break_rule
from retour.rulesets import RuleSet
from retour.text.bsns import is_bsn
from retour.workspace import workspace_for
from samples import REPOSITORY

SET = REPOSITORY / "rules/ijw/3_2"
TYPES = ("JW301", "JW305", "JW315", "JW317", "JW323", "JW325")
NUMBER = 30


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Of this process."""
    opened = open_engine("libxslt", 0)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def maker(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> MakerOf:
    """Makers of iJw 3.2, by type; each makes its models once."""
    return MakerOf(engine, tmp_path_factory.mktemp("making"))


class MakerOf:
    def __init__(self, engine: Engine, folder: Path) -> None:
        rules = RuleSet.open(SET)
        self._judge = AttemptJudge(rules, workspace_for(folder), engine)
        self._schemas = SchemaFolder(rules.schemas)
        self._identities = {identity.type: identity for identity in rules.serves}
        self._made: dict[tuple[str, str], Maker] = {}

    def __call__(self, type_: str, seed: str = "1") -> Maker:
        if (type_, seed) not in self._made:
            self._made[type_, seed] = Maker(self._identities[type_], self._schemas, self._judge, seed)
        return self._made[type_, seed]


def test_of_each_type_most_are_accepted_as_they_are_made(maker: MakerOf) -> None:
    made = {type_: maker(type_).accepted(NUMBER) for type_ in TYPES}

    assert {type_: len(each.messages) for type_, each in made.items()} == dict.fromkeys(TYPES, NUMBER)
    assert all(message.is_accepted for each in made.values() for message in each.messages)
    tried = sum(NUMBER + each.thrown_away for each in made.values())
    assert sum(each.at_once for each in made.values()) >= 0.9 * tried


def test_messages_are_valid_and_nobodys(maker: MakerOf) -> None:
    schema = etree.XMLSchema(etree.parse(SET / "xsd/JW301.xsd"))
    roots = [etree.fromstring(each.data) for each in maker("JW301").accepted(NUMBER).messages]

    assert [root for root in roots if not schema.validate(root)] == []
    bsns = [element.text or "" for root in roots for element in root.iter("{*}Bsn")]
    assert len(bsns) >= NUMBER
    assert all(bsn.startswith("9999") and is_bsn(bsn) for bsn in bsns)


def test_messages_differ(maker: MakerOf) -> None:
    messages = maker("JW305").accepted(NUMBER).messages
    shapes = {tuple(element.tag for element in each.root.iter()) for each in messages}
    bsns = {bsn.text for each in messages for bsn in each.root.iter("{*}Bsn")}

    assert len({each.data for each in messages}) == NUMBER
    assert len(shapes) > 3
    assert len(bsns) > NUMBER / 2


def test_amounts_of_a_declaration_add_up(maker: MakerOf) -> None:
    for each in maker("JW323").accepted(10).messages:
        total = each.root.find(".//{*}TotaalBedrag")
        lines = each.root.findall(".//{*}IngediendBedrag")
        assert total is not None
        assert abs(sum(signed(line) for line in lines)) == int(total.text or "")


def signed(holder: etree._Element) -> int:
    amount, sign = holder.findtext("{*}Bedrag"), holder.findtext("{*}DebetCredit")
    return int(amount or "") * (-1 if sign == "C" else 1)


def test_the_same_seed_makes_the_same_messages_and_fewer_are_the_first_of_more(maker: MakerOf) -> None:
    few, many = (maker("JW305").accepted(number).messages for number in (3, 6))
    again = MakerOf(open_engine("libxslt", 0), Path())("JW305").accepted(3).messages
    others = maker("JW305", "2").accepted(3).messages

    assert data_of(few) == data_of(many)[:3] == data_of(again)
    assert data_of(few) != data_of(others)


def data_of(attempts: tuple[Attempt, ...]) -> list[bytes]:
    return [each.data for each in attempts]


def test_every_rule_of_a_start_is_broken_alone(maker: MakerOf) -> None:
    start = maker("JW305")
    codes = sorted(code for code in start.judge.rules.codes_for(start.identity))
    broken = [break_rule(start, code, 1) for code in codes]

    assert len(broken) > 5
    assert [each.code for each in broken if not each.alone] == []
    assert [each.messages[0].codes for each in broken] == [(code,) for code in codes]


def test_rules_that_ask_the_same_are_broken_together(maker: MakerOf) -> None:
    broken = break_rule(maker("JW317"), "CD077", 1)

    assert (broken.alone, broken.others, broken.messages[0].codes) == (False, ("CD078",), ("CD077", "CD078"))


def test_several_messages_that_break_a_rule_differ(maker: MakerOf) -> None:
    broken = break_rule(maker("JW305"), "CS002", 4)

    bsns = {attempt.root.findtext(".//{*}Bsn") for attempt in broken.messages}
    assert len(bsns) == 4
    assert all(re.fullmatch(r"9999\d{5}|\d{9}", bsn or "") and not is_bsn(bsn or "") for bsn in bsns)


def test_a_rule_that_is_never_broken(maker: MakerOf) -> None:
    broken = break_rule(maker("JW305"), "TR999", 1)

    assert broken == Broken("TR999", (), False, (), broken.judged)
    assert broken.judged > 500
