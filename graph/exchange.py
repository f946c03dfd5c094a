"""Write the relation network for network programs: GraphML and GEXF, as Gephi, Cytoscape and yEd read them.

The network is the one of ``kg view``: actors as nodes, an edge per kind of relation between two
actors. Lists stand in one text, joined by SEPARATOR, because neither format has lists.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import networkx as nx  # only kg export in these formats imports this module
from pyoxigraph import NamedNode

from graph.dates import Window
from graph.errors import UnknownFormat
from graph.labels import Labels
from graph.namespaces import compact
from graph.network import Facts, Said, network
from graph.store import Store
from graph.tables import SEPARATOR
from graph.terminal import harmless
from graph.view.words import messages

FORMATS = ("graphml", "gexf")
#: The day of writing would make the same data give other bytes tomorrow.
_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def network_text(
    store: Store, format: str, *, about: Sequence[str] = (), window: Window | None = None, lang: str = "vi"
) -> str:
    """Return the network of a store, or what lies around the given IRIs or in a window, as one of FORMATS.

    Nodes have ``label``, ``kind``, ``code`` and ``country``; edges ``label``, ``kind``, ``state``,
    ``facts``, ``fact_iris``, ``known_from``, ``known_until``, ``sources`` and ``toward``, the ends
    that the relation points at.
    """
    if format not in FORMATS:
        raise UnknownFormat(format, FORMATS)
    merged = network(store, about=about, window=window)
    facts: Facts = merged.graph["facts"]
    labels = Labels(store, map(NamedNode, sorted({*merged, *facts.things, *facts.statements})), lang)
    plain = nx.MultiGraph()
    for iri, node in merged.nodes(data=True):
        plain.add_node(iri, **_node(node["said"], node["kind"], labels))
    for number, (one, other, kind, edge) in enumerate(merged.edges(keys=True, data=True)):
        plain.add_edge(one, other, kind, id=str(number), **_edge(kind, edge, facts, labels))
    out = io.BytesIO()
    if format == "graphml":
        nx.write_graphml_xml(plain, out, named_key_ids=True, edge_id_from_attribute="id")
    else:
        nx.write_gexf(plain, out)
    return _TODAY.sub(b"", out.getvalue()).decode().rstrip("\n") + "\n"


def _node(said: Said, kind: str, labels: Labels) -> dict[str, str]:
    country = next(filter(None, map(said.one, ("pfr:country", "pfr:countryOfOrigin", "pfr:sendingState"))), "")
    return _harmless(
        label=labels.say(NamedNode(said.iri)),
        kind=messages(labels.lang)[f"kind-{kind}"],
        code=said.one("skos:notation"),
        country=labels.say(NamedNode(country)) if country else "",
        identifier=compact(said.iri) or said.iri,
    )


def _edge(kind: str, edge: dict[str, list[Said]], facts: Facts, labels: Labels) -> dict[str, str]:
    told = edge["statements"]
    ends = [said.one("pfr:knownUntil") for said in told]
    evidence = [facts.evidence[iri] for said in told for iri in said.all("pfr:evidence") if iri in facts.evidence]
    sources = {source for each in evidence for source in each.all("oa:hasSource")}
    titles = {(facts.sources.get(source) or Said(source)).one("dcterms:title") or source for source in sources}
    return _harmless(
        label=messages(labels.lang)[f"edge-{kind}"],
        kind=kind,
        state=str(edge["state"]),
        facts=SEPARATOR.join(labels.say(NamedNode(said.iri)) for said in told),
        fact_iris=SEPARATOR.join(said.iri for said in told),
        known_from=min(filter(None, (said.one("pfr:knownFrom") for said in told)), default=""),
        known_until=max(ends) if all(ends) else "",
        sources=SEPARATOR.join(sorted(titles)),
        toward=SEPARATOR.join(map(str, edge["toward"])),
    )


def _harmless(**texts: str) -> dict[str, str]:
    """Return the texts without characters that XML does not allow."""
    return {name: harmless(text) for name, text in texts.items()}
