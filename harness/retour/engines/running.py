"""An order from beginning to end, in whichever process: the message is validated, then transformed."""

from __future__ import annotations

from time import process_time
from traceback import format_exc

from retour.engines.excess import excess
from retour.engines.limits import Limits
from retour.engines.protocol import Order, Reply, StylesheetFile
from retour.engines.sessions import Failure, Session


def run_order(session: Session, order: Order, limits: Limits) -> Reply | Failure:
    """Run an order, and then the other one in it; a message that isn't valid isn't transformed.

    Whatever goes wrong is a failure of this order: the next one is run.
    """
    try:
        return _run(session, order, limits)
    except Exception as error:
        return unexpected(error)


def compile_stylesheet(session: Session, stylesheet: StylesheetFile) -> Failure | None:
    """See `Session.compile`; whatever goes wrong is a failure of this stylesheet."""
    try:
        return session.compile(stylesheet)
    except Exception as error:
        return unexpected(error)


def unexpected(error: Exception) -> Failure:
    """What no session told by itself; to be called where the error is caught."""
    if isinstance(error, MemoryError):
        return Failure("memory", "")
    return Failure("internal", f"{type(error).__name__}: {error}\n{format_exc()}")


def _transformed(session: Session, order: Order) -> Reply | Failure:
    """What a stylesheet writes; and the time that it takes, where that is wanted."""
    seconds: list[float] = []
    while True:
        begin = process_time()
        reply = session.run(order)
        seconds.append(process_time() - begin)
        if isinstance(reply, Failure) or not order.timed:
            return reply
        if len(seconds) == order.timed:
            return reply._replace(seconds=tuple(seconds))


def _run(session: Session, order: Order, limits: Limits) -> Reply | Failure:
    if order.validation is not None:
        from retour.engines.schema_validation import validate  # lxml is only loaded where there are schemas

        errors = validate(order.validation)
        if isinstance(errors, Failure):
            return errors
        if errors:
            return Reply("", schema_errors=errors)
    reply = _transformed(session, order) if order.transform else Reply("")
    if isinstance(reply, Reply) and (why := excess(reply, limits)) is not None:
        return Failure("output", why)
    if order.also is None or isinstance(reply, Failure):
        return reply
    also = _run(session, order.also, limits)
    return also if isinstance(also, Failure) else reply._replace(also=also)
