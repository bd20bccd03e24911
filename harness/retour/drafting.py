"""A message → a new case: what fires on it now, written into a case file, for a person to judge."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from retour.cases import BrokenCase, read_cases
from retour.cases.accepting import observed
from retour.cases.expect import VALID, Data
from retour.cases.fields import file_fields
from retour.cases.fragments import Shared, shared_by
from retour.cases.splicing import WrittenYaml
from retour.cases.writing import block_text, expectation_data, flow_text
from retour.checking import case_check, outcome_job
from retour.engines import Engine
from retour.errors import CaseFileError, MessageError, NotJudged, NotServed, RetourError, RuleSetError
from retour.levels import LEVEL_CODES
from retour.messages import read_bytes
from retour.messages.envelopes import read_any
from retour.model import CASE_FILE_SUFFIX, Case, Expectation, Identity, Place
from retour.rulesets import RuleSet
from retour.storing import file_text, store
from retour.text.display import shown
from retour.text.yaml_text import YamlText
from retour.workspace import Workspace, workspace_for

ABOUT = "Written from what fires now; check that it is right."

_NOT_IN_IDS = re.compile(r"[\s:/\\\[\]]+")


@dataclass(frozen=True)
class Draft:
    """A case that is to be written.

    Attributes:
        before: the file as it is; None when it has to be made.
        history: the messages that went before; None when the case itself says nothing of them.
        rules: what the case itself, or its new file, says of the rule set; None when that is said already.
    """

    file: Path
    message: Path
    case_id: str
    workspace: Workspace
    before: bytes | None
    rules: str | None
    history: Sequence[Path] | None = None


def draft_for(
    message: Path,
    rules: str | None,
    to: Path | None,
    case_id: str | None,
    history: Sequence[Path] | None = None,
) -> Draft:
    """Where the case of a message goes, and by which name.

    Args:
        rules: reference to a rule set, relative to where the user stands; None for that of the file, of the
            configuration, or of the message's namespace.
        to: the case file; None for one beside the message, which must not be there yet.
        case_id: None for one from the name of the message.
        history: the messages that went before; None for those of the file.

    Raises:
        RetourError: the message can't be read, the file or the id is taken, or there is no rule set.
    """
    file = to or message.with_name(message.stem + CASE_FILE_SUFFIX)
    if not file.name.endswith(CASE_FILE_SUFFIX):
        raise CaseFileError(f"a case file's name ends in {CASE_FILE_SUFFIX}", Place(str(file)))
    if not file.parent.is_dir():
        raise CaseFileError("there is no such folder to write a case file in", Place(str(file.parent)))
    workspace = workspace_for(file)
    if to is None and file.exists():
        raise CaseFileError(
            f"is there already: add the case to it with --to {shown(file)}, or name another file",
            Place(shown(file)),
        )
    before = file.read_bytes() if file.exists() else None
    cases = read_cases(file, workspace, before) if before is not None else []
    shared = _shared(file, workspace.configuration.root) if before is not None else Shared()
    stated = _stated_rules(rules, message, shared, file, workspace)
    return Draft(file, message, _free_id(case_id, message, cases, file), workspace, before, stated, history)


def write_case(draft: Draft, engine: Engine) -> Case:
    """Write a case with what fires now into its file.

    Returns:
        The case, which passes.

    Raises:
        RetourError: the message can't be judged, or the case would not pass; the file is as it was.
    """
    expect = _observed(draft, engine)
    (case,) = store(draft.file, draft.before, _text(draft, expect), [draft.case_id], draft.workspace, engine)
    return case


def _stated_rules(
    rules: str | None, message: Path, shared: Shared, file: Path, workspace: Workspace
) -> str | None:
    """What a case must say of its rule set; None when its file or the configuration says so already."""
    identity = _identity(message)
    known = shared.rules or workspace.configuration.rules
    reach = workspace_for(file, Path.cwd()).shelf
    if rules is not None:
        wanted = reach.get(rules, Path.cwd())
        if known is not None and workspace.shelf.get(known, file.parent).folder == wanted.folder:
            return None
        return reference_to(wanted, file, workspace, rules)
    if known is not None:
        return None
    if identity is None:
        raise MessageError(
            f"{shown(message)} can't be read, so it doesn't say which rules are its own: name a rule set with --rules"
        )
    found = reach.serving(identity)
    if found is None:
        raise NotServed(f"no rule set serves {identity}; in reach: {reach.reach}")
    return reference_to(found, file, workspace)


def _identity(message: Path) -> Identity | None:
    """What a message says it is; None where there is something for the level «file» to find."""
    try:
        read, _ = read_any(read_bytes(message, str(message)), str(message))
        return read.identity
    except MessageError as error:
        if error.kind not in LEVEL_CODES["file"]:
            raise
        return None


def _shared(file: Path, root: Path) -> Shared:
    text = YamlText(file, shown(file), CaseFileError)
    assert isinstance(text.value, dict)
    if "each" in text.value:
        raise CaseFileError(
            "a new case would stand for every row of the file's `each`: write it to another file",
            text.place(("each",), key=True),
        )
    fields = file_fields().model_validate({**text.value, "cases": [{"id": "any", "expect": "valid"}]})
    return shared_by(file, text, fields, root)


def reference_to(wanted: RuleSet, file: Path, workspace: Workspace, rules: str | None = None) -> str:
    """A reference to a rule set as its case file gives it: an id that is known there, else the way to its folder.

    Args:
        workspace: of the case file.
        rules: how the user calls it, relative to where they stand; by its id when left out.
    """
    rules = rules or wanted.id
    folder = Path.cwd() / rules
    if not folder.is_dir():
        with suppress(RuleSetError):
            if workspace.shelf.get(rules, file.parent).folder == wanted.folder:
                return rules
        folder = wanted.folder
    relative = Path(os.path.relpath(folder, file.parent)).as_posix()
    return relative if relative.startswith(".") else f"./{relative}"


def _free_id(wanted: str | None, message: Path, cases: Sequence[Case | BrokenCase], file: Path) -> str:
    """The id that is asked for, or one from the name of the message that no case has yet."""
    taken = {case.id: case.place for case in cases}
    if wanted is not None:
        if wanted in taken:
            raise CaseFileError(
                f"id {wanted!r} is taken by the case on line {taken[wanted].line}", Place(shown(file))
            )
        if not wanted or _NOT_IN_IDS.search(wanted):
            raise RetourError(
                f"{wanted!r} is no id: leave out white space, slashes, colons and square brackets"
            )
        return wanted
    name = id_from(message.stem)
    number = 1
    while (candidate := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return candidate


def _observed(draft: Draft, engine: Engine) -> Expectation:
    """What comes of the case as its file makes it, with the history, registers and levels that it says for all cases."""
    data = _text(draft, VALID.put(Expectation(), True)).encode()
    read = read_cases(draft.file, draft.workspace, data)
    (case,) = (each for each in read if each.id == draft.case_id)
    if isinstance(case, BrokenCase):
        raise case.error
    job = outcome_job(
        case_check(case, draft.workspace),
        lambda outcome, subject: (outcome, observed(outcome, subject.select)),
    )
    outcome, expect = engine.submit([job])[0].result()
    if outcome.problem is not None:
        raise NotJudged(outcome.problem, f"no case can be made of {shown(draft.message)}")
    return expect


def _text(draft: Draft, expect: Expectation) -> str:
    """The text of the file with the case."""
    return _new_file(draft, expect) if draft.before is None else _added(draft, expect)


def _new_file(draft: Draft, expect: Expectation) -> str:
    history = None if draft.history is None else [_relative(draft, each) for each in draft.history]
    return case_file_text(draft.rules, _relative(draft, draft.message), draft.case_id, expect, history)


def case_file_text(
    rules: str | None, message: str, case_id: str, expect: Expectation, history: Sequence[str] | None = None
) -> str:
    """The text of a case file with one case.

    Args:
        rules: a reference to the rule set; None where the configuration says it.
        message, history: paths from the file.
        history: the messages that went before; None when the case says nothing of them.
    """
    head: dict[str, Data] = {} if rules is None else {"rules": rules}
    head["message"] = message
    case: dict[str, Data] = {"id": case_id, "about": ABOUT}
    if history is not None:
        case["history"] = list(history)
    return f"{block_text(head)}\n{block_text({'cases': [{**case, 'expect': expectation_data(expect)}]})}"


def id_from(name: str) -> str:
    """The id of a case, from the name of its message without ending."""
    return _NOT_IN_IDS.sub("-", name)


def _added(draft: Draft, expect: Expectation) -> str:
    """The text of the file with the case at the end of its list."""
    assert draft.before is not None
    case: dict[str, Data] = {"id": draft.case_id, "about": ABOUT}
    if draft.rules is not None:
        case["rules"] = draft.rules
    case |= {
        "message": _relative(draft, draft.message),
        **({} if draft.history is None else {"history": [_relative(draft, each) for each in draft.history]}),
        "expect": expectation_data(expect),
    }
    written = WrittenYaml(file_text(draft.before))
    assert isinstance(written.root, yaml.MappingNode)
    cases = next(value for key, value in written.root.value if key.value == "cases")
    if not isinstance(cases, yaml.SequenceNode):
        raise CaseFileError("its cases stand behind an alias: add the case by hand", Place(shown(draft.file)))
    if cases.flow_style:
        return written.spliced(written.edited(cases, [], [flow_text(case)]))
    return written.spliced([written.appended(cases, block_text([case]).splitlines())])


def _relative(draft: Draft, message: Path) -> str:
    return Path(os.path.relpath(message, draft.file.parent)).as_posix()
