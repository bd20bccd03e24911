"""`retour check MESSAGE --history DIR_OR_FILE`: the messages that went before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from history_samples import OTHER, write_history_project
from lxml import etree
from processes import Ended
from samples import MESSAGE, RAPPORT, REPOSITORY, TR018_ONCE

Retour = Callable[..., Ended]

LABEL = ("--sender", "98025566", "--receiver", "0518")

HEADER = (
    "<m:Header><m:Afzender>98025566</m:Afzender><m:BerichtIdentificatie><m:Identificatie>{number}</m:Identificatie>"
    "<m:Dagtekening>{day}</m:Dagtekening></m:BerichtIdentificatie></m:Header><m:Clienten>"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_history_project(tmp_path)


def test_files_in_the_order_given(retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--history", "accepted.xml", "--history", "technical.xml")

    assert ended == Ended(
        1,
        "tr018.xml: rejected (iwmo 2.1 WMO307), retour codes 9018, 9074\n"
        "  TR018 → 9018  Support doesn't end before it began.\n"
        "      tr018.xml:8  /Bericht/Clienten/Client/StopProduct[1]/Begindatum\n"
        "      tr018.xml:9  /Bericht/Clienten/Client/StopProduct[1]/Einddatum\n"
        "  TR074 → 9074  1 of 1\n"
        "      tr018.xml:5  /Bericht/Clienten/Client/Bsn\n"
        "  schema: not checked, the set has no XSD\n"
        "  not decidable: TR378: no register namen\n"
        "  history: without technical.xml: it is refused with 0001, by TR004\n",
        "",
    )


def test_a_folder_without_the_message_itself(retour_here: Retour, project: Path) -> None:
    inbox = project / "inbox"
    (inbox / "deeper").mkdir(parents=True)
    (inbox / "accepted.xml").write_text(MESSAGE, encoding="utf-8")
    (inbox / "deeper/other.xml").write_text(OTHER, encoding="utf-8")

    assert retour_here("check", "inbox/accepted.xml", "--history", "inbox").code == 0

    (inbox / "again.xml").write_text(MESSAGE, encoding="utf-8")
    ended = retour_here("check", "inbox/accepted.xml", "--history", "inbox")

    assert ended.code == 1
    assert "TR074 → 9074  1 of 2\n" in ended.out


def test_a_folder_is_ordered_by_dates_and_then_numbers(retour_here: Retour, project: Path) -> None:
    entry = project / "rules/demo/history/WMO307.xsl"
    numbers = '<xsl:for-each select="//h:earlier//m:Identificatie"><xsl:value-of select="concat(., \' \')"/></xsl:for-each>'
    text = entry.read_text(encoding="utf-8")
    begin, end = text.index("<vr:Details>") + len("<vr:Details>"), text.index("</vr:Details>")
    entry.write_text(text[:begin] + numbers + text[end:], encoding="utf-8")
    (project / "inbox").mkdir()
    for name, number, day in (("a", "3", "2017-06-02"), ("b", "2", "2017-06-01"), ("c", "1", "2017-06-02")):
        header = HEADER.format(number=number, day=day)
        written = MESSAGE.replace("<m:Clienten>", header)
        (project / f"inbox/{name}.xml").write_text(written, encoding="utf-8")

    ended = retour_here("check", "accepted.xml", "--history", "inbox")

    assert "TR074 → 9074  2 1 3\n" in ended.out


def test_json(retour_here: Retour) -> None:
    ended = retour_here(
        "check", "accepted.xml", "--history", "technical.xml", "--history", "other.xml", "--format", "json"
    )

    (result,) = json.loads(ended.out)["results"]
    assert {"level": "history", "status": "passed"} in result["levels"]
    assert result["left_out"] == [{"message": "technical.xml", "reason": "it is refused with 0001, by TR004"}]
    assert result["undecided"] == [{"code": "TR378", "reason": "no register namen"}]


def test_the_report_of_the_set_has_both(retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--history", "accepted.xml", "--format", "rapport")

    root = etree.fromstring(ended.out.encode())
    assert [code.text for code in root.iter(f"{{{RAPPORT}}}Code")] == ["TR018", "TR074"]


def test_sarif(retour_here: Retour) -> None:
    ended = retour_here(
        "check", "accepted.xml", "--history", "other.xml", "--history", "tr018.xml", "--format", "sarif"
    )

    (run,) = json.loads(ended.out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["TR074"]


def test_the_level_alone(retour_here: Retour) -> None:
    ended = retour_here(
        "check", "tr018.xml", "--history", "tr018.xml", "--history", "both.xml", "--level", "history"
    )

    assert ended.code == 1
    assert "TR074 → 9074  1 of 2\n" in ended.out
    assert "TR018" not in ended.out


def test_the_level_without_a_history(retour_here: Retour) -> None:
    assert retour_here("check", "accepted.xml", "--level", "history") == Ended(
        2,
        "accepted.xml: error (iwmo 2.1 WMO307)\n"
        "  nothing of this message was judged: history: no earlier messages are given\n",
        "",
    )


def test_earlier_messages_that_can_not_be_read(retour_here: Retour, project: Path) -> None:
    (project / "cut.xml").write_text(TR018_ONCE[:300], encoding="utf-8")

    assert (
        "an earlier message can't be judged: gone.xml: no such file"
        in retour_here("check", "accepted.xml", "--history", "gone.xml").out
    )
    ended = retour_here("check", "accepted.xml", "--history", "cut.xml")
    assert ended.code == 2
    assert "an earlier message can't be judged: cut.xml:9:" in ended.out


def test_a_set_without_rules_across_messages(retour_here: Retour, project: Path) -> None:
    (project / "rules/demo/history/WMO307.xsl").unlink()

    ended = retour_here("check", "accepted.xml", "--history", "accepted.xml")

    assert ended.code == 0
    assert "  history: not checked, the set has no rules across messages for iwmo 2.1 WMO307\n" in ended.out


def test_a_message_that_is_refused_as_a_whole(retour_here: Retour) -> None:
    ended = retour_here("check", "technical.xml", "--history", "accepted.xml")

    assert "  history: not reached, a rule refuses the message as a whole\n" in ended.out


def test_earlier_messages_in_other_clothes(retour_here: Retour, project: Path) -> None:
    ei = REPOSITORY / "fixtures/levels/ei/allocation.ei"
    assert retour_here(
        "check", "accepted.xml", "--wrap", "envelope.xml", "--functie", "WMO307", *LABEL
    ).code in (0, 1)

    ended = retour_here("check", "accepted.xml", "--history", "envelope.xml")
    assert "TR074 → 9074  1 of 1\n" in ended.out

    ended = retour_here("check", "accepted.xml", "--history", str(ei))
    assert ended.code == 2
    assert "allocation.ei: an earlier message: EI, and rules look at XML alone\n" in ended.out


def test_an_earlier_message_that_no_rule_set_judges_counts(retour_here: Retour, project: Path) -> None:
    (project / "strange.xml").write_text("<strange/>", encoding="utf-8")

    ended = retour_here("check", "accepted.xml", "--history", "strange.xml", "--history", "accepted.xml")

    assert "TR074 → 9074  1 of 2\n" in ended.out
