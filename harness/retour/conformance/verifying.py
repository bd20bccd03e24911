"""Statement × the same made again → what differs: in what it was made of, and in what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from retour.conformance.document import StatedFile, StatedResult, StatedSet, StatementDocument
from retour.language import ENGLISH, Texts


def material_differences(
    stated: StatementDocument,
    files: Iterable[StatedFile],
    sets: Iterable[StatedSet],
    subject: str | None,
    texts: Texts = ENGLISH,
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
            yield texts("%(name)s is no longer used", name=name)
        elif name not in before:
            yield texts("%(name)s was not used then", name=name)
        elif before[name] != now[name]:
            yield texts(
                "%(name)s has changed: %(before)s, now %(now)s",
                name=name,
                before=_bytes(before[name], texts),
                now=_bytes(now[name], texts),
            )
    known = {each.id: each for each in sets}
    for each in stated.sets:
        found = known.get(each.id)
        if found is None:
            yield texts("the rule set %(name)s is no longer used", name=each.id)
        elif found != each:
            yield texts(
                "the rule set %(name)s has changed: %(before)s, now %(now)s",
                name=each.id,
                before=_set(each, texts),
                now=_set(found, texts),
            )
    if subject != stated.subject.sha256:
        yield texts("the description of the subject has changed: %(name)s", name=stated.subject.reference)


def without_messages(statement: StatementDocument) -> StatementDocument:
    """A statement that doesn't say which messages it is about: a command makes others each time."""
    results = [each.model_copy(update={"message": None}) for each in statement.results]
    return statement.model_copy(update={"results": results})


def result_differences(
    stated: StatementDocument, again: StatementDocument, texts: Texts = ENGLISH
) -> Iterator[str]:
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
            yield f"{where}: {texts('there now') if one is None else texts('gone')}"
        elif one.result != other.result:
            yield f"{where}: {texts(one.result)}, {texts('now %(result)s', result=texts(other.result))}"
        elif one.message != other.message:
            yield f"{where}: {texts('another message than then')}"
        else:
            same = texts("%(result)s as then, but for another reason", result=texts(other.result))
            yield f"{where}: {same}"
    if not told and _others(stated) != _others(again):
        names = [name for name, value in _others(stated).items() if _others(again)[name] != value]
        yield texts("the statement says something else under %(names)s", names=", ".join(names))


def _by_case(results: Iterable[StatedResult]) -> dict[tuple[str, str, str, str | None], StatedResult]:
    return {(each.direction, each.file, each.id, each.set): each for each in results}


def _others(statement: StatementDocument) -> Mapping[str, Any]:
    """What must be the same in both: all but when it was tested, and by which version of the harness."""
    return statement.model_dump(exclude={"moment", "harness", "engine"})


def _bytes(file: StatedFile, texts: Texts) -> str:
    return f"{texts.number(file.size)} bytes, {file.sha256[:12]}"


def _set(each: StatedSet, texts: Texts) -> str:
    version = (
        texts("version %(version)s", version=each.version) if each.version else texts("no version stated")
    )
    return f"{version}, {each.sha256[:12]}"
