"""`retour replay CORPUS…`: the rules over every message of a corpus, however large; and questions on what came of it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from retour.cli.completing import one_of, rule_sets
from retour.cli.engine import EngineOption
from retour.cli.helping import HelpfulCommand, HelpfulGroup, app_of
from retour.cli.language import LanguageOption, chosen_texts
from retour.cli.output import say
from retour.cli.parameters import (
    NowOption,
    ParameterOption,
    TodayOption,
    chosen_moment,
    chosen_parameters,
    parsed_duration,
)
from retour.cli.replay_progress import replay_progress
from retour.cli.replay_query import query
from retour.engines import Limits, subject_named
from retour.engines.registry import processor_named
from retour.errors import ReplayError
from retour.levels import LEVEL_NAMES, level_named
from retour.model import Place
from retour.text.display import shown
from retour.workspace import workspace_for

NEEDED = ("dask", "distributed", "duckdb", "pyarrow")

_SHORTEST_SALT = 16
"""Bytes of a salt; with fewer, all BSNs there are could be tried."""

INTERRUPTED = 130
"""The exit code of a run that was interrupted, as shells have it."""


_CORPUS = "CORPUS…"

_QUERY = "query"


class _CorpusFirst(HelpfulGroup):
    """Takes what isn't a query for a corpus."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args if args[:1] == [_QUERY] else [_CORPUS, *args])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        return "" if name == _CORPUS else name, command, rest


app = app_of(
    cls=_CorpusFirst,
    help="Judge every message of a large collection. Each message becomes one row in Parquet files.",
)
app.command(_QUERY, cls=HelpfulCommand)(query)


@app.callback()
def _replay() -> None:
    require_extra()


@app.command(
    _CORPUS,
    cls=HelpfulCommand,
    epilog="What came of it is asked with: retour replay query FOLDER …; see retour replay query --help.",
)
def replay_corpus(
    corpus: Annotated[
        list[Path],
        typer.Argument(
            metavar="CORPUS…", help="Folders, message files, .tar (.gz, .bz2, .xz), .zip or .parquet."
        ),
    ],
    output: Annotated[Path, typer.Option("--output", metavar="FOLDER", help="Where the rows are written.")],
    rules: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="A rule set; those in reach that serve the messages when left out. Repeatable.",
        ),
    ] = None,
    compare: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH_OR_ID",
            autocompletion=rule_sets,
            help="A rule set whose outcomes are held against these. Repeatable.",
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what lies in the folder.")] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A scheduler of Dask, such as tcp://10.0.0.5:8786; else this machine works.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="NUMBER", help="Processes on this machine; one per core when left out."),
    ] = None,
    parameter: ParameterOption = None,
    level: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LEVEL",
            autocompletion=one_of(lambda: LEVEL_NAMES),
            help=f"Judge only this level: {', '.join(LEVEL_NAMES)}. Repeatable.",
        ),
    ] = None,
    time_limit: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="How long the rules may take with one message, such as 5s."),
    ] = None,
    engine: EngineOption = None,
    today: TodayOption = None,
    now: NowOption = None,
    column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of Parquet files that holds the messages.")
    ] = None,
    name_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column that holds their names.")
    ] = None,
    batch: Annotated[
        int | None, typer.Option(min=1, metavar="NUMBER", help="Messages that are handed over at a time.")
    ] = None,
    salt: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=f"A file with a secret of {_SHORTEST_SALT} bytes or more: rows tell BSNs, hashed with it.",
        ),
    ] = None,
    values: Annotated[
        bool,
        typer.Option(
            "--values",
            help="Keep what may hold values of messages: texts of findings and errors, BSNs in names.",
        ),
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Judge every message of a large collection. Each message becomes one row in Parquet files."""
    from retour.replay.asked import Asked, shipped_configuration
    from retour.replay.batches import BATCH
    from retour.replay.cluster import cluster_at, local_cluster
    from retour.replay.corpus import Columns, Corpus
    from retour.replay.packing import chosen_sets, packed
    from retour.replay.queries import opened_answers
    from retour.replay.replaying import ReplayOrder, replay
    from retour.replay.summary import SUMMARY, exit_code_of, summary_lines, write_summary

    if scheduler is not None and workers is not None:
        raise ReplayError("--workers is of this machine: a scheduler has workers of its own")
    workspace = workspace_for(Path.cwd())
    configuration = workspace.configuration
    texts = chosen_texts(language, configuration)
    sets = chosen_sets(rules or (), workspace.shelf, Path.cwd())
    others = chosen_sets(compare, workspace.shelf, Path.cwd()) if compare else ()
    asked = Asked(
        tuple(map(packed, sets)),
        tuple(map(packed, others)),
        shipped_configuration(configuration),
        engine or configuration.engine,
        Limits.of(configuration),
        configuration.time_limit if time_limit is None else parsed_duration("--time-limit", time_limit),
        configuration.levels if not level else tuple(level_named(name) for name in level),
        chosen_parameters(parameter, (*sets, *others)),
        chosen_moment(today, now),
        values,
        None if salt is None else _salt(salt),
    )
    if subject_named(asked.engine) is not None:
        raise ReplayError("a replay is judged by rule sets: --engine is an XSLT engine, saxon or libxslt")
    processor_named(asked.engine)
    found = Corpus(corpus, Columns(column, name_column), output)
    order = ReplayOrder(found, asked, output, batch or BATCH, resume)

    def cluster() -> Any:
        return local_cluster(workers) if scheduler is None else cluster_at(scheduler)

    with replay_progress(found.size, texts) as (rate, seen):
        try:
            replay(order, cluster, seen, lambda text: say(f"retour: {texts(text)}", err=True))
        except KeyboardInterrupt:
            done = texts.counted(rate.messages, "%(number)s message is done", "%(number)s messages are done")
            on = texts("interrupted, %(done)s; the same command with --resume goes on", done=done)
            say(f"retour: {on}", err=True)
            raise typer.Exit(INTERRUPTED) from None
    with opened_answers(output) as answers:
        write_summary(output, answers, texts)
        say(
            "\n".join(
                [
                    *summary_lines(answers, texts),
                    "",
                    texts(
                        "rows in %(rows)s, summary in %(summary)s",
                        rows=shown(output),
                        summary=shown(output / SUMMARY),
                    ),
                ]
            )
        )
        code = exit_code_of(answers)
    if found.passed_over:
        left = texts.counted(
            found.passed_over,
            "%(number)s folder or file was passed over: what git ignores, and folders such as build and .venv",
            "%(number)s folders and files were passed over: what git ignores, and folders such as build and .venv",
        )
        say(f"retour: {left}", err=True)
    raise typer.Exit(code)


def require_extra() -> None:
    """Refuse to go on without the packages that only this command needs.

    Raises:
        ReplayError: one isn't installed.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ReplayError(
            f"retour replay takes the extra «scale»: pip install 'retour-harness[scale]' ({', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} not installed)"
        )


def _salt(file: Path) -> bytes:
    try:
        found = file.read_bytes().strip()
    except OSError as error:
        raise ReplayError(f"--salt: can't be read: {error.strerror}", Place(shown(file))) from None
    if len(found) < _SHORTEST_SALT:
        raise ReplayError(
            f"--salt: {len(found)} bytes, where {_SHORTEST_SALT} or more are meant: with fewer, all BSNs could be tried",
            Place(shown(file)),
        )
    return found
