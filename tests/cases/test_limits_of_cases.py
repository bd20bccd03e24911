"""Case files that would take the machine: each is an error with its place, before the work is done."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from retour import load_cases
from retour.errors import CaseFileError

Write = Callable[..., Path]

SOON = 2.0
"""Seconds of processor time; each takes a small part of it."""


def refused(file: Path) -> str:
    """Why a case file isn't loaded, which is soon clear."""
    begun = time.process_time()
    with pytest.raises(CaseFileError) as caught:
        load_cases(file)
    assert time.process_time() - begun < SOON
    return str(caught.value)


def lines(*written: str) -> str:
    return "\n".join(("message: accepted.xml", *written, ""))


TENFOLD = [f"      - {{n: '{n}', x: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]}}" for n in range(1, 10)]
CHAIN = [f"  - &c{n} [*c{n - 1}]" for n in range(1, 60)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            lines(
                "cases:",
                "  - id: a",
                "    each:",
                "      - {n: '0', x: &x0 [a]}",
                *TENFOLD,
                "    expect: valid",
            ),
            "11:21: more than 500,000 values, with its aliases written out",
        ),
        (
            lines("tags:", "  - &c0 [a]", *CHAIN, "cases: [{id: a, expect: valid}]"),
            "53:5: more than 50 lists and mappings inside each other, with its aliases written out",
        ),
        (
            lines("tags: " + "[" * 200 + "]" * 200, "cases: [{id: a, expect: valid}]"),
            "2:56: more than 50 lists and mappings inside each other",
        ),
        (
            lines(
                f"list: &list [{', '.join(['{n: 1}'] * 15_000)}]",
                "cases:",
                "  - {id: a, each: *list, expect: valid}",
                "  - {id: b, each: *list, expect: valid}",
            ),
            "2:7: more than 20,000 cases, with the tables written out",
        ),
        (
            lines(
                f"each: {{{', '.join(f'r{n}: {{x: 1}}' for n in range(300))}}}",
                "cases:",
                *(f"  - {{id: c{n}, expect: valid}}" for n in range(100)),
            ),
            "4:5: more than 20,000 cases, with the tables written out",
        ),
        (
            lines(
                "cases:",
                "  - id: a",
                f"    each: [{', '.join(['{n: 1}'] * 2000)}]",
                f"    expect: {{allow: [{', '.join(['a'] * 1000)}]}}",
            ),
            "5:34: more than 500,000 values, with the tables written out",
        ),
        (
            lines(
                "cases:",
                "  - id: a",
                f"    each: [{{x: [{', '.join(['a'] * 20_000)}]}}]",
                f"    tags: [{', '.join(['{x}'] * 200).replace('{x}', chr(34) + '{x}' + chr(34))}]",
                "    expect: valid",
            ),
            "5:173: more than 500,000 values, with the tables written out",
        ),
        (
            lines(
                "cases:",
                "  - id: a",
                f"    each: [{{x: {'a' * 100_000}, y: '{'{x}' * 1000}'}}]",
                "    about: '{y}{y}'",
                "    expect: valid",
            ),
            "4:100021: more than 50,000,000 characters, with the tables written out",
        ),
        ("# " + "a" * 5_000_000, "larger than 5 MB"),
        *(
            (
                lines(f"cases: [{{id: a, expect: {{{key}: ['{'[' * 20_000}']}}}}]"),
                f"2:{29 + len(key)}: the pattern '{'[' * 60}…' has 20,000 characters; at most 1,000 are read",
            )
            for key in ("allow", "scope", "messages")
        ),
        (
            lines(f"cases: [{{id: a, expect: {{fires: [{{code: TR018, details: '{'[' * 20_000}'}}]}}}}]"),
            f"2:57: the pattern '{'[' * 60}…' has 20,000 characters; at most 1,000 are read",
        ),
        (
            lines(
                f"cases: [{{id: a, expect: {{fires: [{{code: TR018, at: '//Client[{'(' * 20_000}]'}}]}}}}]"
            ),
            f"2:52: the path '//Client[{'(' * 31}'… has 20,010 characters; at most 1,000 are read",
        ),
    ],
    ids=[
        "aliases",
        "deep-aliases",
        "deep",
        "rows",
        "rows-of-the-file",
        "values-of-rows",
        "values-put-in",
        "characters",
        "large-file",
        "allow",
        "scope",
        "messages",
        "details",
        "at",
    ],
)
def test_it_is_refused_at_once(cases: Write, text: str, sentence: str) -> None:
    told = refused(cases(text))

    assert told.removeprefix("stop.cases.yaml:").strip() == sentence


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("tags: " + "[" * 20_000, r"2:\d+"),
        ("tags: " + "{a: " * 20_000, "2:203"),
        ("- " * 20_000 + "a", "2:101"),
        ("? " * 20_000 + "a", "2:101"),
        ("a:\n" + "".join(" " * n + "a:\n" for n in range(1, 3000)), "52:51"),
        ("".join("\n" + " " * n + "a:\n" + " " * n + "- a:" for n in range(0, 3000, 3)), "36:51"),
    ],
    ids=["lists", "mappings", "block-lists", "keys", "indentation", "lists-of-mappings"],
)
def test_it_is_refused_before_libyaml_has_read_it(cases: Write, written: str, place: str) -> None:
    told = refused(cases(lines(written) if written.startswith("tags") else f"# deep\n{written}"))

    # How far libyaml looks ahead depends on its version.
    assert re.fullmatch(
        rf"stop\.cases\.yaml:{place}: more than 50 lists and mappings inside each other", told
    )


