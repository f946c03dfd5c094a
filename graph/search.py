"""Find things by any spelling.

Exact beats exact but for accents, which beats the start of a name, which beats a word in it.
Names that only resemble the text are suggestions, never answers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from pyoxigraph import Literal, NamedNode

from graph.errors import AmbiguousName, UnknownName, in_language
from graph.labels import Labels
from graph.meaning import meaning
from graph.names import fold, nfc, sort_key
from graph.namespaces import compact, expand
from graph.store.base import Store, rows
from graph.tables import Table

#: RapidFuzz ratio from which on a name is worth suggesting; the nearest wrong province scored 78.
SUGGEST_FROM = 78
MOST_SUGGESTIONS = 5
#: No name is longer.
LONGEST = 200

_NAMES = """
SELECT ?entity ?name ?preferred WHERE {
  { ?entity skos:prefLabel ?name BIND (true AS ?preferred) }
  UNION { ?entity skos:altLabel|skos:hiddenLabel|skos:notation|pfr:alpha3Code|pfr:documentNumber|dcterms:title ?name
          BIND (false AS ?preferred) }
  FILTER NOT EXISTS { ?entity a skos:Concept }
  FILTER NOT EXISTS { ?entity a skos:ConceptScheme }
}
"""
_REPLACED = "SELECT ?entity WHERE { ?entity dcterms:isReplacedBy ?other }"
_CLASSES = "SELECT ?entity ?class WHERE { ?entity a ?class }"
#: Places before what is told about them.
_KIND_ORDER = (
    "pfr:Country",
    "pfr:Province",
    "pfr:Place",
    "pfr:BorderGatePair",
    "pfr:BorderGate",
    "pfr:DiplomaticMission",
    "pfr:Organisation",
    "foaf:Person",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, its identifier, its class, and the spelling that matched."""

    label: str
    entity: str
    kind: str
    code: str
    matched: str


_HEADINGS = {
    "label": {"vi": "Tên", "en": "Name"},
    "entity": {"vi": "Mã định danh", "en": "Identifier"},
    "kind": {"vi": "Loại", "en": "Kind"},
    "code": {"vi": "Mã ISO", "en": "ISO code"},
    "matched": {"vi": "Khớp với", "en": "Matched"},
}


@dataclass(slots=True)
class _Thing:
    labels: dict[str, str]
    spellings: list[str]
    kind: str = ""
    code: str = ""
    replaced: bool = False


def search(store: Store, text: str, *, lang: str = "vi", limit: int = 20) -> list[Hit]:
    """Return the things that bear a name like the text, best first.

    Raises UnknownName with suggestions where there is none.
    """
    wanted = nfc(text).strip()[:LONGEST]
    identifier, folded = expand(wanted) or wanted, fold(wanted)
    ranked = []
    for iri, thing in _things(store).items():
        named = ((_rank(wanted, folded, name), name) for name in thing.spellings)
        rank, matched = (0, iri) if iri == identifier else min(named, default=(_MISS, ""))
        if rank < _MISS:
            label = thing.labels.get(lang) or next(iter(thing.labels.values()), matched)
            hit = Hit(label, compact(iri) or iri, thing.kind, thing.code, matched)
            ranked.append((rank, _order(thing.kind), sort_key(label), thing.replaced, iri, hit))
    if not ranked:
        raise UnknownName(text, suggest(store, wanted))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])[:limit]]


def search_table(store: Store, text: str, *, lang: str = "vi", limit: int = 20) -> Table:
    """Return the hits of ``search`` as a table."""
    columns = {key: said[lang] for key, said in _HEADINGS.items()}
    hits = search(store, text, lang=lang, limit=limit)
    classes = {hit.kind: NamedNode(expand(hit.kind) or hit.kind) for hit in hits if hit.kind}
    labels = Labels(store, classes.values(), lang)
    found = [{**asdict(hit), "kind": labels.say(classes[hit.kind]) if hit.kind else ""} for hit in hits]
    borne = fold(hits[0].matched) == fold(text)
    return Table(columns, found, _notes(store, text, lang) if borne else [])


def _notes(store: Store, text: str, lang: str) -> list[str]:
    """Say which unit a name of a former and a present one means where it stands alone."""
    try:
        return [in_language(lang, note) for note in meaning(store, text).notes]
    except (AmbiguousName, UnknownName):
        return []


def suggest(store: Store, text: str, *, classes: Collection[str] = ()) -> list[str]:
    """Return the things of these classes whose names resemble the text, each as ``label (identifier)``."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a miss pays for it

    wanted = set(classes) or set(_KIND_ORDER)
    names: dict[str, str] = {}
    for iri, thing in _things(store).items():
        if thing.kind in wanted:
            label = thing.labels.get("vi", iri)
            names.update({fold(name): f"{label} ({compact(iri) or iri})" for name in thing.spellings})
    found = process.extract(fold(text), list(names), scorer=fuzz.ratio, limit=20, score_cutoff=SUGGEST_FROM)
    return list(dict.fromkeys(names[name] for name, _, _ in found))[:MOST_SUGGESTIONS]


_MISS = 9


def _rank(wanted: str, text: str, name: str) -> int:
    """Compare a name with the wanted text and its folded form ``text``."""
    if wanted.casefold() == name.casefold():
        return 0
    folded = fold(name)
    if not text or text not in folded:
        return _MISS
    if text == folded:
        return 1
    if folded.startswith(text):
        return 2
    return 3 if f" {text}" in f" {folded}" else _MISS


def _order(kind: str) -> int:
    return _KIND_ORDER.index(kind) if kind in _KIND_ORDER else len(_KIND_ORDER)


def _things(store: Store) -> dict[str, _Thing]:
    things: dict[str, _Thing] = {}
    for entity, name, preferred in rows(store, _NAMES):
        if not isinstance(entity, NamedNode) or not isinstance(name, Literal):
            continue
        thing = things.setdefault(entity.value, _Thing({}, []))
        thing.spellings.append(name.value)
        if isinstance(preferred, Literal) and preferred.value == "true" and name.language:
            thing.labels[name.language] = name.value
        elif name.language is None and name.value.isupper() and name.value.isascii():
            thing.code = max(thing.code, name.value, key=len)
    for (entity,) in rows(store, _REPLACED):
        if isinstance(entity, NamedNode) and entity.value in things:
            things[entity.value].replaced = True
    for entity, class_ in rows(store, _CLASSES):
        if isinstance(entity, NamedNode) and entity.value in things and isinstance(class_, NamedNode):
            kind = compact(class_.value) or class_.value
            if not things[entity.value].kind or kind in _KIND_ORDER or kind.startswith("pfr:"):
                things[entity.value].kind = kind
    return things
