"""What a code means, as text for a person."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from retour.explaining import Explanation, Found, Knowledge, KnownRule, Mention
from retour.language import ENGLISH, Texts, mark, told_in
from retour.messages.envelopes import Fault
from retour.model import Case
from retour.rulesets import FILLING_RULE, FILLING_RULES, GeneralCode, Rule
from retour.text.display import shown

_SEVERITIES = {"error": mark("error"), "warning": mark("warning")}
_CERTAINTIES = {
    "stated": mark("stated"),
    "inferred": mark("inferred: the release itself doesn't state the rule"),
}


def explanation_text(explanation: Explanation, texts: Texts = ENGLISH, width: int | None = None) -> str:
    """All that is known of a code.

    Args:
        width: of the terminal; None leaves every line as long as it is.
    """
    lines = list(_Explaining(texts).lines(explanation))
    return "\n".join(lines if width is None else (part for line in lines for part in _wrapped(line, width)))


class _Explaining:
    """What is told in one language."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def lines(self, explanation: Explanation) -> Iterator[str]:
        """All of it."""
        if explanation.kind == "retour":
            yield f"{explanation.code}  {self._general(explanation) or self.texts('a retour code')}"
        for found in explanation.levels:
            yield from self._found(found)
        if explanation.fault is not None:
            yield from self._raised(explanation.fault, explanation.found_as)
        for knowledge in explanation.sets:
            if explanation.kind == "retour":
                yield from self._behind(explanation, knowledge)
            else:
                yield from self._rule(knowledge.known[0], knowledge)
            yield from self._cases(knowledge)

    def _general(self, explanation: Explanation) -> str | None:
        """The meaning of a retour code that names no rule."""
        described = [knowledge.general for knowledge in explanation.sets if knowledge.general is not None]
        own = next((self._meaning(each) for each in described if each.meaning), None)
        return own or (explanation.general and self.texts(explanation.general))

    def _meaning(self, described: Rule | GeneralCode) -> str | None:
        return told_in(self.texts.language, described.meaning, described.meaning_nl)

    def _found(self, found: Found) -> Iterator[str]:
        known, texts = found.known, self.texts
        yield f"{known.level} {known.code}  {texts(known.meaning)}"
        lenient = known.severity_in("lenient")
        otherwise = texts(", %(severity)s when lenient", severity=texts(_SEVERITIES.get(lenient, lenient)))
        yield _row(
            texts("severity"), texts(known.severity) + (otherwise if lenient != known.severity else "")
        )
        yield _row(texts("source"), texts(known.source))
        for number, fault in enumerate(found.chain):
            issuers = f" {texts('or')} ".join(fault.issuers)
            told = texts("%(code)s of %(issuers)s:", code=fault.code, issuers=issuers)
            yield _row("" if number else texts("chain"), f"{told} {texts(fault.meaning)}")
        if not found.cases:
            yield self._no_cases()
        else:
            number = len(found.cases)
            yield self._heading(number, mark("%(number)s expects it"), mark("%(number)s expect it"))
            yield from (_row("", f"{_place(case)}  {case.id}") for case in found.cases)

    def _raised(self, fault: Fault, found_as: Sequence[str]) -> Iterator[str]:
        """An error code of the chain."""
        texts = self.texts
        nothing = texts("nothing: it takes more than an envelope")
        yield f"{fault.code}  {texts(fault.meaning)}"
        yield _row(texts("raised by"), texts("%(issuers)s, in a Fo01", issuers=", ".join(fault.issuers)))
        yield _row(texts("listed in"), ", ".join(fault.lists))
        yield _row(texts("found as"), ", ".join(found_as) or nothing)

    def _behind(self, explanation: Explanation, knowledge: Knowledge) -> Iterator[str]:
        """The rules that a retour code stands for: one in full, several in a line each."""
        texts, name = self.texts, knowledge.rules.name
        if len(knowledge.known) == 1:
            yield from self._rule(knowledge.known[0], knowledge)
        elif knowledge.known:
            yield texts("%(rules)s: %(number)s rules have it", rules=name, number=len(knowledge.known))
            yield from (f"  {self._headline(rule)}" for rule in knowledge.known)
        elif explanation.general is None:
            yield texts("%(rules)s: the stylesheets write it themselves, no rule has it", rules=name)
        else:
            yield texts("%(rules)s: no rule has it", rules=name)
        if knowledge.general is not None:
            yield from self._described(knowledge.general)

    def _rule(self, rule: KnownRule, knowledge: Knowledge) -> Iterator[str]:
        texts, described = self.texts, rule.described
        yield self._headline(rule)
        yield _row(texts("rule set"), knowledge.rules.name)
        checked_in = texts("checked in")
        if rule.entries:
            yield _row(checked_in, ", ".join(rule.messages))
            yield from (_row("", shown(entry.path)) for entry in rule.entries)
        elif rule.code in FILLING_RULES:
            yield _row(checked_in, ", ".join(rule.messages) or texts("every retourbericht"))
            with_heen = texts("by the harness, with the rules of the heenbericht")
            yield _row("", with_heen if rule.code == FILLING_RULE else texts("by the harness"))
        elif described.not_implemented:
            why = described.not_implemented
            yield _row(checked_in, texts("no message, not implemented: %(why)s", why=why))
        else:
            yield _row(checked_in, texts("no message: no entry of the set reports it"))
        yield from self._described(described)

    def _described(self, described: Rule | GeneralCode) -> Iterator[str]:
        """What the catalogue says of a rule as of a general retour code."""
        texts = self.texts
        if described.meaning_nl and texts.language == "en":
            yield _row("in Dutch", described.meaning_nl)
        elif described.meaning_nl and described.meaning:
            yield _row(texts("in English"), described.meaning)
        if described.level:
            yield _row(texts("level"), described.level)
        if described.source:
            yield _row(texts("source"), described.source)
        if described.certainty:
            yield _row(texts("certainty"), texts(_CERTAINTIES[described.certainty]))
        for number, decision in enumerate(described.edge_cases):
            yield _row("" if number else texts("decided"), f"- {decision}")

    def _headline(self, rule: KnownRule) -> str:
        texts = self.texts
        retour = f" → {rule.retour}" if rule.retour else texts(", without a retour code")
        meaning = self._meaning(rule.described) or texts(
            "no meaning is given: the set has none in a catalogue"
        )
        return f"{rule.code}{retour}  {meaning}"

    def _cases(self, knowledge: Knowledge) -> Iterator[str]:
        """The cases, by what they say of the code; a line under each heading for each case."""
        if not knowledge.cases:
            yield self._no_cases()
        for manner, words in _MANNERS.items():
            mentions = [mention for mention in knowledge.cases if mention.manner == manner]
            if mentions:
                yield self._heading(len(mentions), *words)
                for each in mentions:
                    yield _row("", f"{_place(each.case)}  {each.case.id}{self._gap(each, knowledge)}")

    def _no_cases(self) -> str:
        return _row(self.texts("cases"), self.texts("none below this folder"))

    def _heading(self, number: int, one: str, many: str) -> str:
        told = self.texts(one if number == 1 else many, number=self.texts.number(number))
        return _row(self.texts("cases"), told)

    def _gap(self, mention: Mention, knowledge: Knowledge) -> str:
        """That it is a known gap of the rule set that a case names a rule."""
        known = mention.case.known
        if known is None or not known.holds:
            return ""
        of_gap = {*(claim.code for claim in known.fires), *known.silent}
        is_gap = not of_gap.isdisjoint(rule.code for rule in knowledge.known)
        return f" ({self.texts('known gap')})" if is_gap else ""


_MANNERS = {
    "fires": (mark("%(number)s expects it to fire"), mark("%(number)s expect it to fire")),
    "retour": (mark("%(number)s expects its retour code"), mark("%(number)s expect its retour code")),
    "silent": (
        mark("%(number)s expects it to stay silent"),
        mark("%(number)s expect it to stay silent"),
    ),
}
"""What cases say of a rule: one case, and several."""


def _row(label: str, text: str) -> str:
    return f"  {label:<10}  {text}"


_BEHIND_LABEL = len(_row("", ""))


def _wrapped(line: str, width: int) -> list[str]:
    """A line in lines of a width, what goes on below itself."""
    below = " " * (_BEHIND_LABEL if line.startswith(" ") else 2)
    return textwrap.wrap(line, width, subsequent_indent=below, break_long_words=False, break_on_hyphens=False)


def _place(case: Case) -> str:
    return f"{case.place.file}:{case.place.line}"
