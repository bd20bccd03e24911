"""The key `allow`: rules that may fire unnamed."""

from __future__ import annotations

from collections.abc import Sequence

from retour.cases.expect.key import Key, Places, Setting
from retour.cases.expect.known import refuse_unknown_glob
from retour.model import Finding
from retour.text.globs import Glob, fits

Globs = tuple[str, ...]


def _read(written: Sequence[str], place: Places) -> Globs | None:
    return tuple(written) or None


def _check(globs: Globs, setting: Setting) -> None:
    for number, glob in enumerate(globs):
        refuse_unknown_glob(glob, setting, setting.place("allow", number))


def _tolerates(globs: Globs, finding: Finding) -> bool:
    return finding.level == "rules" and fits(finding.code, globs)


ALLOW: Key[Globs] = Key(
    name="allow",
    about="Rules that may fire unnamed; globs such as CS*.",
    form=list[Glob],
    data=list,
    told=lambda globs: ["allowed " + ", ".join(globs)],
    read=_read,
    check=_check,
    tolerates=_tolerates,
    can_fail=lambda globs: False,
    words=lambda globs: globs,
)
