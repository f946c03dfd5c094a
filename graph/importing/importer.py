"""Import tables into a store: read, map, resolve, check; everything or nothing.

Rows pass through one by one; what they say is kept in files beside until all of them are clean, so
that memory does not grow with the tables.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from graph.dates import DateSpan
from graph.errors import BadInput, UnreadableFile, Words, system_reason
from graph.identifiers import slug
from graph.importing.examples import OWN_SHEETS
from graph.importing.headings import guess, meanings
from graph.importing.mapping import TableMapping
from graph.importing.model import Finding
from graph.importing.names import NameBook
from graph.importing.notes import placed
from graph.importing.plainly import Plainly
from graph.importing.reading import read_tables
from graph.importing.repeated import Repeated
from graph.importing.report import ImportReport
from graph.importing.rows import RowWriter
from graph.importing.shapes import Origin, ShapeChecker, Together
from graph.importing.sources import TableSource
from graph.importing.spool import Spool
from graph.importing.terms import RowTriple
from graph.importing.terms import node as term
from graph.inference import infer
from graph.namespaces import PREFIXES
from graph.store.base import Store, rows, triples

_SHA256 = term("pfr:sha256")
_CHANGED = Words(
    "{file}: nguồn {source} đã được nhập từ một tệp khác, hoặc với ngày hay ánh xạ khác; "
    "nếu đây là bản đã sửa thì thêm --replace, nếu là một sổ khác thì thêm --source TÊN",
    "{file}: the source {source} was imported from another file, or with another date or mapping; "
    "if this is a corrected version add --replace, if it is another register add --source NAME",
)
_KNOWN_AS = Words(
    "{file}: tệp này đã được nhập với tên {sources}", "{file}: this file was imported already as {sources}"
)
_ONE_SOURCE = Words(
    "{file}: một tệp khác trong lần nhập này cũng là nguồn {source}; nhập riêng với --source khác",
    "{file}: another file of this import is the source {source} as well; import it by itself under another --source",
)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read the files: all of it may be left open."""

    mapping: TableMapping | None = None
    sheet: str | None = None
    source: str | None = None
    published: DateSpan | None = None
    replace: bool = False
    dry_run: bool = False
    create_organisations: bool = False
    #: How the mapping was named, with what tells its text; none where the headings find it.
    mapping_name: str = ""


def import_tables(store: Store, files: Sequence[Path], options: ImportOptions) -> ImportReport:
    """Import all files, or none where one cell of one of them is wrong.

    The same file again (the same bytes, sheet, mapping and date) changes nothing. Raises BadInput for a
    file of no known kind, or for another version of an imported file without ``replace``.
    """
    report = ImportReport(dry_run=options.dry_run)
    new = _new(store, files, options, report)
    run = _Run(store, options, report)
    with ExitStack() as stack:
        folder = (
            None if options.dry_run else Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-import-")))
        )
        spools = {source.id: run.read(path, source, folder) for path, source in new.items()}
        run.finish(new)
        report.triples = sum(spool.triples for spool in spools.values())
        report.sources = list(spools)
        report.sort()
        report.findings = Plainly(store).said(report.findings)
        if spools and folder is not None and not report.mistakes and (report.rows or options.replace):
            found = {PREFIXES["source-graph"] + name: spool.path for name, spool in spools.items()}
            store.replace_graphs({graph: path for graph, path in found.items() if path})
            infer(store)
    return report


def _new(store: Store, files: Sequence[Path], options: ImportOptions, report: ImportReport) -> dict[Path, TableSource]:
    """Return the files that are not in the store as they are, each with its source."""
    new: dict[Path, TableSource] = {}
    for path in files:
        source = _source(path, options)
        if _stands_already(store, source, path, options):
            report.unchanged.append(str(path))
        elif source.id in {other.id for other in new.values()}:
            raise BadInput(Words(*(said.format(file=path, source=source.id) for said in _ONE_SOURCE)))
        else:
            new[path] = source
            report.notes += _known_as(store, source, path)
    return new


