"""Write a briefing as Markdown with footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from graph.brief.model import Block, Brief, Row
from graph.brief.pieces import Piece, note_pieces, numeral, source_pieces
from graph.brief.words import WORDS
from graph.markdown import escaped


def markdown(brief: Brief) -> str:
    """Return the briefing as Markdown; the same briefing gives the same text."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    words = WORDS[brief.lang]
    yield f"# {escaped(brief.title)}"
    yield from ("", f"**{escaped(brief.standing)}**") if brief.standing else ()
    yield from ("", f"*{escaped(brief.basis)}*")
    for number, section in enumerate(brief.sections, 1):
        yield from ("", f"## {numeral(number)}. {escaped(section.title)}")
        for block in section.blocks:
            yield from _block(block)
    origins = brief.origins()
    if origins:
        yield from ("", f"## {words['sources']}", "")
        yield from (f"{number}. {_inline(source_pieces(origin))}" for number, origin in enumerate(origins, 1))
    for number, pieces in note_pieces(brief):
        yield from ("", f"[^{number}]: {_inline(pieces)}")


def _block(block: Block) -> Iterator[str]:
    yield from ("", f"### {escaped(block.title)}") if block.title else ()
    if block.rows:
        yield from ("", _row(tuple(map(escaped, block.heads))), _row(("---",) * len(block.heads)))
        yield from (_row(_cells(row)) for row in block.rows)
    if block.lines:
        yield ""
        yield from (f"- {escaped(line.text)}[^{line.note.number}]" for line in block.lines)
    for remark in block.remarks:
        yield from ("", f"*{escaped(remark)}*")


def _cells(row: Row) -> tuple[str, ...]:
    first, *rest = map(escaped, row.cells)
    return f"{first}[^{row.note.number}]", *rest


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _inline(pieces: list[Piece]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    text = escaped(piece.text)
    set_apart = f"*{text}*" if piece.italic and text == text.strip() != "" else text
    return f"[{set_apart}](<{_address(piece.address)}>)" if piece.address else set_apart


def _address(address: str) -> str:
    """Percent-encode what would end a link."""
    return "".join(f"%{ord(sign):02X}" if sign in "<>\\ \"'|" or sign < " " else sign for sign in address)
