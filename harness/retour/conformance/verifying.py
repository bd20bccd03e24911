"""Statement × the same made again → what differs: in what it was made of, and in what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from retour.conformance.document import StatedFile, StatedResult, StatedSet, StatementDocument


def material_differences(
    stated: StatementDocument, files: Iterable[StatedFile], sets: Iterable[StatedSet], subject: str | None
) -> Iterator[str]:
    """What has changed of the files, the rule sets and the description of the subject, as sentences.

    Args:
        files, sets: as they are now.
        subject: the digest of the description, as it is now.
    """
    before = {each.file: each for each in stated.suite.files}
    now = {each.file: each for each in files}
    for name in sorted({*before, *now}):
        if name not in now:
            yield f"{name} is no longer used"
        elif name not in before:
            yield f"{name} was not used then"
        elif before[name] != now[name]:
            yield f"{name} has changed: {_bytes(before[name])}, now {_bytes(now[name])}"
    known = {each.id: each for each in sets}
    for each in stated.sets:
        found = known.get(each.id)
        if found is None:
            yield f"the rule set {each.id} is no longer used"
        elif found != each:
            yield f"the rule set {each.id} has changed: {_set(each)}, now {_set(found)}"
    if subject != stated.subject.sha256:
        yield f"the description of the subject has changed: {stated.subject.reference}"


def without_messages(statement: StatementDocument) -> StatementDocument:
    """A statement that doesn't say which messages it is about: a command makes others each time."""
    results = [each.model_copy(update={"message": None}) for each in statement.results]
    return statement.model_copy(update={"results": results})


def result_differences(stated: StatementDocument, again: StatementDocument) -> Iterator[str]:
    """What came out otherwise this time, as sentences; of anything else that differs at least that it does."""
    before, now = _by_case(stated.results), _by_case(again.results)
    told = False
    for key in [*before, *(key for key in now if key not in before)]:
        one, other = before.get(key), now.get(key)
        if one == other:
            continue
        told = True
        where = f"{key[1]}: {key[2]}"
        if one is None or other is None:
            yield f"{where}: {'there now' if one is None else 'gone'}"
        elif one.result != other.result:
            yield f"{where}: {one.result}, now {other.result}"
        elif one.message != other.message:
            yield f"{where}: another message than then"
        else:
            yield f"{where}: {other.result} as then, but for another reason"
    if not told and _others(stated) != _others(again):
        names = [name for name, value in _others(stated).items() if _others(again)[name] != value]
        yield f"the statement says something else under {', '.join(names)}"


def _by_case(results: Iterable[StatedResult]) -> dict[tuple[str, str, str, str | None], StatedResult]:
    return {(each.direction, each.file, each.id, each.set): each for each in results}


def _others(statement: StatementDocument) -> Mapping[str, Any]:
    """What must be the same in both: all but when it was tested, and by which version of the harness."""
    return statement.model_dump(exclude={"moment", "harness", "engine"})


def _bytes(file: StatedFile) -> str:
    return f"{file.size:,} bytes, {file.sha256[:12]}"


def _set(each: StatedSet) -> str:
    return f"version {each.version or 'not stated'}, {each.sha256[:12]}"
