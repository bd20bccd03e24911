"""A rule → the elements that its stylesheets mention, and what they compare these with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from retour.generating.mining import Hints, mined_from, mined_from_templates
from retour.rulesets import Entry, RuleSet
from retour.rulesets.dialects import DIALECTS
from retour.xslt.names import XSL
from retour.xslt.stylesheets import Stylesheet, Stylesheets

_CALL = f"{{{XSL}}}call-template"
_TEMPLATE = f"{{{XSL}}}template"
_KEY = f"{{{XSL}}}key"


class Mentions:
    """What the rules of an entry mention."""

    def __init__(self, rules: RuleSet, entry: Entry) -> None:
        self._rules = rules
        self._entry = entry
        self._of: dict[str, Hints] = {}

    @cached_property
    def anywhere(self) -> Hints:
        """What any of them mentions."""
        return mined_from(self._entry.files)

    def of(self, code: str) -> Hints | None:
        """What a rule mentions; None where its templates aren't known."""
        if code not in self._of:
            self._of[code] = mined_from_templates(self._parts.get(code, ()))
        return self._of[code] if self._of[code].values else None

    @cached_property
    def _parts(self) -> Mapping[str, tuple[etree._Element, ...]]:
        """The templates and keys of each rule."""
        dialect = DIALECTS.get(self._rules.dialect)
        found: dict[str, dict[etree._Element, None]] = {}
        for sheet in self._sheets if dialect is not None else ():
            keys = dict.fromkeys(sheet.root.iterchildren(_KEY))
            for template in sheet.root.iterchildren(_TEMPLATE):
                assert dialect is not None
                for code in dialect.rules_of(template, self._entry.codes) if len(template) else ():
                    parts = found.setdefault(code, {})
                    parts |= {template: None, **dict.fromkeys(self._called(template))}
                    parts |= {key: None for key in keys if (key.get("name") or "").startswith(code)}
        return {code: tuple(parts) for code, parts in found.items()}

    def _called(self, template: etree._Element) -> Iterator[etree._Element]:
        """The templates that one calls, and those that they call."""
        ahead = [template]
        seen: set[str] = set()
        while ahead:
            for call in ahead.pop().iter(_CALL):
                name = call.get("name", "")
                if name in self._named and name not in seen:
                    seen.add(name)
                    ahead.append(self._named[name])
                    yield self._named[name]

    @cached_property
    def _named(self) -> Mapping[str, etree._Element]:
        return {
            template.get("name", ""): template
            for sheet in self._sheets
            for template in sheet.root.iterchildren(_TEMPLATE)
            if template.get("name")
        }

    @cached_property
    def _sheets(self) -> tuple[Stylesheet, ...]:
        return tuple(Stylesheets(self._rules.folder).reached(self._entry.path))
