"""Sets the records of a trace into stylesheets: which places tell something, and what each of them tells.

What is added is xsl:message, and an `otherwise` where a `choose` has none. So a copy does what its stylesheet does; whoever
runs it holds the two reports against each other all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from functools import partial
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from retour.tracing import records
from retour.tracing.asked import CURRENT, NO_FUNCTIONS, AskedParts, Functions, PartKind, asked_of
from retour.tracing.places import Argument, Branch, Pattern, PlaceKind, TracedPlace
from retour.tracing.records import Writer
from retour.xslt.names import XSL, declared_prefixes, is_xsl
from retour.xslt.patterns import alternatives
from retour.xslt.places import takes_any_node
from retour.xslt.source import Source
from retour.xslt.stylesheets import Stylesheet, walk
from retour.xslt.written import given_text

RulesOf = Callable[[etree._Element], tuple[str, ...]]
"""A template → the rules that it belongs to."""

_MOST_BRANCHES = 12
"""Branches of a choose whose tests are asked."""

_LOOPS = ("for-each", "for-each-group")
_CALLS = ("call-template", "apply-templates", "apply-imports", "next-match")
_TRANSPARENT = (
    *("attribute", "catch", "comment", "copy", "document", "element", "fallback", "matching-substring"),
    *("non-matching-substring", "processing-instruction", "sequence", "try", "value-of", "where-populated"),
)
"""Instructions that hold others, which are carried out when they are."""
_OF_CALLS = (
    "name",
    "visibility",
    "override",
    "override-extension-function",
    "cache",
    "new-each-time",
    "streamability",
)
"""Attributes of a function that say who may call it, and how often it is carried out."""
_CALL, _RESULT = f"{records.PREFIX}:call", f"{records.PREFIX}:result"
_FIRST = ("param", "context-item", "sort")
_LAST = ("on-empty", "on-completion", "catch", "fallback")


class Traced:
    """Stylesheets with records in them.

    Args:
        sheets: all that the entries of a set reach.
        rules_of: see there.
        findings: the elements of the report that are findings.
        code: the element in a finding that holds its code; None where that isn't told.

    Attributes:
        places: by number.
        texts: the stylesheets, by path.
        in_1_0: whether all of them are XSLT 1.0.
    """

    def __init__(
        self, sheets: Iterable[Stylesheet], rules_of: RulesOf, findings: Collection[str], code: str | None
    ) -> None:
        by_path = {sheet.path: sheet for sheet in sheets}
        self.places: list[TracedPlace] = []
        self.texts: dict[Path, bytes] = {}
        leading = Leading(by_path.values(), findings)
        self.in_1_0 = all(_version(sheet.root) < 2 for sheet in by_path.values())
        globals_ = dict(_globals(by_path.values()))
        functions = _functions(by_path.values())
        for path, sheet in sorted(by_path.items()):
            self.texts[path] = _Setting(
                sheet, self.places, rules_of, leading, findings, code, globals_, functions
            ).text()


class Leading:
    """Which templates, and what in them, may lead to a finding."""

    def __init__(self, sheets: Iterable[Stylesheet], findings: Collection[str]) -> None:
        self._findings = frozenset(findings)
        self._names: set[str] = set()
        self._modes: set[str] = set()
        templates = [template for sheet in sheets for template in walk(sheet, "template")]
        found: set[etree._Element] = set()
        while new := [each for each in templates if each not in found and self.leads(each)]:
            found.update(new)
            for template in new:
                self._names.add(template.get("name", ""))
                if template.get("match") is not None:
                    self._modes.update(template.get("mode", "").split() or [""])
        self._called = self._calls_of(found)
        while True:
            more = [each for each in templates if each not in found and self._is_called(each)]
            if not more:
                break
            found.update(more)
            self._called |= self._calls_of(more)
        self._told = found

    def leads(self, element: etree._Element) -> bool:
        """Whether a finding may come of an element: it writes one, or calls or applies what does."""
        for inner in element.iter(etree.Element):
            if inner.tag in self._findings:
                return True
            if is_xsl(inner, "call-template") and inner.get("name", "") in self._names:
                return True
            if is_xsl(inner, "apply-templates") and inner.get("mode", "") in self._modes:
                return True
        return False

    def is_told(self, template: etree._Element) -> bool:
        """Whether a template leads to a finding, or works something out for one that does."""
        return template in self._told

    def _calls_of(self, templates: Iterable[etree._Element]) -> set[tuple[str, str]]:
        """What templates call and apply, outside of what writes a finding."""
        called: set[tuple[str, str]] = set()
        waiting = list(templates)
        while waiting:
            element = waiting.pop()
            if element.tag in self._findings:
                continue
            if is_xsl(element, "call-template"):
                called.add(("name", element.get("name", "")))
            elif is_xsl(element, "apply-templates"):
                called.add(("mode", element.get("mode", "")))
            waiting += element.iterchildren(etree.Element)
        return called

    def _is_called(self, template: etree._Element) -> bool:
        if ("name", template.get("name")) in self._called:
            return True
        modes = template.get("mode", "").split() or [""]
        return template.get("match") is not None and any(("mode", mode) in self._called for mode in modes)


def _globals(sheets: Iterable[Stylesheet]) -> Iterator[tuple[str, etree._Element]]:
    """The global variables and parameters, by name."""
    for sheet in sheets:
        for element in sheet.root.iterchildren(f"{{{XSL}}}variable", f"{{{XSL}}}param"):
            yield element.get("name", ""), element


def _functions(sheets: Iterable[Stylesheet]) -> Functions:
    """The functions of stylesheets; the course of one that is declared twice isn't told, for only one of them counts."""
    found = [
        key
        for sheet in sheets
        if _version(sheet.root) >= 2
        for each in walk(sheet, "function")
        if (key := _key(each))
    ]
    copies = {
        key: f"{records.PREFIX}:function-{number}"
        for number, key in enumerate(found)
        if found.count(key) == 1
    }
    return Functions(copies, {(space, name) for space, name, _ in found})


