"""Delimited text: CSV as Excel, LibreOffice and databases write it, with its delimiter found out."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TextIO

from graph.errors import UnreadableFile, Words
from graph.importing.model import Sheet
from graph.importing.reading_encoding import LONGEST_LINE, TextFile, recognise
from graph.importing.reading_rows import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Place,
    RawRow,
    clean,
    column_letters,
    tabulate,
    too_long,
    too_many_columns,
)

DELIMITERS = (",", ";", "\t", "|")

_SAMPLE_RECORDS = 50
_SAMPLE_LINES = 500
#: A title may hold a comma; a line that is parted this often holds the headings.
_FEWEST_HEADINGS = 3
#: Excel's own way of naming the delimiter, in a line above the table.
_SEP = re.compile(r'"?sep=(\t|[^\w\s"])"?\s*', re.IGNORECASE)
_TOO_LONG_FIELD = "field larger"


def read_delimited(path: Path) -> Sheet:
    """Return the one table of a CSV or TSV file."""
    text = recognise(path)
    delimiter, skipped = _delimiter(text)
    place = Place(str(path), "")
    return tabulate(place, _records(text, place, delimiter, skipped), ragged=True, notes=text.notes)


def _delimiter(text: TextFile) -> tuple[str, int]:
    """Return the delimiter and how many lines stand above the table only to name it."""
    with text.open() as stream:
        sample = list(islice(text.lines(stream), _SAMPLE_LINES))
    if named := _SEP.fullmatch(sample[0]) if sample else None:
        return named[1], 1
    return max(DELIMITERS, key=lambda each: (_in_headings(sample, each), _consistency(sample, each))), 0


def _in_headings(sample: list[str], delimiter: str) -> int:
    """Return how many values the delimiter makes of the first line that has several, if it parts most others too.

    Values may hold other delimiters, and rows may be ragged, but the headings are whole.
    """
    with suppress(csv.Error):
        records = [len(record) for record in csv.reader(sample, delimiter=delimiter) if any(record)]
        if 2 * sum(width > 1 for width in records) > len(records):
            return next((width for width in records if width >= _FEWEST_HEADINGS), 0)
    return 0


def _consistency(sample: list[str], delimiter: str) -> tuple[float, int]:
    """Return which share of the records has the most frequent number of values, and that number."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        records = (record for record in csv.reader(sample, delimiter=delimiter) if any(record))
        widths.update(len(record) for record in islice(records, _SAMPLE_RECORDS))
    if not widths:
        return 0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (times / widths.total(), width) if width > 1 else (0, 0)


def _records(text: TextFile, place: Place, delimiter: str, skipped: int) -> Iterator[RawRow]:
    with text.open() as stream:
        lines = _Lines(text, stream)
        for _ in islice(lines, skipped):
            lines.forget()
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            number = lines.number + 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _broken(place.file, number, lines.remembered, delimiter, error) from error
            lines.forget()
            values = [clean(value) if value else None for value in record]
            if any(values):
                _check(place.file, number, record, values)
                yield RawRow(number, [*values])


def _check(file: str, number: int, record: list[str], values: list[str | None]) -> None:
    if len(values) > MOST_COLUMNS and any(values[MOST_COLUMNS:]):
        at = next(at for at, value in enumerate(values) if at >= MOST_COLUMNS and value)
        raise UnreadableFile(f"{file}:{number}", too_many_columns(f"{column_letters(at)}{number}"))
    if sum(map(len, record)) > LONGEST_CELL:
        for at, value in enumerate(record):
            if len(value) > LONGEST_CELL:
                raise UnreadableFile(f"{file}:{number}", too_long(f"{column_letters(at)}{number}"))


class _Lines:
    """Counts the lines that the CSV reader takes and remembers those of the record at hand."""

    def __init__(self, text: TextFile, stream: TextIO) -> None:
        self._lines = text.lines(stream)
        self._length = 0
        self.number = 0
        self.remembered: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.remembered.append(line)
        self._length += len(line)
        if self._length > LONGEST_LINE:
            raise csv.Error(_TOO_LONG_FIELD)
        return line

    def forget(self) -> None:
        self.remembered.clear()
        self._length = 0


def _broken(file: str, number: int, lines: list[str], delimiter: str, error: csv.Error) -> UnreadableFile:
    """Say where the quote was opened that swallowed what follows."""
    opened, closed_early = _last_quote(lines, delimiter)
    if opened is None:
        return UnreadableFile(f"{file}:{number}", str(error))
    line = number + opened
    return UnreadableFile(f"{file}:{line}", _after_quote(line) if closed_early else _unclosed(line))


def _last_quote(lines: list[str], delimiter: str) -> tuple[int | None, bool]:
    """Return on which line the quote opened that ends wrongly, and whether text follows its end."""
    opened: int | None = None
    inside = closed = False
    before = delimiter
    for at, line in enumerate(lines):
        for char in line:
            if char == '"' and inside:
                inside, closed = False, True
            elif char == '"' and closed:
                inside, closed = True, False  # a doubled quote
            elif char == '"' and before in (delimiter, "\n", "\r"):
                inside, opened = True, at
            elif closed and char not in (delimiter, "\n", "\r"):
                return opened, True
            else:
                closed = False
            before = char
    return opened, False


def _unclosed(line: int) -> Words:
    return Words(
        f"dấu ngoặc kép mở ở dòng {line} không được đóng",
        f"the quote opened on line {line} is never closed",
    )


def _after_quote(line: int) -> Words:
    return Words(
        f'dấu ngoặc kép mở ở dòng {line} không được đóng đúng chỗ: sau nó còn chữ; viết "" cho dấu ngoặc kép trong ô',
        f'the quote opened on line {line} is not closed where the value ends; write "" for a quote within a value',
    )
