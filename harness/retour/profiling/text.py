"""Profiles as text for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from retour.profiling.model import EntryProfile, TemplateCost
from retour.text.display import shown
from retour.text.plain import one_line

_MOST_RULES = 4
"""Rules that are named of those that go by way of a template."""


def profile_text(profiles: Sequence[EntryProfile], left_out: Mapping[str, str], most: int) -> str:
    """All profiles.

    Args:
        left_out: why messages are in none, by name.
        most: templates that are shown of an entry.
    """
    lines = [line for each in profiles for line in (*_of_entry(each, most), "")]
    lines += [f"{one_line(name)}: {one_line(why)}" for name, why in left_out.items()]
    return "\n".join(lines).rstrip("\n")


def _of_entry(each: EntryProfile, most: int) -> Iterator[str]:
    number = len(each.messages)
    yield (
        f"{each.rules.name} {each.name}: {number} message{'s' * (number != 1)}, "
        f"{_ms(each.seconds)} ms of a processor's time, ± {_ms(each.noise)} ms"
    )
    clear = [cost for cost in each.costs if each.is_clear(cost)]
    if clear:
        yield "    part        ms  with all  grows  template"
    for cost in clear[:most]:
        yield _row(each, cost)
        yield f"{'':35}{shown(cost.file)}:{cost.line}, most in {one_line(cost.most)}: {_ms(cost.seconds[cost.most])} ms"
    if len(clear) > most:
        yield f"    … and {len(clear) - most} more"
    if rest := len(each.costs) - len(clear):
        yield f"    {rest} cost less than can be told"


def _row(each: EntryProfile, cost: TemplateCost) -> str:
    power = each.growth(cost)
    grows = "" if power is None else f"n^{power:.1f}"
    part = 100 * cost.total / each.seconds if each.seconds else 0.0
    rules = list(cost.rules[:_MOST_RULES]) + ["…"] * (len(cost.rules) > _MOST_RULES)
    name = f"{' '.join(rules)}  {cost.label}" if rules else cost.label
    return f"  {part:5.1f}%  {_ms(cost.total):>8}  {_ms(cost.whole):>8}  {grows:>5}  {one_line(name)}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}" if seconds < 1 else f"{1000 * seconds:,.0f}"
