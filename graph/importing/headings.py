"""Find out what the headings of a table mean: which kind of table it is, which column each one names."""

from __future__ import annotations

from pathlib import Path

from graph.errors import BadInput, Words
from graph.importing.mapping import Column, TableMapping
from graph.importing.mapping_files import mapping_names, shipped_mapping
from graph.importing.model import Finding, Sheet

_NO_KIND = Words(
    "{file}: các tiêu đề không khớp loại bảng nào; chỉ rõ loại bằng --kind hoặc --mapping{or_sheet}",
    "{file}: the headings fit no kind of table; name the kind with --kind or --mapping{or_sheet}",
)
_OR_SHEET = Words(
    ", hoặc chỉ nhập trang cần thiết bằng --sheet TRANG", ", or import the sheet you mean with --sheet NAME"
)
_NO_COLUMN = Words("thiếu cột bắt buộc", "a required column is missing")
_EXTRA = Words('{file}, {sheet}: cột "{heading}" không dùng đến', '{file}, {sheet}: column "{heading}" is not used')
_MANY = Words('hai cột cùng nghĩa "{heading}"', 'two columns mean "{heading}"')


def guess(path: Path, sheet: Sheet) -> TableMapping:
    """Return the shipped kind that the headings fit best; all its required columns must be there."""
    best: tuple[int, TableMapping] | None = None
    for name in mapping_names():
        mapping = shipped_mapping(name)
        known = {column.key for heading in sheet.headings if (column := mapping.column(heading))}
        needed = {column.key for column in mapping.columns if column.required}
        if needed <= known and (best is None or len(known) > best[0]):
            best = (len(known), mapping)
    if best is None:
        raise BadInput(_no_kind(path, sheet.name))
    return best[1]


def _no_kind(path: Path, sheet: str) -> Words:
    file = f'{path}, "{sheet}"' if sheet else str(path)
    both = zip(_NO_KIND, _OR_SHEET, strict=True)
    return Words(*(said.format(file=file, or_sheet=more if sheet else "") for said, more in both))


def meanings(path: Path, sheet: Sheet, mapping: TableMapping) -> tuple[dict[str, Column], list[Finding], list[Words]]:
    """Return what each heading means, what is wrong with the headings, and which ones mean nothing."""
    columns: dict[str, Column] = {}
    findings: list[Finding] = []
    notes: list[Words] = []
    for heading in sheet.headings:
        column = mapping.column(heading)
        if column is None and heading in mapping.beside:
            continue
        if column is None:
            notes.append(Words(*(said.format(file=path, sheet=sheet.name, heading=heading) for said in _EXTRA)))
        elif column in columns.values():
            said = Words(*(text.format(heading=heading) for text in _MANY))
            findings.append(Finding(str(path), sheet.name, "", heading, "double-column", said))
        else:
            columns[heading] = column
    findings += [
        Finding(str(path), sheet.name, "", column.heading.vi, "no-column", _NO_COLUMN)
        for column in mapping.columns
        if column.required and column not in columns.values()
    ]
    return columns, findings, notes
