"""The key `valid`: the message is accepted, or isn't."""

from __future__ import annotations

from collections.abc import Iterator

from retour.cases.expect.claims import claims
from retour.cases.expect.key import Difference, Judgement, Key, Setting
from retour.cases.expect.wording import finding_text
from retour.errors import CaseFileError
from retour.language import mark


def _check(is_valid: bool, setting: Setting) -> None:
    if is_valid and any(map(setting.rejects, claims(setting.case.expect))):
        raise CaseFileError("expects a valid message and findings: it could not pass", setting.place())


def _differences(is_valid: bool, judgement: Judgement) -> Iterator[Difference]:
    if not is_valid and not judgement.errors:
        yield Difference(
            mark("nothing that fired rejects the message, where the case expects an invalid one")
            if judgement.judged
            else mark("nothing fired, where the case expects an invalid message")
        )
    named = [finding for finding in judgement.intolerable if finding not in judgement.unnamed]
    for finding in named if is_valid else ():
        if finding.rejects:
            yield Difference(
                mark("%(found)s as an error, where the case expects a valid message")
                % {"found": finding_text(finding)},
                unexpected=finding,
            )


def _accepted(is_valid: bool | None, judgement: Judgement) -> bool | None:
    if is_valid is True and judgement.unnamed:
        return None
    return True if is_valid is False and not judgement.errors else is_valid


VALID: Key[bool] = Key(
    name="valid",
    about="true: nothing rejects the message; false: something fires, whatever it is.",
    form=bool,
    data=lambda is_valid: is_valid,
    told=lambda is_valid: [] if is_valid else [mark("something")],
    check=_check,
    differences=_differences,
    is_exact=lambda is_valid: is_valid,
    is_open=lambda is_valid: not is_valid,
    can_fail=lambda is_valid: not is_valid,
    accepted=_accepted,
)
