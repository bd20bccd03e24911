"""Small rule reports: as workbooks in the official layout, and as bare CSV."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[str]]

PLACEMENT_HEADINGS = (
    "Bericht", "Berichtklasse", "Berichtelement\\Datatype", "CDT-element\\Datatype", "CDT-element\\Datatype",
    "Sleutelelement", "Codelijst", "Regel", "Regelcode", "Retourcode",
)  # fmt: skip
RULE_HEADINGS = (
    "Type", "Regelcode", "Titel", "Documentatie", "XSD restrictie", "Retourcode", "Controleniveau", "Referentieregel",
)  # fmt: skip

PLACEMENTS: Rows = (
    PLACEMENT_HEADINGS,
    ("WMO Retour", "", "", "", "", "", "", "OP900: …", "OP900", ""),
    ("WMO307", "StopProduct", "Einddatum", "", "", "", "", "TR018: …", "TR018", "9018"),
    ("WMO307", "Client", "Bsn\\LDT_Bsn", "", "", "ja", "", "CS002: …", "CS002", "0001"),
    ("WMO307", "", "", "", "", "", "", "TR900: …", "TR900", "9900"),
    (
        "WMO305",
        "Header",
        "Datum\\CDT_Datum",
        "Dag\\CDT_Dag",
        "Waarde\\LDT_Getal",
        "",
        "",
        "RS901: …",
        "RS901",
        "",
    ),
)
RULES: Rows = (
    RULE_HEADINGS,
    ("Bedrijfsregel", "OP900", "OP900: …", "", "", "", "", ""),
    ("Technische regel", " TR018 ", "TR018: …", "a\nb", "", "9018", "bericht inhoud (xslt)", "TR018-ref "),
    ("Constraint", "CS002", "CS002: …", "", "", "0001", "bericht inhoud (xslt)", ""),
    ("Technische regel", "TR900", "TR900: …", "", "", "n.v.t.", "berichtoverstijgend", ""),
    ("Constraint", "RS901", "RS901: …", "", "maxLength: 2", "", "berichtformaat (xsd)", ""),
)
FRONT: Rows = (
    ("",),
    ("Standaard:", "", "", "iWmo"),
    ("Releasenummer:", "", "", "2.1"),
    ("Bestandsversie:", "", "", "1.0"),
    ("Laatste update:", "", "", "44833"),
)
SHEETS: Mapping[str, Rows] = {
    "Voorpagina": FRONT,
    "Regels per bericht(element)": PLACEMENTS,
    "Regels": RULES,
}

BARE_PLACEMENTS = """\
message,class,element,hangs_on,datatype,rule,type,level,retourcode,key,codelist,row
(retour),,,message,,OP900,OP,,,,,2
WMO307,StopProduct,Einddatum,element,,TR018,TR,xslt,9018,,,3
WMO307,Client,Bsn,datatype,LDT_Bsn,CS002,CS,xslt,0001,yes,,4
WMO307,,,message,,TR900,TR,cross-message,,,,5
WMO305,Header,Datum/Dag/Waarde,datatype,LDT_Getal,RS901,RS,xsd,,,,6
"""
BARE_RULES = """\
rule,type,level,retourcode,xsd_facet,reference_rule,messages,placements
OP900,OP,,,,,(retour),1
TR018,TR,xslt,9018,,TR018,WMO307,1
CS002,CS,xslt,0001,,,WMO307,1
TR900,TR,cross-message,,,,WMO307,1
RS901,RS,xsd,,maxLength: 2,,WMO305,1
"""


def write_bare(folder: Path, placements: str = BARE_PLACEMENTS, rules: str = BARE_RULES) -> list[Path]:
    """The report as two CSV files."""
    files = [folder / "placements.csv", folder / "rules.csv"]
    for file, text in zip(files, (placements, rules), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def write_workbook(
    file: Path, sheets: Mapping[str, Rows] = SHEETS, parts: Mapping[str, str | bytes | None] = {}
) -> Path:
    """A workbook with these sheets; further parts come in the place of those of their name, None takes one out."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packaged = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    found: dict[str, str | bytes | None] = {
        "_rels/.rels": f'<Relationships xmlns="{packaged}"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packaged}">{related}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        found[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in {**found, **parts}.items():
            if part is not None:
                target.writestr(name, part)
    return file


def _cell(text: str) -> str:
    if text == FRONT[-1][-1]:
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else "<c/>"
