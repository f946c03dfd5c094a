"""The few things that are done with openpyxl, which ships no types: open, mark, write texts as texts."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl  # type: ignore[import-untyped]  # ships no types
from openpyxl.cell import MergedCell, WriteOnlyCell  # type: ignore[import-untyped]  # ships no types
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # ships no types
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]  # ships no types
from openpyxl.worksheet.hyperlink import Hyperlink  # type: ignore[import-untyped]  # ships no types

from graph.errors import Words
from graph.importing.model import Finding, Value

Book = Any
Worksheet = Any
TextCell = Any

AUTHOR = "kg import"
WRONG = PatternFill("solid", fgColor="FFC7CE")

_NO_FILL = PatternFill()
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(bold=True)
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
#: What XML cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Stands between our words and a comment that was there before.
_LINE = "\n— — —\n"
#: Parts that Excel mends, XML that defusedxml refuses, damage in parts that are not read for an import.
_GIVES_UP = (
    *(ValueError, TypeError, LookupError, AttributeError, EOFError),
    *(ParseError, zipfile.BadZipFile, zlib.error),
)
_LONGEST_COMMENT = 2_000
_LONGEST_TEXT = 32_000
#: Excel keeps 15 digits.
_EXACT_BELOW = 10**15


def opened(path: Path) -> Book | None:
    """Open a workbook with everything that openpyxl keeps, or return None where it gives up."""
    try:
        with path.open("rb") as file:
            return openpyxl.load_workbook(file, rich_text=True)
    except _GIVES_UP:
        return None


def streaming() -> Book:
    """Return a new workbook whose rows are written as they come."""
    return openpyxl.Workbook(write_only=True)


def legal(text: str) -> str:
    """Return the text with a sign in place of what a workbook cannot hold, and short enough for a cell."""
    return _ILLEGAL.sub("\ufffd", text)[:_LONGEST_TEXT]


def text_cell(sheet: Worksheet, text: str, *, bold: bool = False) -> TextCell:
    """Return a cell that shows the text as it is, even where it looks like a formula."""
    cell = WriteOnlyCell(sheet, value=legal(text) or None)
    if text:
        cell.data_type = "s"
    cell.alignment = _WRAPPED
    if bold:
        cell.font = _BOLD
    return cell


def value_cell(sheet: Worksheet, value: Value) -> TextCell:
    """Return a cell with a value as it was read."""
    exact = not isinstance(value, int) or abs(value) < _EXACT_BELOW
    if value is None or (exact and not isinstance(value, str)):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=legal(str(value)) or None)
    cell.data_type = "s"
    return cell


def cell_at(sheet: Worksheet, address: str) -> TextCell | None:
    """Return the cell at an address; for one that is merged into another, that one."""
    if _ADDRESS.fullmatch(address) is None:
        return None
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        around = next(each for each in sheet.merged_cells.ranges if address in each)
        return sheet.cell(around.min_row, around.min_col)
    return cell


def mark_cell(cell: TextCell, findings: Sequence[Finding]) -> None:
    """Colour a cell and say in a comment what is wrong, before what the comment said already."""
    said = "\n\n".join(_said(each) for each in findings)[:_LONGEST_COMMENT]
    earlier = cell.comment.text if cell.comment is not None else ""
    comment = Comment(legal(said + (_LINE + earlier if earlier else "")), AUTHOR)
    comment.width, comment.height = 360, 40 + 20 * (said.count("\n") + len(said) // 50 + 1)
    cell.comment = comment
    cell.fill = WRONG


def unmark_cell(cell: TextCell) -> None:
    """Take our words and our colour from a cell."""
    if cell.comment is None or cell.comment.author != AUTHOR:
        return
    _, _, earlier = cell.comment.text.partition(_LINE)
    cell.comment = Comment(earlier, "") if earlier else None
    if cell.fill.fgColor.rgb == WRONG.fgColor.rgb:
        cell.fill = _NO_FILL


def _said(each: Finding) -> str:
    suggestion = f"→ {both(each.suggestion)}\n" if each.suggestion else ""
    return f"{each.message.vi}\n{suggestion}{each.message.en}"


def both(said: str | Words) -> str:
    """Return words in both languages, a plain text as it is."""
    return " · ".join(dict.fromkeys(said)) if isinstance(said, Words) else said


def lay_out(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Set the widths of the columns and keep the headings in sight."""
    for at, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJ"[at]].width = width
    sheet.freeze_panes = "A2"


def link(sheet: Worksheet, cell: TextCell, finding: Finding) -> None:
    """Make the address lead to its cell, in a sheet that is kept in memory."""
    book = sheet.parent
    if book.write_only or finding.sheet not in book.sheetnames or _ADDRESS.fullmatch(finding.address) is None:
        return
    quoted = finding.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{finding.address}")


def show_first(book: Book, sheet: Worksheet) -> None:
    """Open the workbook at this sheet and at no other, since what is typed goes into all that are selected."""
    if book.write_only:
        return
    for each in book.worksheets:
        each.sheet_view.tabSelected = False
    book.active = sheet
    sheet.sheet_view.tabSelected = True
