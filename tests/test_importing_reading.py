"""Tables in: what stands in a file arrives at its cell, and what is wrong with a file is said, not met."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import struct
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import BadInput, KgError, UnknownFormat, UnreadableFile
from graph.importing import merging, reading_package, reading_rows, reading_workbook
from graph.importing.model import Finding, Row, Sheet, Value
from graph.importing.reading import ERRORS_SHEET, read_tables
from graph.importing.reading_rows import column_letters
from graph.importing.reading_workbook import is_date_format

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADINGS = '<row r="1"><c r="A1" t="str"><v>Tỉnh</v></c><c r="B1" t="str"><v>Số</v></c></row>'


def only(path: Path, sheet: str | None = None) -> tuple[Sheet, list[Row]]:
    """Read a file that holds one table."""
    (table,) = read_tables(path, sheet=sheet)
    return table, list(table.rows)


def values(rows: list[Row]) -> list[dict[str, Value]]:
    return [{heading: cell.value for heading, cell in row.cells.items()} for row in rows]


def findings(table: Sheet, rows: list[Row]) -> list[tuple[str, str]]:
    every: list[Finding] = [*table.problems, *(finding for row in rows for finding in row.problems)]
    return [(finding.address, finding.rule) for finding in every]


def refusal(path: Path, sheet: str | None = None) -> KgError:
    """Return the error that reading a file to its end gives."""
    with pytest.raises(BadInput) as caught:
        for table in read_tables(path, sheet=sheet):
            for _ in table.rows:
                pass
    assert caught.value.say("vi") != caught.value.say("en")
    return caught.value


def text(tmp_path: Path, written: str | bytes, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    return path


def workbook(tmp_path: Path, *sheets: tuple[str, Sequence[Sequence[object]]], hidden: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def by_hand(
    tmp_path: Path, rows: str, *, after: str = "", strings: str = "", extra: dict[str, str] | None = None
) -> Path:
    """Write a workbook as XML, where openpyxl would not write what is tested."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Trang 1" sheetId="1" r:id="r0"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "/xl/sharedStrings.xml")),
        )
        archive.writestr("xl/sharedStrings.xml", strings or f'<sst xmlns="{MAIN}"/>')
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}">{each}</Relationships>'


# --- workbooks: values


def test_values_keep_their_types_and_addresses(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Tỉnh", "Số", "Tỷ lệ", "Ngày ký", "Còn", "Trống"],
        ["\u00a0Sơn La  ", 9, 2.5, dt.datetime(2017, 3, 20), True, None],
        [unicodedata.normalize("NFD", "Hủa Phăn"), -3, 1e20, dt.date(2019, 1, 1), False, " "],
    ]
    table, read = only(workbook(tmp_path, ("Thỏa thuận", rows)))
    assert (table.name, table.headings, table.heading_row) == ("Thỏa thuận", tuple(str(each) for each in rows[0]), 1)
    assert [list(row.values()) for row in values(read)] == [
        ["Sơn La", 9, 2.5, dt.datetime(2017, 3, 20), True, None],
        ["Hủa Phăn", -3, 1e20, dt.datetime(2019, 1, 1), False, None],
    ]
    assert isinstance(read[1].cells["Số"].value, int)
    assert [cell.address for cell in read[1].cells.values()] == ["A3", "B3", "C3", "D3", "E3", "F3"]
    assert [row.number for row in read] == [2, 3]
    assert not findings(table, read)


def test_letterhead_title_and_empty_rows_are_no_headings(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["UBND TỈNH SƠN LA", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None, "DANH SÁCH THỎA THUẬN"],
        [],
        ["STT", "Tỉnh", "Đối tác", "Ngày\nký", "Ghi chú"],
        [],
        [1, "Sơn La", "Hủa Phăn", "2017", None],
    ]
    table, read = only(workbook(tmp_path, ("S", rows)))
    assert table.headings == ("STT", "Tỉnh", "Đối tác", "Ngày ký", "Ghi chú")
    assert table.heading_row == 4
    assert [(row.number, row.cells["Ngày ký"].address) for row in read] == [(6, "D6")]


