"""The XSDs of the shipped rule sets, from the models in tools/models.

Run it with `make schemas`. The schemas have the form of the published ones: one base schema and one schema per message,
named types, local elements that are all qualified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import yaml
from lxml import etree
from pydantic import BaseModel, ConfigDict

PROJECT = Path(__file__).resolve().parent.parent
MODELS = tuple(
    Path(__file__).parent / "models" / f"{name}.yaml"
    for name in ("iwmo-2_1", "ijw-2_1", "iwmo-3_2", "ijw-3_2")
)
BASE = "basisschema"
_XS = "http://www.w3.org/2001/XMLSchema"
_OCCURRENCES = {"": {}, "?": {"minOccurs": "0"}, "+": {"maxOccurs": "unbounded"}}
_BUILT_IN = {"string", "integer", "date", "time"}


class Simple(BaseModel):
    """A simple type: a restriction of another by facets."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    base: str
    values: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    min_length: int | None = None
    max_length: int | None = None
    min: int | None = None
    max: int | None = None


Class = list[str]
"""The items of a class, in order: `Name Type`, then `?` for at most once or `+` for once or more."""

Types = dict[str, Class | Simple]


class Message(BaseModel):
    """A message of a model.

    Attributes:
        like: the message of the model that this one is like, from which it takes the types that it doesn't give.
        inferred: what the message is inferred from; None where it is stated.
        types: its classes, of which Root is that of the element Bericht, and the simple types that are its own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    codes: tuple[str, ...]
    like: str | None = None
    inferred: str | None = None
    types: Types = {}


class Model(BaseModel):
    """The messages of a standard and release.

    Attributes:
        namespace: of a schema; `{standard}`, `{release}` (with an underscore) and `{name}` (lower case) stand in it.
        version, subversion: those of the header, where the messages fix them rather than their types.
        xsd_version: what messages say of the schemas that they are made with; None where they say nothing.
        like: the file of the model that this one is like, from which it takes what it doesn't give.
        without: the types of that model that there are no more.
        source: where the types and messages are stated that aren't inferred.
        inferred: what the whole model is inferred from.
        inferred_types: the types of the base schema that are inferred although the model isn't.
        meanings: simple type → code → what it means, in Dutch.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    standard: Literal["iwmo", "ijw"]
    name: str
    release: str
    namespace: str
    version: str | None = None
    subversion: str | None = None
    xsd_version: str | None = None
    like: str | None = None
    without: tuple[str, ...] = ()
    source: str | None = None
    inferred: str | None = None
    types: Types = {}
    inferred_types: Types = {}
    meanings: dict[str, dict[str, str]] = {}
    messages: dict[str, Message]

    @property
    def folder(self) -> Path:
        """Where the schemas go."""
        return PROJECT / "rules" / self.standard / self.release.replace(".", "_") / "xsd"

    def namespace_of(self, name: str) -> str:
        """The namespace of a message, or of the base schema."""
        release = self.release.replace(".", "_")
        return self.namespace.format(standard=self.standard, release=release, name=name.lower())


def read_model(file: Path) -> Model:
    """A model, completed by the one that it is like."""
    model = Model.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    if model.like is None:
        return model
    other = read_model(file.parent / model.like)
    taken = {
        name: written
        for name, written in {**other.types, **other.inferred_types}.items()
        if name not in model.without
    }
    meanings = {
        name: codes for name, codes in other.meanings.items() if name in taken and name not in model.types
    }
    return model.model_copy(
        update={
            "types": {**taken, **model.types},
            "meanings": {**meanings, **model.meanings},
            "messages": {name: _completed(message, other) for name, message in model.messages.items()},
        }
    )


def _completed(message: Message, other: Model) -> Message:
    if message.like is None:
        return message
    return message.model_copy(update={"types": {**other.messages[message.like].types, **message.types}})


