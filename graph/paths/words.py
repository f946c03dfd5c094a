"""Say paths in one language: as text for people, as rows for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.dates import written
from graph.errors import Words, in_language
from graph.labels import Labels
from graph.network import Facts, Said
from graph.paths.search import OPEN, Hop, Path
from graph.tables import SEPARATOR, Table, Value
from graph.view.words import messages

#: People see so many statements of a hop; programs see all.
_SHOWN = 4

_COLUMNS = {
    "path": Words("Đường", "Path"),
    "hop": Words("Bước", "Hop"),
    "from": Words("Từ", "From"),
    "from_iri": Words("Mã đầu", "From identifier"),
    "to": Words("Đến", "To"),
    "to_iri": Words("Mã cuối", "To identifier"),
    "relation": Words("Quan hệ", "Relation"),
    "fact": Words("Dữ kiện", "Fact"),
    "fact_iri": Words("Mã dữ kiện", "Fact identifier"),
    "time": Words("Thời gian", "Time"),
    "known_from": Words("Được biết từ", "Known from"),
    "known_until": Words("Được biết đến", "Known until"),
    "modality": Words("Tính chất", "Modality"),
    "sources": Words("Nguồn", "Sources"),
    "source_iris": Words("Mã nguồn", "Source identifiers"),
    "together": Words("Các bước cùng có", "All hops hold"),
}
_FOR_PEOPLE = ("path", "hop", "from", "to", "relation", "fact", "time", "sources")
_LISTS = frozenset({"sources", "source_iris", "together"})

_SIGNED = Words("ký {day}", "signed {day}")
_TOLD = Words("nguồn nêu {day}", "told {day}")
_UNDATED = Words("không rõ thời gian", "undated")
_GOES_ON = Words("tiếp diễn", "ongoing")
_HOPS = Words("{number} bước", "hops: {number}")
_TOGETHER = Words("cùng có {days}", "all hold {days}")
_APART = Words("không rõ có cùng thời gian", "not known to hold at the same time")
_MORE = Words("… và {number} dữ kiện nữa (-f json cho đủ)", "… and {number} more facts (-f json gives all)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says names, times, sources and whole paths in one language."""

    facts: Facts
    labels: Labels

    def name(self, iri: str) -> str:
        """Say a thing by its label."""
        return self.labels.say(NamedNode(iri))

    def say(self, words: Words, **values: object) -> str:
        """Fill a message."""
        return in_language(self.labels.lang, words).format_map(values)

    def table(self, found: Sequence[Path], notes: list[str]) -> Table:
        """Return a row per statement of every hop of every path."""
        rows = [row for number, path in enumerate(found, 1) for row in self._rows(number, path)]
        return Table({key: self.say(said) for key, said in _COLUMNS.items()}, rows, notes, _LISTS, _FOR_PEOPLE)

    def _rows(self, number: int, path: Path) -> Iterator[dict[str, Value]]:
        together = SEPARATOR.join(map(self.span, path.together))
        for at, hop in enumerate(path.hops, 1):
            for kind, said in hop.told:
                row: dict[str, Value] = {"path": number, "hop": at, **self._ends(hop), "together": together or None}
                sources = self._sources(said)
                row |= {
                    "relation": self.relation(kind),
                    "fact": self.name(said.iri),
                    "fact_iri": said.iri,
                    "time": self.time(said),
                    "known_from": said.one("pfr:knownFrom") or None,
                    "known_until": said.one("pfr:knownUntil") or None,
                    "modality": self.name(said.one("pfr:modality")),
                    "sources": SEPARATOR.join(sources.values()),
                    "source_iris": SEPARATOR.join(sources),
                }
                yield {key: row[key] for key in _COLUMNS}

    def _ends(self, hop: Hop) -> dict[str, Value]:
        return {"from": self.name(hop.one), "from_iri": hop.one, "to": self.name(hop.other), "to_iri": hop.other}

    def lines(self, found: Sequence[Path], mark: str = "") -> Iterator[str]:
        """Yield the paths as text; ``mark`` is the sign of a Markdown heading."""
        for number, path in enumerate(found, 1):
            ends = [path.hops[0].one, *(hop.other for hop in path.hops)]
            title = f"{number}. {' → '.join(map(self.name, ends))} ({self._summary(path)})"
            yield from [""] * (number > 1)
            yield f"{mark} {title}" if mark else title
            for hop in path.hops:
                if len(path.hops) > 1:
                    between = f"{self.name(hop.one)} → {self.name(hop.other)}"
                    yield from ["", f"{mark}{mark} {between}" if mark else f"   {between}"]
                yield from self._hop(hop)

    def _summary(self, path: Path) -> str:
        parts = [self.say(_HOPS, number=len(path.hops))]
        if path.together:
            parts.append(self.say(_TOGETHER, days=", ".join(map(self.span, path.together))))
        elif len(path.hops) > 1:
            parts.append(self.say(_APART))
        return "; ".join(parts)

    def _hop(self, hop: Hop) -> Iterator[str]:
        shown = hop.told if len(hop.told) <= _SHOWN + 1 else hop.told[:_SHOWN]
        for kind, said in shown:
            qualified = ", ".join((self.name(said.one("pfr:modality")), self.time(said)))
            yield f"   - {self.relation(kind)}: {self.name(said.iri)} [{qualified}]"
            yield f"       » {'; '.join(self._sources(said).values())}"
        if len(shown) < len(hop.told):
            yield f"   - {self.say(_MORE, number=len(hop.told) - len(shown))}"

    def relation(self, kind: str) -> str:
        """Say a kind of relation."""
        return messages(self.labels.lang)[f"edge-{kind}"]

    def span(self, days: tuple[str, str]) -> str:
        """Say a span of days; the end of what goes on is no date."""
        first, last = days
        return first if first == last else f"{first} – {self.say(_GOES_ON) if last == OPEN else last}"

    def time(self, said: Said) -> str:
        """Say for when a statement holds: as stated, else when it was signed, else when it is told."""
        since = written(said.one("pfr:validFrom"), said.code("pfr:fromPrecision"))
        until = written(said.one("pfr:validTo"), said.code("pfr:toPrecision"))
        if since and since == until:
            return since
        if since or until:
            status = said.one("pfr:endStatus")
            return f"{since} – {until or (self.name(status) if status else '?')}".strip()
        if said.one("pfr:signedOn"):
            return self.say(_SIGNED, day=written(said.one("pfr:signedOn"), said.code("pfr:signedPrecision")))
        told = written(said.one("pfr:knownFrom"), said.code("pfr:knownPrecision"))
        return self.say(_TOLD, day=told) if told else self.say(_UNDATED)

    def _sources(self, said: Said) -> dict[str, str]:
        """Return the sources of a statement with their titles, by IRI."""
        evidence = (self.facts.evidence[iri] for iri in said.all("pfr:evidence") if iri in self.facts.evidence)
        sources = {source for each in evidence for source in each.all("oa:hasSource")}
        return {source: self._source(self.facts.sources.get(source) or Said(source)) for source in sorted(sources)}

    def _source(self, said: Said) -> str:
        title = said.one("dcterms:publisher") or said.one("dcterms:title") or said.iri
        published = written(said.one("pfr:publishedOn"), said.code("pfr:precision"))
        return f"{title}, {published}" if published else title
