"""The document of `retour mutate --format json`, read back."""

from __future__ import annotations

from pathlib import Path

from retour.model import Place, Problem, RuleSetStamp
from retour.mutation.document import MutantPart, MutationDocument
from retour.mutation.model import Mutant, MutationWaiver, Result
from retour.mutation.mutating import MutatedSheet, Mutation
from retour.text.documents import read_document


def read_mutation(file: Path) -> Mutation:
    """Read what was found.

    Files are taken to lie where the document says, seen from where the user stands.

    Raises:
        RetourError: the file can't be read, or is no such document.
    """
    _, found = read_document(
        file, MutationDocument, "a document of mutants, as retour mutate --format json writes it"
    )
    return Mutation(
        tuple(RuleSetStamp(each.id, each.version, each.sha256) for each in found.rules),
        tuple(
            MutatedSheet(
                _path(each.file), each.sha256, {part.sha256: tuple(part.rules) for part in each.reports}
            )
            for each in found.files
        ),
        found.cases,
        {each.case: each.why for each in found.left_out},
        {each.case: Problem("internal", each.why) for each in found.failed},
        tuple(map(_result, found.results)),
        tuple((each.place, each.text) for each in found.not_understood),
        tuple(Place(each) for each in found.unused_waivers),
    )


def _path(name: str) -> Path:
    return Path.cwd() / name


def _result(part: MutantPart) -> Result:
    return Result(
        Mutant(
            part.id,
            part.operator,
            _path(part.file),
            part.line,
            part.column,
            part.within,
            part.before,
            part.after,
            part.expression,
            edits=(),
        ),
        part.status,
        part.noticed_by,
        part.reason,
        part.unseen_by,
        part.nearest,
        MutationWaiver(part.waiver.kind, part.waiver.reason, Place("")) if part.waiver else None,
    )
