"""How a subject is reached: whatever the way, a message goes in and what it said comes out."""

from __future__ import annotations

from typing import Protocol

from retour.subjects.description import SystemUnderTest
from retour.subjects.said import Said, Submission


class SubjectLine(Protocol):
    """A line to a subject, on which one message at a time is handed over."""

    def ask(self, submission: Submission) -> Said:
        """Hand over a message and wait for the answer.

        Raises:
            SubjectError: there is none; the next message can be handed over all the same.
        """
        ...

    def close(self) -> None:
        """Stop at once, also while an answer is waited for, and leave no process behind."""
        ...


def line_to(subject: SystemUnderTest) -> SubjectLine:
    """A line to a subject; nothing is started before the first message."""
    if subject.fields.url is not None:
        from retour.subjects.web import WebLine

        return WebLine(subject)
    if subject.fields.session:
        from retour.subjects.sessions import SessionLine

        return SessionLine(subject)
    from retour.subjects.commands import CommandLine

    return CommandLine(subject)
