"""What stands in a note and in the list of sources, as pieces of text that a writer can link and set apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.brief.model import Brief, Origin, Point
from graph.brief.words import WORDS


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, linked to an address or not, in italics or not."""

    text: str
    address: str = ""
    italic: bool = False


def note_pieces(brief: Brief) -> list[tuple[int, list[Piece]]]:
    """Return number and text of each note: its sources, what they say and where, then the remark.

    A source is described where it is first cited; later notes refer to that one.
    """
    words = WORDS[brief.lang]
    first: dict[Origin, int] = {}
    told = []
    for note in brief.notes():
        pieces: list[Piece] = []
        for quote in note.quotes:
            number = first.setdefault(quote.origin, note.number)
            about = "" if number == note.number else words["cited"].format(number=number)
            said = " ".join(map(_point, quote.points))
            pieces += [Piece(" ")] if pieces else []
            pieces += [*_named(quote.origin, about), Piece(f": {said}" if said else ".")]
        if note.remark:
            pieces += [Piece(" "), Piece(words["remark"].format(text=note.remark), italic=True)]
        told.append((note.number, pieces))
    return told


def source_pieces(origin: Origin) -> list[Piece]:
    """Return the entry of a source, with its address in full: paper has no links."""
    title, *rest = _named(origin, "")
    address = [Piece(". "), Piece(origin.address, linked(origin.address))] if origin.address else []
    return [replace(title, address=""), *rest, *address]


def _named(origin: Origin, about: str) -> list[Piece]:
    known = about or ", ".join(filter(None, (origin.publisher, origin.published)))
    return [Piece(origin.title, linked(origin.address), italic=True), *([Piece(f", {known}")] if known else [])]


def linked(address: str) -> str:
    """Return an address that may be linked, or nothing.

    >>> linked("javascript:alert(1)"), linked("https://example.org/")
    ('', 'https://example.org/')
    """
    return address if address.startswith(("https://", "http://")) else ""


def _point(point: Point) -> str:
    about = "; ".join(filter(None, (point.place, point.speaker, point.doubt)))
    return f"{point.said.removesuffix('.')} ({about})." if about else _ended(point.said)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”", "…")) else f"{text}."


def numeral(number: int) -> str:
    """Return the Roman numeral of a section.

    >>> [numeral(each) for each in (1, 4, 9)]
    ['I', 'IV', 'IX']
    """
    return ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number]