def _source(path: Path, options: ImportOptions) -> TableSource:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(str(path), system_reason(error)) from error
    name, title = options.source or path.stem, options.source or path.name
    if options.sheet:  # each sheet that is named is a source of its own
        name, title = f"{name} {options.sheet}", f"{title} ({options.sheet})"
    return TableSource(slug(name), title, digest, options.published, options.mapping_name)


def _stands_already(store: Store, source: TableSource, path: Path, options: ImportOptions) -> bool:
    """Tell whether the store describes the source as this import would: the same bytes, sheet, mapping and date."""
    node = term(f"source:{source.id}")
    query = f"CONSTRUCT {{ {node} ?p ?o }} WHERE {{ {node} ?p ?o }}"
    known = {(each.predicate, each.object) for each in triples(store, query)}
    same = known >= {(each.predicate, each.object) for each in source.triples()}
    if any(predicate == _SHA256 for predicate, _ in known) and not same and not options.replace:
        raise BadInput(Words(*(said.format(file=path, source=source.id) for said in _CHANGED)))
    return same


def _known_as(store: Store, source: TableSource, path: Path) -> list[Words]:
    """Return a note where the same file is another source already."""
    found = rows(store, f'SELECT ?source WHERE {{ ?source pfr:sha256 "{source.sha256}" }} ORDER BY ?source')
    names = [str(getattr(row[0], "value", "")).removeprefix(PREFIXES["source"]) for row in found]
    others = ", ".join(name for name in names if name != source.id)
    return [Words(*(said.format(file=path, sources=others) for said in _KNOWN_AS))] if others else []


class _Run:
    """One import: what its files share."""

    def __init__(self, store: Store, options: ImportOptions, report: ImportReport) -> None:
        self._options = options
        self._report = report
        self._names = NameBook(store, organisations=options.create_organisations)
        self._checker = ShapeChecker(store, self._names.created)
        self._repeated = Repeated()

    def read(self, path: Path, source: TableSource, folder: Path | None) -> Spool:
        """Read a file; what its rows say goes to a file in the folder, if there is one, and mistakes to the report."""
        with Spool(folder / f"{source.id}.nt" if folder else None) as spool:
            described = source.triples()
            spool.add(described)
            for found, origin in self._rows(path, source):
                self._report.rows += 1
                spool.add(found)
                self._repeated.add(found[0].subject)
                self._report.add(self._checker.check(found, described, origin))
        return spool

    def finish(self, files: Mapping[Path, TableSource]) -> None:
        """Wait for the last verdicts of the shapes; read again what several rows say of one thing."""
        self._report.add(self._checker.finish())
        if not self._report.mistakes and self._repeated.settle():
            again = _Run(self._names.store, self._options, ImportReport())
            self._report.add(self._checker.check_together(again.several(files, self._repeated)))

    def several(self, files: Mapping[Path, TableSource], repeated: Repeated) -> Iterator[Together]:
        """Yield the rows of each thing that several rows describe."""
        rows: dict[NamedNode, Together] = defaultdict(list)
        for path, source in files.items():
            described = source.triples()
            for found, origin in self._rows(path, source):
                if found[0].subject in repeated:
                    rows[found[0].subject].append((found, described, origin))
        yield from rows.values()

    def _rows(self, path: Path, source: TableSource) -> Iterator[tuple[list[RowTriple], Origin]]:
        """Yield what each good row says and where it stands."""
        report = self._report
        for sheet in read_tables(path, sheet=self._options.sheet):
            report.notes += () if sheet.name in OWN_SHEETS else placed(str(path), sheet.name, sheet.notes)
            report.add(sheet.problems)
            if not sheet.headings:
                continue
            mapping = self._options.mapping or guess(path, sheet)
            columns, problems, notes = meanings(path, sheet, mapping)
            report.notes += notes
            report.add(problems)
            writer = RowWriter(mapping, source, self._names)
            for row in sheet.rows:
                written = writer.write(row, columns, str(path), sheet.name)
                found = [item for item in written if isinstance(item, RowTriple)]
                if found:
                    report.kinds[mapping.title] += 1
                    yield found, Origin(str(path), sheet.name, row, columns)
                else:
                    report.add(item for item in written if isinstance(item, Finding))
            report.notes += writer.notes()
            report.new += writer.new(dry_run=self._options.dry_run)
