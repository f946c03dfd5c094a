"""Write graphs out: canonical Turtle and TriG, sorted N-Triples and N-Quads, JSON-LD, RDF/XML.

Every format gives the same bytes for the same graph. Turtle, N-Triples and RDF/XML hold one graph;
TriG, N-Quads and JSON-LD keep the named graphs. GraphML and GEXF hold the relation network.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat
from pyoxigraph import serialize as write_rdf

from graph.dates import Window
from graph.errors import BadInput, UnknownFormat, Words
from graph.gazetteer import resolve_graph
from graph.jsonld import jsonld
from graph.namespaces import GRAPH_INFERRED, PREFIXES
from graph.store.base import Store
from graph.turtle import named_blank_nodes, trig, turtle
from graph.window import quads_within

FORMATS = ("turtle", "trig", "nt", "nq", "jsonld", "rdf")
#: The relation network for network programs; it is made of relations, not of triples.
NETWORK_FORMATS = ("graphml", "gexf")
_ENDINGS = {"ttl": "turtle", "xml": "rdf", "rdfxml": "rdf", "json-ld": "jsonld", "ntriples": "nt", "nquads": "nq"}
_INFERRED = NamedNode(GRAPH_INFERRED)
_NO_GRAPHS = Words(
    "graphml, gexf ghi cả mạng quan hệ; bỏ --graph, --inferred",
    "graphml and gexf hold the whole relation network; leave out --graph and --inferred",
)


def export(
    store: Store,
    format: str,
    *,
    graphs: Iterable[str] = (),
    about: Collection[NamedNode] = (),
    inferred: bool = False,
    window: Window | None = None,
    lang: str = "vi",
) -> str:
    """Return the store's data as text; the labels of NETWORK_FORMATS are in one language.

    ``graphs`` limits it to these named graphs, ``about`` to what is said of and about these things,
    ``window`` to the statements that are known to hold in it; derived edges are left out unless
    ``inferred``. Raises UnknownName for a graph, and BadInput for a network of some graphs only.
    """
    if format in NETWORK_FORMATS:
        from graph.exchange import network_text  # noqa: PLC0415 - networkx takes longer to import than to export

        if inferred or list(graphs):
            raise BadInput(_NO_GRAPHS)
        return network_text(store, format, about=[thing.value for thing in about], window=window, lang=lang)
    wanted = {resolve_graph(store, name) for name in graphs}
    inferred = inferred or _INFERRED in wanted
    quads: Iterable[Quad] = quads_within(store, window, inferred=inferred) if window else store.quads()
    if wanted:
        quads = (quad for quad in quads if quad.graph_name in wanted)
    elif not inferred:
        quads = (quad for quad in quads if quad.graph_name != _INFERRED)
    return serialize(_about(quads, about) if about else quads, format)


def format_of(output: Path | None) -> str:
    """Return the format that a file's name asks for; Turtle where it asks for none.

    >>> format_of(Path("graph.nq")), format_of(None)
    ('nq', 'turtle')
    """
    ending = output.suffix.lstrip(".").lower() if output else ""
    if not ending:
        return "turtle"
    name = _ENDINGS.get(ending, ending)
    known = (*FORMATS, *NETWORK_FORMATS)
    if name not in known:
        raise UnknownFormat(ending, known)
    return name


def serialize(quads: Iterable[Quad], format: str) -> str:
    """Return quads as text in one of FORMATS; raise UnknownFormat for another."""
    name = _ENDINGS.get(format, format)
    if name == "turtle":
        return turtle(quads)
    if name == "trig":
        return trig(quads)
    if name == "nt":
        return _lines(_without_graph(quads), RdfFormat.N_TRIPLES)
    if name == "nq":
        return _lines(quads, RdfFormat.N_QUADS)
    if name == "jsonld":
        return jsonld(quads)
    if name == "rdf":
        return _rdfxml(_without_graph(quads))
    raise UnknownFormat(format, FORMATS)


def _about(quads: Iterable[Quad], things: Collection[NamedNode]) -> Iterator[Quad]:
    """Yield what is said of the things, the statements about them, and their evidence."""
    found, named = list(quads), set(things)
    told = {quad.subject for quad in found if quad.object in named} | named
    evidence = {quad.object for quad in found if quad.subject in told and quad.predicate.value.endswith("#evidence")}
    passages = {
        quad.object for quad in found if quad.subject in evidence and quad.predicate.value.startswith(PREFIXES["oa"])
    }
    kept = told | evidence | passages
    return (quad for quad in found if quad.subject in kept)


def _without_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def _lines(quads: Iterable[Quad], format: RdfFormat) -> str:
    text = write_rdf(set(named_blank_nodes(quads)), format=format)
    # Not splitlines(): literals may hold U+2028 or U+0085 as they are.
    return "".join(line + "\n" for line in sorted((text or b"").decode().split("\n")) if line)


def _rdfxml(quads: Iterable[Quad]) -> str:
    ordered = sorted(
        set(named_blank_nodes(quads)), key=lambda quad: tuple(map(str, (quad.subject, quad.predicate, quad.object)))
    )
    text = write_rdf(ordered, format=RdfFormat.RDF_XML, prefixes=_used_prefixes(ordered))
    return (text or b"").decode().rstrip("\n") + "\n"


def _used_prefixes(quads: Iterable[Quad]) -> dict[str, str]:
    """Return the prefixes that some predicate or class of the data uses."""
    iris = {term.value for quad in quads for term in (quad.predicate, quad.object) if isinstance(term, NamedNode)}
    return {prefix: base for prefix, base in PREFIXES.items() if any(iri.startswith(base) for iri in iris)}