def _key(function: etree._Element) -> tuple[str, str, int] | None:
    """Namespace, local name and number of arguments of a function; None where its name has no prefix that is declared."""
    prefix, separator, name = function.get("name", "").partition(":")
    space = function.nsmap.get(prefix)
    arguments = sum(1 for _ in function.iterchildren(f"{{{XSL}}}param"))
    return (space, name, arguments) if separator and space else None


class _Setting:
    """One stylesheet."""

    def __init__(
        self,
        sheet: Stylesheet,
        places: list[TracedPlace],
        rules_of: RulesOf,
        leading: Leading,
        findings: Collection[str],
        code: str | None,
        globals_: Mapping[str, etree._Element],
        functions: Functions,
    ) -> None:
        self._functions = functions
        self._all_functions = functions
        self._source = Source(sheet)
        self._file = sheet.path
        self._root = _with_prefix(deepcopy(sheet.root))
        copies = self._root.iter(etree.Element)
        self._original = dict(zip(copies, self._source.elements, strict=True))
        self._places = places
        self._rules_of = rules_of
        self._leading = leading
        self._findings = findings
        self._code = code
        self._globals = globals_
        self._in_1_0 = _version(sheet.root) < 2
        for template in list(self._root.iterchildren(f"{{{XSL}}}template")):
            original = self._original[template]
            is_default = len(template) == 0 and not (template.text or "").strip()
            if self._leading.is_told(original) and not is_default:
                self._template(template)
        for function in [] if self._in_1_0 else list(self._root.iterchildren(f"{{{XSL}}}function")):
            self._function(function)

    def text(self) -> bytes:
        """The stylesheet."""
        data: bytes = etree.tostring(self._root, encoding="utf-8", xml_declaration=True)
        return data

    def _template(self, template: etree._Element) -> None:
        original = self._original[template]
        if any(child.get("use") == "absent" for child in template.iterchildren(f"{{{XSL}}}context-item")):
            return
        parameters = tuple(
            child.get("name", "") for child in template.iterchildren(f"{{{XSL}}}param") if child.get("name")
        )
        patterns = tuple(self._patterns(original))
        place = self._place(
            "template",
            template,
            written=template.get("match", ""),
            name=template.get("name"),
            patterns=patterns,
            parameters=parameters,
            is_general=takes_any_node(original),
        )
        self._body(template)
        writer = self._writer(template, records.TEMPLATE, place).node()
        writer.texts([f"${name}" for name in parameters])
        for pattern in patterns:
            writer.asked(pattern.asked)
        self._enclose(template, writer, place)

    def _function(self, function: etree._Element) -> None:
        """Beside a function, which stays as it is, a copy that tells its course; it is called where parts are asked alone."""
        key = _key(function)
        name = None if key is None else self._all_functions.copies.get(key)
        if name is None:
            return
        copied = etree.Element(function.tag, nsmap={**function.nsmap, records.PREFIX: records.HELPERS})
        for attribute, value in function.attrib.items():
            if attribute not in _OF_CALLS:
                copied.set(attribute, value)
        copied.set("name", name)
        copied.text = function.text
        copied.extend(map(deepcopy, function))
        for own, like in zip(copied.iter(etree.Element), function.iter(etree.Element), strict=True):
            self._original[own] = self._original[like]
        parameters = [child for child in copied if is_xsl(child, "param")]
        names = tuple(child.get("name", "") for child in parameters)
        place = self._place("function", copied, name=function.get("name"), parameters=names)
        self._functions = self._all_functions.without(name)
        self._body(copied, gives=True)
        self._functions = self._all_functions
        result = _new(copied, "variable", name=_RESULT, **{"as": "item()*"})
        last = parameters[-1] if parameters else None
        result.text = copied.text if last is None else last.tail
        result.extend([child for child in copied if child not in parameters])
        copied.text = None
        for child in parameters:
            child.tail = None
        begin = self._writer(copied, records.FUNCTION, place).value(f"${_CALL}")
        begin.texts([f"${each}" for each in names])
        end = self._writer(copied, records.ENDING, place).value(f"count(${_RESULT})")
        copied.insert(0, _new(copied, "param", name=_CALL))
        copied.extend([begin.message, result, end.message, _new(copied, "sequence", select=f"${_RESULT}")])
        function.addnext(copied)

    def _patterns(self, template: etree._Element) -> Iterator[Pattern]:
        for alternative in alternatives(template):
            node = alternative.expression.root
            while node.symbol in ("/", "//") and node.parts:
                node = node.parts[-1]
            text = alternative.text[node.start : node.end]
            if node.symbol == "[" and (asked := self._asked(template, text)) is not None:
                of_node = asked.parts[0].filter if asked.parts else None
                last = alternative.last
                if of_node is not None and "current()" not in text:
                    yield Pattern(last.name if last is not None else None, of_node.asked)

    def _body(self, parent: etree._Element, *, gives: bool = False) -> None:
        """Set records into a sequence of instructions.

        Args:
            gives: whether what they come to is what a function gives.
        """
        for child in list(parent.iterchildren(etree.Element)):
            if gives and is_xsl(child, "sequence", "value-of") and child.get("select") is not None:
                self._result(child)
            elif gives and is_xsl(child, "if"):
                self._if(child, gives=True)
            elif gives and is_xsl(child, "choose"):
                self._choose(child, gives=True)
            else:
                self._instruction(child)

    def _result(self, element: etree._Element) -> None:
        """What a function gives."""
        asked = self._asked(element, element.get("select", ""))
        place = self._place("result", element, written=element.get("select", ""), asked=asked)
        self._before(element, self._writer(element, records.RESULT, place).asked(asked))

    def _instruction(self, element: etree._Element) -> None:
        if not str(element.tag).startswith(f"{{{XSL}}}"):
            if element.tag in self._findings:
                self._finding(element)
            else:
                self._body(element)
            return
        name = etree.QName(element).localname
        if name == "if":
            self._if(element)
        elif name == "choose":
            self._choose(element)
        elif name in _LOOPS:
            self._loop(element)
        elif name == "variable":
            self._variable(element)
        elif name in _CALLS:
            self._call(element)
        elif name in _TRANSPARENT:
            self._body(element)

    def _if(self, element: etree._Element, *, gives: bool = False) -> None:
        asked = self._asked(element, element.get("test", ""), is_test=True)
        place = self._place("if", element, written=element.get("test", ""), asked=asked)
        self._body(element, gives=gives)
        self._before(
            element, self._writer(element, records.IF, place).holds(element.get("test", "")).asked(asked)
        )
        self._end(element, place)

    def _choose(self, element: etree._Element, *, gives: bool = False) -> None:
        whens = element.findall(f"{{{XSL}}}when")
        otherwise = element.find(f"{{{XSL}}}otherwise")
        if otherwise is None:
            otherwise = etree.SubElement(element, f"{{{XSL}}}otherwise")
            self._original[otherwise] = self._original[element]
        branches = tuple(self._branch(when) for when in whens)
        last = Branch(self._line(otherwise), None, None, *self._ends_in(otherwise))
        place = self._place("choose", element, branches=(*branches, last))
        for number, when in enumerate([*whens, otherwise]):
            self._body(when, gives=gives)
            writer = self._writer(when, records.BRANCH, place, number)
            for branch in branches[: number + 1]:
                writer.asked(branch.asked)
            self._enclose(when, writer, place)

    def _branch(self, when: etree._Element) -> Branch:
        test = when.get("test", "")
        parent = when.getparent()
        is_one_of_many = parent is not None and len(parent) > _MOST_BRANCHES
        asked = None if is_one_of_many else self._asked(when, test, is_test=True)
        return Branch(self._line(when), test, asked, *self._ends_in(when))

    def _loop(self, element: etree._Element) -> None:
        select = element.get("select", "")
        asked = self._asked(element, select)
        over = self._place("selection", element, written=select, asked=asked)
        choice = None if asked is None or asked.whole is None else asked.parts[asked.whole].filter
        patterns: tuple[Pattern, ...] = ()
        if choice is not None and CURRENT not in choice.asked.expression.text:
            patterns = (Pattern(None, choice.asked),)
        turn = self._place("each", element, written=select, patterns=patterns)
        self._body(element)
        self._before(element, self._writer(element, records.SELECTION, over).asked(asked))
        writer = self._writer(element, records.EACH, turn).node()
        for pattern in patterns:
            writer.asked(pattern.asked)
        self._enclose(element, writer, turn)

    def _variable(self, element: etree._Element) -> None:
        name, select = element.get("name", ""), element.get("select")
        if select is None:
            literal = given_text(element) if len(element) == 0 else None
            place = self._place("variable", element, name=name, literal=literal)
            if len(element):
                self._body(element)
                self._enclose(element, self._writer(element, records.CONTENT, place), place)
            self._after(element, self._writer(element, records.VALUE, place).value(f"${name}"))
            return
        asked = self._asked(element, select)
        place = self._place("value", element, written=select, name=name, asked=asked)
        writer = self._writer(element, records.VALUE, place)
        self._after(element, writer.value(f"${name}").asked(asked))

    def _call(self, element: etree._Element) -> None:
        arguments = tuple(
            self._argument(child)
            for child in element.iterchildren(f"{{{XSL}}}with-param")
            if child.get("name")
        )
        for child in element.iterchildren(f"{{{XSL}}}with-param"):
            self._body(child)
        select = element.get("select")
        asked = None if select is None else self._asked(element, select)
        place = self._place(
            "call",
            element,
            written=select or "",
            name=element.get("name") or element.get("mode"),
            asked=asked,
            arguments=arguments,
        )
        writer = self._writer(element, records.CALL, place).asked(asked)
        for argument in arguments:
            writer.asked(argument.asked)
        self._before(element, writer)

    def _argument(self, element: etree._Element) -> Argument:
        literal = given_text(element)
        select = element.get("select")
        asked = None if literal is not None or select is None else self._asked(element, select)
        return Argument(element.get("name", ""), literal, asked)

    def _finding(self, element: etree._Element) -> None:
        place = self._place("finding", element)
        writer = self._writer(element, records.FINDING, place).node()
        code = None if self._code is None else element.find(self._code)
        if code is not None:
            writer.content(code)
        self._before(element, writer)

    def _asked(self, element: etree._Element, text: str, *, is_test: bool = False) -> AskedParts | None:
        kind_of = partial(self._kind_of, self._original.get(element, element))
        functions = NO_FUNCTIONS if self._in_1_0 else self._functions
        return asked_of(text, declared_prefixes(element), kind_of, is_test=is_test, functions=functions)

    def _kind_of(self, element: etree._Element, name: str) -> PartKind:
        """The kind of a variable's value where an element stands: in XSLT 1.0 nodes only where they are known to be."""
        if not self._in_1_0:
            return "nodes"
        declaring = self._declaring(element, name)
        if declaring is None or is_xsl(declaring, "param"):
            return "text"
        select = declaring.get("select")
        if select is None:
            return "text"
        asked = asked_of(select, declared_prefixes(declaring), partial(self._kind_of, declaring))
        if asked is None or asked.whole is None:
            return "text"
        return "nodes" if asked.parts[asked.whole].kind == "nodes" else "text"

    def _declaring(self, element: etree._Element, name: str) -> etree._Element | None:
        """The variable or parameter that a name stands for where an element stands."""
        for around in (element, *element.iterancestors()):
            parent = around.getparent()
            if parent is None or parent.getparent() is None:
                break
            for before in around.itersiblings(f"{{{XSL}}}variable", f"{{{XSL}}}param", preceding=True):
                if before.get("name") == name:
                    return before
        found = self._globals.get(name)
        return None if found is element else found

    def _ends_in(self, element: etree._Element) -> tuple[bool, tuple[str, ...]]:
        """Whether a finding may come of an element, and of which rules, as far as it says so."""
        if len(element) == 0:  # one that was added
            return False, ()
        original = self._original[element]
        return self._leading.leads(original), self._rules_of(original)

    def _line(self, element: etree._Element) -> int:
        return self._source.position(self._original[element])[0]

    def _place(self, kind: PlaceKind, element: etree._Element, **known: object) -> TracedPlace:
        original = self._original[element]
        place = TracedPlace(
            len(self._places),
            kind,
            self._file,
            self._line(element),
            rules=self._rules_of(original),
            leads=self._leading.leads(original),
            **known,  # type: ignore[arg-type]
        )
        self._places.append(place)
        return place

    def _writer(
        self, like: etree._Element, letter: str, place: TracedPlace, branch: int | None = None
    ) -> Writer:
        return Writer(like, letter, place.number, branch, in_1_0=self._in_1_0)

    @staticmethod
    def _before(element: etree._Element, writer: Writer) -> None:
        parent = element.getparent()
        parent.insert(parent.index(element), writer.message)

    @staticmethod
    def _after(element: etree._Element, writer: Writer) -> None:
        element.addnext(writer.message)

    def _enclose(self, parent: etree._Element, writer: Writer, place: TracedPlace) -> None:
        """A record at the beginning of what an element holds, and one at the end."""
        first = 0
        for child in parent:
            if not is_xsl(child, *_FIRST):
                break
            first += 1
        parent.insert(first, writer.message)
        self._end(parent, place)

    def _end(self, parent: etree._Element, place: TracedPlace) -> None:
        writer = self._writer(parent, records.ENDING, place)
        last = next((number for number, child in enumerate(parent) if is_xsl(child, *_LAST)), len(parent))
        parent.insert(last, writer.message)


