"""The key `scope`: the only rules that are judged."""

from __future__ import annotations

from functools import partial

from retour.cases.expect.key import Key
from retour.cases.expect.known import Globs, read_globs, refuse_unknown_globs
from retour.language import mark
from retour.model import Finding
from retour.text.globs import Glob, fits


def lies_within(code: str, scope: Globs | None) -> bool:
    """Whether a scope holds a rule; without one all are judged."""
    return not scope or fits(code, scope)


def _judges(globs: Globs, finding: Finding) -> bool:
    return not finding.is_of_rule or lies_within(finding.code, globs)


SCOPE: Key[Globs] = Key(
    name="scope",
    about="The only rules that are judged; globs such as TR*. Other levels are judged all the same.",
    form=list[Glob],
    data=list,
    told=lambda globs: [mark("judging only %(codes)s") % {"codes": ", ".join(globs)}],
    read=read_globs,
    check=partial(refuse_unknown_globs, "scope"),
    judges=_judges,
    can_fail=lambda globs: False,
    words=lambda globs: globs,
)
