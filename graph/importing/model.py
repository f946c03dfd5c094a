"""What the parts of the table import hand to each other: cells, rows, sheets, and what is wrong at a cell.

>>> row = Row(7, {"Tên": Cell("Sơn La", "B7")})
>>> row.cells["Tên"].address
'B7'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.errors import Words

#: What a cell can hold; texts are trimmed and in NFC, and an empty text is None.
Value = str | int | float | bool | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value cannot be used: a short rule id, the reason, and what to write instead."""

    rule: str
    message: Words
    suggestion: str | Words = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at a cell of a file; an empty address means the sheet as a whole."""

    file: str
    sheet: str
    address: str
    value: str
    rule: str
    message: Words
    suggestion: str | Words = ""


class Cell(NamedTuple):
    """A value and where it stands: ``B7`` in workbooks and CSV, ``field (line 7)`` in JSON lines."""

    value: Value
    address: str


class Row(NamedTuple):
    """A row by its headings, with its 1-based number in the file (in a CSV the line it starts on)."""

    number: int
    cells: Mapping[str, Cell]
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings, its rows (read once, streaming), what is wrong with the headings, what to tell.

    A sheet that was left out (hidden, empty) has no headings; its notes say why.
    """

    name: str
    headings: tuple[str, ...]
    rows: Iterator[Row]
    problems: tuple[Finding, ...] = ()
    notes: tuple[Words, ...] = ()
    heading_row: int = 0
