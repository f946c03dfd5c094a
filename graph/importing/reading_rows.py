"""From raw rows to a table: where the headings are, which value belongs to which, what does not fit.

Offices put a letterhead and a title above their tables, so the headings are sought: the first row
that is at least half as wide as the table and holds only texts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from graph.errors import UnreadableFile, Words
from graph.importing.model import Cell, Finding, Row, Sheet, Value
from graph.names import nfc
from graph.tables import SEPARATOR

MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
#: Characters in a cell; Excel itself ends at 32,767.
LONGEST_CELL = 100_000
#: Rows among which the headings are sought.
_LOOKED_THROUGH = 30

_NUMERIC = re.compile(r"[-+]?[\d.,\s]*\d[\d.,\s]*%?")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORT = 60
_ZERO_WIDTH = "\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Place:
    """The file and sheet that findings name."""

    file: str
    sheet: str

    def finding(self, address: str, value: object, rule: str, message: Words, suggestion: str = "") -> Finding:
        """Return a finding at a cell of this sheet."""
        return Finding(self.file, self.sheet, address, shown(value), rule, message, suggestion)


@dataclass(slots=True)
class RawRow:
    """A row as it stands in the file: values from column A on, before anyone knows the headings."""

    number: int
    values: list[Value]
    problems: list[Finding] = field(default_factory=list)

    def filled(self) -> int:
        """Return how many cells hold something."""
        return sum(value is not None for value in self.values)


@lru_cache(maxsize=2 * MOST_COLUMNS)
def column_letters(at: int) -> str:
    """Return the letters of a column counted from 0.

    >>> column_letters(0), column_letters(27), column_letters(16383)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while at >= 0:
        letters = _ALPHABET[at % 26] + letters
        at = at // 26 - 1
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def clean(text: str) -> str | None:
    r"""Return the text in NFC, without blanks around it and with plain line ends; None for nothing.

    >>> clean("\u00a0So\u031bn La "), clean(" \u200b")
    ('Sơn La', None)
    """
    return _clean_short(text) if len(text) <= _SHORT else _clean(text)


def _clean(text: str) -> str | None:
    text = text.strip()
    if not text.isascii():
        text = nfc(text.strip(_ZERO_WIDTH).strip())
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text or None


#: The same names and words fill most columns: remembered, they cost a tenth and are held once.
_clean_short = lru_cache(maxsize=4096)(_clean)


