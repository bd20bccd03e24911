"""Who may ask, and how much: what comes in passes here first, and what goes out gets the headers that close the page off.

No other origin may call the service: a page of another site can send requests to this machine, and so can a name that somebody lets
point here. So a request must be addressed to a name of ours, and one that a browser sends must come from a page of ours.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retour.errors import as_retour_error
from retour.text.sizes import size_text
from retour.web.limits import ServiceLimits

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all, a browser tells of our own page no origin either
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_READS = ("GET", "HEAD")

_DRAINED = 64 * 1024 * 1024
_DRAINING = 5.0
"""Bytes and seconds of a refused body that are read and thrown away: who is still sending doesn't hear an answer."""


class _Unwelcome(Exception):
    """A request that isn't taken on."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = headers


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names_of(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """The names by which a service that listens at an address may be called, without ports and in lower case.

    Args:
        more: names that it has elsewhere.
    """
    names = {host, *more, *_LOOPBACK_NAMES}
    if not is_loopback(host):
        names.add(socket.gethostname())
    return frozenset(name.lower().strip("[]") for name in names)


class Gate:
    """See the module's text.

    Args:
        app: what is behind it.
        names: by which the service may be called.
        is_open: whether it listens to other machines, so that any address of this one may be its name.
        largest: bytes that a body may have, by path; elsewhere none is taken.
        tell: says to who runs the service what went wrong.
    """

    def __init__(
        self,
        app: ASGIApp,
        names: frozenset[str],
        is_open: bool,
        largest: Mapping[str, int],
        limits: ServiceLimits,
        tell: Callable[[str], None],
    ) -> None:
        self._app = app
        self._names = names
        self._is_open = is_open
        self._largest = largest
        self._limits = limits
        self._tell = tell
        self.at_once = 0
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers, has_begun = Headers(scope=scope), False

        async def closed_off(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                given = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    given[name] = value
            await send(message)

        size: int | None = None
        try:
            self._refuse_strangers(scope["method"], headers)
            size = self._size(scope["method"], scope["path"], headers)
            if size is not None:
                self._take_on(size)
        except _Unwelcome as refused:
            await _drain(receive)
            response = PlainTextResponse(
                f"{refused.text}\n", refused.status, {**(refused.headers or {}), "Connection": "close"}
            )
            await response(scope, receive, closed_off)
            return
        try:
            await self._app(scope, receive, closed_off)
        except Exception as error:
            self._tell(as_retour_error(error).text)
            if not has_begun:
                text = "the service itself failed over this request\n"
                await PlainTextResponse(text, 500)(scope, receive, closed_off)
        finally:
            if size is not None:
                self.at_once -= 1
                self._held -= size

    def _refuse_strangers(self, method: str, headers: Headers) -> None:
        """Refuse what isn't addressed to this service, or comes from a page of another origin.

        Raises:
            _Unwelcome: it is.
        """
        hosts = headers.getlist("host")
        if len(hosts) > 1 or (hosts and not self._is_ours(hosts[0])):
            raise _Unwelcome(
                403,
                "this service isn't called that: it answers to "
                f"{', '.join(sorted(self._names))} (retour serve --allow-host adds a name)",
            )
        origins = headers.getlist("origin")
        if any(not hosts or urlsplit(origin).netloc.lower() != hosts[0].lower() for origin in origins):
            raise _Unwelcome(403, "a page of another origin may not call this service")
        site = headers.get("sec-fetch-site", "none")
        is_visit = method in _READS and headers.get("sec-fetch-mode") == "navigate"
        if site not in ("none", "same-origin") and not is_visit:
            raise _Unwelcome(403, "a page of another origin may not call this service")

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name.lower() in self._names:
            return True
        if not self._is_open:
            return False
        with suppress(ValueError):  # an address can't be made to point elsewhere, as a name can
            ipaddress.ip_address(name)
            return True
        return False

    def _size(self, method: str, path: str, headers: Headers) -> int | None:
        """The bytes of a body that is coming; None where none is taken.

        Raises:
            _Unwelcome: that isn't told, or they are too many.
        """
        if method in _READS or method == "OPTIONS":
            return None
        most, length = self._largest.get(path), headers.get("content-length")
        if most is None:
            return None
        if length is None or "transfer-encoding" in headers:
            raise _Unwelcome(411, "say the length of the body (Content-Length), and send it in one piece")
        if not (length.isascii() and length.isdigit()):
            raise _Unwelcome(400, "Content-Length is no number")
        if len(length) > 15 or int(length) > most:
            raise _Unwelcome(413, f"the body is larger than {size_text(most)}, and more isn't taken")
        return int(length)

    def _take_on(self, size: int) -> None:
        """Count a request with a body in.

        Raises:
            _Unwelcome: too much is under way.
        """
        if self.at_once >= self._limits.at_once or self._held + size > self._limits.held:
            raise _Unwelcome(
                503,
                "too many requests at once: try again later",
                {"Retry-After": str(self._limits.retry_after)},
            )
        self.at_once += 1
        self._held += size


async def _drain(receive: Receive) -> None:
    """Read the rest of a body, and throw it away."""
    left = _DRAINED
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAINING):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
