"""The file that rows come from, as a source of the graph, and the evidence of one of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from graph.dates import DateSpan
from graph.errors import Words
from graph.identifiers import content_hash, slug
from graph.importing.terms import RowTriple, date_term, node
from graph.names import nfc
from graph.namespaces import PREFIXES

_EVIDENCE, _PASSAGE = PREFIXES["evidence"], PREFIXES["passage"]
#: The names of sheets in identifiers: all rows of a sheet need the same.
_short = lru_cache(slug)

_NO_DATE = Words("Tệp được nhập không kèm ngày.", "The file was imported without a date.")
_READ_BY = Words("Tệp được đọc theo ánh xạ {mapping}.", "The file was read by the mapping {mapping}.")


@dataclass(frozen=True, slots=True)
class TableSource:
    """The file that rows come from, as a source of the graph."""

    id: str
    title: str
    sha256: str
    published: DateSpan | None
    #: How the file was read, where that was said: the name of a mapping, and what tells its text.
    mapping: str = ""

    def triples(self) -> list[RowTriple]:
        """Describe the file as a source."""
        source = node(f"source:{self.id}")
        found = [
            RowTriple(source, node("rdf:type"), node("pfr:Source")),
            RowTriple(source, node("dcterms:title"), Literal(nfc(self.title), language="vi")),
            RowTriple(source, node("dcterms:type"), node("source-type:table")),
            RowTriple(source, node("dcterms:language"), Literal("vi")),
            RowTriple(source, node("pfr:sha256"), Literal(self.sha256)),
        ]
        if self.published:
            found.append(RowTriple(source, node("pfr:publishedOn"), date_term(self.published.last)))
            found.append(RowTriple(source, node("pfr:precision"), node(f"precision:{self.published.precision}")))
        notes = [*([] if self.published else [_NO_DATE]), *([_READ_BY] if self.mapping else [])]
        for at, lang in enumerate(Words._fields if notes else ()):
            said = " ".join(note[at].format(mapping=self.mapping) for note in notes)
            found.append(RowTriple(source, node("skos:scopeNote"), Literal(said, language=lang)))
        return found

    def evidence(self, thing: NamedNode, number: int, sheet: str, said: Mapping[str, str]) -> Iterator[RowTriple]:
        """Yield the row as the evidence of a thing; ``said`` restates it in each language."""
        evidence = NamedNode(_EVIDENCE + content_hash(self.sha256, sheet, str(number), thing.value))
        passage = NamedNode(f"{_PASSAGE}{self.id}_{_short(sheet)}-row-{number}")
        yield RowTriple(thing, node("pfr:evidence"), evidence)
        yield RowTriple(evidence, node("rdf:type"), node("pfr:Evidence"))
        yield RowTriple(evidence, node("oa:hasSource"), node(f"source:{self.id}"))
        yield RowTriple(evidence, node("oa:hasSelector"), passage)
        yield RowTriple(evidence, node("pfr:confidence"), node("confidence:stated"))
        yield RowTriple(passage, node("rdf:type"), node("pfr:RowSelector"))
        yield RowTriple(passage, node("pfr:sheet"), Literal(sheet))
        yield RowTriple(passage, node("pfr:row"), Literal(number))
        for lang, text in said.items():
            yield RowTriple(evidence, node("pfr:restates"), Literal(text, language=lang))