def test_one_column_is_a_table(tmp_path: Path) -> None:
    table, read = only(workbook(tmp_path, ("S", [["Tỉnh"], ["Sơn La"], ["Lai Châu"]])))
    assert table.headings == ("Tỉnh",)
    assert len(read) == 2


def test_doubled_headings_are_told_apart_and_reported(tmp_path: Path) -> None:
    table, read = only(workbook(tmp_path, ("S", [["Tên", "Năm", "Tên"], ["a", 1, "b"]])))
    assert table.headings == ("Tên", "Năm", "Tên (2)")
    assert findings(table, read) == [("C1", "duplicate-heading")]
    assert read[0].cells["Tên (2)"].value == "b"


def test_value_without_heading_is_reported_once_per_column(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Tên", None, "Năm"], ["a", "x", 1, "y"], ["a", "x", 1, None, "z"], ["b", None, 2]]
    table, read = only(workbook(tmp_path, ("S", rows)))
    assert findings(table, read) == [("B2", (rule := "value-without-heading")), ("D2", rule), ("E3", rule)]


def test_formula_without_value_and_error_cells_are_problems(tmp_path: Path) -> None:
    rows = (
        HEADINGS + '<row r="2"><c r="A2"><f>A1&amp;"x"</f><v></v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>IF(1,"","")</f><v></v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="B4"><v>1E999</v></c></row>'
    )
    table, read = only(by_hand(tmp_path, rows))
    assert findings(table, read) == [
        ("A2", "formula-without-value"),
        ("B3", "error-value"),
        ("A4", "error-value"),
        ("B4", "bad-number"),
    ]
    assert [row["Số"] for row in values(read)] == [2, None, None]
    assert [problem.value for row in read for problem in row.problems] == ['=A1&"x"', "#DIV/0!", "#REF!", "1E999"]


def test_openpyxl_formulas_have_no_value(tmp_path: Path) -> None:
    table, read = only(workbook(tmp_path, ("S", [["a", "b"], [1, "=A2+1"]])))
    assert findings(table, read) == [("B2", "formula-without-value")]


def test_merged_cells_are_reported_with_the_value_to_fill_in(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        (
            "S",
            [
                ["DANH SÁCH"],
                ["Tỉnh", "Thời gian", None, "Số"],
                ["Sơn La", "2017", "2019", 1],
                [None, "2020", "2021", 2],
            ],
        ),
    )
    book = openpyxl.load_workbook(path)
    for cells in ("A1:D1", "B2:C2", "A3:A4", "F1:F9"):
        book["S"].merge_cells(cells)
    book.save(path)
    table, read = only(path)
    assert findings(table, read) == [("C2", "merged-cell"), ("C3", "value-without-heading"), ("A4", "merged-cell")]
    assert read[1].problems[0].suggestion == "Sơn La"
    assert "A3:A4" in read[1].problems[0].message.vi


def test_rich_shared_texts_and_escapes(tmp_path: Path) -> None:
    strings = (
        f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>Tỉnh</x:t></x:si><x:si><x:r><x:t xml:space="preserve">Sơn </x:t></x:r>'
        "<x:r><x:t>La</x:t></x:r><x:rPh><x:t>kana</x:t></x:rPh></x:si><x:si><x:t>a_x000D_\nb</x:t></x:si></x:sst>"
    )
    rows = '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Số</t></is></c></row>'
    rows += '<row><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
    _, read = only(by_hand(tmp_path, rows, strings=strings))
    assert values(read) == [{"Tỉnh": "Sơn La", "Số": "a\nb"}]
    assert read[0].cells["Số"].address == "B2"


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ('"ngày" d "tháng" m', True),
        ("[$-42A]dd mmmm yyyy", True),
        ("yyyy", True),
        ("#,##0.00", False),
        ('#,##0 "đồng/ngày"', False),
        ("[Red]0;[Blue]d", False),
        ("[h]:mm", False),
        (r"0\d", False),
        ("General", False),
    ],
)
def test_formats_that_show_dates(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date


def test_dates_of_1904_times_and_impossible_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = dt.datetime(1904, 1, 1)
    sheet = book.active
    sheet.append(["Tên", "Ngày"])
    sheet.append(["a", dt.datetime(2017, 3, 20, 8, 30)])
    sheet.append(["b", -5])
    sheet["B3"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "a.xlsx")
    table, read = only(tmp_path / "a.xlsx")
    assert read[0].cells["Ngày"].value == dt.datetime(2017, 3, 20, 8, 30)
    assert findings(table, read) == [("B3", "bad-date")]


def test_time_of_day_is_text(tmp_path: Path) -> None:
    _, read = only(workbook(tmp_path, ("S", [["Tên", "Giờ"], ["a", dt.time(8, 30)]])))
    assert read[0].cells["Giờ"].value == "08:30:00"


# --- workbooks: sheets


def test_hidden_and_empty_sheets_are_left_out_with_a_note(tmp_path: Path) -> None:
    table: list[list[object]] = [["Tỉnh", "Số"], ["Sơn La", 1]]
    path = workbook(tmp_path, ("Ẩn", table), ("Bảng", table), ("Trống", []), (ERRORS_SHEET, table), hidden=("Ẩn",))
    sheets = list(read_tables(path))
    assert [(sheet.name, len(sheet.headings), len(sheet.notes)) for sheet in sheets] == [
        ("Ẩn", 0, 1),
        ("Bảng", 2, 0),
        ("Trống", 0, 1),
        (ERRORS_SHEET, 0, 1),
    ]
    assert values(list(sheets[1].rows)) == [{"Tỉnh": "Sơn La", "Số": 1}], "sheets can be read after all are listed"
    hidden, rows = only(path, unicodedata.normalize("NFD", "ẩn"))
    assert (hidden.name, len(rows)) == ("Ẩn", 1)


def test_unknown_sheet_names_the_sheets(tmp_path: Path) -> None:
    said = str(refusal(workbook(tmp_path, ("Bảng", [["a", "b"]])), "Bản"))
    assert '"Bản"' in said
    assert "Bảng" in said
    assert "--sheet" in str(refusal(text(tmp_path, "a,b\n"), "S"))


@pytest.mark.parametrize("rows", [[], [[1, 2], [3, 4]]])
def test_workbook_without_a_table_is_refused(rows: list[list[object]], tmp_path: Path) -> None:
    assert "no table" in str(refusal(workbook(tmp_path, ("S", rows))))


# --- workbooks: hostile


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


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c>",
        '<row r="3"/><row r="2"/>',
        '<row r="x"/>',
        '<row><c r="A0"><v>1</v></c></row>',
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="new"><v>1</v></c></row>',
        '<row r="1048577"/>',
    ],
)
def test_damaged_sheets_are_refused(rows: str, tmp_path: Path) -> None:
    assert "damaged" in str(refusal(by_hand(tmp_path, rows)))


