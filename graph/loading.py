r"""RDF documents on their way in: format, encoding, and a full check before anything is stored.

Files may be UTF-8 with or without a byte-order mark, or UTF-16 with one; CRLF is welcome; text in
another Unicode normal form is brought to NFC, so that Sơn La is one name.

>>> document = Document.from_text("a.ttl", "<http://e/a> <http://e/b> 1.00 .")
>>> check([document]).graphs
{'': 1}
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.errors import BadInput, MalformedRdf, UnknownFormat, UnreadableFile, Words, in_language, system_reason
from graph.hostile import refuse_bomb
from graph.names import nfc
from graph.namespaces import GRAPH_INFERRED, PREFIXES, compact, expand

#: File-name endings and the formats they stand for; ``xml`` is RDF/XML as in other tools.
FORMATS: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
}
_CHUNK = 1 << 20
_NO_GRAPH = Words(
    '"{name}" không phải tên đồ thị; viết source-graph:ten hoặc một IRI đầy đủ',
    '"{name}" is no name of a graph; write source-graph:name or a whole IRI',
)
_DERIVED = Words(
    "đồ thị graph:inferred chỉ do kg infer ghi; hãy chọn đồ thị khác",
    "the graph graph:inferred is written by kg infer only; choose another",
)
_FOLDER = Words("đây là thư mục; hãy nêu tên các tệp trong đó", "this is a folder; name the files in it")
_TOO_LARGE = Words("một giá trị lớn hơn 16 MiB", "a term is larger than 16 MiB")
_NO_MARK = Words(
    "có vẻ là UTF-16 không có dấu thứ tự byte; hãy lưu tệp dạng UTF-8",
    "it looks like UTF-16 without a byte-order mark; save the file as UTF-8",
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
#: A string cannot have another lexical form than the one written.
_STRING = PREFIXES["xsd"] + "string"
#: Dates and most whole numbers are stored as they are written; trying them all takes a tenth of the loading time.
_KEPT = re.compile(
    r'"\d{4}-\d\d-\d\d"\^\^<http://www.w3.org/2001/XMLSchema#date>'
    r'|"(?:0|-?[1-9]\d{0,17})"\^\^<http://www.w3.org/2001/XMLSchema#integer>'
)


@dataclass(frozen=True, slots=True)
class Document:
    """One RDF file: its name for messages, its format, where its bytes are, and its target graph."""

    name: str
    format: RdfFormat
    path: Path | None = None
    data: bytes = b""
    graph: str | None = None
    notes: tuple[Words, ...] = ()

    @classmethod
    def from_file(cls, path: Path, *, graph: str | None = None, format: str | None = None) -> Document:
        """Look at a file; raise UnknownFormat, or UnreadableFile where it is missing or no text."""
        if path.is_dir():
            raise UnreadableFile(str(path), _FOLDER)
        rdf_format = _format_of(path.name, format)
        try:
            if not _needs_rewriting(path):
                return cls(str(path), rdf_format, path=path, graph=graph)
            text, notes = _decode(str(path), path.read_bytes())
        except OSError as error:
            raise UnreadableFile(str(path), system_reason(error)) from error
        return cls(str(path), rdf_format, data=text.encode(), graph=graph, notes=notes)

    @classmethod
    def from_bytes(cls, name: str, data: bytes, *, graph: str | None = None, format: str | None = None) -> Document:
        """Take a document that is in memory, for example standard input."""
        text, notes = _decode(name, data)
        return cls(name, _format_of(name, format), data=text.encode(), graph=graph, notes=notes)

    @classmethod
    def from_text(cls, name: str, text: str, *, graph: str | None = None) -> Document:
        """Take a document that is already text."""
        return cls.from_bytes(name, text.encode(), graph=graph)

    @property
    def graphless(self) -> bool:
        """Tell whether no triple of the document can be in a named graph."""
        return self.graph is None and not self.format.supports_datasets

    def open(self) -> BinaryIO:
        """Open the document as UTF-8 bytes."""
        return self.path.open("rb") if self.path else io.BytesIO(self.data)

    def quads(self) -> Iterator[Quad]:
        """Parse the document; raise MalformedRdf at the first mistake.

        Blank nodes are renamed, so that equal labels of two files never meet.
        """
        if self.format in (RdfFormat.JSON_LD, RdfFormat.RDF_XML):
            with self.open() as stream:
                refuse_bomb(self.name, self.format, stream.read())
        try:
            with self.open() as stream:
                quads = parse(input=stream, format=self.format, rename_blank_nodes=True)
                yield from quads if self.graph is None else map(self._into_graph, quads)
        except SyntaxError as error:
            raise _malformed(self.name, error) from error
        except MemoryError as error:
            raise MalformedRdf(self.name, None, None, _TOO_LARGE) from error

    def _into_graph(self, quad: Quad) -> Quad:
        if self.graph is None or not isinstance(quad.graph_name, DefaultGraph):
            return quad
        return Quad(quad.subject, quad.predicate, quad.object, NamedNode(self.graph))


@dataclass(slots=True)
class LoadReport:
    """What a load brought: triples per graph, and literals that the engine writes another way."""

    graphs: dict[str, int] = field(default_factory=dict)
    rewritten: int = 0
    example: tuple[str, str] | None = None
    notes: list[Words] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return the number of triples over all graphs."""
        return sum(self.graphs.values())


