"""Scenarios as they are named: those that come along by their names, those of a project by files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from retour.errors import ScenarioError
from retour.model import Place
from retour.scenarios.loading import data_names, load_scenarios, scenario_name
from retour.scenarios.model import SCENARIO_SUFFIX, Scenario
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.shipped import shipped
from retour.text.walking import files_below
from retour.workspace import Workspaces


def shipped_scenarios(workspaces: Workspaces, data: Mapping[str, str] | None = None) -> list[Scenario]:
    """The scenarios that come with the harness, by release and name."""
    folder = shipped("scenarios")
    found = [
        scenario
        for file in sorted(folder.rglob(f"*{SCENARIO_SUFFIX}"))
        for scenario in load_scenarios(file, workspaces.of(Path.cwd()), data)
    ]
    return sorted(found, key=lambda scenario: (scenario.rules, scenario.id))


def select_scenarios(
    references: Iterable[str], workspaces: Workspaces, data: Mapping[str, str] | None = None
) -> list[Scenario]:
    """The scenarios that references name, each once.

    Args:
        references: of those that come along a name (`start-iwmo-3.2`), the part of it that the standards share (`start`), or
            the id of a rule set (`iwmo/3.2`); else a scenario file, a folder of them, or `FILE::NAME`.
        data: test data that take the place of the scenarios' own.

    Raises:
        ScenarioError: there is no such scenario, one can't be used, or none has test data of a name that is given.
    """
    found: dict[tuple[Path, str], Scenario] = {}
    for reference in references:
        for scenario in _named(reference, workspaces, data):
            found.setdefault((scenario.file.resolve(), scenario.id), scenario)
    known = {name for scenario in found.values() for name in data_names(scenario.file)}
    for name in data or {}:
        if name not in known:
            hint = did_you_mean(name, sorted(known), "there are")
            raise ScenarioError(f"no test data of these scenarios are called {name!r}{hint}")
    return list(found.values())


def _named(reference: str, workspaces: Workspaces, data: Mapping[str, str] | None) -> Iterator[Scenario]:
    name, separator, scenario_id = reference.partition("::")
    path = Path(name)
    if not separator and not path.exists():
        yield from _shipped(reference, workspaces, data)
        return
    scenarios = [
        scenario for file in _files(path) for scenario in load_scenarios(file, workspaces.of(file), data)
    ]
    if not separator:
        yield from scenarios
        return
    ids = [scenario.id for scenario in scenarios]
    if scenario_id not in ids:
        hint = did_you_mean(scenario_id, ids, "the scenarios are", most=3)
        raise ScenarioError(f"no scenario {scenario_id!r}{hint}", Place(name))
    yield scenarios[ids.index(scenario_id)]


def _shipped(reference: str, workspaces: Workspaces, data: Mapping[str, str] | None) -> list[Scenario]:
    every = shipped_scenarios(workspaces, data)
    found = [each for each in every if reference in (each.id, scenario_name(each.file), each.rules)]
    if not found:
        known = [*dict.fromkeys(each.rules for each in every), *(each.id for each in every)]
        hint = did_you_mean(reference, known, "those that come along are", most=3)
        raise ScenarioError(f"no scenario, scenario file or folder {reference!r}{hint}")
    return found


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise ScenarioError("no such file or folder", Place(str(path)))
    if not path.is_dir():
        return [path]
    walk = files_below(path, lambda name: name.endswith(SCENARIO_SUFFIX))
    for folder, reason in walk.unread:
        raise ScenarioError(f"this folder can't be read: {reason}", Place(shown(folder)))
    if not walk.files:
        raise ScenarioError(f"no *{SCENARIO_SUFFIX} files in this folder", Place(str(path)))
    return list(walk.files)
