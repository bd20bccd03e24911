"""The form of a case file, case by case: one that isn't of that form doesn't keep the others from being read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from retour.cases.expansion import ExpandedText
from retour.cases.fields import CaseFields, CaseId, FileFields, Tag, file_fields
from retour.cases.mistakes import together
from retour.errors import CaseFileError, RetourError
from retour.model import Place
from retour.text.complaints import complaints
from retour.text.yaml_text import Value


class Form:
    """A case file, held against the form of one.

    Args:
        text: the file, with its tables written out.

    Attributes:
        fields: what is of the form of a case file; other cases are left out.
        of_cases: what is wrong with these, by their number.

    Raises:
        CaseFileError: the file itself, or none of its cases, is of that form; with all that is wrong.
    """

    def __init__(self, text: ExpandedText) -> None:
        self.text = text
        self.of_cases: dict[int, list[CaseFileError]] = {n: [fault] for n, fault in text.faults.items()}
        self._cases = text.value.get("cases") if isinstance(text.value, dict) else None
        self._numbers: Sequence[int] = range(len(self._cases)) if isinstance(self._cases, list) else ()
        self.fields = self._without(self.of_cases) or self._without(self.of_cases) or self._refused([])

    @property
    def cases(self) -> Iterator[tuple[int, CaseFields]]:
        """The cases that are of that form, with their numbers."""
        return zip(self._numbers, self.fields.cases, strict=True)

    @property
    def mistakes(self) -> Iterator[CaseFileError]:
        """All that is wrong."""
        return (error for found in self.of_cases.values() for error in found)

    def named(self, number: int) -> tuple[str | None, tuple[str, ...]]:
        """The id and the tags of a case that isn't of the form, as far as these are."""
        case: Any = self._cases[number] if isinstance(self._cases, list) else None
        if not isinstance(case, dict):
            return None, ()
        shared: Any = self.text.value.get("tags") if isinstance(self.text.value, dict) else None
        tags = [tag for written in (shared, case.get("tags")) if isinstance(written, list) for tag in written]
        case_id = case.get("id")
        return (case_id if _fits(_CASE_ID, case_id) else None), tuple(tag for tag in tags if _fits(_TAG, tag))

    def _without(self, wrong: Mapping[int, Any]) -> FileFields | None:
        """The fields without some cases; None when others are wrong too, which is noted.

        Raises:
            CaseFileError: the file itself is wrong.
        """
        model, value = file_fields(), self.text.value
        if isinstance(value, dict) and isinstance(self._cases, list):
            self._numbers = [number for number in range(len(self._cases)) if number not in wrong]
            value = {**value, "cases": [self._cases[number] for number in self._numbers]}
        try:
            return model.model_validate(value)
        except ValidationError as error:
            of_file = []
            for path, complaint in complaints(error, _Chosen(self.text, self._numbers), model):
                found = CaseFileError(complaint.text, complaint.place)
                if len(path) > 1 and path[0] == "cases" and isinstance(path[1], int):
                    self.of_cases.setdefault(self._numbers[path[1]], []).append(found)
                elif path != ("cases",) or not self.of_cases:
                    of_file.append(found)
            if of_file:
                self._refused(of_file)
            return None

    def _refused(self, of_file: Sequence[CaseFileError]) -> FileFields:
        raise together([*of_file, *self.mistakes])


class _Chosen:
    """A file in which only some cases are counted."""

    error: type[RetourError] = CaseFileError

    def __init__(self, text: ExpandedText, numbers: Sequence[int]) -> None:
        self._text = text
        self._numbers = numbers

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        if len(path) > 1 and path[0] == "cases" and isinstance(path[1], int):
            path = ("cases", self._numbers[path[1]], *path[2:])
        return self._text.place(path, key=key)


_CASE_ID: TypeAdapter[str] = TypeAdapter(CaseId)
_TAG: TypeAdapter[str] = TypeAdapter(Tag)


def _fits(form: TypeAdapter[str], value: Value) -> bool:
    try:
        form.validate_python(value, strict=True)
    except ValidationError:
        return False
    return True
