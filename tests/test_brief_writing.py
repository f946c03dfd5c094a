"""Briefings on paper: Markdown, a page, a Word document, each with its notes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from briefs import HOSTILE, PAIR, SMALL, STORY, agreement, footnotes, term, word_text
from click.testing import Result

from graph.brief import FORMATS, Brief, build, write
from graph.errors import UnknownFormat
from graph.loading import Document
from graph.store import Store
from graph.store.rdflib import RdflibStore


@pytest.fixture(scope="module")
def pair(shipped_store: Store) -> Brief:
    return build(shipped_store, PAIR)[0]


def test_a_note_says_where_and_how_sure(told: Callable[[str], Store]) -> None:
    store = told(
        STORY + agreement("X", "; skos:scopeNote 'chỉ vậy'@vi, 'only so'@en", "evidence:sure, evidence:unsure")
    )
    text = write(build(store, PAIR, lang="en")[0], "md").decode()
    assert (
        "[^1]: [*Bản tin*](<https://example.org/a>), Báo, 1 June 2024: Said outright (characters 10–20). "
        "Read so (uncertain). *Note: only so*"
    ) in text


def test_a_source_is_described_once(pair: Brief) -> None:
    text = write(pair, "md").decode()
    assert text.count("Báo Mới (baomoi.net.vn), không ghi ngày") == 2  # in the first note, and in the list of sources
    assert "đã dẫn ở chú thích 3" in text


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("names", [PAIR, ("Lạng Sơn",)], ids=" – ".join)
def test_the_same_briefing_gives_the_same_bytes(shipped_store: Store, format: str, names: tuple[str, ...]) -> None:
    one, other = (write(build(shipped_store, names, lang="vi")[0], format) for _ in range(2))
    assert one == other


def test_the_word_document_reads_as_one(pair: Brief) -> None:
    data = write(pair, "docx")
    document = docx.Document(io.BytesIO(data))
    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings[0] == "I. Quan hệ giữa Sơn La và Hủa Phăn"
    assert headings[-1] == "Nguồn tài liệu"
    assert len(document.tables) == 2
    page = document.sections[0]
    assert (page.page_width, page.page_height) == (7560310, 10692130)  # A4
    assert "đến ngày" in page.header.paragraphs[0].text
    fields = re.findall(r'w:instr="(\w+)"', page.footer._element.xml)  # no API for fields
    assert fields == ["PAGE", "NUMPAGES"]
    assert document.core_properties.title == pair.title


def test_word_has_a_footnote_for_every_mark(pair: Brief) -> None:
    data = write(pair, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        marks = re.findall(r'footnoteReference w:id="(\d+)"', archive.read("word/document.xml").decode())
        relations = archive.read("word/_rels/footnotes.xml.rels").decode()
        used = set(re.findall(r'hyperlink r:id="(\w+)"', archive.read("word/footnotes.xml").decode()))
        styles = archive.read("word/styles.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    notes = footnotes(data)
    assert marks == list(notes) == [str(note.number) for note in pair.notes()]
    assert all(notes.values())
    assert used == set(re.findall(r'Id="(\w+)"', relations))
    assert {"FootnoteText", "FootnoteReference"} <= set(re.findall(r'w:styleId="(\w+)"', styles))


def test_an_office_program_reads_text_and_footnotes(pair: Brief, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    plain, brief = tmp_path / "plain.docx", tmp_path / "brief.docx"
    docx.Document().save(str(plain))
    brief.write_bytes(write(pair, "docx"))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(plain), str(brief)]
    subprocess.run(command, capture_output=True, check=False, timeout=250)
    if not plain.with_suffix(".fodt").exists():
        pytest.skip("LibreOffice lacks its word processor")
    text = brief.with_suffix(".fodt").read_text(encoding="utf-8")
    assert "Quan hệ giữa Sơn La và Hủa Phăn: hợp tác toàn diện" in text
    assert len(re.findall("<text:note ", text)) == len(pair.notes())


class _Page(HTMLParser):
    """Collects tags, identifiers and links of a page, and the text that is shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone(pair: Brief) -> None:
    text = unescape(write(pair, "html").decode())
    page = _Page(text)
    assert not {"script", "link", "img", "iframe"} & page.tags
    assert "default-src 'none'" in text
    assert "size: A4" in text
    local = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert local == set(page.ids)
    assert all(link.startswith(("#", "http://", "https://")) for link in page.links)


@pytest.mark.parametrize("format", FORMATS)
def test_a_hostile_label_stays_text(told: Callable[[str], Store], format: str) -> None:
    label = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\u001B").replace("\u202e", "\\u202E")
    story = STORY + agreement("X").replace("Minutes X", label)
    data = write(build(told(story), PAIR, lang="en")[0], format)
    shown = HOSTILE.replace("\x1b", "�").replace("\u202e", "�")
    if format == "docx":
        assert shown in docx.Document(io.BytesIO(data)).tables[0].rows[1].cells[0].text
    elif format == "html":
        page = _Page(data.decode())
        assert "script" not in page.tags
        assert shown in page.text
    else:
        text = data.decode()
        assert "<script" not in text
        assert r"\| \*x\* [y\](javascript:alert(1)) & " in text
        assert "\x1b" not in text


def test_an_address_that_is_no_web_address_is_no_link(told: Callable[[str], Store]) -> None:
    story = (STORY + agreement("X")).replace("https://example.org/a", "javascript:alert(1)")
    brief = build(told(story), PAIR)[0]
    assert "](<javascript" not in write(brief, "md").decode()
    assert not [link for link in _Page(write(brief, "html").decode()).links if "javascript" in link]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("names", [PAIR, ("Sơn La",)], ids=" – ".join)
def test_where_nothing_is_known_it_says_so(told: Callable[[str], Store], format: str, names: tuple[str, ...]) -> None:
    brief = build(told(SMALL), names)[0]
    data = write(brief, format)
    assert "Chưa biết điều nào." in (word_text(data) if format == "docx" else data.decode())
    assert brief.standing == ""


def test_both_engines_give_the_same_briefing(told: Callable[[str], Store]) -> None:
    store = told(STORY + agreement("X", term("2022-01-01", "2024-05-31"), "evidence:sure, evidence:unsure"))
    text = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in store.quads())
    with RdflibStore() as reference:
        reference.load([Document.from_text("story.nt", text)])
        assert write(build(reference, PAIR)[0], "md") == write(build(store, PAIR)[0], "md")


def test_an_unknown_format_is_refused(pair: Brief) -> None:
    with pytest.raises(UnknownFormat):
        write(pair, "odt")


def test_the_suffix_of_the_file_gives_the_format(kg: Callable[..., Result]) -> None:
    assert kg("--lang", "en", "brief", *PAIR).stdout.startswith("# Briefing: relations")
    for name, start in (("b.docx", b"PK"), ("b.html", b"<!doctype html>")):
        assert kg("brief", *PAIR, "-o", name).exit_code == 0
        assert Path(name).read_bytes().startswith(start)
