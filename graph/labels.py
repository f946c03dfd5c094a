"""Say terms in one language."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from graph.namespaces import compact
from graph.store.base import Store, rows

_LABELS = """
SELECT ?node ?label WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node skos:prefLabel|rdfs:label|dcterms:title ?label
}}
"""


class Labels:
    """Says a node by its label in one language, else in another, else by its prefixed name."""

    def __init__(self, store: Store, nodes: Iterable[object], lang: str) -> None:
        self.lang = lang
        self._said: dict[object, str] = {}
        wanted = " ".join(sorted({str(node) for node in nodes if isinstance(node, NamedNode)}))
        # rdflib fails on VALUES without a value.
        for node, label in rows(store, _LABELS.format(nodes=wanted)) if wanted else ():
            if isinstance(label, Literal) and (label.language == lang or node not in self._said):
                self._said[node] = label.value

    def say(self, term: object) -> str:
        """Return the words for a term."""
        return term.value if isinstance(term, Literal) else self._said.get(term) or short(term)

    def speaks(self, term: object) -> bool:
        """Tell whether a value belongs into this language's text."""
        return not isinstance(term, Literal) or term.language in (None, self.lang)


def short(term: object) -> str:
    """Return the prefixed name of an IRI where there is one."""
    return (compact(term.value) or term.value) if isinstance(term, NamedNode) else str(term)
