"""A copy of a workbook with everything it holds, in which the wrong cells are marked.

The copy is made in memory by openpyxl, which makes an object per cell and spells out ranges; what
would grow beyond bounds there is not copied in this way.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from pathlib import Path

from graph.errors import UnreadableFile, Words
from graph.importing import workbooks
from graph.importing.model import Finding
from graph.importing.reading import ERRORS_SHEET
from graph.importing.reading_package import Package, readable, xml_parser
from graph.importing.reading_rows import clean, column_number
from graph.importing.workbooks import Book

#: Unpacked bytes up to which a workbook is copied; openpyxl takes some twenty times as much memory.
LARGEST_COPY = 10_000_000
#: Cells in all ranges that openpyxl would spell out.
MOST_SPELLED_OUT = 200_000

_SPELLED_OUT = {"mergeCell", "hyperlink", "comment"}
#: How parts are called that are looked through, and kinds of part that must be called so.
_XML = (".xml", ".rels")
_COUNTED = ("/worksheet", "/comments")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
#: Parts of a workbook that do not survive a copy, or not whole.
_LOST = ("xl/media/", "xl/charts/", "xl/drawings/drawing", "xl/pivot", "xl/slicers", "xl/ctrlProps", "xl/vbaProject")

_PARTLY = Words(
    "bản đánh dấu có thể thiếu hình, biểu đồ, macro hoặc danh sách chọn của bảng gốc; bảng gốc giữ nguyên",
    "the marked copy may lack pictures, charts, macros or drop-downs of the original, which is unchanged",
)


def copy_workbook(
    path: Path, marks: Mapping[str, Mapping[str, list[Finding]]]
) -> tuple[Book | None, tuple[Words, ...]]:
    """Return the marked workbook and what it may lack, or None where it cannot be copied whole."""
    try:
        with readable(path), Package(path) as package:
            grows = _grows(package)
            lacking = any(name.startswith(_LOST) for name in package.names())
    except UnreadableFile:
        return None, ()  # damage in parts that an import does not read
    if grows:
        return None, ()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        book = workbooks.opened(path)
    if book is None:
        return None, ()
    if ERRORS_SHEET in book.sheetnames:
        _unmark(book)
    for sheet in book.worksheets:
        for address, findings in marks.get(clean(sheet.title) or "", {}).items():
            if cell := workbooks.cell_at(sheet, address):
                workbooks.mark_cell(cell, findings)
    return book, (_PARTLY,) if lacking or warned else ()


def _grows(package: Package) -> bool:
    """Tell whether openpyxl would need far more memory for a workbook than its size suggests."""
    parts = [name for name in package.names() if name.endswith(_XML)]
    if sum(map(package.size, package.names())) > LARGEST_COPY:
        return True
    counted = 0

    def count(name: str, attributes: dict[str, str]) -> None:
        nonlocal counted
        kind = name.rpartition(":")[2]
        if kind in _SPELLED_OUT:
            counted += _cells(attributes.get("ref", ""))
        elif kind == "Relationship" and attributes.get("Type", "").endswith(_COUNTED):
            counted += 0 if attributes.get("Target", "").endswith(_XML) else MOST_SPELLED_OUT + 1

    for part in parts:
        parser = xml_parser()
        parser.StartElementHandler = count
        for _ in package.feed(part, parser):
            pass
    return counted > MOST_SPELLED_OUT


def _cells(reference: str) -> int:
    """Return how many cells a reference spans; whole rows and columns count as too many.

    >>> _cells("B2"), _cells("A1:C2"), _cells("A:A") > MOST_SPELLED_OUT
    (1, 6, True)
    """
    if ":" not in reference:
        return 1
    found = _RANGE.fullmatch(reference)
    if found is None:
        return MOST_SPELLED_OUT + 1
    left, top, right, bottom = found.groups()
    wide = abs(column_number(right) - column_number(left)) + 1
    return wide * (abs(int(bottom) - int(top)) + 1)


def _unmark(book: Book) -> None:
    """Take away what an earlier import marked in a copy that has been corrected since."""
    listed = book[ERRORS_SHEET]
    titles = {clean(sheet.title): sheet for sheet in book.worksheets}
    marked = set(listed.iter_rows(min_row=2, max_row=max(listed.max_row, 2), max_col=2, values_only=True))
    for title, address in marked:
        sheet = titles.get(str(title))
        cell = workbooks.cell_at(sheet, str(address)) if sheet is not None else None
        if cell is not None:
            workbooks.unmark_cell(cell)
    book.remove(listed)
