"""Published sets, installed under a project's rules/ and locked."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from retour.errors import RuleSetError
from retour.rulesets import InstallError, install, read_lock, verify_lock
from retour.rulesets.alone import alone_in
from retour.rulesets.lock import file_digests
from small_sets import BASIS, WMO, stylesheet

Published = Callable[..., Path]


@pytest.fixture
def published(write, files, tmp_path) -> Published:
    """Writes a source in the published layout: the set, what it shares, a licence and a read-me."""

    def written(*releases: str, name: str = "Wmo-Xslt", version: str = "1.0.0") -> Path:
        source = tmp_path / name
        write({"README.md": "read me", "xslt/LICENSE.txt": "MIT", ".git/config": "secret"}, source)
        write({"xslt/common/2_0/basis.xsl": stylesheet(BASIS.replace("1.0.0", version))}, source)
        for release in releases or ("2_1",):
            renamed = {path: text.replace("2_1", release) for path, text in files.items()}
            renamed["common/basis.xsl"] = stylesheet('<xsl:import href="../../../common/2_0/basis.xsl"/>')
            write(renamed, source / "xslt/wmo" / release)
        return source

    return written


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def zipped(source: Path) -> Path:
    return Path(shutil.make_archive(str(source), "zip", source))


def git_checkout(source: Path, tag: str) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    shutil.rmtree(source / ".git")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org")
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "first"], ["tag", tag]):
        subprocess.run(["git", "-C", str(source), *command], check=True, env=environment, capture_output=True)
    return source


def test_a_folder_is_installed_in_its_own_layout(published, project):
    (rules,) = install(published(), project)
    assert rules.folder == project / "rules/iwmo/2_1/wmo/2_1"
    assert sorted(file_digests(project, project)) == [
        "retour.lock",
        "rules/iwmo/2_1/LICENSE.txt",
        "rules/iwmo/2_1/README.md",
        "rules/iwmo/2_1/common/2_0/basis.xsl",
        "rules/iwmo/2_1/wmo/2_1/WMO305.xsl",
        "rules/iwmo/2_1/wmo/2_1/WMO307.xsl",
        "rules/iwmo/2_1/wmo/2_1/common/basis.xsl",
        "rules/iwmo/2_1/wmo/2_1/rules/CS002.xsl",
        "rules/iwmo/2_1/wmo/2_1/rules/TR001.xsl",
    ]
    assert not list((project / "rules").rglob(".*"))


def test_the_sets_own_folder_is_enough(published, project):
    (rules,) = install(published() / "xslt/wmo/2_1", project)
    assert rules.folder == project / "rules/iwmo/2_1/wmo/2_1"
    assert (project / "rules/iwmo/2_1/LICENSE.txt").is_file()


def test_a_set_that_stands_alone_lies_directly_in_its_folder(write, files, project, tmp_path):
    (rules,) = install(write(files, tmp_path / "own"), project)
    assert rules.folder == project / "rules/iwmo/2_1"


def test_the_lock_names_id_version_source_and_every_file(published, project):
    (rules,) = install(published(), project)
    (locked,) = read_lock(project)
    assert (locked.id, locked.version, locked.source) == ("iwmo/2.1", "1.0.0", "Wmo-Xslt")
    assert (locked.path, locked.sha256) == ("rules/iwmo/2_1/wmo/2_1", rules.sha256)
    licence = locked.files["rules/iwmo/2_1/LICENSE.txt"]
    assert licence == hashlib.sha256(b"MIT").hexdigest()
    assert str(project) not in (project / "retour.lock").read_text(encoding="utf-8")


def test_a_zip_and_a_tag_give_the_same_set_as_the_folder(published, project, tmp_path):
    source = published()
    (from_folder,) = install(source, project)
    (from_zip,) = install(zipped(source), tmp_path / "second")
    (from_tag,) = install(git_checkout(source, "v1"), tmp_path / "third", tag="v1")
    assert from_folder.sha256 == from_zip.sha256 == from_tag.sha256
    assert [read_lock(tmp_path / name)[0].source for name in ("second", "third")] == [
        "Wmo-Xslt.zip",
        "Wmo-Xslt@v1",
    ]


def test_installing_again_changes_nothing(published, project):
    source = published()
    install(source, project)
    before = file_digests(project, project)
    install(source, project)
    assert file_digests(project, project) == before


def test_another_version_is_refused_until_it_may_replace(published, project):
    install(published(), project)
    newer = published(name="newer", version="1.1.0")
    before = file_digests(project, project)
    with pytest.raises(InstallError) as raised:
        install(newer, project)
    assert str(raised.value) == (
        "rules/iwmo/2_1 holds other files than iwmo/2.1@1.1.0: --replace puts it in their place"
    )
    assert file_digests(project, project) == before
    (rules,) = install(newer, project, replace=True)
    assert rules.version == "1.1.0"
    assert [locked.version for locked in read_lock(project)] == ["1.1.0"]


def test_what_somebody_added_is_never_removed(published, project):
    (rules,) = install(published(), project)
    (rules.folder / "xsd").mkdir()
    for name in ("notes.md", ".hidden", "xsd/WMO305.xsd"):
        (rules.folder / name).write_text("mine", encoding="utf-8")
    (rules.folder / ".DS_Store").write_text("", encoding="utf-8")
    before = file_digests(project, project)
    for replace in (False, True):
        with pytest.raises(InstallError) as raised:
            install(published(name="newer", version="1.1.0"), project, replace=replace)
        assert str(raised.value) == (
            "rules/iwmo/2_1 holds what wasn't installed there: wmo/2_1/.hidden, wmo/2_1/notes.md, "
            "wmo/2_1/xsd/WMO305.xsd. It would be lost: move it elsewhere first"
        )
    assert file_digests(project, project) == before
    assert (rules.folder / ".hidden").read_text(encoding="utf-8") == "mine"


def test_installing_again_leaves_what_somebody_added(published, project):
    source = published()
    (rules,) = install(source, project)
    before = (project / "retour.lock").read_bytes()
    (rules.folder / "rules/TR002.xsl").write_text(stylesheet(""), encoding="utf-8")
    (rules.folder / "catalogue.yaml").write_text("rules: []", encoding="utf-8")
    install(source, project)
    assert (project / "retour.lock").read_bytes() == before
    assert [one.kind for one in verify_lock(project)] == ["added", "added"]


def test_what_was_changed_is_named_before_it_is_lost(published, project):
    source = published()
    (rules,) = install(source, project)
    entry = rules.folder / "WMO305.xsl"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text + "<!-- mine -->", encoding="utf-8")
    with pytest.raises(InstallError) as raised:
        install(source, project)
    assert str(raised.value) == (
        "rules/iwmo/2_1 holds other files than iwmo/2.1@1.0.0: --replace puts it in their place, "
        "and what was changed in wmo/2_1/WMO305.xsl is lost"
    )
    install(source, project, replace=True)
    assert entry.read_text(encoding="utf-8") == text


XSD = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{}">'
    '<xs:element name="Bericht"/></xs:schema>'
)


@pytest.fixture
def schemas(tmp_path) -> Path:
    """A folder of schemas, one in a folder of its own, as they are published apart from the stylesheets."""
    folder = tmp_path / "Wmo-XSD"
    (folder / "base").mkdir(parents=True)
    (folder / "WMO305.xsd").write_text(XSD.format(WMO.format("wmo305")), encoding="utf-8")
    (folder / "base/basis.xsd").write_text(XSD.format("urn:basis"), encoding="utf-8")
    (folder / "readme.txt").write_text("not a schema", encoding="utf-8")
    return folder


def test_schemas_are_put_beside_a_set_and_locked_with_it(published, project, schemas):
    (rules,) = install(published(), project, schemas=schemas)
    (locked,) = read_lock(project)
    assert rules.schema.file_of(WMO.format("wmo305")) == rules.folder / "xsd/WMO305.xsd"
    assert (locked.schemas, locked.sha256) == ("Wmo-XSD", rules.sha256)
    assert [Path(file).name for file in locked.files if "/xsd/" in file] == ["WMO305.xsd", "basis.xsd"]
    assert verify_lock(project) == ()


def test_schemas_stay_when_the_set_is_installed_again_or_replaced(published, project, schemas):
    source = published()
    install(source, project, schemas=schemas)
    before = file_digests(project, project)
    install(source, project)
    assert file_digests(project, project) == before
    shutil.rmtree(schemas)
    (rules,) = install(published(name="newer", version="1.1.0"), project, replace=True)
    assert (rules.folder / "xsd/base/basis.xsd").is_file()
    assert [(one.version, one.schemas) for one in read_lock(project)] == [("1.1.0", "Wmo-XSD")]
    assert verify_lock(project) == ()


def test_schemas_of_other_messages_are_refused(published, project, schemas):
    (schemas / "WMO305.xsd").write_text(XSD.format("urn:other"), encoding="utf-8")
    with pytest.raises(InstallError) as raised:
        install(published(), project, schemas=schemas)
    assert str(raised.value) == (
        "no XSD in Wmo-XSD is of a message that iwmo/2.1@1.0.0 checks: it checks WMO305, WMO307, "
        f"such as {WMO.format('wmo305')}"
    )
    assert file_digests(project, project) == {}


def test_schemas_for_a_set_that_has_them_are_refused(published, project, schemas):
    source = published()
    shutil.copytree(schemas, source / "xslt/wmo/2_1/schemas")
    with pytest.raises(InstallError) as raised:
        install(source, project, schemas=schemas)
    assert str(raised.value) == (
        "iwmo/2.1@1.0.0 brings schemas of its own, in its folder schemas: leave out --schemas"
    )


def test_schemas_for_several_sets_are_refused(published, project, schemas):
    with pytest.raises(InstallError) as raised:
        install(published("2_1", "2_2"), project, schemas=schemas)
    assert str(raised.value) == (
        "--schemas goes with one rule set, and Wmo-Xslt has several: iwmo/2.1@1.0.0, iwmo/2.2@1.0.0"
    )


def test_a_folder_without_schemas(published, project, schemas, monkeypatch):
    source = published()
    (schemas / "WMO305.xsd").unlink()
    monkeypatch.chdir(schemas)
    for folder, sentence in (
        ("gone", "gone: there is no such folder of XSDs"),
        (".", "there are no XSDs in Wmo-XSD; there are some in base"),
    ):
        with pytest.raises(InstallError) as raised:
            install(source, project, schemas=Path(folder))
        assert str(raised.value) == sentence


def test_two_at_once_lose_no_set(published, project):
    releases = ["2_1", "2_2", "2_3", "2_4"]
    sources = [published(release, name=f"source-{release}") for release in releases]
    code = "import sys; from pathlib import Path; from retour.rulesets import install; install(*map(Path, sys.argv[1:]))"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(source), str(project)]) for source in sources
    ]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    assert [locked.id for locked in read_lock(project)] == ["iwmo/2.1", "iwmo/2.2", "iwmo/2.3", "iwmo/2.4"]
    assert verify_lock(project) == ()


def test_somebody_who_holds_the_project_for_long_is_named(project):
    with alone_in(project), pytest.raises(InstallError) as raised, alone_in(project, patience=0):
        pass
    assert str(raised.value) == (
        "another `retour rules add` has been at work in project for 0 seconds: try again when it has ended"
    )
    with alone_in(project, patience=0):
        pass


def test_a_set_with_a_pipe_in_it_is_refused(published, project):
    source = published()
    os.mkfifo(source / "xslt/wmo/2_1/notes.txt")
    with pytest.raises(InstallError) as raised:
        install(source, project)
    assert str(raised.value) == "Wmo-Xslt: notes.txt is a pipe, which a rule set may not have"


def test_a_set_that_is_too_large_is_refused(published, project, monkeypatch):
    source = published()
    with (source / "xslt/wmo/2_1/huge.pdf").open("wb") as stream:
        stream.truncate(1024**4)
    with pytest.raises(InstallError) as raised:
        install(source, project)
    assert str(raised.value) == "Wmo-Xslt: more than the 200 MB that a rule set may have"


def test_another_version_may_go_to_a_folder_of_its_own(published, project):
    install(published(), project)
    (rules,) = install(published(name="newer", version="1.1.0"), project, to="iwmo/2_1-1.1.0")
    assert rules.folder == project / "rules/iwmo/2_1-1.1.0/wmo/2_1"
    assert [locked.version for locked in read_lock(project)] == ["1.1.0", "1.0.0"]


def test_all_sets_of_a_source_are_installed(published, project):
    installed = install(published("2_1", "2_2"), project)
    assert [rules.id for rules in installed] == ["iwmo/2.1", "iwmo/2.2"]


def test_two_sets_for_one_place_are_refused(published, project, tmp_path):
    published(name="both/a")
    published(name="both/b", version="1.1.0")
    with pytest.raises(InstallError) as raised:
        install(tmp_path / "both", project)
    assert str(raised.value) == (
        "iwmo/2.1@1.0.0 and iwmo/2.1@1.1.0 would both go to rules/iwmo/2_1: install them one by one, with --to"
    )


def test_when_one_set_is_broken_none_is_installed(published, project):
    source = published("2_1", "2_2")
    (source / "xslt/wmo/2_2/ruleset.yaml").write_text("relaese: x", encoding="utf-8")
    with pytest.raises(RuleSetError, match="unknown key 'relaese'"):
        install(source, project)
    assert file_digests(project, project) == {}


def test_a_set_with_a_broken_entry_isnt_installed(published, project):
    source = published()
    (source / "xslt/wmo/2_1/rules/CS002.xsl").unlink()
    with pytest.raises(RuleSetError, match=r"^WMO305\.xsl:1: links to rules/CS002\.xsl, which doesn't exist"):
        install(source, project)
    assert file_digests(project, project) == {}


def test_a_failure_on_the_way_puts_everything_back(published, project, monkeypatch):
    install(published(), project)
    before = file_digests(project, project)
    newer = published(name="newer", version="1.1.0")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "retour.lock")

    monkeypatch.setattr("retour.rulesets.installing.write_lock", fail)
    with pytest.raises(
        InstallError, match=r"^newer can't be installed: No space left on device: retour\.lock$"
    ):
        install(newer, project, replace=True)
    assert file_digests(project, project) == before
    assert not list((project / "rules").rglob(".*"))


@pytest.mark.parametrize("to", ["../elsewhere", "/elsewhere", "a//b", ".hidden", ""])
def test_nothing_is_installed_outside_rules(published, project, to):
    with pytest.raises(InstallError, match="can't be the path of a folder below rules/"):
        install(published(), project, to=to)


def test_a_release_that_is_no_folder_name_is_refused(write, files, project, tmp_path):
    source = write(files | {"ruleset.yaml": "release: ../../.."}, tmp_path / "own")
    with pytest.raises(InstallError, match="can't be the path of a folder below rules/"):
        install(source, project)


def test_several_sets_below_the_place_are_never_replaced(published, project):
    install(published("2_1", "2_2"), project)
    (project / "retour.lock").unlink()
    with pytest.raises(InstallError) as raised:
        install(published(name="third"), project, to="iwmo", replace=True)
    assert str(raised.value) == "rules/iwmo holds several rule sets: --to has to name a folder of its own"


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("iwmo", "rules/iwmo holds rules/iwmo/2_1, where iwmo/2.1 is installed: --to gives another place"),
        (
            "iwmo/2_1/old",
            "rules/iwmo/2_1/old lies in rules/iwmo/2_1, where iwmo/2.1 is installed: --to gives another place",
        ),
    ],
)
def test_an_installed_set_is_never_nested(published, project, to, sentence):
    install(published(), project)
    before = file_digests(project, project)
    with pytest.raises(InstallError) as raised:
        install(published("2_2", name="other"), project, to=to, replace=True)
    assert str(raised.value) == sentence
    assert file_digests(project, project) == before


def test_a_set_may_go_to_another_shelf(published, project):
    (rules,) = install(published(), project, shelf=project / "vendor")
    assert rules.folder == project.resolve() / "vendor/iwmo/2_1/wmo/2_1"
    assert read_lock(project)[0].path == "vendor/iwmo/2_1/wmo/2_1"


def test_a_source_that_is_the_folder_one_stands_in_has_its_name(published, project, monkeypatch):
    monkeypatch.chdir(published())
    install(Path(), project)
    assert read_lock(project)[0].source == "Wmo-Xslt"
    (project / "empty").mkdir()
    monkeypatch.chdir(project / "empty")
    with pytest.raises(InstallError, match=r"^no rule set in empty: "):
        install(Path(), project)


def test_a_source_without_a_set(project, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InstallError) as raised:
        install(tmp_path / "empty", project)
    assert str(raised.value) == (
        "no rule set in empty: no stylesheet in it transforms the Bericht of a known message"
    )


def test_a_source_that_isnt_there(project):
    with pytest.raises(InstallError, match=r"^nothing: there is no such file or folder$"):
        install(Path("nothing"), project)


def test_a_link_out_of_the_source_is_refused(published, project, tmp_path):
    source = published()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (source / "xslt/wmo/2_1/notes.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(InstallError, match=r"^notes\.txt is a symbolic link that leads out of Wmo-Xslt$"):
        install(source, project)


def test_a_linked_folder_out_of_the_source_is_refused(published, project, tmp_path):
    source = published()
    (source / "xslt/common").rename(tmp_path / "elsewhere")
    (source / "xslt/common").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InstallError, match=r"^common is a symbolic link that leads out of Wmo-Xslt$"):
        install(source, project)


def test_an_archive_reaches_nothing_outside_itself(published, project, tmp_path):
    source = published()
    outside = tmp_path / "outside.xsl"
    outside.write_text(stylesheet(""), encoding="utf-8")
    link = os.path.relpath(outside, "/") if outside.is_absolute() else str(outside)
    (source / "xslt/wmo/2_1/WMO305.xsl").write_text(
        stylesheet(f'<xsl:import href="{"../" * 30}{link}"/>' + BASIS, "wmo305"), encoding="utf-8"
    )
    with pytest.raises(
        InstallError, match=r"^iwmo/2\.1@1\.0\.0 reaches outside\.xsl, which lies outside the archive$"
    ):
        install(zipped(source), project)


def test_a_tag_that_isnt_there_gives_the_nearest(published, project):
    source = git_checkout(published(), "iWmo2.1-v1.0.0")
    with pytest.raises(InstallError) as raised:
        install(source, project, tag="iWmo2.1-v1.0.1")
    assert str(raised.value) == "Wmo-Xslt has no tag 'iWmo2.1-v1.0.1', did you mean 'iWmo2.1-v1.0.0'?"


@pytest.mark.parametrize(("setting", "value"), [("core.autocrlf", "true"), ("column.ui", "always")])
def test_a_tag_gives_the_same_set_however_git_is_set(published, project, setting, value):
    source = git_checkout(published(), "v1")
    (expected,) = install(source, project, tag="v1")
    for command in (["tag", "v2"], ["config", setting, value]):
        subprocess.run(["git", "-C", str(source), *command], check=True)
    (rules,) = install(source, project, tag="v1")
    assert rules.sha256 == expected.sha256


def test_an_option_is_no_tag(published, project):
    source = git_checkout(published(), "v1")
    with pytest.raises(InstallError, match=r"^Wmo-Xslt has no tag '--output=x'$"):
        install(source, project, tag="--output=x")


def test_a_tag_of_what_is_no_checkout(published, project):
    source = published()
    shutil.rmtree(source / ".git")
    with pytest.raises(
        InstallError, match=r"^Wmo-Xslt is no git checkout that a tag can be taken from: fatal: "
    ):
        install(source, project, tag="v1")


@pytest.mark.parametrize("name", ["../x.xsl", "/x.xsl", "a/../../x.xsl", "C:/x.xsl", "..\\x.xsl"])
def test_a_zip_that_writes_elsewhere_is_refused(project, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(InstallError) as raised:
        install(tmp_path / "bad.zip", project)
    assert str(raised.value) == f"bad.zip: {name!r} would be written outside the folder"


def test_a_zip_with_a_symbolic_link_is_refused(project, tmp_path):
    link = zipfile.ZipInfo("link.xsl")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(
        InstallError, match=r"^bad\.zip: 'link\.xsl' is a symbolic link, which is not unpacked$"
    ):
        install(tmp_path / "bad.zip", project)


def test_a_zip_with_a_device_is_refused(project, tmp_path):
    device = zipfile.ZipInfo("zero.xsl")
    device.external_attr = 0o020666 << 16
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(device, "x")
    with pytest.raises(
        InstallError, match=r"^bad\.zip: 'zero\.xsl' is a device or a pipe, which is not unpacked$"
    ):
        install(tmp_path / "bad.zip", project)


def test_a_zip_that_unpacks_to_too_much_is_refused(project, tmp_path, monkeypatch):
    monkeypatch.setattr("retour.text.zips.MAX_BYTES", 1024 * 1024)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xsl", b"\0" * 600_000)
        archive.writestr("b.xsl", b"\0" * 600_000)
    with pytest.raises(InstallError, match=r"^bomb\.zip: more than 1 MB unpacked$"):
        install(tmp_path / "bomb.zip", project)


def test_a_zip_with_too_many_files_is_refused(project, tmp_path, monkeypatch):
    monkeypatch.setattr("retour.text.zips.MAX_FILES", 2)
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.xsl", "x")
    with pytest.raises(InstallError, match=r"^many\.zip: 3 files, more than the 2 that are unpacked$"):
        install(tmp_path / "many.zip", project)


def test_a_file_that_is_no_zip(project, tmp_path):
    (tmp_path / "set.zip").write_text("text", encoding="utf-8")
    with pytest.raises(
        InstallError, match=r"^set\.zip: can't be read as a zip file: File is not a zip file$"
    ):
        install(tmp_path / "set.zip", project)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_with_damaged_content(project, tmp_path, method):
    file = tmp_path / "set.zip"
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.xsl", os.urandom(2000))
    data = bytearray(file.read_bytes())
    data[60:300] = b"\xff" * 240
    file.write_bytes(data)
    with pytest.raises(InstallError, match=r"^set\.zip: can't be read as a zip file: "):
        install(file, project)
