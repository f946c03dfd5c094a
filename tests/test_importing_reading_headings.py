"""Headings in two rows are one heading per column, where merged cells show which belongs to which."""

from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest
from importing_files import findings, only

UPPER = ["STT", "Tên", "Thời gian", None, "Thông tin khác", None]
LOWER = [None, None, "Từ", "Đến", "Lĩnh vực", "Ghi chú"]
ROW = [1, "A", "2019", "2020", "y tế", "x"]
GROUPS = ("C3:D3", "E3:F3")
THROUGH = ("A3:A4", "B3:B4")


def register(tmp_path: Path, upper: list[str | None], lower: list[object], merged: tuple[str, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in (["SỔ THEO DÕI"], [], upper, lower, ROW):
        book.active.append(row)
    for cells in ("A1:F1", *merged):
        book.active.merge_cells(cells)
    path = tmp_path / "so.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("lower", "merged", "headings"),
    [
        pytest.param(LOWER, (*GROUPS, *THROUGH), ("STT", "Tên", "Từ", "Đến", "Lĩnh vực", "Ghi chú"), id="plain"),
        pytest.param(LOWER, GROUPS, ("STT", "Tên", "Từ", "Đến", "Lĩnh vực", "Ghi chú"), id="only groups merged"),
        pytest.param(
            [None, None, "Số", "Ngày", "Số", "Ngày"],
            (*GROUPS, *THROUGH),
            ("STT", "Tên", "Thời gian Số", "Thời gian Ngày", "Thông tin khác Số", "Thông tin khác Ngày"),
            id="the same in two groups",
        ),
    ],
)
def test_two_rows_of_headings_are_joined(
    lower: list[object], merged: tuple[str, ...], headings: tuple[str, ...], tmp_path: Path
) -> None:
    table, rows = only(register(tmp_path, UPPER, lower, merged))
    assert (table.headings, table.heading_row) == (headings, 4)
    assert findings(table, rows) == []
    assert [(row.number, row.cells["Tên"].value) for row in rows] == [(5, "A")]


def test_rows_that_cannot_be_joined_are_one_mistake(tmp_path: Path) -> None:
    table, _ = only(register(tmp_path, UPPER, [None, None, 1, 2, "Lĩnh vực", None], (*GROUPS, *THROUGH)))
    assert [(each.address, each.rule) for each in table.problems] == [("A3", "two-heading-rows")]


def test_row_of_words_below_the_headings_stays_a_row(tmp_path: Path) -> None:
    headings: list[str | None] = ["STT", "Tên", "Từ", "Đến", "Lĩnh vực", "Ghi chú"]
    table, rows = only(register(tmp_path, headings, [None, "B", None, None, "y tế", None], ()))
    assert [row.cells["Tên"].value for row in rows] == ["B", "A"]
    assert table.heading_row == 3
