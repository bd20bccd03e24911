"""What a subject said → findings, in the words of the harness."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from lxml import etree
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from retour.errors import NotAReport, SubjectError
from retour.model import REJECTED, Finding, Location, Severity
from retour.retours import codes_of_findings
from retour.rulesets.dialects import Report, dialect_named
from retour.rulesets.dialects.report import parse_report
from retour.subjects.description import SystemUnderTest
from retour.subjects.said import Said
from retour.text.complaints import told
from retour.text.excerpts import excerpt

RetourCode = Callable[[str], str | None]
"""Rule → its retour code."""


class Heard(NamedTuple):
    """What a subject makes of a message.

    Attributes:
        findings: at the level of the rules, whatever found them: a subject doesn't tell levels.
        version: of its rules, as its report states it.
        report: its answer, where that is text.
    """

    findings: tuple[Finding, ...]
    version: str | None = None
    report: str | None = None


class ToldCode(BaseModel):
    """A code in a JSON answer, in the long form; a code alone is the short one."""

    model_config = ConfigDict(extra="forbid", defer_build=True, use_attribute_docstrings=True)

    code: Annotated[str, Field(min_length=1)]
    """The rule, such as TR018, or the retour code, as the description says."""
    retour: str | None = None
    """The retour code of the rule."""
    at: list[str] = []
    """Where, as the report 1_1 writes it: /Bericht/Clienten/Client[2]/Bsn."""
    severity: Severity = "error"
    """How bad it is; a warning doesn't reject the message."""


def _code_alone(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


ShortOrLong = Annotated[ToldCode, BeforeValidator(_code_alone, json_schema_input_type=ToldCode | str)]
"""A code in either form."""


class ToldAnswer(BaseModel):
    """A JSON answer in the long form; the list of codes alone is the short one."""

    model_config = ConfigDict(extra="forbid", defer_build=True, use_attribute_docstrings=True)

    codes: list[ShortOrLong] = []
    """What was found."""
    accepted: bool | None = None
    """false without codes: rejected, for a reason that has no code."""
    version: str | None = None
    """The version of the rules that judged."""


def _list_alone(value: Any) -> Any:
    return {"codes": value} if isinstance(value, list) else value


_ANSWER: TypeAdapter[ToldAnswer] = TypeAdapter(Annotated[ToldAnswer, BeforeValidator(_list_alone)])


def heard(said: Said, subject: SystemUnderTest, retour_code: RetourCode) -> Heard:
    """Read what a subject said.

    Raises:
        SubjectError: it is no answer of the form that its description names.
    """
    if said.text is None:
        return Heard(() if said.accepted else (_rejection(said.how),))
    read = _READERS[subject.fields.answers]
    try:
        return read(said.text, subject, retour_code)
    except NotAReport as error:
        raise SubjectError(
            f"its answer is no answer by {subject.fields.answers}: it {error.text}", "subject-answer"
        ) from None


def _rejection(how: str) -> Finding:
    return Finding("rules", REJECTED, None, (), how)


def _report(text: str, subject: SystemUnderTest, retour_code: RetourCode) -> Heard:
    report: Report = dialect_named(subject.fields.answers).read(text, retour_code)
    return Heard(report.findings, report.version, text)


def _retour(text: str, subject: SystemUnderTest, retour_code: RetourCode) -> Heard:
    root = parse_report(text)
    if (name := etree.QName(root).localname) != "Bericht":
        raise NotAReport(f"wrote <{name}> where a retourbericht, <Bericht>, was expected")
    return Heard(tuple(Finding("rules", code, code) for code in codes_of_findings(root)), None, text)


def _codes(text: str, subject: SystemUnderTest, retour_code: RetourCode) -> Heard:
    try:
        answer = _ANSWER.validate_python(json.loads(text))
    except ValidationError as error:
        raise SubjectError(
            f'its answer is no list of codes, such as ["TR018"]: {told(error, "the whole")}', "subject-answer"
        ) from None
    except (ValueError, RecursionError):
        raise SubjectError(f"its answer is no JSON: {excerpt(text[:200])}", "subject-answer") from None
    findings = tuple(_finding(code, subject, retour_code) for code in answer.codes)
    rejects = any(finding.rejects for finding in findings)
    if answer.accepted and rejects:
        raise SubjectError("its answer says accepted, and has codes that reject", "subject-answer")
    if answer.accepted is False and not rejects:
        findings += (_rejection("accepted: false"),)
    return Heard(findings, answer.version)


def _finding(told: ToldCode, subject: SystemUnderTest, retour_code: RetourCode) -> Finding:
    of_rule = told.retour or retour_code(told.code)
    retour = told.code if subject.tells_retour_codes else of_rule
    places = tuple(map(Location, told.at))
    return Finding("rules", told.code, retour, places, None, told.severity)


_READERS: dict[str, Callable[[str, SystemUnderTest, RetourCode], Heard]] = {
    "rapport": _report,
    "svrl": _report,
    "retour": _retour,
    "codes": _codes,
}