def test_overlapping_merges_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merges = "<mergeCells>" + '<mergeCell ref="A1:B9"/>' * 600 + "</mergeCells>"
    path = by_hand(tmp_path, HEADINGS, after=merges)
    assert "overlap" in str(refusal(path))
    monkeypatch.setattr(merging, "MOST_MERGES", 500)
    assert "merged ranges" in str(refusal(path))


def test_limits_of_rows_texts_and_trees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, ("S", [["a", "b"], *([n, "x"] for n in range(5))]))
    monkeypatch.setattr(reading_rows, "MOST_ROWS", 5)
    assert len(only(path)[1]) == 5
    monkeypatch.setattr(reading_rows, "MOST_ROWS", 4)
    assert "row 6" in str(refusal(path))
    monkeypatch.setattr(reading_package, "LARGEST_TREE", 100)
    assert "unpacks to" in str(refusal(path))
    strings = f'<sst xmlns="{MAIN}"><si><t>a</t></si><si><t>b</t></si></sst>'
    monkeypatch.setattr(reading_package, "LARGEST_TREE", 10_000)
    monkeypatch.setattr(reading_workbook, "MOST_STRINGS", 1)
    assert "texts" in str(refusal(by_hand(tmp_path, HEADINGS, strings=strings)))


@pytest.mark.parametrize("kind", ["shared", "inline"])
def test_endless_texts_are_refused(kind: str, tmp_path: Path) -> None:
    book = "x" * 100_001
    strings = f'<sst xmlns="{MAIN}"><si><t>{book}</t></si></sst>' if kind == "shared" else ""
    rows = HEADINGS + (f'<row><c t="inlineStr"><is><t>{book}</t></is></c></row>' if kind == "inline" else "")
    assert "100,000 characters" in str(refusal(by_hand(tmp_path, rows, strings=strings)))


