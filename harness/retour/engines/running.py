"""An order from beginning to end, in whichever process: the message is validated, then transformed."""

from __future__ import annotations

from retour.engines.protocol import Order, Reply
from retour.engines.sessions import Failure, Session


def run_order(session: Session, order: Order) -> Reply | Failure:
    """Run an order, and then the other one in it; a message that isn't valid isn't transformed."""
    if order.validation is not None:
        from retour.engines.schema_validation import validate  # lxml is only loaded where there are schemas

        errors = validate(order.validation)
        if isinstance(errors, Failure):
            return errors
        if errors:
            return Reply("", schema_errors=errors)
    reply = session.run(order) if order.transform else Reply("")
    if order.also is None or isinstance(reply, Failure):
        return reply
    also = run_order(session, order.also)
    return also if isinstance(also, Failure) else reply._replace(also=also)
