"""Merged cells: only the first of them has a value, so the others must be filled by a person.

Where they are merged stands behind the cells in a sheet, and the cells are not read twice: the
part is searched for the element, which takes a fraction of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import UnreadableFile, Words
from graph.importing.model import Finding, Value
from graph.importing.reading_package import Package
from graph.importing.reading_rows import MOST_COLUMNS, Place, RawRow, column_letters, column_number, shown

MOST_MERGES = 100_000

_CHUNK = 1 << 16
_LONGEST_ELEMENT = 400
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,300}?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")


class _Range:
    """Cells merged into one, with the value once it has been read."""

    __slots__ = ("bottom", "left", "right", "top", "value")

    def __init__(self, left: int, top: int, right: int, bottom: int) -> None:
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.value: Value = None

    def __str__(self) -> str:
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"


class Merges:
    """The merged ranges of a sheet, followed from row to row."""

    def __init__(self, ranges: list[_Range], place: Place) -> None:
        #: From the last to the first, so that the next one is popped.
        self._coming = sorted(ranges, key=lambda each: -each.top)
        self._open: list[_Range] = []
        self._place = place

    @classmethod
    def of(cls, package: Package, part: str, place: Place) -> Merges:
        """Find the merged ranges in a sheet's part."""
        ranges = []
        for found in _search(package, part):
            left, top, right, bottom = found
            if left < MOST_COLUMNS:
                ranges.append(_Range(left, top, right, bottom))
            if len(ranges) > MOST_MERGES:
                raise UnreadableFile(place.file, _TOO_MANY)
        return cls(ranges, place)

    def problems(self, row: RawRow) -> list[Finding]:
        """Return a finding for every range with a value that covers an otherwise empty cell of the row."""
        while self._coming and self._coming[-1].top <= row.number:
            self._open.append(self._coming.pop())
        if not self._open:
            return []
        self._open = [each for each in self._open if each.bottom >= row.number]
        if len(self._open) > MOST_COLUMNS:
            raise UnreadableFile(self._place.file, _TOO_MANY)
        return [finding for each in self._open for finding in self._covered(each, row)]

    def _covered(self, each: _Range, row: RawRow) -> Iterator[Finding]:
        if row.number == each.top and each.left < len(row.values):
            each.value = row.values[each.left]
        at = each.left + (row.number == each.top)
        if each.value is not None and at <= each.right:
            address = f"{column_letters(at)}{row.number}"
            yield self._place.finding(address, "", "merged-cell", _merged(str(each)), shown(each.value))


def _search(package: Package, part: str) -> Iterator[tuple[int, int, int, int]]:
    rest = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            data = rest + chunk
            end = 0
            for found in _MERGED.finditer(data):
                left, top, right, bottom = (each.decode() for each in found.groups())
                yield column_number(left) - 1, int(top), column_number(right) - 1, int(bottom)
                end = found.end()
            rest = data[max(end, len(data) - _LONGEST_ELEMENT) :]


def _merged(cells: str) -> Words:
    return Words(
        f"các ô {cells} bị gộp, chỉ ô đầu có giá trị: hãy bỏ gộp và ghi giá trị vào từng ô",
        f"the cells {cells} are merged and only the first has a value: unmerge them and write the value into each",
    )


_TOO_MANY = Words(
    f"có quá {MOST_MERGES:,} vùng gộp ô hoặc các vùng gộp chồng lên nhau",
    f"it has more than {MOST_MERGES:,} merged ranges, or they overlap",
)
