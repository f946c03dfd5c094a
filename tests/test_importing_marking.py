"""Mistakes out: the table of them, and the marked copy, which is otherwise the file it was made from."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # ships no types
from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]  # ships no types
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # ships no types

from graph.errors import BadInput, UnreadableFile, Words
from graph.importing import marking, marking_copy
from graph.importing.marking import findings_table, mark
from graph.importing.model import Finding
from graph.importing.reading import ERRORS_SHEET, read_tables
from graph.importing.workbooks import AUTHOR, Book, Worksheet
from graph.tables import write

RED = "00FFC7CE"
SHEET = "Thỏa thuận"


def wrong(address: str, *, value: str = "Sơn Lo", sheet: str = SHEET, suggestion: str = "Sơn La") -> Finding:
    said = Words(f'không có gì tên là "{value}"', f'nothing is called "{value}"')
    return Finding("a.xlsx", sheet, address, value, "unknown-name", said, suggestion)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """Return a workbook with formats, a formula, a merged range, a comment, a drop-down and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(["Tỉnh", "Ngày ký", "Số"])
    sheet.append(["Sơn Lo", dt.datetime(2017, 3, 20), "=1+1"])
    sheet.append(["Lai Châu", "tháng 13/2017", 5])
    sheet["A1"].font = Font(bold=True)
    sheet["A2"].font = Font(italic=True, color="0000FF")
    sheet["A3"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["B2"].number_format = "dd/mm/yyyy"
    sheet["B3"].comment = Comment("xem lại", "Lan")
    sheet.column_dimensions["A"].width = 33
    sheet.merge_cells("A5:B6")
    sheet.add_data_validation(rule := DataValidation("list", formula1='"a,b"'))
    rule.add("C2:C9")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def marked(path: Path, findings: list[Finding]) -> Book:
    output = path.with_name("out.xlsx")
    mark(path, findings, output)
    assert sorted(each.name for each in path.parent.iterdir()) == sorted({path.name, output.name})
    return openpyxl.load_workbook(output)


def reds(sheet: Worksheet) -> list[str]:
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED]


# --- the table


def test_table_says_where_what_and_why() -> None:
    said = write(findings_table([wrong("A2")], "vi"), "table")
    assert said.splitlines()[0].split("│")[0].strip() == "Trang"
    assert all(part in said for part in (SHEET, "A2", "Sơn Lo", "unknown-name", "không có gì", "Sơn La"))
    english = findings_table([wrong("A2")], "en")
    assert english.columns["message"] == "Mistake"
    assert english.rows[0]["message"] == 'nothing is called "Sơn Lo"'
    assert list(english.columns) == ["file", "sheet", "cell", "value", "rule", "message", "suggestion"]


def test_table_names_files_where_there_are_several() -> None:
    other = Finding("b.csv", "", "B2", "", "missing", Words("thiếu", "missing"))
    assert "b.csv" in write(findings_table([wrong("A2"), other]), "table")
    assert "a.xlsx" not in write(findings_table([wrong("A2")]), "table")


# --- copies of workbooks


def test_wrong_cells_are_red_and_say_why(original: Path) -> None:
    book = marked(original, [wrong("A2"), wrong("A2", value="x", suggestion=""), wrong("C8", value="")])
    sheet = book[SHEET]
    assert reds(sheet) == ["A2", "C8"]
    comment = sheet["A2"].comment
    assert comment.author == AUTHOR
    for part in ('không có gì tên là "Sơn Lo"', "→ Sơn La", 'nothing is called "Sơn Lo"', 'nothing is called "x"'):
        assert part in comment.text