# --- delimited text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, ending: str, tmp_path: Path) -> None:
    lines = [["Tên", "Số tiền", "Ghi chú"], ["Sơn La", '"1,5; 2|3"', "a"], ["Huế", "2", ""]]
    table, read = only(text(tmp_path, "".join(delimiter.join(line) + ending for line in lines)))
    assert table.headings == ("Tên", "Số tiền", "Ghi chú")
    assert values(read)[0] == {"Tên": "Sơn La", "Số tiền": "1,5; 2|3", "Ghi chú": "a"}
    assert values(read)[1]["Ghi chú"] is None
    assert not findings(table, read)


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    table, _ = only(text(tmp_path, "Tên;Giá\na;1,5\nb;2,5\nc;3,5\n"))
    assert table.headings == ("Tên", "Giá")


def test_sep_line_of_excel_names_the_delimiter(tmp_path: Path) -> None:
    table, read = only(text(tmp_path, "\ufeffsep=|\r\nTên|Số\r\na, b; c|1\r\n"))
    assert table.headings == ("Tên", "Số")
    assert (read[0].number, read[0].cells["Tên"].address, read[0].cells["Tên"].value) == (3, "A3", "a, b; c")


def test_records_over_several_lines_are_addressed_by_their_first(tmp_path: Path) -> None:
    _, read = only(text(tmp_path, 'Tên,Ghi chú\n\na,"x\r\ny ""z"""\nb,c\n'))
    assert [(row.number, row.cells["Ghi chú"].value) for row in read] == [(3, 'x\ny "z"'), (5, "c")]


def windows_1258(text: str) -> bytes:
    """Encode as Windows does: letters with their hats whole, tone marks apart."""
    data = b""
    for letter in text:
        try:
            data += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            data += (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258")
    return data


VIETNAMESE = "Tỉnh,Đối tác\nSơn La,Hủa Phăn\nThừa Thiên Huế,Xa-vẳn-na-khẹt\nĐắk Lắk,Mộ Đức ữ ỵ\n"


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        (VIETNAMESE.encode(), 0),
        (unicodedata.normalize("NFD", VIETNAMESE).encode(), 0),
        (VIETNAMESE.encode("utf-8-sig"), 0),
        (VIETNAMESE.encode("utf-16"), 1),
        (b"\xfe\xff" + VIETNAMESE.encode("utf-16-be"), 1),
        (windows_1258(VIETNAMESE), 1),
    ],
    ids=["utf-8", "nfd", "bom", "utf-16-le", "utf-16-be", "cp1258"],
)
def test_encodings(data: bytes, notes: int, tmp_path: Path) -> None:
    table, read = only(text(tmp_path, data))
    assert table.headings == ("Tỉnh", "Đối tác")
    assert [list(row.values()) for row in values(read)] == [line.split(",") for line in VIETNAMESE.split("\n")[1:-1]]
    assert len(table.notes) == notes


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (VIETNAMESE.encode() + windows_1258("Hà Nội,Viêng Chăn\n"), ":5", "two encodings"),
        (windows_1258("Tỉnh,Số\n") + "Hà Nội,1\n".encode(), ":1", "two encodings"),
        (b"a,b\nx,y\nz,\x9d\n", ":3", "byte 10 on line 3"),
        (b"a,b\nT\xd8nh S\xacn La,1\n", ":2", "byte 10 on line 2"),
        (b"a,b\nb\xec,1\n", ":2", "byte 5 on line 2"),
        ("a,b\nx,y\n".encode("utf-16-le"), ":1", "NUL"),
        (b"a,b\nx,\x00y\n", ":2", "NUL"),
        (b"\xff\xfe" + "a,b\n".encode("utf-16-le") + b"\x00\xd8a\x00", ":2", "UTF-16"),
        (b"\xef\xbb\xbfa,b\nx,\xff\n", ":2", "byte 9 on line 2 is not UTF-8"),
    ],
    ids=["utf-8+1258", "1258+utf-8", "no letter", "TCVN3", "tone on b", "no mark", "NUL", "half pair", "after mark"],
)
def test_bytes_that_are_no_text_are_named(data: bytes, place: str, said: str, tmp_path: Path) -> None:
    error = str(refusal(text(tmp_path, data)))
    assert f"a.csv{place}: " in error
    assert said in error


