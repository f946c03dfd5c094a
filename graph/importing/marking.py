"""Mistakes shown where they are: a table of them, and a copy of the file with the wrong cells marked.

A workbook is copied as it is; large ones, and texts, become a plain workbook of their rows in
which every value keeps its address. The list of all mistakes stands on a sheet of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import BadInput, UnreadableFile, Words, in_language, system_reason
from graph.importing import workbooks
from graph.importing.marking_copy import copy_workbook
from graph.importing.marking_rows import copy_rows
from graph.importing.model import Finding
from graph.importing.reading import ERRORS_SHEET
from graph.importing.reading_package import is_workbook
from graph.importing.workbooks import Book, TextCell, Worksheet, both
from graph.tables import Table, Value

MOST_MARKED = 10_000
MOST_LISTED = 50_000

_COLUMNS = {
    "file": Words("Tệp", "File"),
    "sheet": Words("Trang", "Sheet"),
    "cell": Words("Ô", "Cell"),
    "value": Words("Giá trị", "Value"),
    "rule": Words("Quy tắc", "Rule"),
    "message": Words("Lỗi", "Mistake"),
    "suggestion": Words("Gợi ý", "Suggestion"),
}
_SHOWN = ("sheet", "cell", "value", "rule", "message", "suggestion")
_WIDTHS = (20, 14, 30, 22, 60, 60, 40)

_SAME_FILE = Words("bản đánh dấu sẽ ghi đè lên chính tệp này", "the marked copy would overwrite this very file")
_PLAIN = Words(
    "bản đánh dấu chỉ có các giá trị dưới tiêu đề, không có định dạng và công thức của bảng gốc",
    "the marked copy holds the values under their headings, without the formats and formulas of the original",
)
_NOT_ALL = Words(
    f"đánh dấu {MOST_MARKED:,} ô đầu và liệt kê {MOST_LISTED:,} lỗi đầu",
    f"the first {MOST_MARKED:,} cells are marked and the first {MOST_LISTED:,} mistakes listed",
)


def findings_table(findings: Iterable[Finding], lang: str = "vi") -> Table:
    """Return a row per mistake: where it is, what stands there, what is wrong, what to write."""
    rows: list[dict[str, Value]] = [
        {
            "file": each.file,
            "sheet": each.sheet,
            "cell": each.address,
            "value": each.value,
            "rule": each.rule,
            "message": in_language(lang, each.message),
            "suggestion": in_language(lang, each.suggestion),
        }
        for each in findings
    ]
    shown = _SHOWN if len({row["file"] for row in rows}) <= 1 else ("file", *_SHOWN)
    headings = {key: in_language(lang, said) for key, said in _COLUMNS.items()}
    return Table(headings, rows, shown=shown)


def mark(path: Path, findings: Sequence[Finding], output: Path) -> tuple[Words, ...]:
    """Write a copy of the file with its mistakes marked, whole or not at all; return what to tell of the copy.

    All findings are taken to be of this file.
    """
    if output.exists() and output.samefile(path):
        raise BadInput(Words(*(f"{output}: {said}" for said in _SAME_FILE)))
    marks = _Marks.of(findings)
    book, notes = copy_workbook(path, marks.by_sheet) if is_workbook(path) else (None, ())
    if book is None:
        book = workbooks.streaming()
        notes = (*copy_rows(book, path, marks.by_sheet), *((_PLAIN,) if is_workbook(path) else ()))
    _list(book, findings[:MOST_LISTED])
    _save(book, output)
    return (*notes, _NOT_ALL) if len(findings) > len(marks.marked) else notes


@dataclass(frozen=True, slots=True)
class _Marks:
    """The findings that are marked, by sheet and address."""

    marked: Sequence[Finding]
    by_sheet: Mapping[str, Mapping[str, list[Finding]]]

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> _Marks:
        marked = findings[:MOST_MARKED]
        by_sheet: dict[str, dict[str, list[Finding]]] = {}
        for each in marked:
            by_sheet.setdefault(each.sheet, {}).setdefault(each.address, []).append(each)
        return cls(marked, by_sheet)


def _list(book: Book, findings: Sequence[Finding]) -> None:
    sheet: Worksheet = book.create_sheet(ERRORS_SHEET)
    workbooks.lay_out(sheet, _WIDTHS)
    said = [_COLUMNS[key] for key in ("sheet", "cell", "value", "rule")]
    headings = [*(f"{each.vi} – {each.en}" for each in said), "Lỗi (vi)", "Mistake (en)", "Gợi ý – Suggestion"]
    sheet.append([workbooks.text_cell(sheet, each, bold=True) for each in headings])
    for each in findings:
        texts = (each.sheet, each.address, each.value, each.rule, *each.message, both(each.suggestion))
        cells: list[TextCell] = [workbooks.text_cell(sheet, text) for text in texts]
        sheet.append(cells)
        workbooks.link(sheet, cells[1], each)
    workbooks.show_first(book, sheet)


def _save(book: Book, output: Path) -> None:
    """Write the workbook beside its place and move it there, so that a reader never meets a part of it."""
    target = Path(os.path.realpath(output))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        book.save(unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        reason = system_reason(error)
        said = Words(f"không ghi được: {reason.vi}", f"it cannot be written: {reason.en}")
        raise UnreadableFile(str(output), said) from error
    finally:
        unfinished.unlink(missing_ok=True)
