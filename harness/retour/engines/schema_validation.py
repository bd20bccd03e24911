"""Messages held against XSDs, by libxml2, in the process that also transforms them.

A schema is somebody else's, as a stylesheet is: it is read from its own folder and from nowhere else, without DTD, and nothing
is fetched. Source of the kinds of errors: libxml2's `xmlerror.h`, which names them after the rules of XML Schema 1.0.
"""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from lxml import etree

from retour.engines.protocol import SchemaError, SchemaFile, Validation
from retour.engines.sessions import Failure
from retour.text.paths import NodePaths

MAX_ERRORS = 1000
"""How many errors of one message are told."""

MAX_VALUE = 200
"""How many characters of a wrong value are told."""

_LARGE = 1_000_000
_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_NAMESPACES = re.compile(r"\{[^}]*\}(?=[A-Za-z_*])")
_SUBJECT = re.compile(r"^Element '[^']*'(?:, attribute '[^']*')?: ")

_CODES = {
    "SCHEMAV_CVC_ELT_1": "root",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": "text",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "text",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": "attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "attribute",
    "SCHEMAV_CVC_TYPE_3_1_1": "attribute",
    "SCHEMAV_CVC_TYPE_3_1_2": "element",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "type",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_2": "type",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_3": "type",
    "SCHEMAV_CVC_PATTERN_VALID": "pattern",
    "SCHEMAV_CVC_ENUMERATION_VALID": "enumeration",
    "SCHEMAV_CVC_LENGTH_VALID": "length",
    "SCHEMAV_CVC_MINLENGTH_VALID": "length",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "length",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "range",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "range",
    "SCHEMAV_CVC_MINEXCLUSIVE_VALID": "range",
    "SCHEMAV_CVC_MAXEXCLUSIVE_VALID": "range",
    "SCHEMAV_CVC_TOTALDIGITS_VALID": "range",
    "SCHEMAV_CVC_FRACTIONDIGITS_VALID": "range",
}

_compiled: dict[SchemaFile, etree.XMLSchema | Failure] = {}


def validate(validation: Validation) -> tuple[SchemaError, ...] | Failure:
    """What is wrong with a message by a schema, in document order; the schema is compiled once for each digest."""
    schema = _schema(validation.schema)
    if isinstance(schema, Failure):
        return schema
    data = validation.text.encode()
    root = _beginning(data, schema) if len(data) > _LARGE else None
    if root is None:
        root = etree.fromstring(data, _parser())
    if schema.validate(root):
        return ()
    log = schema.error_log
    paths = NodePaths(root)
    return tuple(_error(log[number], paths) for number in range(min(len(log), MAX_ERRORS)))


def _beginning(data: bytes, schema: etree.XMLSchema) -> etree._Element | None:
    """So much of a large message as holds the errors that are told; None when there are no more than those.

    libxml2 works out where an error lies by counting siblings, so the time that many errors take grows with the square of
    their number. Counting them while the message is read costs little.
    """
    reading = etree.iterparse(BytesIO(data), events=("start",), schema=schema, **_OPTIONS)
    with suppress(etree.XMLSyntaxError):  # what it raises in the end of a message that isn't valid
        for number, (_, element) in enumerate(reading):
            if number % 1000 == 0 and len(reading.error_log) > MAX_ERRORS:
                return element.getroottree().getroot()
    return None


def _schema(file: SchemaFile) -> etree.XMLSchema | Failure:
    if file not in _compiled:
        _compiled[file] = _compile(Path(file.path))
    return _compiled[file]


def unusable(path: Path) -> Failure | None:
    """Why messages can't be held against a schema; None when they can."""
    compiled = _compile(path)
    return compiled if isinstance(compiled, Failure) else None


def _compile(path: Path) -> etree.XMLSchema | Failure:
    parser = _parser()
    loader = _SchemaLoader(path.parent)
    parser.resolvers.add(loader)
    try:
        document = etree.fromstring(loader.text(path), parser, base_url=path.as_uri())
        schema = etree.XMLSchema(document)
    except _Refused as error:
        return Failure("schema", str(error), path.name)
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        if loader.refusal is None:
            return _refused_by_parser(error, path)
    return schema if loader.refusal is None else Failure("schema", loader.refusal, path.name)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(**_OPTIONS)


class _Refused(Exception):
    """A file that no schema is read from."""


class _SchemaLoader(etree.Resolver):  # type: ignore[misc]
    """Gives a schema what it imports and includes from its own folder, whatever the case of the file's name."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.refusal: str | None = None
        self._folder = folder

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> object:
        try:
            return self.resolve_string(self.text(self._file(system_url or "")), context, base_url=system_url)
        except _Refused as error:
            self.refusal = self.refusal or str(error)
            return self.resolve_empty(context)

    def text(self, file: Path) -> bytes:
        """The bytes of a schema file; one with a DTD is refused."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise _Refused(f"{file.name} can't be read: {error.strerror}") from None
        if b"<!DOCTYPE" in data:
            raise _Refused(f"{file.name} has a DTD; a schema may not have one")
        return data

    def _file(self, url: str) -> Path:
        """The file of the schema's folder that a location names."""
        location = _path_of(url) if url.startswith("file://") else url
        if "://" in location:
            raise _Refused(f"{location} lies outside the folder of the schema, and nothing is fetched")
        wanted = Path(location)
        file = wanted if wanted.is_absolute() else self._folder / wanted
        if file.parent.resolve() != self._folder.resolve():
            raise _Refused(f"{wanted.name} lies outside the folder of the schema")
        if file.is_file():
            return file
        same = (other for other in self._folder.iterdir() if other.name.lower() == file.name.lower())
        if (found := next(same, None)) is None:
            raise _Refused(f"there is no file {file.name} beside the schema")
        return found


def _refused_by_parser(error: etree.LxmlError, path: Path) -> Failure:
    """What libxml2 says first, with the file and the line that it means."""
    first = next(iter(error.error_log), None)
    text = _NAMESPACES.sub("", str(error) if first is None else first.message).strip()
    if first is None:
        return Failure("schema", text, path.name)
    named = Path(_path_of(first.filename)).name
    return Failure("schema", text, path.name if named.startswith("<") else named, first.line or None)


def _path_of(url: str) -> str:
    from urllib.request import url2pathname  # takes long to load, and few need it

    return url2pathname(url.removeprefix("file://"))


def _error(entry: etree._LogEntry, paths: NodePaths) -> SchemaError:
    element = paths.find_as_far(entry.path)
    text = _NAMESPACES.sub("", _SUBJECT.sub("", entry.message)).strip().removesuffix(".")
    value = (element.text or "") if not len(element) else None
    return SchemaError(_code(entry), paths.printed(element), entry.line, text, value and value[:MAX_VALUE])


def _code(entry: etree._LogEntry) -> str:
    if entry.type_name == "SCHEMAV_ELEMENT_CONTENT":
        return "missing" if "Missing child" in entry.message else "element"
    return _CODES.get(entry.type_name, "other")
