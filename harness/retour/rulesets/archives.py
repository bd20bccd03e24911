"""A published rule set as a folder: out of a zip, out of a tag of a git checkout, or as it lies there.

An archive comes from somewhere else: nothing in it may land outside the folder it is unpacked in, link elsewhere, or
fill the disk.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from retour.errors import RetourError
from retour.text.nearest import did_you_mean
from retour.text.scratch import scratch_folder
from retour.text.zips import unzip


class InstallError(RetourError):
    """A published rule set can't be installed from where it was said to be, or where it should go."""

    kind = "install"


@contextmanager
def unpacked(source: Path, tag: str | None = None) -> Iterator[Path]:
    """The content of a source as a folder, for as long as the context lasts.

    Args:
        source: a folder, a zip file, or a git checkout when a tag is given.
        tag: what to take from the checkout.

    Raises:
        InstallError: it is none of these, there is no such tag, or the archive isn't to be trusted.
    """
    name = source_name(source)
    if tag is None and source.is_dir():
        yield source.resolve()
        return
    with scratch_folder() as scratch:
        archive = source
        if tag is not None:
            archive = scratch / "tag.zip"
            _archive_tag(source, name, tag, archive)
        elif not source.is_file():
            raise InstallError(f"{source}: there is no such file or folder")
        folder = scratch / "content"
        folder.mkdir()
        unzip(archive, folder, name, InstallError)
        yield folder


@contextmanager
def unpacked_revision(folder: Path, revision: str) -> Iterator[Path]:
    """A folder as it was at a revision of the git repository that holds it, in a copy of that whole revision.

    Args:
        folder: of a working tree, or a bare repository; it may be one that is only there at that revision.

    Raises:
        InstallError: it lies in no repository, there is no such revision, or the folder isn't in it.
    """
    checkout = next(parent for parent in (folder, *folder.parents) if parent.is_dir())
    name = source_name(checkout)
    commit = _commit(checkout, name, revision)
    if _git(checkout, name, "rev-parse", "--is-bare-repository").strip() == "true":
        inside = PurePosixPath()
    else:
        top = Path(_git(checkout, name, "rev-parse", "--show-toplevel").strip())
        inside = PurePosixPath(folder.resolve().relative_to(top.resolve()).as_posix())
        checkout = top
    with scratch_folder() as scratch:
        archive = scratch / "revision.zip"
        _archive(checkout, name, commit, archive)
        content = scratch / "content"
        content.mkdir()
        unzip(archive, content, name, InstallError)
        if not (content / inside).is_dir():
            raise InstallError(f"there is no folder {inside} at {revision} of {source_name(checkout)}")
        yield content / inside


def source_name(source: Path) -> str:
    """What a source is called: its own name, also when it was given as `.`."""
    return Path(os.path.abspath(source)).name


def _archive_tag(checkout: Path, name: str, tag: str, archive: Path) -> None:
    tags = _git(checkout, name, "for-each-ref", "--format=%(refname:strip=2)", "refs/tags").splitlines()
    if tag.startswith("-") or tag not in tags:
        raise InstallError(f"{name} has no tag {tag!r}{did_you_mean(tag, tags)}")
    _archive(checkout, name, f"refs/tags/{tag}", archive)


def _commit(checkout: Path, name: str, revision: str) -> str:
    """The commit that a revision names."""
    refs = _git(checkout, name, "for-each-ref", "--format=%(refname:short)").splitlines()
    try:
        return _git(
            checkout, name, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"
        ).strip()
    except InstallError:
        hint = did_you_mean(revision, refs)
        raise InstallError(f"the repository of {name} has no revision {revision!r}{hint}") from None


def _archive(checkout: Path, name: str, commit: str, archive: Path) -> None:
    # Line ends as they were published: where git is set to CRLF, the set would have another digest.
    as_published = ("-c", "core.autocrlf=false", "-c", "core.eol=lf")
    to = ("--format=zip", "--output", str(archive))
    _git(checkout, name, *as_published, "archive", *to, commit)


def _git(checkout: Path, name: str, *arguments: str) -> str:
    # A hook of another repository leaves variables behind that would point git there.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-C", str(checkout), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
        )
    except OSError as error:
        raise InstallError(f"a tag needs the program git, which can't be started: {error.strerror}") from None
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise InstallError(f"{name} is no git checkout that a tag can be taken from: {said}")
    return done.stdout
