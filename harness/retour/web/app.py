"""The service as an ASGI application: which request goes where."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from importlib.metadata import version
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from retour.errors import RetourError
from retour.messages import MAX_BYTES
from retour.text.plain import one_line
from retour.web.gate import Gate
from retour.web.judges import Judges, MessageJudge, told
from retour.web.limits import ServiceLimits
from retour.web.validating import ServiceAnswer, refusal, validated

T = TypeVar("T")

VALIDATE = "/validatie"
STATUS = "/status"

Tell = Callable[[str], None]


class Service:
    """What the requests have in common.

    Args:
        locked: SHA-256 of an installed rule set → the name of where it came from.
        tell: says to who runs the service what went wrong.
    """

    def __init__(self, judges: Judges, limits: ServiceLimits, locked: dict[str, str], tell: Tell) -> None:
        self.judges = judges
        self.limits = limits
        self.tell = tell
        self._locked = locked

    async def body(self, request: Request) -> bytes | Response:
        """The body of a request; an answer where it doesn't come in time. It is no larger than the gate let through."""
        data = bytearray()
        try:
            async with asyncio.timeout(self.limits.receiving):
                async for chunk in request.stream():
                    data += chunk
        except TimeoutError:
            text = f"the body didn't come in within {self.limits.receiving:g} s\n"
            return PlainTextResponse(text, 408, {"Connection": "close"})
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it
        return bytes(data)

    async def asked(self, work: Callable[[MessageJudge], T]) -> T | Response:
        """What a judge makes of it; an answer where that takes too long.

        Raises:
            RetourError: the judge fails.
        """
        answer: Future[T] = self.judges.ask(work)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(answer), self.limits.answering)
        except TimeoutError:
            text = f"not judged within {self.limits.answering:g} s: try again later\n"
            return PlainTextResponse(text, 503, {"Retry-After": str(self.limits.retry_after)})

    async def validate(self, request: Request) -> Response:
        """`POST /validatie`: the body is a message, whatever its Content-Type says."""
        data = await self.body(request)
        if isinstance(data, Response):
            return data
        levels = request.headers.getlist("x-version-override")
        if len(levels) > 1:
            return PlainTextResponse("X-Version-Override is given more than once\n", 400)
        level = levels[0].strip() if levels else None
        try:
            answer = await self.asked(lambda judge: validated(judge, data, level))
        except RetourError as error:
            answer = refusal(error.problem)
        return answer if isinstance(answer, Response) else self._response(answer)

    async def status(self, request: Request) -> Response:
        """`GET /status`: 200 when messages can be judged, else 503."""
        judges, gate = self.judges, request.app.state.gate
        state = "DOWN" if judges.problem is not None else "UP" if judges.is_ready else "STARTING"
        document: dict[str, Any] = {
            "status": state,
            "service": "retour-harness",
            "version": version("retour-harness"),
            "engine": judges.engine,
            "requests": {"at_once": gate.at_once, "most": self.limits.at_once},
            "rule_sets": [told(served, self._locked) for served in judges.served],
        }
        return JSONResponse(document, 200 if state == "UP" else 503)

    def _response(self, answer: ServiceAnswer) -> Response:
        if answer.problem is not None and answer.status >= 500:
            self.tell(answer.problem.text)
        headers = dict(answer.headers)
        if answer.status == 503:
            headers["Retry-After"] = str(self.limits.retry_after)
        return Response(answer.body.encode(), answer.status, headers, answer.kind)


async def _not_there(request: Request, error: Exception) -> Response:
    paths = f"POST {VALIDATE}, GET {STATUS}"
    return PlainTextResponse(f"there is no {one_line(request.url.path[:200])} here: {paths}\n", 404)


def application(service: Service, names: frozenset[str], *, is_open: bool = False) -> Gate:
    """The application, behind its gate.

    Args:
        names, is_open: see `Gate`.
    """
    app = Starlette(
        routes=[
            Route(VALIDATE, service.validate, methods=["POST"]),
            Route(STATUS, service.status, methods=["GET"]),
        ],
        exception_handlers={404: _not_there},
    )
    gate = Gate(app, names, is_open, {VALIDATE: MAX_BYTES}, service.limits, service.tell)
    app.state.gate = gate
    return gate
