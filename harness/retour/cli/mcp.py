"""`retour mcp`: the harness for agents, over the Model Context Protocol, on standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import wraps
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from retour.cli.parameters import parsed_duration
from retour.errors import ConfigurationError, as_retour_error

_ABOUT = (
    "Tests messages of the Dutch care sector (iWmo, iJw, iWlz and others) against the business rules of their standards. "
    "It reads this folder and writes nothing. What wasn't judged is never accepted: look at `status` and `levels`."
)


def mcp(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that agents may look into.")
    ] = Path(),
    time_limit: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="The most time that the rules may take, such as 5s or 500ms."),
    ] = None,
) -> None:
    """Serve agents over the Model Context Protocol: check, why, explain, show. Nothing is written."""
    if find_spec("mcp") is None:
        raise ConfigurationError("retour mcp takes the extra «mcp»: pip install 'retour-harness[mcp]'")
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: there is no such folder")
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    from retour.cli.agent_tools import AgentTools  # takes long to load

    limit = None if time_limit is None else parsed_duration("--time-limit", time_limit)
    with closing(AgentTools(folder.absolute(), limit)) as tools:
        server = MCPServer(
            "retour", instructions=_ABOUT, version=version("retour-harness"), log_level="WARNING"
        )
        hints = ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        )
        for tool in (tools.check, tools.why, tools.explain, tools.show):
            server.tool(annotations=hints)(_in_sentences(tool))
        server.run("stdio")


def _in_sentences(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A tool whose errors are sentences, as the commands tell them."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def told(*args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return tool(*args, **kwargs)
        except Exception as error:
            raise ToolError(str(as_retour_error(error))) from None

    return told
