"""`retour cache`, and `retour check` with what earlier runs found."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

from processes import Ended, engine_children, posix_only, wait_until
from retour.caching import STORE_FILE

Retour = Callable[..., Ended]

FILE = f".retour-cache/{STORE_FILE}"


def test_check_twice(project: Path, retour_here: Retour) -> None:
    first = retour_here("check", "tr018.xml", "accepted.xml")
    second = retour_here("check", "tr018.xml", "accepted.xml", "cs002.xml")

    assert "cache" not in first.out
    assert second.out.splitlines()[-1] == "2 of 3 outcomes from the cache"
    assert (first.code, second.code) == (1, 1)
    assert "cache" not in retour_here("check", "--no-cache", "tr018.xml").out


def test_check_in_json(project: Path, retour_here: Retour) -> None:
    first = json.loads(retour_here("check", "tr018.xml", "--format", "json").out)
    second = json.loads(retour_here("check", "tr018.xml", "--format", "json").out)

    assert second["results"][0].pop("cached") is True
    assert second == first


def test_report_of_the_set(project: Path, retour_here: Retour) -> None:
    first = retour_here("check", "tr018.xml", "--format", "rapport")

    assert retour_here("check", "tr018.xml", "--format", "rapport") == first


def test_info_and_clear(project: Path, retour_here: Retour) -> None:
    assert retour_here("cache", "info") == Ended(0, "nothing is kept\n", "")
    retour_here("check", "tr018.xml", "accepted.xml")

    told = retour_here("cache", "info")
    cleared = retour_here("cache", "clear")

    assert told.out.startswith(f"{FILE}: 2 outcomes, ")
    assert told.out.endswith(" of 200 MB\n")
    assert cleared == Ended(0, "forgotten: 2 outcomes\n", "")
    assert retour_here("cache", "info").out.startswith(f"{FILE}: 0 outcomes, ")
    assert "cache" not in retour_here("check", "tr018.xml").out


def test_info_where_it_is_off(project: Path, retour_here: Retour) -> None:
    with (project / "retour.toml").open("a", encoding="utf-8") as configuration:
        configuration.write("cache = false\n")

    assert retour_here("cache", "info").out == "nothing is kept; off, retour.toml says so\n"


def test_damaged(project: Path, retour_here: Retour) -> None:
    (project / FILE).parent.mkdir()
    (project / FILE).write_bytes(b"no database" * 500)

    ended = retour_here("check", "tr018.xml")
    assert ended.code == 1
    assert ended.err == (
        f"retour: {FILE}: the cache is damaged (file is not a database) and was set aside as outcomes-1.damaged; "
        "nothing is taken from it\n"
    )
    assert (project / ".retour-cache/outcomes-1.damaged").exists()
    assert retour_here("cache", "clear").out == "forgotten: 0 outcomes\n"
    assert not (project / ".retour-cache/outcomes-1.damaged").exists()


def test_info_of_what_cannot_be_used(project: Path, retour_here: Retour) -> None:
    (project / FILE).mkdir(parents=True)

    ended = retour_here("cache", "info")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"retour: {FILE}: the cache can't be used: ")


def test_without_a_configuration(project: Path, retour_here: Retour) -> None:
    (project / "retour.toml").unlink()

    ended = retour_here("cache", "info")

    assert ended == Ended(
        2,
        "",
        "retour: there is no retour.toml here or above: of a folder without a configuration nothing is kept\n",
    )


def test_what_became_of_mutants_is_kept_too(project: Path, retour_here: Retour) -> None:
    case = (
        "rules: iwmo/2.1\nlevels: [rules]\ncases: [{id: one, message: tr018.xml, expect: {fires: [TR018]}}]\n"
    )
    (project / "tr018.cases.yaml").write_text(case, encoding="utf-8")
    mutate = ("mutate", "tr018.cases.yaml", "--rules", "iwmo/2.1", "--rule", "TR018")

    first = retour_here(*mutate)
    told = retour_here("cache", "info").out

    assert re.match(rf"{re.escape(FILE)}: 0 outcomes, \d+ mutants, ", told)
    assert retour_here(*mutate).out.splitlines()[-3:] == first.out.splitlines()[-3:]
    assert retour_here("cache", "clear").out.endswith(" mutants\n")


@posix_only
def test_no_process_is_left_where_nothing_is_run(project: Path, retour_here: Retour) -> None:
    retour_here("check", "tr018.xml")
    before = set(engine_children(os.getpid()))

    retour_here("check", "tr018.xml")

    assert wait_until(lambda: set(engine_children(os.getpid())) <= before)
