"""Rule sets, and comments that silence."""

from __future__ import annotations

from example_parts import (
    BOOK,
    CARD,
    CASES,
    CS002,
    ENTRY_305,
    ENTRY_307,
    TR018,
    Example,
    here,
)
from samples import in_reach
from small_project import CATALOGUE, MANIFEST, PROJECT, SCHEMA, WMO, case, entry, rule

UNION = (
    rule("TR018", "m307:StopProduct | m307:Bsn")
    .replace('mode="TR018">\n', 'mode="TR018" priority="0.2">\n')
    .replace(
        "</xsl:stylesheet>",
        """  <xsl:template match="SECOND" mode="TR018"><xsl:text/></xsl:template>
</xsl:stylesheet>""",
    )
)
"""Two templates for the same elements, of which the first has a priority between the default ones of 0 and 0.5."""

CLOCK = PROJECT[CS002].replace(
    "</xsl:stylesheet>", '<xsl:variable name="day" select="current-date()"/></xsl:stylesheet>'
)

FIRING = [
    Example(
        "L201",
        "an entry that links to nothing",
        {ENTRY_305: PROJECT[ENTRY_305].replace("TR002.xsl", "TR003.xsl")},
        (
            f"{ENTRY_305}:4: L201 entry WMO305 can't be used: links to rules/TR003.xsl, which doesn't exist, "
            "did you mean 'TR002.xsl'?",
        ),
    ),
    Example(
        "L201",
        "a manifest with a misspelt key",
        {CARD: MANIFEST.replace("release", "relaese")},
        (
            f"{CASES}:1:1: L001 no rule set 'demo/1.0', by id or as a folder; in reach: {in_reach()}; "
            "rules/demo/ruleset.yaml:3:1: unknown key 'relaese', did you mean 'release'?",
            f"{CARD}:3:1: L201 the rule set can't be used: unknown key 'relaese', did you mean 'release'?",
        ),
    ),
    Example(
        "L202",
        "a rule that was never included",
        {"rules/demo/rules/TR099.xsl": rule("TR099", "m307:Client")},
        ("rules/demo/rules/TR099.xsl: L202 no entry includes it: TR099 is never checked",),
    ),
    Example(
        "L203",
        "in the table of retour codes",
        {
            "rules/demo/common/check_errors.xsl": '<xsl:stylesheet version="1.0" '
            'xmlns:xsl="http://www.w3.org/1999/XSL/Transform">\n'
            '  <xsl:variable name="v" select="\'${version}\'"/>\n</xsl:stylesheet>\n'
        },
        ("rules/demo/common/check_errors.xsl:2: L203 left unfilled: ${version}",),
    ),
    Example(
        "L204",
        "no version anywhere",
        {CARD: MANIFEST.replace('version: "1.0.3"\n', "")},
        (f"{ENTRY_305}: L204 the set doesn't state its version",),
    ),
    Example(
        "L205",
        "one namespace was forgotten",
        {CS002: rule("CS002", "m305:Bsn | m305:Client/m305:Bsn[. != '']")},
        (
            f"{CS002}:7:3: L205 CS002 is included in {ENTRY_307}, but matches only in WMO305: "
            "it never fires in messages of WMO307",
        ),
    ),
    Example(
        "L205",
        "names without a prefix",
        {TR018: rule("TR018", "StopProduct")},
        (
            f"{TR018}:7:3: L205 TR018 is included in {ENTRY_307}, but matches only in no namespace: "
            "it never fires in messages of WMO307",
        ),
    ),
    Example(
        "L206",
        "a misspelt element",
        {
            "rules/demo/xsd/wmo307.xsd": SCHEMA.format(namespace=WMO.format("wmo307")),
            TR018: rule("TR018", "m307:StopProduct | m307:Stopproduct[m307:Einddatum]"),
        },
        (
            f"{TR018}:7:3: L206 m307:Stopproduct[m307:Einddatum] never matches: no schema declares Stopproduct in "
            f"{WMO.format('wmo307')}",
        ),
    ),
    Example(
        "L207",
        "a rule that was removed",
        {CARD: MANIFEST + '  TR019: "9019"\n'},
        (f"{CARD}:7:3: L207 a retour code for TR019, which no entry of the set checks",),
    ),
    Example(
        "L208",
        "a rule that was removed",
        {BOOK: CATALOGUE + "  - code: TR019\n"},
        (f"{BOOK}:8:11: L208 the catalogue describes TR019, which no entry of the set checks",),
    ),
    Example(
        "L209",
        "a rule that is new",
        {BOOK: CATALOGUE.replace("  - code: TR018\n    messages: [WMO307]\n", "")},
        (f"{BOOK}: L209 the set checks TR018, which the catalogue doesn't describe",),
    ),
    Example(
        "L210",
        "a message type too few",
        {BOOK: CATALOGUE.replace("[WMO305, WMO307]", "[WMO305]", 1)},
        (
            f"{BOOK}:3:15: L210 the catalogue says that CS002 is checked for WMO305, "
            "and the set checks it for WMO305, WMO307",
        ),
    ),
    Example(
        "L211",
        "included, and left out of the list",
        {ENTRY_307: PROJECT[ENTRY_307].replace('    <xsl:apply-templates select="." mode="TR018"/>\n', "")},
        (
            f"{TR018}:7:3: L211 TR018 is included in {ENTRY_307}, but nothing there applies its templates: "
            "it never fires",
        ),
    ),
    Example(
        "L212",
        "an import in another case",
        {
            "rules/demo/xsd/WMO307.xsd": SCHEMA.format(namespace=WMO.format(307)).replace(
                '  <xs:element name="Bericht',
                '  <xs:import namespace="b" schemaLocation="basisschema.xsd"/>\n  <xs:element name="Bericht',
                1,
            ),
            "rules/demo/xsd/Basisschema.xsd": SCHEMA.format(namespace="b"),
        },
        (
            "rules/demo/xsd/WMO307.xsd:3: L212 names basisschema.xsd, and the file is called Basisschema.xsd: "
            "elsewhere it may not be found",
        ),
    ),
    Example(
        "L213",
        "a priority between those of the alternatives of a union",
        {TR018: UNION.replace("SECOND", "m307:StopProduct | m307:Bsn")},
        (
            f"{TR018}:11:3: L213 the template for m307:StopProduct | m307:Bsn never runs: the one at {TR018}:7 takes all "
            "of its nodes and goes before it",
        ),
    ),
    Example(
        "L214",
        "a schema cut short",
        {"rules/demo/xsd/WMO307.xsd": SCHEMA.format(namespace=WMO.format(307)).replace("</xs:schema>", "")},
        (
            "rules/demo/xsd/WMO307.xsd:7: L214 the schema isn't well-formed XML: "
            "Premature end of data in tag schema line 1",
        ),
    ),
    Example(
        "L214",
        "an import that leads nowhere",
        {
            "rules/demo/xsd/WMO307.xsd": SCHEMA.format(namespace=WMO.format(307)).replace(
                '  <xs:element name="Bericht',
                '  <xs:import namespace="b" schemaLocation="base.xsd"/>\n  <xs:element name="Bericht',
                1,
            ),
        },
        (
            "rules/demo/xsd/WMO307.xsd: L214 messages can't be held against this schema: "
            "there is no file base.xsd beside the schema",
        ),
    ),
    Example(
        "L215",
        "a rule that depends on the day",
        {CS002: CLOCK},
        (
            f"{CS002}:11: L215 asks what time it is, by current-date(): pin it with `today` in cases or in the "
            "configuration",
        ),
    ),
    Example(
        "L901",
        "silenced for no reason",
        {CASES: case('{allow: ["*"]} # retour: allow L002')},
        (here(4, 28, "L901", "L002 may pass here for no reason given: add `because` and the reason"),),
    ),
    Example(
        "L902",
        "nothing is wrong any more",
        {CASES: case("valid # retour: allow L002 because it is timed")},
        (here(4, 19, "L902", "there is nothing for L002 to find here: remove the comment"),),
    ),
    Example(
        "L903",
        "another word",
        {CASES: case("valid # retour: ignore L002")},
        (
            here(
                4,
                19,
                "L903",
                "this comment can't be read: write `retour: allow L003 because` and the reason",
            ),
        ),
    ),
    Example(
        "L903",
        "a code that there isn't",
        {CASES: case("valid # retour: allow L999 because it is timed")},
        (here(4, 19, "L903", "there is no check L999: `retour lint --codes` lists them"),),
    ),
    Example(
        "L903",
        "an end that is none",
        {CASES: case('{allow: ["*"]} # retour: allow L002 until soon because it is timed')},
        (
            here(
                4,
                28,
                "L903",
                "until 'soon' is neither a date, such as 2027-03-01, nor a rule set's version, such as iwmo/2.1@2.1.1",
            ),
        ),
    ),
    Example(
        "L904",
        "a day in the past",
        {CASES: case('{allow: ["*"]} # retour: allow L002 until 2020-02-29 because it is timed')},
        (here(4, 28, "L904", "this comment holds no more, it ended on 2020-02-29: judge it again"),),
    ),
    Example(
        "L904",
        "a version that is there",
        {
            CASES: case(
                '{allow: ["*"]} # retour: allow L002 until demo/1.0@1.0.3 see ISSUE-41 because it is timed'
            )
        },
        (
            here(
                4,
                28,
                "L904",
                "this comment holds no more, it ended with demo/1.0@1.0.3, and demo/1.0 is 1.0.3: judge it again "
                "(see ISSUE-41)",
            ),
        ),
    ),
]

