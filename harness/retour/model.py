"""The nouns of the harness, and nothing else: a case goes in, a verdict comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

Level = str
"""Where a finding was made: the name of one of `retour.levels.LEVELS`."""

RULE_LEVELS: tuple[Level, ...] = ("rules", "history")
"""The levels at which the rules of a set are judged: by the message alone, and by what went before it."""

REJECTED = "rejected"
"""The code of the finding that stands for a rejection of which a system under test tells no code."""

LevelStatus = Literal["passed", "failed", "not reached", "not applicable", "not checked"]
Severity = Literal["fatal", "error", "warning", "information"]
"""How bad a finding is, the worst first."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

FileProfile = Literal["strict", "lenient"]
Sender = Literal["aanbieder", "gemeente"]
OutcomeStatus = Literal["accepted", "nothing found", "rejected", "error"]
"""How a message came out: what no rules judged isn't accepted, though nothing be found."""
VerdictStatus = Literal["as expected", "expected to fail", "not as expected", "error"]
"""`expected to fail`: not as expected, as its `xfail` says; a case with `xfail` whose outcome is as expected is «not as expected»."""

PASSING: tuple[VerdictStatus, ...] = ("as expected", "expected to fail")
"""The verdicts with which a case passes."""

EngineName = Literal["saxon", "libxslt"]
"""The XSLT engines by name, the usual one first."""

ENGINES: tuple[EngineName, ...] = get_args(EngineName)

Language = Literal["en", "nl"]
"""The language in which people are told things."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

CASE_FILE_SUFFIX = ".cases.yaml"
"""How the names of case files end."""

MESSAGE_SUFFIXES = (".xml", ".ei")
"""How the names of message files end, in lower case."""

_MESSAGE_NAMESPACE = re.compile(
    r"http://www\.istandaarden\.nl/(?P<standard>[A-Za-z]+)/(?P<release>\d+(?:_\d+)*)/"
    r"(?P<type>(?!basisschema/)[A-Za-z0-9]+)/schema(?:/(?P=release))?"
)

MESSAGE_TYPE = re.compile(r"[A-Z]{2,4}\d{2,3}[A-Z]?")
"""What a type of message of the iStandaarden looks like, such as WMO305."""

_NUMBERED_TYPE = re.compile(r"(?P<family>[A-Z]+)(?P<number>\d+)")

_OWN_FORMS: Mapping[str, str] = {"WMO325": "WMO323", "JW325": "JW323"}
"""The retourberichten that have a form of their own, with what each answers; the others repeat their heenbericht."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point in a text file, for messages to people; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file.replace("\n", "\\u000a")]  # a name stays on its line
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Location:
    """A node of a message, or a line of its file.

    Attributes:
        path: as the official report prints it, e.g. `/Bericht/Clienten/Client[2]/Bsn`; None where no node is meant.
        line: the line in the message file, counted from 1, where the node is found in it.
        document: `payload` when the node, and the line, are of the message inside the envelope that the file is.
    """

    path: str | None
    line: int | None = None
    document: Literal["payload"] | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """A part of a condition, and its value at the node at hand.

    Attributes:
        name: the node's name, or the part as it is written.
        values: as far as they are told; None for a value that isn't a text: an element with others in it, or what can't be
            evaluated on its own.
        count: how many nodes it is; None where it is none, but a text or number.
        locations: of the nodes in the message, as far as they are told.
    """

    name: str
    values: tuple[str | None, ...] = ()
    count: int | None = None
    locations: tuple[Location, ...] = ()


