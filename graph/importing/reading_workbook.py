"""What a workbook holds besides its cells: sheets, shared texts, which styles show a number as a date.

Read here and not through openpyxl: its read-only mode keeps an element per row, cannot tell a
formula without a value from an empty cell, and does not see merged cells.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from graph.errors import UnreadableFile, Words
from graph.importing.reading_package import Package, xml_parser
from graph.importing.reading_rows import LONGEST_CELL, clean, too_long

MOST_STRINGS = 5_000_000
MOST_SHEETS = 1_000

_NO_WORKSHEET = Words(
    "tệp này không phải bảng tính .xlsx; hãy mở bằng Excel và lưu lại dạng .xlsx",
    "this is no .xlsx workbook; open it in Excel and save it as .xlsx",
)
_TOO_MANY_SHEETS = Words(f"có hơn {MOST_SHEETS:,} trang", f"it has more than {MOST_SHEETS:,} sheets")
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
#: Quoted and escaped texts, colours and conditions say nothing about dates.
_NO_DATE_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
#: Hours and minutes that count on beyond a day are an amount, not a time.
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
#: Excel writes control characters as _x000D_.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
#: Excel counts a 29 February 1900 that never was.
_BEFORE_LEAP_ERROR = 60
_LAST_DAY = 2_958_466
_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name, the part that holds it, and whether people see it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What is needed to understand the cells of any sheet."""

    sheets: tuple[SheetPart, ...]
    strings: list[str | None]
    date_styles: frozenset[int]
    starts_1904: bool

    def date(self, serial: float) -> dt.datetime | str | None:
        """Return the moment that a number shows as, a time of day as text, None for what is no date."""
        if not 0 < serial < _LAST_DAY:
            return None
        days, seconds = divmod(round(serial * _SECONDS), _SECONDS)
        if days == 0 and seconds and not self.starts_1904:
            return (_EPOCH + dt.timedelta(seconds=seconds)).time().isoformat()
        if self.starts_1904:
            return _EPOCH_1904 + dt.timedelta(days=days, seconds=seconds)
        return _EPOCH + dt.timedelta(days=days + (days < _BEFORE_LEAP_ERROR), seconds=seconds)


def read_book(package: Package) -> Book:
    """Read everything of a workbook but its cells."""
    main = next(iter(_related(package, "", "officeDocument").values()), "")
    if not package.has(main) or not main.endswith(".xml"):
        raise UnreadableFile(str(package.path), _NO_WORKSHEET)
    root = package.tree(main)
    if _local(root.tag) != "workbook":
        raise UnreadableFile(str(package.path), _NO_WORKSHEET)
    worksheets = _related(package, main, "worksheet")
    strings = list(_related(package, main, "sharedStrings").values())
    styles = list(_related(package, main, "styles").values())
    sheets = tuple(_sheets(root, worksheets))
    if len(sheets) > MOST_SHEETS:
        raise UnreadableFile(str(package.path), _TOO_MANY_SHEETS)
    return Book(
        sheets,
        _shared_strings(package, strings[0]) if strings and package.has(strings[0]) else [],
        _date_styles(package.tree(styles[0])) if styles and package.has(styles[0]) else frozenset(),
        any(each.get("date1904") in ("1", "true") for each in _all(root, "workbookPr")),
    )


def unescaped(text: str) -> str:
    r"""Return a text with Excel's escapes as the characters they stand for.

    >>> unescaped("a_x000D_b")
    'a\rb'
    """
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element.tag) == name)


def _related(package: Package, part: str, kind: str) -> dict[str, str]:
    """Return the parts of a kind that a part refers to, by the ids it uses for them."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(relations):
        return {}
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        for each in _all(package.tree(relations), "Relationship")
        if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External"
    }


def _sheets(root: Element, worksheets: dict[str, str]) -> Iterator[SheetPart]:
    """Yield the sheets of cells; sheets that are one chart have no rows."""
    for each in _all(root, "sheet"):
        reference = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
        if reference in worksheets:
            hidden = each.get("state", "visible") != "visible"
            yield SheetPart(clean(each.get("name", "")) or "", worksheets[reference], hidden)


def _date_styles(root: Element) -> frozenset[int]:
    formats = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in _all(root, "numFmt")}
    dates = {number for number, code in formats.items() if is_date_format(code)}
    dates |= _BUILT_IN_DATES - formats.keys()
    styles = next(_all(root, "cellXfs"), None)
    numbers = [int(each.get("numFmtId", "0")) for each in styles] if styles is not None else []
    return frozenset(at for at, number in enumerate(numbers) if number in dates)


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date or a time.

    >>> [is_date_format(code) for code in ("dd/mm/yyyy", "#,##0", '0 "days"', "[Red]0.0", "General")]
    [True, False, False, False, False]
    """
    first = code.split(";", maxsplit=1)[0]
    return _ELAPSED.search(first) is None and _DATE_LETTERS.search(_NO_DATE_LETTERS.sub("", first)) is not None


def _shared_strings(package: Package, part: str) -> list[str | None]:
    reader = _Strings(package)
    for _ in package.feed(part, reader.parser):
        pass
    return reader.strings


class _Strings:
    """Collects the texts of the shared table, without formats and without phonetic readings."""

    def __init__(self, package: Package) -> None:
        self.strings: list[str | None] = []
        self.parser = xml_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._file = str(package.path)
        self._parts: list[str] = []
        self._length = 0
        self._inside = False
        self._phonetic = False

    def _start(self, name: str, _: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._parts, self._length = [], 0
        elif name == "t":
            self._inside = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def _text(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise UnreadableFile(self._file, too_long("sharedStrings"))
            self._parts.append(text)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            if len(self.strings) >= MOST_STRINGS:
                more = Words(f"có hơn {MOST_STRINGS:,} chuỗi", f"it has more than {MOST_STRINGS:,} texts")
                raise UnreadableFile(self._file, more)
            self.strings.append(clean(unescaped("".join(self._parts))))
