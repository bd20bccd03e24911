"""The folder in which the blocks of a page are run: what its commands and cases name is there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from samples import REPOSITORY

STOP = "fixtures/iwmo/2_1/wmo307/stop.xml"
EARLY = "fixtures/iwmo/2_1/wmo307/tr018-ends-the-day-before-it-began.xml"
FIXTURES = {
    each: each
    for each in (
        "fixtures/common/307",
        "fixtures/common/clients.yaml",
        "fixtures/iwmo/2_1/wmo307",
        "fixtures/ijw/2_1/jw307",
        "rules",
    )
}
"""A part of the fixtures that is run in a moment, and the rule sets."""

SETTINGS = 'rules = "iwmo/2.1"\nrule_sets = ["rules"]\n'


@dataclass(frozen=True)
class Stage:
    """What stands in the folder of a page.

    Attributes:
        copied: file or folder → where it comes from in this repository.
        edited: file → where it comes from, and texts in it that are replaced.
        written: file → what is in it.
        header: what a case file says where its block is a part of one.
        prepared: commands that are run before.
        bare: whether nothing else is there: no message, and no settings.
        stands_for: word of the page's commands → what is there in its place.
    """

    copied: Mapping[str, str] = field(default_factory=dict)
    edited: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    header: str = "rules: iwmo/2.1\nmessage: stop.xml\n"
    prepared: tuple[str, ...] = ()
    bare: bool = False
    stands_for: Mapping[str, str] = field(default_factory=dict)

    def build(self, folder: Path) -> None:
        for name, source in (({} if self.bare else {"stop.xml": STOP}) | dict(self.copied)).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if (REPOSITORY / source).is_dir():
                shutil.copytree(REPOSITORY / source, folder / name, dirs_exist_ok=True)
            else:
                shutil.copy(REPOSITORY / source, folder / name)
        for name, (source, changes) in self.edited.items():
            text = (REPOSITORY / source).read_bytes().decode()
            for old, new in changes.items():
                assert old in text
                text = text.replace(old, new)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
        for name, text in (({} if self.bare else {"retour.toml": SETTINGS}) | dict(self.written)).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


BEGINS, ENDS = "<wmo307:Begindatum>2017-06-08", "<wmo307:Einddatum>2017-06-07"

ON_THE_TWELFTH = {BEGINS: BEGINS.replace("06-08", "06-12"), ENDS: ENDS.replace("06-07", "06-11")}
"""The dates that the pages speak of."""

GIT = (
    "git init -q -b main . && git add -A && git -c user.name=A -c user.email=a@example.org commit -qm begin"
    " && git update-ref refs/remotes/origin/main main"
)

ONE_CASE = """\
rules: iwmo/2.1
message: stop.xml
cases:
  - id: ends-before-it-begins
    expect: {fires: [TR018]}