SILENT = [
    Example("L201", "a set that can be used", {ENTRY_305: PROJECT[ENTRY_305].replace("\n", "\r\n")}),
    Example(
        "L202",
        "a file without a rule",
        {"rules/demo/rules/dates.xsl": entry().replace('  <xsl:import href="common/basis.xsl"/>\n', "")},
    ),
    Example(
        "L203",
        "a version that is filled in",
        {
            "rules/demo/common/check_errors.xsl": '<xsl:stylesheet version="1.0" '
            'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:variable name="v" select="1"/></xsl:stylesheet>'
        },
    ),
    Example(
        "L204",
        "a version in the stylesheets",
        {
            CARD: MANIFEST.replace('version: "1.0.3"\n', ""),
            "rules/demo/common/basis.xsl": PROJECT["rules/demo/common/basis.xsl"].replace(
                "</xsl:stylesheet>", '<xsl:variable name="xsltVersion" select="\'1\'"/></xsl:stylesheet>'
            ),
        },
    ),
    Example("L205", "any namespace", {CS002: rule("CS002", "*[local-name() = 'Bsn']")}),
    Example("L205", "each namespace once", {CS002: rule("CS002", "m305:Bsn[m307:Client] | m307:Bsn")}),
    Example(
        "L206",
        "elements that are declared, and a namespace without schema",
        {
            "rules/demo/xsd/wmo307.xsd": SCHEMA.format(namespace=WMO.format("wmo307")),
            CS002: rule("CS002", "m305:Anything | m307:Client/m307:Bsn"),
        },
    ),
    Example("L207", "a rule that an entry checks", {CARD: MANIFEST + '  CS002: "S002"\n'}),
    Example("L208", "a rule of another level", {BOOK: CATALOGUE + "  - code: OP179\n    level: file\n"}),
    Example("L209", "a set without a catalogue", {BOOK: "rules: []\n"}),
    Example(
        "L210", "message types left out", {BOOK: CATALOGUE.replace("    messages: [WMO305, WMO307]\n", "", 1)}
    ),
    Example(
        "L211",
        "applied by its own file",
        {
            ENTRY_307: PROJECT[ENTRY_307].replace(
                '    <xsl:apply-templates select="." mode="TR018"/>\n', "    <xsl:next-match/>\n"
            )
        },
    ),
    Example(
        "L212",
        "an import by the very name",
        {
            "rules/demo/xsd/WMO307.xsd": SCHEMA.format(namespace=WMO.format(307)).replace(
                '  <xs:element name="Bericht',
                '  <xs:import namespace="b" schemaLocation="basisschema.xsd"/>\n  <xs:element name="Bericht',
                1,
            ),
            "rules/demo/xsd/basisschema.xsd": SCHEMA.format(namespace="b"),
        },
    ),
    Example(
        "L213",
        "a union of which one alternative has a predicate",
        {TR018: UNION.replace("SECOND", "m307:StopProduct | m307:Bsn[. != '']")},
    ),
    Example(
        "L214",
        "a schema that can be used",
        {"rules/demo/xsd/WMO307.xsd": SCHEMA.format(namespace=WMO.format(307))},
    ),
    Example(
        "L215",
        "the configuration pins the clock",
        {CS002: CLOCK, "retour.toml": 'rules = "demo/1.0"\ntoday = "2017-06-12"\n'},
    ),
    Example(
        "L901",
        "silenced for a reason",
        {CASES: case('{allow: ["*"]} # retour: allow L002 because it is timed')},
    ),
    Example(
        "L902",
        "the line below is silenced",
        {
            CASES: case(
                "\n      # retour: allow L002 because it is timed\n\n      # twice\n      allow: ['*']"
            )
        },
    ),
    Example(
        "L903", "a comment about something else", {CASES: case("valid # retour codes are listed elsewhere")}
    ),
    Example(
        "L904",
        "a day to come",
        {
            CASES: case(
                '{allow: ["*"]} # retour: allow L002 until 2999-12-31 see https://example.org/41 because it is timed'
            )
        },
    ),
]