WhyKind = Literal["node", "each", "call", "condition", "value"]


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step on the way to a finding, or to silence.

    Attributes:
        kind: `node`: a template of the rule took a node; `each`: a loop came to one; `call`: of another template, with what it
            was given; `condition`: it held or it didn't; `value`: how a variable came to its value.
        place: in the stylesheets of the set.
        words: what to say, in pieces.
        depth: 0 for the way itself; more for what explains a value on it.
        decided: whether it is the condition that decided.
        location: of the node at hand.
    """

    kind: WhyKind
    place: Place
    words: tuple[str | Operand, ...]
    depth: int = 0
    decided: bool = False
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a rule made a finding, or why it made none.

    Attributes:
        steps: in the order of the run.
        more: how many steps are left out.
        unknown: why that isn't known; None where it is.
    """

    steps: tuple[WhyStep, ...] = ()
    more: int = 0
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A rule that made no finding, and why."""

    code: str
    why: Why


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule violated once (a Fout in the report 1_1), or one thing that is wrong at another level.

    Attributes:
        code: the rule, e.g. `TR018`; at another level one of that level's codes, e.g. `bom`.
        retour: the retour code that a receiver would answer, e.g. `9018`; None where the set has none for the rule.
        locations: zero or more nodes that the rule points at, in report order.
        details: the set's own text on the rule, if it gives one; at another level a sentence on what is wrong.
        severity: a warning and an information are told, and neither reject a message nor end its check.
        why: what led to it; None when nobody asked.
    """

    level: Level
    code: str
    retour: str | None
    locations: tuple[Location, ...] = ()
    details: str | None = None
    severity: Severity = "error"
    why: Why | None = field(default=None, compare=False, repr=False)

    @property
    def rejects(self) -> bool:
        """Whether a message with it isn't accepted."""
        return self.severity in ("fatal", "error")

    @property
    def is_of_rule(self) -> bool:
        """Whether a rule of the set made it."""
        return self.level in RULE_LEVELS

    @property
    def claimed_level(self) -> Level:
        """The level under which a case claims it: that of the rules for whatever a rule made."""
        return "rules" if self.is_of_rule else self.level


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that can't be decided, as it says itself, and why."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An earlier message that doesn't count, as the user named it, and why."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a message says it is, read from its root element: of an iStandaarden message its namespace tells all.

    Attributes:
        standard: lower case, e.g. `iwmo`.
        release: with a dot, e.g. `2.1`.
        type: upper case, e.g. `WMO305`.
        root: of a message of any other domain, the local name of its root element; None where any will do.
    """

    namespace: str
    standard: str | None = None
    release: str | None = None
    type: str | None = None
    root: str | None = None

    @classmethod
    @lru_cache
    def of(cls, namespace: str, root: str | None = None) -> Identity:
        """Read an iStandaarden namespace; any other gives an identity with only the namespace and the root.

        The release is repeated after `/schema` in 2.0 and 2.1 and not in later releases: both are read, and
        stay different namespaces.
        """
        match = _MESSAGE_NAMESPACE.fullmatch(namespace)
        if match is None:
            return cls(namespace, root=root)
        return cls(
            namespace,
            match["standard"].lower(),
            match["release"].replace("_", "."),
            match["type"].upper(),
        )

    def answered(self) -> tuple[Identity, ...]:
        """The heenberichten that a retourbericht of this type may answer: WMO306 answers WMO305, AW310 answers AW39.

        WMO325, which has a form of its own, answers WMO323.
        """
        return self._counterparts(_OWN_FORMS) or self.repeated()

    def repeated(self) -> tuple[Identity, ...]:
        """Those that it repeats as well, as every retourbericht does that has no form of its own."""
        numbered = _NUMBERED_TYPE.fullmatch(self.type or "")
        if numbered is None or int(numbered["number"]) % 2:
            return ()
        return self._neighbours(numbered, -1)

    def answers(self) -> tuple[Identity, ...]:
        """The retourberichten that may answer a heenbericht of this type: WMO305 has WMO306, AW39 has AW310.

        WMO323 has WMO325, which nothing answers.
        """
        numbered = _NUMBERED_TYPE.fullmatch(self.type or "")
        if numbered is None or not int(numbered["number"]) % 2 or self.has_own_form:
            return ()
        return self._counterparts({heen: retour for retour, heen in _OWN_FORMS.items()}) or self._neighbours(
            numbered, 1
        )

    @property
    def has_own_form(self) -> bool:
        """Whether it is a retourbericht that doesn't repeat what it answers."""
        return self.type in _OWN_FORMS

    def _counterparts(self, types: Mapping[str, str]) -> tuple[Identity, ...]:
        """The message of the type that is paired with this one's."""
        type_ = types.get(self.type or "")
        return () if type_ is None else (replace(self, namespace=self._namespace_of(type_), type=type_),)

    def _neighbours(self, numbered: re.Match[str], step: int) -> tuple[Identity, ...]:
        """The types that are a step away, in whole numbers and in the numbers behind the first digit (AW39, AW310)."""
        first, rest = numbered["number"][0], numbered["number"][1:]
        numbers = (str(int(numbered["number"]) + step), f"{first}{int(rest) + step}" if rest else "")
        types = dict.fromkeys(numbered["family"] + number for number in numbers if number)
        return tuple(replace(self, namespace=self._namespace_of(type_), type=type_) for type_ in types)

    def _namespace_of(self, type_: str) -> str:
        """The namespace of another type of message, in the form of this one's."""
        return re.sub(f"/{self.type}/", f"/{type_.lower()}/", self.namespace, flags=re.IGNORECASE)

    def __str__(self) -> str:
        if self.type is None:
            namespace = f"namespace {self.namespace!r}" if self.namespace else "no namespace"
            return f"{self.root} in {namespace}" if self.root else namespace
        return " ".join(part for part in (self.standard, self.release, self.type) if part)


