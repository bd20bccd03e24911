"""The key `allow`: rules that may fire unnamed."""

from __future__ import annotations

from functools import partial

from retour.cases.expect.key import Key
from retour.cases.expect.known import Globs, read_globs, refuse_unknown_globs
from retour.model import Finding
from retour.text.globs import Glob, fits


def _tolerates(globs: Globs, finding: Finding) -> bool:
    return finding.is_of_rule and fits(finding.code, globs)


ALLOW: Key[Globs] = Key(
    name="allow",
    about="Rules that may fire unnamed; globs such as CS*.",
    form=list[Glob],
    data=list,
    told=lambda globs: ["allowed " + ", ".join(globs)],
    read=read_globs,
    check=partial(refuse_unknown_globs, "allow"),
    tolerates=_tolerates,
    can_fail=lambda globs: False,
    words=lambda globs: globs,
)
