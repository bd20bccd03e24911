"""A suite as an XSpec file, and the command that runs it: Saxon-J from the PyPI package saxonhe4py, XSpec from a checkout."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from benchmarks.suites import listed

MOST_SCENARIOS = 1000
"""Scenarios of one XSpec file: it is compiled to one stylesheet, whose time grows faster than its length."""

_JARS = ("saxon-he-11.4.jar", "lib/xmlresolver-4.4.3.jar", "lib/xmlresolver-4.4.3-data.jar")


def xspec_command(folder: Path) -> Sequence[str] | None:
    """The command that runs a suite with XSpec; None where XSpec, Saxon-J or Java is missing.

    XSpec is looked for in the folder `xspec` below RETOUR_OFFICIAL_SETS.
    """
    sets, package = os.environ.get("RETOUR_OFFICIAL_SETS"), importlib.util.find_spec("saxonhe4py")
    script = Path(sets or "", "xspec", "bin", "xspec.sh")
    if (
        not sets
        or not script.is_file()
        or package is None
        or package.origin is None
        or not shutil.which("java")
    ):
        return None
    jars = Path(package.origin).parents[1] / "saxon_he"
    classpath = os.pathsep.join(str(jars / jar) for jar in _JARS)
    files = [
        str(_written(folder, stylesheet)) for stylesheet in dict.fromkeys(of for _, of, _ in listed(folder))
    ]
    line = " && ".join(f"bash '{script}' -e '{file}'" for file in files)
    return ("env", f"SAXON_CP={classpath}", "bash", "-c", line)


def _written(folder: Path, stylesheet: str) -> Path:
    """The scenarios of one stylesheet: a message each, and the set of rules that fire on it."""
    lines = [
        f'<x:description xmlns:x="http://www.jenitennison.com/xslt/xspec" run-as="external" stylesheet={quoteattr(stylesheet)}>'
    ]
    for message, of, codes in listed(folder):
        if of == stylesheet:
            wanted = ", ".join(f"'{code}'" for code in sorted(codes))
            test = f"deep-equal(sort(distinct-values(//*:Code ! string(.))), ({wanted}))"
            lines.append(
                f'<x:scenario label="{message.stem}"><x:context href={quoteattr(message.as_uri())}/>'
                f'<x:expect label="codes" test={quoteattr(test)}/></x:scenario>'
            )
    file = folder / f"{Path(stylesheet).stem}.xspec"
    file.write_text("\n".join([*lines, "</x:description>"]) + "\n", encoding="utf-8")
    return file
