"""Why a rule made its findings, or why it made none, from the course of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from retour.language import mark
from retour.model import Finding, Location, Operand, Place, Why, WhyKind, WhyNot, WhyStep
from retour.text.display import shown
from retour.tracing import records
from retour.tracing.asked import AskedParts
from retour.tracing.course import CourseError, Visit, course_of
from retour.tracing.nodes import NodeFinder, TracedNode
from retour.tracing.places import TracedPlace
from retour.tracing.words import AskedValues, Words, called_by, joined, shorter

MOST_STEPS = 16
"""Steps of one finding that are told."""

_MOST_OF_A_VALUE = 6
"""Steps that explain the values of one condition."""
_MOST_TURNS = 2
"""Turns of a loop, and nodes that a silent rule looked at, that are told."""
_MOST_PATTERNS = 4
_DEEPEST = 4
_LONGEST_ARGUMENT = 60
_SPACES = 2
"""So many spaces may stand in a text that is no sentence."""


class Grounds:
    """What a run tells of its findings.

    Args:
        messages: what the copy of a stylesheet said.
        places: those of the copy.
        finder: finds nodes in the message.
        named: how a stylesheet is called towards people.
    """

    def __init__(
        self,
        messages: Iterable[str],
        places: Sequence[TracedPlace],
        finder: NodeFinder,
        named: Callable[[Path], str] = shown,
    ) -> None:
        self._places = places
        self._finder = finder
        self._named = named
        self._broken: str | None = None
        self._visits: list[Visit] = []
        try:
            for top in course_of(records.read_records(messages), places):
                self._visits += [top, *top.walk()]
            self._visits = [visit for visit in self._visits if not visit.is_in_function]
        except CourseError as error:
            self._broken = str(error)
        self._finding_visits = [visit for visit in self._visits if visit.letter == records.FINDING]
        if self._visits:  # the document that a run begins at is the message's
            self._node(self._visits[0])

    def explained(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of the report, each with what led to it."""
        visits = self._paired(findings)
        return [
            replace(finding, why=self._why(visit, finding.code))
            for finding, visit in zip(findings, visits, strict=True)
        ]

    def silence(self, code: str) -> WhyNot:
        """Why a rule made no finding."""
        return WhyNot(code, self._silence(code) if self._broken is None else Why(unknown=self._broken))

    def _paired(self, findings: Sequence[Finding]) -> list[Visit | None]:
        """For each finding the visit that wrote it: by code and order, or by order alone where codes aren't told."""
        codes = [_code(visit) for visit in self._finding_visits]
        if all(codes):
            by_code: dict[str, list[Visit]] = defaultdict(list)
            for code, visit in zip(codes, self._finding_visits, strict=True):
                by_code[code].append(visit)
            counted: dict[str, int] = defaultdict(int)
            for finding in findings:
                counted[finding.code] += 1
            following = {
                code: iter(visits) for code, visits in by_code.items() if len(visits) == counted[code]
            }
            return [next(following.get(finding.code, iter(())), None) for finding in findings]
        if len(codes) == len(findings):
            return list(self._finding_visits)
        return [None] * len(findings)

    def _why(self, visit: Visit | None, code: str) -> Why:
        if self._broken is not None:
            return Why(unknown=self._broken)
        if visit is None:
            return Why(unknown=mark("no place in the stylesheets is known to have written it"))
        return _bounded(self._steps_to(visit, code))

    def _steps_to(self, finding: Visit, code: str) -> list[WhyStep]:
        """The way from the rule's own template to a finding; what comes after the last condition only writes it."""
        way = finding.way()[:-1]
        own = [number for number, visit in enumerate(way) if _is_of_rule(visit, code)]
        way = way[own[0] if own else _first_of_its_own(way) :]
        groups = [list(self._on_the_way(visit, code, is_first=visit is way[0])) for visit in way]
        last = max((number for number, group in enumerate(groups) if any(map(_decides, group))), default=0)
        steps = [step for group in groups[:last] for step in group]
        if not any(map(_decides, groups[last])):
            return [*steps, *(replace(step, decided=True) for step in groups[last])]
        return [*steps, *(replace(step, decided=_decides(step)) for step in groups[last])]

    def _on_the_way(self, visit: Visit, code: str, *, is_first: bool) -> Iterator[WhyStep]:
        if visit.letter == records.TEMPLATE:
            yield from self._took(visit) if is_first else self._call(visit, code)
        elif visit.letter == records.EACH:
            yield from self._turn(visit)
        elif visit.letter == records.IF:
            yield from self._if(visit)
        elif visit.letter == records.BRANCH:
            yield from self._branch(visit)

    def _took(self, visit: Visit) -> Iterator[WhyStep]:
        """A template of the rule took a node: what it is, and what is asked of it there and where templates are applied."""
        node = self._node(visit)
        words: Words = (node.name or shorter(visit.place.written) or visit.place.name or "",)
        yield self._step("node", visit, words, location=node.location)
        call = called_by(visit)
        if call is not None and call.place.asked is not None:
            yield from self._chosen(call.place.asked, call.parts(0), visit, call)
        patterns = [
            (pattern.asked, visit.parts(2 + number))
            for number, pattern in enumerate(visit.place.patterns)
            if pattern.name in (None, node.name)
        ]
        told: list[WhyStep] = []
        for asked, items in patterns:
            if items is not None:
                steps = self._conditions(asked, items, visit, visit.place.line, True)
                told += [step for step in steps if step not in told]
        yield from told

    def _chosen(
        self, asked: AskedParts, items: list[Any] | None, visit: Visit, call: Visit
    ) -> Iterator[WhyStep]:
        """What a predicate says of a node to which templates were applied, as far as it is told."""
        if items is None or asked.whole is None or (choice := asked.parts[asked.whole].filter) is None:
            return
        found = AskedValues(asked, items, call, self._finder).choice(asked.expression.root)
        applied = [each for each in (call.above.inside if call.above else []) if each.index > call.index]
        turn = applied.index(visit) if visit in applied else 0
        if found is not None and found[1].samples is not None and turn < len(found[1].samples[1]):
            yield from self._conditions(choice.asked, found[1].samples[1][turn], call, call.place.line, True)

    def _call(self, visit: Visit, code: str, depth: int = 0) -> Iterator[WhyStep]:
        call = called_by(visit)
        name = visit.place.name or f"templates of mode {call.place.name if call else ''}"
        if call is None:
            yield self._step("call", visit, (name,), depth)
            return
        words: list[str | Operand] = [name]
        for number, argument in enumerate(call.place.arguments, 1):
            told = self._argument(number, call, visit, code)
            if told is not None:
                words += [f" {argument.name}=", *told]
        yield self._step("call", call, joined(words), depth)

    def _argument(self, number: int, call: Visit, visit: Visit, code: str) -> Words | None:
        """What a template was given for one parameter; None where that explains nothing: the code, and sentences."""
        argument = call.place.arguments[number - 1]
        if argument.literal is not None:
            is_telling = argument.literal != code and not _is_sentence(argument.literal)
            return (f"'{argument.literal}'",) if is_telling else None
        items = call.parts(number)
        if argument.asked is not None and items is not None:
            words = AskedValues(argument.asked, items, call, self._finder).words()
            is_code = len(words) == 1 and isinstance(words[0], Operand) and words[0].values == (code,)
            is_sentence = any(
                isinstance(word, Operand)
                and word.count is None
                and any(_is_sentence(value or "") for value in word.values)
                for word in words
            )
            return None if is_code or is_sentence else words
        values = visit.parts(1) or []
        if argument.name in visit.place.parameters:
            value = _at(values, visit.place.parameters.index(argument.name))
            if isinstance(value, str) and value.strip() != code and not _is_sentence(value.strip()):
                return (Operand("", (value.strip(),)),)
        return None

    def _turn(self, visit: Visit, depth: int = 0) -> Iterator[WhyStep]:
        """A turn of a loop: its node, and what the loop asks of it."""
        node = self._node(visit)
        words = (node.name or shorter(visit.place.written),)
        yield self._step("each", visit, words, depth, node.location)
        for number, pattern in enumerate(visit.place.patterns, 1):
            if (items := visit.parts(number)) is not None:
                yield from self._conditions(pattern.asked, items, visit, visit.place.line, True, depth)

    def _if(
        self, visit: Visit, depth: int = 0, *, decides: bool = False, briefly: bool = False
    ) -> Iterator[WhyStep]:
        held = visit.item(0) == "true"
        asked, items = visit.place.asked, visit.parts(1)
        if asked is None or items is None:
            yield self._unread(visit, visit.place.written, visit.place.line, held, depth, decides)
            return
        yield from self._conditions(
            asked, items, visit, visit.place.line, held, depth, decides=decides, briefly=briefly
        )

    def _branch(
        self, visit: Visit, depth: int = 0, *, decides: bool = False, briefly: bool = False
    ) -> Iterator[WhyStep]:
        branches = visit.place.branches
        if branches[visit.branch].test is not None:
            yield from self._test(visit, visit.branch, True, depth, decides=decides, briefly=briefly)
            return
        for number in range(len(branches) - 1):
            yield from self._test(visit, number, False, depth, decides=decides, briefly=briefly)

    def _test(
        self,
        visit: Visit,
        number: int,
        held: bool,
        depth: int = 0,
        *,
        decides: bool = False,
        briefly: bool = False,
    ) -> Iterator[WhyStep]:
        """The test of one branch of a choose."""
        branch = visit.place.branches[number]
        items = visit.parts(number)
        if branch.asked is None or items is None:
            yield self._unread(visit, branch.test or "", branch.line, held, depth, decides)
            return
        yield from self._conditions(
            branch.asked, items, visit, branch.line, held, depth, decides=decides, briefly=briefly
        )

    def _unread(self, visit: Visit, test: str, line: int, held: bool, depth: int, decides: bool) -> WhyStep:
        words = shorter(test)
        if not held:
            words = mark("%(condition)s doesn't hold") % {"condition": words}
        step = self._step("condition", visit, (words,), depth, decided=decides)
        return replace(step, place=Place(step.place.file, line))

    def _conditions(
        self,
        asked: AskedParts,
        items: list[Any],
        visit: Visit,
        line: int,
        held: bool,
        depth: int = 0,
        *,
        decides: bool = False,
        briefly: bool = False,
    ) -> Iterator[WhyStep]:
        """The parts of a condition by which it held or didn't, each with what explains the values in it.

        Args:
            briefly: explain no more values than those that instructions worked out.
        """
        if asked.condition is None:
            return
        answers = AskedValues(asked, items, visit, self._finder)
        explained: set[Visit] = set()
        for part, part_held in answers.deciding(asked.condition):
            told = answers.told(part, part_held)
            step = self._step("condition", visit, told, depth, decided=decides)
            yield replace(step, place=Place(step.place.file, line))
            inner = [
                *self._functions(answers, part.node, line, depth + 1),
                *self._choice(answers, part.node, part_held, visit, depth + 1),
                *self._values(answers, part.node, visit, depth + 1, explained, briefly=briefly),
            ]
            yield from inner[:_MOST_OF_A_VALUE]

    def _functions(self, answers: AskedValues, node: Any, line: int, depth: int) -> Iterator[WhyStep]:
        """The functions of the stylesheet that are called in a part, with what decided in them."""
        for call, function in answers.functions(node) if depth <= _DEEPEST else ():
            words: list[str | Operand] = [f"{function.place.name}("]
            for number, (name, argument) in enumerate(
                zip(function.place.parameters, call.parts, strict=True)
            ):
                words += [f"{' ' if number else ''}{name}=", *answers.words(argument)]
            step = self._step("call", answers.visit, joined([*words, ")"]), depth)
            yield replace(step, place=Place(step.place.file, line))
            yield from self._inside(function, depth + 1, frozenset())

    def _result(self, visit: Visit, depth: int) -> Iterator[WhyStep]:
        """What a function gave."""
        asked, items = visit.place.asked, visit.parts(0)
        if asked is None or items is None or not asked.parts:
            return
        answers = AskedValues(asked, items, visit, self._finder)
        root = asked.expression.root
        if asked.condition is not None:
            for part, held in answers.deciding(asked.condition):
                yield self._step("value", visit, answers.told(part, held), depth)
        else:
            yield self._step("value", visit, ("= ", *answers.words()), depth)
        yield from self._functions(answers, root, visit.place.line, depth + 1)
        yield from self._values(answers, root, visit, depth + 1, set())

    def _choice(
        self, answers: AskedValues, node: Any, held: bool | None, visit: Visit, depth: int
    ) -> Iterator[WhyStep]:
        """What a predicate says of nodes that it takes; of some that it doesn't take, where it takes none."""
        choice = answers.choice(node)
        if choice is None or depth > _DEEPEST:
            return
        what, found = choice
        count, samples = found.samples or (0, ())
        base = shorter(what.base)
        if not count:
            yield self._step("value", visit, (mark("there is no %(nodes)s") % {"nodes": base},), depth)
            return
        if not held and count > 1:
            none = mark("none of %(number)s %(nodes)s fits") % {"number": count, "nodes": base}
            yield self._step("value", visit, (none,), depth)
        condition = what.asked.condition
        for items in samples if not held else samples[:1]:
            sample = answers.sample(what, items)
            if condition is not None:
                for part, part_held in sample.deciding(condition):
                    yield self._step("value", visit, sample.told(part, part_held), depth)

    def _values(
        self,
        answers: AskedValues,
        node: Any,
        visit: Visit,
        depth: int,
        explained: set[Visit],
        *,
        briefly: bool = False,
    ) -> Iterator[WhyStep]:
        """How the variables in a part came to their values."""
        for found in answers.operands(node):
            origin = found.origin
            if origin is None or origin in explained or depth > _DEEPEST:
                continue
            if briefly and origin.place.kind != "variable":
                continue
            explained.add(origin)
            yield from self._value(origin, depth, explained)

    def _value(self, origin: Visit, depth: int, explained: set[Visit]) -> Iterator[WhyStep]:
        place, value = origin.place, origin.item(0)
        name = Operand(f"${place.name}", (value if isinstance(value, str) else None,))
        if place.kind == "variable":
            if place.literal is None:
                yield self._step("value", origin, (name,), depth)
                yield from islice(self._content(origin, depth + 1), _MOST_OF_A_VALUE)
            return
        asked, items = place.asked, origin.parts(1)
        if asked is None or items is None:
            return
        answers = AskedValues(asked, items, origin, self._finder)
        root = asked.expression.root
        if asked.condition is not None:
            for part, part_held in answers.deciding(asked.condition):
                yield self._step("value", origin, (name, ": ", *answers.told(part, part_held)), depth)
        elif asked.whole is not None and asked.parts[asked.whole].kind == "nodes":
            chosen = list(self._choice(answers, root, bool(_count(answers, root)), origin, depth + 1))
            if chosen or root.symbol in ("key", "["):
                yield self._step("value", origin, (f"${place.name}: ", *answers.words()), depth)
                yield from chosen
        elif asked.parts and not (
            len(asked.parts) == 1 and root.label == "function" and root.symbol == "normalize-space"
        ):
            yield self._step("value", origin, (name, " = ", *answers.words()), depth)
        yield from self._functions(answers, root, place.line, depth + 1)
        yield from self._values(answers, root, origin, depth + 1, explained)

    def _content(self, origin: Visit, depth: int) -> Iterator[WhyStep]:
        """What the instructions in a variable did."""
        content = next(
            (
                visit
                for visit in origin.before()
                if visit.letter == records.CONTENT and visit.place.number == origin.place.number
            ),
            None,
        )
        if content is not None:
            yield from self._inside(content, depth, frozenset())

    def _inside(self, visit: Visit, depth: int, above: frozenset[int]) -> Iterator[WhyStep]:
        """The calls, the turns and the conditions that held, in what was carried out; a template in itself is left out."""
        if depth > _DEEPEST + 2:
            return
        turns: dict[int, int] = defaultdict(int)
        for inner in visit.inside:
            if inner.letter == records.TEMPLATE and inner.place.number not in above:
                yield from self._call(inner, "", depth)
                yield from self._inside(inner, depth + 1, above | {inner.place.number})
            elif inner.letter == records.EACH and turns[inner.place.number] < _MOST_TURNS:
                turns[inner.place.number] += 1
                yield from self._turn(inner, depth)
                yield from self._inside(inner, depth + 1, above)
            elif inner.letter == records.IF and inner.item(0) == "true":
                yield from self._if(inner, depth, briefly=True)
                yield from self._inside(inner, depth, above)
            elif inner.letter == records.BRANCH:
                yield from self._branch(inner, depth, briefly=True)
                yield from self._inside(inner, depth, above)
            elif inner.letter == records.RESULT:
                yield from self._result(inner, depth)

    def _silence(self, code: str) -> Why:
        own = [visit for visit in self._visits if _is_of_rule(visit, code)]
        own = [visit for visit in own if not any(_is_of_rule(above, code) for above in visit.way()[:-1])]
        if not own:
            return Why(tuple(self._untouched(code)))
        steps: list[WhyStep] = []
        told: dict[int, int] = defaultdict(int)
        left = 0
        for visit in own:
            told[visit.place.number] += 1
            if told[visit.place.number] > _MOST_TURNS:
                left += 1
                continue
            steps += [*self._took(visit), *self._stops(visit, code, 1, frozenset([visit.place.number]))]
        return Why(tuple(steps[:MOST_STEPS]), max(0, len(steps) - MOST_STEPS) + left)

    def _untouched(self, code: str) -> Iterator[WhyStep]:
        """The patterns of a rule that took no node."""
        seen: set[str] = set()
        for place in self._places:
            if place.kind == "template" and code in place.rules and place.written and not place.is_general:
                for pattern in map(shorter, place.written.split("|")):
                    if pattern not in seen and len(seen) < _MOST_PATTERNS:
                        seen.add(pattern)
                        words = (mark("no %(nodes)s is in the message") % {"nodes": pattern},)
                        place_of = Place(self._named(place.file), place.line)
                        yield WhyStep("condition", place_of, words, decided=True)

    def _stops(self, visit: Visit, code: str, depth: int, above: frozenset[int]) -> Iterator[WhyStep]:
        """What kept a run from the findings that could come of a visit."""
        turns: dict[int, int] = defaultdict(int)
        for inner in visit.inside:
            leads = inner.place.leads and (not inner.place.rules or code in inner.place.rules)
            if inner.letter == records.IF:
                if inner.item(0) == "true":
                    yield from self._stops(inner, code, depth, above)
                elif leads:
                    yield from self._if(inner, depth, decides=True)
            elif inner.letter == records.BRANCH and leads:
                yield from self._other_branches(inner, code, depth)
                yield from self._stops(inner, code, depth, above)
            elif inner.letter == records.SELECTION and leads:
                yield from self._selection(inner, depth)
            elif inner.letter == records.EACH and leads and turns[inner.place.number] < _MOST_TURNS:
                turns[inner.place.number] += 1
                yield from self._turn(inner, depth)
                yield from self._stops(inner, code, depth + 1, above)
            elif inner.letter == records.TEMPLATE and leads and inner.place.number not in above:
                yield from self._call(inner, code, depth)
                yield from self._stops(inner, code, depth + 1, above | {inner.place.number})

    def _other_branches(self, visit: Visit, code: str, depth: int) -> Iterator[WhyStep]:
        """Why a choose took a branch that no finding comes of."""
        branches = visit.place.branches
        if branches[visit.branch].leads_to(code):
            return
        for number, branch in enumerate(branches):
            if branch.leads_to(code) and number < visit.branch:
                yield from self._test(visit, number, False, depth, decides=True)
            elif branch.leads_to(code) and branches[visit.branch].test is not None:
                yield from self._test(visit, visit.branch, True, depth, decides=True)
                return

    def _selection(self, visit: Visit, depth: int) -> Iterator[WhyStep]:
        """A loop that went over nothing."""
        asked, items = visit.place.asked, visit.parts(0)
        if asked is None or items is None or asked.whole is None:
            return
        answers = AskedValues(asked, items, visit, self._finder)
        root = asked.expression.root
        if _count(answers, root) == 0:
            yield self._step("condition", visit, answers.words(), depth, decided=True)
            yield from self._choice(answers, root, False, visit, depth + 1)

    def _node(self, visit: Visit) -> TracedNode:
        item = visit.item(0)
        return TracedNode(None, None, None) if item is None else self._finder.node(item)

    def _step(
        self,
        kind: WhyKind,
        visit: Visit,
        words: Words,
        depth: int = 0,
        location: Location | None = None,
        *,
        decided: bool = False,
    ) -> WhyStep:
        place = Place(self._named(visit.place.file), visit.place.line)
        return WhyStep(kind, place, words, depth, decided, location)


