"""What holds for the package as a whole, beside the import rules in pyproject.toml."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import retour

PACKAGE = Path(retour.__file__).parent
MODULES = {
    ".".join(("retour", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): ast.parse(file.read_text(encoding="utf-8"))
    for file in PACKAGE.rglob("*.py")
}


def test_no_class_name_stands_in_two_modules() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name].add(module)

    assert {name: sorted(modules) for name, modules in found.items() if len(modules) > 1} == {}


def test_no_module_imports_itself_by_way_of_others() -> None:
    circles = {module: set(imported(module)) - {module} for module in MODULES}
    while loose := {
        module
        for module, others in circles.items()
        if not others & circles.keys() or all(module not in others for others in circles.values())
    }:
        for module in loose:
            del circles[module]

    assert {module: sorted(others & circles.keys()) for module, others in circles.items()} == {}


def imported(module: str) -> Iterator[str]:
    """The modules of the package that a module imports, also within functions; not those for type checkers alone."""
    tree = MODULES[module]
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node.module is None or id(node) in for_types:
            continue
        for name in node.names:
            inner = f"{node.module}.{name.name}"
            if inner in MODULES:
                yield inner
            elif node.module in MODULES:
                yield node.module
