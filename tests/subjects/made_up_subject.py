"""A system under test that does what the message, or its first argument, tells it; it stands on no library.

made_up_subject.py once MESSAGE [MORE]     or     made_up_subject.py session
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

WORDS = {
    "crash": "raise RuntimeError('it broke')",
    "kill": "os.kill(os.getpid(), 9)",
    "hang": "hang()",
    "flood": "flood()",
    "flood-errors": "flood_errors()",
    "nothing": "pass",
    "garbage": "say('what?')",
    "bytes": "sys.stdout.buffer.write(bytes([255, 254]))",
    "latin-1": 'sys.stdout.buffer.write(b\'{"do": "done", "answer": ["\\xe9"]}\\n\'); sys.stdout.flush()',
    "leave": "leave()",
    "exit-7": "sys.exit(7)",
    "refuse": "sys.exit(3)",
}


def say(text: str) -> None:
    print(text, flush=True)


def hang() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(os.environ["PUPPET_CHILD"]).write_text(str(child.pid))
    time.sleep(600)


def leave() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(os.environ["PUPPET_CHILD"]).write_text(str(child.pid))
    say('["TR018"]')


def flood() -> None:
    while True:
        sys.stdout.write("x" * 65536)


def flood_errors() -> None:
    while True:
        sys.stderr.write("x" * 65536)


def once() -> None:
    order, text = sys.argv[2], sys.argv[3:]
    if order == "say":
        say(" ".join(text))
    elif order == "echo-stdin":
        say(json.dumps([sys.stdin.read()[:5]]))
    elif order == "to-file":
        Path(text[0]).write_text('["TR018"]')
    elif order == "names":
        say(json.dumps([Path(text[0]).name, *sorted(each.name for each in Path(text[1]).iterdir())]))
    else:
        exec(WORDS[order])


def session() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "start":
            say(json.dumps({"do": "started", "version": "1"}))
        elif order["do"] == "stop":
            Path(os.environ["PUPPET_CHILD"]).write_text("stopped")
            return
        else:
            word = Path(order["message"]).read_text()
            done = {"do": "done", "id": order["id"]}
            if word in WORDS:
                exec(WORDS[word])
            elif word == "refused":
                say(json.dumps({**done, "refused": True}))
            elif word == "error":
                say(json.dumps({**done, "error": "no such customer"}))
            elif word == "wrong id":
                say(json.dumps({**done, "id": 99, "answer": []}))
            elif word == "pid":
                say(json.dumps({**done, "answer": [str(os.getpid())]}))
            else:
                say(json.dumps({**done, "answer": json.loads(word)}))


if __name__ == "__main__":
    once() if sys.argv[1] == "once" else session()
