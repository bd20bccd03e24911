"""The report of Schematron, SVRL: failed-assert and successful-report; and how stylesheets made from a schema name the rules.

Source: ISO/IEC 19757-3, annex D, and what the usual compilers make of a schema: the skeleton of 2010, SchXslt and SchXslt2. A
rule is known by the `id` of its assert or report. One without an id gets a name of the context and the test, which stays as
long as these do. A stylesheet writes both in the same words as the report, so that they lead to one name.

Whether a rule was evaluated is told by the fired-rule: in the output of SchXslt2 a template is also come by when another
rule of the pattern went before.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial

from lxml import etree

from retour.errors import NotAReport
from retour.model import Finding, Location, Severity
from retour.rulesets.dialects.dialect import Dialect
from retour.rulesets.dialects.report import Report, called, parse_report
from retour.xslt.names import XSL
from retour.xslt.written import attribute_written, given_text

NAMESPACE = "http://purl.oclc.org/dsdl/svrl"

_OUTPUT = f"{{{NAMESPACE}}}schematron-output"
_FIRED = f"{{{NAMESPACE}}}fired-rule"
_MADE = (f"{{{NAMESPACE}}}failed-assert", f"{{{NAMESPACE}}}successful-report")
_TEXTS = (f"{{{NAMESPACE}}}text", f"{{{NAMESPACE}}}diagnostic-reference")
_ERROR = f"{{{NAMESPACE}}}error"
_TEMPLATE = f"{{{XSL}}}template"
_CALL = f"{{{XSL}}}call-template"
_PARAM = f"{{{XSL}}}with-param"
_ATTRIBUTE = f"{{{XSL}}}attribute"
_NAMES_OF_IDS = ("id", "code", "rule")
"""What parameters are called by which an id is handed on."""

_GRADES = ("flag", "role", "severity")
"""The attributes that may say how bad a finding is, the first before the others."""

_SEVERITIES: Mapping[str, Severity] = {
    "fatal": "fatal",
    "error": "error",
    "warning": "warning",
    "warn": "warning",
    "information": "information",
    "info": "information",
}
"""The usual words for it, in small letters; any other, and none, stands for an error."""

_IN_NAMES = re.compile(r"[^\w.-]+")
_SHOWN_CONTEXT = 24


def read_svrl(
    report: str, retour_code: Callable[[str], str | None], severities: Mapping[str, Severity] = _SEVERITIES
) -> Report:
    """Read a report; see `Dialect`.

    Args:
        severities: how bad a finding is, by the words of `flag`, `role` and `severity`, in small letters.

    Raises:
        NotAReport: no XML, another root element, or an error of the run in it.
    """
    root = parse_report(report)
    if root.tag != _OUTPUT:
        raise NotAReport(
            f"wrote {called(root)} where a schematron-output in namespace {NAMESPACE} was expected"
        )
    findings = []
    context = ""
    for element in root.iter(_FIRED, _ERROR, *_MADE):
        if element.tag == _FIRED:
            context = element.get("context", "")
        elif element.tag == _ERROR:
            raise NotAReport(f"wrote a report that ends in an error: {_text(element) or element.get('code')}")
        else:
            code = element.get("id") or _name(context, element.get("test", ""))
            findings.append(_finding(element, code, retour_code(code), severities))
    return Report(tuple(findings))


def _finding(
    element: etree._Element, code: str, retour: str | None, severities: Mapping[str, Severity]
) -> Finding:
    words = (element.get(name, "").strip().lower() for name in _GRADES)
    severity: Severity = next((severities[word] for word in words if word in severities), "error")
    path = element.get("location", "").strip()
    details = " ".join(text for child in element.iterchildren(*_TEXTS) if (text := _text(child)))
    return Finding("rules", code, retour, (Location(path),) if path else (), details or None, severity)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(context: str, test: str) -> str:
    """What a rule without an id is called: the end of its context, and eight digits that stand for context and test."""
    context, test = " ".join(context.split()), " ".join(test.split())
    digits = hashlib.sha256(f"{context}\0{test}".encode()).hexdigest()[:8]
    written = _IN_NAMES.sub("-", context).strip("-")[-_SHOWN_CONTEXT:].strip("-")
    return f"{written}-{digits}" if written else f"rule-{digits}"


def _codes(part: etree._Element) -> Iterator[str]:
    """The rules whose findings are written; of one whose id is worked out at run time nothing is known."""
    context = _context_around(part)
    for element in part.iter(_TEMPLATE, _FIRED, _CALL, *_MADE):
        if element.tag == _TEMPLATE:
            context = ""
        elif element.tag == _FIRED:
            context = attribute_written(element, "context")
        elif element.tag == _CALL:
            yield from _handed_on(element)
        elif (code := _code(element, context)) is not None:
            yield code


def _handed_on(call: etree._Element) -> Iterator[str]:
    """The ids that are handed to a template that writes findings.

    Where that stands in another stylesheet, the name of the parameter has to tell.
    """
    given = {
        param.get("name", ""): text for param in call.iterchildren(_PARAM) if (text := given_text(param))
    }
    if not given:
        return
    root = call.getroottree().getroot()
    called = next(
        (each for each in root.iterchildren(_TEMPLATE) if each.get("name") == call.get("name")), None
    )
    names = _NAMES_OF_IDS if called is None else _ids_of(called)
    yield from (text for name, text in given.items() if name in names)


def _ids_of(template: etree._Element) -> Collection[str]:
    """The parameters of a template that become the ids of its findings."""
    found: set[str] = set()
    for made in template.iter(*_MADE):
        written = [made.get("id", "").strip("{} ")]
        written += [
            each.get("select") or next((of.get("select", "") for of in each), "")
            for each in made.iterchildren(_ATTRIBUTE)
            if each.get("name") == "id"
        ]
        found |= {text[1:] for text in map(str.strip, written) if text.startswith("$")}
    return found


def _context_around(part: etree._Element) -> str | None:
    """The context of the rule in which a part of a template stands, as `attribute_written`; empty where it stands in none."""
    for around in (part, *part.iterancestors()):
        if around.tag == _TEMPLATE:
            break
        for before in around.itersiblings(preceding=True):
            if fired := list(before.iter(_FIRED)):
                return attribute_written(fired[-1], "context")
    return ""


def _code(element: etree._Element, context: str | None) -> str | None:
    code = attribute_written(element, "id")
    if code:
        return code
    test = attribute_written(element, "test")
    return None if code is None or context is None or test is None else _name(context, test)


def _evaluates(body: etree._Element) -> bool:
    return body.find(_FIRED) is not None


def _joined(first: str, second: str) -> str:
    """The first report, with all that the second tells after it. Both could be read."""
    root = parse_report(first)
    root.extend(parse_report(second))
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _graded(severities: Mapping[str, Severity]) -> Dialect:
    words = {word.lower(): severity for word, severity in severities.items()}
    return replace(SVRL, read=partial(read_svrl, severities={**_SEVERITIES, **words}))


SVRL = Dialect(
    "svrl",
    NAMESPACE,
    read_svrl,
    _codes,
    joined=_joined,
    evaluates=_evaluates,
    written=_MADE,
    graded=_graded,
)