@dataclass(frozen=True, slots=True)
class RuleSetStamp:
    """Which rule set judged a message: id, version as the set states it, SHA-256 over the files of the set."""

    id: str
    version: str | None
    sha256: str

    @property
    def name(self) -> str:
        """The set as people call it: `iwlz/2.2@2.1.4`, without a version its id alone."""
        return f"{self.id}@{self.version}" if self.version else self.id


@dataclass(frozen=True, slots=True)
class LevelResult:
    """How a message fared at one level.

    Attributes:
        reason: why it wasn't checked there; None for any other status.
    """

    level: Level
    status: LevelStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why no outcome could be reached.

    Attributes:
        kind: a short stable name, e.g. `time-limit`, for machines.
        text: one or more sentences for a person.
        exit_code: of a command that meets it, see `retour.errors`.
        trace: where an error that nobody foresaw came from, as Python tells it; of others nothing.
    """

    kind: str
    text: str
    exit_code: int = field(default=3, compare=False)
    trace: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All findings of one message, or the problem that prevented them.

    Attributes:
        message: the message file as the user named it.
        sha256: of the bytes of the message; None when they could not be read.
        levels: the levels that were asked for, in order; empty when there is a problem.
        findings: in the order of the levels, and of the report.
        report: the report as the set wrote it; None when there is none.
        evaluated: the rules that looked at something in the message, also when they stayed silent; None when the run
            was made without probes.
        evaluation_unknown: the rules of which that can't be known, because no template is known to look for them.
        reached: the numbers of the places in the stylesheets that the run came by; None without probes.
        said: what the stylesheet said by xsl:message, white space made single; None when nobody asked.
        undecided: the rules that can't be decided by what is at hand.
        left_out: the earlier messages that don't count.
        clock: of rules that ask what time it is, the moment that they were told, or `machine` when it was that of the
            machine; None of rules that don't ask.
        told_version: the version of its rules, as the answer of a system under test states it; None where it doesn't, and of
            rules that the harness ran itself.
        is_cached: whether it was found by an earlier run, on the same bytes, and kept.
        silences: why rules made no finding, where somebody asked.
    """

    message: str
    sha256: str | None = None
    identity: Identity | None = None
    rules: RuleSetStamp | None = None
    levels: tuple[LevelResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: Problem | None = None
    report: str | None = field(default=None, repr=False)
    evaluated: frozenset[str] | None = None
    evaluation_unknown: frozenset[str] = frozenset()
    reached: frozenset[int] | None = field(default=None, repr=False)
    said: tuple[str, ...] | None = None
    undecided: tuple[Undecided, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    clock: str | None = None
    told_version: str | None = None
    is_cached: bool = field(default=False, compare=False)
    silences: tuple[WhyNot, ...] = field(default=(), compare=False, repr=False)

    @property
    def status(self) -> OutcomeStatus:
        """Error when there is no verdict, rejected when a finding of any level is an error.

        Of any other message something is said by the rules alone: accepted where they judged it, else nothing found.
        """
        if self.problem is not None:
            return "error"
        if self.errors:
            return "rejected"
        return "accepted" if self.is_judged_by_rules else "nothing found"

    @property
    def is_judged_by_rules(self) -> bool:
        """Whether rules judged the message, or there was nothing in it for them to judge."""
        judged = {("rules", "passed"), ("rules", "not applicable"), ("history", "passed")}
        return not self.levels or any((each.level, each.status) in judged for each in self.levels)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that reject the message."""
        return tuple(finding for finding in self.findings if finding.rejects)

    @property
    def failed_level(self) -> Level | None:
        """The level that rejected the message and ended its check."""
        return next((each.level for each in self.levels if each.status == "failed"), None)


ANYTHING = "invalid"
"""The code of a claim that any error of its level meets: `schema: invalid`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One expected finding; each part that is not None narrows it.

    Attributes:
        code: the rule, or the code of another level; `ANYTHING` for any error of another level than the rules.
        at: paths that must be among the locations of the finding; absolute or relative (`//Client[2]/Bsn`).
        times: how many findings must match; None means one or more.
        details: a glob over the details text.
        severities: how bad the finding may be; empty for any.
        since: the patch level of the rule set from which it is claimed; None for any.
        until: the patch level from which it no longer is; None for none.
    """

    code: str
    retour: str | None = None
    at: tuple[str, ...] = ()
    times: int | None = None
    details: str | None = None
    severities: tuple[Severity, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)
    level: Level = "rules"
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case says its outcome is.

    Attributes:
        said: what it says under each key of `expect`, by the key's name; `retour.cases.expect` has a module for each.
    """

    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownGap:
    """What a rule set is known to do otherwise than it should.

    Attributes:
        right: what would come of the message without the gap.
        fires: what is found and should not be.
        silent: the rules that should fire and don't.
        since, until: the patch level from which it is there, and the one from which it no longer is; None where nothing is said.
        holds: whether it is there at the patch level of the case's rule set.
        see: where more stands.
    """

    right: Expectation
    fires: tuple[Claim, ...]
    silent: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    holds: bool = True
    see: str | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PatchLevels:
    """The patch levels of the rule set at which an expectation holds.

    Attributes:
        since: the first; None for any.
        until: the first at which it no longer holds; None for none.
        number: of the expectation among several of its case, counted from 0; None where the case has one.
    """

    since: str | None = None
    until: str | None = None
    number: int | None = None


ALWAYS = PatchLevels()


GapState = Literal["there", "closed", "changed", "not at this patch level", "not judged"]
"""What became of a known gap."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a message: of its tree, or of its bytes.

    Attributes:
        how: what is changed; one of the kinds in `messages/edits`.
        place: where it is written.
    """

    how: Any
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class OtherMessage:
    """A message beside a case's own: the one that it is held to answer, or an earlier one.

    Attributes:
        message: path of the message file.
        edits: changes of its tree, in order; then
        raw: changes of its bytes.
    """

    message: Path
    edits: tuple[Edit, ...] = ()
    raw: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A message with an expectation.

    Attributes:
        place: where the case stands in its file.
        rules: a rule set's id, or a path to its folder; None when neither the case nor the configuration names one.
        message: path of the message file.
        edits: changes of its tree, in order; then
        raw: changes of its bytes.
        parameters: values of the stylesheet parameters, by name.
        time_limit: in seconds.
        heen: what the message answers; None when that isn't judged.
        history: the messages that went before it, in the order of reception; None when that isn't judged.
        registers: lists from outside by name, which go before those of the configuration.
        sent: when the message is sent; None when that isn't judged.
        sender: who sends it; None for the party whose message it is.
        now: the moment that it is for the rules; None where the configuration says it, or nobody does.
        levels: the levels that are judged; None means those of the configuration.
        ignores_warnings: whether a warning of the rules needs no name, whatever the rule set says.
        span: the patch levels at which `expect` holds.
        elsewhere: what the case claims too, at other patch levels.
        under: the name of the rule set that the run asks for in place of the case's own; None for its own.
        known: how its rule set is known to fall short; `expect` is then what comes with the gap, as long as that holds.
        xfail: why the case is expected to fail; None when it isn't.
        skip: why the case is not run; None when it is.
        fragments: the files that its file includes, by way of others too.
    """

    id: str
    place: Place
    file: Path
    rules: str | None
    message: Path
    expect: Expectation
    about: str | None = None
    tags: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    raw: tuple[Edit, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    time_limit: float | None = None
    heen: OtherMessage | None = None
    history: tuple[OtherMessage, ...] | None = None
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sent: datetime | None = None
    sender: Sender | None = None
    now: datetime | None = None
    levels: tuple[Level, ...] | None = None
    ignores_warnings: bool = False
    span: PatchLevels = ALWAYS
    elsewhere: tuple[Claim, ...] = ()
    under: str | None = None
    known: KnownGap | None = None
    xfail: str | None = None
    skip: str | None = None
    fragments: tuple[Path, ...] = ()

    @property
    def name(self) -> str:
        """The id, with the rule set that the run asks for."""
        return self.id if self.under is None else f"{self.id}[{self.under}]"

    @property
    def right(self) -> Expectation:
        """What is right, whatever the rule set is known to make of it."""
        return self.expect if self.known is None else self.known.right


@dataclass(frozen=True, slots=True)
class Verdict:
    """Expected against observed.

    Attributes:
        missing: claims that no finding, or not the right number of findings, met.
        unexpected: findings that nothing in the expectation covers.
        reasons: one sentence for each way in which the outcome differs from the expectation.
        problem: why there is no verdict: that of the outcome, or what is wrong with the case file.
        gap: what became of the known gap; None where none is known.
    """

    status: VerdictStatus
    missing: tuple[Claim, ...] = ()
    unexpected: tuple[Finding, ...] = ()
    reasons: tuple[str, ...] = ()
    problem: Problem | None = None
    gap: GapState | None = None

    @property
    def passes(self) -> bool:
        """Whether the case passes."""
        return self.status in PASSING