def test_wrong_byte_far_down_is_found_before_the_first_row(tmp_path: Path) -> None:
    data = "Tên,Số\n".encode() + "Sơn La,1\n".encode() * 200_000 + b"\xff\n"
    with pytest.raises(UnreadableFile, match=r"a\.csv:200002: byte \d+ on line 200002"):
        next(read_tables(text(tmp_path, data)))


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('a,b\n1,"x\n2,y\n', 2),
        ('a,b\n1,"x\n2,"y"\n', 2),
        ('a,b\n"1","x"" y"\n\n"2\n",z\n3,"u', 6),
        ('a,b\n1,"x" y\n', 2),
        ('a,b\n1,"' + "x\n" * 200_000, 2),
    ],
)
def test_unclosed_quote_names_the_line_where_it_opened(written: str, line: int, tmp_path: Path) -> None:
    error = refusal(text(tmp_path, written))
    assert f"a.csv:{line}: " in str(error)
    assert f"the quote opened on line {line}" in str(error)


def test_ragged_rows_say_what_was_expected(tmp_path: Path) -> None:
    table, read = only(text(tmp_path, "a,b,c\n1,2\n1,2,3,4\n1,2,3\n1,2,3,,\n1\n"))
    assert findings(table, read) == [("C2", "ragged-row"), ("D3", "ragged-row"), ("B6", "ragged-row")]
    assert "has 2 values, the headings are 3" in read[0].problems[0].message.en
    assert "4 giá trị" in read[1].problems[0].message.vi
    assert read[1].problems[0].value == "4", "what is in no column is not lost"
    assert list(values(read)[0].values()) == ["1", "2", None]


@pytest.mark.parametrize("written", ["", "\n\n", ",,\n", "1,2\n3,4\n"])
def test_text_without_a_table_is_refused(written: str, tmp_path: Path) -> None:
    refusal(text(tmp_path, written))


def test_limits_of_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SG1" in str(refusal(text(tmp_path, ",".join(["x"] * 501) + "\n")))
    assert "100,000" in str(refusal(text(tmp_path, "a,b\n1," + "x" * 100_001 + "\n")))
    assert "line is longer" in str(refusal(text(tmp_path, "a,b\n" + "x," * 1_000_001)))
    monkeypatch.setattr(reading_rows, "MOST_ROWS", 2)
    assert "row 4" in str(refusal(text(tmp_path, "a,b\n1,2\n3,4\n5,6\n")))


# --- JSON lines


def test_json_lines_keep_types_and_collect_fields(tmp_path: Path) -> None:
    written = '{"tên": " Sơn La", "số": 9}\n\n{"số": 2.5, "mới": true, "tên": null}\n'
    table, read = only(text(tmp_path, written, "a.jsonl"))
    assert table.headings == ("tên", "số", "mới")
    assert [list(row.values()) for row in values(read)] == [["Sơn La", 9, None], [None, 2.5, True]]
    assert [row.number for row in read] == [1, 3]
    assert read[1].cells["mới"].address == "mới (line 3)"


