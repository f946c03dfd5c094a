"""Read the reference tables: tab-separated, one heading line, ``#`` comments, no quoting."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from graph.errors import UnreadableFile
from graph.reference.rows import Row


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Return the rows of a table that has all required columns and none that is unknown."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(str(path), f"is not UTF-8 at byte {error.start}") from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line and not line.startswith("#")]
    if not lines:
        raise UnreadableFile(str(path), "has no heading line")
    (number, heading), *body = lines
    columns = heading.split("\t")
    _check_columns(Row(str(path), number, {}), columns, required, optional)
    return [_row(str(path), number, line, columns) for number, line in body]


def _check_columns(head: Row, columns: Sequence[str], required: Sequence[str], optional: Sequence[str]) -> None:
    missing = [name for name in required if name not in columns]
    unknown = [name for name in columns if name not in {*required, *optional}]
    if missing:
        raise head.error(f"columns are missing: {', '.join(missing)}")
    if unknown:
        raise head.error(f"columns are not known: {', '.join(unknown)}")


def _row(path: str, number: int, line: str, columns: Sequence[str]) -> Row:
    row = Row(path, number, dict(zip(columns, line.split("\t"), strict=False)))
    found = line.count("\t") + 1
    if found != len(columns):
        raise row.error(f"{found} cells under {len(columns)} columns")
    if not unicodedata.is_normalized("NFC", line):
        raise row.error("text is not in Unicode normal form C")
    if any(cell != cell.strip() for cell in row.cells.values()):
        raise row.error("a cell begins or ends with a space")
    return row


def by_key(rows: Sequence[Row], column: str) -> dict[str, Row]:
    """Return the rows by a cell that must differ in each."""
    found: dict[str, Row] = {}
    for row in rows:
        key = row.need(column)
        if key in found:
            raise row.error(f'"{key}" stands in line {found[key].line} already')
        found[key] = row
    return found
