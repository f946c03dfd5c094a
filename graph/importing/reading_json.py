"""JSON lines: one flat object per line, its fields the headings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from graph.errors import UnreadableFile, Words
from graph.importing.model import Cell, Finding, Row, Sheet, Value
from graph.importing.reading_encoding import TextFile, recognise
from graph.importing.reading_rows import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Place,
    clean,
    too_long,
    too_many_rows,
)

_Pairs = list[tuple[str, object]]


def read_json_lines(path: Path) -> Sheet:
    """Return the one table of a JSON lines file, which is read to its end for its fields first."""
    text = recognise(path)
    fields: dict[str, None] = {}
    for number, pairs in _objects(text):
        fields.update((clean(key) or "", None) for key, _ in pairs)
        if len(fields) > MOST_COLUMNS:
            raise UnreadableFile(f"{path}:{number}", _TOO_MANY_FIELDS)
    if not fields:
        return Sheet("", (), iter(()), notes=(*text.notes, _EMPTY))
    headings = tuple(fields)
    return Sheet("", headings, _rows(text, Place(str(path), ""), headings), notes=text.notes)


def _rows(text: TextFile, place: Place, headings: tuple[str, ...]) -> Iterator[Row]:
    for number, pairs in _objects(text):
        found: dict[str, Value] = {}
        problems: list[Finding] = []
        for key, written in pairs:
            name = clean(key) or ""
            address = f"{name} (line {number})"
            if name in found:
                problems.append(place.finding(address, written, "duplicate-field", _DOUBLED))
                continue
            found[name] = value = _value(written)
            if value is None and isinstance(written, list | dict) and written:
                shown = json.dumps(_plain(written), ensure_ascii=False)
                problems.append(place.finding(address, shown, "nested-value", _NESTED))
            elif isinstance(written, float) and value is None:
                problems.append(place.finding(address, written, "bad-number", _NO_NUMBER))
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                raise UnreadableFile(f"{place.file}:{number}", too_long(address))
        cells = {name: Cell(found.get(name), f"{name} (line {number})") for name in headings}
        yield Row(number, cells, tuple(problems))


def _value(written: object) -> Value:
    if isinstance(written, str):
        return clean(written)
    if isinstance(written, float):
        return written if isfinite(written) else None
    if isinstance(written, list) and not isinstance(written, _Object):
        # A line break separates the values of a list in every table.
        values = [_value(each) for each in written if not isinstance(each, list)]
        return None if None in values or len(values) < len(written) else "\n".join(map(str, values)) or None
    return written if isinstance(written, (bool, int)) else None


def _plain(written: object) -> object:
    """Return nested values as they were written, objects as objects."""
    if isinstance(written, _Object):
        return {key: _plain(value) for key, value in written}
    return [_plain(each) for each in written] if isinstance(written, list) else written


def _objects(text: TextFile) -> Iterator[tuple[int, _Pairs]]:
    """Yield every line's number and fields; raise UnreadableFile with line and column at the first mistake."""
    decoder = json.JSONDecoder(object_pairs_hook=_Object, parse_constant=_refuse_constant)
    count = 0
    with text.open() as stream:
        for number, line in enumerate(text.lines(stream), 1):
            if not line.strip():
                continue
            count += 1
            if count > MOST_ROWS:
                raise UnreadableFile(str(text.path), too_many_rows(number))
            yield number, _object(text.path, number, line, decoder)


class _Object(list[tuple[str, object]]):
    """The fields of an object in their order, doubled ones included; a list of values is another type."""


def _object(path: Path, number: int, line: str, decoder: json.JSONDecoder) -> _Object:
    try:
        found = decoder.decode(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"{path}:{number}:{error.colno}", _no_json(error.msg)) from error
    except RecursionError as error:
        raise UnreadableFile(f"{path}:{number}", _NESTED) from error
    except ValueError as error:
        raise UnreadableFile(f"{path}:{number}", _no_json(str(error))) from error
    if not isinstance(found, _Object):
        column = len(line) - len(line.lstrip()) + 1
        raise UnreadableFile(f"{path}:{number}:{column}", _NO_OBJECT)
    return found


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _no_json(detail: str) -> Words:
    return Words(f"không phải JSON ({detail})", f"this is no JSON ({detail})")


_NO_OBJECT = Words(
    'mỗi dòng phải là một đối tượng JSON, ví dụ {"tên": "Sơn La"}',
    'each line must be one JSON object, for example {"name": "Sơn La"}',
)
_NESTED = Words(
    "giá trị phải là chữ, số, true, false, null, hoặc danh sách các giá trị như vậy",
    "a value must be a text, a number, true, false or null, or a list of such values",
)
_NO_NUMBER = Words("số quá lớn", "the number is too large")
_DOUBLED = Words("trường này đã có trong cùng dòng", "this field stands in the line already")
_EMPTY = Words("không có dữ liệu", "there is nothing in it")
_TOO_MANY_FIELDS = Words(f"có hơn {MOST_COLUMNS} trường", f"it has more than {MOST_COLUMNS} fields")
