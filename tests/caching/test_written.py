"""Outcomes as texts and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from retour.caching.written import (
    UnreadableError,
    identity_read,
    identity_written,
    outcome_read,
    outcome_written,
)
from retour.model import (
    SEVERITIES,
    Finding,
    Identity,
    LeftOut,
    LevelResult,
    Location,
    Outcome,
    RuleSetStamp,
    Undecided,
)

texts = st.text(st.characters(), max_size=20)
optional = st.none() | texts
identities = st.builds(Identity, texts, optional, optional, optional, optional)
locations = st.builds(
    Location, optional, st.none() | st.integers(1, 10**6), st.sampled_from([None, "payload"])
)
findings = st.builds(
    Finding,
    texts,
    texts,
    optional,
    st.lists(locations, max_size=3).map(tuple),
    optional,
    st.sampled_from(SEVERITIES),
)
levels = st.builds(
    LevelResult,
    texts,
    st.sampled_from(["passed", "failed", "not reached", "not applicable", "not checked"]),
    optional,
)
outcomes = st.builds(
    Outcome,
    message=texts,
    sha256=optional,
    identity=st.none() | identities,
    rules=st.none() | st.builds(RuleSetStamp, texts, optional, texts),
    levels=st.lists(levels, max_size=3).map(tuple),
    findings=st.lists(findings, max_size=3).map(tuple),
    report=optional,
    evaluated=st.none() | st.frozensets(texts, max_size=3),
    evaluation_unknown=st.frozensets(texts, max_size=3),
    reached=st.none() | st.frozensets(st.integers(0, 10**6), max_size=5),
    said=st.none() | st.lists(texts, max_size=3).map(tuple),
    undecided=st.lists(st.builds(Undecided, texts, texts), max_size=2).map(tuple),
    left_out=st.lists(st.builds(LeftOut, texts, texts), max_size=2).map(tuple),
    clock=optional,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outcomes)
def test_an_outcome_reads_as_it_was(outcome: Outcome) -> None:
    sha256 = outcome.rules.sha256 if outcome.rules is not None else ""

    read = outcome_read(outcome_written(outcome), outcome.message, sha256)

    assert read == outcome
    assert read.is_cached


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outcomes, texts)
def test_the_name_and_the_set_are_whose_who_reads(outcome: Outcome, name: str) -> None:
    read = outcome_read(outcome_written(outcome), name, "of now")

    rules = None if outcome.rules is None else replace(outcome.rules, sha256="of now")
    assert read == replace(outcome, message=name, rules=rules)


@given(st.none() | identities)
def test_an_identity_reads_as_it_was(identity: Identity | None) -> None:
    assert identity_read(identity_written(identity)) == identity


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'[1,null,null,[],[],null,null,[],null,null,[],[],null]',
        b'[null,null,["id"],[],[],null,null,[],null,null,[],[],null]',
        b'[null,null,null,[["rules","perhaps",null]],[],null,null,[],null,null,[],[],null]',
        b'[null,null,null,[],[["rules","TR018",null,[],null,"dire"]],null,null,[],null,null,[],[],null]',
        b'[null,null,null,[],[["rules","TR018",null,[["/a",1,"elsewhere"]],null,"error"]],null,null,[],null,null,[],[],null]',
        b'[null,null,null,[],[],null,null,[],["1"],null,[],[],null]',
    ],
)  # fmt: skip
def test_what_is_no_outcome(text: bytes) -> None:
    with pytest.raises(UnreadableError):
        outcome_read(text, "a.xml", "")


@pytest.mark.parametrize("text", [b"", b"1", b"[]", b"[1]", b'["n","s","r","t","o","more"]', b'"n"'])
def test_what_is_no_identity(text: bytes) -> None:
    with pytest.raises(UnreadableError):
        identity_read(text)
