"""A picture as plain shapes and texts on a sheet, from which both SVG and PNG are written."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.view import style

#: Width of a letter, as a share of the size of the text: Vietnamese letters are no wider than these.
_LETTER = 0.56
_BOLD = 1.07
INK, PALE, PAPER = "#1A1A1A", "#5A646E", "#FFFFFF"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``dash`` is the pattern of a broken one."""

    start: Point
    end: Point
    colour: str
    width: float
    dash: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline with a border, and what it stands for."""

    points: tuple[Point, ...]
    fill: str
    stroke: str
    width: float = 1.2
    title: str = ""


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle with a border, and what it stands for."""

    middle: Point
    radius: float
    fill: str
    stroke: str
    width: float = 1.2
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``anchor`` is start, middle or end; ``y`` is its middle."""

    x: float
    y: float
    text: str
    size: float = 13.0
    bold: bool = False
    anchor: str = "start"
    colour: str = INK
    halo: bool = False


@dataclass(slots=True)
class Sheet:
    """A sheet of paper and what is drawn on it, in the order of drawing."""

    title: str
    language: str
    width: float
    height: float
    parts: list[Line | Shape | Disc | Text] = field(default_factory=list)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a line of text is."""
    return len(text) * size * _LETTER * (_BOLD if bold else 1.0)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines of at most this width."""
    most = max(1, int(width / (size * _LETTER)))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def symbol(kind: str, middle: Point, radius: float, title: str = "") -> Shape | Disc:
    """Return the sign of a kind of node."""
    shape, fill, _ = style.NODES[kind]
    if shape == "dot":
        return Disc(middle, radius, fill, INK, title=title)
    points = ((middle[0] + x * radius, middle[1] + y * radius) for x, y in _CORNERS[shape])
    return Shape(tuple(points), fill, INK, title=title)


def _ring(corners: int, start: float, inner: float = 1.0) -> Sequence[Point]:
    angles = (start + 2 * math.pi * step / corners for step in range(corners))
    return [
        (math.cos(angle) * (inner if step % 2 else 1.0), math.sin(angle) * (inner if step % 2 else 1.0))
        for step, angle in enumerate(angles)
    ]


_UP = -math.pi / 2
_CORNERS: dict[str, Sequence[Point]] = {
    "hexagon": _ring(6, 0),
    "star": _ring(10, _UP, 0.42),
    "square": [(x * 1.1, y * 1.1) for x, y in _ring(4, math.pi / 4)],
    "diamond": _ring(4, 0),
    "triangle": _ring(3, _UP),
    "triangleDown": _ring(3, -_UP),
}


def frame_of(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a set of points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