def check(documents: Sequence[Document]) -> LoadReport:
    """Parse every document to its end and report what is in it; store nothing.

    Raises MalformedRdf with file, line and column.
    """
    tally = Tally(documents)
    for _ in tally.quads():
        pass
    return tally.report()


class Tally:
    """Counts what documents hold while their quads are read, once."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._graphs: Counter[object] = Counter()
        self._typed: Counter[Literal] = Counter()

    def quads(self) -> Iterator[Quad]:
        """Parse every document; raise MalformedRdf at the first mistake."""
        graphs, typed = self._graphs, self._typed
        for document in self._documents:
            read, graphless = 0, document.graphless
            for quad in document.quads():
                if graphless:
                    read += 1
                else:
                    graphs[quad.graph_name] += 1
                value = quad.object
                # The language comes first: most literals have one, and asking for the datatype makes two objects.
                if isinstance(value, Literal) and value.language is None and value.datatype.value != _STRING:
                    typed[value] += 1
                yield quad
            if read:
                graphs[DefaultGraph()] += read

    def report(self) -> LoadReport:
        """Return what has been read so far."""
        report = LoadReport(
            {name.value if isinstance(name, NamedNode) else "": number for name, number in self._graphs.items()}
        )
        for document in self._documents:
            report.notes += [Words(*(f"{document.name}: {said}" for said in note)) for note in document.notes]
        _note_rewritten(report, self._typed)
        return report


def _note_rewritten(report: LoadReport, typed: Counter[Literal]) -> None:
    """Find the literals that Oxigraph stores in another lexical form (1.00 becomes 1)."""
    doubtful = [literal for literal in typed if not _KEPT.fullmatch(str(literal))]
    scratch = Store()
    subject, predicate = NamedNode("urn:s"), NamedNode("urn:p")
    scratch.bulk_extend(Quad(subject, predicate, literal) for literal in doubtful)
    kept = {quad.object for quad in scratch.quads_for_pattern(None, None, None)}
    changed = [literal for literal in doubtful if literal not in kept]
    report.rewritten = sum(typed[literal] for literal in changed)
    if changed:
        probe = Store()
        probe.add(Quad(subject, predicate, changed[0]))
        stored = next(iter(probe)).object
        report.example = (str(changed[0]), str(stored))


def _format_of(name: str, given: str | None) -> RdfFormat:
    ending = (given or name.rpartition(".")[2]).lower()
    if ending not in FORMATS:
        raise UnknownFormat(ending if given else name, sorted(FORMATS))
    return FORMATS[ending]


def _needs_rewriting(path: Path) -> bool:
    """Tell whether a file is anything but clean UTF-8 in NFC, reading it once in pieces."""
    with path.open("rb") as stream:
        start = stream.read(4)
        if start.startswith((_UTF8_MARK, *_UTF16_MARKS)):
            return True
        stream.seek(0)
        while data := stream.read(_CHUNK) + stream.readline():
            if b"\x00" in data:
                return True
            if data.isascii():
                continue
            try:
                if not unicodedata.is_normalized("NFC", data.decode("utf-8")):
                    return True
            except UnicodeDecodeError:
                return True
    return False


def _decode(name: str, data: bytes) -> tuple[str, tuple[Words, ...]]:
    """Return the text and notes on what had to be done to get it."""
    notes = []
    if data.startswith(_UTF16_MARKS):
        encoding = "utf-16"
        notes.append(Words("đọc dạng UTF-16", "read as UTF-16"))
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = encoding.removesuffix("-sig").upper()
        reason = Words(
            f"byte {error.start} ở dòng {line} không phải {shown}; hãy lưu tệp dạng UTF-8",
            f"byte {error.start} on line {line} is not {shown}; save the file as UTF-8",
        )
        raise UnreadableFile(name, reason) from error
    if "\x00" in text:
        raise UnreadableFile(name, _NO_MARK)
    if not unicodedata.is_normalized("NFC", text):
        text = nfc(text)
        notes.append(Words("đưa về dạng chuẩn Unicode NFC", "brought to Unicode normal form NFC"))
    return text, tuple(notes)


def _malformed(name: str, error: SyntaxError) -> MalformedRdf:
    reason = (error.msg or str(error)).rpartition(": ")[2] if error.lineno else (error.msg or str(error))
    return MalformedRdf(name, error.lineno, error.offset, reason)


def read_documents(files: Sequence[Path], *, graph: str | None = None, format: str | None = None) -> list[Document]:
    """Look at all files; ``-`` is standard input, as Turtle unless a format is given.

    ``graph`` is an IRI or a prefixed name; raises BadInput for another text and for the derived graph.
    """
    graph = _graph_name(graph) if graph is not None else None
    return [
        Document.from_bytes("stdin", sys.stdin.buffer.read(), graph=graph, format=format or "ttl")
        if str(path) == "-"
        else Document.from_file(path, graph=graph, format=format)
        for path in files
    ]


def _graph_name(name: str) -> str:
    iri = expand(name) or name
    try:
        NamedNode(iri)
    except ValueError as error:
        raise BadInput(Words(*(said.format(name=name) for said in _NO_GRAPH))) from error
    if iri == GRAPH_INFERRED:
        raise BadInput(_DERIVED)
    return iri


def read_text(name: str) -> str:
    """Return the text of a file in any encoding that documents may have; ``-`` is standard input."""
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return _decode(name, data)[0]


_SAID = {
    "vi": (
        "{number} bộ ba vào {graph}",
        "đồ thị không tên",
        "{number} giá trị được ghi dạng khác, ví dụ {old} thành {new}",
    ),
    "en": (
        "{number} triples into {graph}",
        "the graph without a name",
        "{number} values are written differently, e.g. {old} as {new}",
    ),
}


def describe(report: LoadReport, lang: str = "vi") -> str:
    """Return the report in words: a line per graph, then what was changed on the way."""
    line, unnamed, changed = _SAID[lang]
    lines = [
        line.format(number=number, graph=(compact(name) or name) if name else unnamed)
        for name, number in sorted(report.graphs.items())
    ]
    if report.example:
        lines.append(changed.format(number=report.rewritten, old=report.example[0], new=report.example[1]))
    lines += [in_language(lang, note) for note in report.notes]
    return "\n".join(lines or [line.format(number=0, graph=unnamed)])
