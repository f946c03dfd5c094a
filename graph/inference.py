"""Derive the simple edges of the graph from its statements by SPARQL CONSTRUCT rules.

Each rule is one file ``ontology/rules/construct-*.rq``. All rules run again until none adds a
triple, and what they say together replaces ``graph:inferred``.
"""

from __future__ import annotations

from pyoxigraph import Triple

from graph.namespaces import GRAPH_INFERRED
from graph.resources import shipped_files
from graph.store.answers import Truth
from graph.store.base import Store, triples
from graph.tables import Table

_HEADINGS = {"rule": {"vi": "Quy tắc", "en": "Rule"}, "edges": {"vi": "Số cạnh", "en": "Edges"}}


def rules() -> dict[str, str]:
    """Return the shipped rules by name."""
    found = shipped_files("ontology", (".rq",))
    return {
        name.removeprefix("rules/").removesuffix(".rq"): item.read_text(encoding="utf-8")
        for name, item in found
        if name.startswith("rules/construct-")
    }


def is_inferred(store: Store) -> bool:
    """Tell whether edges have been derived in the store."""
    answer = store.query(f"ASK {{ GRAPH <{GRAPH_INFERRED}> {{ ?s ?p ?o }} }}")
    return isinstance(answer, Truth) and answer.value


def infer(store: Store) -> dict[str, int]:
    """Derive all edges anew and return how many triples each rule makes.

    An edge that its statements no longer support goes away.
    """
    store.replace_graph(GRAPH_INFERRED, [])
    derived: set[Triple] = set()
    while True:
        made = {name: set(triples(store, text)) for name, text in rules().items()}
        found = set().union(*made.values())
        if found <= derived:
            return {name: len(edges) for name, edges in made.items()}
        derived |= found
        store.replace_graph(GRAPH_INFERRED, derived)


def infer_table(store: Store, lang: str = "vi") -> Table:
    """Derive all edges anew and return a row per rule."""
    columns = {key: said[lang] for key, said in _HEADINGS.items()}
    return Table(columns, [{"rule": rule, "edges": number} for rule, number in sorted(infer(store).items())])
