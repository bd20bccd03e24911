"""X-Version-Override: which of the installed patch levels judges a message.

The release stands in the message, the patch level doesn't: it comes from outside. Without it the newest one that is installed judges.
"""

from __future__ import annotations

import re
from dataclasses import replace

from retour.errors import RetourError
from retour.levels import Check, message_within
from retour.messages import Message
from retour.text.excerpts import excerpt
from retour.text.versions import version_order
from retour.workspace import Workspace

_LEVEL = re.compile(r"\d+(\.\d+){1,3}", re.ASCII)


class UnknownPatchLevel(RetourError):
    """No set of that patch level judges the message here."""

    kind = "patch-level"


def at_patch_level(check: Check, level: str | None) -> Check:
    """A check by the patch level that is asked for.

    Raises:
        UnknownPatchLevel: it isn't installed.
        RuleSetError: the rule set can't be used.
    """
    if level is None:
        return check
    if _LEVEL.fullmatch(level) is None:
        raise UnknownPatchLevel(
            f"X-Version-Override: {excerpt(level)} is no patch level: write for example 3.0.3"
        )
    workspace = check.workspace
    known = [
        rules
        for rules in workspace.shelf.all()
        if rules.version and version_order(rules.version) == version_order(level)
    ]
    if not known:
        raise UnknownPatchLevel(f"no rule set has the patch level {level}; {_installed(workspace)}")
    try:
        message = message_within(check)
    except RetourError:
        return check  # which the level «file» refuses, by whatever set
    usual = workspace.shelf.serving(message.identity) if isinstance(message, Message) else None
    if usual is None:
        return check
    of_release = [rules for rules in known if rules.id == usual.id]
    if not of_release:
        raise UnknownPatchLevel(
            f"{usual.id} has no patch level {level} here; {_installed(workspace, usual.id)}"
        )
    return replace(check, rules=workspace.shelf.get(of_release[0].name, workspace.configuration.root))


def _installed(workspace: Workspace, id_: str | None = None) -> str:
    names = [rules.name for rules in workspace.shelf.all() if id_ in (None, rules.id)]
    return f"installed: {', '.join(dict.fromkeys(names)) or 'none'}"
