"""Headings in two rows, as offices merge them: groups above, their columns below, the others through both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from string import digits

from graph.errors import Words, in_language
from graph.importing.model import Value
from graph.importing.reading_rows import Place, RawRow, column_number, is_words, shown

_TWO_ROWS = Words("tiêu đề hai dòng: gộp thành một dòng", "the headings take two rows: join them into one")


def heading_row(place: Place, rows: Sequence[RawRow], at: int) -> tuple[int, RawRow]:
    """Return where the headings end and the row that they make, with the row above or below where both hold them."""
    for upper, lower in ((at - 1, at), (at, at + 1)):
        if upper >= 0 and lower < len(rows):
            joined = _joined(place, rows[upper], rows[lower])
            if joined is not None:
                return lower, joined
    return at, rows[at]


def _joined(place: Place, upper: RawRow, lower: RawRow) -> RawRow | None:
    """Return one row of headings, or None where merged cells do not show that both rows hold them."""
    width = max(len(upper.values), len(lower.values))
    above, below = (row.values + [None] * (width - len(row.values)) for row in (upper, lower))
    groups = _groups(above, {at - 1 for at, _ in _covered(upper) if at < width and above[at] is None})
    through = any(at < width and value == shown(above[at]) and below[at] is None for at, value in _covered(lower))
    filled = [at for at, value in enumerate(below) if value is not None]
    under = bool(filled) and all(groups[at] is not None for at in filled)
    alone = any(value is not None and groups[at] is None for at, value in enumerate(above))
    if lower.number != upper.number + 1 or not (through or (under and alone)):
        return None
    if not under or not all(is_words(below[at]) for at in filled):
        address = f"A{upper.number}"
        return RawRow(lower.number, upper.values, [place.finding(address, "", "two-heading-rows", _TWO_ROWS)])
    times = Counter(below)
    values: list[Value] = []
    for at in range(width):
        sub = below[at]
        values.append(above[at] if sub is None else sub if times[sub] == 1 else f"{groups[at]} {sub}")
    return RawRow(lower.number, values)


def _groups(above: Sequence[Value], starts: set[int]) -> list[Value]:
    """Return for each column the heading of its group, None outside of groups."""
    groups: list[Value] = []
    for at, value in enumerate(above):
        group = value if at in starts else groups[-1] if value is None and groups else None
        groups.append(group)
    return groups


def _covered(row: RawRow) -> list[tuple[int, str]]:
    """Return the columns, counted from 0, in which a merged range covers an empty cell first, and its value."""
    found = [each for each in row.problems if each.rule == "merged-cell"]
    return [(column_number(each.address.rstrip(digits)) - 1, in_language("vi", each.suggestion)) for each in found]
