"""The embedded store: Oxigraph in a folder or in memory, through pyoxigraph.

Oxigraph can show the union of all graphs as the default graph, but then a triple that stands in
two graphs counts twice in every COUNT and SUM. So the store keeps the merge itself: once there is
a named graph, the default graph holds every triple of the named graphs once, and triples that
were loaded without a graph stand in ``graph:ungraphed`` as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
)
from pyoxigraph import Store as Engine

from graph.errors import QuerySyntaxError, StoreError, StoreLocked, StoreMissing, Words
from graph.guard import undeclared_prefix
from graph.loading import Document, LoadReport, Tally, check
from graph.namespaces import PFRI, PREFIXES
from graph.store.answers import Answer, Solutions, Triples, Truth
from graph.store.base import SOMETHING_ELSE, ClosingStore
from graph.store.blocks import blocks, forget, note, unfinished

_Item = TypeVar("_Item")
_UNGRAPHED = NamedNode(PFRI + "graph/ungraphed")
_MERGE = DefaultGraph()
_COUNT_NAMED = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_COUNT_ALL = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { ?s ?p ?o } GROUP BY ?graph"
#: Quads that one transaction removes, or adds where it could do without.
_SOME = 20_000
_SYNTAX_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
#: What Oxigraph lists as "expected" is its whole grammar when it is lost; beyond this it helps nobody.
_LONGEST_REASON = 120
_NO_PREFIX = Words('tiền tố "{prefix}:" chưa được khai báo', 'the prefix "{prefix}:" is not declared')
_DENIED = (
    Words("không có quyền truy cập", "permission denied"),
    Words("chọn thư mục mà bạn được ghi", "choose a folder that you may write to"),
)
_FULL = Words("đĩa đã đầy", "the disk is full"), Words("giải phóng chỗ rồi thử lại", "free some space, then try again")
_FOREIGN = (
    Words("thư mục có tệp khác", "the folder holds other files"),
    Words("chọn thư mục trống hoặc mới", "choose an empty or a new folder"),
)
_FILE = Words("đây là một tệp", "this is a file"), Words("chọn một thư mục", "choose a folder")
_RESTORE = Words("khôi phục từ bản sao lưu hoặc nạp lại", "restore it from a backup or load it anew")


class OxigraphStore(ClosingStore):
    """A store in a folder (``open_folder``) or in memory."""

    def __init__(self, engine: Engine | None = None, location: str = ":memory:") -> None:
        self._engine: Engine | None = engine if engine is not None else Engine()
        self._location = location

    @classmethod
    def open_folder(cls, folder: Path, *, writable: bool = False) -> OxigraphStore:
        """Open the store in a folder; only ``writable`` makes a missing one.

        Raises StoreMissing, StoreLocked, or StoreError for a folder that cannot be read.
        """
        if folder.is_file():
            raise StoreError(str(folder), *_FILE)
        if not writable and not (folder / "CURRENT").is_file():
            _refuse_foreign_folder(folder)
            raise StoreMissing(str(folder))
        try:
            if not writable:
                return cls(Engine.read_only(str(folder)), str(folder))
            _refuse_foreign_folder(folder)
            folder.mkdir(parents=True, exist_ok=True)
            engine = Engine(str(folder))
        except (OSError, RuntimeError) as error:  # damage is a RuntimeError
            raise _explained(folder, error) from error
        _sweep(folder)
        store = cls(engine, str(folder))
        if left := unfinished(folder):
            store._undo(left)
        return store

    @property
    def location(self) -> str:
        return self._location

    @property
    def engine(self) -> Engine:
        """The pyoxigraph store itself; raises StoreError after ``close``."""
        if self._engine is None:
            raise StoreError(self._location, Words("đã đóng", "it is closed"), Words("mở lại", "open it again"))
        return self._engine

    def query(self, text: str) -> Answer:
        try:
            result = self.engine.query(text, prefixes=PREFIXES)
        except SyntaxError as error:
            raise _syntax_error(error, text) from error
        except (OSError, RuntimeError) as error:
            raise _explained(Path(self._location), error) from error
        if isinstance(result, QueryBoolean):
            return Truth(bool(result))
        if isinstance(result, QuerySolutions):
            variables = tuple(variable.value for variable in result.variables)
            return Solutions(variables, (tuple(solution) for solution in self._reading(result)))
        return Triples(self._reading(result))

    def load(self, documents: Sequence[Document]) -> LoadReport:
        try:
            report = self._load(documents)
            self.engine.flush()
        except (OSError, RuntimeError) as error:
            raise _explained(Path(self._location), error) from error
        return report

    def replace_graph(self, graph: str, triples: Iterable[Triple]) -> None:
        self._replace({graph: set(triples)})

    def replace_graphs(self, files: Mapping[str, Path]) -> None:
        if any(next(self._in_graph(NamedNode(graph)), None) for graph in files):
            found = {graph: parse(path=path, format=RdfFormat.N_TRIPLES) for graph, path in files.items()}
            self._replace({graph: {quad.triple for quad in quads} for graph, quads in found.items()})
            return
        self._name_ungraphed()
        try:
            self._add_blocks(files)
        except (OSError, RuntimeError) as error:
            raise _explained(Path(self._location), error) from error

    def graphs(self) -> dict[str, int]:
        query = _COUNT_NAMED if self._has_named_graphs() else _COUNT_ALL
        counted = {_label(graph): int(number) for graph, number in self._counts(query)}
        return dict(sorted(counted.items()))

    def quads(self) -> Iterator[Quad]:
        if not self._has_named_graphs():
            yield from self._reading(self.engine)
            return
        for quad in self._reading(self.engine.quads_for_pattern(None, None, None, None)):
            if quad.graph_name == _UNGRAPHED:
                yield Quad(quad.subject, quad.predicate, quad.object)
            elif quad.graph_name != _MERGE:
                yield quad

    def close(self) -> None:
        # pyoxigraph has no close(): the folder's lock goes with the last reference.
        self._engine = None

    def _counts(self, query: str) -> Iterator[tuple[object, str]]:
        for solution in cast(QuerySolutions, self.engine.query(query)):
            graph, number = solution["graph"], solution["triples"]
            if isinstance(number, Literal) and number.value != "0":
                yield graph, number.value

    def _reading(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Pass items on; damage shows only when its place on the disk is read."""
        try:
            yield from items
        except (OSError, RuntimeError) as error:
            raise _explained(Path(self._location), error) from error

    def _load(self, documents: Sequence[Document]) -> LoadReport:
        """Load in a single pass where no graph has a name: the engine keeps nothing of a pass that breaks off."""
        tally = Tally(documents)
        named = self._has_named_graphs()
        if not named and all(document.graphless for document in documents):
            self.engine.bulk_extend(tally.quads())
            return tally.report()
        report = check(documents)
        if named or any(report.graphs):
            self._load_graphs(documents)
        else:
            self.engine.bulk_extend(tally.quads())
        return report

    def _load_graphs(self, documents: Sequence[Document]) -> None:
        """Add quads to their graphs and to the merge in one bulk step, which is atomic."""
        self._name_ungraphed()
        self.engine.bulk_extend(chain.from_iterable(_graph_and_merge(document.quads()) for document in documents))

    def _name_ungraphed(self) -> None:
        """Keep the triples that have no graph apart before the default graph becomes the merge."""
        if not self._has_named_graphs():
            found = self.engine.quads_for_pattern(None, None, None, _MERGE)
            self.engine.bulk_extend([Quad(q.subject, q.predicate, q.object, _UNGRAPHED) for q in found])

    def _replace(self, graphs: Mapping[str, set[Triple]]) -> None:
        """Make graphs hold exactly these triples in one transaction."""
        self._name_ungraphed()
        kept: set[Triple] = set().union(*graphs.values())
        names = {NamedNode(graph): new for graph, new in graphs.items()}
        remove: list[Quad] = []
        add: list[Quad] = []
        for name, new in names.items():
            old = set(self._in_graph(name))
            remove += [_in(triple, name) for triple in old - new]
            remove += [_in(each, _MERGE) for each in old - kept if not self._told_elsewhere(each, names)]
            add += [_in(triple, graph) for triple in new - old for graph in (name, _MERGE)]
        try:
            self._exchange(remove, add)
            self.engine.flush()
        except (OSError, RuntimeError) as error:
            raise _explained(Path(self._location), error) from error

    def _in_graph(self, graph: NamedNode) -> Iterator[Triple]:
        return (quad.triple for quad in self.engine.quads_for_pattern(None, None, None, graph))

    def _add_blocks(self, files: Mapping[str, Path]) -> None:
        """Add graphs that are not there yet; a single block needs no note."""
        found = blocks(files)
        first, second = next(found, b""), next(found, None)
        if second is None:
            self.engine.bulk_load(first, RdfFormat.N_QUADS)
        else:
            self._add_all(files, chain((first, second), found))
        self.engine.flush()

    def _add_all(self, graphs: Collection[str], found: Iterable[bytes]) -> None:
        folder = Path(self._location)
        note(folder, graphs)
        try:
            for block in found:
                self.engine.bulk_load(block, RdfFormat.N_QUADS)
        except (OSError, RuntimeError):
            self._undo(graphs)
            raise
        self.engine.flush()
        forget(folder)

    def _undo(self, graphs: Iterable[str]) -> None:
        """Take graphs away, some quads at a time: there may be more than a transaction can hold."""
        names = [NamedNode(graph) for graph in graphs]
        for name in names:
            while some := list(islice(self._in_graph(name), _SOME)):
                merged = [_in(triple, _MERGE) for triple in some if not self._told_elsewhere(triple, names)]
                self._exchange([_in(triple, name) for triple in some] + merged, [])
        self.engine.flush()
        forget(Path(self._location))

    def _exchange(self, remove: list[Quad], add: list[Quad]) -> None:
        """Remove and add quads in one transaction, then those with blank nodes, which DATA blocks cannot name.

        Many quads that are only added need no transaction: a bulk step is atomic, and faster.
        """
        if not remove and len(add) > _SOME:
            self.engine.bulk_extend(add)
            return
        parts = [
            f"{verb} DATA {{ {_sparql_quads(quad for quad in quads if not _blank(quad))} }}"
            for verb, quads in (("DELETE", remove), ("INSERT", add))
            if quads
        ]
        if parts:
            self.engine.update(" ; ".join(parts))
        for quad in filter(_blank, remove):
            self.engine.remove(quad)
        self.engine.extend(filter(_blank, add))

    def _told_elsewhere(self, triple: Triple, graphs: Collection[NamedNode]) -> bool:
        """Tell whether a graph besides these holds the triple."""
        found = self.engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name != _MERGE and quad.graph_name not in graphs for quad in found)

    def _has_named_graphs(self) -> bool:
        return next(iter(self.engine.named_graphs()), None) is not None


