"""The file that describes a system under test: what is usual when it is left out, and every mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.errors import ConfigurationError, SubjectFileError
from retour.subjects.description import read_subject
from retour.subjects.service import validation_service

GOOD = 'name: Zorgpakket\nversion: "7.4"\n'


def write(folder: Path, text: str) -> Path:
    file = folder / "sut.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("answers", "profile"),
    [
        ("rapport", "locations"),
        ("svrl", "locations"),
        ("codes", "codes"),
        ("retour", "retour"),
        ("exit-code", "accepted"),
    ],
)
def test_the_usual_profile_is_the_strictest_that_the_answer_allows_of_itself(
    tmp_path: Path, answers: str, profile: str
) -> None:
    subject = read_subject(write(tmp_path, f"{GOOD}command: [judge]\nanswers: {answers}\n"))

    assert subject.title == "Zorgpakket 7.4"
    assert subject.profile == profile
    assert subject.folder == tmp_path
    assert subject.sha256 is not None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "sut.yaml:1:1: describes no system under test: write `name`, `version`, `command`"),
        (f"{GOOD}command: [judge]\n", "sut.yaml:1:1: 'answers' is missing"),
        (
            f"{GOOD}comand: [judge]\nanswers: codes\n",
            "sut.yaml:3:1: unknown key 'comand', did you mean 'command'?",
        ),
        (
            f"{GOOD}command: [judge]\nanswers: xml\n",
            "sut.yaml:4:10: 'answers' takes 'codes', 'rapport', 'svrl', 'retour' or 'exit-code', not 'xml'",
        ),
        (
            f"{GOOD}answers: codes\n",
            "give `command` or `url`: one of the two says how the subject is reached",
        ),
        (
            f"{GOOD}command: [judge]\nurl: http://x/\nanswers: codes\n",
            "give `command` or `url`: one of the two says how the subject is reached",
        ),
        (
            f"{GOOD}command: [judge]\nanswers: exit-code\nprofile: codes\n",
            "an answer by exit-code can't be held to profile codes: it takes accepted",
        ),
        (f"{GOOD}url: ftp://x/\nanswers: codes\n", "url 'ftp://x/' is no address of a service: "),
        (f"{GOOD}url: http://me:secret@x/\nanswers: codes\n", "url holds a user name or a password"),
        (f"{GOOD}url: http://x/\nanswers: exit-code\n", "`answers: exit-code` goes with a command"),
        (f"{GOOD}url: http://x/\nsession: true\nanswers: codes\n", "`session` doesn't go with `url`"),
        (
            f"{GOOD}command: [judge]\nanswers: codes\ntakes: [history]\n",
            "`takes: [history]` and {history} in the command go together",
        ),
        (f"{GOOD}command: [judge]\nanswers: codes\ntime_limit: soon\n", "'soon' is no duration"),
        (
            f"{GOOD}command: [judge]\nanswers: codes\nexit_codes: {{rejected: [0]}}\n",
            "exit code 0 means two things",
        ),
    ],
)
def test_a_mistake_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, text)

    with pytest.raises(SubjectFileError) as caught:
        read_subject(Path("sut.yaml"))

    assert sentence in str(caught.value)


def test_the_official_service() -> None:
    subject = validation_service("http://localhost:8080/", "3.0.3")

    assert subject.fields.url == "http://localhost:8080/validatie"
    assert subject.fields.headers == {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Version-Override": "3.0.3",
    }
    assert subject.title == "Decentrale Validatieservice at patch level 3.0.3"


@pytest.mark.parametrize(
    ("url", "level", "sentence"),
    [
        ("localhost:8080", None, "url 'localhost:8080/validatie' is no address"),
        ("http://localhost", "latest", "'latest' is no patch level: write for example 3.0.3"),
    ],
)
def test_an_address_or_a_patch_level_that_is_none(url: str, level: str | None, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        validation_service(url, level)
