"""What has a say in an outcome, and what hasn't: an outcome is recalled for the very same inputs and for no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from edit_samples import edit, raw
from history_samples import write_history_project
from retour.caching import Cache
from retour.checking import Subject, outcome_job, preceded_by
from retour.engines import Choice, Engines, Limits
from retour.levels import Check
from retour.model import OtherMessage, Outcome
from retour.workspace import workspace_for
from samples import MESSAGE, TR018_ONCE, fout, rapport, stylesheet

SHARED = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template name="helper"><xsl:text>helped</xsl:text></xsl:template>
</xsl:stylesheet>
"""

LETTERS = "lists/letters.xml"


@dataclass
class Project:
    """A project in which messages are judged, each time by a run of its own."""

    folder: Path
    workers: int = 0
    engine: str = "libxslt"

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(text.encode())

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_bytes().decode()
        assert old in text
        self.write(name, text.replace(old, new))

    def check(self, message: str = "tr018.xml", **more: object) -> Check:
        """A check in a workspace that is read afresh."""
        file = self.folder / message
        request = Check(file, message, workspace_for(file), "demo/1.0", self.folder)
        return replace(request, **more)  # type: ignore[arg-type]

    def judged(self, request: Check) -> Outcome:
        engines = Engines(name=self.engine, workers=self.workers)
        cache = Cache(engines.stamp)
        try:
            return engines.submit([outcome_job(request, _outcome, cache)])[0].result()
        finally:
            engines.close()
            cache.close()
            assert cache.troubles == ()

    def is_known(self, request: Check) -> bool:
        return self.judged(request).is_cached


