"""`retour serve` under load: 50 clients at once, no answer is wrong, lost or somebody else's, and the memory stays as it is.

The quick run is part of the tests. RETOUR_LOAD=N has each client send N messages in place of a few, such as 400 for a few minutes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from processes import RETOUR, engine_children
from samples import REPOSITORY
from served import ValidationClient

CLIENTS = 50
ROUNDS = int(os.environ.get("RETOUR_LOAD", "4"))
MOST_GROWTH = 15_000
"""kB that the memory of the service may grow by while it judges; what the first messages load doesn't count."""

MOST_GROWTH_OF_CHILDREN = 100_000
"""The same of the processes of its engine together, in which SaxonC takes some time to settle."""

STOP = (REPOSITORY / "fixtures/iwmo/2_1/wmo307/stop.xml").read_bytes()
EARLY = (REPOSITORY / "fixtures/iwmo/2_1/wmo307/tr018-ends-the-day-before-it-began.xml").read_bytes()

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the memory from /proc")


@dataclass(frozen=True)
class Sort:
    """A sort of message, and what comes of it."""

    data: bytes
    codes: list[str]
    names: bool = True

    def message(self, number: int) -> bytes:
        """One that is like no other: its Identificatie is a number."""
        return re.sub(rb"(Identificatie>)[^<]+(</iwmo:Id)", rb"\g<1>L%011d\2" % number, self.data)


SORTS = (
    Sort(STOP, []),
    Sort(EARLY, ["TR018"]),
    Sort(STOP.replace(b"<wmo307:Bsn>999990019", b"<wmo307:Bsn>99999001x", 1), ["pattern"]),
    Sort(STOP[:900], ["not-xml"], names=False),
)


@dataclass(frozen=True)
class Process:
    """A service in a process of its own."""

    id: int
    url: str

    @property
    def memory(self) -> tuple[int, int]:
        """kB of memory of the service, and of its children."""
        return _memory(self.id), sum(map(_memory, engine_children(self.id)))


def _memory(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"^VmRSS:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) if found is not None else 0


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    with subprocess.Popen(
        [sys.executable, *RETOUR, "serve", "--port", "0"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        url = running.stderr.readline().split()[2].rstrip("/")
        ValidationClient(url).wait()
        yield Process(running.pid, url)
        running.terminate()
        assert running.stderr.read() == ""
    assert running.returncode == 0


def client(process: Process, first: int, rounds: int, begin: Barrier | None = None) -> Counter[str]:
    """A client that sends messages one after the other on one connection, and looks at each answer."""
    parts = urlsplit(process.url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    seen: Counter[str] = Counter()
    if begin is not None:
        begin.wait()
    for number in range(first, first + rounds):
        sort = SORTS[number % len(SORTS)]
        while True:
            connection.request("POST", "/validatie", sort.message(number))
            response = connection.getresponse()
            answer = response.read().decode()
            if response.status != 503:
                break
            seen["refused"] += 1
            time.sleep(float(response.headers["Retry-After"]) / 10)
        codes = re.findall(r"<vr:Code>([^<]+)<", answer)
        named = re.findall(r"<vr:Identificatie>([^<]+)<", answer)
        is_right = (response.status, codes, named) == (
            200,
            sort.codes,
            [f"L{number:011}"] if sort.names else [],
        )
        seen["right" if is_right else f"wrong: {response.status} {codes} {named}"] += 1
    connection.close()
    return seen


def clients(process: Process, number: int, rounds: int) -> Counter[str]:
    """What so many clients saw that begin at the same moment."""
    begin = Barrier(number)
    with ThreadPoolExecutor(number) as threads:
        work = [threads.submit(client, process, each * 100_000, rounds, begin) for each in range(number)]
        return sum((each.result() for each in work), Counter())


@linux_only
def test_fifty_clients(process: Process) -> None:
    clients(process, 8, 8)  # what is loaded once is loaded now
    before = process.memory

    seen = clients(process, CLIENTS, ROUNDS)

    assert seen == {"right": CLIENTS * ROUNDS}
    assert _is_flat([before, process.memory]), (before, process.memory)


@linux_only
@pytest.mark.skipif("RETOUR_LOAD" not in os.environ, reason="the long run: set RETOUR_LOAD")
def test_more_clients_than_are_taken_on(process: Process) -> None:
    """Who is refused tries again: nothing is lost, and the memory stays as it is from round to round."""
    memory: list[tuple[int, int]] = []
    for _ in range(4):
        seen = clients(process, 3 * CLIENTS, ROUNDS // 4)
        refused = seen.pop("refused", 0)
        assert refused > 0
        assert seen == {"right": 3 * CLIENTS * (ROUNDS // 4)}
        memory.append(process.memory)

    assert _is_flat(memory), memory


def _is_flat(memory: Sequence[tuple[int, int]]) -> bool:
    """Whether it no longer grows after the first time that it was looked at."""
    (own, of_children), *later = memory
    return all(
        now - own < MOST_GROWTH and of_children_now - of_children < MOST_GROWTH_OF_CHILDREN
        for now, of_children_now in later
    )
