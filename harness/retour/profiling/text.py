"""Profiles as text for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from retour.language import ENGLISH, Texts
from retour.profiling.model import EntryProfile, TemplateCost
from retour.text.display import shown
from retour.text.plain import one_line

_MOST_RULES = 4
"""Rules that are named of those that go by way of a template."""


def profile_text(
    profiles: Sequence[EntryProfile], left_out: Mapping[str, str], most: int, texts: Texts = ENGLISH
) -> str:
    """All profiles.

    Args:
        left_out: why messages are in none, by name.
        most: templates that are shown of an entry.
    """
    lines = [line for each in profiles for line in (*_of_entry(each, most, texts), "")]
    lines += [f"{one_line(name)}: {one_line(texts.sentence(why))}" for name, why in left_out.items()]
    return "\n".join(lines).rstrip("\n")


def _of_entry(each: EntryProfile, most: int, texts: Texts) -> Iterator[str]:
    messages = texts.counted(len(each.messages), "%(number)s message", "%(number)s messages")
    total, noise = (texts.figures(_ms(seconds)) for seconds in (each.seconds, each.noise))
    whole = texts("%(total)s ms of a processor's time, ± %(noise)s ms", total=total, noise=noise)
    yield f"{each.rules.name} {each.name}: {messages}, {whole}"
    clear = [cost for cost in each.costs if each.is_clear(cost)]
    if clear:
        part, with_all, grows = texts("part"), texts("with all"), texts("grows")
        yield f"{part:>8}  {'ms':>8}  {with_all:>8}  {grows:>5}  template"
    for cost in clear[:most]:
        yield _row(each, cost, texts)
        most_of_it = texts.figures(_ms(cost.seconds[cost.most]))
        told = texts("most in %(message)s: %(most)s ms", message=one_line(cost.most), most=most_of_it)
        yield f"{'':35}{shown(cost.file)}:{cost.line}, {told}"
    if len(clear) > most:
        yield f"    {texts('… and %(number)s more', number=len(clear) - most)}"
    if rest := len(each.costs) - len(clear):
        told = texts.counted(
            rest, "%(number)s costs less than can be told", "%(number)s cost less than can be told"
        )
        yield f"    {told}"


def _row(each: EntryProfile, cost: TemplateCost, texts: Texts) -> str:
    power = each.growth(cost)
    grows = "" if power is None else f"n^{power:.1f}"
    part = 100 * cost.total / each.seconds if each.seconds else 0.0
    rules = list(cost.rules[:_MOST_RULES]) + ["…"] * (len(cost.rules) > _MOST_RULES)
    name = f"{' '.join(rules)}  {cost.label}" if rules else cost.label
    figures = f"  {part:5.1f}%  {_ms(cost.total):>8}  {_ms(cost.whole):>8}  {grows:>5}"
    return f"{texts.figures(figures)}  {one_line(name)}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}" if seconds < 1 else f"{1000 * seconds:,.0f}"
