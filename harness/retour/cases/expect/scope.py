"""The key `scope`: the only rules that are judged."""

from __future__ import annotations

from collections.abc import Sequence

from retour.cases.expect.key import Key, Places, Setting
from retour.cases.expect.known import refuse_unknown_glob
from retour.model import Finding
from retour.text.globs import Glob, fits

Globs = tuple[str, ...]


def lies_within(code: str, scope: Globs | None) -> bool:
    """Whether a scope holds a rule; without one all are judged."""
    return not scope or fits(code, scope)


def _read(written: Sequence[str], place: Places) -> Globs | None:
    return tuple(written) or None


def _check(globs: Globs, setting: Setting) -> None:
    for number, glob in enumerate(globs):
        refuse_unknown_glob(glob, setting, setting.place("scope", number))


def _judges(globs: Globs, finding: Finding) -> bool:
    return finding.level != "rules" or lies_within(finding.code, globs)


SCOPE: Key[Globs] = Key(
    name="scope",
    about="The only rules that are judged; globs such as TR*. Other levels are judged all the same.",
    form=list[Glob],
    data=list,
    told=lambda globs: ["judging only " + ", ".join(globs)],
    read=_read,
    check=_check,
    judges=_judges,
    can_fail=lambda globs: False,
    words=lambda globs: globs,
)
