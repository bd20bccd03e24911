"""Outcomes as texts and back. What is read was perhaps not written by us: it is JSON, and no object is made of it that isn't listed here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, get_args

from retour.model import (
    Finding,
    Identity,
    LeftOut,
    LevelResult,
    LevelStatus,
    Location,
    Outcome,
    RuleSetStamp,
    Severity,
    Undecided,
)

_SEVERITIES = frozenset(get_args(Severity))
_STATUSES = frozenset(get_args(LevelStatus))


class UnreadableError(Exception):
    """A text is none of ours."""


def identity_written(identity: Identity | None) -> bytes:
    """What a message says it is; None for one that no rule set is asked about."""
    return _text(None if identity is None else _identity(identity))


def identity_read(text: bytes) -> Identity | None:
    """See `identity_written`.

    Raises:
        UnreadableError: that isn't what stands there.
    """
    try:
        fields = json.loads(text)
        return None if fields is None else _identity_read(fields)
    except (ValueError, TypeError) as error:
        raise UnreadableError from error


def outcome_written(outcome: Outcome) -> bytes:
    """An outcome without a problem. The name of the message, and the digest of its rule set, are whoever's who reads it."""
    assert outcome.problem is None
    rules, reached = outcome.rules, outcome.reached
    return _text(
        [
            outcome.sha256,
            None if outcome.identity is None else _identity(outcome.identity),
            None if rules is None else [rules.id, rules.version],
            [[each.level, each.status, each.reason] for each in outcome.levels],
            [_finding(finding) for finding in outcome.findings],
            outcome.report,
            _sorted(outcome.evaluated),
            _sorted(outcome.evaluation_unknown),
            None if reached is None else sorted(reached),
            outcome.said,
            [[each.code, each.reason] for each in outcome.undecided],
            [[each.message, each.reason] for each in outcome.left_out],
            outcome.clock,
        ]
    )


def outcome_read(text: bytes, message: str, sha256: str) -> Outcome:
    """See `outcome_written`.

    Args:
        message: the message file as the user names it.
        sha256: of the rule set.

    Raises:
        UnreadableError: that isn't what stands there.
    """
    try:
        (
            digest,
            identity,
            rules,
            levels,
            findings,
            report,
            evaluated,
            unknown,
            reached,
            said,
            undecided,
            left_out,
            clock,
        ) = json.loads(text)
        return Outcome(
            message=message,
            sha256=_text_or_none(digest),
            identity=None if identity is None else _identity_read(identity),
            rules=None if rules is None else RuleSetStamp(_str(rules[0]), _text_or_none(rules[1]), sha256),
            levels=tuple(
                LevelResult(_str(level), _one_of(status, _STATUSES), _text_or_none(reason))
                for level, status, reason in levels
            ),
            findings=tuple(map(_finding_read, findings)),
            report=_text_or_none(report),
            evaluated=None if evaluated is None else frozenset(map(_str, evaluated)),
            evaluation_unknown=frozenset(map(_str, unknown)),
            reached=None if reached is None else frozenset(map(_int, reached)),
            said=None if said is None else tuple(map(_str, said)),
            undecided=tuple(Undecided(_str(code), _str(reason)) for code, reason in undecided),
            left_out=tuple(LeftOut(_str(name), _str(reason)) for name, reason in left_out),
            clock=_text_or_none(clock),
            is_cached=True,
        )
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise UnreadableError from error


def _text(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _sorted(values: Iterable[str] | None) -> list[str] | None:
    return None if values is None else sorted(values)


def _identity(identity: Identity) -> list[str | None]:
    return [identity.namespace, identity.standard, identity.release, identity.type, identity.root]


def _identity_read(fields: Any) -> Identity:
    if not isinstance(fields, list) or not fields:
        raise TypeError
    return Identity(_str(fields[0]), *map(_text_or_none, fields[1:]))


def _finding(finding: Finding) -> list[Any]:
    places = [[place.path, place.line, place.document] for place in finding.locations]
    return [finding.level, finding.code, finding.retour, places, finding.details, finding.severity]


def _finding_read(fields: Any) -> Finding:
    level, code, retour, places, details, severity = fields
    return Finding(
        _str(level),
        _str(code),
        _text_or_none(retour),
        tuple(
            Location(
                _text_or_none(path),
                None if line is None else _int(line),
                None if document is None else _one_of(document, {"payload"}),
            )
            for path, line, document in places
        ),
        _text_or_none(details),
        _one_of(severity, _SEVERITIES),
    )


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _str(value)


def _int(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _one_of(value: Any, known: Iterable[str]) -> Any:
    if value not in known:
        raise ValueError
    return value
