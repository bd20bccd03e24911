"""The key `allow`: rules that may fire unnamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from retour.cases.expect.key import Data, Key, Places, Setting
from retour.cases.expect.known import refuse_unknown_globs
from retour.cases.forms import Fields
from retour.language import mark
from retour.model import Finding, Severity
from retour.text.globs import Glob, fits


class AllowedFields(Fields):
    """Findings that may come unnamed, in the long form; a glob alone is the short one."""

    code: Glob = Field(default="*", description="The rules, as a glob such as CS*; any when left out.")
    severity: Severity | None = Field(
        default=None, description="Only findings as bad as this: fatal, error, warning or information."
    )


def _glob_alone(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Allowed:
    """Findings that may come unnamed.

    Attributes:
        glob: over the rules.
        severity: how bad they are; None for any.
    """

    glob: str
    severity: Severity | None = None

    def __str__(self) -> str:
        return self.glob if self.severity is None else f"{self.glob} ({self.severity})"


def _read(written: Sequence[AllowedFields], place: Places) -> tuple[Allowed, ...] | None:
    return tuple(Allowed(fields.code, fields.severity) for fields in written) or None


def _tolerates(allowed: Sequence[Allowed], finding: Finding) -> bool:
    return finding.is_of_rule and any(
        fits(finding.code, [one.glob]) and one.severity in (None, finding.severity) for one in allowed
    )


def _check(allowed: Sequence[Allowed], setting: Setting) -> None:
    refuse_unknown_globs("allow", [one.glob for one in allowed], setting)


def _data(allowed: Sequence[Allowed]) -> Data:
    return [
        one.glob if one.severity is None else {"code": one.glob, "severity": one.severity} for one in allowed
    ]


ALLOW: Key[tuple[Allowed, ...]] = Key(
    name="allow",
    about="Rules that may fire unnamed; globs such as CS*, or mappings with a severity.",
    form=list[Annotated[AllowedFields, BeforeValidator(_glob_alone)]],
    data=_data,
    told=lambda allowed: [mark("allowed %(codes)s") % {"codes": ", ".join(map(str, allowed))}],
    read=_read,
    check=_check,
    tolerates=_tolerates,
    can_fail=lambda allowed: False,
    words=lambda allowed: map(str, allowed),
)
