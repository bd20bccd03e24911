"""The known engines. A new one is a new module with its processor, its name in the model, and what loads it here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from retour.cores import cores
from retour.engines.limits import Limits
from retour.engines.protocol import Engine
from retour.engines.sessions import Processor
from retour.errors import ConfigurationError
from retour.model import ENGINES, EngineName
from retour.subjects.names import SERVICE
from retour.text.nearest import did_you_mean

if TYPE_CHECKING:
    from retour.subjects.description import SystemUnderTest

# How an engine works is loaded when one is opened: a child process comes by here too, and has no need of it.


def _saxon() -> Processor:
    from retour.engines.saxon import saxon

    return saxon()


def _libxslt() -> Processor:
    from retour.engines.libxslt import libxslt

    return libxslt()


_PROCESSORS: dict[EngineName, Callable[[], Processor]] = {"saxon": _saxon, "libxslt": _libxslt}
"""Each loaded when it is asked for: a child process has no need of the others."""


def open_engine(name: str, workers: int | None = None, limits: Limits | None = None) -> Engine:
    """An engine that runs stylesheets; stop it with `close`.

    For a processor that isn't installed there is an engine too: one whose every reply is that it isn't there.

    Args:
        name: `saxon` or `libxslt`; or a system under test, see `subject_named`.
        workers: child processes at most; None means one per core, 0 means none: everything runs in this process,
            where no limit on time or memory holds.
        limits: what each child may take; None means the usual ones.

    Raises:
        ConfigurationError: there is no engine of that name.
        SubjectFileError: the description of the system under test can't be used.
    """
    if (subject := subject_named(name)) is not None:
        from retour.engines.subject import SubjectEngine

        return SubjectEngine(subject, workers)
    processor = processor_named(name)
    if processor.missing is not None:
        from retour.engines.unavailable import Unavailable

        return Unavailable(processor.title, processor.missing)
    limits = limits or Limits()
    if workers == 0:
        from retour.engines.in_process import InProcess

        return InProcess(processor, limits)
    from retour.engines.pool import ChildPool

    return ChildPool(processor, workers or cores(), limits)


def engine_title(name: str) -> str:
    """Product and version of an engine's processor, e.g. `SaxonC-HE 13.1.1`; the processor is not started.

    Raises:
        ConfigurationError: there is no engine of that name.
        SubjectFileError: the description of the system under test can't be used.
    """
    subject = subject_named(name)
    return processor_named(name).title if subject is None else subject.title


def subject_named(name: str) -> SystemUnderTest | None:
    """The system under test that an engine's name stands for; None when it stands for an XSLT engine.

    Args:
        name: the path of a file that describes it, `dvs@URL`, or `dvs@URL#PATCH_LEVEL`.

    Raises:
        ConfigurationError: the official validation service without an address.
        SubjectFileError: the file can't be used.
    """
    if name in ENGINES:
        return None
    service, _, address = name.partition("@")
    if service == SERVICE:
        url, patch_level = urldefrag(address)
        if not url:
            raise ConfigurationError(
                "where does the validation service run? Say it with --engine-url, such as http://localhost:8080"
            )
        from retour.subjects.service import validation_service

        return validation_service(url, patch_level or None)
    if not name.lower().endswith((".yaml", ".yml")):
        return None
    from retour.subjects.description import read_subject

    return read_subject(Path(name))


def engine_reference(name: str, url: str | None = None, patch_level: str | None = None) -> str:
    """An engine by its name, with what says where it is reached.

    Raises:
        ConfigurationError: the engine isn't reached at an address.
    """
    if name != SERVICE:
        if url is not None or patch_level is not None:
            raise ConfigurationError(f"--engine-url and --engine-patch-level go with --engine {SERVICE}")
        return name
    return f"{SERVICE}@{url or ''}" + (f"#{patch_level}" if patch_level else "")


def processor_named(name: str) -> Processor:
    """The processor of an engine; it is not started.

    Raises:
        ConfigurationError: there is no engine of that name.
    """
    for known, processor in _PROCESSORS.items():
        if name == known:
            return processor()
    raise ConfigurationError(
        f"there is no engine {name!r}{did_you_mean(name, (*ENGINES, SERVICE), 'the engines are')}"
    )
