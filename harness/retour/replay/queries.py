"""Questions on the rows of a replay, answered by DuckDB: those that everybody has, and any that SQL can ask.

The tables are `messages`, with the columns of `COLUMNS`; `findings`, a row for each code of each message; and `changes`, a row for each
difference between the outcomes of two rule sets. Nothing but the folder of the replay can be read, and nothing written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from retour.errors import ReplayError
from retour.language import mark
from retour.model import Place
from retour.replay.columns import SECONDS
from retour.replay.description import Description, read_description
from retour.replay.parts import OUTCOMES
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.scratch import scratch_folder

_MEMORY = "1GB"
"""What a question may take; more goes to the disk."""


@dataclass(frozen=True, slots=True)
class ReplayQuestion:
    """A question that everybody has.

    Attributes:
        about: what it tells, for people.
        most: rows of the answer, unless a number is asked for; None for all.
    """

    name: str
    about: str
    sql: str
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Replied:
    """The answer to a question: a table."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


QUESTIONS: Mapping[str, ReplayQuestion] = {
    each.name: each
    for each in (
        ReplayQuestion(
            "statuses",
            mark("how the messages of each type fared"),
            "SELECT standard, type, status, count(*) AS messages FROM messages GROUP BY ALL ORDER BY ALL",
        ),
        ReplayQuestion(
            "codes",
            mark("what was found in the messages of each type"),
            """SELECT standard, type, level, code, retour, count(DISTINCT number) AS messages, sum(times)::BIGINT AS findings
               FROM findings GROUP BY ALL ORDER BY standard, type, messages DESC, level, code, retour""",
        ),
        ReplayQuestion(
            "rules",
            mark("the rules that fire in most messages"),
            """SELECT code, retour, count(DISTINCT number) AS messages, sum(times)::BIGINT AS findings,
                      round(100.0 * count(DISTINCT number) / (SELECT count(*) FROM messages), 2) AS percent
               FROM findings WHERE level IN ('rules', 'history') GROUP BY code, retour
               ORDER BY messages DESC, code, retour""",
            20,
        ),
        ReplayQuestion(
            "slowest",
            mark("the messages that took longest"),
            "SELECT seconds, number, message, standard, type, bytes, status FROM messages ORDER BY seconds DESC NULLS LAST, number",
            20,
        ),
        ReplayQuestion(
            "first-seen",
            mark("when each code was first seen, by the Dagtekening of messages"),
            """SELECT level, code, retour, min(dated) AS first, arg_min(message, (dated, number)) AS message,
                      max(dated) AS last, count(DISTINCT number) AS messages
               FROM findings WHERE dated IS NOT NULL GROUP BY level, code, retour ORDER BY first, level, code, retour""",
        ),
        ReplayQuestion(
            "errors",
            mark("why messages weren't judged"),
            """SELECT error_kind, count(*) AS messages, arg_min(message, number) AS message, arg_min(error, number) AS error
               FROM messages WHERE status = 'error' GROUP BY error_kind ORDER BY messages DESC, error_kind""",
        ),
        ReplayQuestion(
            "differences",
            mark("how the outcomes of the other rule set differ"),
            """SELECT rule, kind, count(*) AS messages, sum(times)::BIGINT AS findings, arg_min(message, number) AS message
               FROM changes GROUP BY rule, kind ORDER BY messages DESC, rule, kind""",
        ),
    )
}


class Answers:
    """Answers questions on one replay; see `opened_answers`.

    Attributes:
        description: of the replay.
    """

    def __init__(self, folder: Path, connection: Any, description: Description) -> None:
        self.description = description
        self._folder = folder
        self._connection = connection

    def ask(self, question: ReplayQuestion, most: int | None = None) -> Replied:
        """Answer a question.

        Args:
            most: rows at most; None for as many as are usual.

        Raises:
            ReplayError: what was written can't be read.
        """
        limit = most or question.most
        return self._fetched(question.sql + (f" LIMIT {limit}" if limit is not None else ""))

    def select(self, sql: str, most: int | None = None) -> Replied:
        """Answer a question in SQL.

        Args:
            most: rows at most; None for all.

        Raises:
            ReplayError: it is no SELECT, or can't be answered.
        """
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            raise ReplayError(f"--sql: {_said(error)}") from None
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise ReplayError("--sql takes one SELECT, on messages, findings or changes")
        return self._fetched(
            sql if most is None else f"SELECT * FROM ({statements[0].query}) LIMIT {most}", "--sql: "
        )

    def _fetched(self, sql: str, about: str = "") -> Replied:
        try:
            found = self._connection.execute(sql)
            return Replied(tuple(each[0] for each in found.description), found.fetchall())
        except duckdb.Error as error:
            place = None if about else Place(shown(self._folder))
            raise ReplayError(f"{about}{_said(error)}", place) from None


def question_named(name: str) -> ReplayQuestion:
    """The question of that name.

    Raises:
        ReplayError: there is none.
    """
    if name not in QUESTIONS:
        raise ReplayError(
            f"there is no question {name!r}{did_you_mean(name, QUESTIONS, 'the questions are')}"
        )
    return QUESTIONS[name]


@contextmanager
def opened_answers(folder: Path) -> Iterator[Answers]:
    """Open what a replay has written, for as long as the context lasts; also while it is still at it.

    Raises:
        ReplayError: there is no replay in the folder, or nothing of it can be read yet.
    """
    description = read_description(folder)
    if description is None:
        raise ReplayError("there is no replay in this folder", Place(shown(folder)))
    if not any((folder / OUTCOMES).rglob("*.parquet")):
        raise ReplayError(
            "there are no rows yet: the first ones are written when more messages are done",
            Place(shown(folder)),
        )
    home = folder.resolve()
    with scratch_folder() as scratch, duckdb.connect() as connection:
        try:
            for setting in _settings(home, scratch):
                connection.execute(setting)
            for view in _views(home):
                connection.execute(view)
        except duckdb.Error as error:
            raise ReplayError(f"can't be read: {_said(error)}", Place(shown(folder))) from None
        yield Answers(folder, connection, description)


def _settings(folder: Path, scratch: Path) -> Iterator[str]:
    yield f"SET memory_limit = '{_MEMORY}'"
    yield f"SET temp_directory = {_text(scratch)}"
    yield "SET TimeZone = 'UTC'"
    yield f"SET allowed_directories = [{_text(folder)}, {_text(scratch)}]"
    yield "SET enable_external_access = false"
    yield "SET lock_configuration = true"


def _views(folder: Path) -> Iterator[str]:
    rows, seconds = _text(folder / OUTCOMES / "**" / "*.parquet"), _text(folder / SECONDS / "*.parquet")
    yield f"""CREATE VIEW messages AS SELECT * FROM
        read_parquet({rows}, hive_partitioning = true, hive_types = {{'standard': VARCHAR, 'type': VARCHAR}}) AS outcomes
        LEFT JOIN read_parquet({seconds}) AS timings USING (number)"""
    about = "number, message, sha256, standard, release, type, dated, rules, status"
    yield f"CREATE VIEW findings AS SELECT {about}, unnest(found, recursive := true) FROM messages"
    yield f"CREATE VIEW changes AS SELECT {about}, other_rules, other_status, unnest(changes, recursive := true) FROM messages"


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:500]
