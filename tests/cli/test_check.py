"""`retour check`: what fires on files and folders, in four formats, by output and exit code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from processes import Ended
from retour.engines import engine_title
from samples import (
    ENDLESS,
    MANIFEST,
    MESSAGE,
    RAPPORT,
    RULES,
    TR018_ONCE,
    VENDOR,
    in_reach,
    rapport,
    stylesheet,
    write_set,
)

Retour = Callable[..., Ended]


def test_nothing_fires(retour_here: Retour) -> None:
    told = "accepted.xml: accepted (iwmo 2.1 WMO307)\n  schema: not checked, the set has no XSD\n"

    assert retour_here("check", "accepted.xml") == Ended(0, told, "")


def test_something_fires(retour_here: Retour) -> None:
    ended = retour_here("check", "both.xml")

    assert ended.code == 1
    assert ended.out.splitlines() == [
        "both.xml: rejected (iwmo 2.1 WMO307), retour codes 9018, S002",
        "  TR018 → 9018  Support doesn't end before it began.",
        "      both.xml:8  /Bericht/Clienten/Client/StopProduct[1]/Begindatum",
        "      both.xml:9  /Bericht/Clienten/Client/StopProduct[1]/Einddatum",
        "  CS002 → S002",
        "      both.xml:5  /Bericht/Clienten/Client/Bsn",
        "  schema: not checked, the set has no XSD",
    ]


def test_several_messages_in_the_order_given(retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "accepted.xml", "gone.xml")

    assert ended.code == 2
    assert [line for line in ended.out.splitlines() if not line.startswith(" ")] == [
        "tr018.xml: rejected (iwmo 2.1 WMO307), retour codes 9018",
        "accepted.xml: accepted (iwmo 2.1 WMO307)",
        "gone.xml: error",
        "",
        "1 accepted, 1 rejected, 1 error",
    ]
    assert "  gone.xml: no such file" in ended.out.splitlines()


def test_folder_at_any_depth_sorted(retour_here: Retour, project: Path) -> None:
    (project / "inbox" / "b" / "c").mkdir(parents=True)
    for name in ("inbox/b/c/z.xml", "inbox/b/a.XML", "inbox/een bericht.xml"):
        shutil.copy("accepted.xml", name)
    (project / "inbox" / "readme.txt").write_text("no message", encoding="utf-8")

    ended = retour_here("check", "inbox", "--format", "json")

    assert ended.code == 0
    assert [result["message"] for result in json.loads(ended.out)["results"]] == [
        str(Path(name)) for name in ("inbox/b/a.XML", "inbox/b/c/z.xml", "inbox/een bericht.xml")
    ]


def test_folder_without_messages(retour_here: Retour, project: Path) -> None:
    (project / "empty").mkdir()

    assert retour_here("check", "empty") == Ended(
        2, "", "retour: empty: no .xml or .ei files in this folder\n"
    )


def test_json(retour_here: Retour, project: Path) -> None:
    ended = retour_here("check", "tr018.xml", "--format", "json")

    assert ended.code == 1
    document = json.loads(ended.out)
    assert list(document) == ["harness", "engine", "results"]
    (result,) = document["results"]
    rules = result.pop("rules")
    assert (rules["id"], rules["version"], len(rules["sha256"])) == ("demo/1.0", "1.0.3", 64)
    assert result == {
        "message": "tr018.xml",
        "sha256": sha256((project / "tr018.xml").read_bytes()).hexdigest(),
        "standard": "iwmo",
        "release": "2.1",
        "type": "WMO307",
        "levels": [
            {"level": "file", "status": "passed"},
            {"level": "envelope", "status": "not applicable"},
            {"level": "transition", "status": "not applicable"},
            {"level": "schema", "status": "not checked", "reason": "the set has no XSD"},
            {"level": "rules", "status": "failed"},
            {"level": "history", "status": "not applicable"},
            {"level": "pair", "status": "not applicable"},
        ],
        "findings": [
            {
                "level": "rules",
                "severity": "error",
                "code": "TR018",
                "retour": "9018",
                "details": "De Einddatum ligt vóór de Begindatum.",
                "locations": [
                    {
                        "path": f"/Bericht/Clienten/Client/StopProduct[1]/{name}",
                        "line": line,
                        "document": None,
                    }
                    for name, line in (("Begindatum", 8), ("Einddatum", 9))
                ],
            }
        ],
        "undecided": [],
        "left_out": [],
        "clock": None,
        "status": "rejected",
        "error": None,
        "error_kind": None,
    }


def test_engine(retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--format", "json", "--engine", "libxslt")

    by_saxon = json.loads(retour_here("check", "tr018.xml", "--format", "json").out)
    document = json.loads(ended.out)
    assert (ended.code, document["engine"]) == (1, engine_title("libxslt"))
    assert document["results"] == by_saxon["results"]


def test_no_such_engine(retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--engine", "saxonn")

    assert ended == Ended(2, "", "retour: there is no engine 'saxonn', did you mean 'saxon'?\n")


def test_json_has_the_same_bytes_whatever_the_workers(retour: Retour, retour_here: Retour) -> None:
    check = ("check", ".", "--format", "json", "--no-cache", "--engine-workers")
    once = retour_here(*check, "1")

    assert once.code == 1
    assert retour_here(*check, "2") == once
    assert retour(*check, "0") == once


def test_rapport_is_the_report_as_the_set_wrote_it(retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--format", "rapport")

    assert ended.code == 1
    root = etree.fromstring(ended.out.encode())
    assert root.tag == f"{{{RAPPORT}}}Rapport"
    assert [code.text for code in root.iter(f"{{{RAPPORT}}}Code")] == ["TR018"]


def test_rapport_of_several_messages(retour_here: Retour) -> None:
    assert retour_here("check", "tr018.xml", "cs002.xml", "--format", "rapport") == Ended(
        2, "", "retour: --format rapport takes one message, not 2: a report is about one message\n"
    )


def test_rapport_of_a_message_that_can_not_be_read(retour_here: Retour) -> None:
    assert retour_here("check", "gone.xml", "--format", "rapport") == Ended(
        2, "", "retour: gone.xml: no such file\n"
    )


def test_rapport_of_a_rule_set_that_fails(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", stylesheet("<html/>"))

    ended = retour_here("check", "accepted.xml", "--format", "rapport")

    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("retour: wrote <html> in no namespace where a Rapport ")


def test_sarif(retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "accepted.xml", "--format", "sarif")

    assert ended.code == 1
    (run,) = json.loads(ended.out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["TR018"]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "TR018", "shortDescription": {"text": "Support doesn't end before it began."}}
    ]


def test_namespace_that_no_set_serves(retour_here: Retour, project: Path) -> None:
    (project / "other.xml").write_text(MESSAGE.replace("iwmo/2_1/wmo307", "iwlz/2_3/aw33"), encoding="utf-8")
    (project / "plain.xml").write_text("<Bericht/>", encoding="utf-8")

    ended = retour_here("check", "other.xml", "plain.xml")

    assert ended.code == 2
    assert ended.out.splitlines()[1] == (
        "  no rule set serves Bericht in namespace 'http://www.istandaarden.nl/iwlz/2_3/aw33/schema/2_1'; "
        f"in reach: {in_reach('demo/1.0')}"
    )
    assert (
        ended.out.splitlines()[3]
        == f"  no rule set serves Bericht in no namespace; in reach: {in_reach('demo/1.0')}"
    )


def test_how_to_get_the_set_of_a_message(retour_here: Retour, project: Path) -> None:
    (project / "later.xml").write_text(MESSAGE.replace("2_1", "3_9"), encoding="utf-8")

    assert retour_here("check", "later.xml").out.splitlines()[-4:] == [
        "To judge them, install the rule set of iwmo 3.9 WMO307: retour rules add",
        "FOLDER_OR_ZIP (see retour docs rule-sets).",
        "Without it the level file is judged (--level file), and of a message in an",
        "envelope the level envelope (--level envelope).",
    ]
    assert "To judge them" not in retour_here("check", "later.xml", "--rules", "demo/1.0").out
    assert retour_here("check", "later.xml", "--level", "file").code == 0


def test_rules_by_id_and_by_folder(retour_here: Retour, project: Path) -> None:
    write_set(project / "elsewhere", stylesheet(rapport()), manifest="id: lax/1.0\n")

    assert retour_here("check", "tr018.xml", "--rules", "demo/1.0").code == 1
    assert retour_here("check", "tr018.xml", "--rules", "elsewhere").code == 0


def test_unknown_rule_set(retour_here: Retour) -> None:
    assert retour_here("check", "tr018.xml", "--rules", "demo/1.1") == Ended(
        2,
        "",
        f"retour: no rule set 'demo/1.1', by id or as a folder, did you mean 'demo/1.0'? In reach: {in_reach('demo/1.0')}\n",
    )


def test_rule_set_that_does_not_compile(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", RULES.replace("= $forbidden", "= $forbiden"))

    ended = retour_here("check", "accepted.xml", "tr018.xml")

    assert ended.code == 3
    assert ended.out.count("the rule set doesn't compile:") == 2
    assert ended.out.splitlines()[-1] == "2 error"


def test_time_limit(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", ENDLESS)

    ended = retour_here("check", "accepted.xml", "--time-limit", "300ms")

    assert ended.code == 3
    assert ended.out.splitlines() == [
        "accepted.xml: error (iwmo 2.1 WMO307)",
        "  the rule set was not done with this message after 0.3 s, its time limit",
    ]


def test_messages_that_can_not_be_read_are_rejected_and_let_others_go_on(
    retour_here: Retour, project: Path
) -> None:
    inbox = project / "inbox"
    inbox.mkdir()
    secret = project / "secret.txt"
    secret.write_text("the secret of this machine", encoding="utf-8")
    bad = {
        "a-no-xml": (b"not a message", "not-xml"),
        "b-truncated": (MESSAGE.encode()[:300], "not-xml"),
        "c-empty": (b"", "empty"),
        "d-dtd": (b"<!DOCTYPE a><a/>", "dtd"),
        "e-entity": (f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'.encode(), "dtd"),
        "f-bom": (b"\xef\xbb\xbf" + MESSAGE.encode(), "bom"),
        "g-utf-16": (MESSAGE.replace("UTF-8", "UTF-16").encode("utf-16"), "bom"),
        "h-encoding": (MESSAGE.replace("UTF-8", "ISO-8859-1").encode("latin-1"), "encoding"),
        "i-large": (b" " * (50 * 1024 * 1024), "size"),
        "j-deep": (b"<a>" * 10_000 + b"</a>" * 10_000, "depth"),
    }
    for name, (data, _) in bad.items():
        (inbox / f"{name}.xml").write_bytes(data)
    (inbox / "z-good.xml").write_text(TR018_ONCE, encoding="utf-8")

    ended = retour_here("check", "inbox", "--format", "json")

    assert (ended.code, ended.err) == (1, "")
    results = json.loads(ended.out)["results"]
    assert {Path(result["message"]).stem: codes_of(result) for result in results} == {
        **{name: [code] for name, (_, code) in bad.items()},
        "z-good": ["TR018"],
    }
    assert all(result["status"] == "rejected" for result in results)
    assert {level["level"]: level["status"] for level in results[0]["levels"][1:]} == {
        "envelope": "not reached",
        "transition": "not applicable",
        "schema": "not reached",
        "rules": "not reached",
        "history": "not applicable",
        "pair": "not applicable",
    }
    assert "the secret" not in ended.out


def test_messages_that_can_not_be_read_are_errors_where_the_file_is_not_judged(
    retour_here: Retour, project: Path
) -> None:
    (project / "bom.xml").write_bytes(b"\xef\xbb\xbf" + MESSAGE.encode())

    ended = retour_here("check", "bom.xml", "--level", "rules", "--level", "schema")

    assert ended.code == 2
    assert ended.out.splitlines() == [
        "bom.xml: error",
        "  bom.xml: begins with a UTF-8 byte order mark; a message is written without byte order mark",
    ]


def test_a_level_that_is_not_there(retour_here: Retour) -> None:
    ended = retour_here("check", "accepted.xml", "--level", "schem")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "retour: there is no level 'schem', did you mean 'schema'?\n"


def codes_of(result: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in result["findings"] if finding["severity"] == "error"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "accepted.xml", "--format", "yaml"],
        ["check", "accepted.xml", "--engine-workers", "-1"],
        ["check", "accepted.xml", "--rulez", "x"],
    ],
    ids=["no-message", "format", "workers", "option"],
)
def test_wrong_use(retour_here: Retour, arguments: list[str]) -> None:
    ended = retour_here(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert "retour check [OPTIONS] " in ended.err


RETOUR = """\
<r:Bericht xmlns:r="http://www.istandaarden.nl/iwmo/2_1/wmo308/schema/2_1"><r:Header/><r:Clienten><r:Client>
<r:Bsn>{bsn}</r:Bsn><r:RetourCodes><r:RetourCode>{code}</r:RetourCode></r:RetourCodes>
</r:Client></r:Clienten></r:Bericht>
"""


@pytest.mark.parametrize(
    ("bsn", "code", "said"),
    [
        ("999990018", "S002", "retour.xml: accepted (iwmo 2.1 WMO308)"),
        ("999990019", "S002", "retour.xml: rejected (iwmo 2.1 WMO308), rules IV028"),
    ],
)
def test_a_retourbericht(retour_here: Retour, project: Path, bsn: str, code: str, said: str) -> None:
    (project / "retour.xml").write_text(RETOUR.format(bsn=bsn, code=code), encoding="utf-8")

    ended = retour_here("check", "retour.xml", "--rules", "iwmo/2.1", "--level", "rules")

    assert ended.out.splitlines()[0] == said


def test_there_is_no_rapport_of_a_retourbericht(retour_here: Retour, project: Path) -> None:
    (project / "retour.xml").write_text(RETOUR.format(bsn="999990019", code="0200"), encoding="utf-8")

    ended = retour_here(
        "check", "retour.xml", "--rules", "iwmo/2.1", "--format", "rapport", "--level", "rules"
    )

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "retour: retour.xml: there is no Rapport of a retourbericht: the rules see the heenbericht that it answers\n"
    )


DECLARATION = Path(__file__).parents[2] / "fixtures" / "iwmo" / "2_1" / "wmo303" / "declaration.xml"


@pytest.fixture
def euros_with_a_tariff(project: Path) -> str:
    """A declaration in which a line in euros has a tariff, about which the declaration rules speak."""
    text = DECLARATION.read_text(encoding="utf-8")
    changed = text.replace(
        "Eenheid>83</iwmo:Eenheid>", "Eenheid>83</iwmo:Eenheid>\n<iwmo:ProductTarief>1</iwmo:ProductTarief>"
    )
    assert changed != text
    (project / "euros.xml").write_text(changed, encoding="utf-8", newline="\r\n")
    return "euros.xml"


@pytest.mark.parametrize(("value", "codes"), [("on", ["CD062"]), ("off", [])])
def test_parameter(retour_here: Retour, euros_with_a_tariff: str, value: str, codes: list[str]) -> None:
    ended = retour_here(
        "check", euros_with_a_tariff, "--parameter", f"declaration-rules={value}", "--format", "json"
    )

    assert [finding["code"] for finding in json.loads(ended.out)["results"][0]["findings"]] == codes
    assert ended.code == bool(codes)


@pytest.mark.parametrize(
    ("option", "error"),
    [
        (
            "declaration-rule=on",
            "--parameter: no rule set in reach has a stylesheet parameter 'declaration-rule', "
            "did you mean 'declaration-rules'?",
        ),
        (
            "declaration-rules",
            "--parameter declaration-rules: expected NAME=VALUE, such as --parameter declaration-rules=on",
        ),
        ("=on", "--parameter =on: expected NAME=VALUE, such as --parameter declaration-rules=on"),
    ],
    ids=["unknown", "no-value", "no-name"],
)
def test_parameter_that_can_not_be_used(
    retour_here: Retour, euros_with_a_tariff: str, option: str, error: str
) -> None:
    ended = retour_here("check", euros_with_a_tariff, "--parameter", option)

    assert ended == Ended(2, "", f"retour: {error}\n")


def test_parameter_that_the_named_rule_set_lacks(retour_here: Retour, euros_with_a_tariff: str) -> None:
    ended = retour_here(
        "check", euros_with_a_tariff, "--rules", "rules/demo", "--parameter", "declaration-rules=on"
    )

    error = "--parameter: no rule set in reach has a stylesheet parameter 'declaration-rules'; declared are forbidden"
    assert ended == Ended(2, "", f"retour: {error}\n")


def test_message_that_lies_elsewhere(retour_here: Retour, project: Path, tmp_path: Path) -> None:
    """The configuration of where the user stands counts, for there is none above the message."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (project / "tr018.xml").rename(inbox / "stop.xml")

    for options in ((), ("--rules", "demo/1.0")):
        ended = retour_here("check", "--level", "rules", str(inbox / "stop.xml"), *options)
        assert ended.out.startswith(f"{inbox / 'stop.xml'}: rejected (iwmo 2.1 WMO307), retour codes 9018")


