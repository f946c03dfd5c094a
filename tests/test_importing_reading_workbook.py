"""Workbooks: what stands in a sheet arrives at its cell, and what is wrong with it is said."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest
from importing_files import (
    HEADINGS,
    MAIN,
    by_hand,
    findings,
    only,
    refusal,
    text,
    values,
    workbook,
)

from graph.importing import merging, reading_package, reading_rows, reading_workbook
from graph.importing.reading import ERRORS_SHEET, read_tables
from graph.importing.reading_workbook import is_date_format


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
