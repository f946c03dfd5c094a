"""The ways to read a text: stretches of pieces from the first word to the last, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.phrases.pieces import Piece
from graph.phrases.times import Time

#: More readings than any sensible text has.
_MOST = 48
NOTHING, CUE, LIGHT = "-", "@", "~"
#: Says nothing beside a name (tỉnh Sơn La), and is a word of its own elsewhere (nguồn nước).
BESIDE_NAME = "^"
#: Stands after an idea that is said again: a question within a question is another one.
AGAIN = "*"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, and the kind of word before it, such as ``@of``."""

    says: str
    things: frozenset[tuple[str, str]]
    cue: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: the ideas, values, names and times in it; how many words are values, or unknown."""

    ideas: frozenset[str]
    values: tuple[tuple[str, str], ...]
    names: tuple[Named, ...]
    times: tuple[Time, ...]
    numbers: tuple[str, ...]
    valued: int
    unknown: int


def readings(pieces: Sequence[Piece], words: int) -> list[Reading]:
    """Return the ways to read a text of so many words."""
    ways = _ways(_starting(pieces), 0, words)
    return list(dict.fromkeys(_reading(way) for way in islice(ways, _MOST)))


def first_reading(pieces: Sequence[Piece], words: int) -> Reading:
    """Return the way of the longest pieces, ideas before values."""
    return _reading(next(_ways(_starting(pieces), 0, words)))


def _starting(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for piece in dict.fromkeys(pieces):
        found.setdefault(piece.first, []).append(piece)
    return found


def _ways(starting: dict[int, list[Piece]], at: int, words: int) -> Iterator[tuple[Piece, ...]]:
    if at >= words:
        yield ()
        return
    for piece in _choices(starting.get(at, ()), at, words):
        yield from ((piece, *rest) for rest in _ways(starting, piece.last + 1, words))


def _choices(pieces: Sequence[Piece], at: int, words: int) -> list[Piece]:
    """Return the longest pieces; and where they are names or values, the longest idea, which they may contain."""
    if not pieces:
        return [Piece(at, at, "unknown", "")]
    longest = max(piece.length for piece in pieces)
    chosen = [piece for piece in pieces if piece.length == longest]
    if any(piece.says.startswith(LIGHT) for piece in chosen):
        return [piece for piece in chosen if piece.kind != "value"]
    if all(piece.kind in ("name", "value") for piece in chosen):
        shorter = [piece for piece in pieces if piece.kind in ("idea", "value") and piece.length < longest]
        chosen += [piece for piece in shorter if piece.length == max(each.length for each in shorter)]
    return chosen


def _reading(way: Sequence[Piece]) -> Reading:
    names, cue = [], ""
    for piece in way:
        if piece.kind == "name":
            names.append(Named(piece.says, piece.things, cue))
        if piece.kind != "idea" or not piece.says.startswith((NOTHING, BESIDE_NAME)):
            cue = piece.says if piece.kind == "idea" and piece.says.startswith(CUE) else ""
    values = [piece.says.partition("=") for piece in way if piece.kind == "value"]
    return Reading(
        frozenset(_ideas(way)),
        tuple((parameter, code) for parameter, _, code in values),
        tuple(names),
        tuple(piece.time for piece in way if piece.time),
        tuple(piece.says for piece in way if piece.kind == "number"),
        sum(piece.length for piece in way if piece.kind == "value"),
        sum(piece.kind == "unknown" or _stray(way, at) for at, piece in enumerate(way)),
    )


def _ideas(way: Sequence[Piece]) -> Iterator[str]:
    said: set[str] = set()
    for at, piece in enumerate(way):
        # "… không?" only marks a question.
        final_not = piece.says == "not" and at == len(way) - 1
        if piece.kind == "idea" and not piece.says.startswith((NOTHING, CUE, BESIDE_NAME)) and not final_not:
            yield piece.says
            if piece.says in said and not piece.says.startswith(LIGHT):
                yield piece.says + AGAIN
            said.add(piece.says)


def _stray(way: Sequence[Piece], at: int) -> bool:
    """Tell whether a word that only says something beside a name stands elsewhere."""
    if way[at].kind != "idea" or not way[at].says.startswith(BESIDE_NAME):
        return False
    after = next((piece for piece in way[at + 1 :] if not piece.says.startswith((BESIDE_NAME, "@of"))), None)
    beside = [piece for piece in (after, *way[max(at - 1, 0) : at]) if piece and piece.kind == "name"]
    wanted = way[at].says.removeprefix(BESIDE_NAME)
    return not any(not wanted or wanted in {class_ for _, class_ in piece.things} for piece in beside)
