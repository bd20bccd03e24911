"""Checks of rule sets: what can't be read or is in no entry, and a catalogue or manifest that says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from retour.configuration import find_configuration
from retour.engines.schema_validation import unusable
from retour.errors import RuleSetError
from retour.language import mark
from retour.lint.applying import APPLYING_CHECKS
from retour.lint.model import LintCheck, Remark
from retour.lint.set_sources import SetSource
from retour.lint.templates import TAKEN_CHECKS, TEMPLATE_CHECKS
from retour.model import Place
from retour.rulesets import FILLING_RULES, RuleSet
from retour.text.display import shown

_BROKEN_ENTRY = mark("entry %(name)s can't be used: %(why)s")
_UNUSABLE_SCHEMA = mark("messages can't be held against this schema: %(why)s")
_ASKS = mark("asks what time it is, by %(asked)s: pin it with `today` in cases or in the configuration")
_CODE_ALONE = mark("a retour code for %(code)s, which no entry of the set checks")
_IMPLEMENTED = mark("the catalogue says that %(code)s isn't implemented (%(reason)s), and the set checks it")
_DESCRIBED_ALONE = mark("the catalogue describes %(code)s, which no entry of the set checks")
_NOT_DESCRIBED = mark("the set checks %(code)s, which the catalogue doesn't describe")
_OTHER_MESSAGES = mark(
    "the catalogue says that %(code)s is checked for %(stated)s, and the set checks it for %(checked)s"
)


def _unusable(source: SetSource) -> Iterator[Remark]:
    if source.error is not None:
        yield Remark(
            source.absolute(source.error.place),
            mark("the rule set can't be used: %(why)s") % {"why": source.error.text},
        )
    for name, error in sorted(source.rules.broken.items()) if source.rules is not None else ():
        yield Remark(source.absolute(error.place), _BROKEN_ENTRY % {"name": name, "why": error.text})


def _in_no_entry(source: SetSource) -> Iterator[Remark]:
    yield from _noted(source, "orphan")


def _unfilled(source: SetSource) -> Iterator[Remark]:
    yield from _noted(source, "placeholder")


def _without_version(source: SetSource) -> Iterator[Remark]:
    for remark in _noted(source, "no-version"):
        where = source.entries[0].path if source.entries else source.folder
        yield Remark(Place(shown(where)), remark.text)


def _misnamed_schema(source: SetSource) -> Iterator[Remark]:
    yield from _noted(source, "schema-name")


def _unusable_schema(source: SetSource) -> Iterator[Remark]:
    try:
        files = source.rules.schema.files if source.rules is not None else ()
    except RuleSetError as error:
        yield Remark(error.place or Place(shown(source.folder)), error.text)
        return
    for file in sorted(files):
        if (failure := unusable(file)) is not None:
            place = Place(shown(file.with_name(failure.file or file.name)), failure.line)
            yield Remark(place, _UNUSABLE_SCHEMA % {"why": failure.text})


def _asks_the_clock(source: SetSource) -> Iterator[Remark]:
    if find_configuration(source.folder).now is not None:
        return
    sheets = {sheet.path: sheet for entry in source.entries for sheet in source.reached(entry)}
    for _, sheet in sorted(sheets.items()):
        for question in sheet.asked:
            if question.kind == "clock":
                yield Remark(
                    Place(shown(sheet.path), question.element.sourceline),
                    _ASKS % {"asked": question.asked},
                )


def _noted(source: SetSource, kind: str) -> Iterator[Remark]:
    for note in source.rules.notes if source.rules is not None else ():
        if note.kind == kind:
            yield Remark(source.absolute(note.place), note.text)


def _code_without_rule(source: SetSource) -> Iterator[Remark]:
    rules, text = source.rules, source.manifest
    if rules is None or text is None or not _knows_its_rules(rules):
        return
    stated = text.value.get("retour_codes") if isinstance(text.value, dict) else None
    for code in stated if isinstance(stated, dict) else ():
        if code not in rules.codes:
            place = text.place(("retour_codes", code), key=True)
            yield Remark(place, _CODE_ALONE % {"code": code})


def _described_without_rule(source: SetSource) -> Iterator[Remark]:
    rules = source.rules
    if rules is None or source.catalogue is None or not _knows_its_rules(rules):
        return
    for number, (code, rule) in enumerate(rules.catalogue.items()):
        place = source.catalogue.place(("rules", number, "code"))
        if rule.not_implemented and code in rules.codes:
            yield Remark(
                place,
                _IMPLEMENTED % {"code": code, "reason": rule.not_implemented},
            )
        elif (
            rule.level == "rules" and not rule.not_implemented and code not in {*rules.codes, *FILLING_RULES}
        ):
            yield Remark(place, _DESCRIBED_ALONE % {"code": code})


def _not_described(source: SetSource) -> Iterator[Remark]:
    rules = source.rules
    if rules is None or not rules.catalogue or source.catalogue is None:
        return
    for code in sorted(rules.codes - set(rules.catalogue)):
        yield Remark(Place(source.catalogue.name), _NOT_DESCRIBED % {"code": code})


def _other_messages(source: SetSource) -> Iterator[Remark]:
    rules = source.rules
    if rules is None or source.catalogue is None or not _knows_its_rules(rules):
        return
    for number, (code, rule) in enumerate(rules.catalogue.items()):
        checked, stated = _checked_for(rules, code), {name.upper() for name in rule.messages}
        if rule.level == "rules" and stated and checked and stated != checked:
            place = source.catalogue.place(("rules", number, "messages"))
            named = {"code": code, "stated": _listed(stated), "checked": _listed(checked)}
            yield Remark(place, _OTHER_MESSAGES % named)


def _checked_for(rules: RuleSet, code: str) -> set[str]:
    """The message types for which an entry has a rule."""
    return {message for message, codes in rules.checked.items() if code in codes}


def _listed(types: set[str]) -> str:
    return ", ".join(sorted(types))


def _knows_its_rules(rules: RuleSet) -> bool:
    """Whether all rules of a set are known: none stands in a file that can't be read."""
    return bool(rules.codes) and not rules.broken


SET_CHECKS: tuple[LintCheck[SetSource], ...] = (
    LintCheck("L201", mark("A rule set, or one of its entries, can't be used."), _unusable),
    LintCheck("L202", mark("No entry includes a rule file."), _in_no_entry),
    LintCheck("L203", mark("A placeholder of the build is left unfilled."), _unfilled),
    LintCheck("L204", mark("A rule set doesn't state its version."), _without_version),
    *TEMPLATE_CHECKS,
    LintCheck(
        "L207", mark("The manifest states a retour code for a rule that no entry checks."), _code_without_rule
    ),
    LintCheck("L208", mark("The catalogue describes a rule that no entry checks."), _described_without_rule),
    LintCheck("L209", mark("The catalogue doesn't describe a rule that the set checks."), _not_described),
    LintCheck(
        "L210",
        mark("The catalogue names other message types for a rule than the entries that have it."),
        _other_messages,
    ),
    *APPLYING_CHECKS,
    LintCheck(
        "L212", mark("A schema names a file beside it in another case than the file has."), _misnamed_schema
    ),
    *TAKEN_CHECKS,
    LintCheck("L214", mark("A schema of a rule set can't be used."), _unusable_schema),
    LintCheck("L215", mark("A rule asks what time it is, and nothing pins the clock."), _asks_the_clock),
)
