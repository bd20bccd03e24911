"""A small message, a small rule set and small case files, that the tests bend to their purpose."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from retour.rulesets import Shelf

REPOSITORY = Path(__file__).resolve().parents[1]

NAMESPACE = "http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
RAPPORT = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"

MESSAGE = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:m="{NAMESPACE}">
  <m:Clienten>
    <m:Client>
      <m:Bsn>999990019</m:Bsn>
      <m:Naam>Zoë van Ammerveld</m:Naam>
      <m:StopProduct>
        <m:Begindatum>2017-06-06</m:Begindatum>
        <m:Einddatum>2017-06-09</m:Einddatum>
      </m:StopProduct>
      <m:StopProduct>
        <m:Begindatum>2017-06-06</m:Begindatum>
        <m:Einddatum>2017-06-09</m:Einddatum>
      </m:StopProduct>
    </m:Client>
  </m:Clienten>
</m:Bericht>
""".replace("\n", "\r\n")
"""Nothing of the small rule set fires on it."""

TR018_ONCE = MESSAGE.replace("2017-06-09", "2017-06-01", 1)
TR018_TWICE = MESSAGE.replace("2017-06-09", "2017-06-01")
CS002_ONCE = MESSAGE.replace("999990019", "999990018")
BOTH = TR018_ONCE.replace("999990019", "999990018")


def stylesheet(template: str, *, output: str = 'method="xml" encoding="UTF-8"', top: str = "") -> str:
    """An entry for WMO307.

    Args:
        template: what the template for Bericht does.
        output: the attributes of xsl:output.
        top: further declarations.
    """
    return dedent(
        f"""\
        <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                        xmlns:vr="{RAPPORT}" xmlns:m="{NAMESPACE}">
          <xsl:output {output}/>
          {top}
          <xsl:template match="/m:Bericht">
            {template}
          </xsl:template>
        </xsl:stylesheet>
        """
    )


def rapport(fouten: str = "") -> str:
    """A report, as the content of a template."""
    return f"<vr:Rapport><vr:Fouten>{fouten}</vr:Fouten></vr:Rapport>"


def fout(code: str, details: str = "", location: str = "/Bericht") -> str:
    """One Fout of a report."""
    return (
        f"<vr:Fout><vr:Code>{code}</vr:Code><vr:Locatie>{location}</vr:Locatie>"
        f"<vr:Details>{details}</vr:Details></vr:Fout>"
    )


RULES = stylesheet(
    rapport(
        """
            <xsl:for-each select="//m:StopProduct[translate(m:Einddatum, '-', '') &lt; translate(m:Begindatum, '-', '')]">
              <vr:Fout>
                <vr:Code>TR018</vr:Code>
                <xsl:for-each select="m:Begindatum | m:Einddatum">
                  <vr:Locatie><xsl:call-template name="path"/></vr:Locatie>
                </xsl:for-each>
                <vr:Details>De Einddatum ligt vóór de Begindatum.</vr:Details>
              </vr:Fout>
            </xsl:for-each>
            <xsl:for-each select="//m:Bsn[. != '999990019' and . != '123456782']">
              <vr:Fout><vr:Code>CS002</vr:Code><vr:Locatie><xsl:call-template name="path"/></vr:Locatie></vr:Fout>
            </xsl:for-each>
            <xsl:for-each select="//m:Naam[. = $forbidden]">
              <vr:Fout><vr:Code>CD007</vr:Code><vr:Locatie><xsl:call-template name="path"/></vr:Locatie></vr:Fout>
            </xsl:for-each>
            <xsl:if test="//m:Naam = 'onbekend'"><vr:Fout><vr:Code>XX001</vr:Code></vr:Fout></xsl:if>
            <xsl:if test="//m:Naam = ''"><vr:Fout><vr:Code>TR004</vr:Code></vr:Fout></xsl:if>
        """
    ),
    top="""
          <xsl:param name="forbidden" select="'Niemand'"/>
          <xsl:template name="path">
            <xsl:for-each select="ancestor-or-self::*">
              <xsl:value-of select="concat('/', local-name())"/>
              <xsl:if test="count(../*[name() = name(current())]) > 1">
                <xsl:text>[</xsl:text><xsl:number/><xsl:text>]</xsl:text>
              </xsl:if>
            </xsl:for-each>
          </xsl:template>
    """,
)
"""TR018, CS002 (any Bsn but two), CD007 (a forbidden name), XX001 (without retour code), TR004 (retour code 0001)."""

VENDOR = stylesheet(rapport(fout("TR900", "<xsl:value-of select=\"system-property('xsl:vendor')\"/>")))
"""Finds who runs it, in the details of TR900."""

MANIFEST = """\
id: demo/1.0
standard: iwmo
release: "2.1"
version: "1.0.3"
retour_codes: {TR004: "0001"}
"""

CATALOGUE = """\
rules:
  - code: TR018
    retour: "9018"
    level: rules
    messages: [WMO307]
    meaning: Support doesn't end before it began.
    meaning_nl: De ondersteuning eindigt niet eerder dan zij begon.
    source: made up
    certainty: inferred
"""

ENDLESS = stylesheet(
    rapport('<xsl:call-template name="again"><xsl:with-param name="n" select="0"/></xsl:call-template>'),
    top="""<xsl:template name="again">
             <xsl:param name="n"/>
             <xsl:if test="$n >= 0">
               <xsl:call-template name="again"><xsl:with-param name="n" select="1 - $n"/></xsl:call-template>
             </xsl:if>
           </xsl:template>""",
)
"""A tail call that never ends and needs no stack."""


def write_set(
    folder: Path, entry: str = RULES, *, manifest: str = MANIFEST, catalogue: str = CATALOGUE
) -> Path:
    """A rule set with one entry, WMO307.

    Returns:
        The folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "WMO307.xsl").write_text(entry, encoding="utf-8")
    (folder / "ruleset.yaml").write_text(manifest, encoding="utf-8")
    (folder / "catalogue.yaml").write_text(catalogue, encoding="utf-8")
    return folder


def write_project(folder: Path) -> Path:
    """A project with the small rule set and one message of each sort.

    Returns:
        The folder.
    """
    write_set(folder / "rules" / "demo")
    (folder / "retour.toml").write_text('rules = "demo/1.0"\ntime_limit = "20s"\n', encoding="utf-8")
    for name, text in {
        "accepted": MESSAGE,
        "tr018": TR018_ONCE,
        "tr018-twice": TR018_TWICE,
        "cs002": CS002_ONCE,
        "both": BOTH,
        "no-code": MESSAGE.replace("Zoë van Ammerveld", "onbekend"),
        "technical": MESSAGE.replace("Zoë van Ammerveld", ""),
    }.items():
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder


def in_reach(*own: str, looked: str = "rules (retour.toml says so)") -> str:
    """What an error tells of the rule sets in reach: those of a project, and those that come along."""
    names = sorted({*own, *(rules.id for rules in Shelf([]).all())})
    return f"{', '.join(names)}; looked in {looked} and in the sets that come along"


def write_cases(file: Path, text: str) -> Path:
    """A case file.

    Returns:
        The file.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text), encoding="utf-8")
    return file
