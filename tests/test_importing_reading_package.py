"""Workbooks that are too large, damaged, locked or meant to harm are refused, and said to be so."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
from importing_files import HEADINGS, MAIN, OFFICE, OLE, by_hand, only, peak, refusal, relations, text

from graph.importing import reading_package


def test_far_cell_is_named(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    assert "XFD1048576" in str(refusal(by_hand(tmp_path, HEADINGS + far)))


def test_far_cells_that_are_only_formatted_do_not_matter(tmp_path: Path) -> None:
    far = '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2" s="3"/></row><row r="1048576"><c r="XFD1048576"/></row>'
    _, read = only(by_hand(tmp_path, HEADINGS + far))
    assert len(read) == 1


def test_far_row_costs_no_memory(tmp_path: Path) -> None:
    path = by_hand(tmp_path, HEADINGS + '<row r="1048576"><c r="B1048576"><v>5</v></c></row>')
    assert peak(path) < 3_000_000
    _, read = only(path)
    assert [(row.number, row.cells["Số"].address) for row in read] == [(1_048_576, "B1048576")]


def test_xml_bomb_in_shared_texts_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE sst [<!ENTITY l0 "lol">{entities}]><sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'
    assert "DOCTYPE" in str(refusal(by_hand(tmp_path, HEADINGS, strings=bomb)))


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet2.xml"])
def test_external_entities_are_refused_in_every_part(part: str, tmp_path: Path) -> None:
    kind = "styles" if "styles" in part else "worksheet"
    extra = {
        part: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheet name="S" r:id="r0"/></workbook>',
        "xl/_rels/workbook.xml.rels": relations((kind, part.removeprefix("xl/"))),
    }
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        for name, content in extra.items():
            archive.writestr(name, content)
    assert "DOCTYPE" in str(refusal(path))


def test_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = by_hand(tmp_path, HEADINGS, extra={"xl/media/a.xml": " " * 20_000_000})
    assert "zip bomb" in str(refusal(path))
    assert peak(path, refused=True) < 3_000_000


def test_expansion_to_300_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    block = bytes(range(256)) * 40_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        for name in ("a", "b", "c"):
            with archive.open(f"xl/{name}.xml", "w") as part:
                for at in range(10):
                    part.write(bytes([at]) + block)
    assert path.stat().st_size < 3_000_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_package, "HIGHEST_RATIO", 1_000)
        said = str(refusal(path))
    assert "307 MB" in said
    assert "200 MB" in said


def test_size_that_the_zip_denies_is_not_unpacked(tmp_path: Path) -> None:
    path = by_hand(tmp_path, HEADINGS + '<row r="2"><c r="A2"><v>1</v></c></row>' * 1000)
    data = bytearray(path.read_bytes())
    at = data.find(b"xl/worksheets/sheet1.xml", data.find(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<L", 600)
    path.write_bytes(data)
    assert "damaged" in str(refusal(path))


def test_too_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = by_hand(tmp_path, HEADINGS, extra={f"xl/{n}.xml": "" for n in range(100)})
    monkeypatch.setattr(reading_package, "MOST_PARTS", 50)
    assert "50 parts" in str(refusal(path))
    monkeypatch.setattr(reading_package, "MOST_PARTS", 10)
    assert "10 parts" in str(refusal(path)), "by the size of the list, before it is read"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compression_is_refused(method: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", method) as archive:
        archive.writestr("_rels/.rels", relations())
    assert "compression method" in str(refusal(tmp_path / "a.xlsx"))


def test_encrypted_zip_is_called_password_protected(tmp_path: Path) -> None:
    path = by_hand(tmp_path, HEADINGS)
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "password" in str(refusal(path))


@pytest.mark.parametrize(
    ("name", "stream", "said"),
    [
        ("a.xlsx", "EncryptedPackage", "is password-protected"),
        ("a.xls", "Workbook", "is the old .xls format (Excel"),
        ("a.xlsx", "Book", "is the old .xls format (Excel"),
        ("a.csv", "Workbook", "is the old .xls format (Excel"),
        ("a.xls", "", "or password-protected"),
    ],
)
def test_ole_files_are_told_apart(name: str, stream: str, said: str, tmp_path: Path) -> None:
    path = text(tmp_path, OLE + b"\x00" * 500 + stream.encode("utf-16-le"), name)
    assert said in str(refusal(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"Ti\xc3\xaan,N\n", "no Excel workbook"), (b"PK\x03\x04 and no more", "damaged")],
)
def test_what_only_is_called_xlsx_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    assert said in str(refusal(text(tmp_path, content, "a.xlsx")))


def test_other_zips_are_no_workbooks(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert ".ods" in str(refusal(tmp_path / "a.xlsx"))
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "word/document.xml")))
        archive.writestr("word/document.xml", "<document/>")
    assert "no .xlsx workbook" in str(refusal(tmp_path / "b.xlsx"))


@pytest.mark.parametrize("kind", ["shared", "inline"])
def test_endless_texts_are_refused(kind: str, tmp_path: Path) -> None:
    book = "x" * 100_001
    strings = f'<sst xmlns="{MAIN}"><si><t>{book}</t></si></sst>' if kind == "shared" else ""
    rows = HEADINGS + (f'<row><c t="inlineStr"><is><t>{book}</t></is></c></row>' if kind == "inline" else "")
    assert "100,000 characters" in str(refusal(by_hand(tmp_path, rows, strings=strings)))


# --- delimited text
