"""A system under test, as a YAML file describes it: what it is, how it is asked, how it answers, and how strictly that is taken.

name: Zorgpakket
version: "7.4"
command: [validate, "{message}"]
answers: rapport
profile: codes
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from retour.errors import SubjectFileError
from retour.text.complaints import complaint
from retour.text.display import shown
from retour.text.durations import parse_duration
from retour.text.globs import Glob, fits
from retour.text.sizes import parse_size
from retour.text.yaml_text import YamlText

AnswerForm = Literal["codes", "rapport", "svrl", "retour", "exit-code"]
"""How a subject answers: a JSON list of codes, a report 1_1, SVRL, a retourbericht, or no more than an exit code."""

Profile = Literal["accepted", "codes", "locations", "retour"]
"""How strictly an answer is taken: accepted or rejected, the codes, the codes and where, the whole retourbericht."""

Taken = Literal["envelopes", "ei", "history"]
"""What a subject takes beside single messages."""

PROFILES: dict[AnswerForm, tuple[Profile, ...]] = {
    "exit-code": ("accepted",),
    "codes": ("codes", "accepted", "locations"),
    "rapport": ("locations", "codes", "accepted"),
    "svrl": ("locations", "codes", "accepted"),
    "retour": ("retour", "codes", "accepted"),
}
"""The profiles that go with a form of answer, the usual one first."""

MESSAGE, ANSWER, HISTORY, PYTHON = "{message}", "{answer}", "{history}", "{python}"
"""What stands in a command for the message file, the file to write the answer to, the folder of earlier messages, and the Python
that runs the harness."""

_MOST_WORKERS = 64


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(
            f"url {url!r} is no address of a service: write for example http://localhost:8080/check"
        )
    if parts.username is not None or parts.password is not None:
        raise ValueError("url holds a user name or a password: give those as `headers`")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError(f"url {url!r} has a port that is none") from None
    return url


def _header(value: str) -> str:
    if not value.isprintable() or not value.isascii():
        raise ValueError(f"a header holds printable ASCII, not {value!r}")
    return value


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)


class ExitCodes(_Part):
    """What the exit codes of a command mean; any other is that of a crash.

    Attributes:
        accepted: with an answer that is no exit code, it has answered.
        rejected: the same.
        refused: it refuses a message before its rules, without an answer, as one that isn't valid by its schema.
    """

    accepted: tuple[int, ...] = (0,)
    rejected: tuple[int, ...] = (1,)
    refused: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _each_means_one_thing(self) -> Self:
        given = [*self.accepted, *self.rejected, *self.refused]
        if (twice := next((code for code in given if given.count(code) > 1), None)) is not None:
            raise ValueError(f"exit code {twice} means two things")
        return self


class Statuses(_Part):
    """What the statuses of HTTP mean; any other is an error.

    Attributes:
        answered: an answer comes along.
        refused: it refuses a message before its rules, without an answer.
    """

    answered: tuple[int, ...] = (200,)
    refused: tuple[int, ...] = ()


class SutFields(_Part):
    """The keys of the file that describes a system under test.

    Attributes:
        command: a program and its arguments, run for each message, in the folder of this file.
        session: the command runs on, and is asked line by line.
        codes: whether its codes are those of rules (TR018) or retour codes (9018).
        time_limit: seconds for one message.
        start_limit: seconds in which a session must begin.
        output_limit: bytes that it may write about one message.
        workers: how many messages it may be given side by side.
        messages: the types of message that it judges, as globs; others are skipped.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)]
    version: Annotated[str, Field(min_length=1, max_length=200)]
    command: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    session: bool = False
    url: Annotated[str, AfterValidator(_http)] | None = None
    headers: dict[str, Annotated[str, AfterValidator(_header)]] = {}
    answers: AnswerForm
    profile: Profile | None = None
    codes: Literal["rules", "retour"] = "rules"
    time_limit: Annotated[float, BeforeValidator(parse_duration)] = 30.0
    start_limit: Annotated[float, BeforeValidator(parse_duration)] = 60.0
    output_limit: Annotated[int, BeforeValidator(parse_size)] = 5_000_000
    workers: Annotated[int, Field(ge=1, le=_MOST_WORKERS)] = 1
    messages: tuple[Glob, ...] = ()
    takes: tuple[Taken, ...] = ()
    exit_codes: ExitCodes = ExitCodes()
    statuses: Statuses = Statuses()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.command is None) == (self.url is None):
            raise ValueError("give `command` or `url`: one of the two says how the subject is reached")
        for key, other in (
            ("session", "url"),
            ("exit_codes", "url"),
            ("headers", "command"),
            ("statuses", "command"),
        ):
            if key in self.model_fields_set and getattr(self, other) is not None:
                raise ValueError(f"`{key}` doesn't go with `{other}`")
        if self.answers == "exit-code" and (self.url is not None or self.session):
            raise ValueError("`answers: exit-code` goes with a command that is run for each message")
        if self.profile is not None and self.profile not in PROFILES[self.answers]:
            fitting = ", ".join(PROFILES[self.answers])
            raise ValueError(
                f"an answer by {self.answers} can't be held to profile {self.profile}: it takes {fitting}"
            )
        if self.command is not None and not self.session:
            self._refuse_placeholders(self.command)
        return self

    def _refuse_placeholders(self, command: tuple[str, ...]) -> None:
        has_history = any(HISTORY in part for part in command)
        if has_history != ("history" in self.takes):
            raise ValueError(f"`takes: [history]` and {HISTORY} in the command go together")
        if self.answers == "exit-code" and any(ANSWER in part for part in command):
            raise ValueError(f"{ANSWER} doesn't go with `answers: exit-code`")


@dataclass(frozen=True)
class SystemUnderTest:
    """A system under test.

    Attributes:
        reference: how the user named it.
        folder: that its command is run in.
        sha256: of the file that describes it; None for one that the harness knows.
        patch_level: that it is asked to judge by, where it takes one.
    """

    fields: SutFields
    reference: str
    folder: Path
    sha256: str | None = None
    patch_level: str | None = None

    @property
    def title(self) -> str:
        """Name and version, as reports tell it."""
        return f"{self.fields.name} {self.fields.version}"

    @property
    def profile(self) -> Profile:
        """How strictly its answers are taken."""
        return self.fields.profile or PROFILES[self.fields.answers][0]

    @property
    def tells_retour_codes(self) -> bool:
        """Whether its codes are retour codes, and not those of rules."""
        return self.fields.answers == "retour" or (
            self.fields.answers == "codes" and self.fields.codes == "retour"
        )

    def judges(self, type_: str | None) -> bool:
        """Whether it judges messages of a type."""
        return not self.fields.messages or (type_ is not None and fits(type_, self.fields.messages))


def read_subject(file: Path) -> SystemUnderTest:
    """Read the description of a system under test.

    Raises:
        SubjectFileError: with file, line and column, for the first thing that is wrong.
    """
    text = YamlText(file, shown(file), SubjectFileError)
    if not isinstance(text.value, dict):
        raise SubjectFileError(
            "describes no system under test: write `name`, `version`, `command`", text.place(())
        )
    try:
        fields = SutFields.model_validate(text.value)
    except ValidationError as error:
        raise complaint(error, text, SutFields) from None
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return SystemUnderTest(fields, shown(file), file.resolve().parent, digest)
