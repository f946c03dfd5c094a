"""A workbook made from the rows of a file, every value at the address it had, the wrong ones marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from graph.errors import Words
from graph.importing import workbooks
from graph.importing.model import Finding, Row, Sheet, Value
from graph.importing.reading import ERRORS_SHEET, read_tables
from graph.importing.reading_package import is_workbook
from graph.importing.reading_rows import column_number
from graph.importing.workbooks import Book, Worksheet

_LAST_ROW = 1_048_576
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_FIELD = re.compile(r"(.*) \(line (\d+)\)", re.DOTALL)

_CUT = Words(
    f"bản đánh dấu chỉ có các dòng đến dòng {_LAST_ROW:,}, giới hạn của Excel",
    f"the marked copy ends at row {_LAST_ROW:,}, where Excel ends",
)

#: Findings by row and by column, both counted from 1.
_Wrong = dict[int, dict[int, list[Finding]]]


def copy_rows(book: Book, path: Path, marks: Mapping[str, Mapping[str, list[Finding]]]) -> tuple[Words, ...]:
    """Add a sheet for each table of the file, of a workbook only those with mistakes; return what to tell."""
    whole = True
    for sheet in _tables(path, marks):
        title = _NOT_IN_TITLES.sub(" ", sheet.name or path.stem)[:_LONGEST_TITLE]
        target = book.create_sheet(title if title.strip() and title != ERRORS_SHEET else "1")
        whole = _Copy(target, sheet, marks.get(sheet.name, {})).written() and whole
    return () if whole else (_CUT,)


def _tables(path: Path, marks: Mapping[str, Mapping[str, list[Finding]]]) -> Iterator[Sheet]:
    if is_workbook(path):
        tables = chain.from_iterable(read_tables(path, sheet=name) for name in marks if name)
    else:
        tables = chain(read_tables(path))
    return (sheet for sheet in tables if sheet.headings)


class _Copy:
    """Writes one table row by row, with empty rows where the file has none."""

    def __init__(self, target: Worksheet, sheet: Sheet, marks: Mapping[str, list[Finding]]) -> None:
        first = next(sheet.rows, None)
        addresses = [cell.address for cell in first.cells.values()] if first else []
        #: Lines of JSON come without a line of headings, which takes the first row here.
        self._shift = 0 if sheet.heading_row else 1
        self._columns = self._placed(addresses, sheet.headings)
        self._target = target
        self._sheet = sheet
        self._rows: Iterator[Row] = chain([first] if first else [], sheet.rows)
        self._wrong = self._found(marks)
        self._next = 1

    @staticmethod
    def _placed(addresses: list[str], headings: tuple[str, ...]) -> dict[str, int]:
        found = [_CELL.fullmatch(address) for address in addresses]
        if found and all(found):
            return {heading: column_number(each[1]) for heading, each in zip(headings, found, strict=True) if each}
        return {heading: at for at, heading in enumerate(headings, 1)}

    def _found(self, marks: Mapping[str, list[Finding]]) -> _Wrong:
        wrong: _Wrong = {}
        for address, findings in marks.items():
            if cell := _CELL.fullmatch(address):
                wrong.setdefault(int(cell[2]), {})[column_number(cell[1])] = findings
            elif (field := _FIELD.fullmatch(address)) and field[1] in self._columns:
                wrong.setdefault(int(field[2]) + self._shift, {})[self._columns[field[1]]] = findings
        return wrong

    def written(self) -> bool:
        """Write everything; tell whether all rows had room."""
        headings: dict[int, Value] = {at: heading for heading, at in self._columns.items()}
        self._write(self._sheet.heading_row or 1, headings)
        for row in self._rows:
            number = row.number + self._shift
            if number > _LAST_ROW:
                return False
            self._write(number, {self._columns[name]: cell.value for name, cell in row.cells.items()})
        return True

    def _write(self, number: int, values: dict[int, Value]) -> None:
        while self._next < number:
            self._target.append([])
            self._next += 1
        self._next = number + 1
        wrong = self._wrong.get(number, {})
        row = []
        for at in range(1, max((*values, *wrong), default=0) + 1):
            findings = wrong.get(at)
            value = values.get(at)
            cell = workbooks.value_cell(self._target, findings[0].value if findings and value is None else value)
            if findings:
                workbooks.mark_cell(cell, findings)
            row.append(cell)
        self._target.append(row)
