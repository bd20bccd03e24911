"""A transpiler tried on a small schema: one that loses rules would make a rule set that accepts what it should reject.

The development version of SchXslt2 after 1.3.4 does: where a rule fires on an element, it holds back all rules of the same pattern on
what stands inside that element.
"""

from __future__ import annotations

from pathlib import Path

from retour.engines import Engine, Order, Reply
from retour.errors import ConfigurationError, RetourError
from retour.rulesets.dialects.svrl import read_svrl
from retour.schematron.compiling import answer_to, compile_schema, stylesheet_at
from retour.schematron.schema import ALL_PHASES, read_schema
from retour.schematron.transpiler import Transpiler
from retour.text.display import shown
from retour.text.scratch import scratch_folder
from retour.text.writing import write_scratch

_SCHEMA = """\
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <pattern id="first">
    <rule context="outer"><assert id="on the outer element" test="false()"/></rule>
    <rule context="inner"><report id="on an element inside it" test="true()"/></rule>
    <rule context="*"><assert id="twice in a pattern" test="false()"/></rule>
  </pattern>
  <pattern id="second">
    <rule context="inner"><assert id="of another pattern" test="false()"/></rule>
  </pattern>
</schema>
"""
_MESSAGE = "<outer><inner/></outer>"
_RIGHT = {"on the outer element", "on an element inside it", "of another pattern"}


def refuse_unfit(transpiler: Transpiler, engine: Engine) -> None:
    """Refuse a transpiler whose stylesheet of a small schema doesn't find what that schema says.

    Raises:
        ConfigurationError: it can't be used.
    """
    with scratch_folder() as scratch:
        found = _found(transpiler, engine, scratch)
    if isinstance(found, str):
        raise ConfigurationError(f"{shown(transpiler.path)} doesn't compile even a small schema: {found}")
    lost, added = sorted(_RIGHT - found), sorted(found - _RIGHT)
    if lost or added:
        told = [f"loses a rule {code}" for code in lost] + [f"fires a rule {code}" for code in added]
        raise ConfigurationError(
            f"{shown(transpiler.path)} can't be used: of a small schema it {', '.join(told)}. The development version of "
            "SchXslt2 after 1.3.4 is known to do so: take a release, such as 1.3.4"
        )


def _found(transpiler: Transpiler, engine: Engine, scratch: Path) -> set[str] | str:
    """The rules that fire in the trial; or why none could."""
    file, sheet = scratch / "trial.sch", scratch / "trial.xsl"
    write_scratch(file, _SCHEMA.encode())
    try:
        write_scratch(sheet, compile_schema(read_schema(file), ALL_PHASES, transpiler, engine).data)
        answer = answer_to(engine, Order(stylesheet_at(sheet), _MESSAGE))
        if not isinstance(answer, Reply):
            return str(answer)
        return {finding.code for finding in read_svrl(answer.report, lambda code: None).findings}
    except RetourError as error:
        return str(error)
