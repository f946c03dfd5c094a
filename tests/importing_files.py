"""Files to read: texts and workbooks as programs write them, and workbooks made by hand."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest

from graph.errors import BadInput, KgError
from graph.importing.model import Finding, Row, Sheet, Value
from graph.importing.reading import read_tables

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADINGS = '<row r="1"><c r="A1" t="str"><v>Tỉnh</v></c><c r="B1" t="str"><v>Số</v></c></row>'


def only(path: Path, sheet: str | None = None) -> tuple[Sheet, list[Row]]:
    """Read a file that holds one table."""
    (table,) = read_tables(path, sheet=sheet)
    return table, list(table.rows)


def values(rows: list[Row]) -> list[dict[str, Value]]:
    return [{heading: cell.value for heading, cell in row.cells.items()} for row in rows]


def findings(table: Sheet, rows: list[Row]) -> list[tuple[str, str]]:
    every: list[Finding] = [*table.problems, *(finding for row in rows for finding in row.problems)]
    return [(finding.address, finding.rule) for finding in every]


def refusal(path: Path, sheet: str | None = None) -> KgError:
    """Return the error that reading a file to its end gives."""
    with pytest.raises(BadInput) as caught:
        for table in read_tables(path, sheet=sheet):
            for _ in table.rows:
                pass
    assert caught.value.say("vi") != caught.value.say("en")
    return caught.value


def text(tmp_path: Path, written: str | bytes, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    return path


def workbook(tmp_path: Path, *sheets: tuple[str, Sequence[Sequence[object]]], hidden: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def by_hand(
    tmp_path: Path, rows: str, *, after: str = "", strings: str = "", extra: dict[str, str] | None = None
) -> Path:
    """Write a workbook as XML, where openpyxl would not write what is tested."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Trang 1" sheetId="1" r:id="r0"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "/xl/sharedStrings.xml")),
        )
        archive.writestr("xl/sharedStrings.xml", strings or f'<sst xmlns="{MAIN}"/>')
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}">{each}</Relationships>'


# --- workbooks: values


def peak(path: Path, *, refused: bool = False) -> int:
    """Return the most memory that Python held while a file was read to its end."""
    tracemalloc.start()
    try:
        if refused:
            refusal(path)
        else:
            for table in read_tables(path):
                for _ in table.rows:
                    pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