def test_message_of_another_project(retour_here: Retour, project: Path, tmp_path: Path) -> None:
    """Its own configuration counts, engine included; a set of where the user stands can be named."""
    other = tmp_path / "other"
    write_set(other / "rules" / "own", VENDOR, manifest=MANIFEST.replace("demo/1.0", "own/1.0"))
    (other / "retour.toml").write_text('engine = "libxslt"\n', encoding="utf-8")
    (project / "tr018.xml").rename(other / "stop.xml")
    message = str(other / "stop.xml")

    ended = retour_here("check", "--level", "rules", "--format", "json", message, "accepted.xml")
    document = json.loads(ended.out)
    assert document["engine"] == f"{engine_title('saxon')}, {engine_title('libxslt')}"
    assert document["results"][0]["rules"]["id"] == "own/1.0"
    assert "libxslt" in document["results"][0]["findings"][0]["details"]

    ended = retour_here("check", "--level", "rules", message, "--rules", "demo/1.0")
    assert "TR018 → 9018" in ended.out


@pytest.mark.parametrize(
    ("duration", "sentence"),
    [
        ("0", "'0' is no duration: write for example 5s, 500ms or 1m"),
        ("soon", "'soon' is no duration: write for example 5s, 500ms or 1m"),
        ("1441m", "'1441m' is longer than a day, which is the longest that anything may take here"),
    ],
)
def test_no_time_limit(retour_here: Retour, duration: str, sentence: str) -> None:
    ended = retour_here("check", "accepted.xml", "--time-limit", duration)

    assert ended == Ended(2, "", f"retour: --time-limit: {sentence}\n")
