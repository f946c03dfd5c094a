"""What the page knows: names, facts, validity and sources of everything it draws, in both languages.

All of it is plain text in one JSON value; the page puts it in as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import networkx as nx

from graph.errors import Words
from graph.names import fold
from graph.namespaces import PREFIXES
from graph.network import KINDS, Said
from graph.view.footer import LICENCE_URL, footer
from graph.view.matrix import Matrix, matrix
from graph.view.picture import LAYOUTS, Picture, name
from graph.view.proof import per_language, source, statement
from graph.view.style import EDGES, NODES
from graph.view.words import LANGUAGES, messages

Json = dict[str, Any]

_OUTSIDE = {
    "vi": "{outside} dữ kiện của mạng lưới không nằm trong bảng: giữa các bên trong nước, hoặc không rõ nước.",
    "en": "{outside} facts of the network are not in the table: between actors at home, or of no known country.",
}


def payload(picture: Picture) -> Json:
    """Return everything that the script of the page reads, besides positions and styles."""
    facts, asked = picture.facts, picture.asked
    table = matrix(picture.whole)
    ends = _participants(picture.whole)
    shown = {said.iri for *_, found in picture.graph.edges(data="statements") for said in found}
    shown |= table.statements if table else set()
    statements = {iri: statement(facts, facts.statements[iri], ends[iri], asked.texts) for iri in sorted(shown)}
    sources = sorted({proof["source"] for said in statements.values() for proof in said["evidence"]})
    named = {iri for said in statements.values() for iri in said["participants"]} | _rows_and_columns(table)
    overview = table is not None and not asked.about and not asked.question and asked.layout == LAYOUTS[0]
    return {
        "language": asked.language,
        "title": picture.title,
        "about": [iri for iri in asked.about if iri in picture.graph],
        "messages": {language: messages(language) for language in LANGUAGES},
        "asOf": per_language("" if facts.window else facts.as_of, "day"),
        "nodeKinds": list(NODES),
        "shapes": {kind: list(look) for kind, look in NODES.items()},
        "lines": {state: list(look) for state, look in EDGES.items()},
        "edgeKinds": list(KINDS),
        "nodes": {iri: _node(picture, iri) for iri in picture.graph},
        "statements": statements,
        "sources": {iri: source(facts, facts.sources.get(iri) or Said(iri)) for iri in sources},
        "view": "matrix" if overview else "network",
        "layout": picture.layout,
        "layouts": {key: [list(places[iri]) for iri in picture.graph] for key, places in picture.layouts.items()},
        "columns": picture.headings,
        "map": _map(picture),
        "window": facts.window and {"start": facts.window.start.isoformat(), "end": facts.window.end.isoformat()},
        "years": _years(statements.values()),
        "matrix": table and _matrix(table),
        "names": {iri: picture.names.get(iri) or name(facts, iri) for iri in sorted(named) if iri not in picture.graph},
        "cut": _cut(picture),
        "empty": picture.empty,
        "question": asked.question and {"name": asked.question[0], "title": dict(asked.question[1])},
        "notes": [_both_of(words) for words in (*asked.notes, *picture.notes[bool(picture.cut) :])],
        "footer": footer(facts, asked.command)._asdict() | {"licenceUrl": LICENCE_URL},
    }


def _participants(graph: nx.MultiGraph) -> dict[str, set[str]]:
    """Return the ends of all edges of each statement."""
    ends: dict[str, set[str]] = {}
    for first, second, found in graph.edges(data="statements"):
        for said in found:
            ends.setdefault(said.iri, set()).update((first, second))
    return ends


def _rows_and_columns(table: Matrix | None) -> set[str]:
    return {*table.rows, *table.columns} if table else set()


def _matrix(table: Matrix) -> Json:
    cells = [
        [row, column, sorted(table.cells[one, other])]
        for row, one in enumerate(table.rows)
        for column, other in enumerate(table.columns)
        if (one, other) in table.cells
    ]
    outside = len(table.outside)
    return {
        "rows": list(table.rows),
        "columns": list(table.columns),
        "cells": cells,
        "rowTotals": [len(table.of_row(row)) for row in table.rows],
        "columnTotals": [len(table.of_column(column)) for column in table.columns],
        "total": len(table.statements),
        "outside": outside,
        "note": {language: said.format(outside=outside) if outside else "" for language, said in _OUTSIDE.items()},
    }


def _map(picture: Picture) -> Json | None:
    if picture.map is None:
        return None
    countries = [
        each | {"name": name(picture.facts, PREFIXES["country"] + each["code"])}
        for each in picture.map.drawn["countries"]
    ]
    return picture.map.drawn | {"countries": countries}


def _years(statements: Iterable[Json]) -> list[int] | None:
    days = [day for said in statements for day in said["known"] if day]
    return [int(min(days)[:4]), int(max(days)[:4])] if days else None


def _cut(picture: Picture) -> Json | None:
    cut = picture.cut
    if cut is None:
        return None
    return {
        "limit": cut.limit,
        "shown": asdict(cut.shown),
        "left": asdict(cut.left),
        "note": {language: cut.say(language) for language in LANGUAGES},
    }


def _both_of(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def edge_id(first: str, second: str, kind: str) -> str:
    """Return the identifier of an edge on the page."""
    return f"{kind} {first} {second}"


def _node(picture: Picture, iri: str) -> Json:
    facts, node = picture.facts, picture.graph.nodes[iri]
    said: Said = node["said"]
    names = {term.value for term in said.values.get("skos:prefLabel", []) + said.values.get("skos:altLabel", [])}
    folded = (
        {fold(found) for found in names} | set(said.all("skos:hiddenLabel")) | set(map(fold, said.all("skos:notation")))
    )
    country = said.one("pfr:country") or said.one("pfr:countryOfOrigin") or said.one("pfr:sendingState")
    return {
        "kind": node["kind"],
        "name": picture.names[iri],
        "names": sorted(names - set(name(facts, said.iri).values())),
        "folded": sorted(folded - {""}),
        "code": said.one("skos:notation"),
        "country": name(facts, country) if country else None,
        "countryId": country,
        "hops": node["hops"],
        **({"statement": iri} if iri in facts.statements else {}),
    }
