"""Many mutants in one stylesheet: a parameter says which of them is awake, and 0 that none is.

Compiling a stylesheet takes longer than running it on a dozen messages, so the mutants of an entry are compiled together.
In an expression the choice is an `if`, which SaxonC reads in stylesheets of version 1.0 too; in a match pattern it is a
predicate on each alternative; what is left out or done twice stands in an xsl:if. With the parameter at 0 the copy gives
the reports of the stylesheet it was made from, which the run checks. With it at PROBING no mutant is awake either, and each
probed template says by xsl:message that a message got there.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path

from lxml import etree

from retour.engines import PROBE
from retour.mutation.in_patterns import guarded, guarded_first
from retour.mutation.model import Mutant, StylesheetEdit
from retour.mutation.reach import Top
from retour.text.writing import write_scratch
from retour.xslt.names import XSL, is_xsl
from retour.xslt.patterns import alternatives, default_priority
from retour.xslt.source import Source
from retour.xslt.xpath import parse_xpath

PARAMETER = "retour-mutant"
"""The stylesheet parameter that wakes a mutant, counted from 1."""

PROBING = -1

_PROBE = f"{PROBE}mutants at "

_AWAKE = "$retour-mutant-number"

Numbered = tuple[int, StylesheetEdit]


def write_schemata(
    entry: Path,
    sources: Iterable[Source],
    mutants: Sequence[Mutant],
    folder: Path,
    probed: Collection[Top] = (),
    lists: Iterable[Path] = (),
) -> Callable[[Path], Path]:
    """Write a copy of an entry and all that it reaches, with the mutants in it.

    Args:
        entry: the entry stylesheet.
        sources: all that it reaches, itself included.
        mutants: what is in the copy; a mutant's number is its place here, counted from 1.
        folder: an empty folder for the copy.
        probed: the templates that say when a message gets there.
        lists: the files beside stylesheets that they read.

    Returns:
        Where the copy of a file stands.
    """
    edits: dict[Path, dict[int, list[Numbered]]] = defaultdict(lambda: defaultdict(list))
    for number, mutant in enumerate(mutants, start=1):
        for edit in mutant.edits:
            edits[mutant.file][edit.element].append((number, edit))
    files = {source.sheet.path: source for source in sources}
    lists = [file for file in lists if file not in files]
    top = Path(os.path.commonpath([path.parent for path in (*files, *lists)]))

    def copy(path: Path) -> Path:
        return folder / path.relative_to(top)

    for path, source in files.items():
        numbers = {number for probed_path, number in probed if probed_path == path}
        root = _with_mutants(source, edits.get(path, {}), numbers)
        if path == entry:
            _declare(root)
        write_scratch(copy(path), etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    for file in lists:
        write_scratch(copy(file), file.read_bytes())
    return copy


def reached_tops(messages: Iterable[str]) -> set[Top]:
    """The templates that a message got to, as the stylesheet said by xsl:message."""
    said = {message.removeprefix(_PROBE) for message in messages if message.startswith(_PROBE)}
    places = (text.rpartition("#") for text in said)
    return {(Path(path), int(number)) for path, _, number in places}


def _declare(root: etree._Element) -> None:
    parameter = etree.SubElement(root, f"{{{XSL}}}param", name=PARAMETER, select="'0'")
    parameter.addnext(etree.Element(f"{{{XSL}}}variable", name=_AWAKE[1:], select=f"number(${PARAMETER})"))


def _with_mutants(
    source: Source, edits: Mapping[int, Sequence[Numbered]], probed: Collection[int]
) -> etree._Element:
    root = deepcopy(source.sheet.root)
    elements = list(root.iter(etree.Element))
    # From the end: a template is done after all that stands in it, because it may be copied.
    for number in sorted({*edits, *probed}, reverse=True):
        element = elements[number]
        probe = f"{_PROBE}{source.sheet.path}#{number}" if number in probed else None
        _edit(element, source.elements[number], edits.get(number, ()), probe)
    return root


def _edit(
    element: etree._Element, pristine: etree._Element, edits: Sequence[Numbered], probe: str | None
) -> None:
    by_attribute: dict[str, list[tuple[int, str]]] = defaultdict(list)
    texts: list[tuple[int, str]] = []
    for number, edit in edits:
        if edit.how == "attribute" and edit.attribute is not None and edit.value is not None:
            by_attribute[edit.attribute].append((number, edit.value))
        elif edit.how == "text" and edit.value is not None:
            texts.append((number, edit.value))
    for attribute, choices in by_attribute.items():
        element.set(attribute, _choice(element.get(attribute, ""), choices))
    if texts:
        _choose_text(element, texts)
    removed = [number for number, edit in edits if edit.how == "removed"]
    twice = [number for number, edit in edits if edit.how == "twice"]
    is_template = is_xsl(element, "template")
    if twice:
        _append_copy(element, pristine, twice)
    if is_template and removed and not element.get("match"):
        _wrap_content(element, _asleep(removed))
    if not is_template and removed:
        _wrap(element, _asleep(removed))
    if probe is not None:
        _insert_probe(element, probe)
    patterns = [(number, edit) for number, edit in edits if edit.how == "alternative"]
    if patterns or (is_template and removed and element.get("match")):
        _choose_pattern(element, patterns, removed if is_template else [])


def _choice(original: str, choices: Sequence[tuple[int, str]]) -> str:
    """An expression that is one of several; first of all whether it is any but the original."""
    branches = " else ".join(f"if ({_AWAKE} eq {number}) then ({text})" for number, text in choices)
    numbers = [number for number, _ in choices]
    if len(numbers) == 1:
        return f"{branches} else ({original})"
    elsewhere = f"{_AWAKE} lt {min(numbers)} or {_AWAKE} gt {max(numbers)}"
    return f"if ({elsewhere}) then ({original}) else {branches} else ({original})"


def _awake(numbers: Sequence[int]) -> str:
    return " or ".join(f"{_AWAKE} eq {number}" for number in numbers)


def _asleep(numbers: Sequence[int]) -> str:
    """That none of these is awake; numbers in a row are told by their ends."""
    ordered = sorted(set(numbers))
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{_AWAKE} lt {ordered[0]} or {_AWAKE} gt {ordered[-1]}"
    return " and ".join(f"{_AWAKE} ne {number}" for number in ordered)


def _choose_text(element: etree._Element, choices: Sequence[tuple[int, str]]) -> None:
    original = element.text or ""
    choose = etree.Element(f"{{{XSL}}}choose")
    for number, text in choices:
        when = etree.SubElement(choose, f"{{{XSL}}}when", test=_awake([number]))
        etree.SubElement(when, f"{{{XSL}}}text").text = text
    otherwise = etree.SubElement(choose, f"{{{XSL}}}otherwise")
    etree.SubElement(otherwise, f"{{{XSL}}}text").text = original
    if is_xsl(element, "text"):  # which holds no instructions
        parent = element.getparent()
        assert parent is not None
        choose.tail = element.tail
        parent.replace(element, choose)
    else:
        element.text = None
        element.append(choose)


def _wrap(element: etree._Element, condition: str) -> None:
    parent = element.getparent()
    assert parent is not None
    around = etree.Element(f"{{{XSL}}}if", test=condition)
    around.tail, element.tail = element.tail, None
    parent.replace(element, around)
    around.append(element)


def _wrap_content(template: etree._Element, condition: str) -> None:
    """Put all that a template does in an xsl:if; its parameters stay before it."""
    around = etree.Element(f"{{{XSL}}}if", test=condition)
    children = list(template)
    parameters = [child for child in children if is_xsl(child, "param")]
    if parameters:
        around.text, parameters[-1].tail = parameters[-1].tail, None
    else:
        around.text, template.text = template.text, None
    for child in children:
        if child not in parameters:
            around.append(child)
    template.append(around)


def _append_copy(template: etree._Element, pristine: etree._Element, numbers: Sequence[int]) -> None:
    again = etree.SubElement(template, f"{{{XSL}}}if", test=_awake(numbers))
    for child in pristine.iterchildren(etree.Element):
        if not is_xsl(child, "param"):
            again.append(deepcopy(child))


def _insert_probe(template: etree._Element, text: str) -> None:
    around = etree.Element(f"{{{XSL}}}if", test=f"{_AWAKE} eq {PROBING}")
    etree.SubElement(around, f"{{{XSL}}}message").text = text
    place = sum(is_xsl(child, "param") for child in template)
    if place == 0:  # before any text of the template
        around.tail, template.text = template.text, None
    template.insert(place, around)


def _choose_pattern(element: etree._Element, edits: Sequence[Numbered], removed: Sequence[int]) -> None:
    """Guard each alternative, and add those of the mutants.

    A pattern with a predicate has another default priority than the same without one: so each template gets the
    priority that it had, and is repeated where its alternatives have several.
    """
    groups: dict[float, list[str]] = defaultdict(list)
    for place, alternative in enumerate(alternatives(element)):
        changes = [(number, edit.value) for number, edit in edits if edit.alternative == place]
        numbers = [*removed, *(number for number, _ in changes)]
        # One that is left out as a whole must take no time either: for who measures what it takes.
        guard = guarded if changes else guarded_first
        groups[alternative.priority].append(
            guard(alternative.expression, _asleep(numbers)) if numbers else alternative.text
        )
        for number, text in changes:
            changed = parse_xpath(text, alternative.prefixes) if text is not None else None
            if changed is not None:
                groups[default_priority(changed)].append(guarded(changed, _awake([number])))
    if is_xsl(element, "key") or element.get("priority") is not None:
        element.set("match", " | ".join(pattern for group in groups.values() for pattern in group))
        return
    last = element
    for priority, patterns in groups.items():
        template = element if last is element and priority == next(iter(groups)) else deepcopy(element)
        if template is not element:
            template.attrib.pop("name", None)
            last.addnext(template)
            last = template
        template.set("match", " | ".join(patterns))
        template.set("priority", f"{priority:g}")
