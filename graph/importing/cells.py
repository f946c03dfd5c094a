"""Read a cell: what its text means in a column of its type, or the problem that says why not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeGuard
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from graph.errors import Words, in_language
from graph.importing.amounts import amount, exact, money
from graph.importing.examples import shown_example
from graph.importing.mapping import Column
from graph.importing.model import Cell, Problem, Value
from graph.importing.names import NameBook
from graph.importing.terms import decimal_term, node
from graph.importing.values import Amount, parse_date, parse_number, parse_period

_MISSING = Words("ô này phải có giá trị", "this cell needs a value")
_TOO_FEW = Words(
    "cần ít nhất {number} giá trị, cách nhau bằng dấu ;", "at least {number} values are needed, separated by ;"
)
_BAD_URL = Words("đây không phải địa chỉ http(s)", "this is no http(s) address")
_BAD_WIKIDATA = Words("đây không phải mã Wikidata (Q và số)", "this is no Wikidata identifier (Q and digits)")
_BAD_COORDINATE = Words(
    "đây không phải tọa độ; ghi độ thập phân từ -{most} đến {most}, ví dụ 21,0259",
    "this is no coordinate; write decimal degrees from -{most} to {most}, such as 21.0259",
)
_NO_UNIT = Words(
    "con số thiếu đơn vị: ghi kèm, ví dụ 15 dự án, 120 người, 5 triệu USD",
    "the number has no unit: write it with the number, such as 15 projects, 120 people, 5 million USD",
)
_NOT_BARE = Words(
    "cột này chỉ nhận một con số, không kèm đơn vị hay “trên”, “gần”",
    "this column takes a bare number, no unit or bound",
)
_NOT_WHOLE = Words("ở đây cần một số nguyên", "a whole number is needed here")
_BAD_LANGUAGE = Words(
    "đây không phải mã ngôn ngữ: ghi hai chữ, ví dụ vi, en, lo", "this is no code of a language: write vi, en or lo"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.ASCII)
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d{0,11})", re.ASCII | re.IGNORECASE)

#: What is wrong with a number only because of its unit.
_UNITLESS = ("missing-unit", "no-currency")


class CellReader:
    """Reads the cells of a table; names are looked up in one book."""

    def __init__(self, names: NameBook) -> None:
        self._names = names
        self._named: dict[str, Callable[[Column, str, dt.date | None], list[object] | Problem]] = {
            "concept": self._concepts,
            "concepts": self._concepts,
            "country": self._entities,
            "entities": self._entities,
            "entity": self._entities,
            "place": self._entities,
        }

    def read(
        self, column: Column, text: str, day: dt.date | None, *, number: Value = None, unit: str = ""
    ) -> list[object] | Problem:
        """Return the values of a cell, none where it may be empty; ``day`` is when its names are meant.

        ``number`` is what the file holds where that is no text, ``unit`` what a column beside gives as its unit.
        """
        written = text
        text = meant_text(column, text)
        if not text:
            return Problem("missing", _MISSING, shown_example(column)) if column.required else []
        if column.type in self._named:
            return self._named[column.type](column, text, day)
        if column.type in _NUMBERS:
            return _number(column, number if _is_number(number) and text == written else text, unit)
        return _READERS[column.type](text)

    def _concepts(self, column: Column, text: str, day: dt.date | None) -> list[object] | Problem:
        del day  # code lists do not change with time
        return _all(column, text, lambda name: self._names.concept(name, column.scheme or ""))

    def _entities(self, column: Column, text: str, day: dt.date | None) -> list[object] | Problem:
        return _all(column, text, lambda name: self._names.meant(column, name, day))


def meant_text(column: Column, text: str) -> str:
    """Return what a cell says by the rules of its column: cut, rewritten, filled in where empty, translated."""
    text = text.removeprefix(column.strip)
    for pattern, replacement in column.rewrite:
        text = pattern.sub(replacement, text)
    text = text or column.default or ""
    return column.values.get(text, text)


def parts(column: Column, text: str) -> list[str]:
    """Return the single values of a cell."""
    if column.type not in ("entities", "concepts"):
        return [text]
    return [part for each in text.replace("\n", column.split).split(column.split) if (part := each.strip())]


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(column: Column, value: str | float, unit: str) -> list[object] | Problem:
    """Read a number, as it is where the file holds one; what its unit lacks is said at the unit's own cell."""
    if unit and not _is_unit(unit):
        alone = _NUMBERS[column.type](value, "")
        return alone if isinstance(alone, Problem) and alone.rule not in _UNITLESS else []
    # What the mapping names is the unit itself, unless it is a column, whose cell is empty here.
    usual = column.unit if column.unit and _is_unit(column.unit) else ""
    read = _NUMBERS[column.type](value, unit or usual)
    return read if isinstance(read, Problem) else [read]


