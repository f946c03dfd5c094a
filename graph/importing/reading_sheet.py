"""The cells of one sheet of a workbook, row by row, as they are parsed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from graph.errors import UnreadableFile, Words
from graph.importing.merging import Merges
from graph.importing.model import Value
from graph.importing.reading_package import Package, readable, xml_parser
from graph.importing.reading_rows import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Place,
    RawRow,
    clean,
    column_letters,
    column_number,
    too_long,
    too_many_columns,
)
from graph.importing.reading_workbook import Book, SheetPart, unescaped

_LAST_ROW = 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LONGEST_NUMBER = 400
#: Above every finite float.
_INFINITE = float("inf")

_NO_VALUE = Words(
    "công thức chưa có kết quả: mở tệp bằng Excel rồi lưu lại, hoặc ghi giá trị thay công thức",
    "the formula has no stored result: open the file in Excel and save it, or write the value instead",
)
_ERROR = Words("ô báo lỗi của Excel", "the cell holds an Excel error")
_NO_DATE = Words("số này không phải là ngày mà Excel hiểu được", "this number is no date that Excel knows")
_NO_NUMBER = Words("không phải là số", "this is no number")


def read_cells(path: Path, book: Book, sheet: SheetPart) -> Iterator[RawRow]:
    """Yield the rows of a sheet that hold anything; memory does not grow with the sheet."""
    place = Place(str(path), sheet.name)
    with readable(path), Package(path) as package:
        merges = Merges.of(package, sheet.part, place)
        reader = _Cells(book, place)
        for _ in package.feed(sheet.part, reader.parser):
            for row in reader.taken():
                row.problems += merges.problems(row)
                yield row
        for row in reader.taken():
            row.problems += merges.problems(row)
            yield row


class _Cells:
    """Hears what the XML parser says of a sheet and puts rows together."""

    def __init__(self, book: Book, place: Place) -> None:
        self.parser = xml_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._book = book
        self._place = place
        self._rows: list[RawRow] = []
        self._row = RawRow(0, [])
        self._columns: dict[str, int] = {}
        self._column = -1
        self._type = "n"
        self._style = 0
        #: Texts of the elements within a cell: v, f, t.
        self._texts: dict[str, str] = {}
        self._into: str | None = None
        self._phonetic = False
        self._in_data = False

    def taken(self) -> list[RawRow]:
        """Return the rows that are complete and forget them."""
        rows, self._rows = self._rows, []
        return rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._column = self._position(attributes.get("r"))
            self._type = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._texts = {}
        elif name in {"v", "f", "t"}:
            self._into = None if self._phonetic else name
            self._texts.setdefault(name, "")
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "rPh":
            self._phonetic = True
        elif name == "sheetData":
            self._in_data = True

    def _text(self, text: str) -> None:
        if self._into is not None and self._in_data:
            whole = self._texts[self._into] + text
            if len(whole) > LONGEST_CELL:
                raise UnreadableFile(self._place.file, too_long(self._address()))
            self._texts[self._into] = whole

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in {"v", "f", "t"}:
            self._into = None
        elif name == "c":
            self._end_cell()
        elif name == "row":
            if self._row.problems or self._row.values:
                self._rows.append(self._row)
        elif name == "rPh":
            self._phonetic = False
        elif name == "sheetData":
            self._in_data = False

    def _begin_row(self, reference: str | None) -> None:
        number = int(reference) if reference else self._row.number + 1
        if not self._row.number < number <= _LAST_ROW:
            raise ValueError(f"row {number} after row {self._row.number}")
        self._row = RawRow(number, [])
        self._column = -1

    def _position(self, reference: str | None) -> int:
        """Return the column of a cell, which without a reference is the next one."""
        if reference is None:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        at = self._columns.get(letters)
        if at is None:
            if _REFERENCE.fullmatch(reference) is None:
                raise ValueError(f"cell {reference[:20]}")
            self._columns[letters] = at = column_number(letters) - 1
        return at

    def _address(self) -> str:
        return f"{column_letters(self._column)}{self._row.number}"

    def _end_cell(self) -> None:
        if not self._texts or not self._in_data:
            return  # a format without content
        value = self._value()
        if value is None:
            return
        if self._column >= MOST_COLUMNS:
            raise UnreadableFile(self._place.file, too_many_columns(self._address()))
        values = self._row.values
        missing = self._column - len(values)
        if missing == 0:
            values.append(value)
        else:
            values.extend([None] * (missing + 1))
            values[self._column] = value

    def _value(self) -> Value:
        if self._type == "inlineStr":
            return clean(unescaped(self._texts.get("t", "")))
        text = self._texts.get("v", "")
        if not text:
            if "f" in self._texts and self._type != "str":
                self._problem(f"={self._texts['f']}", "formula-without-value", _NO_VALUE)
            return None
        if self._type == "n":
            return self._number(text)
        return _TYPES.get(self._type, _Cells._unknown)(self, text)

    def _number(self, text: str) -> Value:
        try:
            whole = text.lstrip("-").isdigit() and len(text) <= _LONGEST_NUMBER
            number = int(text) if whole else float(text)
        except ValueError:
            number = _INFINITE
        if not -_INFINITE < number < _INFINITE:
            self._problem(text, "bad-number", _NO_NUMBER)
            return None
        if self._style not in self._book.date_styles:
            return number
        moment = self._book.date(number)
        if moment is None:
            self._problem(text, "bad-date", _NO_DATE)
        return moment

    def _shared(self, text: str) -> Value:
        at = int(text)
        if at < 0:
            raise IndexError(f"shared text {at}")
        return self._book.strings[at]

    def _formula_text(self, text: str) -> Value:
        return clean(unescaped(text))

    def _boolean(self, text: str) -> Value:
        return text.strip() in {"1", "true"}

    def _error(self, text: str) -> None:
        self._problem(text, "error-value", _ERROR)

    def _iso_date(self, text: str) -> Value:
        try:
            return dt.datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            self._problem(text, "bad-date", _NO_DATE)
            return None

    def _unknown(self, text: str) -> Value:
        raise ValueError(f"cell type {self._type[:20]} of {text[:20]}")

    def _problem(self, value: str, rule: str, message: Words) -> None:
        if self._column >= MOST_COLUMNS:
            raise UnreadableFile(self._place.file, too_many_columns(self._address()))
        if len(self._row.problems) <= MOST_COLUMNS:
            self._row.problems.append(self._place.finding(self._address(), value, rule, message))


_TYPES: dict[str, Callable[[_Cells, str], Value]] = {
    "s": _Cells._shared,
    "str": _Cells._formula_text,
    "b": _Cells._boolean,
    "e": _Cells._error,
    "d": _Cells._iso_date,
}