def schemas(model: Model) -> dict[str, bytes]:
    """The schemas of a model: file name → XSD."""
    found = {f"{BASE}.xsd": _base_schema(model)}
    found |= {f"{name}.xsd": _message_schema(model, name) for name in model.messages}
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes types into a schema.

    Attributes:
        base: the prefix of the types of the base schema.
        own: the prefix of the schema's own types.
        meanings: see `Model`.
    """

    root: etree._Element
    base: str
    own: str = ""
    own_types: Iterable[str] = field(default=())
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def type(self, name: str, written: Class | Simple) -> None:
        if isinstance(written, Simple):
            self._simple(self._add(self.root, "simpleType", name=name), written, self.meanings.get(name, {}))
        else:
            self.sequence(name, [_item(text) for text in written])

    def sequence(self, name: str, items: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
        sequence = self._add(self._add(self.root, "complexType", name=name), "sequence")
        for element, type_, occurrences in items:
            self._add(sequence, "element", name=element, type=self._reference(type_), **occurrences)

    def fixed(self, name: str, values: Iterable[str]) -> None:
        """The type of an item of the header of which the message fixes the value."""
        self.type(name, Simple(base=f"LDT_{name}", patterns=("|".join(values),)))

    def _simple(
        self, parent: etree._Element, written: Simple, meanings: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        restriction = self._add(parent, "restriction", base=self._reference(written.base))
        facets = {
            "minLength": written.min_length,
            "maxLength": written.max_length,
            "minInclusive": written.min,
            "maxInclusive": written.max,
        }
        for facet, limit in facets.items():
            if limit is not None:
                self._add(restriction, facet, value=str(limit))
        for pattern in written.patterns:
            self._add(restriction, "pattern", value=pattern)
        for value in written.values:
            enumeration = self._add(restriction, "enumeration", value=value)
            if value in meanings:
                annotation = self._add(enumeration, "annotation")
                self._add(annotation, "documentation").text = meanings[value]

    def _reference(self, name: str) -> str:
        if name in _BUILT_IN:
            return f"xs:{name}"
        return f"{self.own if name in self.own_types else self.base}:{name}"

    def _add(self, parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
        return etree.SubElement(parent, f"{{{_XS}}}{tag}", attributes)


def _item(text: str) -> tuple[str, str, Mapping[str, str]]:
    name, type_, *occurs = text.split()
    return name, type_, _OCCURRENCES["".join(occurs)]


def _base_schema(model: Model) -> bytes:
    root = _schema(model, BASE)
    _document(root, f"The types that the messages of {model.name} {model.release} share.", _certainty(model))
    _state_versions(root, model, ("BasisschemaXsdVersie",))
    writer = _Writer(root, model.standard, meanings=model.meanings)
    for name, written in model.types.items():
        writer.type(name, written)
    for number, (name, written) in enumerate(model.inferred_types.items()):
        writer.type(name, written)
        if number == 0:
            root[-1].addprevious(
                etree.Comment(
                    " The types of 303 and 304: inferred from iWmo 2.3, as no schema of 2.1 has them. "
                )
            )
    return _written(root)


def _message_schema(model: Model, name: str) -> bytes:
    message = model.messages[name]
    own = name.lower()
    root = _schema(model, name, {own: model.namespace_of(name)})
    certainty = f"Inferred {message.inferred}." if message.inferred else _certainty(model)
    _document(root, f"{name} of {model.name} {model.release}.", certainty)
    _state_versions(root, model, ("BerichtXsdVersie", "BasisschemaXsdVersie"))
    etree.SubElement(
        root, f"{{{_XS}}}import", namespace=model.namespace_of(BASE), schemaLocation=f"{BASE}.xsd"
    )
    etree.SubElement(root, f"{{{_XS}}}element", name="Bericht", type=f"{own}:Root")
    fixed = {
        "BerichtCode": message.codes,
        **({"BerichtVersie": (model.version,)} if model.version else {}),
        **({"BerichtSubversie": (model.subversion,)} if model.subversion else {}),
    }
    writer = _Writer(root, model.standard, own, {*message.types, *fixed})
    for type_, written in message.types.items():
        if type_ == "Header" and not isinstance(written, Simple):
            items = map(_item, written)
            writer.sequence(
                type_, [(item, item if item in fixed else of, occurs) for item, of, occurs in items]
            )
        else:
            writer.type(type_, written)
    for name_, values in fixed.items():
        writer.fixed(name_, values)
    return _written(root)


def _certainty(model: Model) -> str:
    return f"Inferred {model.inferred}." if model.inferred else f"As in {model.source}."


def _schema(model: Model, name: str, prefixes: Mapping[str, str] = MappingProxyType({})) -> etree._Element:
    prefixes = {"xs": _XS, **prefixes, model.standard: model.namespace_of(BASE)}
    root = etree.Element(f"{{{_XS}}}schema", nsmap=prefixes)
    root.set("targetNamespace", model.namespace_of(name))
    root.set("elementFormDefault", "qualified")
    return root


def _document(root: etree._Element, *sentences: str) -> None:
    annotation = etree.SubElement(root, f"{{{_XS}}}annotation")
    etree.SubElement(annotation, f"{{{_XS}}}documentation").text = " ".join(sentences)


def _state_versions(root: etree._Element, model: Model, names: Iterable[str]) -> None:
    """Let a schema say which version of which schema it is, in its appinfo, as the published ones do."""
    if model.xsd_version is None:
        return
    appinfo = etree.Element(f"{{{_XS}}}appinfo")
    for name in names:
        etree.SubElement(appinfo, f"{{{model.namespace_of(BASE)}}}{name}").text = model.xsd_version
    root[0].insert(0, appinfo)


def _written(root: etree._Element) -> bytes:
    etree.indent(root, space="    ")
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def main() -> None:
    """Write the schemas of every model into its rule set."""
    for file in MODELS:
        model = read_model(file)
        model.folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas(model).items():
            (model.folder / name).write_bytes(schema)


if __name__ == "__main__":
    main()
