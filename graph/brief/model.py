"""What a briefing is made of: sections of blocks, lines with a note each, and the sources of the notes.

The writers (Markdown, HTML, DOCX) read nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as a note names it."""

    identifier: str
    title: str
    publisher: str = ""
    published: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """What one piece of evidence says in our own words, where it stands, and how sure it is."""

    said: str
    place: str = ""
    speaker: str = ""
    #: Empty where the source says it outright.
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What one source tells of a line."""

    origin: Origin
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """The proof of one line; ``remark`` is what the data says of its own limits."""

    number: int
    quotes: tuple[Quote, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its note."""

    text: str
    note: Note


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a short table; its note stands in the first cell."""

    cells: tuple[str, ...]
    note: Note


@dataclass(frozen=True, slots=True)
class Block:
    """Lines or a table under a heading of their own; ``remarks`` say what is not known, and need no source."""

    title: str
    lines: tuple[Line, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the briefing."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing in one language: title, the day it holds for, what it rests on, and its sections."""

    lang: str
    title: str
    #: ISO date; what is later is not in the briefing.
    day: str
    standing: str
    basis: str
    sections: tuple[Section, ...]

    def notes(self) -> list[Note]:
        """Return the notes in the order of their numbers."""
        return list(self._notes())

    def origins(self) -> list[Origin]:
        """Return the sources of all notes, in the order in which they are first cited."""
        return list(dict.fromkeys(quote.origin for note in self._notes() for quote in note.quotes))

    def _notes(self) -> Iterator[Note]:
        for section in self.sections:
            for block in section.blocks:
                yield from (line.note for line in block.lines)
                yield from (row.note for row in block.rows)
