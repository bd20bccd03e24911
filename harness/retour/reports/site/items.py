"""A result with what it is about: the case, the message as it was judged, and the rule set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retour.cases import read_cases
from retour.checking import case_check
from retour.errors import RetourError
from retour.language import mark
from retour.levels import edited_bytes
from retour.messages.reading import read_bytes
from retour.model import Case
from retour.reports.known import case_name_under
from retour.reports.results import Standing, standing_of_result
from retour.rulesets import RuleSet
from retour.text.difference import difference_lines
from retour.workspace import Workspace, Workspaces


@dataclass(frozen=True, slots=True)
class Item:
    """One result.

    Attributes:
        number: from 1, in the order of the results.
        case: as it stands in its file now; None without one, or when it is there no more.
        text: the message as it was judged; None when it can't be had any more.
        edits: what the case changes of its message, as a diff.
        rules: the set that judged it; None when it is no longer in reach as it was.
        remark: why something is missing; in English.
    """

    number: int
    result: dict[str, Any]
    case: Case | None
    text: str | None
    edits: tuple[str, ...]
    rules: RuleSet | None
    remark: str | None

    @property
    def standing(self) -> Standing:
        """How it came out."""
        return standing_of_result(self.result)

    @property
    def name(self) -> str:
        """The id of the case; of a message without one its file."""
        return case_name_under(self.result["case"]) if "case" in self.result else str(self.result["message"])

    @property
    def is_of_case(self) -> bool:
        """Whether it is of a case, and not of a message alone."""
        return "case" in self.result

    @property
    def case_name(self) -> str:
        """The case as the command line names it, with the rule set that the run asks for."""
        return f"{self.result['case']['file']}::{case_name_under(self.result['case'])}"

    @property
    def place(self) -> str:
        """Where the case stands; of a message without one nothing."""
        if "case" not in self.result:
            return ""
        return f"{self.result['case']['file']}:{self.result['case']['line']}"


@dataclass
class Finder:
    """Finds what results are about, each case file read once.

    Attributes:
        base: the folder from which the results name their files.
        known: rule sets that may have judged, beside those of the project.
    """

    base: Path
    known: Sequence[RuleSet] = ()
    _workspaces: Workspaces = field(default_factory=Workspaces)
    _cases: dict[tuple[str, str | None], dict[str, Case]] = field(default_factory=dict)
    _sets: dict[tuple[Path, str, str], RuleSet | None] = field(default_factory=dict)

    def items(self, results: Iterable[dict[str, Any]]) -> Iterator[Item]:
        """An item for each result, in their order."""
        for number, result in enumerate(results, start=1):
            yield self._item(number, result)

    def meanings(self, results: Iterable[dict[str, Any]]) -> dict[str, str]:
        """What the rules that fired mean, as far as their sets tell."""
        found: dict[str, str] = {}
        for result in results:
            codes = {finding["code"] for finding in result["findings"]} - found.keys()
            if codes and (rules := self.rules(result)) is not None:
                found |= {code: meaning for code in codes if (meaning := rules.meaning(code))}
        return found

    def rules(self, result: dict[str, Any]) -> RuleSet | None:
        """The set that judged a result; None when it isn't in reach any more as it was."""
        case = self._case(result)
        return self._rules(result, case, self._workspace(result, case))

    def _workspace(self, result: dict[str, Any], case: Case | None) -> Workspace:
        if case is not None:
            return self._workspaces.of(case.file)
        return self._workspaces.of(self.base / (result["message"] or result["case"]["file"]))

    def _item(self, number: int, result: dict[str, Any]) -> Item:
        case = self._case(result)
        workspace = self._workspace(result, case)
        rules = self._rules(result, case, workspace)
        if result["message"] is None:
            return Item(
                number, result, None, None, (), rules, mark("It can't be used, so no message was judged.")
            )
        if "case" in result and case is None:
            return Item(number, result, None, None, (), rules, mark("The case isn't in its file any more."))
        try:
            text, edits = self._message(result, case, workspace)
        except RetourError as error:
            return Item(number, result, case, None, (), rules, str(error))
        if text is None:
            remark = mark("The message, or the case, has changed since.")
            return Item(number, result, case, None, (), rules, remark)
        return Item(number, result, case, text, edits, rules, None)

    def _case(self, result: dict[str, Any]) -> Case | None:
        if "case" not in result:
            return None
        key = result["case"]["file"], result["case"].get("under")
        if key not in self._cases:
            self._cases[key] = {case.id: case for case in self._loaded(*key)}
        return self._cases[key].get(result["case"]["id"])

    def _loaded(self, name: str, under: str | None) -> list[Case]:
        """The cases of a file, under the rule set that the run asked for where it is in reach."""
        file = self.base / name
        try:
            workspace = self._workspaces.of(file)
            asked = () if under is None else workspace.shelf.several([under], self.base)
            return [each for each in read_cases(file, workspace, under=asked) if isinstance(each, Case)]
        except RetourError:
            return []

    def _message(
        self, result: dict[str, Any], case: Case | None, workspace: Workspace
    ) -> tuple[str | None, tuple[str, ...]]:
        """The message and what was edited in it; no message when it isn't the one that was judged."""
        if case is None:
            data = read_bytes(self.base / result["message"], result["message"])
        else:
            data = edited_bytes(case_check(case, workspace))
        if hashlib.sha256(data).hexdigest() != result["sha256"]:
            return None, ()
        text = data.decode("utf-8", "backslashreplace")
        if case is None or not (case.edits or case.raw):
            return text, ()
        base = read_bytes(case.message, result["message"])
        return text, tuple(difference_lines(base, data, result["message"], case.id))

    def _rules(self, result: dict[str, Any], case: Case | None, workspace: Workspace) -> RuleSet | None:
        """The set of a result, if it is still what it was."""
        stamp = result["rules"]
        if stamp is None:
            return None
        beside = case.file.parent if case is not None else self.base
        named = case.rules if case is not None and case.rules else stamp["id"]
        key = (beside, named, stamp["sha256"])
        if key not in self._sets:
            self._sets[key] = self._as_it_was(workspace, named, beside, stamp["sha256"])
        return self._sets[key]

    def _as_it_was(self, workspace: Workspace, named: str, beside: Path, sha256: str) -> RuleSet | None:
        for rules in (*self.known, *workspace.shelf.all()):
            if rules.sha256 == sha256:
                return rules
        try:
            rules = workspace.shelf.get(named, beside)
        except RetourError:
            return None
        return rules if rules.sha256 == sha256 else None
