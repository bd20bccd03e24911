"""`retour schema`: the committed schemas are current, and say yes and no where the harness does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from processes import Ended
from retour.cases import load_cases
from retour.errors import CaseFileError, RuleSetError
from retour.rulesets import RuleSet
from samples import MANIFEST, REPOSITORY, write_cases, write_set

Retour = Callable[..., Ended]

WAIVERS = ("coverage-waivers", "mutation-waivers", "comparison-waivers")
SCENARIOS = ("scenario", "scenario-results", "scenario-task", "stories")
REPLAYS = ("replay", "replay-answer")
SUBJECTS = (
    "cases",
    "ruleset",
    "check",
    "coverage",
    "mutants",
    "comparison",
    "sut",
    "sut-protocol",
    "statement",
    *WAIVERS,
    *REPLAYS,
    *SCENARIOS,
)


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2, as editors do: a date is text, and so is yes."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?\d+$"), list("-+0123456789"))
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))


def validator(subject: str) -> Draft202012Validator:
    file = REPOSITORY / "schema" / f"{subject}.schema.json"
    return Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))


def complaints(subject: str, document: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(subject).iter_errors(document)]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_committed_schema_is_current(retour_here: Retour, subject: str) -> None:
    ended = retour_here("schema", subject)

    assert (ended.code, ended.err) == (0, "")
    committed = (REPOSITORY / "schema" / f"{subject}.schema.json").read_bytes().decode("utf-8")
    assert committed.replace("\r\n", "\n") == ended.out, (
        f"write it anew: retour schema {subject} > schema/{subject}.schema.json"
    )


@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_is_a_schema_of_draft_2020_12(subject: str) -> None:
    schema = validator(subject).schema

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("subject", ["cases", "ruleset"])
def test_every_key_that_people_write_is_described(subject: str) -> None:
    schema = validator(subject).schema
    parts = {"": schema, **schema["$defs"]}

    assert [
        f"{name}.{key}"
        for name, part in parts.items()
        for key, value in part.get("properties", {}).items()
        if not value.get("description")
    ] == []


def test_unknown_subject(retour_here: Retour) -> None:
    ended = retour_here("schema", "case")

    assert ended.code == 2
    assert "'case' is not one of" in " ".join(ended.err.replace("│", " ").split())


def shipped(pattern: str) -> list[Any]:
    files = sorted(file for folder in ("fixtures", "rules") for file in (REPOSITORY / folder).rglob(pattern))
    return [pytest.param(file, id=file.relative_to(REPOSITORY).as_posix()) for file in files]


@pytest.mark.parametrize("file", shipped("*.cases.yaml"))
def test_shipped_case_files(file: Path) -> None:
    assert complaints("cases", yaml.load(file.read_bytes(), EditorLoader)) == []


@pytest.mark.parametrize("file", shipped("ruleset.yaml"))
def test_shipped_manifests(file: Path) -> None:
    assert complaints("ruleset", yaml.load(file.read_bytes(), EditorLoader)) == []


GOOD_CASES = {
    "valid-alone": "{id: a, expect: valid}",
    "valid-as-a-key": "{id: a, expect: {valid: true}}",
    "valid-quoted": "{id: a, expect: {valid: 'yes'}}",
    "code-alone": "{id: a, expect: {fires: [TR018, CS002]}}",
    "one-path": "{id: a, expect: {fires: [{code: TR018, at: //Einddatum}]}}",
    "several-paths": "{id: a, expect: {fires: [{code: TR018, at: [//Begindatum, //Einddatum]}]}}",
    "numbers-where-text-is-meant": (
        "{id: 1, about: 2.1, parameters: {forbidden: 0}, expect: {fires: [{code: TR018, retour: 9018}]}}"
    ),
    "retour-codes": "{id: a, expect: {retour: [9018, 0001, S002]}}",
    "booleans-where-text-is-meant": "{id: true, about: false, expect: {fires: [], not: [TR018]}}",
    "times-quoted": "{id: a, expect: {fires: [{code: TR018, times: '2'}]}}",
    "limit-with-a-unit": "{id: a, time_limit: 500ms, expect: valid}",
    "limit-in-seconds": "{id: a, time_limit: 1.5, expect: valid}",
    "empty-value": "{id: a, about: , time_limit: ~, expect: valid}",
    "edits": "{id: a, edit: [{set: //Naam, to: 2017-06-11}, {repeat: //Client, times: 2}], expect: valid}",
    "copy": "{id: a, edit: [{add: {copy of: //Client}, after: //Client}], expect: valid}",
    "settings-alone": "{id: a, edit: [{repeat: //Client, times: 2, with: {Bsn: 1}}], expect: valid}",
    "bytes": "{id: a, raw: [{bom: utf-8}, {truncate: 7}, {encode as: utf-16}], expect: valid}",
    "a-pair": "{id: a, heen: accepted.xml, expect: {pair: [type]}}",
    "a-pair-with-edits": "{id: a, heen: {message: accepted.xml, edit: [{set: //Bsn, to: 1}]}, expect: valid}",
    "a-moment": "{id: a, sent: 2017-06-07T09:00, sender: gemeente, expect: {transition: [frozen, advice]}}",
    "a-moment-with-an-offset": "{id: a, sent: '2017-06-07T07:00Z', expect: valid}",
    "a-table": (
        "{id: 'a-{n}', each: [{n: 1, t: 2, c: [TR018], e: [{remove: //Naam}]}], edit: '{e}', "
        "expect: {fires: [{code: TR018, times: '{t}'}], not: [], allow: '{c}'}}"
    ),
}

BAD_CASES = {
    "misspelt-valid": "{id: a, expect: vald}",
    "no-duration": "{id: a, time_limit: 5 minutes, expect: valid}",
    "no-id": "{expect: valid}",
    "no-expectation": "{id: a}",
    "unknown-key": "{id: a, expects: valid, expect: valid}",
    "unknown-expectation": "{id: a, expect: {fire: [TR018]}}",
    "a-code-instead-of-a-list": "{id: a, expect: {fires: TR018}}",
    "claim-without-a-code": "{id: a, expect: {fires: [{retour: 9018}]}}",
    "misspelt-claim": "{id: a, expect: {fires: [{code: TR018, time: 1}]}}",
    "never": "{id: a, expect: {fires: [{code: TR018, times: 0}]}}",
    "half-a-time": "{id: a, expect: {fires: [{code: TR018, times: 1.5}]}}",
    "neither-true-nor-false": "{id: a, expect: {valid: maybe}}",
    "tags-in-one-text": "{id: a, tags: stop, expect: valid}",
    "a-list-instead-of-text": "{id: a, about: [b], expect: valid}",
    "an-edit-that-does-nothing": "{id: a, edit: [{to: b}], expect: valid}",
    "two-edits-in-one": "{id: a, edit: [{set: //Naam, to: b, remove: //Bsn}], expect: valid}",
    "an-edit-cut-short": "{id: a, edit: [{set: //Naam}], expect: valid}",
    "a-day-for-a-moment": "{id: a, sent: 2017-06-07, expect: valid}",
    "another-party": "{id: a, sent: 2017-06-07T09:00, sender: provider, expect: valid}",
    "a-heenbericht-without-a-file": "{id: a, heen: {edit: []}, expect: valid}",
    "a-mark-that-is-none": "{id: a, raw: [{bom: utf-7}], expect: valid}",
}


@pytest.mark.parametrize("case", GOOD_CASES.values(), ids=GOOD_CASES.keys())
def test_what_people_may_write(project: Path, case: str) -> None:
    text = f"message: accepted.xml\ncases:\n  - {case}\n"

    assert complaints("cases", yaml.load(text, EditorLoader)) == []
    assert load_cases(write_cases(project / "a.cases.yaml", text))


@pytest.mark.parametrize("case", BAD_CASES.values(), ids=BAD_CASES.keys())
def test_mistakes(project: Path, case: str) -> None:
    text = f"message: accepted.xml\ncases:\n  - {case}\n"

    assert complaints("cases", yaml.load(text, EditorLoader))
    with pytest.raises(CaseFileError):
        load_cases(write_cases(project / "a.cases.yaml", text))


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "{cases: []}",
        "{cases: [], case: []}",
        "{cases: {id: a, expect: valid}}",
        "{cases: '{rows}'}",
    ],
)
def test_mistakes_in_a_file(project: Path, text: str) -> None:
    assert complaints("cases", yaml.load(text, EditorLoader))
    with pytest.raises(CaseFileError):
        load_cases(write_cases(project / "a.cases.yaml", text))


GOOD_MANIFESTS = {
    "nothing": "{}",
    "sample": MANIFEST,
    "numbers": "{standard: iwmo, release: 2.1, version: 3, retour_codes: {TR301: 0301}}",
    "stylesheet-alone": "{entries: {WMO307: WMO307.xsl}}",
    "long-form": (
        "{standard: iwmo, release: 2.1, entries: {WMO307: {stylesheet: WMO307.xsl, namespaces: ['urn:a']}}}"
    ),
}

BAD_MANIFESTS = {
    "unknown-key": "{releases: 2.1}",
    "entries-in-a-list": "{entries: [WMO307.xsl]}",
    "entry-without-a-stylesheet": "{entries: {WMO307: {namespaces: ['urn:a']}}}",
    "codes-in-a-list": "{retour_codes: [0301]}",
}


@pytest.mark.parametrize("text", GOOD_MANIFESTS.values(), ids=GOOD_MANIFESTS.keys())
def test_manifests(tmp_path: Path, text: str) -> None:
    assert complaints("ruleset", yaml.load(text, EditorLoader)) == []
    assert RuleSet.open(write_set(tmp_path, manifest=text))


@pytest.mark.parametrize("text", BAD_MANIFESTS.values(), ids=BAD_MANIFESTS.keys())
def test_mistakes_in_manifests(tmp_path: Path, text: str) -> None:
    assert complaints("ruleset", yaml.load(text, EditorLoader))
    with pytest.raises(RuleSetError):
        RuleSet.open(write_set(tmp_path, manifest=text))


def test_documents_of_check(retour_here: Retour, project: Path) -> None:
    (project / "broken.xml").write_text("<Bericht", encoding="utf-8")
    (project / "other.xml").write_text("<Bericht/>", encoding="utf-8")

    ended = retour_here("check", ".", "gone.xml", "--format", "json", "--engine-workers", "0")

    document = json.loads(ended.out)
    assert {result["status"] for result in document["results"]} == {"accepted", "rejected", "error"}
    assert complaints("check", document) == []


def test_documents_of_a_run(retour: Retour, project: Path) -> None:
    write_cases(
        project / "a.cases.yaml",
        """\
        message: tr018.xml
        tags: [stop]
        cases:
          - {id: as-expected, expect: {fires: [TR018]}}
          - {id: unexpected, expect: valid}
          - {id: missing, expect: {fires: [{code: CS002, at: //Bsn, times: 2}, TR018]}}
          - {id: no-outcome, expect: {fires: [{code: TR018, at: //Nergens}]}}
        """,
    )

    retour("run", "--retour-json", "results.json", "--engine-workers", "0")

    document = json.loads((project / "results.json").read_text(encoding="utf-8"))
    assert len(document["results"]) == 4
    assert complaints("check", document) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda result: result.pop("findings"),
        lambda result: result.update(status="fine"),
        lambda result: result.update(extra=1),
        lambda result: result.update(case=None),
        lambda result: result["findings"][0].update(retour=9018),
        lambda result: result["findings"][0].pop("locations"),
    ],
    ids=["no-findings", "unknown-status", "unknown-key", "no-verdict", "number", "no-locations"],
)
def test_other_documents(retour_here: Retour, spoil: Callable[[Any], None]) -> None:
    ended = retour_here("check", "tr018.xml", "--format", "json", "--engine-workers", "0")
    document = json.loads(ended.out)
    spoil(document["results"][0])

    assert complaints("check", document)


@pytest.mark.parametrize(
    "file", sorted((REPOSITORY / "examples" / "system-under-test").glob("*.yaml")), ids=str
)
def test_the_example_subjects_are_as_their_schema_says(file: Path) -> None:
    assert complaints("sut", yaml.load(file.read_text(encoding="utf-8"), EditorLoader)) == []


def test_the_schema_of_a_subject_names_what_is_wrong() -> None:
    assert complaints("sut", {"name": "a", "version": 1, "answers": "xml", "comand": ["b"]}) != []


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ({"do": "done", "id": 1, "answer": ["TR018", {"code": "CS002", "at": ["/Bericht"]}]}, True),
        ({"do": "done", "id": 1, "answer": "<Rapport/>"}, True),
        ({"do": "run", "id": 1, "message": "/a.xml"}, True),
        ({"do": "done", "answer": []}, False),
        ({"do": "walk"}, False),
    ],
)
def test_the_schema_of_the_lines_of_a_subject(line: dict[str, Any], is_one: bool) -> None:
    assert (complaints("sut-protocol", line) == []) is is_one
