"""Every code block of the pages is run: commands, cases, Python, settings. What can't be says why, on the page itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from blocks import Block, blocks_of, commands_of
from jsonschema import validate
from lxml import etree
from processes import RETOUR, posix_only, run_python
from retour.configuration import find_configuration
from samples import REPOSITORY
from stages import STAGES, Stage

pytestmark = [posix_only, pytest.mark.long]

PAGES = [
    REPOSITORY / "README.md",
    REPOSITORY / "CONTRIBUTING.md",
    REPOSITORY / "RELEASING.md",
    REPOSITORY / "SECURITY.md",
]
PAGES += sorted(
    page for page in (REPOSITORY / "docs").rglob("*.md") if page.parent.name not in ("rules", "reference")
)


def name_of(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder with the commands that a reader has: those of this Python."""
    folder = tmp_path / "commands"
    folder.mkdir()
    for name in ("retour", "pytest", "python", "pre-commit"):
        (folder / name).symlink_to(Path(sys.executable).parent / name)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_page(page: Path, tmp_path: Path, commands: Path) -> None:
    stage = STAGES.get(name_of(page), Stage())
    folder = tmp_path / "project"
    folder.mkdir()
    stage.build(folder)
    reader = Reader(folder, commands, stage)
    for line in stage.prepared:
        reader.shell(line)
    for block in blocks_of(page):
        reader.take(block)
    reader.run_cases()


