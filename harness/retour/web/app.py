"""The service as an ASGI application: which request goes where."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from importlib.metadata import version
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from retour.errors import ENGINE_FAILED, InternalError, RetourError
from retour.language import Texts, texts_in
from retour.message_judge import MessageJudge
from retour.messages import MAX_BYTES
from retour.model import LANGUAGES, Language
from retour.reports.html import asset
from retour.text.plain import one_line
from retour.web.gate import Gate
from retour.web.judges import Judges, told
from retour.web.limits import ServiceLimits
from retour.web.page import answered_form, form_page
from retour.web.uploads import MOST_BYTES
from retour.web.validating import OURS, ServiceAnswer, refusal, validated

T = TypeVar("T")

VALIDATE = "/validatie"
STATUS = "/status"
PAGE = "/"

_LARGEST = 2 * MAX_BYTES
"""Bytes of a message that is taken: one of more than `MAX_BYTES` is rejected at the level file, and its sender told in a report."""

Tell = Callable[[str], None]


class Service:
    """What the requests have in common.

    Args:
        locked: SHA-256 of an installed rule set → the name of where it came from.
        tell: says to who runs the service what went wrong.
        language: of the page, where nobody asks for another.
    """

    def __init__(
        self, judges: Judges, limits: ServiceLimits, locked: dict[str, str], tell: Tell, language: Language
    ) -> None:
        self.judges = judges
        self.limits = limits
        self.tell = tell
        self._locked = locked
        self._language = language

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

    async def begin(self, request: Request) -> Response:
        """`GET /`: the page."""
        return HTMLResponse(form_page(self._texts(request)))

    async def judge(self, request: Request) -> Response:
        """`POST /`: what came of the messages that the page sent."""
        body, texts = await self.body(request), self._texts(request)
        if isinstance(body, Response):
            return body
        try:
            # All of it is a judge's work: here it would keep other requests waiting.
            answer = await self.asked(
                lambda judge: answered_form(judge, request.headers, body, texts, self.limits.answering / 2)
            )
        except RetourError as error:
            if error.exit_code == ENGINE_FAILED:
                self.tell(error.text)
            text = texts.sentence(OURS if isinstance(error, InternalError) else error.text)
            return HTMLResponse(form_page(texts, text), 500 if error.exit_code == ENGINE_FAILED else 400)
        return HTMLResponse(answer) if isinstance(answer, str) else answer

    def _texts(self, request: Request) -> Texts:
        wanted = request.query_params.get("language")
        return texts_in(next((each for each in LANGUAGES if each == wanted), self._language))

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


def _file(name: str, kind: str) -> Callable[[Request], Response]:
    """What answers with a file that comes along."""

    def answer(request: Request) -> Response:
        return Response(asset(name), media_type=kind)

    return answer


async def _not_there(request: Request, error: Exception) -> Response:
    paths = f"POST {VALIDATE}, GET {STATUS}, and the page at {PAGE}"
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
            Route(PAGE, service.begin, methods=["GET"]),
            Route(PAGE, service.judge, methods=["POST"]),
            Route("/style.css", _file("style.css", "text/css"), methods=["GET"]),
            Route("/icon.svg", _file("icon.svg", "image/svg+xml"), methods=["GET"]),
            Route("/drop.js", _file("drop.js", "text/javascript"), methods=["GET"]),
        ],
        exception_handlers={404: _not_there},
    )
    gate = Gate(app, names, is_open, {VALIDATE: _LARGEST, PAGE: MOST_BYTES}, service.limits, service.tell)
    app.state.gate = gate
    app.router.redirect_slashes = False
    return gate
