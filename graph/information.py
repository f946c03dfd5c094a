"""What a store holds: its location, its graphs, and the number of things of each class."""

from __future__ import annotations

from pyoxigraph import Literal

from graph import __version__
from graph.labels import Labels
from graph.names import sort_key
from graph.namespaces import PREFIXES, compact
from graph.store.base import Store, rows
from graph.tables import Table, Value

_HEADINGS = {
    "what": {"vi": "Mục", "en": "What"},
    "name": {"vi": "Tên", "en": "Name"},
    "count": {"vi": "Số", "en": "Count"},
}
_WORDS = {
    "version": {"vi": "phiên bản", "en": "version"},
    "store": {"vi": "kho dữ liệu", "en": "store"},
    "newest": {"vi": "nguồn mới nhất", "en": "newest source"},
    "graph": {"vi": "đồ thị (số bộ ba)", "en": "graph (triples)"},
    "class": {"vi": "lớp (số đối tượng)", "en": "class (things)"},
    "sources": {"vi": "{number} nguồn (kg ask sources)", "en": "{number} sources (kg ask sources)"},
    "unnamed": {"vi": "(không tên)", "en": "(no name)"},
}
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class"
_NEWEST = "SELECT (MAX(?day) AS ?newest) WHERE { ?source pfr:publishedOn|pfr:publishedNotBefore ?day }"


def information(store: Store, lang: str = "vi", *, place: str | None = None) -> Table:
    """Return one row per fact about the store; ``place`` says which store commands would use."""

    def row(what: str, name: str, count: Value = None) -> dict[str, Value]:
        return {"what": _WORDS[what][lang], "name": name, "count": count}

    found = [row("version", __version__), row("store", place or store.location)]
    found += [row("newest", day.value) for (day,) in rows(store, _NEWEST) if isinstance(day, Literal)]
    graphs = store.graphs()
    told = [number for name, number in graphs.items() if name.startswith(PREFIXES["source-graph"])]
    if told:
        found.append(row("graph", _WORDS["sources"][lang].format(number=len(told)), sum(told)))
    for name, number in graphs.items():
        if not name.startswith(PREFIXES["source-graph"]):
            found.append(row("graph", (compact(name) or name) if name else _WORDS["unnamed"][lang], number))
    classes = rows(store, _CLASSES)
    labels = Labels(store, [class_ for class_, _ in classes], lang)
    named = ((labels.say(class_), int(labels.say(number))) for class_, number in classes)
    counted = sorted(named, key=lambda pair: sort_key(pair[0]))
    found += [row("class", name, number) for name, number in counted]
    return Table({key: said[lang] for key, said in _HEADINGS.items()}, found)
