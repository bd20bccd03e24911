"""Rule → retour code: as the set states it, else the general scheme."""

from __future__ import annotations

from small_sets import stylesheet

CHECK_ERRORS = stylesheet(
    """<xsl:variable name="v">${version}</xsl:variable>
    <xsl:template match="*" mode="translate"><xsl:choose>
      <xsl:when test="$pCode='0001'">,CS004,TR001,</xsl:when>
      <xsl:when test="$pCode='9333'">,TR001,TR002,</xsl:when>
      <xsl:when test="$pCode='0328'">,OP339,</xsl:when>
      <xsl:when test="$vFirst = 'S' or $vFirst = 'D'">,C<xsl:value-of select="$pCode"/>,</xsl:when>
      <xsl:otherwise>ERROR</xsl:otherwise>
    </xsl:choose></xsl:template>"""
)


def test_without_a_table_the_general_scheme_holds(opened, files):
    rules = opened(files)
    assert [rules.retour_code(code) for code in ("TR101", "CS002", "CD007", "OP339", "TR1")] == [
        "9101",
        "S002",
        "D007",
        None,
        None,
    ]


def test_a_set_states_its_table_in_check_errors(opened, files):
    rules = opened(files | {"common/check_errors.xsl": CHECK_ERRORS})
    assert rules.retour_codes == {"CS004": "0001", "TR001": "9333", "TR002": "9333", "OP339": "0328"}
    assert rules.retour_code("CS002") == "S002"


def test_a_placeholder_in_check_errors_is_a_note(opened, files):
    (note,) = opened(files | {"common/check_errors.xsl": CHECK_ERRORS}).notes
    assert (note.kind, str(note.place), note.text) == (
        "placeholder",
        "common/check_errors.xsl:1",
        "left unfilled: ${version}",
    )


def test_the_table_is_part_of_the_digest(opened, files):
    before = opened(files).sha256
    assert opened(files | {"common/check_errors.xsl": CHECK_ERRORS}).sha256 != before


def test_the_manifest_goes_before_the_catalogue_and_that_before_the_table(opened, files):
    files |= {
        "common/check_errors.xsl": CHECK_ERRORS,
        "catalogue.yaml": "rules: [{code: TR001, retour: 0011}, {code: TR002, retour: 0012}]",
        "ruleset.yaml": "retour_codes: {TR001: 0021}",
    }
    rules = opened(files)
    assert (rules.retour_code("TR001"), rules.retour_code("TR002")) == ("0021", "0012")


def test_a_rule_on_a_message_that_nothing_answers_has_no_retour_code(opened, files):
    files |= {"catalogue.yaml": "rules: [{code: TR101, answered: false}, {code: TR102}]"}
    rules = opened(files)
    assert (rules.retour_code("TR101"), rules.retour_code("TR102")) == (None, "9102")


def test_the_known_retour_codes_are_all_that_an_outcome_can_hold(opened, files):
    files["rules/CS002.xsl"] = files["rules/CS002.xsl"].replace(
        "</xsl:call-template>", '<xsl:with-param name="pCode">8001</xsl:with-param></xsl:call-template>'
    )
    assert opened(files).known_retour_codes == {"0001", "0200", "0233", "8001", "9001", "S002"}