def _outcome(outcome: Outcome, subject: Subject) -> Outcome:
    return outcome


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project of `history_samples`, whose entry includes a helper and reads a list, with a second entry that does neither."""
    folder = write_history_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    found = Project(folder)
    found.write("rules/demo/helpers/shared.xsl", SHARED)
    found.write(f"rules/demo/{LETTERS}", "<letters><letter>A</letter></letters>")
    found.replace(
        "rules/demo/WMO307.xsl",
        "<xsl:output",
        f'<xsl:include href="helpers/shared.xsl"/><xsl:variable name="letters" select="document(\'{LETTERS}\')"/>'
        '<xsl:param name="switch" select="1"/><xsl:output',
    )
    for type_ in ("WMO305", "WMO303"):
        found.write(f"rules/demo/{type_}.xsl", _for(type_, stylesheet(rapport(fout("TR018")))))
    found.replace(
        "rules/demo/WMO305.xsl", "<xsl:output", '<xsl:include href="helpers/shared.xsl"/><xsl:output'
    )
    found.write("wmo305.xml", _for("WMO305", MESSAGE))
    found.write("wmo303.xml", _for("WMO303", MESSAGE))
    return found


def _for(type_: str, text: str) -> str:
    return text.replace("wmo307", type_.lower())


NOW = datetime(2017, 6, 12, 9, 30, tzinfo=UTC)

SAY: dict[str, Callable[[Project, Check], Check | None]] = {
    "a byte of the message": lambda at, _: at.write("tr018.xml", TR018_ONCE + "\r\n"),
    "an edit": lambda at, check: replace(check, edits=(edit(set="//Naam", to="Ander"),)),
    "a raw edit": lambda at, check: replace(check, raw=(raw(replace="Zoë", with_="Zoe"),)),
    "a parameter": lambda at, check: replace(check, parameters={"switch": "2"}),
    "the entry": lambda at, _: at.replace("rules/demo/WMO307.xsl", "'Niemand'", "'Iemand'"),
    "a helper": lambda at, _: at.replace("rules/demo/helpers/shared.xsl", "helped", "was helped"),
    "a list": lambda at, _: at.replace(f"rules/demo/{LETTERS}", ">A<", ">B<"),
    "the retour code of a rule": lambda at, _: at.replace("rules/demo/catalogue.yaml", "S378", "S379"),
    "the version of the set": lambda at, _: at.replace("rules/demo/ruleset.yaml", "version: ", "version: 9."),
    "the engine": lambda at, check: setattr(at, "engine", "saxon") or setattr(at, "workers", 1),  # type: ignore[func-returns-value]
    "a child, in which limits hold": lambda at, _: setattr(at, "workers", 1),
    "the time limit": lambda at, check: replace(check, time_limit=7.0),
    "the configured time limit": lambda at, _: at.replace("retour.toml", '"20s"', '"21s"'),
    "how strict the file rules are": lambda at, _: at.write(
        "retour.toml", (at.folder / "retour.toml").read_text() + 'file_profile = "strict"\n'
    ),
    "the levels": lambda at, check: replace(check, levels=("rules",)),
    "the levels that must be judged": lambda at, check: replace(check, claimed=("rules",)),
    "the ending of the file's name": lambda at, _: _moved(at, "tr018.txt"),
    "probes": lambda at, check: replace(check, probes="rules"),
    "that somebody listens": lambda at, check: replace(check, listen=True),
    "a register": lambda at, check: replace(check, registers={"namen": ("Zoë van Ammerveld",)}),
    "what went before": lambda at, check: _after(check, "other.xml"),
    "the code of the harness": lambda at, _: None,
}  # fmt: skip
"""What has a say in an outcome → a change of it; None where the check stays what it was."""


def _moved(at: Project, name: str) -> Check:
    (at.folder / "tr018.xml").rename(at.folder / name)
    return at.check(name)


def _after(check: Check, *names: str) -> Check:
    others = [OtherMessage(check.message.parent / name) for name in names]
    return replace(check, history=preceded_by(check, others))


@pytest.mark.parametrize("what", SAY)
def test_has_a_say(at: Project, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not at.is_known(at.check())
    assert at.is_known(at.check())

    changed = SAY[what](at, at.check())
    if what == "the code of the harness":
        monkeypatch.setattr("retour.caching.keys.code_stamp", lambda: "0.2.0")
    request = at.check() if changed is None else changed

    assert not at.is_known(request)


NO_SAY: dict[str, Callable[[Project], Check | None]] = {
    "nothing": lambda at: None,
    "when the file was written": lambda at: at.write("tr018.xml", TR018_ONCE),
    "what the file is called": lambda at: _moved(at, "renamed.xml"),
    "a stylesheet that the entry doesn't reach": lambda at: at.replace("rules/demo/WMO303.xsl", "TR018", "TR019"),
    "the rules across messages, where none went before": lambda at: at.replace(
        "rules/demo/history/WMO307.xsl", "TR378: no", "TR378: really no"
    ),
    "what the catalogue says of a rule": lambda at: at.replace(
        "rules/demo/catalogue.yaml", "The name is on the list.", "That name is on the list."
    ),
    "the moment, of rules that don't ask": lambda at: at.check(now=NOW),
    "how many processes there are": lambda at: at.write(
        "retour.toml", (at.folder / "retour.toml").read_text() + "engine_workers = 1\n"
    ),
    "how much is kept": lambda at: at.write(
        "retour.toml", (at.folder / "retour.toml").read_text() + 'cache_limit = "1 GB"\n'
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NO_SAY)
def test_has_no_say(at: Project, what: str) -> None:
    before = at.judged(at.check())
    changed = NO_SAY[what](at)
    request = at.check() if changed is None else changed

    after = at.judged(request)

    assert after.is_cached
    assert after.findings == before.findings
    assert after.report == before.report
    assert after.message == request.name


def test_a_helper_has_a_say_in_the_entries_that_reach_it(at: Project) -> None:
    messages = ["tr018.xml", "wmo305.xml", "wmo303.xml"]
    for message in messages:
        at.judged(at.check(message))
    at.replace("rules/demo/helpers/shared.xsl", "helped", "was helped")

    assert [at.is_known(at.check(message)) for message in messages] == [False, False, True]


def test_a_recalled_outcome_is_what_was_found_and_names_the_set_as_it_is_now(at: Project) -> None:
    before = at.judged(at.check())
    at.replace("rules/demo/WMO303.xsl", "TR018", "TR019")

    after = at.judged(at.check())

    assert after.is_cached
    assert after.rules is not None
    assert before.rules is not None
    assert after.rules.sha256 != before.rules.sha256
    assert after == replace(before, rules=after.rules)


def test_changed_earlier_message(at: Project) -> None:
    request = _after(at.check(), "other.xml", "cs002.xml")
    first = at.judged(request)
    assert at.is_known(_after(at.check(), "other.xml", "cs002.xml"))

    assert not at.is_known(_after(at.check(), "cs002.xml", "other.xml"))
    at.replace("other.xml", "123456782", "999990019")
    changed = at.judged(_after(at.check(), "other.xml", "cs002.xml"))
    assert not changed.is_cached
    assert {finding.code for finding in changed.findings} - {finding.code for finding in first.findings}


def test_rules_across_messages_that_changed(at: Project) -> None:
    at.judged(_after(at.check(), "other.xml"))
    at.replace("rules/demo/history/WMO307.xsl", "TR378: no", "TR378: really no")

    assert not at.is_known(_after(at.check(), "other.xml"))


CLOCK = stylesheet(
    rapport(fout("TR018", '<xsl:value-of select="current-date()"/>')),
).replace('version="1.0"', 'version="2.0"', 1)


def test_rules_that_ask_what_day_it_is(at: Project) -> None:
    at.engine, at.workers = "saxon", 1
    at.write("rules/demo/WMO307.xsl", CLOCK)

    assert not at.is_known(at.check())
    assert not at.is_known(at.check())
    pinned = at.judged(at.check(now=NOW))
    assert not pinned.is_cached
    assert at.judged(at.check(now=NOW)) == replace(pinned, is_cached=True)
    assert at.is_known(at.check(now=NOW))
    assert not at.is_known(at.check(now=NOW.replace(day=13)))


def test_an_error_is_found_again(at: Project) -> None:
    at.replace(
        "rules/demo/WMO307.xsl", '<xsl:call-template name="path"/>', '<xsl:call-template name="none"/>'
    )

    for _ in range(2):
        outcome = at.judged(at.check())
        assert outcome.problem is not None
        assert not outcome.is_cached


def test_rules_that_change_while_they_run(at: Project) -> None:
    request = at.check()
    engines = Engines(name="libxslt", workers=0)
    cache = Cache(engines.stamp)
    (pending,) = engines.submit([outcome_job(request, _outcome, cache)])
    at.replace("rules/demo/helpers/shared.xsl", "helped", "was helped")
    pending.result()
    cache.close()
    engines.close()
    at.replace("rules/demo/helpers/shared.xsl", "was helped", "helped")

    assert not at.is_known(at.check())


def test_message_that_changes_while_it_runs(at: Project) -> None:
    request = at.check()
    engines = Engines(name="libxslt", workers=0)
    cache = Cache(engines.stamp)
    (pending,) = engines.submit([outcome_job(request, _outcome, cache)])
    at.write("tr018.xml", MESSAGE)
    assert pending.result().findings == ()
    cache.close()
    engines.close()
    at.write("tr018.xml", TR018_ONCE)

    assert not at.is_known(at.check())


def test_off_where_the_configuration_says_so(at: Project) -> None:
    at.write("retour.toml", (at.folder / "retour.toml").read_text() + "cache = false\n")

    assert not at.is_known(at.check())
    assert not at.is_known(at.check())
    assert not (at.folder / ".retour-cache").exists()


def test_nothing_is_left_where_there_is_no_configuration(at: Project) -> None:
    (at.folder / "retour.toml").unlink()

    assert not at.is_known(at.check())
    assert not at.is_known(at.check())
    assert not (at.folder / ".retour-cache").exists()


def test_nothing_of_a_message_is_kept_but_what_its_outcome_says(at: Project) -> None:
    for message in ("accepted.xml", "tr018.xml"):
        at.judged(at.check(message))
        at.judged(_after(at.check(message), "other.xml"))

    kept = b"".join(file.read_bytes() for file in (at.folder / ".retour-cache").iterdir())
    assert b"TR018" in kept
    for personal in ("999990019", "123456782", "Ammerveld"):
        assert personal.encode() not in kept


def test_the_limits_of_the_engine_have_a_say() -> None:
    engines = Engines()
    choices = [Choice(), Choice("libxslt"), Choice(limits=Limits(memory=10**9)), Choice(workers=0)]

    assert len({engines.stamp(choice) for choice in choices}) == len(choices)
    assert engines.stamp(Choice(workers=7)) == engines.stamp(Choice())
