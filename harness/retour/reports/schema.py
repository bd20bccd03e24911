"""The document of `retour check --format json` and of `--retour-json` as models, and its JSON Schema.

`document.py` writes plain dicts; these models describe them, and tests hold the one against the other.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from retour.levels import LevelName
from retour.model import GapState, LevelStatus, OutcomeStatus, Severity, VerdictStatus, WhyKind
from retour.text.json_schema import DocumentPart, Schema, schema_of

_TITLE = "Results of retour-harness (retour check --format json, pytest --retour-json)"

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class LocationPart(DocumentPart):
    """A node of the message."""

    path: str | None
    """As the official report prints it, such as /Bericht/Clienten/Client[2]/Bsn; null where a line of the file is meant."""
    line: Annotated[int, Field(ge=1)] | None
    """The line in the message file, counted from 1; null when the node isn't found in it."""
    document: Literal["payload"] | None
    """`payload` when path and line are of the message inside the envelope that the file is."""


class OperandPart(DocumentPart):
    """A part of a condition, and its value at the node at hand."""

    name: str
    """The node's name, or the part as it is written; shorter than in the stylesheet."""
    values: list[str | None]
    """As far as they are told, each up to 200 characters; null for an element with others in it, and for what isn't known."""
    count: Annotated[int, Field(ge=0)] | None
    """How many nodes it is; null for a text or number."""
    locations: list[LocationPart]
    """The nodes, as far as they are told; of an earlier message by its path in the document that the rules saw."""


class WhyStepPart(DocumentPart):
    """One step on the way to a finding, or to silence."""

    kind: WhyKind
    """`node`: a template of the rule took a node; `each`: a loop came to one; `call`: of another template, with what it was
    given; `condition`: it held or it didn't, as the words say; `value`: how a variable came to its value."""
    file: str
    """The stylesheet."""
    line: Annotated[int, Field(ge=1)] | None
    words: list[str | OperandPart]
    """What to say, in pieces that follow each other."""
    decided: bool
    """Whether it is the condition that decided."""
    depth: Annotated[int, Field(ge=0)]
    """0 for the way itself; more for what explains a value on it."""
    at: LocationPart | None
    """The node at hand; null where it is that of the step before."""


class WhyPart(DocumentPart):
    """Why a rule made a finding, or made none."""

    steps: list[WhyStepPart]
    """In the order of the run."""
    more: Annotated[int, Field(ge=0)]
    """How many steps are left out."""
    unknown: str | None
    """Why that isn't known; null where it is."""


class FindingPart(DocumentPart):
    """One rule violated once, or one thing that is wrong at another level."""

    level: LevelName
    severity: Severity
    """A warning neither rejects the message nor ends its check."""
    code: str
    """The rule, such as TR018; at another level one of its own codes, such as bom."""
    retour: str | None
    """The retour code that a receiver would answer, such as 9018; null when the set has none for the rule."""
    details: str | None
    """The set's own text, if it gives one; at another level a sentence on what is wrong."""
    locations: list[LocationPart]
    """The nodes that the rule points at, in report order; possibly none."""
    why: WhyPart | None = None
    """Why the rule made it; left out where nobody asked."""


class UndecidedPart(DocumentPart):
    """A rule that can't be decided."""

    code: str
    reason: str


class SilencePart(DocumentPart):
    """A rule that made no finding."""

    code: str
    why: WhyPart


class LeftOutMessagePart(DocumentPart):
    """An earlier message that doesn't count."""

    message: str
    """The file as it was named."""
    reason: str


class LevelPart(DocumentPart):
    """How the message fared at one level."""

    level: LevelName
    status: LevelStatus
    """`not reached`: a level before it failed; `not applicable`: there is nothing to ask of this message; `not checked`:
    what it takes isn't there, such as an XSD."""
    reason: str | None = None
    """Why the message wasn't checked at this level; left out for any other status."""


class RulesPart(DocumentPart):
    """The rule set that judged the message."""

    id: str
    """Such as iwmo/2.1."""
    version: str | None
    """As the set states it."""
    sha256: Digest
    """Over the files of the set."""


