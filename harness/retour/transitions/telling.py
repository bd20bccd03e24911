"""What a calendar says of a message that is sent, for a person and for a machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from retour.transitions.calendar import BrokenPair, Certainty, PortalMenu, Traffic
from retour.transitions.judging import Sending, shown_moment, shown_span, transition_findings


def told(sending: Sending, name: str) -> str:
    """What a calendar says of a message, in full.

    Args:
        name: the message as the user named it.
    """
    return "\n".join(_lines(sending, name))


def _lines(sending: Sending, name: str) -> Iterator[str]:
    calendar, phase = sending.calendar, sending.phase
    findings = transition_findings(sending)
    stopped = any(finding.rejects for finding in findings)
    verdict = "may not travel" if stopped else "may travel" + (", but had better not" if findings else "")
    yield f"{name}: {verdict} ({sending.identity}, {sending.format}, sent {shown_moment(sending.local)})"
    for finding in findings:
        hard = " (hard)" if finding.rejects else ""
        yield f"  {finding.code}{hard}: {finding.details}"
    yield ""
    yield f"calendar {calendar.id}: {calendar.about}"
    yield f"  times are those of {calendar.time_zone}" + (
        f"; source: {calendar.source}" if calendar.source else ""
    )
    yield f"phase {phase.id}{shown_span(phase.since, sending.phase_ends)}: {phase.about}{_sure(phase.certainty)}"
    for traffic in phase.traffic:
        yield f"  {', '.join(traffic.messages)}: {_may(traffic)}{_sure(traffic.certainty)}"
    yield from _headed("milestones of this message", _milestones(sending))
    yield from _headed("portal", map(_menu, _menus(sending)))
    yield from _headed("unanswered heenberichten", _broken(sending))
    yield from _headed("what the sources leave open", _ambiguities(sending))


def _headed(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {line}" for line in found)


def _may(traffic: Traffic) -> str:
    if traffic.stopped is not None:
        return "stopped"
    if traffic.unknown is not None:
        return "not known"
    parts = [f"release {traffic.release}"] if traffic.release else []
    parts += [f"as {traffic.format}"] if traffic.format else []
    text = " ".join(parts) or "in any form"
    return f"{text}, advised against" if traffic.advice else text


def _milestones(sending: Sending) -> Iterator[str]:
    for each in sending.calendar.milestones:
        if each.fits(str(sending.identity.type), sending.kind):
            yield f"{each.id} {shown_moment(each.when)} ({each.binding}): {each.state}{_sure(each.certainty)}"


def _menus(sending: Sending) -> list[PortalMenu]:
    """The menu before and after each change: of each time the first entry that fits the message."""
    found: dict[tuple[datetime | None, datetime | None], PortalMenu] = {}
    for each in sending.calendar.portal:
        if each.fits(str(sending.identity.type), sending.kind):
            found.setdefault((each.since, each.until), each)
    return list(found.values())


def _menu(menu: PortalMenu) -> str:
    return f"{shown_span(menu.since, menu.until).strip()}: {menu.menu}{_sure(menu.certainty)}"


def _broken(sending: Sending) -> Iterator[str]:
    broken = sending.calendar.broken_pair
    if broken is None or not _can_break(sending, broken):
        return
    yield (
        f"a heenbericht of {broken.heen} without a retour on {shown_moment(broken.unanswered_from)} can only become"
        f" a broken pair, with a retour of {broken.retour}: {broken.about}{_sure(broken.certainty)}"
    )


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


def _sure(certainty: Certainty | None) -> str:
    return f" [{certainty}]" if certainty else ""


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
