"""Import tables into a store: read, map, resolve, check; everything or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from graph.dates import DateSpan
from graph.errors import BadInput, UnreadableFile, Words, system_reason
from graph.identifiers import slug
from graph.importing.mapping import Column, TableMapping, mapping_names, shipped_mapping
from graph.importing.model import Finding, Row, Sheet
from graph.importing.names import NameBook
from graph.importing.reading import read_tables
from graph.importing.shapes import shape_findings
from graph.importing.statements import RowWriter, TableSource, cell_text
from graph.inference import infer
from graph.namespaces import PREFIXES, compact
from graph.store.base import Store, rows

_NO_KIND = Words(
    "{file}: các tiêu đề không khớp loại bảng nào; chỉ rõ bằng --kind hoặc --mapping",
    "{file}: the headings fit no kind of table; name it with --kind or --mapping",
)
_CHANGED = Words(
    "{file}: nguồn {source} đã được nhập từ một bản khác của tệp; dùng --replace để thay",
    "{file}: the source {source} was imported from another version of the file; use --replace",
)
_NO_COLUMN = Words("thiếu cột bắt buộc", "a required column is missing")
_EXTRA = Words('{file}, {sheet}: cột "{heading}" không dùng đến', '{file}, {sheet}: column "{heading}" is not used')
_MANY = Words('hai cột cùng nghĩa "{heading}"', 'two columns mean "{heading}"')


@dataclass(slots=True)
class ImportReport:
    """What an import did: rows and triples, files that stood already, or what is wrong at which cell."""

    rows: int = 0
    triples: int = 0
    unchanged: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)

    def say(self, lang: str) -> list[str]:
        """Return the report in words: what was done, then the notes."""
        said = [_DONE[lang].format(rows=self.rows, triples=self.triples)] if self.rows and not self.findings else []
        said += [_WRONG[lang].format(number=len(self.findings))] if self.findings else []
        said += [_UNCHANGED[lang].format(file=file) for file in self.unchanged]
        return said + [note.vi if lang == "vi" else note.en for note in self.notes]


_DONE = {"vi": "{rows} dòng, {triples} bộ ba", "en": "{rows} rows, {triples} triples"}
_WRONG = {"vi": "{number} chỗ sai; chưa nhập gì", "en": "{number} mistakes; nothing was imported"}
_UNCHANGED = {"vi": "{file}: đã nhập từ trước, không có gì thay đổi", "en": "{file}: imported before, nothing changed"}


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read the files: all of it may be left open."""

    mapping: TableMapping | None = None
    sheet: str | None = None
    source: str | None = None
    published: DateSpan | None = None
    replace: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the rows of one file are read with; ``places`` remembers where each node comes from."""

    source: TableSource
    names: NameBook
    options: ImportOptions
    report: ImportReport
    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)


def import_tables(store: Store, files: Sequence[Path], options: ImportOptions) -> ImportReport:
    """Import all files, or none where one cell of one of them is wrong.

    The same file again changes nothing. Raises BadInput for a file of no known kind, or for another
    version of an imported file without ``replace``.
    """
    report = ImportReport()
    names = NameBook(store)
    ready: list[tuple[TableSource, list[Triple]]] = []
    for path in files:
        source = _source(path, options)
        if _stands_already(store, source, path, options):
            report.unchanged.append(str(path))
            continue
        reading = _Reading(source, names, options, report)
        triples = [*source.triples(), *_triples(path, reading)]
        report.findings += shape_findings(store, triples, reading.places) if not report.findings else []
        ready.append((source, triples))
    if not report.findings and not options.dry_run:
        for source, triples in ready:
            store.replace_graph(PREFIXES["source-graph"] + source.id, triples)
        if ready:
            infer(store)
    report.triples = sum(len(triples) for _, triples in ready)
    return report


def _source(path: Path, options: ImportOptions) -> TableSource:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile(str(path), system_reason(error)) from error
    return TableSource(slug(options.source or path.stem), options.source or path.name, digest, options.published)


def _stands_already(store: Store, source: TableSource, path: Path, options: ImportOptions) -> bool:
    node = NamedNode(PREFIXES["source"] + source.id)
    known = {getattr(row[0], "value", "") for row in rows(store, f"SELECT ?hash WHERE {{ {node} pfr:sha256 ?hash }}")}
    if known and source.sha256 not in known and not options.replace:
        raise BadInput(Words(*(said.format(file=path, source=source.id) for said in _CHANGED)))
    return source.sha256 in known


def _triples(path: Path, reading: _Reading) -> Iterator[Triple]:
    source, names, options, report = reading.source, reading.names, reading.options, reading.report
    for sheet in read_tables(path, sheet=options.sheet):
        report.notes += sheet.notes
        report.findings += sheet.problems
        if not sheet.headings:
            continue
        mapping = options.mapping or _guess(path, sheet)
        writer = RowWriter(mapping, source, names)
        columns = _columns(path, sheet, mapping, report)
        for row in sheet.rows:
            if not _wanted(mapping, row):
                continue
            report.rows += 1
            for item in writer.write(row, columns, str(path), sheet.name):
                if isinstance(item, Finding):
                    report.findings.append(item)
                    continue
                if isinstance(item.subject, NamedNode):
                    reading.places.setdefault(
                        compact(item.subject.value) or "", (str(path), sheet.name, str(row.number))
                    )
                yield item


def _guess(path: Path, sheet: Sheet) -> TableMapping:
    """Return the shipped kind that the headings fit best; all its required columns must be there."""
    best: tuple[int, TableMapping] | None = None
    for name in mapping_names():
        mapping = shipped_mapping(name)
        known = {column.key for heading in sheet.headings if (column := mapping.column(heading))}
        needed = {column.key for column in mapping.columns if column.required}
        if needed <= known and (best is None or len(known) > best[0]):
            best = (len(known), mapping)
    if best is None:
        raise BadInput(Words(*(said.format(file=path) for said in _NO_KIND)))
    return best[1]


def _columns(path: Path, sheet: Sheet, mapping: TableMapping, report: ImportReport) -> dict[str, Column]:
    """Return what each heading means; note those without a meaning and find those that are missing."""
    columns: dict[str, Column] = {}
    for heading in sheet.headings:
        column = mapping.column(heading)
        if column is None:
            report.notes.append(Words(*(said.format(file=path, sheet=sheet.name, heading=heading) for said in _EXTRA)))
        elif column in columns.values():
            said = Words(*(text.format(heading=heading) for text in _MANY))
            report.findings.append(Finding(str(path), sheet.name, "", heading, "double-column", said))
        else:
            columns[heading] = column
    for column in mapping.columns:
        if column.required and column not in columns.values():
            report.findings.append(Finding(str(path), sheet.name, "", column.heading.vi, "no-column", _NO_COLUMN))
    return columns


def _wanted(mapping: TableMapping, row: Row) -> bool:
    if not mapping.keep_if_any:
        return True
    return any(
        each.column in row.cells and cell_text(row.cells[each.column]) in each.any_of for each in mapping.keep_if_any
    )
