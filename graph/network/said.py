"""What the store says of things, as the network and its pictures read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.dates import Window
from graph.namespaces import expand

#: The ontology, which tells the version of the data.
ONTOLOGY = "https://w3id.org/pfr/ns"
#: A text in several languages, by language tag.
Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What the store says of one thing: the values of each property, by its prefixed name."""

    iri: str
    values: dict[str, list[NamedNode | BlankNode | Literal]] = field(default_factory=lambda: defaultdict(list))

    def all(self, name: str) -> list[str]:
        """Return all values of a property, sorted, without language and type."""
        found = self.values.get(name)
        return sorted(term.value for term in found) if found else []

    def one(self, name: str) -> str:
        """Return the first value of a property, or nothing."""
        found = self.values.get(name)
        return min(term.value for term in found) if found else ""

    def code(self, name: str) -> str:
        """Return the last part of the address of a concept: ``planned`` of ``modality:planned``."""
        return self.one(name).rpartition("/")[2]

    def text(self, name: str) -> Text:
        """Return a text by language; where a language has two texts, the first in order."""
        found = sorted(
            (term.language or "", term.value) for term in self.values.get(name, ()) if isinstance(term, Literal)
        )
        return dict(reversed(found))

    def is_a(self, classes: Iterable[str]) -> bool:
        """Tell whether the thing is of one of the classes."""
        types = self.all("rdf:type")
        return any(expand(name) in types for name in classes)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read from the store for one network."""

    statements: dict[str, Said]
    evidence: dict[str, Said]
    sources: dict[str, Said]
    concepts: dict[str, Said]
    things: dict[str, Said]
    passages: dict[str, Said] = field(default_factory=dict)
    window: Window | None = None
    #: The day of the newest source.
    newest: str = ""

    def thing(self, iri: str) -> Said:
        """Return what is said of a thing; nothing, where it is not described."""
        return self.things.get(iri) or Said(iri)

    def name(self, iri: str) -> Text:
        """Return the names of a thing or concept by language."""
        return (self.concepts.get(iri) or self.thing(iri)).text("skos:prefLabel")

    @property
    def as_of(self) -> str:
        """The day that ends are compared with: the first asked about, else that of the newest source."""
        return self.window.start.isoformat() if self.window else self.newest

    @property
    def version(self) -> str:
        """The version of the data; nothing where the store does not tell."""
        return self.thing(ONTOLOGY).one("owl:versionInfo")
