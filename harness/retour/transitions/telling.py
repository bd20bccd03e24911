"""What a calendar says of a message that is sent, for a person and for a machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from retour.language import ENGLISH, Texts, mark
from retour.model import Finding
from retour.transitions.calendar import BrokenPair, Certainty, PortalMenu, Traffic
from retour.transitions.judging import Sending, shown_moment, shown_span, transition_findings


def told(sending: Sending, name: str, texts: Texts = ENGLISH) -> str:
    """What a calendar says of a message, in full.

    Args:
        name: the message as the user named it.
    """
    return "\n".join(_Telling(sending, texts).lines(name))


class _Telling:
    """What is told in one language."""

    def __init__(self, sending: Sending, texts: Texts) -> None:
        self._sending = sending
        self.texts = texts

    def lines(self, name: str) -> Iterator[str]:
        """All of it."""
        sending, texts = self._sending, self.texts
        calendar, phase = sending.calendar, sending.phase
        findings = transition_findings(sending)
        yield texts(
            _verdict(findings),
            name=name,
            identity=sending.identity,
            format=sending.format,
            moment=shown_moment(sending.local),
        )
        for finding in findings:
            hard = f" ({texts('hard')})" if finding.rejects else ""
            yield f"  {finding.code}{hard}: {texts.sentence(finding.details or '')}"
        yield ""
        yield texts("calendar %(id)s: %(about)s", id=calendar.id, about=texts(calendar.about))
        zone = texts("times are those of %(zone)s", zone=calendar.time_zone)
        yield f"  {zone}" + (f"; {texts('source:')} {texts(calendar.source)}" if calendar.source else "")
        span = shown_span(phase.since, sending.phase_ends, texts)
        about = f"{texts(phase.about)}{self._sure(phase.certainty)}"
        yield f"{' '.join([texts('phase'), phase.id, *([span] if span else [])])}: {about}"
        for traffic in phase.traffic:
            may = f"{self._may(traffic)}{self._sure(traffic.certainty)}"
            yield f"  {', '.join(map(texts, traffic.messages))}: {may}"
        yield from _headed(texts("milestones of this message"), self._milestones())
        yield from _headed(texts("portal"), map(self._menu, _menus(sending)))
        yield from _headed(texts("unanswered heenberichten"), self._broken())
        yield from _headed(texts("what the sources leave open"), map(texts, _ambiguities(sending)))

    def _may(self, traffic: Traffic) -> str:
        texts = self.texts
        if traffic.stopped is not None:
            return texts("stopped")
        if traffic.unknown is not None:
            return texts("not known")
        parts = [texts("release %(release)s", release=traffic.release)] if traffic.release else []
        parts += [texts("as %(format)s", format=traffic.format)] if traffic.format else []
        text = " ".join(parts) or texts("in any form")
        return text + (texts(", advised against") if traffic.advice else "")

    def _milestones(self) -> Iterator[str]:
        sending, texts = self._sending, self.texts
        for each in sending.calendar.milestones:
            if each.fits(str(sending.identity.type), sending.kind):
                when = f"{each.id} {shown_moment(each.when)} ({texts(each.binding)})"
                yield f"{when}: {texts(each.state)}{self._sure(each.certainty)}"

    def _menu(self, menu: PortalMenu) -> str:
        span = shown_span(menu.since, menu.until, self.texts)
        return f"{span}: {self.texts(menu.menu)}{self._sure(menu.certainty)}"

    def _broken(self) -> Iterator[str]:
        texts, broken = self.texts, self._sending.calendar.broken_pair
        if broken is None or not _can_break(self._sending, broken):
            return
        become = texts(
            "a heenbericht of %(heen)s without a retour on %(moment)s can only become a broken pair,"
            " with a retour of %(retour)s:",
            heen=broken.heen,
            moment=shown_moment(broken.unanswered_from),
            retour=broken.retour,
        )
        yield f"{become} {texts(broken.about)}{self._sure(broken.certainty)}"

    def _sure(self, certainty: Certainty | None) -> str:
        return f" [{self.texts(certainty)}]" if certainty else ""


_WORDS = (mark("hard"), mark("advice"), mark("stated"), mark("inferred"), mark("all"))
"""Words of a calendar that stand for themselves in English."""


def _verdict(findings: Sequence[Finding]) -> str:
    if any(finding.rejects for finding in findings):
        return mark("%(name)s: may not travel (%(identity)s, %(format)s, sent %(moment)s)")
    if findings:
        return mark("%(name)s: may travel, but had better not (%(identity)s, %(format)s, sent %(moment)s)")
    return mark("%(name)s: may travel (%(identity)s, %(format)s, sent %(moment)s)")


def _headed(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {line}" for line in found)


def _menus(sending: Sending) -> list[PortalMenu]:
    """The menu before and after each change: of each time the first entry that fits the message."""
    found: dict[tuple[datetime | None, datetime | None], PortalMenu] = {}
    for each in sending.calendar.portal:
        if each.fits(str(sending.identity.type), sending.kind):
            found.setdefault((each.since, each.until), each)
    return list(found.values())


def _can_break(sending: Sending, broken: BrokenPair) -> bool:
    identity = sending.identity
    return (
        sending.kind == "heen"
        and identity.type not in broken.exempt
        and identity.release in (None, broken.heen)
    )


def _ambiguities(sending: Sending) -> Iterator[str]:
    for each in sending.calendar.ambiguities:
        if each.fits(str(sending.identity.type), sending.kind):
            yield each.about


def told_to_machines(sending: Sending, name: str) -> dict[str, Any]:
    """What a calendar says of a message, as JSON has it."""
    findings = transition_findings(sending)
    phase, broken = sending.phase, sending.calendar.broken_pair
    return {
        "message": name,
        "standard": sending.identity.standard,
        "release": sending.identity.release,
        "type": sending.identity.type,
        "format": sending.format,
        "kind": sending.kind,
        "sender": sending.sender or sending.described.sender,
        "sent": sending.local.isoformat(timespec="seconds"),
        "may_travel": all(not finding.rejects for finding in findings),
        "findings": [
            {"code": finding.code, "severity": finding.severity, "details": finding.details}
            for finding in findings
        ],
        "calendar": sending.calendar.id,
        "phase": {
            "id": phase.id,
            "from": _iso(phase.since),
            "until": _iso(sending.phase_ends),
            "about": phase.about,
            "certainty": phase.certainty,
        },
        "milestones": [
            each.model_dump(mode="json", include={"id", "when", "binding", "state", "certainty"})
            for each in sending.calendar.milestones
            if each.fits(str(sending.identity.type), sending.kind)
        ],
        "portal": [
            {
                "from": _iso(menu.since),
                "until": _iso(menu.until),
                "menu": menu.menu,
                "certainty": menu.certainty,
            }
            for menu in _menus(sending)
        ],
        "unanswered_from": _iso(broken.unanswered_from) if broken and _can_break(sending, broken) else None,
        "ambiguities": list(_ambiguities(sending)),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
