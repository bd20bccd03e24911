"""The page of `retour serve`: what is sent to it as a form, and what it says."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from dutch import ENGLISH
from history_samples import write_history_project
from lxml import html
from processes import RETOUR, run_python
from retour.messages import parse_message
from retour.retours import retour_codes
from samples import MESSAGE, REPOSITORY
from served import Answered, Served, ValidationClient, serving

FOLDER = REPOSITORY / "fixtures" / "iwmo" / "2_1" / "wmo307"
STOP = (FOLDER / "stop.xml").read_bytes()
EARLY = (FOLDER / "tr018-ends-the-day-before-it-began.xml").read_bytes()

Files = Sequence[tuple[str, bytes]]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("page")) as served:
        ValidationClient(served.url).wait()
        yield served


def send(service: Served, files: Files, *ticked: str, language: str = "en") -> Answered:
    """Send files as a browser sends the form."""
    parts = [
        f'Content-Disposition: form-data; name="messages"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + data
        for name, data in files
    ]
    parts += [f'Content-Disposition: form-data; name="{name}"\r\n\r\non'.encode() for name in ticked]
    body = b"".join(b"--limit\r\n" + part + b"\r\n" for part in parts) + b"--limit--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=limit"}
    return service.ask("POST", f"/?language={language}", body, headers)


def read(answered: Answered) -> html.HtmlElement:
    assert answered.status == 200, answered.text
    return html.fromstring(answered.text)


def text_of(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]


def handed_out(page: html.HtmlElement, ending: str) -> bytes:
    """A file that stands in the page, to be downloaded."""
    (href,) = page.xpath(
        f"//a[substring(@download, string-length(@download) - {len(ending) - 1}) = '{ending}']/@href"
    )
    return base64.b64decode(href.partition(";base64,")[2])


def zipped(files: Files) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return written.getvalue()


def test_the_form(service: Served) -> None:
    page = read(service.ask("GET", "/"))

    assert text_of(page, "//h1") == ["Judge messages"]
    assert page.xpath("//form/@method") == ["post"]
    own = {*page.xpath("//@src"), *page.xpath("//link/@href"), *page.xpath("//a/@href")}
    assert all(each.startswith("/") for each in own)
    assert not page.xpath("//style | //script[not(@src)] | //@style | //@onclick")
    for path in ("/style.css", "/drop.js", "/icon.svg"):
        assert path in own
        assert service.ask("GET", path).status == 200


def test_a_message_with_its_findings_at_their_lines(service: Served) -> None:
    page = read(send(service, [("early.xml", EARLY)], "why"))

    assert text_of(page, "//ul[@class='figures']/li") == ["1 rejected"]
    assert "rules: failed" in text_of(page, "//span[contains(@class, 'tag')]")
    (finding,) = page.xpath("//ol[@class='findings']/li")
    assert text_of(finding, "./p")[0] == "TR018 → 9018 Support doesn't end before it began."
    for link in finding.xpath(".//a/@href"):
        (line,) = page.xpath(f"//li[@id='{link[1:]}']")
        assert "TR018" in line.text_content()
    assert "Begindatum (2017-06-08) > Einddatum (2017-06-07)" in text_of(finding, ".//pre")[0]


def test_without_why(service: Served) -> None:
    assert not read(send(service, [("early.xml", EARLY)])).xpath("//pre")


def test_in_dutch(service: Served) -> None:
    page = read(send(service, [("early.xml", EARLY)], language="nl"))

    assert page.get("lang") == "nl"
    assert text_of(page, "//h1") == ["Uitkomst van 1 bericht"]
    assert text_of(page, "//ol[@class='findings']/li/p")[0].endswith(
        "De ondersteuning eindigt niet eerder dan zij begon."
    )


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        (EARLY.replace(b"123456782", b"12345678x"), "Een waarde heeft niet de vorm die haar type vraagt."),
        (b"<a", "Het bestand is geen welgevormde XML."),
    ],
)
def test_what_is_found_before_the_rules_in_dutch(service: Served, message: bytes, sentence: str) -> None:
    page = read(send(service, [("early.xml", message)], language="nl"))

    assert text_of(page, "//ol[@class='findings']/li/p")[0].endswith(sentence)


@pytest.mark.parametrize(
    ("name", "message", "details"),
    [
        ("early.xml", EARLY.replace(b"123456782", b"12345678x"),
         "'12345678x' heeft niet de vorm die LDT_BurgerServicenummer vraagt: [0-9]{9}"),
        ("early.xml", b"<a", "geen welgevormde XML: het begin-element a van regel 1 is niet afgesloten (kolom 3)"),
        ("early.xml", EARLY.replace(b"\r\n", b"\n"),
         "regel 1 eindigt op alleen LF; de regels van een bericht eindigen op CR en LF"),
        ("early.txt", EARLY, "de bestandsnaam eindigt op .txt; een bericht is een bestand dat eindigt op .xml"),
    ],
)  # fmt: skip
def test_details_of_file_and_schema_in_dutch(
    service: Served, name: str, message: bytes, details: str
) -> None:
    page = read(send(service, [(name, message)], language="nl"))

    assert text_of(page, "//ol[@class='findings']/li/p[@class='quiet']")[0] == details


def test_nothing_of_the_page_is_english_in_dutch(service: Served) -> None:
    levels = REPOSITORY / "fixtures" / "levels" / "envelope"
    messages = [
        ("cut.xml", b"<a"),
        ("other.xml", b"<a xmlns='urn:other'/>"),
        ("retour.xml", (FOLDER.parent / "wmo308" / "stop-retour.xml").read_bytes()),
        *((file.name, file.read_bytes()) for file in sorted(levels.glob("*.xml"))),
        ("bom.xml", b"\xef\xbb\xbf" + EARLY),
        ("early.xml", EARLY),
    ]

    page = read(send(service, messages, "why", "together", language="nl"))

    said = text_of(
        page,
        "//p | //li | //th | //h2 | //h3 | //summary | //details[not(summary='Het bericht, regel voor regel')]/pre",
    )
    assert len(said) > 50
    assert [each for each in said if ENGLISH.search(each)] == []


def test_the_retour_to_download(service: Served) -> None:
    page = read(send(service, [("early.xml", EARLY)]))

    retour = parse_message(handed_out(page, "-WMO308.xml"), "retour.xml")
    assert (retour.identity.type, list(retour_codes(retour.root))) == ("WMO308", ["0200", "9018"])


def test_a_case_of_it_passes(service: Served, tmp_path: Path) -> None:
    page = read(send(service, [("early.xml", EARLY)]))
    with zipfile.ZipFile(io.BytesIO(handed_out(page, "-case.zip"))) as archive:
        assert archive.namelist() == ["early.xml", "early.cases.yaml"]
        archive.extractall(tmp_path)

    ended = run_python(*RETOUR, "run", "early.cases.yaml", cwd=tmp_path)

    assert (ended.code, "1 passed" in ended.out) == (0, True), ended
    text = (tmp_path / "early.cases.yaml").read_text("utf-8")
    assert text.startswith("rules: iwmo/2.1\nmessage: early.xml\n")
    assert "TR018" in text


def test_several_and_a_zip(service: Served) -> None:
    archive = zipped([("a/stop.xml", STOP), ("b/stop.xml", EARLY), ("a/readme.txt", b"hello")])

    page = read(send(service, [("all.zip", archive), ("broken.xml", b"<a"), ("other.xml", b"<a/>")]))

    assert text_of(page, "//ul[@class='figures']/li") == ["1 not judged", "2 rejected", "1 accepted"]
    assert text_of(page, "//tbody/tr/td[1]") == ["stop.xml", "stop-2.xml", "broken.xml", "other.xml"]
    assert text_of(page, "//tbody/tr/td[2]") == ["accepted", "rejected", "rejected", "not judged"]
    assert "No message, and so left out: readme.txt" in text_of(page, "//header/p")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_messages_that_belong_together(tmp_path: Path) -> None:
    """Each is judged by those before it, in the order of their dates, whatever the order in which they come."""
    folder = write_history_project(tmp_path / "project")
    files = [("second.xml", MESSAGE.encode()), ("first.xml", MESSAGE.encode())]
    with serving(folder) as served:
        alone, together = read(send(served, files)), read(send(served, files, "together"))

    assert text_of(alone, "//ul[@class='figures']/li") == ["2 accepted"]
    assert text_of(together, "//tbody/tr/td[1]") == ["first.xml", "second.xml"]
    assert text_of(together, "//tbody/tr/td[2]") == ["accepted", "rejected"]
    (finding,) = together.xpath("//section[@id='m2']//ol[@class='findings']/li")
    assert finding.text_content().split()[0] == "TR074"
    with zipfile.ZipFile(io.BytesIO(handed_out(together, "second-case.zip"))) as archive:
        assert archive.namelist() == ["first.xml", "second.xml", "second.cases.yaml"]
        assert "history:\n      - first.xml\n" in archive.read("second.cases.yaml").decode()


@pytest.mark.parametrize(
    "message",
    [
        EARLY.replace("Çelikoğlu".encode(), b"&lt;img src=x&gt;100%s"),
        EARLY.replace(b"123456782", b"&lt;img src=x&gt;%(x)s"),
        b"<a xmlns='&lt;img src=x&gt;%s'/>",
        b"<img src=x>%",
    ],
)
def test_what_is_in_a_message_is_no_html(service: Served, message: bytes) -> None:
    page = read(send(service, [("%s<img src=x>.xml", message), ("b.xml", EARLY)], "why", "together"))

    assert "<img src=x>" in page.text_content()
    assert not page.xpath("//img")


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose a message first."),
        ([("", b"")], "Choose a message first."),
        ([("a.zip", zipped([("a.txt", b"x")]))], "There is no message in it: a message is a file that ends in .xml or .ei."),
        ([("a.zip", b"PK\x03\x04damaged")], "a.zip: can't be read as a zip file: File is not a zip file"),
        ([("a.zip", zipped([("../a.xml", STOP)]))], "a.zip: '../a.xml' would be written outside the folder"),
        ([("a.zip", zipped([(f"{n}.xml", b"<a/>") for n in range(201)]))], "a.zip: 201 files, more than the 200 that are taken"),
        ([(f"{n}.xml", b"<a/>") for n in range(201)], "the form can't be read: Too many files. Maximum number of files is 200."),
    ],
)  # fmt: skip
def test_what_is_no_message(service: Served, files: Files, sentence: str) -> None:
    answered = send(service, files)

    assert answered.status == 400
    assert text_of(html.fromstring(answered.text), "//*[@role='alert']") == [sentence]


def test_a_zip_that_would_fill_the_memory(service: Served) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b" " * 61_000_000)

    answered = send(service, [("bomb.zip", written.getvalue())])

    assert answered.status == 400
    assert "bomb.zip: unpacked it is larger than what is taken" in answered.text


def test_something_else_than_the_form(service: Served) -> None:
    assert service.ask("POST", "/", b"a=b", {"Content-Type": "text/plain"}).status == 400
    assert service.ask("POST", "/", b"a", {"Content-Type": "multipart/form-data"}).status == 400
    assert service.ask("POST", "/", b"a", {"Content-Type": "multipart/form-data; boundary=x"}).status == 400


def test_a_long_message_is_shown_around_its_findings(service: Served) -> None:
    start = EARLY.index(b"<wmo307:Client>")
    end = EARLY.index(b"</wmo307:Client>") + len(b"</wmo307:Client>\r\n")
    clients = b"".join(EARLY[start:end] for _ in range(60))
    good = clients.replace(b"2017-06-07", b"2017-06-09")
    message = EARLY[:start] + good + EARLY[start:end] + EARLY[end:]
    assert message.count(b"\n") > 1500

    page = read(send(service, [("long.xml", message)]))

    lines = page.xpath("//ol[@class='source']/li")
    assert 7 <= len(lines) < 1000
    assert text_of(page, "//details/p") == ["It is long: the lines around findings are shown."]


def test_a_larger_file_than_a_disk_would_be_asked_for(
    service: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form of several MB is read without a file: the parser would make one of more than 1 MB."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))

    page = read(send(service, [("large.xml", EARLY + b" " * 3_000_000)]))

    assert text_of(page, "//h2")[0] == "large.xml rejected"
