"""The key `retour`: the retour codes that come, whichever rules bring them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retour.cases.expect.key import Difference, Judgement, Key, Places, Setting
from retour.cases.expect.known import refuse_unknown_retour_code
from retour.cases.expect.wording import names_text
from retour.cases.mistakes import Mistakes
from retour.errors import CaseFileError
from retour.language import mark

Codes = tuple[str, ...]


def _read(written: Sequence[str], place: Places) -> Codes:
    return tuple(written)


def _check(codes: Codes, setting: Setting) -> None:
    wrong = Mistakes()
    for number, code in enumerate(codes):
        wrong.of(refuse_unknown_retour_code, code, setting, "retour", number)
    wrong.tell()


def _differences(codes: Codes, judgement: Judgement) -> Iterator[Difference]:
    found: dict[str, list[str]] = {}
    without: dict[str, None] = {}
    for finding in judgement.intolerable:
        if finding.retour is None:
            without[finding.code] = None
        else:
            found.setdefault(finding.retour, []).append(finding.code)
    for code in codes:
        if code not in found:
            yield Difference(
                mark("retour code %(code)s was expected and did not come") % {"code": code}, codes=(code,)
            )
    for code in sorted(set(found) - set(codes)):
        reason = mark("retour code %(code)s came, which the case doesn't name") % {"code": code}
        yield Difference(reason, codes=tuple(dict.fromkeys(found[code])))
    for rule in without:
        yield Difference(
            mark("%(code)s fired without a retour code, which the case doesn't name") % {"code": rule},
            codes=(rule,),
        )


def _accepted(codes: Codes | None, judgement: Judgement) -> Codes | None:
    if codes is None:
        return None
    found: dict[str, None] = {}
    for finding in judgement.intolerable:
        if finding.retour is None:
            raise CaseFileError(
                f"{finding.code} fired and has no retour code, so `retour` can't state this outcome"
            )
        found[finding.retour] = None
    still = [code for code in codes if code in found]
    return *still, *(code for code in found if code not in still)


RETOUR_CODES: Key[Codes] = Key(
    name="retour",
    about="Exactly these retour codes come, whichever rules bring them.",
    form=list[str],
    data=list,
    told=lambda codes: [mark("retour codes %(names)s") % {"names": names_text(codes)}],
    read=_read,
    check=_check,
    differences=_differences,
    is_open=lambda codes: True,
    words=lambda codes: codes,
    accepted=_accepted,
    is_about_rules=True,
)
