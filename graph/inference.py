"""Derive the simple edges of the graph from its statements by SPARQL CONSTRUCT rules.

Each rule is one file ``ontology/rules/construct-*.rq``. A rule runs after those whose edges it reads,
each once, and what they say together replaces ``graph:inferred``. Rules whose edges hold for a time have
the blocks ``VALUES ?window_start { UNDEF }`` and ``VALUES ?window_end { UNDEF }``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter

from pyoxigraph import Triple

from graph.dates import Window
from graph.namespaces import GRAPH_INFERRED
from graph.questions import WINDOW, bind, window_terms
from graph.resources import shipped_files
from graph.store.answers import Truth
from graph.store.base import Store, triples
from graph.tables import Table

_TERM = re.compile(r"\bpfr:[a-z]\w*")
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


def infer(store: Store, window: Window | None = None) -> dict[str, int]:
    """Derive all edges anew and return how many triples each rule makes.

    An edge that its statements no longer support goes away. With a ``window`` the edges are those of
    that time instead of those as of the newest source.
    """
    texts = {name: _within(name, text, window) for name, text in rules().items()}
    made: dict[str, int] = {}
    derived: set[Triple] = set()
    for names in steps(texts):
        for name in names:
            edges = set(triples(store, texts[name]))
            made[name] = len(edges)
            derived |= edges
        store.replace_graph(GRAPH_INFERRED, derived)
    return made


def steps(texts: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the names of rules that may run together, each after all whose edges it reads.

    Raises graphlib.CycleError where two rules wait for each other.
    """
    parts = {name: text[text.index("\nCONSTRUCT") :].partition("WHERE") for name, text in texts.items()}
    made = {name: set(_TERM.findall(head)) for name, (head, _, _) in parts.items()}
    read = {name: set(_TERM.findall(body)) for name, (_, _, body) in parts.items()}
    sorter = TopologicalSorter(
        {name: [other for other in made if other != name and made[other] & read[name]] for name in texts}
    )
    sorter.prepare()
    while sorter:
        ready = sorter.get_ready()
        yield tuple(sorted(ready))
        sorter.done(*ready)


def _within(name: str, text: str, window: Window | None) -> str:
    over_time = f"VALUES ?{WINDOW[0]} " in text
    return bind(name, text, window_terms(window)) if window and over_time else text


def infer_table(store: Store, lang: str = "vi") -> Table:
    """Derive all edges anew and return a row per rule."""
    columns = {key: said[lang] for key, said in _HEADINGS.items()}
    return Table(columns, [{"rule": rule, "edges": number} for rule, number in sorted(infer(store).items())])
