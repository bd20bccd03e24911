"""A small validator, as a supplier might have one: it judges messages of iWmo and iJw by its own reading of schemas and stylesheets.

    python judge.py MESSAGE                  prints a report 1_1; exit code 1 when something is wrong, 3 when it refuses the message
    python judge.py --session                reads and answers lines, see docs/conformance.md

With --fault it makes a mistake on purpose, to see whether cases find it:

    first-client   it tells what is wrong with the first client alone
    no-bsn-check   it doesn't check that a BSN passes the 11-test
    no-schema      it runs the rules on messages that aren't valid by their schema
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from functools import cache
from pathlib import Path

from lxml import etree

RULES = Path(__file__).resolve().parents[2] / "rules"
REPORT = "{http://www.istandaarden.nl/validatie/1_1/rapport/schema}"
NAMESPACE = re.compile(r"http://www\.istandaarden\.nl/(\w+)/(\w+?)/(\w+)/schema(?:/\w+)?")

ANSWERED, WRONG, REFUSED = 0, 1, 3


class RefusedError(Exception):
    """A message that doesn't come to the rules."""


def judged(data: bytes, faults: set[str]) -> etree._Element:
    """The report on a message."""
    root = parsed(data)
    match = NAMESPACE.fullmatch(etree.QName(root).namespace or "")
    if match is None:
        raise RefusedError("no message of the iStandaarden")
    folder = RULES / match[1].lower() / match[2]
    kind = match[3].upper()
    if "no-schema" not in faults and not schema(folder / "xsd" / f"{kind}.xsd").validate(root):
        raise RefusedError("not valid by its schema")
    report = stylesheet(folder / f"{kind}.xsl")(root).getroot()
    if report is None:
        raise RefusedError("no rules for this message")
    for wrong in report.findall(f"{REPORT}Fouten/{REPORT}Fout"):
        if is_overlooked(wrong, faults):
            wrong.getparent().remove(wrong)
    return report


def is_overlooked(wrong: etree._Element, faults: set[str]) -> bool:
    if "no-bsn-check" in faults and wrong.findtext(f"{REPORT}Code") == "CS002":
        return True
    places = wrong.findall(f"{REPORT}Locatie")
    return "first-client" in faults and any(
        re.search(r"/Client\[(?!1\])", place.text or "") for place in places
    )


def parsed(data: bytes) -> etree._Element:
    if data.startswith(b"\xef\xbb\xbf") or len(data) > 25_000_000:
        raise RefusedError("a byte order mark, or more than 25 MB")
    try:
        data.decode("utf-8")
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (UnicodeDecodeError, etree.XMLSyntaxError) as error:
        raise RefusedError(str(error)) from None
    document = root.getroottree().docinfo
    if document.doctype or (document.encoding or "UTF-8").upper() != "UTF-8":
        raise RefusedError("a DTD, or another encoding than UTF-8")
    return root


@cache
def schema(file: Path) -> etree.XMLSchema:
    if not file.is_file():
        raise RefusedError(f"no schema {file.name}")
    return etree.XMLSchema(etree.parse(str(file)))


@cache
def stylesheet(file: Path) -> etree.XSLT:
    if not file.is_file():
        raise RefusedError(f"no rules {file.name}")
    return etree.XSLT(etree.parse(str(file)))


def once(file: Path, faults: set[str]) -> int:
    try:
        report = judged(file.read_bytes(), faults)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return REFUSED
    print(etree.tostring(report, encoding="unicode"))
    return WRONG if len(report.find(f"{REPORT}Fouten")) else ANSWERED


def session(faults: set[str]) -> None:
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "stop":
            return
        if order["do"] == "start":
            answer = {"do": "started"}
        else:
            answer = {"do": "done", "id": order["id"]}
            try:
                report = judged(Path(order["message"]).read_bytes(), faults)
                answer["answer"] = etree.tostring(report, encoding="unicode")
            except RefusedError:
                answer["refused"] = True
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Judges a message.")
    parser.add_argument("message", nargs="?", type=Path)
    parser.add_argument("--session", action="store_true")
    parser.add_argument(
        "--fault", action="append", default=[], choices=["first-client", "no-bsn-check", "no-schema"]
    )
    options = parser.parse_args()
    if options.session:
        session(set(options.fault))
    elif options.message is None:
        parser.error("which message?")
    else:
        sys.exit(once(options.message, set(options.fault)))
