"""Templates: a workbook to fill in for every kind of table, with its headings, lists and notes.

The same mapping and lists give the same bytes, whenever and wherever they are written.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # ships no types
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # ships no types
from openpyxl.styles import (  # type: ignore[import-untyped]  # ships no types
    Alignment,
    Border,
    Font,
    PatternFill,
    Side,
)
from openpyxl.utils import quote_sheetname  # type: ignore[import-untyped]  # ships no types
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # ships no types
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]  # ships no types
from pyoxigraph import Literal, NamedNode

from graph.atomic import write_bytes_atomic
from graph.errors import BadInput, Words
from graph.importing import workbooks
from graph.importing.examples import LISTS_SHEET, NOTES_SHEET
from graph.importing.mapping import Column, TableMapping
from graph.importing.reading_rows import column_letters
from graph.importing.workbooks import Book, TextCell, Worksheet
from graph.names import fold, sort_key
from graph.namespaces import PREFIXES
from graph.store.base import Store, rows

#: Labels of the concepts of a code list, Vietnamese and English, by the name of the list.
Lists = Mapping[str, Sequence[tuple[str, str]]]

EXAMPLE_NOTE = Words("ví dụ – xóa dòng này", "example – delete this row")
#: Not that of the marks, which are taken away when a corrected file is marked again.
AUTHOR = "kg template"

#: What is typed stays as it is: as dates Excel would take 2019 for 11/7/1905, 10/2011 for 1/10/2011
#: and, set to English, 3/4/2017 for 4 March; as numbers it would take 1.234 for 1234 or for 1,234.
_AS_TYPED = "@"
_FORMATS = {
    "integer": "0",
    "decimal": "General",
    "latitude": "0.0#####",
    "longitude": "0.0#####",
    "text": "General",  # old Excels show ##### for a long text in the other format
}
_WIDTHS = {
    **dict.fromkeys(("label", "label_en", "text"), 36),
    **dict.fromkeys(("entity", "entities", "concepts", "url"), 30),
    **dict.fromkeys(("date", "integer", "decimal", "latitude", "longitude"), 16),
}
_USUAL_WIDTH = 22
_NOTE_WIDTHS = (5, 70, 70)
_WIDEST = 48
_LAST_ROW = 1_048_576
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")

_REQUIRED = PatternFill("solid", fgColor="FFD966")
_OPTIONAL = PatternFill("solid", fgColor="DDEBF7")
_FRAME = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side("thin", color="BFBFBF")))
_BOLD = Font(name="Calibri", size=11, bold=True)
_EXAMPLE = Font(name="Calibri", size=11, italic=True, color="7F7F7F")
_NOTE = Alignment(wrap_text=True, horizontal="left", vertical="top", indent=1)
_NUMBER = Alignment(horizontal="center", vertical="top")
_TOP = Alignment(wrap_text=True, vertical="top")
_HEADING = Alignment(wrap_text=True, vertical="center")

#: Stands in the file as the time of writing; the second is the first day that a zip can name.
_WRITTEN = dt.datetime(2000, 1, 1)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_UNIX = 3

_THERE = Words(
    "{path}: tệp đã có, có thể đã được điền; ghi ra tên khác bằng -o, hoặc ghi đè bằng --force",
    "{path}: the file is there already and may be filled in; write to another name with -o, or over it with --force",
)
WRITTEN = Words("đã ghi bảng mẫu {title} vào {path}", "wrote the template {title} to {path}")
_IS_REQUIRED = Words("bắt buộc", "required")
_FOR_EXAMPLE = Words("ví dụ", "example")
_NOT_LISTED = Words("không có trong danh mục", "this is not in the list")
_TITLE = Words("Hướng dẫn điền bảng", "Notes on filling in the table")
_NOTES = (
    Words(
        "Điền vào trang đầu, mỗi dòng một việc, rồi xóa dòng ví dụ (dòng 2, chữ nghiêng màu xám); "
        "dòng ví dụ để nguyên thì không được nhập. "
        "Cột có tiêu đề in đậm, nền vàng là bắt buộc; các cột khác có thể để trống. "
        "Có thể đổi thứ tự hoặc bỏ cột, nhưng giữ nguyên tiêu đề.",
        "Fill in the first sheet, one fact per row, and delete the example (row 2, grey italics); "
        "left as it is, it is not imported. "
        "Columns whose heading is bold on yellow are required; the others may stay empty. "
        "Columns may be moved or deleted, but keep their headings as they are.",
    ),
    Words(
        "Ngày: ngày đứng trước tháng, năm đủ bốn chữ số: 20/3/2017. Chỉ biết tháng hoặc năm thì ghi 10/2011 "
        "hoặc 2019; không thêm ngày không có trong văn bản.",
        "Dates: the day before the month, the year in four digits: 20/3/2017. Where only the month or the year "
        "is known, write 10/2011 or 2019; add no day that the document does not give.",
    ),
    Words(
        "Thời hạn: giai đoạn 2024 - 2026; 20/3/2017 - 25/3/2017; từ 2019 đến nay nếu còn tiếp diễn; "
        "từ 2019 đến ? nếu không rõ ngày cuối.",
        "Periods: 2024 - 2026; 20/3/2017 - 25/3/2017; from 2019 to present if it still holds; "
        "from 2019 to ? if the end is not known.",
    ),
    Words(
        "Số và tiền: dấu chấm tách hàng nghìn, dấu phẩy tách phần thập phân, luôn kèm đơn vị: 18.046.751 USD; "
        "7,224 triệu USD; gần 750 tỷ đồng; trên 843 nghìn USD. Số có thể hiểu theo hai cách, như 1,234 USD, "
        "sẽ bị báo lỗi: ghi 1.234 hoặc 1,2340.",
        "Numbers and money: a dot between thousands, a comma before decimals, with the unit: 18.046.751 USD; "
        "7,224 triệu USD; gần 750 tỷ đồng (nearly); trên 843 nghìn USD (over). A number that can be read in two "
        "ways, such as 1,234 USD, is a mistake: write 1.234 or 1,2340.",
    ),
    Words(
        "Nhiều giá trị trong một ô cách nhau bằng dấu chấm phẩy, nếu cột cho phép: Sơn La; Hủa Phăn. "
        "Danh mục thả xuống chỉ chọn được một giá trị; các giá trị sau thì gõ thêm.",
        "Several values in one cell are separated by semicolons, where the column allows it: Sơn La; Hủa Phăn. "
        "A drop-down list gives one value only; type the others after it.",
    ),
    Words(
        "Tên: ghi tên của nơi, cơ quan hoặc người vào thời điểm của dòng đó; có dấu hay không dấu đều được. "
        "Tên chỉ nhiều nơi hoặc chưa có thì bị báo lỗi kèm gợi ý, không đoán; khi đó ghi mã, ví dụ LA-HO hoặc "
        "place:LA-HO.",
        "Names: write what the place, body or person was called at the time of the row, with or without accents. "
        "A name that means several things, or none, is a mistake with suggestions and never guessed; then write "
        "the code, such as LA-HO or place:LA-HO.",
    ),
    Words(
        "Lỗi: nếu một ô sai thì không dòng nào được nhập. Chạy kg import TỆP --dry-run để kiểm tra trước; "
        "thêm --errors loi.xlsx để có bản sao đánh dấu các ô sai kèm gợi ý. Sửa rồi nhập lại.",
        "Mistakes: if one cell is wrong, no row is imported. Run kg import FILE --dry-run to check first; "
        "add --errors errors.xlsx for a copy in which the wrong cells are marked, with suggestions. "
        "Correct them and import again.",
    ),
)

_LABELS = """
SELECT ?scheme ?concept ?code ?vi ?en WHERE {
  ?concept skos:inScheme ?scheme .
  OPTIONAL { ?concept skos:notation ?code }
  OPTIONAL { ?concept skos:prefLabel ?vi FILTER (LANG(?vi) = "vi") }
  OPTIONAL { ?concept skos:prefLabel ?en FILTER (LANG(?en) = "en") }
} ORDER BY ?scheme ?concept ?code ?vi ?en
"""


def code_lists(store: Store) -> dict[str, list[tuple[str, str]]]:
    """Return the labels of every code list, sorted as a Vietnamese dictionary does.

    A label that is missing in one language is that of the other, or else the code.
    """
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for scheme, concept, *labels in rows(store, _LABELS):
        if not isinstance(scheme, NamedNode) or not isinstance(concept, NamedNode):
            continue
        code, vi, en = (label.value if isinstance(label, Literal) else "" for label in labels)
        name = scheme.value.removeprefix(PREFIXES["scheme"])
        if vi or en or code:
            found.setdefault(name, {}).setdefault(concept.value, (vi or en or code, en or vi or code))
    return {name: sorted(by_iri.values(), key=lambda pair: sort_key(pair[0])) for name, by_iri in found.items()}


def write_template(mapping: TableMapping, path: Path, lists: Lists, *, lang: str = "vi", replace: bool = False) -> None:
    """Write the template of a mapping, whole or not at all; raise UnreadableFile where that is not possible.

    Headings are in both languages; ``lang`` is that of the sheet's name, of the lists and of the first notes.
    A file that is there, and may be filled in, stays as it is unless ``replace``: raises BadInput.
    """
    if path.exists() and not replace:
        raise BadInput(Words(*(said.format(path=path) for said in _THERE)))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _sheet_name(mapping, lang)
    columns = mapping.columns
    sheet.append([_heading(sheet, column) for column in columns])
    sheet.append([_example_cell(sheet, column, _example(column, lists, lang)) for column in columns])
    sheet["A2"].comment = _comment([" · ".join(EXAMPLE_NOTE)])
    _lay_out(sheet, columns, [_WIDTHS.get(column.type, _USUAL_WIDTH) for column in columns])
    _add_notes(book, columns, lang)
    _add_lists(book, columns, lists, lang)
    workbooks.show_first(book, sheet)
    book.properties.title = workbooks.legal(_both(mapping.title))
    write_bytes_atomic(path, _as_bytes(book))


def _in(lang: str, words: tuple[str, str]) -> str:
    return words[0] if lang == "vi" else words[1]


def _sheet_name(mapping: TableMapping, lang: str) -> str:
    for wanted in (_in(lang, mapping.title), mapping.name):
        name = _NOT_IN_NAMES.sub(" ", workbooks.legal(wanted))[:_LONGEST_NAME].strip(" '")
        if name:
            return name
    return "1"


def _both(words: Words) -> str:
    return " · ".join(dict.fromkeys(said for said in words if said))


def _heading(sheet: Worksheet, column: Column) -> TextCell:
    # Vietnamese above English; the reader takes the line break for a blank.
    cell = workbooks.text_cell(sheet, "\n".join(dict.fromkeys(column.heading)))
    cell.alignment, cell.border = _HEADING, _FRAME
    cell.fill = _REQUIRED if column.required else _OPTIONAL
    if column.required:
        cell.font = _BOLD
    said = [" · ".join(_IS_REQUIRED)] if column.required else []
    said += [help_text for help_text in column.help if help_text]
    if said:
        cell.comment = _comment(said)
    return cell


def _comment(lines: list[str]) -> Comment:
    comment = Comment(workbooks.legal("\n".join(lines)), AUTHOR)
    comment.width, comment.height = 300, 24 + sum(18 * (1 + len(line) // 42) for line in lines)
    return comment


def _example(column: Column, lists: Lists, lang: str) -> str:
    """Return the example of a column, for the values of a list as the list says them in this language."""
    if lang == "vi" or column.type not in {"concept", "concepts"}:
        return column.example
    english = {fold(pair[0]): pair[1] for pair in lists.get(column.scheme or "", ())}
    parts = column.example.split(column.split) if column.type == "concepts" else [column.example]
    return f"{column.split} ".join(english.get(fold(part), part.strip()) for part in parts)


def _example_cell(sheet: Worksheet, column: Column, example: str) -> TextCell:
    cell = workbooks.text_cell(sheet, example)
    number = _number(column, example)
    if number is not None:
        cell.value = number
    cell.number_format = _FORMATS.get(column.type, _AS_TYPED)
    cell.font, cell.border = _EXAMPLE, _FRAME
    return cell


def _number(column: Column, example: str) -> int | float | None:
    """Return the example as a number where its column holds numbers and nobody can read it otherwise."""
    if column.type == "integer" and re.fullmatch(r"-?\d{1,15}", example, re.ASCII):
        return int(example)
    if column.type in {"latitude", "longitude"} and re.fullmatch(r"-?\d{1,3}[.,]\d{1,12}", example, re.ASCII):
        return float(example.replace(",", "."))
    return None


def _lay_out(sheet: Worksheet, columns: Sequence[Column], widths: Sequence[int]) -> None:
    _size(sheet, widths)
    for at, column in enumerate(columns):
        dimension = sheet.column_dimensions[column_letters(at)]
        dimension.number_format = _FORMATS.get(column.type, _AS_TYPED)
        dimension.alignment = _TOP
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{column_letters(len(columns) - 1)}2"
    sheet.print_title_rows = "1:1"
    _fit_on_pages(sheet)


def _size(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Set the widths of the columns and the heights of the rows, which LibreOffice does not fit to their texts."""
    for at, width in enumerate(widths):
        sheet.column_dimensions[column_letters(at)].width = width
    for number, cells in enumerate(sheet.iter_rows(), 1):
        lines = max(_lines(cell, width) for cell, width in zip(cells, widths, strict=True))
        sheet.row_dimensions[number].height = 4 + 15 * lines


