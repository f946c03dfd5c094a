"""Names beside their nodes, never one over another: the weightiest first, and none where there is no room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.view.drawing import Point, text_width, wrapped

Box = tuple[float, float, float, float]

SIZE, LINE = 13.0, 16.0
_WIDEST = 150.0
_CELL = 100.0


class Mark(NamedTuple):
    """A node to be named: where it is, how large, and how much its name matters (see ``labels``)."""

    iri: str
    at: Point
    radius: float
    name: str
    weight: tuple[int, int]


class Label(NamedTuple):
    """A name in its lines: the middle of each, and how it is aligned."""

    mark: Mark
    lines: tuple[tuple[float, float, str], ...]
    anchor: str


def labels(marks: Sequence[Mark], frame: Box, *, beside: bool = False) -> list[Label]:
    """Place the names of nodes; a greater weight comes first. ``beside`` tries left and right before below."""
    taken, written = _Boxes(), _Boxes()
    for mark in marks:
        (x, y), r = mark.at, mark.radius
        taken.add((x - r, y - r, x + r, y + r))
    found = []
    for mark in sorted(marks, key=lambda each: (-each.weight[0], -each.weight[1], each.iri)):
        for label, box in _candidates(mark, beside):
            inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
            if inside and not taken.touches(box) and not written.touches(box):
                written.add(box)
                found.append(label)
                break
    return found


def _candidates(mark: Mark, beside: bool) -> Iterator[tuple[Label, Box]]:
    (x, y), r = mark.at, mark.radius + 3
    bold = mark.weight[0] > 0
    lines = wrapped(mark.name, _WIDEST * (2 if beside else 1), SIZE) or [""]
    width = max(text_width(line, SIZE, bold=bold) for line in lines)
    height = len(lines) * LINE
    below, above = ("middle", x, y + r + height / 2), ("middle", x, y - r - height / 2)
    right, left = ("start", x + r + 2, y), ("end", x - r - 2, y)
    for anchor, at, middle in (right, left, below, above) if beside else (below, above, right, left):
        start = at - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        placed = ((at, middle + (row - (len(lines) - 1) / 2) * LINE, line) for row, line in enumerate(lines))
        box = (start - 1, middle - height / 2, start + width + 1, middle + height / 2)
        yield Label(mark, tuple(placed), anchor), box


class _Boxes:
    """Rectangles that tell whether a new one would touch an old one."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells[cell].append(box)

    def touches(self, box: Box) -> bool:
        return any(
            other[0] < box[2] and other[2] > box[0] and other[1] < box[3] and other[3] > box[1]
            for cell in _cells(box)
            for other in self._cells.get(cell, ())
        )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield column, row
