"""The project's configuration: `retour.toml`, or `[tool.retour]` in pyproject.toml, found upwards."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from retour.errors import ConfigurationError
from retour.model import ENGINES, LANGUAGES, EngineName, FileProfile, Language, Level, Place
from retour.text.complaints import told
from retour.text.durations import parse_duration
from retour.text.limits import STYLESHEET_LIMIT
from retour.text.moments import one_moment, parse_now, parse_today
from retour.text.nearest import did_you_mean
from retour.text.registers import Register, RegisterFields, registers
from retour.text.sizes import parse_size
from retour.text.writing import make_file

DEFAULT_TIME_LIMIT = 30.0

DEFAULT_HISTORY_LIMIT = 250_000_000

DEFAULT_CACHE_LIMIT = 200_000_000

CACHE = ".retour-cache"
"""The folder beside the configuration for what a later run can use, or a person look at; git ignores it."""

FunctieVersion = tuple[str, str]
"""functieVersie and functieSubversie of an envelope, four digits each."""


def _functie_version(value: Any) -> FunctieVersion:
    found = re.fullmatch(r"(\d{4})/(\d{4})", value, re.ASCII) if isinstance(value, str) else None
    if found is None:
        raise ValueError(
            f"{value!r} is no version of a functie: write functieVersie and functieSubversie as 0002/0010"
        )
    return found[1], found[2]


class _Settings(BaseModel):
    """The keys of the configuration as they are written."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    rule_sets: list[str] = Field(default=["rules"])
    transitions: list[str] = Field(default=["transitions"])
    rules: str | None = None
    time_limit: Annotated[float, BeforeValidator(parse_duration)] = DEFAULT_TIME_LIMIT
    file_profile: FileProfile = "lenient"
    levels: list[Level] | None = Field(default=None, min_length=1)
    test_bsns: list[str] = Field(default=[])
    engine: EngineName = ENGINES[0]
    engine_workers: int | None = Field(default=None, ge=0)
    compile_limit: Annotated[float | None, BeforeValidator(parse_duration)] = None
    memory_limit: Annotated[int | None, BeforeValidator(parse_size)] = None
    functie_versions: dict[
        str,
        Annotated[list[Annotated[FunctieVersion, BeforeValidator(_functie_version)]], Field(min_length=1)],
    ] = Field(default={})
    history_limit: Annotated[int, BeforeValidator(parse_size)] = DEFAULT_HISTORY_LIMIT
    stylesheet_limit: Annotated[int, BeforeValidator(parse_size)] = STYLESHEET_LIMIT
    registers: dict[str, RegisterFields] = Field(default={})
    schematron_transpiler: str | None = None
    language: Language = LANGUAGES[0]
    cache: bool = True
    cache_limit: Annotated[int, BeforeValidator(parse_size)] = DEFAULT_CACHE_LIMIT
    today: Annotated[datetime | None, BeforeValidator(parse_today)] = None
    now: Annotated[datetime | None, BeforeValidator(parse_now)] = None

    @property
    def pinned(self) -> datetime | None:
        """The moment that it is for the rules."""
        return one_moment(self.today, self.now)

    @model_validator(mode="after")
    def _pins_once(self) -> Self:
        one_moment(self.today, self.now)
        return self


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a project has set.

    Attributes:
        root: the folder of the configuration file, or the folder the search began in when there is none.
        file: the configuration file, None when there is none.
        rule_sets: folders that hold rule sets; absolute.
        transitions: folders that hold calendars of transitions; absolute.
        rules: the default rule set, an id or a path; None when not set.
        time_limit: seconds that a stylesheet may run on one message.
        file_profile: how strict the file rules are taken.
        levels: names of the levels that are judged, unless a case or the command line says otherwise; None for all.
        test_bsns: BSNs that are known to be nobody's, beside the official test range.
        engine: the name of the XSLT engine.
        engine_workers: number of child processes of the engine; None means one per core.
        compile_limit: seconds in which a stylesheet must be compiled; None for the engine's own limit.
        stylesheet_limit: bytes that a stylesheet may have.
        history_limit: characters that the earlier messages of one message may have together.
        registers: lists from outside, by name.
        now: the moment that it is for the rules; None for that of the machine.
        memory_limit: bytes that a child process may have in use; None for the engine's own limit.
        functie_versions: by release, those that an envelope may have around a message; for releases that are left
            out, the harness knows which.
        schematron_transpiler: where SchXslt2 lies, which compiles Schematron schemas; absolute.
        language: of what is shown to people, where there is a choice.
        cache: whether outcomes are kept for later runs.
        cache_limit: bytes that they may take on the disk.
    """

    root: Path
    file: Path | None = None
    rule_sets: tuple[Path, ...] = ()
    transitions: tuple[Path, ...] = ()
    rules: str | None = None
    time_limit: float = DEFAULT_TIME_LIMIT
    file_profile: FileProfile = "lenient"
    levels: tuple[Level, ...] | None = None
    test_bsns: tuple[str, ...] = field(default=())
    engine: EngineName = ENGINES[0]
    engine_workers: int | None = None
    compile_limit: float | None = None
    memory_limit: int | None = None
    functie_versions: tuple[tuple[str, tuple[FunctieVersion, ...]], ...] = ()
    history_limit: int = DEFAULT_HISTORY_LIMIT
    stylesheet_limit: int = STYLESHEET_LIMIT
    registers: tuple[tuple[str, Register], ...] = ()
    now: datetime | None = None
    schematron_transpiler: Path | None = None
    language: Language = LANGUAGES[0]
    cache: bool = True
    cache_limit: int = DEFAULT_CACHE_LIMIT


def find_configuration(start: Path) -> Configuration:
    """Read the nearest configuration at `start` or above it.

    In one folder `retour.toml` goes before pyproject.toml; a pyproject.toml without `[tool.retour]` is passed over.

    Raises:
        ConfigurationError: the file is no TOML, or holds an unknown key or a value of the wrong type.
    """
    start = Path(os.path.abspath(start))
    folder = start if start.is_dir() else start.parent
    for candidate in (folder, *folder.parents):
        for name, key in (("retour.toml", ()), ("pyproject.toml", ("tool", "retour"))):
            file = candidate / name
            if file.is_file():
                table = _table(_read_toml(file), key)
                if table is not None:
                    return _configuration(file, table)
    return Configuration(root=folder, rule_sets=(folder / "rules",), transitions=(folder / "transitions",))


def begin_configuration(folder: Path) -> None:
    """Leave a configuration in a folder that has none, saying what holds without one: everything below finds its sets by it.

    Raises:
        ConfigurationError: it can't be written.
    """
    file = folder / "retour.toml"
    try:
        make_file(file, b'rule_sets = ["rules"]\n', ConfigurationError)
    except ConfigurationError:
        if not file.is_file():  # else somebody was quicker
            raise


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"not readable as TOML: {error}", Place(str(file))) from None
    except OSError as error:
        raise ConfigurationError(f"can't be read: {error.strerror}", Place(str(file))) from None


def _table(document: dict[str, Any], key: tuple[str, ...]) -> dict[str, Any] | None:
    table: Any = document
    for part in key:
        table = table.get(part) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None


def _configuration(file: Path, table: dict[str, Any]) -> Configuration:
    try:
        settings = _Settings.model_validate(table)
    except ValidationError as error:
        raise ConfigurationError(_sentence(error), Place(str(file))) from None
    return Configuration(
        root=file.parent,
        file=file,
        rule_sets=tuple(file.parent / folder for folder in settings.rule_sets),
        transitions=tuple(file.parent / folder for folder in settings.transitions),
        rules=_reference(settings.rules, file.parent),
        time_limit=settings.time_limit,
        file_profile=settings.file_profile,
        levels=None if settings.levels is None else tuple(settings.levels),
        test_bsns=tuple(settings.test_bsns),
        engine=settings.engine,
        engine_workers=settings.engine_workers,
        compile_limit=settings.compile_limit,
        memory_limit=settings.memory_limit,
        history_limit=settings.history_limit,
        stylesheet_limit=settings.stylesheet_limit,
        registers=tuple(registers(settings.registers, file.parent).items()),
        now=settings.pinned,
        cache=settings.cache,
        cache_limit=settings.cache_limit,
        schematron_transpiler=file.parent / settings.schematron_transpiler
        if settings.schematron_transpiler
        else None,
        language=settings.language,
        functie_versions=tuple(
            (release, tuple(versions)) for release, versions in settings.functie_versions.items()
        ),
    )


def _reference(rules: str | None, folder: Path) -> str | None:
    """A reference to a rule set; a path is made absolute, for it is meant from the configuration and not from case files."""
    return os.path.normpath(folder / rules) if rules is not None and rules.startswith(".") else rules


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"unknown key {key!r}{did_you_mean(key, _Settings.model_fields, 'the keys are')}"
    return told(error)
