"""`retour serve` in the place of the official validation service: POST /validatie, X-Version-Override, /status."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import run_here, wait_until
from retour.checking import check
from retour.rulesets.dialects import dialect_named
from samples import (
    BOTH,
    ENDLESS,
    MANIFEST,
    MESSAGE,
    NAMESPACE,
    REPOSITORY,
    RULES,
    TR018_ONCE,
    TR018_TWICE,
    write_project,
    write_set,
)
from served import Served, ValidationClient, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
STOP = REPOSITORY / "fixtures" / "iwmo" / "2_1" / "wmo307" / "stop.xml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two patch levels of one set, sets that can't be used, and messages."""
    folder = write_project(tmp_path_factory.mktemp("served") / "project")
    older = MANIFEST.replace("1.0.3", "1.0.2")
    write_set(folder / "rules" / "demo-older", RULES.replace("TR018", "TR900"), manifest=older)
    other = NAMESPACE.replace("2_1", "3_9")
    write_set(
        folder / "rules" / "endless",
        ENDLESS.replace(NAMESPACE, other),
        manifest='id: endless/3.9\nstandard: iwmo\nrelease: "3.9"\nversion: "3.9.0"\n',
    )
    return folder


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Served]:
    with serving(folder, time_limit=1) as served:
        ValidationClient(served.url).wait()
        yield served


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that has no sets but those that come along."""
    with serving(tmp_path_factory.mktemp("shipped")) as served:
        ValidationClient(served.url).wait()
        yield served


def validate(service: Served, message: str | bytes, **headers: str) -> tuple[int, str]:
    data = message.encode() if isinstance(message, str) else message
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    answered = service.ask("POST", "/validatie", data, {**FORM, **given})
    return answered.status, answered.text


@pytest.mark.parametrize(
    ("message", "codes"),
    [(MESSAGE, []), (TR018_TWICE, ["TR018", "TR018"]), (BOTH, ["TR018", "CS002"])],
)
def test_a_client_of_the_official_service(service: Served, message: str, codes: list[str]) -> None:
    assert ValidationClient(service.url).codes(message.encode()) == codes


def test_the_report_names_the_version_of_the_set(shipped: Served) -> None:
    assert ValidationClient(shipped.url).report(STOP.read_bytes()) == ("2.1.0", [])


def test_a_patch_level_that_is_installed(service: Served) -> None:
    message = TR018_ONCE.encode()

    assert ValidationClient(service.url, "1.0.2").codes(message) == ["TR900"]
    assert ValidationClient(service.url, "1.0.3").codes(message) == ["TR018"]
    assert ValidationClient(service.url).codes(message) == ["TR018"]  # the newest


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        ("1.0.9", "not judged: no rule set has the patch level 1.0.9; installed: "),
        ("3.9.0", "not judged: demo/1.0 has no patch level 3.9.0 here; installed: demo/1.0@1.0.2, demo/1.0@1.0.3"),
        ("newest", "not judged: X-Version-Override: 'newest' is no patch level: write for example 3.0.3"),
    ],
)  # fmt: skip
def test_a_patch_level_that_is_not(service: Served, level: str, sentence: str) -> None:
    status, text = validate(service, MESSAGE, X_Version_Override=level)

    assert status == 400
    assert text.startswith(sentence)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"", "empty"),
        (b"<Bericht", "not-xml"),
        ("\ufeff" + MESSAGE, "bom"),
        (STOP.read_bytes().replace(b"<wmo307:Bsn>999990019</wmo307:Bsn>", b""), "element"),
        (STOP.read_bytes().replace(b"999990019", b"99999001x"), "pattern"),
    ],
)
def test_what_is_found_before_the_rules_is_a_fout(shipped: Served, message: str | bytes, code: str) -> None:
    status, text = validate(shipped, message)

    found = dialect_named("rapport").read(text, lambda _: None).findings
    assert (status, [each.code for each in found]) == (200, [code])


def test_the_header_of_a_report_that_no_rule_wrote(shipped: Served) -> None:
    _, text = validate(shipped, STOP.read_bytes().replace(b"999990019", b"99999001x"))

    for part in ("<vr:BerichtCode>420<", "<vr:Identificatie>SP1709040017<", "<vr:XSLTVersie>2.1.0<"):
        assert part in text


@pytest.mark.parametrize(
    ("message", "status", "kind", "sentence"),
    [
        (MESSAGE.replace("2_1/wmo307", "9_9/wmo307"), 422, "not-served", "no rule set serves"),
        (MESSAGE.replace(NAMESPACE, NAMESPACE.replace("2_1", "3_9")), 500, "time-limit", "1 s"),
        (MESSAGE.replace("<m:Clienten>", "<m:Clienten>" * 3000), 200, None, "depth"),
    ],
)
def test_what_can_not_be_judged_is_never_a_report(
    service: Served, message: str, status: int, kind: str | None, sentence: str
) -> None:
    answered = service.ask("POST", "/validatie", message.encode(), FORM)

    assert (answered.status, answered.headers["Retour-Error"]) == (status, kind)
    assert sentence in answered.text
    assert ("<vr:Rapport" in answered.text) is (status == 200)
    assert "Traceback" not in answered.text
    assert ValidationClient(service.url).codes(MESSAGE.encode()) == []  # and it goes on


def test_the_headers_name_the_set_and_the_outcome(service: Served) -> None:
    answered = service.ask("POST", "/validatie", TR018_ONCE.encode(), {"Content-Type": "text/plain"})

    outcome = check_of(TR018_ONCE, service)
    assert answered.headers["Retour-Outcome"] == "rejected"
    assert answered.headers["Retour-Rule-Set"] == "demo/1.0@1.0.3"
    assert answered.headers["Retour-Rule-Set-SHA256"] == outcome


def check_of(message: str, service: Served) -> str:
    """The digest of the set by which the service says that it judges."""
    sets = json.loads(service.ask("GET", "/status").body)["rule_sets"]
    (digest,) = {each["sha256"] for each in sets if (each["id"], each["version"]) == ("demo/1.0", "1.0.3")}
    return str(digest)


def test_the_status(service: Served) -> None:
    answered = service.ask("GET", "/status")
    document = json.loads(answered.body)

    assert answered.status == 200
    assert document["status"] == "UP"
    assert document["requests"] == {"at_once": 0, "most": 64}
    (demo,) = [each for each in document["rule_sets"] if each["version"] == "1.0.3"]
    assert (demo["id"], demo["locked"], demo["messages"]) == ("demo/1.0", False, ["WMO307"])


def test_the_same_findings_as_retour_check(service: Served, folder: Path) -> None:
    client = ValidationClient(service.url)
    for name in ("accepted", "tr018", "tr018-twice", "cs002", "both", "no-code", "technical"):
        file = folder / f"{name}.xml"
        assert client.codes(file.read_bytes()) == [each.code for each in check(file).findings], name


def test_the_engine_dvs_works_against_it(
    shipped: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The client that the harness has of the official service, over cases of the shipped sets."""
    monkeypatch.chdir(REPOSITORY)
    run = run_here(monkeypatch, capsys)

    ended = run(
        *("conform", "dvs", "fixtures/common/307/end-dates.cases.yaml", "fixtures/levels/schema"),
        *("--engine-url", shipped.url),
    )

    assert (ended.code, ended.err) == (0, "")
    assert "0 not as expected, 0 in error" in ended.out
    ended = run("check", str(STOP), "--engine", "dvs", "--engine-url", shipped.url)
    assert ended.out.endswith("accepted (iwmo 2.1 WMO307), by rules 2.1.0\n")
    ended = run(*("check", str(STOP), "--engine", "dvs", "--engine-url", shipped.url, "--engine-patch-level", "9.9"))  # fmt: skip
    assert "it doesn't know the patch level 9.9, or no longer: status 400" in ended.out


