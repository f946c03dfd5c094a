"""Write a briefing as a Word document: real headings and footnotes, A4, page numbers, a header with the day.

The same briefing gives the same bytes: no clock is read, and the archive carries a fixed time.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from graph import dates
from graph.brief.footnotes import MARK_STYLE, TEXT_STYLE, Footnotes, element, linked_runs, run
from graph.brief.model import Block, Brief, Note
from graph.brief.pieces import Piece, note_pieces, numeral, source_pieces
from graph.brief.words import WORDS
from graph.terminal import harmless

#: Official documents are set in this face; LibreOffice replaces it by its metric twin.
_FONT = "Times New Roman"
_SIZES = {"Normal": 13, "Title": 16, "Heading 1": 14, "Heading 2": 13, "List Bullet": 13, "List Number": 10.5}
_TAGS = {"vi": "vi-VN", "en": "en-GB"}
#: Points of the header and the footer.
_SMALL = 10
#: Of the three columns of every table.
_WIDTHS = (Cm(9.0), Cm(3.2), Cm(4.3))
#: The first moment that a ZIP archive can write down.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def docx(brief: Brief) -> bytes:
    """Return the briefing as the bytes of a .docx file."""
    document = Document()
    _dress(document, brief)
    _Writer(document, brief).write()
    raw = io.BytesIO()
    document.save(raw)
    return _timeless(raw)


class _Writer:
    """Writes the paragraphs of one briefing."""

    def __init__(self, document: WordDocument, brief: Brief) -> None:
        self._document = document
        self._brief = brief
        self._footnotes = Footnotes(document)
        self._pieces = dict(note_pieces(brief))

    def write(self) -> None:
        """Write title, sections and sources."""
        self._paragraph(self._brief.title, "Title")
        if self._brief.standing:
            self._paragraph(self._brief.standing).alignment = WD_ALIGN_PARAGRAPH.CENTER
        basis = self._italic(self._brief.basis)
        basis.alignment = WD_ALIGN_PARAGRAPH.CENTER
        basis.runs[0].font.size = Pt(10.5)
        for number, section in enumerate(self._brief.sections, 1):
            self._paragraph(f"{numeral(number)}. {section.title}", "Heading 1")
            for block in section.blocks:
                self._block(block)
        if origins := self._brief.origins():
            self._paragraph(WORDS[self._brief.lang]["sources"], "Heading 1")
            for origin in origins:
                listed = self._document.add_paragraph(style="List Number")
                listed._p.extend(linked_runs(self._document.part, source_pieces(origin)))  # no API for links

    def _block(self, block: Block) -> None:
        if block.title:
            self._paragraph(block.title, "Heading 2")
        if block.rows:
            self._table(block)
        for line in block.lines:
            self._noted(self._paragraph(line.text, "List Bullet"), line.note)
        for remark in block.remarks:
            self._italic(remark)

    def _table(self, block: Block) -> None:
        table = self._document.add_table(rows=1, cols=len(block.heads), style="Table Grid")
        table.autofit = False
        repeated = element("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)  # no API for repeated headings
        for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
            cell.paragraphs[0].add_run(harmless(head)).bold = True
        for row in block.rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row.cells, strict=True):
                cell.paragraphs[0].add_run(harmless(text))
            self._noted(cells[0].paragraphs[0], row.note)
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
                cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        gap = self._document.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(6)

    def _noted(self, paragraph: Paragraph, note: Note) -> None:
        self._footnotes.add(paragraph, note.number, self._pieces[note.number])

    def _paragraph(self, text: str, style: str | None = None) -> Paragraph:
        return self._document.add_paragraph(harmless(text), style)

    def _italic(self, text: str) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph.add_run(harmless(text)).italic = True
        return paragraph


def _dress(document: WordDocument, brief: Brief) -> None:
    """Set paper, fonts, header, footer and properties."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(1.5), Cm(2), Cm(2)
    _styles(document, _TAGS[brief.lang])
    header = page.header.paragraphs[0]
    header.text = harmless(" · ".join(filter(None, (brief.title, brief.standing))))
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(WORDS[brief.lang]["page"] + " ")
    _field(footer, "PAGE")
    footer.add_run("/")
    _field(footer, "NUMPAGES")
    for paragraph in (header, footer):
        for part in paragraph.runs:
            part.font.size = Pt(_SMALL)
    _properties(document, brief)


def _styles(document: WordDocument, language: str) -> None:
    styles = document.styles
    for name, style_id in (("footnote text", TEXT_STYLE), ("footnote reference", MARK_STYLE)):
        kind = WD_STYLE_TYPE.PARAGRAPH if style_id == TEXT_STYLE else WD_STYLE_TYPE.CHARACTER
        styles.add_style(name, kind, builtin=True).element.set(qn("w:styleId"), style_id)
    styles["footnote reference"].font.superscript = True
    for name, size in {**_SIZES, "footnote text": 9.5}.items():
        style = styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(f"not a paragraph style: {name}")
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
        style.paragraph_format.space_after = Pt(0 if name == "footnote text" else 4)
        style.paragraph_format.line_spacing = 1.0 if name == "footnote text" else 1.1
    styles["Normal"].element.get_or_add_rPr().append(element("w:lang", val=language))
    title = styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.font.bold = True
    for border in title.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    styles["Heading 1"].paragraph_format.space_before = Pt(12)
    styles["Heading 2"].paragraph_format.space_before = Pt(6)
    styles["Heading 2"].font.italic = True


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word fills in: the page, or the number of pages."""
    field = element("w:fldSimple", instr=code)
    field.append(run(Piece("1"), size=_SMALL))
    paragraph._p.append(field)  # no API for fields


def _properties(document: WordDocument, brief: Brief) -> None:
    day = dt.datetime.combine(dates.day(brief.day) or dt.date(1980, 1, 1), dt.time())
    properties = document.core_properties
    properties.title, properties.subject = harmless(brief.title)[:255], harmless(brief.standing)
    properties.author = properties.last_modified_by = "provincial-kg"
    properties.created = properties.modified = day
    properties.language, properties.revision = _TAGS[brief.lang], 1
    properties.comments = properties.keywords = ""
    package = document.part.package
    for name in [name for name, relation in package.rels.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[name]  # a picture of python-docx's own template


def _timeless(raw: io.BytesIO) -> bytes:
    """Return the archive with one time for all its files."""
    timeless = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return timeless.getvalue()
