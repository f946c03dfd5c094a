"""Find what only one of two stores says, and gather it by fact.

Graph names do not count, only what is said; derived edges (``graph:inferred``) are left out. A
statement, its evidence and the passages of that are one fact. Blank nodes are compared under their
canonical labels (RDFC-1.0), which a change nearby may alter; shipped and imported data has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.namespaces import GRAPH_INFERRED, PREFIXES
from graph.store import Store
from graph.store.base import rows
from graph.turtle import named_blank_nodes

_INFERRED = NamedNode(GRAPH_INFERRED)
EVIDENCE = NamedNode(PREFIXES["pfr"] + "evidence")
_SELECTOR = NamedNode(PREFIXES["oa"] + "hasSelector")
#: Nodes that are looked up at once.
_CHUNK = 1000
_OWNERS = """
SELECT DISTINCT ?owner ?node WHERE {{ VALUES ?node {{ {nodes} }} ?owner {property} ?node }}"""

Node = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Edit:
    """What was said before and is said now with one property of a fact or of its evidence."""

    property: NamedNode
    of_evidence: bool
    old: tuple[Term, ...]
    new: tuple[Term, ...]


@dataclass(frozen=True)
class Difference:
    """The triples that only one side has, and the facts they belong to, each with its edits."""

    added: Set[Triple]
    removed: Set[Triple]
    new_facts: dict[Node, list[Edit]]
    gone_facts: dict[Node, list[Edit]]
    changed_facts: dict[Node, list[Edit]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    @cached_property
    def terms(self) -> set[Term]:
        """All terms that a reader may want to have named."""
        facts = chain(self.new_facts.items(), self.gone_facts.items(), self.changed_facts.items())
        found: set[Term] = set()
        for fact, edits in facts:
            found.add(fact)
            for edit in edits:
                found |= {edit.property, *edit.old, *edit.new}
        return found


def compare(old: Store, new: Store) -> Difference:
    """Return what changed from the one store to the other; each is read once and held in memory."""
    before, after = _told(old), _told(new)
    added, removed = after - before, before - after
    touched = {triple.subject for triple in chain(added, removed)}
    stood = {triple.subject for triple in before if triple.subject in touched}
    stands = {triple.subject for triple in after if triple.subject in touched}
    facts = _by_fact(added, removed, _owners(old, new, touched))
    return Difference(
        added,
        removed,
        {fact: edits for fact, edits in facts.items() if fact in stands - stood},
        {fact: edits for fact, edits in facts.items() if fact in stood - stands},
        {fact: edits for fact, edits in facts.items() if fact not in stood ^ stands},
    )


def _told(store: Store) -> set[Triple]:
    """Return what the store's sources say; blank nodes, which every reading renames, get canonical labels."""
    told = {quad.triple for quad in store.quads() if quad.graph_name != _INFERRED}
    if any(isinstance(term, BlankNode) for triple in told for term in (triple.subject, triple.object)):
        quads = (Quad(triple.subject, triple.predicate, triple.object) for triple in told)
        return {quad.triple for quad in named_blank_nodes(quads)}
    return told


#: What points at a piece of evidence or a passage, and with which property.
_Owners = dict[Node, set[tuple[Node, NamedNode]]]


def _owners(old: Store, new: Store, nodes: Set[Node]) -> _Owners:
    """Return the owners of those nodes that are evidence or passages, up to the statements."""
    owners: _Owners = defaultdict(set)
    wanted = sorted(str(node) for node in nodes if isinstance(node, NamedNode))
    for at in range(0, len(wanted), _CHUNK):
        chunk = " ".join(wanted[at : at + _CHUNK])
        for store in (old, new):
            for link in (EVIDENCE, _SELECTOR):
                for owner, node in rows(store, _OWNERS.format(nodes=chunk, property=link)):
                    if isinstance(owner, NamedNode) and isinstance(node, NamedNode):
                        owners[node].add((owner, link))
    found = set(chain.from_iterable(owners.values()))
    evidence = {owner for owner, link in found if link == _SELECTOR} - nodes
    return owners | _owners(old, new, evidence) if evidence else owners


def _by_fact(added: Set[Triple], removed: Set[Triple], owners: _Owners) -> dict[Node, list[Edit]]:
    """Gather triples by the fact they belong to and by property."""
    edits: dict[Node, dict[tuple[bool, NamedNode], tuple[set[Term], set[Term]]]] = defaultdict(
        lambda: defaultdict(lambda: (set(), set()))
    )
    changed = added | removed
    for side, triples in enumerate((removed, added)):
        for triple in triples:
            links = owners.get(triple.subject, set())
            # Where evidence comes or goes as a whole, the link to it says so.
            if any(Triple(owner, link, triple.subject) in changed for owner, link in links):
                continue
            for fact in _facts(triple.subject, owners):
                edits[fact][fact != triple.subject, triple.predicate][side].add(triple.object)
    return {
        fact: [
            Edit(property, of_evidence, tuple(sorted(old, key=str)), tuple(sorted(new, key=str)))
            for (of_evidence, property), (old, new) in sorted(
                found.items(), key=lambda item: (item[0][0], str(item[0][1]))
            )
        ]
        for fact, found in edits.items()
    }


def _facts(node: Node, owners: _Owners) -> set[Node]:
    """Return the statements that a piece of evidence or a passage serves, or the node itself."""
    served = owners.get(node)
    if not served:
        return {node}
    return set().union(*(_facts(owner, owners) if link == _SELECTOR else {owner} for owner, link in served))