def test_everything_else_is_as_it_was(original: Path) -> None:
    before = openpyxl.load_workbook(original)[SHEET]
    book = marked(original, [wrong("A2")])
    after = book[SHEET]
    for row in before.iter_rows():
        for cell in row:
            copy = after[cell.coordinate]
            assert (copy.value, copy.number_format) == (cell.value, cell.number_format)
            assert repr(copy.font) == repr(cell.font)
            assert repr(copy.fill) == repr(cell.fill) or cell.coordinate == "A2"
    assert after["C2"].value == "=1+1"
    assert after["B3"].comment.text == "xem lại"
    assert after.column_dimensions["A"].width == 33
    assert str(after.merged_cells.ranges) == str(before.merged_cells.ranges)
    assert after.data_validations.dataValidation[0].sqref == before.data_validations.dataValidation[0].sqref
    assert book["Ẩn"].sheet_state == "hidden"


def test_comment_that_was_there_is_kept(original: Path) -> None:
    text = marked(original, [wrong("B3")])[SHEET]["B3"].comment.text
    assert "không có gì" in text
    assert text.endswith("xem lại")


def test_merged_cell_is_marked_where_its_value_stands(original: Path) -> None:
    assert reds(marked(original, [wrong("B6")])[SHEET])[0] == "A5"


