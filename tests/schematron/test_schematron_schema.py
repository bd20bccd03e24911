"""What is read of a Schematron schema, and what is refused before anything is compiled."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from retour.errors import RuleSetError
from retour.schematron.schema import chosen_phase, read_schema

HEAD = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">'
PATTERN = '<pattern id="all"><rule context="/a"><assert id="A-1" test="b"/></rule></pattern>'


def write(folder: Path, text: str, **parts: str) -> Path:
    for name, part in parts.items():
        file = folder / f"{name.replace('__', '/')}.sch"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(part, encoding="utf-8")
    (folder / "s.sch").write_text(text, encoding="utf-8")
    return folder / "s.sch"


def refused(file: Path) -> str:
    with pytest.raises(RuleSetError) as caught:
        read_schema(file)
    return str(caught.value)


def test_includes_are_written_out(tmp_path: Path) -> None:
    sch = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
    inner = f'<rule {sch} context="/a"><extends href="../rules.sch#r"/></rule>'
    rules = f'<schema {sch}><ns prefix="q" uri="urn:q"/><rule id="r"><assert test="q:b"/><report test="c"/></rule></schema>'
    outer = f'<pattern {sch} id="p"><include href="deep/inner.sch"/></pattern>'
    schema = read_schema(
        write(
            tmp_path,
            f'{HEAD}<include href="outer.sch"/></schema>',
            outer=outer,
            deep__inner=inner,
            rules=rules,
        )
    )

    assert [file.relative_to(tmp_path).as_posix() for file in schema.files] == [
        "s.sch",
        "outer.sch",
        "deep/inner.sch",
        "rules.sch",
    ]
    assert "href" not in schema.text
    assert schema.text.index('id="p"') < schema.text.index('test="q:b"') < schema.text.index('test="c"')


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<schema", "s.sch:1:8: not well-formed XML: "),
        ("<a/>", "s.sch:1: is no Schematron schema: its root is a, and should be schema in "),
        ('<schema xmlns="http://www.ascc.net/xml/schematron"/>', "s.sch:1: is a schema in Schematron 1.5 "),
        (f"<!DOCTYPE schema>{HEAD}</schema>", "s.sch: has a DTD "),
        (
            HEAD.replace('queryBinding="xslt3"', "") + "</schema>",
            "s.sch:1: has no queryBinding, which stands for xslt ",
        ),
        (HEAD.replace("xslt3", "xquery") + "</schema>", "s.sch:1: has queryBinding 'xquery': "),
        (f"{HEAD}</schema>", "s.sch:1: has no assert and no report: it would accept everything"),
        (
            f'{HEAD}<phase id="f"><active pattern="al"/></phase>{PATTERN}</schema>',
            "s.sch: the phase 'f' names a pattern 'al' that the schema doesn't have, did you mean 'all'?",
        ),
        (f"{HEAD}<include/>{PATTERN}</schema>", "s.sch:1: an include without href"),
        (
            f'{HEAD}<include href="part.sh"/>{PATTERN}</schema>',
            "s.sch:1: includes part.sh, which doesn't exist",
        ),
        (f'{HEAD}<include href="."/>{PATTERN}</schema>', "s.sch:1: includes ., which is a folder"),
        (
            f'{HEAD}<include href="part.sch#no"/>{PATTERN}</schema>',
            "s.sch:1: includes part.sch#no: there is no such ",
        ),
        (
            f'{HEAD}<include href="circle.sch"/>{PATTERN}</schema>',
            "circle.sch:1: includes itself, by way of circle.sch",
        ),
        (
            f'{HEAD}<pattern><rule context="a"><extends href="part.sch"/></rule></pattern></schema>',
            "s.sch:1: extends part.sch, which is no rule but pattern",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, error: str) -> None:
    part = '<pattern xmlns="http://purl.oclc.org/dsdl/schematron"/>'
    circle = f'{part[:-2]}><include href="circle.sch"/></pattern>'
    assert refused(write(tmp_path, text, part=part, circle=circle)).startswith(error)


@pytest.mark.parametrize(
    "href", ["../outside.sch", "sub/../../outside.sch", "%2E%2E/outside.sch", "link.sch"]
)
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, href: str) -> None:
    (tmp_path / "outside.sch").write_text('<pattern xmlns="http://purl.oclc.org/dsdl/schematron"/>')
    folder = tmp_path / "in"
    folder.mkdir()
    if href == "link.sch":
        (folder / href).symlink_to("../outside.sch")
    error = refused(write(folder, f'{HEAD}<include href="{href}"/>{PATTERN}</schema>'))
    assert "which lies outside the folder of the schema: nothing else is read" in error


@pytest.mark.parametrize(
    "href", ["http://127.0.0.1:9/a.sch", "file:///etc/hostname", "/etc/hostname", r"..\a.sch"]
)
def test_only_relative_paths_are_followed(tmp_path: Path, href: str) -> None:
    error = refused(write(tmp_path, f'{HEAD}<include href="{href}"/>{PATTERN}</schema>'))
    assert error == f"s.sch:1: includes {href!r}; only relative paths are followed"


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.sch")
    assert "which is a pipe" in refused(
        write(tmp_path, f'{HEAD}<include href="pipe.sch"/>{PATTERN}</schema>')
    )


def test_inclusions_that_double_end(tmp_path: Path) -> None:
    sch = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
    parts = {
        f"p{n}": f'<pattern {sch}>{f"""<include href="p{n + 1}.sch"/>""" * 2}</pattern>' for n in range(20)
    }
    parts["p20"] = f"<pattern {sch}/>"
    error = refused(write(tmp_path, f'{HEAD}<include href="p0.sch"/>{PATTERN}</schema>', **parts))
    assert "more than 1000 times in all" in error


@pytest.mark.parametrize(
    ("phase", "error"),
    [
        ("usul", "s.sch: has no phase 'usul', did you mean 'usual'?"),
        ("empty", "s.sch: the phase 'empty' has no patterns: it would accept everything"),
    ],
)
def test_phases_that_can_not_be_compiled(tmp_path: Path, phase: str, error: str) -> None:
    phases = '<phase id="usual"><active pattern="all"/></phase><phase id="empty"/>'
    schema = read_schema(write(tmp_path, f"{HEAD}{phases}{PATTERN}</schema>"))
    assert chosen_phase(schema, None) == "#ALL"
    assert chosen_phase(schema, "usual") == "usual"
    with pytest.raises(RuleSetError) as caught:
        chosen_phase(schema, phase)
    assert str(caught.value) == error


def test_a_default_phase_that_is_not_there(tmp_path: Path) -> None:
    schema = read_schema(write(tmp_path, f"{HEAD[:-1]} defaultPhase='x'>{PATTERN}</schema>"))
    with pytest.raises(RuleSetError, match="has no phase 'x', its defaultPhase: it has no phases at all"):
        chosen_phase(schema, None)
