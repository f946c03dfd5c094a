"""What one picture shows: a network, what was asked about, and how it is laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import networkx as nx

from graph.dates import Window
from graph.errors import Words
from graph.names import sort_key
from graph.namespaces import compact
from graph.network import Facts
from graph.texts import Texts
from graph.view import style
from graph.view.columns import columns
from graph.view.cut import Cut
from graph.view.layout import positions
from graph.view.map import Map, on_map
from graph.view.words import LANGUAGES, day, messages

#: The layouts that can be asked for.
LAYOUTS = ("force", "columns", "map")
_UNTIL = {"vi": "{name} (đến {until})", "en": "{name} (until {until})"}
_NO_MAP = Words(
    "Không thực thể nào ở đây có tọa độ trong vùng bản đồ, nên không vẽ được bản đồ.",
    "None of these actors has coordinates within the map, so there is no map.",
)
_EMPTY = {
    "about": {"vi": "Chưa biết quan hệ nào của {names}{when}.", "en": "No relation of {names} is known{when}."},
    "question": {"vi": "Câu hỏi này chưa có câu trả lời{when}.", "en": "This question has no answer yet{when}."},
    "window": {"vi": "Không có quan hệ nào được biết là có{when}.", "en": "No relation is known to hold{when}."},
}


@dataclass(frozen=True)
class Asked:
    """What the user asked for, and what was said on the way."""

    about: Sequence[str] = ()
    language: str = "vi"
    layout: str = "force"
    #: The named question whose answer is shown: its name, and its title with the things asked about.
    question: tuple[str, Mapping[str, str]] | None = None
    notes: Sequence[Words] = ()
    command: str = "kg view"
    texts: Texts | None = None


@dataclass(frozen=True)
class Picture:
    """A network to draw: ``graph`` is what is left of ``whole`` within the limit."""

    graph: nx.MultiGraph
    whole: nx.MultiGraph
    cut: Cut | None = None
    asked: Asked = field(default_factory=Asked)

    @property
    def facts(self) -> Facts:
        """All that was read from the store."""
        facts: Facts = self.graph.graph["facts"]
        return facts

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """The name of each node; a former unit that shares its name with another says until when it was."""
        names = {iri: name(self.facts, iri) for iri in self.whole}
        events = (node["said"] for iri, node in self.graph.nodes(data=True) if iri not in names)
        names |= {said.iri: both(said.text("skos:prefLabel"), compact(said.iri) or said.iri) for said in events}
        borne = Counter(named["vi"] for named in names.values())
        for iri, named in names.items():
            until = self.facts.thing(iri).one("pfr:validTo")
            if until and borne[named["vi"]] > 1:
                names[iri] = {lang: _UNTIL[lang].format(name=said, until=until[:4]) for lang, said in named.items()}
        return names

    @cached_property
    def layouts(self) -> dict[str, dict[str, tuple[int, int]]]:
        """The place of each node in every layout that the data allows."""
        found = {"force": positions(self.graph, self.boxes), "columns": self._columns[0]}
        return found | ({"map": self.map.places} if self.map else {})

    @property
    def layout(self) -> str:
        """The layout asked for; the usual one where the store knows no coordinates for a map."""
        return self.asked.layout if self.asked.layout != "map" or self.map else LAYOUTS[0]

    @property
    def headings(self) -> list[dict[str, Any]]:
        """The headings of the columns."""
        return self._columns[1]

    @cached_property
    def map(self) -> Map | None:
        """The map, where the store knows a place."""
        return on_map(self.graph, self.boxes, self._sorting)

    @cached_property
    def boxes(self) -> dict[str, tuple[float, float, float]]:
        """The room that each node and its label need."""
        return {iri: style.box(kind, self.names[iri]["vi"]) for iri, kind in self.graph.nodes(data="kind")}

    @cached_property
    def _columns(self) -> tuple[dict[str, tuple[int, int]], list[dict[str, Any]]]:
        return columns(self.graph, self.boxes, self._sorting)

    @cached_property
    def _sorting(self) -> dict[str, int]:
        """The place of each node in the order of their names."""
        ordered = sorted(self.graph, key=lambda iri: (sort_key(self.names[iri]["vi"]), iri))
        return {iri: place for place, iri in enumerate(ordered)}

    @property
    def notes(self) -> list[Words]:
        """What the reader should know of what is missing."""
        notes = [Words(self.cut.say("vi"), self.cut.say("en"))] if self.cut else []
        return notes + ([_NO_MAP] if self.asked.layout != self.layout else [])

    @property
    def title(self) -> dict[str, str]:
        """The title in both languages, with the time it shows."""
        return {
            language: self._titled(language) + _when(self.facts.window, language, " ({})") for language in LANGUAGES
        }

    def _titled(self, language: str) -> str:
        if self.asked.question:
            return self.asked.question[1][language]
        said = messages(language)
        return f"{said['title-about']}: {self._about(language)}" if self.asked.about else said["title"]

    @property
    def empty(self) -> dict[str, str] | None:
        """Why nothing is drawn, where nothing is."""
        if len(self.graph):
            return None
        reason = "question" if self.asked.question else "about" if self.asked.about else "window"
        if reason == "window" and self.facts.window is None:
            return {language: messages(language)["empty"] for language in LANGUAGES}
        return {
            language: said.format(names=self._about(language), when=_when(self.facts.window, language, " ({})"))
            for language, said in _EMPTY[reason].items()
        }

    def _about(self, language: str) -> str:
        return ", ".join(dict.fromkeys(name(self.facts, iri)[language] for iri in self.asked.about))


def both(text: Mapping[str, str], otherwise: str = "") -> dict[str, str]:
    """Return a text in the languages of the page; one language stands in for another."""
    spare = next((text[language] for language in (*LANGUAGES, *sorted(text)) if text.get(language)), otherwise)
    return {language: text.get(language) or spare for language in LANGUAGES}


def name(facts: Facts, iri: str) -> dict[str, str]:
    """Return the name of a thing in both languages; its short address where it has none."""
    return both(facts.name(iri), compact(iri) or iri)


def _when(window: Window | None, language: str, within: str) -> str:
    if window is None:
        return ""
    days = dict.fromkeys(day(each.isoformat(), "day", language) for each in (window.start, window.end))
    return within.format(" – ".join(days))