def _in(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _graph_and_merge(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        graph = _UNGRAPHED if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
        yield Quad(quad.subject, quad.predicate, quad.object)


def _sparql_quads(quads: Iterable[Quad]) -> str:
    """Write quads for DATA blocks."""
    parts = []
    for quad in quads:
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        named = isinstance(quad.graph_name, NamedNode)
        parts.append(f"GRAPH {quad.graph_name} {{ {triple} }}" if named else triple)
    return "\n".join(parts)


def _label(graph: object) -> str:
    return graph.value if isinstance(graph, NamedNode) and graph != _UNGRAPHED else ""


def _blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _syntax_error(error: SyntaxError, text: str) -> QuerySyntaxError:
    found = _SYNTAX_PLACE.match(str(error))
    prefix = undeclared_prefix(text, PREFIXES)
    if found and prefix is not None:
        return QuerySyntaxError(
            int(found[1]), int(found[2]), Words(*(said.format(prefix=prefix) for said in _NO_PREFIX))
        )
    if found is None:
        return QuerySyntaxError(None, None, " ".join(str(error).split()))
    reason = " ".join(found[3].split())
    if len(reason) > _LONGEST_REASON:
        return QuerySyntaxError(int(found[1]), int(found[2]), SOMETHING_ELSE)
    return QuerySyntaxError(int(found[1]), int(found[2]), reason)


def _refuse_foreign_folder(folder: Path) -> None:
    """Refuse to write a store among other people's files."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "CURRENT").is_file():
        raise StoreError(str(folder), *_FOREIGN)


def _sweep(folder: Path) -> None:
    """Remove what a killed load and earlier openings leave behind; nobody else has the store now."""
    for leftover in (*folder.glob("bulk-*.sst"), *folder.glob("LOG.old.*")):
        leftover.unlink(missing_ok=True)


def _explained(folder: Path, error: OSError | RuntimeError) -> StoreError:
    reason = str(error)
    if "Permission denied" in reason:
        return StoreError(str(folder), *_DENIED)
    if "No space left" in reason:
        return StoreError(str(folder), *_FULL)
    if "lock file" in reason or "lock hold" in reason:  # "block checksum mismatch" is another matter
        return StoreLocked(str(folder))
    first = reason.splitlines()[0]
    return StoreError(str(folder), Words(f"không đọc được ({first})", f"it cannot be read ({first})"), _RESTORE)