def shown(value: object) -> str:
    """Return a value as a person would write it, cut short where it is long.

    >>> shown(None), shown(2.5), shown("a" * 300)[-1]
    ('', '2.5', '…')
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    text = str(value)
    return text if len(text) <= 200 else text[:199] + "…"  # noqa: PLR2004 - a line or two in a table


def tabulate(place: Place, rows: Iterator[RawRow], *, ragged: bool = False, notes: tuple[Words, ...] = ()) -> Sheet:
    """Return the table in the rows; with ``ragged`` a row shorter or longer than the headings is a mistake.

    A sheet without any value or without headings comes back without headings, and a note says so.
    """
    from graph.importing.reading_headings import heading_row  # noqa: PLC0415 - it needs the rows of this module

    first = [row for _, row in zip(range(_LOOKED_THROUGH), rows, strict=False)]
    if not first:
        return Sheet(place.sheet, (), iter(()), notes=(*notes, _EMPTY))
    at = _heading_position(first)
    if at is None:
        return Sheet(place.sheet, (), iter(()), notes=(*notes, _NO_HEADINGS))
    at, row = heading_row(place, first, at)
    headings, doubled = _headings(place, row)
    table = _Table(place, headings, len(headings) if ragged else None)
    counted = _at_most(place.file, chain(first[at + 1 :], rows))
    return Sheet(
        place.sheet,
        tuple(heading for heading in headings if heading is not None),
        map(table.row, counted),
        (*row.problems, *doubled),
        notes,
        row.number,
    )


def _heading_position(rows: list[RawRow]) -> int | None:
    widest = max(row.filled() for row in rows)
    needed = max(min(2, widest), (widest + 1) // 2)
    for at, row in enumerate(rows):
        if row.filled() >= needed and all(value is None or is_words(value) for value in row.values):
            return at
    return None


def is_words(value: Value) -> bool:
    """Tell whether a value can be a heading: a text that is no number."""
    return isinstance(value, str) and _NUMERIC.fullmatch(value) is None


def _headings(place: Place, row: RawRow) -> tuple[list[str | None], list[Finding]]:
    """Return a heading or None per column, each once, and what is wrong with them."""
    headings: list[str | None] = []
    findings = []
    for at, value in enumerate(row.values):
        written = " ".join(str(value).split()) if value is not None else None
        heading = written
        times = 1
        while heading is not None and heading in headings:
            times += 1
            heading = f"{written} ({times})"
        if heading != written:
            findings.append(
                place.finding(
                    f"{column_letters(at)}{row.number}", written, "duplicate-heading", _DOUBLED, heading or ""
                )
            )
        headings.append(heading)
    while headings and headings[-1] is None:
        headings.pop()
    return headings, findings


class _Table:
    """Puts values under their headings."""

    def __init__(self, place: Place, headings: list[str | None], expected: int | None) -> None:
        self._place = place
        self._width = len(headings)
        self._columns = [
            (heading, at, column_letters(at)) for at, heading in enumerate(headings) if heading is not None
        ]
        #: Columns without heading in which no value has been found yet.
        self._nameless = {at for at in range(MOST_COLUMNS) if at >= self._width or headings[at] is None}
        self._named = len(self._columns) == self._width
        self._expected = expected

    def row(self, raw: RawRow) -> Row:
        number, values = raw.number, raw.values
        problems = raw.problems
        found = len(values)
        if found != self._width or not self._named:
            problems = [*problems, *self._misplaced(raw, found)]
            values = values + [None] * (self._width - found)
        cells = {heading: Cell(values[at], f"{letters}{number}") for heading, at, letters in self._columns}
        return Row(number, cells, tuple(problems))

    def _misplaced(self, raw: RawRow, found: int) -> Iterator[Finding]:
        """Yield a finding for a row of another length, and one for the first value in each column without heading."""
        while found > self._width and raw.values[found - 1] is None:
            found -= 1
        if self._expected is not None and found != self._expected:
            address = f"{column_letters(min(found, self._expected))}{raw.number}"
            surplus = SEPARATOR.join(shown(value) for value in raw.values[self._expected : found] if value is not None)
            yield self._place.finding(address, surplus, "ragged-row", _ragged(self._expected, found))
            found = min(found, self._width)
        for at in range(found):
            if at in self._nameless and raw.values[at] is not None:
                self._nameless.discard(at)
                yield self._place.finding(
                    f"{column_letters(at)}{raw.number}", raw.values[at], "value-without-heading", _NAMELESS
                )


def _at_most(file: str, rows: Iterator[RawRow]) -> Iterator[RawRow]:
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise UnreadableFile(file, too_many_rows(row.number))
        yield row


def too_many_rows(number: int) -> Words:
    """Return what is said at the first row beyond the limit."""
    return Words(
        f"có hơn {MOST_ROWS:,} dòng (vượt ở dòng {number}); hãy chia thành nhiều tệp",
        f"it has more than {MOST_ROWS:,} rows (passed at row {number}); split it into several files",
    )


def too_many_columns(address: str) -> Words:
    """Return what is said at the first cell beyond the limit."""
    return Words(
        f"ô {address} nằm ngoài {MOST_COLUMNS} cột đầu; hãy xóa nội dung ở bên phải bảng",
        f"cell {address} lies beyond the first {MOST_COLUMNS} columns; delete what stands to the right of the table",
    )


def too_long(address: str) -> Words:
    """Return what is said of a cell that holds a book."""
    return Words(
        f"{address} có hơn {LONGEST_CELL:,} ký tự",
        f"{address} has more than {LONGEST_CELL:,} characters",
    )


def _ragged(expected: int, found: int) -> Words:
    return Words(
        f"dòng có {found} giá trị, tiêu đề có {expected} cột: kiểm tra dấu phân cách và dấu ngoặc kép",
        f"the row has {found} values, the headings are {expected}: check separators and quotes",
    )


_EMPTY = Words("không có dữ liệu", "there is nothing in it")
_NO_HEADINGS = Words(
    f"không thấy dòng tiêu đề cột trong {_LOOKED_THROUGH} dòng đầu",
    f"no row of column headings among the first {_LOOKED_THROUGH} rows",
)
_DOUBLED = Words("tiêu đề cột này đã có ở bên trái", "this heading stands further left already")
_NAMELESS = Words(
    "giá trị ở cột không có tiêu đề: hãy ghi tiêu đề hoặc xóa giá trị",
    "a value in a column without a heading: write the heading or delete the value",
)
