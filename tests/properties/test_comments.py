"""Comments and processing instructions change nothing, wherever they stand: outcome, answer and pair stay the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from retour.checking import answered_by, outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.messages import parse_message
from retour.model import Outcome
from retour.retours import answer
from retour.rulesets import RuleSet
from retour.workspace import Workspace, workspace_for
from samples import REPOSITORY

NOISE = ["<!-- 9 -->", "<!---->", "<!-- <Bsn>1</Bsn> -->", "<?note?>", '<?note "<Bsn>"?>']
WHOLE = re.compile(r"<[^>]*>|&[^;]*;|\r\n")
MESSAGES = [
    "iwmo/2_1/wmo303/declaration.xml",
    "iwmo/2_1/wmo304/declaration-retour.xml",
    "iwmo/2_1/wmo305/start.xml",
    "iwmo/2_1/wmo306/start-retour.xml",
    "levels/envelope/stop.xml",
]
PAIRS = [
    ("iwmo/2_1/wmo303/declaration.xml", "iwmo/2_1/wmo304/declaration-retour.xml"),
    ("iwmo/2_1/wmo305/start.xml", "iwmo/2_1/wmo306/start-retour.xml"),
]

some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def noisy(draw: st.DrawFn, file: str) -> bytes:
    """A message with comments and instructions at random places, between its tags and in its texts."""
    text = (REPOSITORY / "fixtures" / file).read_bytes().decode()
    within = {place for whole in WHOLE.finditer(text) for place in range(whole.start() + 1, whole.end())}
    start = text.index("?>") + 2
    places = [place for place in range(start, len(text) + 1) if place not in within]
    for place in sorted(draw(st.lists(st.sampled_from(places), min_size=1, max_size=30)), reverse=True):
        text = text[:place] + draw(st.sampled_from(NOISE)) + text[place:]
    return text.encode()


@cache
def workspace() -> Workspace:
    return workspace_for(REPOSITORY / "fixtures")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("libxslt", 0)
    yield engine
    engine.close()


@pytest.fixture
def judged(engine: Engine, tmp_path: Path) -> Callable[..., Outcome]:
    """The outcome of the bytes of a message, and of a heenbericht that it answers."""

    def judge(data: bytes, heen: bytes | None = None) -> Outcome:
        file = tmp_path / "message.xml"
        file.write_bytes(data)
        check = Check(file, "message.xml", workspace())
        if heen is not None:
            (tmp_path / "heen.xml").write_bytes(heen)
            check = replace(check, answers=answered_by(check, tmp_path / "heen.xml"))
        outcome = engine.submit([outcome_job(check, lambda outcome, _: outcome)])[0].result()
        return replace(outcome, sha256=None, report=None)

    return judge


def original(file: str) -> bytes:
    return (REPOSITORY / "fixtures" / file).read_bytes()


@pytest.mark.parametrize("file", MESSAGES)
@given(data=st.data())
@some
def test_outcome_stays_the_same(judged: Callable[..., Outcome], file: str, data: st.DataObject) -> None:
    assert judged(data.draw(noisy(file))) == judged(original(file))


@pytest.mark.parametrize(("heen", "retour"), PAIRS)
@given(data=st.data())
@some
def test_pair_stays_the_same(
    judged: Callable[..., Outcome], heen: str, retour: str, data: st.DataObject
) -> None:
    assert judged(data.draw(noisy(retour)), data.draw(noisy(heen))) == judged(
        original(retour), original(heen)
    )


@pytest.mark.parametrize("heen", [heen for heen, _ in PAIRS])
@given(data=st.data())
@some
def test_answer_stays_the_same(heen: str, data: st.DataObject) -> None:
    rules = RuleSet.open(REPOSITORY / "rules/iwmo/2_1")

    written = answer(parse_message(data.draw(noisy(heen)), "heen.xml"), rules, [])

    assert written == answer(parse_message(original(heen), "heen.xml"), rules, [])


def test_text_in_pieces_is_one_text() -> None:
    root = parse_message(b"<a><!--1-->2<?x?>3<![CDATA[4]]><b/>5<!--6--></a>", "a.xml").root

    assert etree.tostring(root) == b"<a>234<b/>5</a>"
