"""What is ignored is what git itself ignores."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from retour.text.gitignore import GitIgnored

FILES = [
    "a.xml",
    "build.xml",
    "#a.xml",
    "!a.xml",
    "a b.xml",
    "a ",
    "sub/a.xml",
    "sub/b.xml",
    "sub/deep/a.xml",
    "sub/deep/er/a.xml",
    "out/keep.xml",
    "out/other.xml",
    "x[1].xml",
    "sub/x1.xml",
    "sub/*.xml",
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout").resolve()
    subprocess.run(["git", "init", "-q", folder], check=True)
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def by_git(folder: Path) -> set[str]:
    """The files that git ignores."""
    listed = subprocess.run(
        ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--ignored", "--exclude-per-directory=.gitignore"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )  # fmt: skip
    return set(listed.stdout.split("\0")) & set(FILES)


def by_us(folder: Path) -> set[str]:
    ignored = GitIgnored(folder)

    def is_ignored(name: str) -> bool:
        path = folder / name
        above = [each for each in reversed(path.parents) if each.is_relative_to(folder) and each != folder]
        return any(ignored.holds(each, True) for each in above) or ignored.holds(path, False)

    return set(filter(is_ignored, FILES))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# a comment\n\n*.xml\n",
        "*.xml\n!a.xml\n",
        "\\#a.xml\n\\!a.xml\n",
        "/a.xml\n",
        "sub/\n",
        "sub\n!sub/deep\n",
        "sub/*\n!sub/deep\n",
        "deep/\n",
        "/deep/\n",
        "sub/a.xml/\n",
        "**/deep/a.xml\n",
        "sub/**/a.xml\n",
        "sub/**\n",
        "out/**\n!out/keep.xml\n",
        "**\n!*/\n!keep.xml\n",
        "a\\ \n",
        "a \n",
        "a b.xml   \n",
        "x[[]1].xml\n",
        "x\\[1\\].xml\n",
        "x[0-9].xml\n",
        "[^a].xml\n[!ab].xml\n",
        "?.xml\n",
        "sub/\\*.xml\n",
        "*.xml\r\n!b.xml\r\n",
        "\ufeff*.xml\n",
        "/\n//\n",
        "*/a.xml\n",
        "deep/*\n",
    ],
)
def test_as_git_does(checkout: Path, text: str) -> None:
    (checkout / "sub/.gitignore").unlink(missing_ok=True)
    (checkout / ".gitignore").write_bytes(text.encode())
    assert by_us(checkout) == by_git(checkout)


def test_the_nearest_file_counts(checkout: Path) -> None:
    (checkout / ".gitignore").write_text("*.xml\n", encoding="utf-8")
    (checkout / "sub/.gitignore").write_text("!a.xml\n/deep/a.xml\n", encoding="utf-8")
    assert by_us(checkout) == by_git(checkout)
    assert "sub/a.xml" not in by_us(checkout)
    assert {"sub/deep/a.xml", "sub/b.xml", "a.xml"} <= by_us(checkout)


PATTERNS = st.lists(
    st.lists(
        st.sampled_from(["a", "b", "sub", "deep", "er", "out", ".xml", "*", "?", "/", "**/", "/**", "[a-c]", "!"]),
        min_size=1,
        max_size=5,
    ).map("".join).filter(lambda line: not any("**" in part for part in line.split("/") if part != "**")),
    min_size=1,
    max_size=4,
)  # fmt: skip
"""Two asterisks as a part of a step are one, says git's own page, and its code doesn't quite."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=PATTERNS)
def test_any_patterns(checkout: Path, lines: list[str]) -> None:
    (checkout / "sub/.gitignore").unlink(missing_ok=True)
    (checkout / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert by_us(checkout) == by_git(checkout)


def test_without_a_checkout_those_from_the_folder_on_count(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.xml\n", encoding="utf-8")
    (tmp_path / "project/sub").mkdir(parents=True)
    (tmp_path / "project/.gitignore").write_text("b.xml\n", encoding="utf-8")
    ignored = GitIgnored(tmp_path / "project")
    assert not ignored.holds(tmp_path / "project/sub/a.xml", False)
    assert ignored.holds(tmp_path / "project/sub/b.xml", False)


def test_a_hostile_pattern_takes_no_time(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*a" * 100 + "b\n" + "**/" * 100 + "b\n", encoding="utf-8")
    assert not GitIgnored(tmp_path).holds(tmp_path.joinpath(*(["a" * 100] * 20)), False)


def test_what_is_no_gitignore_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "sub/.gitignore").mkdir(parents=True)
    (tmp_path / "elsewhere").write_text("*\n", encoding="utf-8")
    (tmp_path / ".gitignore").symlink_to("elsewhere")
    assert not GitIgnored(tmp_path).holds(tmp_path / "sub/a.xml", False)
