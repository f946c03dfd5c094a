"""Stories that the tests of briefings tell, and how these tests read a briefing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml import parse_xml

from graph.brief import Block, Brief
from graph.brief.words import WORDS

PAIR = ("Sơn La", "Hủa Phăn")
REAL = [PAIR, ("Sơn La",), ("Hủa Phăn",), ("Lào Cai",), ("Lạng Sơn", "Quảng Tây"), ("Lào",), ("VECO",)]
HOSTILE = '<script>alert(1)</script> | *x* [y](javascript:alert(1)) & "\\`_\u202e\x1b[31m'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

SMALL = """
place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi, "Son La"@en ; skos:hiddenLabel "son la" .
place:LA-HO a pfr:Province ; skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en ; skos:hiddenLabel "hua phan" .
"""
STORY = (
    SMALL
    + """
source:news a pfr:Source ; dcterms:title "Bản tin"@vi ; dcterms:publisher "Báo" ; schema:url <https://example.org/a> ;
  pfr:publishedOn "2024-06-01"^^xsd:date ; pfr:precision precision:day .
evidence:sure a pfr:Evidence ; oa:hasSource source:news ; oa:hasSelector passage:p ; pfr:confidence confidence:stated ;
  pfr:restates "Nói rõ."@vi, "Said outright."@en .
passage:p a oa:TextPositionSelector ; oa:start 10 ; oa:end 20 .
evidence:unsure a pfr:Evidence ; oa:hasSource source:news ; pfr:confidence confidence:uncertain ;
  pfr:restates "Hiểu là vậy."@vi, "Read so."@en .
"""
)


def agreement(name: str, more: str = "", evidence: str = "evidence:sure") -> str:
    return (
        f'agreement:{name} a pfr:Agreement ; skos:prefLabel "Biên bản {name}"@vi, "Minutes {name}"@en ; '
        f"pfr:party place:VN-05, place:LA-HO ; pfr:modality modality:actual ; pfr:evidence {evidence} {more} .\n"
    )


def term(first: str, last: str = "", status: str = "") -> str:
    said = f'; pfr:validFrom "{first}"^^xsd:date ; pfr:fromPrecision precision:day '
    said += f'; pfr:validTo "{last}"^^xsd:date ; pfr:toPrecision precision:day ' if last else ""
    return said + (f"; pfr:endStatus end-status:{status} " if status else "")


def blocks(brief: Brief) -> Iterator[Block]:
    return (block for section in brief.sections for block in section.blocks)


def texts(block: Block) -> list[str]:
    return [line.text for line in block.lines] + [" | ".join(row.cells) for row in block.rows]


def in_block(brief: Brief, title: str) -> list[str]:
    return [text for block in blocks(brief) if block.title == title for text in texts(block)]


def section(brief: Brief, name: str) -> list[str]:
    """Return all texts of the section that a word heads."""
    return [
        text
        for each in brief.sections
        if each.title == WORDS[brief.lang][name]
        for block in each.blocks
        for text in texts(block)
    ]


def word_text(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def footnotes(data: bytes) -> dict[str, str]:
    """Return the texts of the notes of a document by their identifiers, the separators left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(archive.read("word/footnotes.xml"))
    return {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in root if note.get(f"{W}type") is None}
