"""Stylesheets that ask for files or for the time: a copy runs in their place in which that is answered."""

from __future__ import annotations

from pathlib import Path
from threading import RLock

from retour.engines.protocol import Order, Request, StylesheetFile
from retour.engines.sessions import Processor
from retour.errors import RuleSetError, StaticError
from retour.text.scratch import new_scratch

_making = RLock()  # several threads may ask for one copy at a time
_copies: dict[tuple[StylesheetFile, bool], StylesheetFile | StaticError] = {}


def answered(request: Request, processor: Processor) -> Request:
    """A request in which copies stand for the stylesheets that ask.

    Raises:
        StaticError: something that a stylesheet asks can't be answered.
        RetourError: a copy can't be written.
    """
    order = _with_copies(request.order, processor.runs_1_0_alone)
    return request if order is request.order else Request(order, request.time_limit)


def _with_copies(order: Order, in_1_0: bool) -> Order:
    also = None if order.also is None else _with_copies(order.also, in_1_0)
    if order.stylesheet.asks:
        return order._replace(stylesheet=_copy_of(order.stylesheet, in_1_0), also=also)
    return order if also is order.also else order._replace(also=also)


def _copy_of(stylesheet: StylesheetFile, in_1_0: bool) -> StylesheetFile:
    key = (stylesheet, in_1_0)
    with _making:
        if key not in _copies:
            _copies[key] = _made(stylesheet, in_1_0)
        copy = _copies[key]
    if isinstance(copy, StaticError):
        raise copy
    return copy


def _made(stylesheet: StylesheetFile, in_1_0: bool) -> StylesheetFile | StaticError:
    from retour.xslt.answering import answered_copy  # few stylesheets ask

    named = {Path(file): is_there for file, is_there in stylesheet.named}
    folder = new_scratch()
    try:
        copy = answered_copy(Path(stylesheet.path), Path(stylesheet.root), folder, named, in_1_0=in_1_0)
    except RuleSetError as error:
        return StaticError(f"the rule set doesn't compile:\n{error.text}", error.place)
    read = tuple((str(file), is_there) for file, is_there in copy.named.items())
    return stylesheet._replace(path=str(copy.entry), root=str(copy.root), named=read)
