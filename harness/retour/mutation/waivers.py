"""The list of mutants that no case has to notice, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from retour.errors import ConfigurationError
from retour.mutation.generation import OPERATORS
from retour.mutation.model import Mutant, MutationWaiver
from retour.text.json_schema import Schema
from retour.text.nearest import did_you_mean
from retour.text.waivers import Now, WaiverFields, read_waivers, waivers_schema


class MutationWaiverFields(WaiverFields):
    """Mutants that no case has to notice; see `MutationWaiver`."""

    kind: Literal["equivalent", "accepted"]
    file: str | None = None
    change: str | None = None
    within: str | None = None
    operator: str | None = None

    @model_validator(mode="after")
    def _is_narrow(self) -> Self:
        if self.change is None and self.within is None:
            raise ValueError("say which mutants with `change` or `within`: not all of a file")
        if self.operator is not None and self.operator not in OPERATORS:
            raise ValueError(
                f"no operator {self.operator!r}{did_you_mean(self.operator, OPERATORS, 'they are')}"
            )
        return self


def read_mutation_waivers(file: Path, now: Now) -> list[MutationWaiver]:
    """Read a file of waivers.

    Raises:
        ConfigurationError: with file, line and column, for the first thing that is wrong; a waiver's time has passed.
    """
    return [
        MutationWaiver(
            each.fields.kind,
            each.fields.why,
            each.place,
            each.fields.file,
            each.fields.change,
            each.fields.within,
            each.fields.operator,
        )
        for each in read_waivers(file, MutationWaiverFields, ConfigurationError, now)
    ]


def mutation_waivers_schema() -> Schema:
    """The schema of a file of waivers, draft 2020-12."""
    return waivers_schema(
        MutationWaiverFields, "Waivers of mutants (retour mutate --waivers FILE)", _DESCRIPTIONS
    )


_DESCRIPTIONS = {
    "kind": "equivalent: no valid message can tell the mutant from the rules, so it doesn't count. accepted: a message could, and"
    " no case is worth it; it counts as missed.",
    "file": "How the path of the stylesheet ends; any when left out.",
    "change": "The change as a report writes it, `before → after`; … stands for any text.",
    "within": "The template, key or variable that is changed; … stands for any text.",
    "operator": f"The kind of mistake: {', '.join(OPERATORS)}.",
}


def waiver_of(mutant: Mutant, waivers: Sequence[MutationWaiver]) -> MutationWaiver | None:
    """The first waiver that means a mutant."""
    return next((waiver for waiver in waivers if waiver.covers(mutant)), None)