def test_list_of_mistakes_has_its_own_sheet(original: Path) -> None:
    book = marked(original, [wrong("A2"), wrong("", sheet="", value="=cmd()|x\x07")])
    sheet = book[ERRORS_SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "Trang – Sheet"
    assert rows[1][:4] == [SHEET, "A2", "Sơn Lo", "unknown-name"]
    assert rows[1][6] == "Sơn La"
    assert sheet["B2"].hyperlink.location == f"'{SHEET}'!A2"
    assert rows[2][2] == "=cmd()|x\ufffd"
    assert sheet["C3"].data_type == "s", "a text that looks like a formula must stay a text"
    assert book.active.title == ERRORS_SHEET
    assert [each.title for each in book.worksheets if each.sheet_view.tabSelected] == [ERRORS_SHEET]


def test_corrected_copy_is_read_without_the_list_and_marked_anew(original: Path, tmp_path: Path) -> None:
    marked(original, [wrong("A2"), wrong("B3")])
    first, second = tmp_path / "out.xlsx", tmp_path / "again.xlsx"
    tables = [sheet.name for sheet in read_tables(first) if sheet.headings]
    assert tables == [SHEET]
    mark(first, [wrong("C3")], second)
    book = openpyxl.load_workbook(second)
    assert reds(book[SHEET]) == ["C3"]
    assert book[SHEET]["A2"].comment is None
    assert book[SHEET]["B3"].comment.text == "xem lại"
    assert book.sheetnames.count(ERRORS_SHEET) == 1
    assert len(list(book[ERRORS_SHEET].iter_rows())) == 2


def test_large_workbook_becomes_its_rows(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking_copy, "LARGEST_COPY", 100)
    output = original.with_name("out.xlsx")
    (note,) = mark(original, [wrong("A2"), wrong("E3", value="ngoài")], output)
    assert "without the formats" in note.en
    book = openpyxl.load_workbook(output)
    assert book.sheetnames == [SHEET, ERRORS_SHEET]
    assert reds(book[SHEET]) == ["A2", "E3"]
    assert book[SHEET]["B2"].value == dt.datetime(2017, 3, 20)
    assert book[SHEET]["E3"].value == "ngoài"
    assert "nothing is called" in book[SHEET]["A2"].comment.text


def test_workbook_that_openpyxl_refuses_becomes_its_rows(original: Path) -> None:
    with zipfile.ZipFile(original, "a") as archive:
        archive.writestr("docProps/custom.xml", '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>')
    data = original.read_bytes()
    with zipfile.ZipFile(original, "a") as archive:
        types = archive.read("[Content_Types].xml").decode()
    part = '<Override PartName="/docProps/custom.xml" ContentType="application/xml"/></Types>'
    rewritten(original, "[Content_Types].xml", types.replace("</Types>", part))
    assert original.read_bytes() != data
    assert reds(marked(original, [wrong("A2")])[SHEET]) == ["A2"]


@pytest.mark.parametrize(
    "element",
    [
        '<mergeCells><mergeCell ref="D7:XFD1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="D7&#58;XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A:XFD" location="A1"/></hyperlinks>',
    ],
)
def test_ranges_that_would_fill_the_memory_are_not_spelled_out(element: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active.append(["Tỉnh", "Số"])
    book.active.append(["Sơn Lo", 1])
    path = tmp_path / "a.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    rewritten(path, "xl/worksheets/sheet1.xml", xml.replace("</sheetData>", f"</sheetData>{element}"))
    assert reds(marked(path, [wrong("A2")])[SHEET]) == ["A2"]


def rewritten(path: Path, name: str, content: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in {**parts, name: content.encode()}.items():
            archive.writestr(each, data)


# --- copies of texts


def test_csv_becomes_a_workbook_with_the_same_addresses(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('DANH SÁCH\n\nTỉnh;Số;\n"Sơn\nLo";=1+1;\n\nLai Châu;12345678901234567890;x;y\n', encoding="utf-8")
    findings = [wrong("A4", sheet=""), wrong("C7", sheet="", value="x; y"), wrong("A3", sheet="")]
    sheet = marked(path, findings)["a"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[2][:2] == ["Tỉnh", "Số"]
    assert rows[3][:2] == ["Sơn\nLo", "=1+1"]
    assert rows[6] == ["Lai Châu", "12345678901234567890", "x; y"]
    assert reds(sheet) == ["A3", "A4", "C7"]
    assert sheet["B4"].data_type == "s", "a text that looks like a formula must stay a text"
    assert "không có gì" in sheet["A4"].comment.text


def test_json_lines_become_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"tên": "Sơn Lo", "số": 10000000000000001}\n\n{"số": true}\n', encoding="utf-8")
    sheet = marked(path, [wrong("tên (line 1)", sheet=""), wrong("tên (line 3)", sheet="", value="")])["a"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [["tên", "số"], ["Sơn Lo", "10000000000000001"], [None, None], [None, True]]
    assert reds(sheet) == ["A2", "A4"]


@pytest.mark.parametrize("name", ["[a]:*?.csv", "x" * 60 + ".csv", f"{ERRORS_SHEET}.csv", "'.csv"])
def test_any_file_name_makes_a_title(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("a,b\nx,y\n", encoding="utf-8")
    book = marked(tmp_path / name, [wrong("A2", sheet="")])
    assert len(book.sheetnames) == 2
    assert reds(book.worksheets[0]) == ["A2"]


# --- writing


def test_too_many_mistakes_are_cut_and_said(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_MARKED", 2)
    monkeypatch.setattr(marking, "MOST_LISTED", 3)
    output = original.with_name("out.xlsx")
    notes = mark(original, [wrong(f"A{row}") for row in range(2, 9)], output)
    assert len(notes) == 1
    book = openpyxl.load_workbook(output)
    assert reds(book[SHEET]) == ["A2", "A3"]
    assert len(list(book[ERRORS_SHEET].iter_rows())) == 4


def test_original_is_not_overwritten(original: Path) -> None:
    before = original.read_bytes()
    with pytest.raises(BadInput, match="overwrite"):
        mark(original, [wrong("A2")], original)
    assert original.read_bytes() == before


def test_unwritable_output_leaves_nothing(original: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be written"):
        mark(original, [wrong("A2")], original.parent / "none" / "out.xlsx")
    with pytest.raises(UnreadableFile, match="cannot be written"):
        mark(original, [wrong("A2")], original.parent)
    assert [each.name for each in original.parent.iterdir()] == [original.name]


def test_earlier_copy_is_replaced_whole(original: Path) -> None:
    original.with_name("out.xlsx").write_text("old", encoding="utf-8")
    assert ERRORS_SHEET in marked(original, [wrong("A2")]).sheetnames
