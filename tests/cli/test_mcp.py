"""`retour mcp`, asked by the client of the protocol's own package."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from processes import run_python
from samples import REPOSITORY

EARLY = "tr018-ends-the-day-before-it-began.xml"
STOPS = REPOSITORY / "fixtures/iwmo/2_1/wmo307"

CASES = f"""\
rules: iwmo/2.1
message: {EARLY}
cases:
  - id: too-early
    about: It ends before it begins.
    expect: {{fires: [TR018]}}
  - id: from-elsewhere
    message: ../elsewhere.xml
    expect: valid
"""

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bool, Any]]:
    """What one server answers to questions of all kinds: whether it is an error, and its text."""
    folder = tmp_path_factory.mktemp("served") / "project"
    folder.mkdir()
    (folder / "retour.toml").write_text("", encoding="utf-8")
    (folder / "a.cases.yaml").write_text(CASES, encoding="utf-8")
    for name in (EARLY, "stop.xml"):
        shutil.copy(STOPS / name, folder)
    shutil.copy(STOPS / "stop.xml", folder.parent / "elsewhere.xml")
    (folder / "link.xml").symlink_to(folder.parent / "elsewhere.xml")
    asked: dict[str, tuple[str, dict[str, str]]] = {
        "check a file": ("check", {"path": EARLY}),
        "check a text": ("check", {"text": (STOPS / "stop.xml").read_text(encoding="utf-8")}),
        "check what is no XML": ("check", {"text": "<a>"}),
        "check another domain": ("check", {"text": '<a xmlns="urn:other"/>'}),
        "check nothing": ("check", {}),
        "check both": ("check", {"path": EARLY, "text": "<a/>"}),
        "check outside": ("check", {"path": "../elsewhere.xml"}),
        "check by a link": ("check", {"path": "link.xml"}),
        "check nowhere": ("check", {"path": "nowhere.xml"}),
        "why": ("why", {"code": "TR018", "path": EARLY}),
        "why not": ("why", {"code": "TR018", "path": "stop.xml"}),
        "why of no rule": ("why", {"code": "TR081", "path": EARLY}),
        "explain": ("explain", {"code": "9018"}),
        "explain nothing": ("explain", {"code": "9O18"}),
        "show": ("show", {}),
        "show a set": ("show", {"name": "iwmo/2.1"}),
        "show a case": ("show", {"name": "a.cases.yaml::too-early"}),
        "show a case outside": ("show", {"name": "a.cases.yaml::from-elsewhere"}),
        "show a set outside": ("show", {"name": "../other"}),
    }
    before = sorted(folder.rglob("*"))
    found = anyio.run(_asked, folder, asked)
    assert sorted(folder.rglob("*")) == before
    return found


async def _asked(folder: Path, asked: dict[str, tuple[str, dict[str, str]]]) -> dict[str, tuple[bool, Any]]:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "retour", "mcp"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "harness")},
    )
    found = {}
    with anyio.fail_after(120):
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            found["tools"] = (False, {tool.name: tool.annotations for tool in tools})
            for name, (tool, arguments) in asked.items():
                answer = await session.call_tool(tool, arguments)
                text = "".join(getattr(part, "text", "") for part in answer.content)
                found[name] = (bool(answer.is_error), text if answer.is_error else json.loads(text))
    return found


def test_there_are_four_tools_which_write_nothing(answers: dict[str, tuple[bool, Any]]) -> None:
    _, tools = answers["tools"]
    assert sorted(tools) == ["check", "explain", "show", "why"]
    assert all(hints.read_only_hint for hints in tools.values())


def test_check(answers: dict[str, tuple[bool, Any]]) -> None:
    failed, told = answers["check a file"]
    assert not failed
    assert told["result"]["status"] == "rejected"
    assert [(each["code"], each["retour"]) for each in told["result"]["findings"]] == [("TR018", "9018")]
    assert told["meanings"] == {"TR018": "Support doesn't end before it began."}
    assert answers["check a text"][1]["result"]["status"] == "accepted"
    assert answers["check what is no XML"][1]["result"]["status"] == "rejected"


def test_what_was_not_judged_is_not_accepted(answers: dict[str, tuple[bool, Any]]) -> None:
    failed, told = answers["check another domain"]
    assert not failed
    assert told["result"]["status"] == "error"
    assert told["result"]["error_kind"] == "not-served"


def test_why(answers: dict[str, tuple[bool, Any]]) -> None:
    (finding,) = answers["why"][1]["result"]["findings"]
    told = json.dumps(finding["why"])
    assert "2017-06-07" in told
    assert "2017-06-08" in told
    (silence,) = answers["why not"][1]["result"]["silences"]
    assert silence["code"] == "TR018"
    assert silence["why"]["steps"]


def test_explain(answers: dict[str, tuple[bool, Any]]) -> None:
    _, told = answers["explain"]
    assert told["kind"] == "retour"
    assert "TR018" in {rule["code"] for found in told["rule_sets"] for rule in found["rules"]}
    of_wmo = next(found for found in told["rule_sets"] if found["id"] == "iwmo/2.1")
    assert [case["id"] for case in of_wmo["cases"]] == ["too-early"]


def test_show(answers: dict[str, tuple[bool, Any]]) -> None:
    _, all_ = answers["show"]
    assert {"iwmo/2.1", "iwmo/3.2", "ijw/3.2"} <= {each["id"] for each in all_["rule_sets"]}
    assert all_["cases"] == ["a.cases.yaml::too-early", "a.cases.yaml::from-elsewhere"]
    assert any(rule["rule"] == "TR018" for rule in answers["show a set"][1]["rules"])
    case = answers["show a case"][1]
    assert case["expect"] == {"fires": ["TR018"]}
    assert case["message"] == (STOPS / EARLY).read_bytes().decode()


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("check nothing", "give `path` or `text`, one of the two"),
        ("check both", "give `path` or `text`, one of the two"),
        ("check outside", "../elsewhere.xml lies outside the folder of the server"),
        ("check by a link", "link.xml lies outside the folder of the server"),
        ("check nowhere", "nowhere.xml"),
        ("why of no rule", "no rule set in reach has a rule 'TR081', did you mean"),
        ("explain nothing", "did you mean '9018'"),
        ("show a case outside", "lies outside the folder of the server"),
        ("show a set outside", "../other lies outside the folder of the server"),
    ],
)
def test_an_error_is_a_sentence(answers: dict[str, tuple[bool, Any]], question: str, sentence: str) -> None:
    failed, told = answers[question]
    assert failed
    assert sentence in told
    assert "Traceback" not in told


def test_without_the_extra(tmp_path: Path) -> None:
    script = tmp_path / "without.py"
    script.write_text(
        "import sys; sys.modules['mcp'] = None; import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'mcp' else real(name, *more)\n"
        "sys.argv = ['retour', 'mcp']\n"
        "from retour.cli import main; main()\n",
        encoding="utf-8",
    )
    ended = run_python(str(script), cwd=tmp_path)
    assert ended.code == 2
    assert ended.err == "retour: retour mcp takes the extra «mcp»: pip install 'retour-harness[mcp]'\n"