def _bounded(steps: Sequence[WhyStep]) -> Why:
    """As many steps as are told; where there are more, those that explain values go first."""
    kept = list(steps)
    while len(kept) > MOST_STEPS and (deepest := max(step.depth for step in kept)) > 0:
        last = max(number for number, step in enumerate(kept) if step.depth == deepest)
        del kept[last]
    return Why(tuple(kept[:MOST_STEPS]), len(steps) - min(len(kept), MOST_STEPS))


def _first_of_its_own(way: Sequence[Visit]) -> int:
    """The number of the first template that is for certain nodes alone."""
    for number, visit in enumerate(way):
        if visit.letter == records.TEMPLATE and visit.place.written and not visit.place.is_general:
            return number
    return 0


def _is_of_rule(visit: Visit, code: str) -> bool:
    """Whether a visit is of a template of a rule."""
    return visit.letter == records.TEMPLATE and code in visit.place.rules


def _decides(step: WhyStep) -> bool:
    """Whether a step is a condition on the way itself."""
    return step.kind == "condition" and step.depth == 0


def _code(visit: Visit) -> str:
    """The code of a finding, as it is told; empty where it isn't."""
    item = visit.item(1)
    return " ".join(item.split()) if isinstance(item, str) else ""


def _count(answers: AskedValues, node: Any) -> int | None:
    return next((found.count for found in answers.operands(node)), None)


def _is_sentence(text: str) -> bool:
    """Whether a text is there to be read, and nothing is worked out of it."""
    return len(text) > _LONGEST_ARGUMENT or text.count(" ") > _SPACES


def _at(items: Sequence[Any], number: int) -> Any:
    return items[number] if number < len(items) else None