def test_a_set_with_a_name_that_no_header_can_hold(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project")
    write_set(folder / "rules" / "demo", manifest=MANIFEST.replace("demo/1.0", "żmo/1.0"))
    with serving(folder) as served:
        answered = served.ask("POST", "/validatie", MESSAGE.encode())

    assert (answered.status, answered.headers["Retour-Rule-Set"]) == (200, "\\u017cmo/1.0@1.0.3")


def test_a_set_that_can_not_be_used_is_told_of(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project")
    (folder / "rules" / "demo" / "WMO307.xsl").write_text("<a")
    with serving(folder) as served:
        ValidationClient(served.url).wait()
        assert wait_until(lambda: bool(served.told))
        status, text = validate(served, MESSAGE)

    assert served.told[0].startswith("a rule set can't be used: ")
    assert (status, "not well-formed" in text or "WMO307.xsl" in text) == (500, True)


def test_a_set_that_changes_while_it_runs_judges_no_more(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project")
    with serving(folder) as served:
        client = ValidationClient(served.url)
        assert client.codes(TR018_ONCE.encode()) == ["TR018"]
        with (folder / "rules/demo/WMO307.xsl").open("a") as file:
            file.write("<!-- -->")

        status, text = validate(served, TR018_ONCE)

    assert status == 500
    assert text == (
        "not judged: the rule set demo/1.0@1.0.3 has changed since the service began: start it again\n"
    )
    assert len(served.told) == 1


def test_nothing_is_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_project(tmp_path / "project")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with serving(folder) as served:
        client = ValidationClient(served.url)
        for message in (MESSAGE, TR018_ONCE, "<a"):
            client.codes(message.encode())
        assert sorted(tmp_path.rglob("*")) == before
    assert sorted(tmp_path.rglob("*")) == before


def test_sets_that_are_not_as_locked(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = run_here(monkeypatch, capsys)
    shutil.move(project / "rules" / "demo", project.parent / "published" / "wmo" / "2_1")
    assert run("rules", "add", str(project.parent / "published")).code == 0
    with serving(project) as served:
        ValidationClient(served.url).wait()
        sets = json.loads(served.ask("GET", "/status").body)["rule_sets"]
        assert [each["source"] for each in sets if each["locked"]] == ["published"]
    (sheet,) = (project / "rules").rglob("WMO307.xsl")
    sheet.write_text(sheet.read_text("utf-8") + "<!-- -->", "utf-8")

    ended = run("serve", "--port", "0")

    assert ended.code == 3
    assert (
        "retour.lock: the installed rule sets aren't as locked (1 differences; the first: rules/" in ended.err
    )