"""

STAGES: Mapping[str, Stage] = {
    "README.md": Stage(copied={"stop.xml": EARLY}),
    "docs/cases.md": Stage(
        copied={
            "good/start.xml": "fixtures/iwmo/3_2/wmo305/start.xml",
            "good/old/start.xml": "fixtures/iwmo/2_1/wmo305/start.xml",
        },
        edited={
            "stop.xml": (EARLY, ON_THE_TWELFTH),
            "one-day.xml": (EARLY, {BEGINS: BEGINS.replace("06-08", "06-07")}),
            "../iwmo/stop.xml": (EARLY, ON_THE_TWELFTH),
            "../ijw/stop.xml": (
                "fixtures/ijw/2_1/jw307/tr018-ends-the-day-before-it-began.xml",
                {old.replace("wmo", "jw"): new.replace("wmo", "jw") for old, new in ON_THE_TWELFTH.items()},
            ),
        },
    ),
    "docs/ci.md": Stage(copied=FIXTURES, written={"stop.cases.yaml": ONE_CASE}),
    "docs/compare.md": Stage(
        copied=FIXTURES | {"inbox": "fixtures/iwmo/2_1/wmo307"},
        prepared=(GIT,),
        stands_for={
            "OLD": "rules/iwmo/2_1@main",
            "NEW": "rules/iwmo/2_1",
            "SET": "iwmo/2.1",
            "XSD": "rules/iwmo/2_1/xsd",
        },
    ),
    "docs/conformance.md": Stage(
        copied=FIXTURES | {"examples/system-under-test": "examples/system-under-test"},
        prepared=(
            "retour conform scenarios start-iwmo-3.2 --examples made >made.txt",
            "mkdir sent && cp made/start-iwmo-3.2/02-WMO302.xml sent/2.xml",
            "sed 's/>2023-05-17</>2023-05-16</' made/start-iwmo-3.2/03-WMO305.xml >sent/3.xml && rm -r made",
        ),
    ),
    "docs/coverage.md": Stage(copied=FIXTURES, prepared=("retour coverage fixtures --data coverage.json",)),
    "docs/editors.md": Stage(prepared=("retour check stop.xml --format json >results.json",)),
    "docs/envelopes-and-ei.md": Stage(
        copied={"fixtures/levels/envelope": "fixtures/levels/envelope"},
    ),
    "docs/levels.md": Stage(
        copied={
            "start.xml": "fixtures/iwmo/3_2/wmo305/start.xml",
            "allocation.xml": "fixtures/iwmo/3_2/wmo301/allocation.xml",
            "inbox/allocation.xml": "fixtures/iwmo/3_2/wmo301/allocation.xml",
        },
        edited={
            "stop.xml": (EARLY, {"Geslacht>1<": "Geslacht>7<", ENDS: ENDS.replace("06-07", "06-08")}),
            "valid.xml": (EARLY, {ENDS: ENDS.replace("06-07", "06-08")}),
            "unix.xml": (EARLY, {ENDS: ENDS.replace("06-07", "06-08"), "\r\n": "\n"}),
        },
        written={"lists/gemeenten.txt": "0518\n", "lists/producten.csv": "Categorie,Code\n03,03A01\n"},
        header="rules: iwmo/2.1\nmessage: valid.xml\n",
    ),
    "docs/generate.md": Stage(bare=True),
    "docs/lint.md": Stage(copied=FIXTURES, written={"stop.cases.yaml": ONE_CASE}),
    "docs/mutation.md": Stage(
        copied=FIXTURES | {"stop.xml": EARLY, "mutants.yaml": "mutants.yaml"},
        written={"stop.cases.yaml": ONE_CASE},
        prepared=(GIT, "rm -r fixtures/common/307/[!e]*"),
    ),
    "docs/why.md": Stage(copied={"stop.xml": EARLY, "rules": "rules"}),
    "docs/python.md": Stage(copied=FIXTURES | {"stop.xml": EARLY}, written={"stop.cases.yaml": ONE_CASE}),
    "docs/replay.md": Stage(
        copied={
            "rules": "rules",
            "messages-2025/stop.xml": "fixtures/iwmo/3_2/wmo307/stop.xml",
            "messages-2025/jw305/start.xml": "fixtures/ijw/3_2/jw305/start.xml",
        },
        edited={
            "messages-2025/start.xml": (
                "fixtures/iwmo/3_2/wmo305/start.xml",
                {"Bsn>999990019<": "Bsn>999990018<"},
            ),
            "messages-2025/early.xml": (
                "fixtures/iwmo/3_2/wmo307/stop.xml",
                {"Einddatum>2026-08-20<": "Einddatum>2026-06-14<"},
            ),
        },
    ),
    "docs/reports.md": Stage(copied=FIXTURES),
    "docs/retours.md": Stage(
        copied={
            "start.xml": "fixtures/iwmo/2_1/wmo305/start.xml",
            "start-retour.xml": "fixtures/iwmo/2_1/wmo306/start-retour.xml",
        },
        edited={
            "wrong-bsn.xml": ("fixtures/iwmo/2_1/wmo305/start.xml", {"Bsn>999990019<": "Bsn>999990018<"})
        },
    ),
    "docs/rule-sets.md": Stage(copied=FIXTURES | {"invoice.xml": "fixtures/iwmo/2_1/wmo303/invoice.xml"}),
    "docs/traceability.md": Stage(copied=FIXTURES),
    "docs/tutorials/gate.md": Stage(bare=True),
    "docs/tutorials/maintainer.md": Stage(bare=True),
    "docs/tutorials/vendor.md": Stage(bare=True),
    "docs/transitions.md": Stage(
        copied={"start.xml": "fixtures/iwmo/2_1/wmo305/start.xml"}, header="rules: iwmo/2.1\n"
    ),
}
