"""Heenbericht and its findings → the retourbericht that they call for.

Source: IV028 and IV087 of iWmo 3.2, inferred for 2.1, where each rule has a retour code of its own and every class of a
retour has a code. What is decided where no text of 2.1 tells:

- No findings: the header alone, without codes; a declaration is granted in full (8001).
- A finding whose code is 0001, or that has none: the header alone, with 0001.
- A finding that lies in no class: the header alone, with the codes of such findings.
- Else the clients with a finding, whole, and the others left out. A class has the codes of the findings on it. Without
  any it has 0200, or below a class with codes 0233: not assessed.
- A release that says so has in XsdVersieRetour the versions of the retour's own schemas (IV034), and in XsltVersie that of
  the rule set on which a refusal rests (IV033).
- Of a declaration (303) the lines with a finding alone come back, and all lines of a client with a finding of its own, as
  8002: not assessed. Nothing is granted of the lines that come back, and the others are granted as submitted.
- A claim (323) is answered in a form of its own (325), in which its declaration is a class. It is granted in full (8001), or
  has the codes of the findings that lie in no client, and then comes alone; otherwise it has 0200. A client with codes comes
  back whole, its lines with 0233 alone; of another the lines with a finding come back, of which nothing is granted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from retour.errors import MessageError, NotServed, RuleSetError
from retour.language import mark
from retour.messages import ADDED_IN_RETOUR, Message, text_of, write_amount
from retour.model import Finding, Identity
from retour.retours.claims import CLAIM, repeated_path
from retour.retours.classes import HEADER, MessageClass, classes_of, kinds_in
from retour.retours.codes import (
    GRANTED_IN_FULL,
    NOT_ASSESSED,
    NOT_ASSESSED_IN_DECLARATION,
    NOTHING_TO_REMARK,
    REFUSED,
    RETOUR_CODES,
    XSLT_VERSION,
    refuses_message,
)
from retour.retours.completeness import owners_of
from retour.retours.declarations import (
    CLAIM_FORM,
    LINE,
    DeclarationForm,
    form_of,
    granted_total,
    submitted_total,
)
from retour.retours.headings import heading_of
from retour.rulesets import RuleSet
from retour.rulesets.schema import Declared, Schema, Type

_NO_HEEN = mark("%(identity)s is no heenbericht, and only that is answered with a retourbericht")
_NO_SCHEMA = mark(
    "rule set %(set)s has no schema for %(identity)s: a retour is built as its schema says, from the folder xsd"
)
_IDENTIFICATION = mark("the identification %(text)s doesn't fit: 1 to %(number)s characters belong there")
_DATED = mark("the date %(date)s lies before that of the heenbericht, %(heen)s")
_LONGEST_IDENTIFICATION = 12


@dataclass(frozen=True, slots=True)
class RetourContents:
    """What a retour holds beside what it copies.

    Attributes:
        header: the retour codes of its header.
        classes: those of each class of the heenbericht that comes back, by element; without any the header comes alone.
    """

    header: tuple[str, ...] = ()
    classes: Mapping[etree._Element, tuple[str, ...]] = field(default_factory=dict)


def contents_for(
    findings: Sequence[Finding], message: MessageClass, form: DeclarationForm | None
) -> RetourContents:
    """What the findings on a heenbericht call for; see the module's text.

    Args:
        message: the classes of the heenbericht.
        form: of the declaration that it is; None for any other.
    """
    if not findings and form is not CLAIM_FORM:
        return RetourContents(() if form is None else (GRANTED_IN_FULL,))
    if any(map(refuses_message, findings)):
        return RetourContents((REFUSED,))
    owners = {each.path: each for each in message.all()}
    codes: dict[str, dict[str, None]] = {}
    for finding in findings:
        for path in owners_of(finding, owners):
            codes.setdefault(path, {})[str(finding.retour)] = None
    if "" in codes:
        return RetourContents(tuple(codes[""]))
    written = {path: tuple(each) for path, each in codes.items()}
    classes: dict[etree._Element, tuple[str, ...]] = {}
    if form is CLAIM_FORM:
        for declaration in message.within:
            classes |= _of_claim(declaration, written)
        return RetourContents((NOTHING_TO_REMARK,), classes)
    for client in message.within:
        if _has_codes(client, written):
            classes |= _filled(client, written, form, below_codes=False)
    return RetourContents((NOTHING_TO_REMARK,), classes)


def _has_codes(part: MessageClass, written: Collection[str]) -> bool:
    """Whether a class has codes, or a class in it."""
    return any(each.path in written for each in (part, *part.all()))


def _filled(
    part: MessageClass,
    written: Mapping[str, tuple[str, ...]],
    form: DeclarationForm | None,
    *,
    below_codes: bool,
) -> dict[etree._Element, tuple[str, ...]]:
    """The codes of a class and of all that comes back with it."""
    codes = written.get(part.path)
    if form is not None and part.name == LINE and codes is None and not below_codes:
        return {}
    unassessed = NOT_ASSESSED if form is None else NOT_ASSESSED_IN_DECLARATION
    filled = {part.element: codes or ((unassessed if below_codes else NOTHING_TO_REMARK),)}
    for each in part.within:
        filled |= _filled(each, written, form, below_codes=below_codes or codes is not None)
    return filled


def _of_claim(
    declaration: MessageClass, written: Mapping[str, tuple[str, ...]]
) -> dict[etree._Element, tuple[str, ...]]:
    """The codes of a declaration of 3.2, and of what comes back of it."""
    if (refused := written.get(declaration.path)) is not None:
        return {declaration.element: refused}
    clients = [client for client in declaration.within if _has_codes(client, written)]
    classes: dict[etree._Element, tuple[str, ...]] = {}
    classes[declaration.element] = (NOTHING_TO_REMARK if clients else GRANTED_IN_FULL,)
    for client in clients:
        codes = written.get(client.path)
        classes[client.element] = codes or (NOTHING_TO_REMARK,)
        for line in client.within:
            if codes is not None:
                classes[line.element] = (NOT_ASSESSED,)
            elif line.path in written:
                classes[line.element] = written[line.path]
    return classes


def answer(
    heen: Message,
    rules: RuleSet,
    findings: Sequence[Finding],
    identification: str | None = None,
    dated: date | None = None,
) -> bytes:
    """Write the retour that findings on a heenbericht call for: UTF-8 without byte order mark, lines that end in CR LF.

    Args:
        heen: valid against its schema.
        rules: the set that brought the findings; its schemas tell how the retour is built.
        identification: the retour's own; when left out, R and the end of that of the heenbericht.
        dated: when the retour was made; when left out, the date of the heenbericht.

    Raises:
        MessageError: the message is no heenbericht, the identification doesn't fit, or the date lies before its own.
        RuleSetError: the set has no schema for the retour.
    """
    retour, type_ = _retour_of(heen, rules)
    form = form_of(heen.root)
    message = classes_of(heen.root, kinds_in(rules.schema, type_))
    contents = contents_for(findings, message, form)
    own, sent = (heading_of(heen).first(role) for role in ("identification", "dagtekening"))
    number = _identification(identification, own.text if own else "", form)
    day = _dated(dated, sent.text if sent else "")
    building = _Building(
        rules.schema,
        contents,
        retour.has_own_form,
        frozenset(each.element for each in message.all()),
        {
            "GemeenteReferentieNummer": number,
            "IdentificatieRetour": number,
            "DagtekeningRetour": day,
            "RetourDagtekening": day,
            **({"Identificatie": number, "Dagtekening": day} if retour.has_own_form else {}),
            **rules.schema.versions(retour.namespace),
            **({XSLT_VERSION: rules.version} if rules.version and REFUSED in contents.header else {}),
        },
        {
            **_totals(heen.root, contents, form),
            "GemeenteBerekendBedrag": 0,
            "ToegekendBedrag": 0,
        },
    )
    root = etree.Element(f"{{{retour.namespace}}}Bericht", nsmap=_prefixes(heen, retour))
    building.copy(heen.root, root, type_, "")
    etree.indent(root)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'
    return text.replace("\n", "\r\n").encode()


def _retour_of(heen: Message, rules: RuleSet) -> tuple[Identity, Type]:
    answers = heen.identity.answers()
    if not answers:
        raise NotServed(f"{heen.name}: {_NO_HEEN % {'identity': heen.identity}}")
    for retour in answers:
        type_ = rules.schema.root_type(retour.namespace, "Bericht")
        if type_ is not None:
            return retour, type_
    raise RuleSetError(_NO_SCHEMA % {"set": rules.id, "identity": answers[0]})


def _identification(given: str | None, heen: str, form: DeclarationForm | None) -> str:
    longest = _LONGEST_IDENTIFICATION if form is None else form.longest_identification
    text = f"R{heen[-(longest - 1) :]}" if given is None else given
    if not text.strip() or not text.isprintable() or len(text) > longest:
        raise MessageError(_IDENTIFICATION % {"text": repr(text), "number": longest})
    return text


def _dated(given: date | None, heen: str) -> str:
    if given is None:
        return heen
    if re.fullmatch(r"\d{4}-\d\d-\d\d", heen) and given.isoformat() < heen:
        raise MessageError(_DATED % {"date": given, "heen": heen})
    return given.isoformat()


def _next(code: str) -> str:
    """The BerichtCode that answers one: the number that follows."""
    text = code.strip()
    return str(int(text) + 1).zfill(len(text)) if text.isdecimal() else code


def _totals(
    heen: etree._Element, contents: RetourContents, form: DeclarationForm | None
) -> Mapping[str, int]:
    """The totals in the retour of a declaration."""
    if form is None:
        return {}
    submitted = submitted_total(heen, form)
    return {form.submitted: submitted, form.granted: _granted(heen, contents, form, submitted)}


def _granted(heen: etree._Element, contents: RetourContents, form: DeclarationForm, submitted: int) -> int:
    if not contents.classes:
        return submitted if contents.header == (GRANTED_IN_FULL,) else 0
    if any(_is_refused_claim(element, codes) for element, codes in contents.classes.items()):
        return 0
    return granted_total(heen, form, dict.fromkeys(contents.classes, 0))


def _is_refused_claim(element: etree._Element, codes: Collection[str]) -> bool:
    return etree.QName(element).localname == CLAIM and not {NOTHING_TO_REMARK, GRANTED_IN_FULL}.issuperset(
        codes
    )


def _prefixes(heen: Message, retour: Identity) -> dict[str, str]:
    """Prefixes for the namespace of the retour, and for those of shared types, which the heenbericht has as well."""
    shared = {etree.QName(element).namespace or "" for element in heen.root.iter(etree.Element)}
    shared -= {heen.identity.namespace, ""}
    names = {f"{retour.standard}{number or ''}": space for number, space in enumerate(sorted(shared))}
    return {str(retour.type).lower(): retour.namespace, **names}


@dataclass(frozen=True)
class _Building:
    """The parts of a retour that is being built in the order of its schema.

    Attributes:
        own_form: whether the retour has one, and so doesn't repeat all under its own path.
        classes: all classes of the heenbericht.
        texts: of what the retour adds, by name.
        amounts: likewise, in signed cents.
    """

    schema: Schema
    contents: RetourContents
    own_form: bool
    classes: frozenset[etree._Element]
    texts: Mapping[str, str]
    amounts: Mapping[str, int]

    def copy(self, source: etree._Element, target: etree._Element, type_: Type | None, kind: str) -> None:
        """Copy what stands in an element of the heenbericht, as far as the retour has a place for it, and add the rest.

        Args:
            kind: the local names that lead to the element from the root.
        """
        children = list(source.iterchildren(etree.Element))
        if not children:
            text = text_of(source)
            target.text = (_next(text) if kind == f"{HEADER}/BerichtCode" else text) or None
        for name, declared in self.schema.children(type_).items():
            below = f"{kind}/{name}".lstrip("/")
            tag = f"{{{declared.namespace}}}{name}"
            if name == RETOUR_CODES:
                self._add_codes(self._codes(source, kind), target, declared)
            elif name in ADDED_IN_RETOUR or self._repeated(below) is None:
                self._add(target, name, declared)
            for child in children:
                if etree.QName(child).localname == self._repeated(below) and self._comes_back(child, below):
                    self.copy(child, etree.SubElement(target, tag), declared.type, below)

    def _repeated(self, kind: str) -> str | None:
        """What the heenbericht calls that which stands at a path of the retour; None for what is the retour's own."""
        path = repeated_path(kind) if self.own_form else kind
        return None if path is None else path.rpartition("/")[2]

    def _comes_back(self, element: etree._Element, kind: str) -> bool:
        if element in self.classes:
            return element in self.contents.classes
        if within := self.classes.intersection(element.iterdescendants()):
            return not within.isdisjoint(self.contents.classes)
        return bool(self.contents.classes) or kind.partition("/")[0] == HEADER

    def _codes(self, source: etree._Element, kind: str) -> Sequence[str]:
        return self.contents.header if kind == HEADER else self.contents.classes.get(source, ())

    def _add_codes(self, codes: Sequence[str], target: etree._Element, declared: Declared) -> None:
        if not codes:
            return
        holder = etree.SubElement(target, f"{{{declared.namespace}}}{RETOUR_CODES}")
        for name, code in self.schema.children(declared.type).items():
            for text in codes:
                etree.SubElement(holder, f"{{{code.namespace}}}{name}").text = text

    def _add(self, target: etree._Element, name: str, declared: Declared) -> None:
        """Add an element that a heenbericht hasn't, with what stands in it; one of which nothing is known is left out."""
        within = self.schema.children(declared.type)
        if name not in self.texts and name not in self.amounts and not within:
            return
        element = etree.SubElement(target, f"{{{declared.namespace}}}{name}")
        if name in self.texts:
            element.text = self.texts[name]
        elif name in self.amounts:
            number, first = next(iter(within.items()))
            write_amount(element, number, self.amounts[name], first.namespace)
        else:
            for inner, child in within.items():
                self._add(element, inner, child)
