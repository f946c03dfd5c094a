"""Rows of named columns, and how they are written: table, CSV, TSV, JSON, Markdown.

``csv-bom`` is for spreadsheets: it begins with a byte order mark, and no cell is a formula.

>>> table = Table({"name": "Tên", "n": "Số"}, [{"name": "Sơn La", "n": 9}])
>>> print(write(table, "table"), end="")
Tên    │ Số
───────┼───
Sơn La │ 9
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import UnknownFormat
from graph.markdown import escaped
from graph.namespaces import compact
from graph.terminal import harmless

if TYPE_CHECKING:
    from pathlib import Path

Value = str | int | float | bool | None
#: Stands between the values of a list in one cell.
SEPARATOR = "; "
FORMATS = ("table", "csv", "csv-bom", "tsv", "json", "md")

_BOM = "\ufeff"
#: What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Longer words (addresses, identifiers) are cut rather than widening their column.
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Table:
    """Column keys with their headings, and rows by key.

    ``notes`` are said beside the answer. Cells of ``lists`` hold several values, joined by
    SEPARATOR. People see the columns ``shown``, programs see all.
    """

    columns: Mapping[str, str]
    rows: list[dict[str, Value]]
    notes: list[str] = field(default_factory=list)
    lists: frozenset[str] = frozenset()
    shown: tuple[str, ...] = ()

    def filled(self) -> list[str]:
        """Return the columns for people that are not empty in every row; notes say it better than bare headings."""
        shown = list(self.shown or self.columns)
        if not self.rows:
            return [] if self.notes else shown
        return [key for key in shown if any(row.get(key) not in (None, "") for row in self.rows)]

    def lines(self, row: Mapping[str, Value], key: str) -> str:
        """Return a cell as text for people, one value of a list per line."""
        value = row.get(key)
        text = "" if value is None else _number(value) if isinstance(value, (int, float)) else value
        text = text.replace(SEPARATOR, "\n") if key in self.lists else compact(text) or text
        return harmless(text, keep="\n")


def format_of(output: Path | None) -> str:
    """Return the format that a file's name asks for: a table for none and for ``.txt``; raise UnknownFormat.

    >>> from pathlib import Path
    >>> format_of(Path("partners.csv")), format_of(None)
    ('csv', 'table')
    """
    ending = output.suffix.lstrip(".").lower() if output else ""
    if ending in ("", "txt"):
        return "table"
    if ending not in FORMATS:
        raise UnknownFormat(ending, FORMATS)
    return ending


def write(table: Table, format: str, *, width: int = 0) -> str:
    """Return the table as text; ``width`` is the terminal's, 0 for no limit."""
    if format == "table":
        return _grid(table, width)
    if format in ("csv", "tsv"):
        return _delimited(table, "," if format == "csv" else "\t")
    if format == "csv-bom":
        return _BOM + _delimited(_without_formulas(table), ",")
    if format == "json":
        import json  # noqa: PLC0415 - most answers are tables

        return json.dumps(table.rows, ensure_ascii=False, indent=2) + "\n"
    if format == "md":
        return _markdown(table)
    raise UnknownFormat(format, FORMATS)


def _number(value: float) -> str:
    """Return a number with its thousands apart; a narrow space reads alike in Vietnamese and English."""
    return str(value) if isinstance(value, bool) else f"{value:,}".replace(",", "\u202f")


def _grid(table: Table, width: int) -> str:
    """Draw columns; long cells are wrapped."""
    shown = table.filled()
    if not shown:
        return ""
    cells = [[table.columns[key] for key in shown]] + [[table.lines(row, key) for key in shown] for row in table.rows]
    whole = {at for at, key in enumerate(shown) if any(isinstance(row.get(key), (int, float)) for row in table.rows)}
    longest = [max(_breadth(line) for row in cells for line in row[at].split("\n")) for at in range(len(shown))]
    words = [max(_breadth(word) for row in cells for word in row[at].split() or [""]) for at in range(len(shown))]
    narrowest = [longest[at] if at in whole else min(words[at], _LONGEST_WORD) for at in range(len(shown))]
    if width and sum(narrowest) + 3 * (len(shown) - 1) > width:
        return _records(cells)
    widths = _fit(longest, width, narrowest)
    lines = []
    for number, row in enumerate(cells):
        lines += _wrapped(row, widths)
        if number == 0:
            lines.append("─┼─".join("─" * size for size in widths))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _records(cells: list[list[str]]) -> str:
    """Write one block per row, where the columns do not fit beside each other."""
    headings, *rows = cells
    blocks = []
    for row in rows:
        filled = [(heading, cell) for heading, cell in zip(headings, row, strict=True) if cell]
        blocks.append("".join(f"{heading}: {cell.replace(chr(10), SEPARATOR)}\n" for heading, cell in filled))
    return "\n".join(blocks)


def _fit(widths: list[int], total: int, narrowest: list[int]) -> list[int]:
    """Narrow the widest columns until the row fits; words and numbers are not cut."""
    room = total - 3 * (len(widths) - 1)
    while total and sum(widths) > room:
        loose = [at for at in range(len(widths)) if widths[at] > narrowest[at]]
        if not loose:
            break
        widths[max(loose, key=lambda at: widths[at])] -= 1
    return widths


def _wrapped(row: list[str], widths: list[int]) -> list[str]:
    columns = [_wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(len(column) for column in columns)
    lines = []
    for at in range(height):
        parts = [column[at] if at < len(column) else "" for column in columns]
        lines.append(" │ ".join(part + " " * (size - _breadth(part)) for part, size in zip(parts, widths, strict=True)))
    return lines


def _wrap(cell: str, size: int) -> list[str]:
    lines: list[str] = []
    for part in cell.split("\n"):
        lines += textwrap.wrap(part, size) or [""]
    return lines


def _breadth(text: str) -> int:
    """Return the columns a text takes on a terminal: combining marks none, wide letters two."""
    marks = sum(1 for char in text if unicodedata.category(char) in ("Mn", "Me"))
    wide = sum(1 for char in text if unicodedata.east_asian_width(char) in "WF")
    return len(text) - marks + wide


def _delimited(table: Table, delimiter: str) -> str:
    import csv  # noqa: PLC0415 - most answers are tables
    import io  # noqa: PLC0415

    def line(cells: Iterable[Value]) -> str:
        out = io.StringIO()
        # Python quotes a carriage return only where it stands in the line end (before 3.13).
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
        return out.getvalue().removesuffix("\r\n") + "\n"

    return line(table.columns) + "".join(line(row.get(key) for key in table.columns) for row in table.rows)


def _without_formulas(table: Table) -> Table:
    """Put an apostrophe before texts that a spreadsheet would run, as OWASP's "CSV Injection" advises."""

    def harmless_cell(value: Value) -> Value:
        return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

    safe = [{key: harmless_cell(value) for key, value in row.items()} for row in table.rows]
    return Table(table.columns, safe, table.notes, table.lists, table.shown)


def _markdown(table: Table) -> str:
    shown = table.filled()
    if not shown:
        return ""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    def cell(text: str) -> str:
        return "<br>".join(map(escaped, text.split("\n")))

    head = line(cell(table.columns[key]) for key in shown) + line("---" for _ in shown)
    return head + "".join(line(cell(table.lines(row, key)) for key in shown) for row in table.rows)