def _with_prefix(root: etree._Element) -> etree._Element:
    """A stylesheet whose instructions have a prefix, also where XSLT is the default namespace.

    What is set beside an element that declares another default namespace would otherwise lose its own.
    """
    if root.nsmap.get(None) != XSL or "#default" in root.get("exclude-result-prefixes", ""):
        return root
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix is not None}
    prefixed = etree.Element(root.tag, dict(root.attrib), nsmap={**prefixes, f"{records.PREFIX}-xsl": XSL})
    prefixed.text = root.text
    prefixed.extend(list(root))
    return prefixed


def _new(like: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    """An instruction with the prefixes of another element."""
    element = etree.Element(f"{{{XSL}}}{tag}", nsmap=like.nsmap)
    for name, value in attributes.items():
        element.set(name, value)
    return element


def _version(root: etree._Element) -> float:
    try:
        return float(root.get("version", "1.0"))
    except ValueError:
        return 1.0


def beginning(root: etree._Element, imported: str, *, in_1_0: bool) -> bytes:
    """A stylesheet that imports an entry, and has what its records are written with.

    Args:
        root: of the entry.
        imported: its file, as it is linked to.
    """
    mode = root.get("default-mode")
    uses = {prefix: uri for prefix, uri in root.nsmap.items() if prefix} if mode and ":" in mode else {}
    sheet = etree.Element(f"{{{XSL}}}stylesheet", nsmap={**uses, "xsl": XSL, records.PREFIX: records.HELPERS})
    sheet.set("version", "1.0" if in_1_0 else "3.0")
    sheet.set("exclude-result-prefixes", records.PREFIX)
    if mode:
        sheet.set("default-mode", mode)
    etree.SubElement(sheet, f"{{{XSL}}}import", href=quote(imported))
    opening: bytes = etree.tostring(sheet, encoding="utf-8", xml_declaration=True)
    end = b"</xsl:stylesheet>"
    return opening.removesuffix(end) + records.helpers(in_1_0=in_1_0).encode() + end
