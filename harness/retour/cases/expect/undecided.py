"""The key `undecided`: the rules that say that they can't be decided, such as for want of a list from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retour.cases.expect.key import Difference, Judgement, Key, Places, Setting
from retour.cases.expect.known import refuse_unknown_rule
from retour.cases.expect.wording import names_text
from retour.language import mark

Codes = tuple[str, ...]


def _read(written: Sequence[str], place: Places) -> Codes:
    return tuple(written)


def _check(codes: Codes, setting: Setting) -> None:
    for number, code in enumerate(codes):
        refuse_unknown_rule(code, setting, "undecided", number)


def _now(judgement: Judgement) -> list[str]:
    return list(dict.fromkeys(each.code for each in judgement.outcome.undecided))


def _differences(codes: Codes, judgement: Judgement) -> Iterator[Difference]:
    now = _now(judgement)
    for code in codes:
        if code not in now:
            yield Difference(
                mark("%(code)s doesn't say that it can't be decided") % {"code": code}, codes=(code,)
            )
    for code in now:
        if code not in codes:
            why = judgement.silence.undecided[code]
            yield Difference(
                mark("%(code)s can't be decided, which the case doesn't name: %(reason)s")
                % {"code": code, "reason": why},
                codes=(code,),
            )


def _accepted(codes: Codes | None, judgement: Judgement) -> Codes | None:
    return None if codes is None else tuple(_now(judgement))


UNDECIDED: Key[Codes] = Key(
    name="undecided",
    about="All rules that say that they can't be decided, such as for want of a register.",
    form=list[str],
    data=list,
    told=lambda codes: [mark("not decidable: %(names)s") % {"names": names_text(codes)}],
    read=_read,
    check=_check,
    differences=_differences,
    words=lambda codes: codes,
    accepted=_accepted,
    is_about_rules=True,
)
