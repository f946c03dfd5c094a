"""What a partner is: names, kind, codes, place, borders, former units, and its known partners."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.brief.facts import Fact, Reader, nodes_in
from graph.brief.model import Line
from graph.brief.noting import Noter
from graph.brief.sentences import Speaker
from graph.brief.words import dated, listed, number
from graph.names import sort_key

_KINDS = ("pfr:placeType", "pfr:missionKind", "pfr:organisationKind", "rdf:type")
_STATES = ("pfr:country", "pfr:sendingState", "pfr:countryOfOrigin")
#: How a unit names those that it replaced, and those that replaced it.
REPLACED = ("dcterms:replaces", "dcterms:isReplacedBy")
_LAO = "lo"


class Profile:
    """Makes the lines about one thing, all of them from the reference data."""

    def __init__(self, reader: Reader, noter: Noter, speaker: Speaker) -> None:
        self._reader = reader
        self._noter = noter
        self._speaker = speaker
        self._words = speaker.words
        self._lang = speaker.lang

    def lines(self, thing: Fact, *, short: bool = False) -> list[Line]:
        """Return the lines on names, kind, neighbours and former units; in ``short`` all in one."""
        said = [
            self._words["kind"].format(label=self._speaker.label(thing.node), told="; ".join(self._what(thing))),
            self._names(thing),
            self._neighbours(thing),
            self._replaced(thing),
            self._former(thing),
        ]
        told = list(filter(None, said))
        return [self._noter.referenced(text, thing) for text in ([" ".join(told)] if short else told)]

    def partners(self, entity: NamedNode) -> list[Line]:
        """Return one line that names the known partners and cites the sources that do."""
        found = self._reader.ask("partners", province=entity)
        names = sorted({row["partner"].value for row in found if isinstance(row["partner"], Literal)}, key=sort_key)
        sources = dict.fromkeys(node for row in found for node in nodes_in(row["source_iris"]))
        text = self._words["partners"].format(number=len(names), names=listed(names, self._lang))
        return [self._noter.cited(text, sorted(sources, key=str))] if names else []

    def _what(self, thing: Fact) -> list[str]:
        kind = next((names for prop in _KINDS if (names := self._speaker.names(thing, prop))), "")
        state = next((names for prop in _STATES if (names := self._speaker.names(thing, prop))), "")
        told = [kind + (self._words["of-country"].format(country=state) if state else "")]
        if thing.text("skos:notation"):
            told.append(self._words["code"].format(code=thing.text("skos:notation")))
        if thing.text("schema:latitude") and thing.text("schema:longitude"):
            told.append(self._position(Decimal(thing.text("schema:latitude")), Decimal(thing.text("schema:longitude"))))
        return told

    def _position(self, latitude: Decimal, longitude: Decimal) -> str:
        return self._words["position"].format(
            latitude=number(abs(round(latitude, 1)), self._lang),
            longitude=number(abs(round(longitude, 1)), self._lang),
            ns=self._words["north" if latitude >= 0 else "south"],
            ew=self._words["east" if longitude >= 0 else "west"],
        )

    def _names(self, thing: Fact) -> str:
        spelt = [
            value
            for prop in ("skos:prefLabel", "skos:altLabel")
            for value in thing.values.get(prop, ())
            if isinstance(value, Literal)
        ]
        label = self._speaker.label(thing.node)
        others = sorted({value.value for value in spelt if value.language != _LAO} - {label}, key=sort_key)
        lao = sorted(value.value for value in spelt if value.language == _LAO)
        said = [
            self._words["names"].format(label=label, others=", ".join(others)) if others else "",
            self._words["lao"].format(names=", ".join(lao)) if lao else "",
        ]
        return " ".join(filter(None, said))

    def _neighbours(self, thing: Fact) -> str:
        by_state: dict[str, list[str]] = defaultdict(list)
        for row in self._reader.ask("neighbours", province=thing.node):
            name, state = row["neighbour"], row["state"]
            if isinstance(name, Literal):
                within = state.value if isinstance(state, Literal) and state != name else ""
                by_state[within].append(name.value)
        said = []
        for state in sorted(by_state, key=sort_key):
            names = listed(sorted(by_state[state], key=sort_key), self._lang)
            said.append(self._words["state-with"].format(neighbours=names, state=state) if state else names)
        return self._words["borders"].format(states=listed(said, self._lang)) if said else ""

    def _former(self, thing: Fact) -> str:
        units = [
            self._words["former-unit"].format(label=self._speaker.label(each.node), until=self._last_day(each))
            for each in self._reader.read(thing.nodes(REPLACED[0]))
        ]
        return self._words["former"].format(units=listed(sorted(units, key=sort_key), self._lang)) if units else ""

    def _replaced(self, thing: Fact) -> str:
        heirs = self._speaker.names(thing, REPLACED[1])
        return self._words["replaced"].format(label=heirs, until=self._last_day(thing)) if heirs else ""

    def _last_day(self, unit: Fact) -> str:
        return dated(unit.date("pfr:validTo"), self._lang)
