"""Lay a picture out on a sheet for documents: title, network, legend, and what the foot of the page says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from graph.network import STATES, Said
from graph.view import style
from graph.view.drawing import (
    PALE,
    Line,
    Point,
    Shape,
    Sheet,
    Text,
    frame_of,
    symbol,
    text_width,
    wrapped,
)
from graph.view.footer import footer
from graph.view.labelling import Label, Mark, labels
from graph.view.picture import Picture
from graph.view.words import day, messages

_WIDTH = 1600.0
_TALLEST = 2100.0
_PAD = 64.0
_LAND, _HOME, _SEA, _SHORE = "#F4F1EA", "#FBF3D5", "#EAF2F7", "#A9A294"
#: Lines of the map that lead to its sides.
_FAINT, _HAIR = "#D5DAE0", 0.8
#: Nodes and lines never grow beyond their own size, nor shrink to nothing.
_LARGEST, _SMALLEST = 1.25, 0.5
_LARGE, _SMALL, _LINE = 24.0, 12.0, 18.0
_UNNAMED = {
    "vi": "{count} thực thể không ghi tên vì thiếu chỗ.",
    "en": "{count} actors are drawn without their name for lack of room.",
}
#: More facts than this make no thicker line.
_THICK = 5
_STATE = {"unstated": "proposed"}


def sheet(picture: Picture) -> Sheet:
    """Return the sheet of a picture; the same picture gives the same sheet."""
    language = picture.asked.language
    made = Sheet(picture.title[language], language, _WIDTH, 0.0)
    top = _heading(made, picture)
    if picture.empty:
        made.parts.append(Text(_PAD / 2, top + 20, picture.empty[language], 16.0))
        top += 60
    else:
        top = _network(made, picture, top)
        top = _legend(made, picture, top)
    made.height = _foot(made, picture, top)
    return made


def _heading(made: Sheet, picture: Picture) -> float:
    top = 38.0
    for line in wrapped(made.title, _WIDTH - _PAD, _LARGE):
        made.parts.append(Text(_PAD / 2, top, line, _LARGE, bold=True))
        top += 1.3 * _LARGE
    notes = [words.vi if made.language == "vi" else words.en for words in (*picture.asked.notes, *picture.notes)]
    return _written(made, notes, top)


def _written(made: Sheet, texts: list[str], top: float) -> float:
    """Write paragraphs of small text; return where the next thing can stand."""
    for text in texts:
        for line in wrapped(text, _WIDTH - _PAD, _SMALL):
            made.parts.append(Text(_PAD / 2, top, line, _SMALL, colour=PALE))
            top += _LINE
    return top


class _Frame(NamedTuple):
    """How places are moved onto the sheet: scale across and down, and where the origin comes to stand."""

    across: float
    down: float
    x: float
    y: float
    bottom: float

    def at(self, x: float, y: float) -> Point:
        return self.x + x * self.across, self.y + y * self.down


def _framed(picture: Picture, land: dict[str, Any] | None, top: float) -> _Frame:
    """Fit the network, and the map behind it, into the width of the sheet."""
    corners: list[Point] = [*picture.layouts[picture.layout].values()]
    if land:
        left, upper, right, lower = land["frame"]
        corners += [(left, upper), (right, lower)]
    left, upper, right, lower = frame_of(corners)
    across = min((_WIDTH - 2 * _PAD) / max(right - left, 1), _LARGEST)
    down = min(across, (_TALLEST - 2 * _PAD) / max(lower - upper, 1))
    if picture.layout != "columns":
        across = down  # only columns may be drawn closer together than apart
    start = (_WIDTH - (right - left) * across) / 2
    bottom = top + 2 * _PAD + (lower - upper) * down
    return _Frame(across, down, start - left * across, top + _PAD - upper * down, bottom)


def _network(made: Sheet, picture: Picture, top: float) -> float:
    land = picture.map.drawn if picture.map and picture.layout == "map" else None
    frame = _framed(picture, land, top)
    if land:
        made.parts += _land(land["frame"], land["countries"], frame.at)
    places = {iri: frame.at(x, y) for iri, (x, y) in picture.layouts[picture.layout].items()}
    size = min(max(frame.down, _SMALLEST), 1.0)
    made.parts += _lines(picture, places, size)
    kinds = dict(picture.graph.nodes(data="kind"))
    marks = [
        Mark(iri, places[iri], style.NODES[kind][2] * size, picture.names[iri][made.language], _weight(picture, iri))
        for iri, kind in kinds.items()
    ]
    made.parts += [symbol(kinds[each.iri], each.at, each.radius, each.name) for each in marks]
    named = labels(marks, (4.0, top, _WIDTH - 4, frame.bottom), beside=picture.layout == "columns")
    made.parts += [part for label in named for part in _label(label)]
    if picture.layout == "columns":
        for heading in picture.headings:
            x, _ = frame.at(heading["x"], 0)
            made.parts.append(Text(x, top + 20, heading["name"][made.language], 14.0, bold=True, anchor="middle"))
    missing = len(marks) - len(named)
    return _written(made, [_UNNAMED[made.language].format(count=missing)] if missing else [], frame.bottom)


def _weight(picture: Picture, iri: str) -> tuple[int, int]:
    """Rank a name: what was asked about, then provinces at home, then by the number of relations."""
    asked = 2 if iri in picture.asked.about else 0
    return asked or int(picture.graph.nodes[iri]["kind"] == "home"), int(picture.graph.degree(iri))


def _land(frame: list[int], countries: list[dict[str, Any]], at: Callable[[float, float], Point]) -> Iterator[Shape]:
    left, top, right, bottom = frame
    yield Shape(tuple(at(x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))), _SEA, _SHORE)
    for country in sorted(countries, key=lambda each: each["home"]):
        for ring in country["rings"]:
            points = tuple(at(x, y) for x, y in zip(ring[::2], ring[1::2], strict=True))
            yield Shape(points, _HOME if country["home"] else _LAND, _SHORE, 1.0)


def _lines(picture: Picture, places: dict[str, Point], size: float) -> Iterator[Line]:
    """Draw one line for each two actors: as thick as it has facts, as firm as the firmest."""
    pairs: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    aside = picture.map.drawn["aside"] if picture.map and picture.layout == "map" else ()
    for first, second, found in picture.graph.edges(data=True):
        told, states = pairs[first, second]
        statements: list[Said] = found["statements"]
        told.update(said.iri for said in statements)
        states.add(found["state"])
    for (first, second), (told, states) in pairs.items():
        colour, dash = style.EDGES[min(states, key=STATES.index)]
        width = (0.8 + 0.5 * min(len(told), _THICK)) * size
        if first in aside or second in aside:  # it says nothing of where they are
            colour, width = _FAINT, _HAIR
        yield Line(places[first], places[second], colour, width, tuple(dash) if isinstance(dash, list) else ())


def _label(label: Label) -> Iterator[Text]:
    bold = label.mark.weight[0] > 0
    for x, y, line in label.lines:
        yield Text(x, y, line, bold=bold, anchor=label.anchor, halo=True)


def _legend(made: Sheet, picture: Picture, top: float) -> float:
    """Write the signs that occur, with their counts, in rows."""
    said = messages(made.language)
    kinds = Counter(kind for _, kind in picture.graph.nodes(data="kind"))
    states = {_STATE.get(state, state) for *_, state in picture.graph.edges(data="state")}
    items: list[tuple[str, str]] = [
        (kind, f"{said[f'kind-{kind}']} ({kinds[kind]})") for kind in style.NODES if kinds[kind]
    ]
    items += [(state, said[f"line-{state}"]) for state in style.EDGES if state in states]
    items.append(("", said["line-width"]))
    x, y = _PAD / 2, top + 24
    for sign, text in items:
        width = 44 + text_width(text, _SMALL) + 26
        if x + width > _WIDTH - _PAD / 2:
            x, y = _PAD / 2, y + 26
        if sign in style.NODES:
            made.parts.append(symbol(sign, (x + 20, y), 8.5))
        elif sign:
            colour, dash = style.EDGES[sign]
            made.parts.append(Line((x, y), (x + 36, y), colour, 2.4, tuple(dash) if isinstance(dash, list) else ()))
        made.parts.append(Text(x + 44, y, text, _SMALL))
        x += width
    return y + 34


def _foot(made: Sheet, picture: Picture, top: float) -> float:
    foot = footer(picture.facts, picture.asked.command)
    as_of = "" if picture.facts.window or not picture.facts.as_of else day(picture.facts.as_of, "day", made.language)
    since = messages(made.language)["as-of"]
    texts = [f"{since[:1].upper()}{since[1:]} {as_of}."] if as_of else []
    if picture.map and picture.layout == "map":
        texts += [picture.map.drawn["note"][made.language], picture.map.drawn["credit"][made.language]]
    texts.append(f"{foot.dataset[made.language]}. {foot.licence[made.language]}. {foot.command}")
    made.parts.append(Line((_PAD / 2, top), (_WIDTH - _PAD / 2, top), "#C6CDD4", 1.0))
    return _written(made, texts, top + 20) + 12
