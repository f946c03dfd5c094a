"""Real footnotes in a Word document, which python-docx reads past but cannot make.

A document has one part ``/word/footnotes.xml``: two separators, then a note for each reference in
the text. Their links are relationships of that part, not of the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from graph.brief.pieces import Piece
from graph.terminal import harmless

_EMPTY = f"""<w:footnotes {nsdecls("w", "r")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""
#: The identifiers of the styles, which the document defines.
TEXT_STYLE, MARK_STYLE = "FootnoteText", "FootnoteReference"
_LINK_COLOUR = "123F7A"


class Footnotes:
    """The footnotes of one document."""

    def __init__(self, document: Document) -> None:
        package = document.part.package
        element = parse_xml(_EMPTY)
        self._part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, element, package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)

    def add(self, paragraph: Paragraph, number: int, pieces: Iterable[Piece]) -> None:
        """Put the mark of a note at the end of a paragraph, and the note among the footnotes."""
        paragraph._p.append(_marked(element("w:footnoteReference", id=str(number))))  # no API for it
        note = element("w:footnote", id=str(number))
        told = element("w:p")
        style = element("w:pPr")
        style.append(element("w:pStyle", val=TEXT_STYLE))
        told.extend([style, _marked(element("w:footnoteRef")), run(Piece(" "))])
        told.extend(linked_runs(self._part, pieces))
        note.append(told)
        self._part.element.append(note)


def linked_runs(part: Part, pieces: Iterable[Piece]) -> list[BaseOxmlElement]:
    """Return the runs of pieces, those with an address as links of the part they stand in."""
    runs = []
    for piece in pieces:
        if piece.address:
            link = element("w:hyperlink")
            link.set(qn("r:id"), part.relate_to(piece.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            link.append(run(piece, colour=_LINK_COLOUR))
            runs.append(link)
        elif piece.text:
            runs.append(run(piece))
    return runs


def run(piece: Piece, *, colour: str = "", size: int = 0) -> BaseOxmlElement:
    """Return a run of text, which keeps its spaces; ``size`` in points."""
    made, style, text = element("w:r"), element("w:rPr"), element("w:t")
    style.extend([element("w:i")] if piece.italic else [])
    style.extend([element("w:color", val=colour)] if colour else [])
    style.extend([element("w:sz", val=str(2 * size))] if size else [])
    text.text = harmless(piece.text)
    text.set(qn("xml:space"), "preserve")
    made.extend([style, text])
    return made


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return a new element of WordprocessingML with attributes of the same namespace."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _marked(mark: BaseOxmlElement) -> BaseOxmlElement:
    made, style = element("w:r"), element("w:rPr")
    style.append(element("w:rStyle", val=MARK_STYLE))
    made.extend([style, mark])
    return made