class MessageResult(DocumentPart):
    """The outcome of one message."""

    message: str | None
    """The message file as it was named; null where a case, or a whole case file, can't be used: then none was judged."""
    sha256: Digest | None
    """Of the bytes of the message; null when they couldn't be read."""
    standard: str | None
    """Such as iwmo; null, with release and type, when the message's namespace doesn't tell."""
    release: str | None
    """Such as 2.1."""
    type: str | None
    """The message type, such as WMO307."""
    rules: RulesPart | None
    """Null when no rule set was found."""
    levels: list[LevelPart]
    """The levels that were asked for, in the order in which a message passes them; empty when there is an error."""
    findings: list[FindingPart]
    """In the order of the levels, and of the report."""
    undecided: list[UndecidedPart]
    """The rules that can't be decided by what is at hand, as they say themselves."""
    left_out: list[LeftOutMessagePart]
    """The earlier messages that don't count."""
    clock: str | None
    """Of rules that ask what time it is, the moment that they were told, or `machine` for that of the machine; null for others."""
    status: OutcomeStatus
    """`accepted`: the rules found nothing but warnings; `nothing found`: nor did the other levels, and no rules judged the message;
    `rejected`: an error at some level; `error`: no verdict could be reached."""
    error: str | None
    """Why no verdict could be reached, in one or more sentences; null when one was."""
    silences: list[SilencePart] | None = None
    """Why rules made no finding; left out where nobody asked."""
    error_kind: str | None
    """A short name for that, which doesn't change, such as time-limit, unreadable, or case-file where the case itself is wrong."""
    told_version: str | None = None
    """The version of its rules, as a system under test told it; left out when none judged, or told none."""
    cached: Literal[True] | None = None
    """Where an earlier run found the outcome, on the same inputs; left out where the message was checked by this run."""


class CasePart(DocumentPart):
    """The case that the message was checked for."""

    file: str
    """The case file."""
    line: Annotated[int, Field(ge=1)]
    """Where the case stands in it."""
    id: str
    """Of a case file that can't be used at all, the name of the file."""
    tags: list[str]
    under: str | None = None
    """The rule set that the run asked for in place of the case's own; left out when it asked for none."""
    xfail: str | None = None
    """Why the case is expected to fail; left out when it isn't."""


class ClaimPart(DocumentPart):
    """A finding that a case expects; what is null isn't asked."""

    level: LevelName
    code: str
    """The rule, or the code of another level; there, `invalid` is any error."""
    retour: str | None
    """Its retour code."""
    at: list[str]
    """Paths that are among its locations."""
    times: Annotated[int, Field(ge=1)] | None
    """How many findings match."""
    details: str | None
    """A glob over the set's own text."""


class VerdictPart(DocumentPart):
    """Expected against observed."""

    status: VerdictStatus
    """`expected to fail`: not as expected, as the case says itself; a case that says so and is as expected is `not as expected`."""
    missing: list[ClaimPart]
    """What the case expects and did not come, or not so often."""
    unexpected: list[FindingPart]
    """What came and the case doesn't name."""
    reasons: list[str]
    """One sentence for each way in which the outcome differs from the expectation."""


class KnownGapPart(DocumentPart):
    """What a rule set is known to do otherwise than it should."""

    fires: list[str]
    """The rules that fire and should not."""
    silent: list[str]
    """The rules that should fire and are silent."""
    since: Annotated[str | None, Field(alias="from")]
    """The patch level of the rule set from which it is there; null when that isn't said."""
    until: str | None
    """The patch level from which it no longer is."""
    see: str | None
    """Where more stands."""
    state: GapState
    """`there`: as known; `closed`: what is right comes now, and the case fails; `changed`: neither comes."""


class MetGapPart(KnownGapPart):
    """A known gap, with the case that met it."""

    file: str
    line: Annotated[int, Field(ge=1)]
    id: str
    under: str | None = None
    rules: RulesPart | None


class CaseResult(MessageResult):
    """The outcome of one message, the case that it was checked for, and the verdict."""

    case: CasePart
    verdict: VerdictPart
    known: KnownGapPart | None = None
    """What its rule set is known to do otherwise; left out when nothing is known."""


class CamePart(DocumentPart):
    """What came of a case under one rule set."""

    under: str
    """The name of the rule set."""
    came: str
    """What fired, in words; or the error."""
    as_expected: bool


class DifferingCasePart(DocumentPart):
    """A case that came out differently, or didn't run under all of the rule sets."""

    file: str
    line: Annotated[int, Field(ge=1)]
    id: str
    outcomes: list[CamePart]


class BetweenRuleSetsPart(DocumentPart):
    """What differs where a run asks for several rule sets."""

    sets: list[str]
    """Their names, patch levels from old to new."""
    cases: int
    """How many cases ran under them."""
    differing: list[DifferingCasePart]


class UnmatchedPart(DocumentPart):
    """A message of a folder that has no other half."""

    message: str
    """The file as it was named."""
    reason: str


class ResultsDocument(DocumentPart):
    """The whole document."""

    harness: str
    """The version of retour-harness."""
    engine: str
    """Product and version of the XSLT processor."""
    results: list[CaseResult | MessageResult]
    """In the order of the inputs."""
    unmatched: list[UnmatchedPart] | None = None
    """Of folders of pairs: the messages that are left over; left out for anything else."""
    between_rule_sets: BetweenRuleSetsPart | None = None
    """What differs where a run asks for several rule sets; left out where it doesn't."""
    known_gaps: list[MetGapPart] | None = None
    """The known gaps of rule sets that the cases met; left out when there are none."""


def document_schema() -> Schema:
    """The schema of the document, draft 2020-12."""
    return schema_of(ResultsDocument, _TITLE)
