"""The columns of what a replay writes: one row for each message."""

from __future__ import annotations

from typing import Literal, NamedTuple

ColumnType = Literal["text", "texts", "number", "date", "found", "changes"]


class Column(NamedTuple):
    """A column.

    Attributes:
        meaning: for people.
    """

    name: str
    type: ColumnType
    meaning: str


PARTITIONS = ("standard", "type")
"""What the folders of the rows are called after."""

OTHER = "other"
"""Standard and type of a message of which no rule set in the replay knows what it is."""

COLUMNS = (
    Column("number", "number", "its place in the corpus, counted from 1"),
    Column("message", "text", "its name in the corpus; a BSN in it is hidden"),
    Column("sha256", "text", "of its bytes; none where it can't be read, or is too large"),
    Column("bytes", "number", "how many it has"),
    Column("status", "text", "accepted, nothing found, rejected or error"),
    Column("standard", "text", "such as iwmo; `other` where no rule set of the replay judges such messages"),
    Column("release", "text", "such as 2.1"),
    Column("type", "text", "such as WMO305; `other` as above"),
    Column("identity", "text", "what it says it is"),
    Column("dated", "date", "its Dagtekening; of a retourbericht its own"),
    Column("rules", "text", "the rule set that judged it: id and version"),
    Column("failed_level", "text", "the level that rejected it"),
    Column("codes", "texts", "what was found at any level, each once, sorted"),
    Column("retour_codes", "texts", "the retour codes of it, each once, sorted"),
    Column("findings", "number", "how many findings there are"),
    Column("found", "found", "each code with level, retour code, severity, how often, and where first"),
    Column("undecided", "texts", "rules that can't be decided by what is at hand"),
    Column(
        "clock", "text", "the moment that rules were told that asked for it; `machine` where none was pinned"
    ),
    Column("error_kind", "text", "why it wasn't judged"),
    Column("error", "text", "the same as a sentence, where that holds no value of the message"),
    Column("clients", "texts", "its BSNs, hashed; only with a salt"),
    Column("other_rules", "text", "the rule set that it was compared with"),
    Column("other_status", "text", "its status under that one"),
    Column("other_codes", "texts", "what was found under that one"),
    Column("changes", "changes", "how the two outcomes differ: kind and rule"),
    Column("seconds", "number", "how long it took"),
)

SECONDS = "seconds"
"""The one column that differs from run to run; it is written into files of its own."""

NAMES = tuple(column.name for column in COLUMNS)
FOUND = ("level", "code", "retour", "severity", "times", "path", "line", "details")
CHANGED = ("kind", "rule", "times")
