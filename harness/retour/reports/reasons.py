"""Why a finding was made, as lines for a person and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from retour.language import ENGLISH, Texts, mark
from retour.model import Location, Operand, Outcome, Place, Why, WhyKind, WhyNot, WhyStep
from retour.text.plain import one_line

_BEGINNINGS: dict[WhyKind, str] = {"node": mark("at "), "each": mark("at "), "call": mark("calls ")}

HIDDEN = "…"
"""Stands for a value of a message."""


def why_lines(
    why: Why, *, values: bool = True, most: int | None = None, texts: Texts = ENGLISH
) -> Iterator[str]:
    """The steps, each with its place in the stylesheets; an arrow stands before the condition that decided.

    Args:
        values: whether the values of the message are shown.
        most: lines to write; None for all.
    """
    if why.unknown is not None:
        yield texts("why isn't known: %(why)s", why=texts.sentence(why.unknown))
        return
    yield texts("why:")
    steps = why.steps if most is None or len(why.steps) <= most else _most_telling(why.steps, most)
    width = max((len(one_line(str(step.place))) for step in steps), default=0)
    for step in steps:
        arrow = "→" if step.decided else " "
        place = one_line(str(step.place))
        yield f"  {place:<{width}} {arrow} {'  ' * step.depth}{step_text(step, values=values, texts=texts)}"
    if (more := why.more + len(why.steps) - len(steps)) > 0:
        yield f"  … {texts.counted(more, 'and %(number)s more', 'and %(number)s more')}"


def silence_lines(
    silence: WhyNot, *, values: bool = True, most: int | None = None, texts: Texts = ENGLISH
) -> Iterator[str]:
    """The same of a rule that made no finding."""
    why = silence.why
    if why.unknown is not None:
        yield f"{silence.code}: {texts.sentence(why.unknown)}"
        return
    yield texts("%(code)s made no finding:", code=silence.code)
    yield from list(why_lines(why, values=values, most=most, texts=texts))[1:]


def step_text(step: WhyStep, *, values: bool = True, texts: Texts = ENGLISH) -> str:
    """A step in words."""
    words = "".join(
        texts.sentence(word) if isinstance(word, str) else operand_text(word, values=values, texts=texts)
        for word in step.words
    )
    line = (
        f", {texts('line %(number)s', number=step.location.line)}"
        if step.location is not None and step.location.line
        else ""
    )
    return one_line(f"{texts(_BEGINNINGS.get(step.kind, ''))}{words}{line}")


def operand_text(operand: Operand, *, values: bool = True, texts: Texts = ENGLISH) -> str:
    """A part of a condition with its value, such as `Einddatum (2017-06-11)`."""
    shown = [_value(value, values) for value in operand.values if value is not None]
    if operand.count == 0:
        return _with(operand.name, texts("absent"))
    if operand.count is None:
        return _with(operand.name, ", ".join(shown) if shown else texts("unknown"))
    more = operand.count - len(operand.values)
    if shown:
        return _with(
            operand.name, ", ".join(shown) + (texts(" and %(number)s more", number=more) if more > 0 else "")
        )
    if operand.count == 1:
        return operand.name
    return _with(operand.name, texts("%(number)s of them", number=operand.count))


def why_part(why: Why) -> dict[str, Any]:
    """Why a finding was made, as data."""
    return {"steps": [_step(step) for step in why.steps], "more": why.more, "unknown": why.unknown}


def why_of(part: Mapping[str, Any]) -> Why:
    """Why a finding was made, read back from its data."""
    return Why(tuple(map(_step_of, part["steps"])), part["more"], part["unknown"])


def without_values(outcome: Outcome) -> Outcome:
    """An outcome whose reasons tell no values of the message: `…` stands for each."""
    findings = tuple(
        finding if finding.why is None else replace(finding, why=_hidden(finding.why))
        for finding in outcome.findings
    )
    silences = tuple(replace(silence, why=_hidden(silence.why)) for silence in outcome.silences)
    return replace(outcome, findings=findings, silences=silences)


def _hidden(why: Why) -> Why:
    steps = (
        replace(step, words=tuple(word if isinstance(word, str) else _without(word) for word in step.words))
        for step in why.steps
    )
    return replace(why, steps=tuple(steps))


def _without(operand: Operand) -> Operand:
    return replace(operand, values=tuple(None if value is None else HIDDEN for value in operand.values))


def _step_of(part: Mapping[str, Any]) -> WhyStep:
    return WhyStep(
        part["kind"],
        Place(part["file"], part["line"]),
        tuple(word if isinstance(word, str) else _operand_of(word) for word in part["words"]),
        part["depth"],
        part["decided"],
        None if part["at"] is None else Location(**part["at"]),
    )


def _operand_of(part: Mapping[str, Any]) -> Operand:
    places = tuple(Location(**place) for place in part["locations"])
    return Operand(part["name"], tuple(part["values"]), part["count"], places)


def _most_telling(steps: tuple[WhyStep, ...], most: int) -> tuple[WhyStep, ...]:
    """The steps that decided, and as many others as there is room for, the last before the first."""
    ranked = sorted(enumerate(steps), key=lambda each: (not each[1].decided, each[1].depth, -each[0]))
    chosen = sorted(number for number, _ in ranked[:most])
    return tuple(steps[number] for number in chosen)


def _with(name: str, value: str) -> str:
    return f"{name} ({value})" if name else value


def _value(value: str, shown: bool) -> str:
    if not shown:
        return HIDDEN
    return value if value and value == value.strip() else f'"{value}"'


def _step(step: WhyStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "file": step.place.file,
        "line": step.place.line,
        "words": [word if isinstance(word, str) else _operand(word) for word in step.words],
        "decided": step.decided,
        "depth": step.depth,
        "at": None if step.location is None else location_part(step.location),
    }


def _operand(operand: Operand) -> dict[str, Any]:
    return {
        "name": operand.name,
        "values": list(operand.values),
        "count": operand.count,
        "locations": [location_part(place) for place in operand.locations],
    }


def location_part(place: Location) -> dict[str, Any]:
    """A node of the message."""
    return {"path": place.path, "line": place.line, "document": place.document}
