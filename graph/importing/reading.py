"""Tables as offices keep them: XLSX, CSV and TSV, JSON lines, streamed with bounded memory.

What is wrong with the file as a whole raises UnreadableFile or BadInput, at the latest while the
rows are read; what is wrong at a cell comes with its row. The contents decide what a file is, and
its name only where contents do not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from graph.errors import BadInput, UnknownFormat, UnreadableFile, Words
from graph.importing.model import Sheet
from graph.importing.reading_json import read_json_lines
from graph.importing.reading_package import Package, is_workbook, readable
from graph.importing.reading_rows import Place, clean, tabulate
from graph.importing.reading_sheet import read_cells
from graph.importing.reading_text import read_delimited
from graph.importing.reading_workbook import Book, SheetPart, read_book

#: Added to marked copies; a corrected copy is read without it.
ERRORS_SHEET = "Lỗi – Errors"

_TEXTS: dict[str, Callable[[Path], Sheet]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".txt": read_delimited,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}
_BOOKS = (".xlsx", ".xlsm", ".xls")
#: What files of tables can be called.
ENDINGS = (".xlsx", ".xlsm", *_TEXTS)

_HIDDEN = Words("trang ẩn, bỏ qua; đọc bằng --sheet", "a hidden sheet, left out; read it with --sheet")
_OUR_ERRORS = Words("danh sách lỗi của lần nhập trước, bỏ qua", "the list of errors of an earlier import, left out")
_NOTHING = Words("không có bảng nào có tiêu đề cột và dữ liệu", "there is no table with headings and data in it")
_NO_SHEETS = Words("tệp văn bản không có trang: bỏ --sheet", "a text file has no sheets: leave --sheet out")


def read_tables(path: Path, *, sheet: str | None = None) -> Iterator[Sheet]:
    """Yield the tables of a file, for a workbook its visible sheets or the one that is named.

    Sheets that are left out come without headings and with a note why.
    """
    ending = path.suffix.lower()
    if ending not in (*_BOOKS, *_TEXTS):
        raise UnknownFormat(path.name, ENDINGS)
    if ending in _BOOKS or is_workbook(path):
        sheets = _workbook(path, sheet)
    elif sheet is not None:
        raise BadInput(Words(*(f"{path}: {said}" for said in _NO_SHEETS)))
    else:
        sheets = iter((_TEXTS[ending](path),))
    found = False
    for each in sheets:
        found = found or bool(each.headings)
        yield each
    if not found:
        raise UnreadableFile(str(path), _NOTHING)


def _workbook(path: Path, wanted: str | None) -> Iterator[Sheet]:
    with readable(path), Package(path) as package:
        book = read_book(package)
    for part in _chosen(path, book, wanted):
        reason = _left_out(part) if wanted is None else None
        if reason is not None:
            yield Sheet(part.name, (), iter(()), notes=(reason,))
        else:
            yield tabulate(Place(str(path), part.name), read_cells(path, book, part))


def _chosen(path: Path, book: Book, wanted: str | None) -> tuple[SheetPart, ...]:
    if wanted is None:
        return book.sheets
    chosen = tuple(each for each in book.sheets if each.name.casefold() == (clean(wanted) or "").casefold())
    if not chosen:
        raise BadInput(_no_sheet(path, wanted, ", ".join(each.name for each in book.sheets)))
    return chosen


def _left_out(part: SheetPart) -> Words | None:
    if part.name == ERRORS_SHEET:
        return _OUR_ERRORS
    return _HIDDEN if part.hidden else None


def _no_sheet(path: Path, name: str, known: str) -> Words:
    return Words(
        f'{path}: không có trang "{name}"; các trang: {known}',
        f'{path}: there is no sheet "{name}"; its sheets: {known}',
    )
