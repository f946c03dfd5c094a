"""Count what the graph holds: things, facts by kind and modality, sources, time covered, and the relation network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import chain

import networkx as nx  # only kg stats imports this module
from pyoxigraph import Literal, NamedNode

from graph import measures
from graph.errors import Words
from graph.labels import Labels
from graph.measures import Measured, Row
from graph.names import sort_key
from graph.namespaces import PREFIXES
from graph.store import Store
from graph.store.base import rows
from graph.tables import Table, Value

#: What ``kg stats`` can show; ``overview`` is the whole, the others measure the relation network.
KINDS = ("overview", "degree", "betweenness", "communities")

_HEADINGS = {
    "section": Words("Mục", "Section"),
    "name": Words("Tên", "Name"),
    "number": Words("Số", "Number"),
    "actual": Words("Thực tế", "Actual"),
    "planned": Words("Dự kiến", "Planned"),
    "proposed": Words("Đề xuất", "Proposed"),
    "ended": Words("Đã kết thúc", "Ended"),
    "rank": Words("Hạng", "Rank"),
    "actor": Words("Thực thể", "Actor"),
    "actor_iri": Words("Mã định danh", "Identifier"),
    "type": Words("Loại", "Type"),
    "country": Words("Nước", "Country"),
    "partners": Words("Số đối tác", "Partners"),
    "betweenness": Words("Độ trung gian", "Betweenness"),
    "facts": Words("Số dữ kiện", "Facts"),
    "community": Words("Cụm", "Community"),
    "members": Words("Thành viên", "Members"),
    "actors": Words("Số thực thể", "Actors"),
    "relations": Words("Số cặp có quan hệ", "Pairs with relations"),
    "most": Words("Nhiều đối tác nhất", "Most partners"),
}
_WORDS = {
    "things": Words("đối tượng", "things"),
    "told": Words("dữ kiện", "facts"),
    "time": Words("thời gian", "time"),
    "network": Words("mạng quan hệ", "relation network"),
    "known": Words("dữ kiện thực tế được biết từ ngày", "days from which actual facts are known"),
    "published": Words("ngày công bố (của nguồn ghi ngày)", "days of publication (of sources with a day)"),
    "actors": Words("thực thể có quan hệ", "actors with relations"),
    "home": Words("… tỉnh, thành Việt Nam", "… Vietnamese provinces"),
    "abroad": Words("… địa phương nước ngoài", "… foreign provinces"),
    "countries": Words("nước của các thực thể ấy", "countries of these actors"),
    "pairs": Words("cặp có quan hệ", "pairs with relations"),
    "parts": Words("phần không nối với nhau", "parts that nothing joins"),
    "largest": Words("thực thể trong phần lớn nhất", "actors in the largest part"),
}
_ONLY_ACTUAL = Words(
    "Mạng quan hệ chỉ gồm quan hệ thực tế, không gồm kế hoạch và đề xuất.",
    "The relation network holds actual relations only, no plans or proposals.",
)
_MODALITIES = ("actual", "planned", "proposed", "ended")
_THINGS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  VALUES ?class {
    pfr:Country pfr:Province pfr:Place pfr:BorderGate pfr:BorderGatePair
    pfr:Organisation pfr:DiplomaticMission foaf:Person pfr:Source
  }
  ?thing a ?class
} GROUP BY ?class"""
_TOLD = """
SELECT ?class ?modality (COUNT(DISTINCT ?fact) AS ?number)
WHERE { ?fact pfr:modality ?modality ; a ?class } GROUP BY ?class ?modality"""
_FROM_TO = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {{ {pattern} }}"
_KNOWN = f"?fact pfr:modality <{PREFIXES['modality']}actual> ; pfr:knownFrom ?day"
_PUBLISHED = "?source a pfr:Source ; pfr:publishedOn ?day"


def stats_table(
    store: Store, kind: str = "overview", *, by: str | None = None, top: int = 20, lang: str = "vi"
) -> Table:
    """Return one of KINDS as a table; ``by`` type or country, with the ``top`` rows of each group.

    >>> from graph.shipped import open_shipped
    >>> with open_shipped() as store:
    ...     print(stats_table(store, "degree", top=1, lang="en").rows[0]["actor"])
    Son La
    """
    measured = Measured.of(store, lang)
    made: dict[str, Callable[[Measured, str | None, int], list[Row]]] = {
        "overview": measures.groups,
        "degree": measures.degree,
        "betweenness": measures.betweenness,
        "communities": measures.communities,
    }
    at = 0 if lang == "vi" else 1
    found = _overview(store, measured, at) if kind == "overview" and by is None else made[kind](measured, by, top)
    keys = tuple(dict.fromkeys(chain.from_iterable(found)))
    columns = {key: _HEADINGS[key][at] for key in keys}
    return Table(columns, found, [_ONLY_ACTUAL[at]], shown=tuple(key for key in keys if not key.endswith("_iri")))


def _overview(store: Store, measured: Measured, at: int) -> list[Row]:
    found = [*_things(store, measured.lang, at), *_told(store, measured.lang, at)]
    for name, pattern in (("known", _KNOWN), ("published", _PUBLISHED)):
        for first, last in rows(store, _FROM_TO.format(pattern=pattern)):
            if isinstance(first, Literal) and isinstance(last, Literal):
                found.append(_row("time", _WORDS[name][at], f"{first.value} – {last.value}", at))
    return found + [_row("network", _WORDS[name][at], number, at) for name, number in _network(measured).items()]


def _row(section: str, name: str, number: Value, at: int, **more: Value) -> Row:
    return {"section": _WORDS[section][at], "name": name, "number": number, **dict.fromkeys(_MODALITIES), **more}


def _things(store: Store, lang: str, at: int) -> list[Row]:
    counted = rows(store, _THINGS)
    labels = Labels(store, [class_ for class_, _ in counted], lang)
    found = [_row("things", labels.say(class_), int(labels.say(number)), at) for class_, number in counted]
    return sorted(found, key=lambda row: sort_key(str(row["name"])))


def _told(store: Store, lang: str, at: int) -> list[Row]:
    """Count the facts of each kind, in all and by modality."""
    told = rows(store, _TOLD)
    labels = Labels(store, [class_ for class_, *_ in told], lang)
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for class_, modality, number in told:
        if isinstance(modality, NamedNode):
            numbers[labels.say(class_)][modality.value.rpartition("/")[2]] += int(labels.say(number))
    return [
        _row("told", name, numbers[name].total(), at, **{each: numbers[name][each] for each in _MODALITIES})
        for name in sorted(numbers, key=sort_key)
    ]


def _network(measured: Measured) -> dict[str, int]:
    """Return the figures of the relation network."""
    graph = measured.graph
    kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
    parts = [len(part) for part in nx.connected_components(graph)]
    return {
        "actors": len(graph),
        "home": kinds["home"],
        "abroad": kinds["abroad"],
        "countries": len({country for iri in graph for country in measured.countries(iri)}),
        "pairs": graph.number_of_edges(),
        "parts": len(parts),
        "largest": max(parts, default=0),
    }
