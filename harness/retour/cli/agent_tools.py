"""What an agent may ask over the Model Context Protocol: messages judged, codes explained, sets and cases shown. Nothing is written."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

from retour import explaining
from retour.cases.writing import expectation_data
from retour.checking import case_check
from retour.cli.explain import explanation_document
from retour.cli.rules import description_of, summary_of
from retour.cli.selection import node_id, select_case
from retour.errors import MessageError, RetourError
from retour.explaining import FoundCases, find_cases, with_cases
from retour.levels import Check, edited_bytes
from retour.message_judge import MessageJudge
from retour.messages import MAX_BYTES, read_bytes
from retour.model import CASE_FILE_SUFFIX, Outcome
from retour.reasons import with_reasons
from retour.reports import result_of
from retour.text.nearest import did_you_mean
from retour.text.sizes import size_text
from retour.workspace import Workspaces

_GIVEN = "message.xml"
"""What a message is called that is given as text."""


class AgentTools:
    """The tools, for one folder: nothing outside it is read but the rule sets that its configuration reaches.

    Args:
        folder: absolute.
        time_limit: seconds that the rules may take on one message; None for the configured ones.
    """

    def __init__(self, folder: Path, time_limit: float | None = None) -> None:
        self._folder = folder.resolve()
        self._judge = MessageJudge(self._folder, time_limit)
        self._one_at_a_time = Lock()

    def close(self) -> None:
        """End the engine."""
        self._judge.close()

    def check(self, path: str = "", text: str = "") -> dict[str, Any]:
        """Check one message: its file, envelope, schema and rules. Tells the findings with their retour codes and places.

        `status` is accepted, rejected, not-judged or error; only accepted means that nothing is wrong at the levels that were judged.

        Args:
            path: the message file, relative to the folder of the server.
            text: or the message itself.
        """
        with self._one_at_a_time:
            _, outcome = self._judged(path, text)
            return self._told(outcome)

    def why(self, code: str, path: str = "", text: str = "") -> dict[str, Any]:
        """Tell why a rule fires on a message, or why it stays silent: the condition that decided it, with the values of its parts.

        The values are those of the message. For a finding see `why` in it; for a rule without one see `silences`.

        Args:
            code: the rule, such as TR018.
            path: the message file, relative to the folder of the server.
            text: or the message itself.
        """
        with self._one_at_a_time:
            check, outcome = self._judged(path, text)
            fired = {finding.code for finding in outcome.findings if finding.is_of_rule}
            known = {one for rules in self._judge.workspace.shelf.all() for one in rules.codes}
            if code not in known:
                raise RetourError(f"no rule set in reach has a rule {code!r}{did_you_mean(code, known)}")
            silent = [] if code in fired else [code]
            (told,) = with_reasons(self._judge.engine, [(check, outcome)], [code], silent)
            return self._told(told)

    def explain(self, code: str) -> dict[str, Any]:
        """Explain a code: what it means in English and Dutch, where it comes from, in which messages it is checked, and which cases expect it.

        Args:
            code: a rule (TR018), a retour code (9018), a code of a level (bom) or one of the chain (StUF055).
        """
        with self._one_at_a_time:
            found = explaining.explain(code, self._judge.workspace.shelf.all(), "the rule sets in reach have")
            return explanation_document(with_cases(found, self._cases()))

    def show(self, name: str = "") -> dict[str, Any]:
        """Show what there is: without a name the rule sets and the cases; of a rule set its rules and entries; of a case its message after its edits.

        Args:
            name: nothing; a rule set such as iwmo/3.2; or a case, as path/to/file.cases.yaml::id.
        """
        with self._one_at_a_time:
            if not name:
                cases = [node_id(case) for case, _ in self._cases().cases]
                sets = [summary_of(rules) for rules in self._judge.workspace.shelf.all()]
                return {"rule_sets": sets, "cases": cases}
            if CASE_FILE_SUFFIX in name:
                return self._case(name)
            return description_of(self._judge.workspace.shelf.get(self._set_name(name), self._folder))

    def _judged(self, path: str, text: str) -> tuple[Check, Outcome]:
        """A message and what comes of it.

        Raises:
            MessageError: neither of the two is given, or both; or the file can't be read.
        """
        if bool(path) == bool(text):
            raise MessageError("give `path` or `text`, one of the two")
        if path:
            name, data = path, read_bytes(self._within(path), path)
        else:
            name, data = _GIVEN, text.encode("utf-8", "surrogatepass")
            if len(data) > MAX_BYTES:
                raise MessageError(f"the message is larger than {size_text(MAX_BYTES)}")
        check = self._judge.check(name, data)
        return check, self._judge.outcome(check, lambda outcome, _: outcome)

    def _told(self, outcome: Outcome) -> dict[str, Any]:
        shelf = self._judge.workspace.shelf
        rules = None if outcome.identity is None else shelf.serving(outcome.identity)
        codes = dict.fromkeys(finding.code for finding in outcome.findings)
        meanings = {} if rules is None else {code: rules.meaning(code) for code in codes}
        return {"engine": self._judge.engine.name, "result": result_of(outcome), "meanings": meanings}

    def _cases(self) -> FoundCases:
        return find_cases(self._folder)

    def _case(self, reference: str) -> dict[str, Any]:
        file, separator, case_id = reference.partition("::")
        within = self._within(file)
        workspaces = Workspaces(self._folder)
        case = select_case(f"{within}{separator}{case_id}", workspaces)
        self._within(str(case.message))
        check = case_check(case, workspaces.of(case.file))
        return {
            "case": node_id(case),
            "about": case.about,
            "rules": str(case.rules),
            "expect": expectation_data(case.expect),
            "message": edited_bytes(check).decode("utf-8", "replace"),
        }

    def _set_name(self, name: str) -> str:
        """The name of a set; a path to one stays within the folder.

        Raises:
            MessageError: it leads out of it.
        """
        if name.startswith((".", "/", "\\")) or ".." in name or Path(name).is_absolute():
            return str(self._within(name))
        return name

    def _within(self, path: str) -> Path:
        """A path in the folder, links followed.

        Raises:
            MessageError: it leads out of the folder.
        """
        found = (self._folder / path).resolve()
        if not found.is_relative_to(self._folder):
            raise MessageError(f"{path} lies outside the folder of the server")
        return found