def _is_unit(text: str) -> bool:
    return isinstance(parse_number(f"1 {text}"), Amount)


def cell_text(cell: Cell) -> str:
    """Return what a cell says, as the value parsers read it.

    >>> cell_text(Cell(dt.date(2017, 3, 20), "B2")), cell_text(Cell(7.5, "C2")), cell_text(Cell(None, "D2"))
    ('2017-03-20', '7,5', '')
    """
    value = cell.value
    if isinstance(value, str):
        return value  # trimmed and in NFC
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{exact(value):f}".replace(".", ",")
    return str(value)


def _all(column: Column, text: str, read: Callable[[str], NamedNode | Problem | None]) -> list[object] | Problem:
    """Read every value of a list; the first that cannot be used is the cell's problem, None is left out."""
    found: list[object] = []
    for part in parts(column, text):
        value = read(column.values.get(part, part))
        if isinstance(value, Problem):
            return value
        if value is not None and value not in found:
            found.append(value)
    if len(found) < column.at_least:
        return Problem(
            "too-few", Words(*(said.format(number=column.at_least) for said in _TOO_FEW)), shown_example(column)
        )
    return found


def _one(read: Callable[[str], object]) -> Callable[[str], list[object] | Problem]:
    def reader(text: str) -> list[object] | Problem:
        value = read(text)
        return value if isinstance(value, Problem) else [value]

    return reader


def _many(text: str) -> list[object]:
    return list(dict.fromkeys(part for each in re.split(r"[;\n]", text) if (part := each.strip())))


def _unit(text: str) -> list[object] | Problem:
    """Check a unit; it is read with the number that it belongs to."""
    read = parse_number(f"1 {text}")
    return (
        replace(read, suggestion=in_language("vi", read.suggestion).removeprefix("1 "))
        if isinstance(read, Problem)
        else []
    )


def _url(text: str) -> NamedNode | Problem:
    problem = Problem("bad-url", _BAD_URL, f"https://{text}" if text.startswith("www.") else "")
    try:
        address, split = NamedNode(text), urlsplit(text)
    except ValueError:
        return problem
    return address if split.scheme in ("http", "https") and split.hostname else problem


def _language(text: str) -> Literal | Problem:
    code = text.lower()
    return Literal(code) if _LANGUAGE.fullmatch(code) else Problem("bad-language", _BAD_LANGUAGE)


def _wikidata(text: str) -> NamedNode | Problem:
    found = _WIKIDATA.fullmatch(text)
    return node(f"wd:{found[1].upper()}") if found else Problem("bad-wikidata", _BAD_WIKIDATA)


def _coordinate(most: int) -> Callable[[str | float, str], Literal | Problem]:
    def read(value: str | float, unit: str) -> Literal | Problem:
        del unit  # always degrees
        try:
            number = Decimal(value.replace(",", ".")) if isinstance(value, str) else exact(value)
            if -most <= number <= most:
                return decimal_term(number)
        except ArithmeticError:
            pass  # no number, or none that can be compared
        return Problem("bad-coordinate", Words(*(said.format(most=most) for said in _BAD_COORDINATE)))

    return read


def _amount(value: str | float, unit: str) -> Amount | Problem:
    """Read the value of a figure, which has a unit; "9/18" is a count without one."""
    read = amount(value, unit)
    if isinstance(read, Problem) or read.unit or read.of is not None:
        return read
    return Problem("missing-unit", _NO_UNIT)


def _quantity(value: str | float, unit: str) -> Literal | Problem:
    read = amount(value)
    if isinstance(read, Problem):
        return read
    bare = (read.bound, read.unit, read.of) == ("exact", None, None)
    return decimal_term(read.value) if bare and not unit else Problem("not-bare", _NOT_BARE)


def _integer(value: str | float, unit: str) -> Literal | Problem:
    read = _quantity(value, unit)
    if isinstance(read, Problem):
        return read
    whole = "." not in read.value
    return Literal(int(read.value)) if whole else Problem("not-whole", _NOT_WHOLE)


_NUMBERS: dict[str, Callable[[str | float, str], object]] = {
    "amount": _amount,
    "decimal": _quantity,
    "integer": _integer,
    "latitude": _coordinate(90),
    "longitude": _coordinate(180),
    "money": money,
}
_READERS: dict[str, Callable[[str], list[object] | Problem]] = {
    "aliases": _many,
    "date": _one(parse_date),
    "label": _one(str),
    "label_en": _one(str),
    "language": _one(_language),
    "period": _one(parse_period),
    "plain": _one(Literal),
    "text": _one(str),
    "unit": _unit,
    "url": _one(_url),
    "wikidata": _one(_wikidata),
}
