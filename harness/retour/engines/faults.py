"""The errors that a process's end stands for, as sentences."""

from __future__ import annotations

from retour.engines.limits import Limits
from retour.engines.process import End
from retour.engines.sessions import Processor
from retour.errors import ChildDied, CompileLimitExceeded, EngineError, MemoryLimitExceeded, TimeLimitExceeded
from retour.text.sizes import size_text


def fault_of_compiling(processor: Processor, limits: Limits, end: End) -> EngineError:
    """Why a stylesheet can't be run that a process ended of."""
    if end.is_out_of_time:
        return CompileLimitExceeded(
            f"the rule set was not compiled within {limits.compile:g} s of a processor's time (compile_limit in the "
            "configuration)"
        )
    when = "while it compiled the rule set"
    if end.is_out_of_memory:
        return CompileLimitExceeded(_out_of_memory(processor, limits, when))
    return _death(processor, end, when)


def fault_of_run(processor: Processor, limits: Limits, time_limit: float, end: End) -> EngineError:
    """Why a message wasn't judged that a process ended of."""
    if end.is_out_of_time:
        return TimeLimitExceeded(
            f"the rule set was not done with this message after {time_limit:g} s, its time limit"
        )
    when = "on this message"
    if end.is_out_of_memory:
        return MemoryLimitExceeded(_out_of_memory(processor, limits, when))
    return _death(processor, end, when)


def why_not_started(processor: Processor, limits: Limits, end: End) -> str:
    """Why a process didn't get ready."""
    if "graal_create_isolate" in end.stderr:
        return (
            "SaxonC can't reserve the address space it needs (13.x takes about 35 GB of it, little of which is ever "
            "used): raise `ulimit -v`, or install saxonche 12"
        )
    if end.is_out_of_time:
        return f"{processor.product} didn't start within {limits.start:g} s"
    if end.is_out_of_memory:
        return (
            f"{processor.product} doesn't start with {size_text(limits.memory)} of memory: raise memory_limit"
        )
    return f"{processor.product} doesn't start: {end.said or f'exit code {end.code}'}"


def _out_of_memory(processor: Processor, limits: Limits, when: str) -> str:
    return (
        f"the process that ran {processor.product} needed more than {size_text(limits.memory)} of memory {when} "
        "(memory_limit in the configuration)"
    )


def _death(processor: Processor, end: End, when: str) -> ChildDied:
    code = "" if end.code is None else f", exit code {end.code}"
    return ChildDied(
        f"the process that ran {processor.product} died {when}{code}" + (f": {end.said}" if end.said else "")
    )