def test_json_values_that_do_not_fit_are_problems(tmp_path: Path) -> None:
    written = '{"a": [1], "b": {"c": 1}}\n{"a": 1, "a": 2, "b": 1e999}\n'
    table, read = only(text(tmp_path, written, "a.ndjson"))
    assert findings(table, read) == [
        ("a (line 1)", "nested-value"),
        ("b (line 1)", "nested-value"),
        ("a (line 2)", "duplicate-field"),
        ("b (line 2)", "bad-number"),
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('{"a": 1,}', ":2:9"),
        ('{"a": 1} x', ":2:10"),
        ('  ["a"]', ":2:3"),
        ('{"a": NaN}', ":2"),
        ('{"a": ' + "9" * 5000 + "}", ":2"),
        ('{"a": ' + "[" * 100_000, ":2"),
        ('{"a', ":2:2"),
    ],
    ids=str.__len__,
)
def test_json_mistakes_have_line_and_column(line: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        next(read_tables(text(tmp_path, f'{{"a": 1}}\n{line}\n', "a.jsonl")))
    assert f"a.jsonl{place}: " in str(caught.value)


def test_limits_of_json(tmp_path: Path) -> None:
    refusal(text(tmp_path, "\n", "a.jsonl"))
    assert "500" in str(refusal(text(tmp_path, json.dumps({str(n): n for n in range(501)}), "a.jsonl")))
    assert "100,000" in str(refusal(text(tmp_path, json.dumps({"a": "x" * 100_001}), "a.jsonl")))


# --- files


def test_unknown_endings_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"\.csv"):
        next(read_tables(tmp_path / "a.pdf"))
    for name in ("a.csv", "a.xlsx", "a.jsonl"):
        assert "No such file" in str(refusal_of_missing(tmp_path / name))


def refusal_of_missing(path: Path) -> KgError:
    with pytest.raises(UnreadableFile) as caught:
        next(read_tables(path))
    return caught.value


# --- memory


def peak(path: Path, *, refused: bool = False) -> int:
    """Return the most memory that Python held while a file was read to its end."""
    tracemalloc.start()
    try:
        if refused:
            refusal(path)
        else:
            for table in read_tables(path):
                for _ in table.rows:
                    pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def generated(count: int) -> Iterator[list[object]]:
    yield ["Tỉnh", "Số"]
    for number in range(count):
        yield [f"Sơn La {number}", number]


def test_memory_does_not_grow_with_a_csv(tmp_path: Path) -> None:
    peaks = []
    for count in (20_000, 200_000):
        out = io.StringIO()
        csv.writer(out).writerows(generated(count))
        peaks.append(peak(text(tmp_path, out.getvalue())))
    assert peaks[1] < 1.2 * peaks[0] + 500_000


def test_memory_does_not_grow_with_a_sheet(tmp_path: Path) -> None:
    peaks = []
    for count in (6_000, 24_000):
        rows = "".join(f"<row><c><v>{n}</v></c><c t='str'><v>Sơn La {n}</v></c></row>" for n in range(count))
        peaks.append(peak(by_hand(tmp_path, HEADINGS + rows)))
    assert peaks[1] < 1.2 * peaks[0] + 500_000


# --- any table


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters='"'), max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_any_csv_comes_back_as_it_was_written(
    rows: list[list[str]], delimiter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = io.StringIO()
    out.write(f"sep={delimiter}\n")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Tên của tỉnh", "Tên đối tác", "Lĩnh vực hợp tác"], *rows])
    table, read = only(text(tmp_path_factory.mktemp("csv"), out.getvalue()))
    cleaned = [[reading_rows.clean(each) for each in row] for row in rows]
    assert [list(row.values()) for row in values(read)] == [row for row in cleaned if any(row)]
    assert not findings(table, read)


def test_letters_of_columns() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