def _lines(cell: TextCell, width: int) -> int:
    text = str(cell.value or "") if cell.alignment.wrap_text else ""
    return sum(1 + int(len(line) / (0.95 * width)) for line in text.split("\n"))


def _fit_on_pages(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the table
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _add_notes(book: Book, columns: Sequence[Column], lang: str) -> None:
    sheet = book.create_sheet(NOTES_SHEET)
    title = workbooks.text_cell(sheet, " · ".join(_TITLE))
    title.alignment, title.font = Alignment(), _BOLD
    sheet.append([title])
    for number, note in enumerate((*_NOTES, *map(_described, columns)), 1):
        first, second = (note.vi, note.en) if lang == "vi" else (note.en, note.vi)
        sheet.append([number, workbooks.text_cell(sheet, first), workbooks.text_cell(sheet, second)])
        for at, alignment in enumerate((_NUMBER, _NOTE, _NOTE), 1):
            sheet.cell(number + 1, at).alignment = alignment
    _size(sheet, _NOTE_WIDTHS)
    _fit_on_pages(sheet)


def _described(column: Column) -> Words:
    """Return what there is to know of a column, for those who do not see comments."""
    both = zip(column.heading, column.help, _IS_REQUIRED, _FOR_EXAMPLE, strict=True)
    return Words(*(_sentence(column, *said) for said in both))


def _sentence(column: Column, heading: str, help_text: str, required: str, example: str) -> str:
    name = f"{heading} ({required})" if column.required else heading
    said = [help_text] if help_text else []
    said += [f"{example}: {column.example}"] if column.example else []
    return f"{name}: {' – '.join(said)}" if said else name


def _add_lists(book: Book, columns: Sequence[Column], lists: Lists, lang: str) -> None:
    """Write each list once, in both languages side by side, and refer the columns to it.

    A list within the rule itself could hold neither long lists nor labels with commas.
    """
    sheet: Worksheet = book.create_sheet(LISTS_SHEET)
    sheet.sheet_state = "hidden"
    ranges: dict[str, str] = {}
    for at, column in enumerate(columns):
        scheme = column.scheme
        labels = lists.get(scheme, ()) if scheme is not None else ()
        if scheme is None or not labels:
            continue
        if scheme not in ranges:
            ranges[scheme] = _write_list(sheet, 2 * len(ranges), scheme, labels, lang)
        rule = _rule(column, ranges[scheme], lang)
        rule.add(f"{column_letters(at)}2:{column_letters(at)}{_LAST_ROW}")
        book.worksheets[0].add_data_validation(rule)
        longest = max(len(_in(lang, pair)) for pair in labels)
        dimension = book.worksheets[0].column_dimensions[column_letters(at)]
        dimension.width = max(dimension.width, min(longest + 4, _WIDEST))
    if not ranges:
        book.remove(sheet)


def _write_list(sheet: Worksheet, at: int, scheme: str, labels: Sequence[tuple[str, str]], lang: str) -> str:
    """Write a list into two columns, from the one that is counted from 0, and return the range of its labels."""
    for offset, language in enumerate(("vi", "en")):
        texts = (f"{scheme} ({language})", *(pair[offset] for pair in labels))
        for number, text in enumerate(texts, 1):
            cell = sheet.cell(number, at + offset + 1, workbooks.legal(text))
            cell.data_type = "s"
        sheet.column_dimensions[column_letters(at + offset)].width = _USUAL_WIDTH
    letters = column_letters(at if lang == "vi" else at + 1)
    return f"{quote_sheetname(sheet.title)}!${letters}$2:${letters}${len(labels) + 1}"


def _rule(column: Column, labels: str, lang: str) -> DataValidation:
    """Return a drop-down list that keeps nobody from writing something else: the import knows more names."""
    return DataValidation(
        "list",
        formula1=labels,
        allow_blank=True,
        showErrorMessage=column.type == "concept",  # several values are never in the list
        errorStyle="warning",
        errorTitle=_in(lang, column.heading)[:_LONGEST_NAME],
        error=_in(lang, _NOT_LISTED),
    )


def _as_bytes(book: Book) -> bytes:
    """Return the file of a workbook without the time and the machine it was written on."""
    book.properties.creator = AUTHOR
    book.properties.created = book.properties.modified = _WRITTEN
    written, fixed = BytesIO(), BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(fixed, "w") as target:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, _ZIPPED)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, _UNIX
            target.writestr(info, parts.read(name))
    return fixed.getvalue()
