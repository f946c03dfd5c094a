"""Gather everything that the graph says of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from graph.dates import PRECISION_OF, Window, written
from graph.labels import Labels, short
from graph.names import sort_key
from graph.show.model import Fact, Portrait, Proof
from graph.show.proof import proofs
from graph.store.base import Store, rows
from graph.texts import Texts
from graph.window import holds

_PRECISION_OF = PRECISION_OF | dict.fromkeys(("pfr:asOf", "pfr:issuedOn", "pfr:publishedOn"), "pfr:precision")
_NAMES = ("skos:prefLabel", "skos:altLabel")
#: Properties that have a place of their own, or only serve others.
_APART = {"rdf:type", "skos:prefLabel", "pfr:evidence", "pfr:modality", "pfr:validFrom", "pfr:validTo"}
_SERVING = {"skos:hiddenLabel", "rdfs:isDefinedBy", "pfr:knownFrom", "pfr:knownUntil", "pfr:knownPrecision"} | {
    *_PRECISION_OF.values()
}

#: Edges of today, which say nothing of another time.
_DERIVED = {
    "pfr:hasRelationWith",
    "pfr:partnerOf",
    "pfr:hasAgreementWith",
    "pfr:cooperatesWithMission",
    "pfr:linkedByGate",
}

# A fact about a thing names it, is told by it (a source), is the thing itself, tells the status of
# one of its gates, or names a body that acts for it.
ABOUT = """
{{ SELECT DISTINCT ?fact WHERE {{
  {{ ?fact ?role {entity} ; pfr:evidence ?some }}
  UNION {{ ?fact pfr:evidence/oa:hasSource {entity} }}
  UNION {{ ?fact pfr:evidence ?some FILTER (?fact = {entity}) }}
  UNION {{ ?fact pfr:ofGate/pfr:gate?/(pfr:province|pfr:place) {entity} }}
  UNION {{ ?fact pfr:ofGate/pfr:gate {entity} }}
  UNION {{ ?body pfr:actsFor {entity} . ?fact ?part ?body ; pfr:evidence ?some }}
}} }}
"""
_FACTS = "SELECT DISTINCT ?fact ?property ?value WHERE {{ {about} ?fact ?property ?value }}"
_OWN = "SELECT ?property ?value WHERE {{ {entity} ?property ?value }}"

_Pairs = list[tuple[object, object]]


def portrait(
    store: Store,
    entity: NamedNode,
    *,
    lang: str = "vi",
    texts: Texts | None = None,
    former: Sequence[NamedNode] = (),
    window: Window | None = None,
) -> Portrait:
    """Return all that is known of a thing in one language, with the facts about its ``former`` selves.

    Passages are cut from ``texts`` where the source's text is attached. With a ``window`` the facts
    are those that are known to hold in it.
    """
    about = " UNION ".join(ABOUT.format(entity=each) for each in (entity, *former))
    told: dict[object, _Pairs] = defaultdict(list)
    for fact, prop, value in rows(store, _FACTS.format(about=about)):
        told[fact].append((prop, value))
    if window:
        told = {fact: pairs for fact, pairs in told.items() if _holds(pairs, window)}
    own: _Pairs = [(prop, value) for prop, value in rows(store, _OWN.format(entity=entity))]
    if window:
        own = [(prop, value) for prop, value in own if short(prop) not in _DERIVED]
    proof = proofs(store, about, lang, texts)
    terms = (term for pairs in (own, *told.values()) for pair in pairs for term in pair)
    labels = Labels(store, [entity, *told, *terms], lang)
    facts = [_fact(node, pairs, proof.get(node, []), labels) for node, pairs in told.items()]
    kinds = sorted(labels.say(value) for prop, value in own if short(prop) == "rdf:type")
    return Portrait(
        short(entity),
        entity.value,
        labels.say(entity),
        ", ".join(kinds),
        _names(own),
        _attributes(own, labels),
        _by_kind(facts),
    )


def _holds(pairs: _Pairs, window: Window) -> bool:
    days = {short(prop): value.value for prop, value in pairs if isinstance(value, Literal)}
    return holds(days.get("pfr:knownFrom", ""), days.get("pfr:knownUntil", ""), window)


def _names(own: _Pairs) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for prop, value in own:
        if short(prop) in _NAMES and isinstance(value, Literal):
            names[value.language or ""].append(value.value)
    return _sorted(names)


def _attributes(own: _Pairs, labels: Labels) -> dict[str, list[str]]:
    shown = [(prop, value) for prop, value in own if short(prop) not in {*_NAMES, "rdf:type", "pfr:evidence"}]
    return _details(shown, labels)


def _details(pairs: _Pairs, labels: Labels) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for prop, value in pairs:
        if short(prop) not in _SERVING and labels.speaks(value):
            found[labels.say(prop)].append(_dated(short(prop), pairs) or labels.say(value))
    return _sorted(found)


def _fact(node: object, pairs: _Pairs, proof: list[Proof], labels: Labels) -> Fact:
    values = {short(prop): value for prop, value in pairs}
    details = [
        (prop, value) for prop, value in pairs if short(prop) not in _APART or short(prop) in _PRECISION_OF.values()
    ]
    return Fact(
        short(node),
        labels.say(values.get("rdf:type")),
        labels.say(node),
        labels.say(values.get("pfr:modality")),
        _dated("pfr:validFrom", pairs),
        _dated("pfr:validTo", pairs),
        _details(details, labels),
        proof,
    )


def _dated(name: str, pairs: _Pairs) -> str | None:
    """Return a date as precisely as the source gives it."""
    values = {short(prop): value for prop, value in pairs}
    date, precision = values.get(name), values.get(_PRECISION_OF.get(name, ""))
    if name not in _PRECISION_OF or not isinstance(date, Literal):
        return None
    return written(date.value, short(precision).partition(":")[2] if precision else "day")


def _by_kind(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: (fact.since or "", sort_key(fact.label), fact.identifier)):
        grouped[fact.kind].append(fact)
    return {kind: grouped[kind] for kind in sorted(grouped, key=sort_key)}


def _sorted(found: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {key: sorted(set(found[key]), key=sort_key) for key in sorted(found, key=sort_key)}