class Reader:
    """Somebody who does what a page says, in a folder of its own."""

    def __init__(self, folder: Path, commands: Path, stage: Stage) -> None:
        self._folder = folder
        self._here = folder
        self._stage = stage
        self._case_files: dict[Path, Block] = {}
        self._commands_so_far = ""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        path = f"{commands}{os.pathsep}{kept['PATH']}"
        self._env = kept | {
            "PATH": path,
            "COLUMNS": "80",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_ADDOPTS": "-p retour -p pytest_split.plugin -p no:cacheprovider --no-header",
        }

    def take(self, block: Block) -> None:
        """Do what a block says, or see at least that it has the form of what it is."""
        kind = self._kind(block)
        if block.title is not None:
            self._write(block)
        if kind is None:
            return
        if block.not_run is None:
            kind(block)
        elif kind == self._cases:
            validate(read_yaml(self._case_file(block)), schema("cases"))

    def _kind(self, block: Block) -> Callable[[Block], None] | None:
        match block.language:
            case "sh" | "console":
                return self._commands
            case "python":
                return self._python
            case "yaml":
                return self._yaml(block)
            case "toml":
                return self._settings
            case "json":
                return lambda block: json.loads(block.text)
            case "xml":
                return lambda block: etree.fromstring(f"<block>{block.text}</block>".encode())
            case "text":
                return None
        raise AssertionError(f"{block.place}: what is {block.language!r}?")

    def _write(self, block: Block) -> None:
        assert block.title is not None
        file = self._here / block.title
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")

    def _commands(self, block: Block) -> None:
        self._commands_so_far += block.text
        for command in commands_of(block):
            ended = self.shell(re.sub(r"\b[A-Z]+\b", self._what_stands_for, command.line))
            said = f"{block.place}: {command.line}\n{ended.stdout}"
            assert ended.returncode in (0, 1), said  # 2 and 3: it can't be used as the page says
            if command.shown is not None:
                assert matches(command.shown, ended.stdout), said

    def _what_stands_for(self, word: re.Match[str]) -> str:
        return self._stage.stands_for.get(word[0], word[0])

    def shell(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a command; where it goes to another folder, those that follow stay there."""
        there = self._folder / ".there"
        ended = subprocess.run(
            ["bash", "-c", f"{line}\ncode=$?; pwd >'{there}'; exit $code"],
            cwd=self._here,
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        self._here = Path(there.read_text(encoding="utf-8").strip())
        there.unlink()
        return ended

    def _python(self, block: Block) -> None:
        file = self._folder / (block.title or f"test_line_{block.line}.py")
        file.write_text(block.text, encoding="utf-8")
        module = ("-m", "pytest", "-q") if "def test_" in block.text else ()
        ended = run_python(*module, file.name, cwd=self._folder, env=self._env)
        assert ended.code == 0, f"{block.place}\n{ended.out}{ended.err}"
        file.unlink()

    def _settings(self, block: Block) -> None:
        tomllib.loads(block.text)
        folder = self._folder / f"settings-{block.line}"
        folder.mkdir()
        (folder / "retour.toml").write_text(block.text, encoding="utf-8")
        for name in re.findall(r'"(\S+/\S+\.\w+)"', block.text):
            if (self._folder / name).is_file():
                (folder / name).parent.mkdir(exist_ok=True)
                shutil.copy(self._folder / name, folder / name)
        assert find_configuration(folder).file is not None
        shutil.rmtree(folder)

    def _yaml(self, block: Block) -> Callable[[Block], None]:
        keys = read_yaml(block.text)
        if "waivers" in keys:
            return lambda block: validate(keys, schema(WAIVERS[block.page]))
        if "retour_codes" in keys:
            return lambda block: validate(keys, schema("ruleset"))
        if "answers" in keys:
            return lambda block: validate(keys, schema("sut"))
        if "steps" in keys:
            return lambda block: validate(keys, schema("scenario"))
        if block.title is not None and not block.title.endswith(".cases.yaml"):
            return self._file_of_others
        return self._cases

    def _file_of_others(self, block: Block) -> None:
        assert block.title is not None
        check = next(check for ending, check in CHECKS.items() if block.title.endswith(ending))
        ended = run_python("-m", *check, block.title, cwd=self._here)
        assert ended.code == 0, f"{block.place}\n{ended.out}"

    def _cases(self, block: Block) -> None:
        file = self._here / (block.title or f"line-{block.line}.cases.yaml")
        file.write_text(self._case_file(block), encoding="utf-8")
        self._case_files[file] = block

    def _case_file(self, block: Block) -> str:
        """The case file of which a block is a part."""
        text = textwrap.dedent(block.text)
        given = read_yaml(text)
        if block.title is not None:
            return text
        if isinstance(given, list):
            text = "cases:\n" + text
        elif not {"rules", "message", "heen", "cases"} & set(given):
            expected = "" if "expect" in given else "expect: {valid: false}\n"
            text = "cases:\n  - id: shown\n" + textwrap.indent(text + expected, "    ")
        elif "cases" not in given:
            text += "cases: [{id: shown, expect: valid}]\n"
        said = set(read_yaml(text))
        if "heen" in said or "messages:" in text:
            said.add("message")
        header = self._stage.header.splitlines(keepends=True)
        return "".join(line for line in header if line.partition(":")[0] not in said) + text

    def run_cases(self) -> None:
        """Run all cases of the page, but for those that a command of the page runs: they are as they say."""
        files = [str(file) for file in self._case_files if file.name not in self._commands_so_far]
        if not files:
            return
        ended = run_python(*RETOUR, "run", "-q", *files, cwd=self._folder, env=self._env, limit=120)
        assert ended.code == 0, ended.out


WAIVERS: Mapping[str, str] = {
    "docs/compare.md": "comparison-waivers",
    "docs/coverage.md": "coverage-waivers",
    "docs/mutation.md": "mutation-waivers",
    "docs/waivers.md": "comparison-waivers",
}

CHECKS: Mapping[str, tuple[str, ...]] = {
    ".gitlab-ci.yml": ("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci"),
    ".pre-commit-config.yaml": ("pre_commit", "validate-config"),
    ".yml": ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
}


class _Loader(yaml.SafeLoader):
    """Days stay texts, and so does the key `on`, as the harness reads them."""


_Loader.yaml_implicit_resolvers = {
    first: [
        each
        for each in resolvers
        if each[0] != "tag:yaml.org,2002:timestamp" and (each[0], first) != ("tag:yaml.org,2002:bool", "o")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(text: str) -> Any:
    return yaml.load(text, _Loader)  # a safe one


def schema(name: str) -> object:
    return json.loads((REPOSITORY / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


def matches(shown: str, printed: str) -> bool:
    """Whether a page shows what is printed; a line `…` stands for any number of lines, digests and times may differ."""
    pattern = "\n".join(
        "(?:.*\n)*?.*" if line.strip() == "…" else r".*".join(map(re.escape, line.split("…")))
        for line in comparable(shown)
    )
    return re.fullmatch(pattern, "\n".join(comparable(printed))) is not None


def comparable(output: str) -> list[str]:
    output = re.sub(r"\b[0-9a-f]{12,16}\b", "DIGEST", output)
    output = re.sub(r"in \d+\.\d+s( \(\d+:\d\d:\d\d\))?", "in 0s", output)
    return [re.sub(r"[=_]{3,}", "=", line.rstrip()) for line in output.strip().splitlines()]