def test_brackets_in_texts_are_no_lists(cases: Write) -> None:
    (case,) = load_cases(cases(lines(f"cases: [{{id: a, about: '{'[' * 200}', expect: valid}}]")))

    assert case.about == "[" * 200


def test_fragments_that_include_each_other_many_times_are_read_once(cases: Write, project: Path) -> None:
    for number in range(40):
        below = [f"f{number + 1}.yaml"] * 5 if number < 39 else []
        (project / f"f{number}.yaml").write_text(f"tags: [t{number}]\ninclude: {below}\n", encoding="utf-8")

    (case,) = load_cases(cases(lines("include: f0.yaml", "cases: [{id: a, expect: valid}]")))

    assert len(case.tags) == 40


def test_too_many_fragments(cases: Write, project: Path) -> None:
    for number in range(120):
        (project / f"f{number}.yaml").write_text(f"include: f{number + 1}.yaml\n", encoding="utf-8")

    told = refused(cases(lines("include: f0.yaml", "cases: [{id: a, expect: valid}]")))

    assert told == "f99.yaml:1:10: more than 100 files are included, by way of others too"


def test_a_fragment_outside_the_project_is_not_read(cases: Write, project: Path) -> None:
    secret = project.parent / "secret.yaml"
    secret.write_text("password: s3cret\n", encoding="utf-8")
    file = cases(lines(f"include: {secret}", "cases: [{id: a, expect: valid}]"))

    told = refused(file)

    assert told == (
        f"stop.cases.yaml:2:10: '{secret}' lies outside the project's folder .: take files from inside it"
        if len(str(secret)) <= 60
        else f"stop.cases.yaml:2:10: '{str(secret)[:60]}…' lies outside the project's folder .: take files from inside it"
    )


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_file_outside_the_project_is_not_read(cases: Write, project: Path) -> None:
    secret = project.parent / "secret.yaml"
    secret.write_text("password: s3cret\n", encoding="utf-8")
    (project / "common.yaml").symlink_to(secret)

    told = refused(cases(lines("include: common.yaml", "cases: [{id: a, expect: valid}]")))

    assert told == (
        "stop.cases.yaml:2:10: 'common.yaml' lies outside the project's folder .: take files from inside it"
    )


def test_without_a_configuration_the_folder_of_the_case_file_counts(
    cases: Write, project: Path, tmp_path: Path
) -> None:
    (project / "retour.toml").unlink()
    (project / "common.yaml").write_text("tags: [stop]\n", encoding="utf-8")
    file = cases(
        "rules: ../rules/demo\nmessage: ../accepted.xml\ninclude: ../common.yaml\ncases: [{id: a, expect: valid}]\n",
        "inner/a.cases.yaml",
    )

    assert refused(file) == (
        "inner/a.cases.yaml:3:10: '../common.yaml' lies outside the project's folder inner: take files from inside it"
    )


def test_an_error_quotes_no_more_than_an_excerpt(cases: Write, project: Path) -> None:
    (project / "common.yaml").write_text("tags: " + "root:x:0:0;" * 50, encoding="utf-8")

    told = refused(cases(lines("include: common.yaml", "cases: [{id: a, expect: valid}]")))

    assert told == f"common.yaml:1:7: 'tags' takes a list, not '{('root:x:0:0;' * 6)[:60]}…'"


def test_a_sentence_is_no_longer_than_a_person_reads(cases: Write) -> None:
    told = refused(cases(lines(f"cases: [{{id: '{'a b' * 10_000}', expect: valid}}]")))

    assert told == f"stop.cases.yaml:2:14: '{('a b' * 200)[:399]}…"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_no_case_file(project: Path) -> None:
    os.mkfifo(project / "stop.cases.yaml")

    assert refused(project / "stop.cases.yaml") == "stop.cases.yaml: is a pipe, and no file to read"
