"""Push boxes apart until none overlap, each as little as may be."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Positions = dict[str, tuple[float, float]]
#: Width, height, and how far the middle of the box lies below the middle of the node.
Boxes = Mapping[str, tuple[float, float, float]]

_GAP = 8.0
_ROUNDS, _LEAST = 300, 60
#: After so many rounds that leave an overlap the picture grows by this factor.
_PATIENCE, _SPREAD = 12, 1.04
#: Less than this is no overlap.
_NOTHING = 1e-6
#: Boxes moved in all: large pictures get fewer rounds.
_WORK = 150_000


def apart(places: Positions, boxes: Boxes) -> Positions:
    """Move overlapping boxes apart along the shorter way; the same boxes always move alike."""
    if not places:
        return {}
    names = list(places)
    sizes = [(boxes[name][0] + _GAP, boxes[name][1] + _GAP) for name in names]
    middles = [[places[name][0], places[name][1] + boxes[name][2]] for name in names]
    for turn in range(min(_ROUNDS, max(_LEAST, _WORK // len(names)))):
        pairs = _overlapping(np.array(middles), np.array(sizes))
        for one, other in pairs:
            _push(middles[one], middles[other], sizes[one], sizes[other])
        if not pairs:
            break
        if turn % _PATIENCE == _PATIENCE - 1:  # too crowded: give everybody more room
            middles = [[x * _SPREAD, y * _SPREAD] for x, y in middles]
    return {name: (x, y - boxes[name][2]) for name, (x, y) in zip(names, middles, strict=True)}


def _push(one: list[float], other: list[float], size: tuple[float, float], far: tuple[float, float]) -> None:
    shift_x = (size[0] + far[0]) / 2 - abs(one[0] - other[0])
    shift_y = (size[1] + far[1]) / 2 - abs(one[1] - other[1])
    if shift_x <= 0 or shift_y <= 0:
        return  # an earlier push of this round has done it
    axis, shift = (0, shift_x) if shift_x < shift_y else (1, shift_y)
    half = shift / 2 if one[axis] >= other[axis] else -shift / 2
    one[axis] += half
    other[axis] -= half


def _overlapping(middles: NDArray[np.float64], sizes: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the pairs whose boxes overlap: sorted by their left ends, only those near each other are compared."""
    left = middles[:, 0] - sizes[:, 0] / 2
    order = np.argsort(left, kind="stable")
    ends = np.searchsorted(left[order], (left + sizes[:, 0])[order])
    count = np.maximum(ends - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), count)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    pairs = np.stack((order[first], order[second]), axis=1)
    distance = np.abs(middles[pairs[:, 0]] - middles[pairs[:, 1]])
    room = (sizes[pairs[:, 0]] + sizes[pairs[:, 1]]) / 2
    near: list[tuple[int, int]] = pairs[np.all(distance < room - _NOTHING, axis=1)].tolist()
    return near
