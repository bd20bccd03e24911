"""The retour that is made of a heenbericht is valid, is filled as it should be, and answers it: for every fixture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from ran_cases import PROJECT, Ran
from retour import RuleSet
from retour.checking import outcome_job
from retour.engines import open_engine
from retour.levels import Check
from retour.messages import Message, parse_message
from retour.model import Finding, Identity, Outcome
from retour.retours import Pair, Retour, Side, answer, filling_findings, filling_of_answer, pair_findings
from retour.workspace import workspace_for

pytestmark = pytest.mark.long

HEENBERICHTEN = {
    "2.1": ("301", "303", "305", "307", "315"),
    "3.2": ("301", "305", "307", "315", "317", "319", "323"),
}


@dataclass(frozen=True)
class Answered:
    """A heenbericht of the fixtures with the retour that is made of it."""

    ran: Ran
    heen: Message
    rules: RuleSet
    data: bytes

    @property
    def retour(self) -> Message:
        return parse_message(self.data, "retour.xml")

    def __str__(self) -> str:
        return f"{self.ran.type} {self.ran.case.id}"


@cache
def schema(identity: Identity) -> etree.XMLSchema:
    release = str(identity.release).replace(".", "_")
    return etree.XMLSchema(
        etree.parse(PROJECT / f"rules/{identity.standard}/{release}/xsd/{identity.type}.xsd")
    )


@pytest.fixture(scope="module")
def answered(ran: Sequence[Ran], shipped_sets: Mapping[str, RuleSet]) -> Sequence[Answered]:
    found = []
    for each in ran:
        if each.outcome.problem is not None:
            continue
        message = parse_message(each.data, each.case.id)
        if not message.identity.answers() or not schema(message.identity).validate(message.root):
            continue
        rules = shipped_sets[f"{message.identity.standard}/{message.identity.release}"]
        data = answer(message, rules, each.outcome.findings)
        found.append(Answered(each, message, rules, data))
    return found


def test_there_is_one_for_every_heenbericht(answered: Sequence[Answered]) -> None:
    types = {(each.heen.identity.release, each.heen.identity.type) for each in answered}

    assert types == {
        (release, family + number)
        for release, numbers in HEENBERICHTEN.items()
        for family in ("WMO", "JW")
        for number in numbers
    }
    assert len(answered) > 1000


def test_it_is_valid(answered: Sequence[Answered]) -> None:
    def errors(each: Answered) -> list[str]:
        validator = schema(each.retour.identity)
        validator.validate(each.retour.root)
        return [error.message for error in validator.error_log]

    assert {str(each): found for each in answered if (found := errors(each))} == {}


def test_it_is_filled_as_it_should_be(answered: Sequence[Answered], tmp_path: Path) -> None:
    checks = []
    for number, each in enumerate(answered):
        file = tmp_path / f"{number}.xml"
        file.write_bytes(each.data)
        checks.append(
            Check(file, file.name, workspace_for(PROJECT), each.rules, parameters=each.ran.case.parameters)
        )
    engine = open_engine("saxon", 1)
    try:
        outcomes: list[Outcome] = [
            pending.result()
            for pending in engine.submit([outcome_job(check, lambda outcome, _: outcome) for check in checks])
        ]
    finally:
        engine.close()

    wrong = {
        str(each): outcome.problem or outcome.findings
        for each, outcome in zip(answered, outcomes, strict=True)
        if outcome.status != "accepted"
    }
    assert wrong == {}


def test_it_answers_the_heenbericht(answered: Sequence[Answered]) -> None:
    wrong = {
        str(each): found
        for each in answered
        if (
            found := pair_findings(
                Pair(Side.of(each.heen), Side.of(each.retour), each.rules, each.ran.outcome.findings)
            )
        )
    }

    assert wrong == {}


def test_it_says_what_is_wrong(answered: Sequence[Answered]) -> None:
    """A heenbericht with findings gets a code that isn't 0200, and one without gets none; a declaration 8001."""
    nothing_wrong = {"303": {"8001"}, "323": {"0200", "8001"}}
    for each in answered:
        codes = {code.text for code in each.retour.root.iter("{*}RetourCode")}
        if each.ran.outcome.findings:
            assert codes - {"0200", "0233", "8002"}, str(each)
        else:
            assert codes == nothing_wrong.get(each.ran.type[-3:], set()), str(each)


def test_whatever_is_changed_in_it_is_found(answered: Sequence[Answered]) -> None:
    """Any one code or class taken out, any code or amount changed."""
    unnoticed = []
    tried: Counter[str] = Counter()
    claims = [each for each in answered if each.retour.identity.has_own_form]
    for each in (*answered[::29], *claims[::3]):
        for how, changed in changes(each.retour.root):
            tried[how.partition(" to ")[0]] += 1
            retour = replace(each.retour, root=changed)
            pair = Pair(Side.of(each.heen), Side.of(retour), each.rules, each.ran.outcome.findings)
            if (
                not pair_findings(pair)
                and not filling_of(each, retour)
                and schema(retour.identity).validate(changed)
            ):
                unnoticed.append((str(each), how))

    assert not unnoticed, "\n".join(map(str, unnoticed))
    assert min(tried[how] for how in ("code gone", "code changed", "class gone", "amount changed")) > 20


def changes(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Copies of a retour with one change each."""
    paths = root.getroottree()
    codes = list(root.iter("{*}RetourCode"))
    classes = [holder.getparent() for holder in root.iter("{*}RetourCodes")]
    amounts = [*root.iter("{*}Bedrag"), *root.iter("{*}TotaalBedrag")]
    for element in codes:
        yield "code gone", without(root, element.getparent(), paths)
        for other in other_codes(str(element.text), answers_claim="325" in root.nsmap.get(root.prefix, "")):
            yield f"code changed to {other}", with_text(root, element, other, paths)
    for element in classes:
        if element is not None and etree.QName(element).localname != "Header":
            yield "class gone", without(root, element, paths)
    for element in amounts:
        yield "amount changed", with_text(root, element, str(int(element.text or "0") + 1), paths)


def other_codes(code: str, *, answers_claim: bool) -> Sequence[str]:
    """Those that may not stand in the place of one."""
    if answers_claim:
        return [other for other in ("0001", "0200", "0233", "8001", "9338", "9339") if other != code]
    # What lies in a class that is refused may be assessed or not: 0233 may be 0200.
    return ["9101" if code in ("0200", "0233") else "0200"]


def without(
    root: etree._Element, element: etree._Element | None, paths: etree._ElementTree
) -> etree._Element:
    changed = deepcopy(root)
    assert element is not None
    (gone,) = changed.xpath(paths.getpath(element), namespaces=element.nsmap)
    parent = gone.getparent()
    parent.remove(gone)
    while parent is not None and len(parent) == 0:  # a list without anything in it goes too
        above = parent.getparent()
        above.remove(parent)
        parent = above
    return changed


def with_text(
    root: etree._Element, element: etree._Element, text: str, paths: etree._ElementTree
) -> etree._Element:
    changed = deepcopy(root)
    (found,) = changed.xpath(paths.getpath(element), namespaces=element.nsmap)
    found.text = text
    return changed


def filling_of(each: Answered, retour: Message) -> Sequence[Finding]:
    """What is wrong with it on its own; what of the heenbericht came back has the findings that it had there."""
    if retour.identity.has_own_form:
        return filling_of_answer(retour, each.rules)
    return filling_findings(Retour(retour, each.rules, ()))
