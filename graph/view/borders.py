"""Outlines of Việt Nam and its neighbours, cut from Natural Earth and kept in ``vendor/borders.json``.

The file is made once, from ``countries-50m.json`` of the npm package world-atlas 2.0.2 (its licence and
the SHA-256 of both files stand in ``vendor/README.md``)::

    python -m graph.view.borders countries-50m.json

Each border that two countries share is one arc of the source and is thinned once, so that no gaps open.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
#: Left, bottom, right and top, in degrees.
Frame = tuple[float, float, float, float]

#: The most that a map shows.
FRAME: Frame = (97.0, 8.0, 116.0, 26.5)
#: ISO 3166-1 code: the number that the source knows the country by, and where its name stands.
_COUNTRIES: dict[str, tuple[str, Point]] = {
    "VN": ("704", (108.2, 13.4)),
    "LA": ("418", (102.2, 19.0)),
    "KH": ("116", (104.6, 12.9)),
    "CN": ("156", (109.0, 25.4)),
    "TH": ("764", (101.2, 15.6)),
    "MM": ("104", (97.9, 20.6)),
}
_FILE = "vendor/borders.json"
#: What a thinned line may lie off the old one, and the smallest island kept, in degrees.
_TOLERANCE = 0.015
_SMALLEST = 0.08


def borders() -> dict[str, dict[str, Any]]:
    """Return label point and outlines (flat lists of longitudes and latitudes) of each country by its code."""
    found: dict[str, dict[str, Any]] = json.loads((files("graph.view") / _FILE).read_text(encoding="utf-8"))
    return found


def cut(topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the outlines of the countries within the frame, from a TopoJSON of all countries."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(_thinned(line))
    shapes = {each["id"]: each for each in topology["objects"]["countries"]["geometries"] if "id" in each}
    return {
        code: {"label": list(label), "rings": [_flat(ring) for ring in _rings(shapes[number], arcs)]}
        for code, (number, label) in _COUNTRIES.items()
    }


def _rings(shape: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for outer, *_ in polygons:  # no country here has a hole that the map could show
        ring: Ring = []
        for number in outer:
            ring += arcs[number] if number >= 0 else arcs[~number][::-1]
        inside = clipped(ring, FRAME)
        xs, ys = ([point[axis] for point in inside] for axis in (0, 1))
        if inside and max(max(xs) - min(xs), max(ys) - min(ys)) >= _SMALLEST:
            yield inside


def _thinned(line: Ring) -> Ring:
    """Drop the points that lie on the way (Douglas and Peucker)."""
    if len(line) <= 2:  # noqa: PLR2004 - a line has two ends
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = math.dist(line[0], line[-1])

    def off(point: Point) -> float:
        x, y = point
        if length == 0:
            return math.dist(point, (x0, y0))
        return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length

    farthest = max(range(1, len(line) - 1), key=lambda at: off(line[at]))
    if off(line[farthest]) <= _TOLERANCE:
        return [line[0], line[-1]]
    return _thinned(line[: farthest + 1])[:-1] + _thinned(line[farthest:])


def clipped(ring: Ring, frame: Frame) -> Ring:
    """Cut a ring at the four sides of a frame (Sutherland and Hodgman)."""
    left, bottom, right, top = frame
    sides: list[tuple[int, float, Callable[[float, float], bool]]] = [
        (0, left, float.__ge__),
        (0, right, float.__le__),
        (1, bottom, float.__ge__),
        (1, top, float.__le__),
    ]
    for axis, limit, within in sides:
        kept: Ring = []
        for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            if within(float(before[axis]), limit) != within(float(point[axis]), limit):
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if within(float(point[axis]), limit):
                kept.append(point)
        ring = kept
    return ring


def _flat(ring: Ring) -> list[float]:
    points = [(round(x, 2), round(y, 2)) for x, y in ring]
    kept = [point for before, point in zip([None, *points], points, strict=False) if point != before]
    return [number for point in kept for number in point]


if __name__ == "__main__":
    found = cut(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    text = json.dumps(found, separators=(",", ":"))
    Path(str(files("graph.view") / _FILE)).write_text(text + "\n", encoding="utf-8", newline="\n")
