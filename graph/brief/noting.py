"""Give every line its note: the evidence of the statements behind it, source by source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, groupby

from pyoxigraph import Literal, NamedNode

from graph.brief.facts import Fact
from graph.brief.model import Line, Note, Origin, Point, Quote, Row
from graph.brief.words import WORDS, when
from graph.dates import written
from graph.labels import Labels, short
from graph.namespaces import PREFIXES
from graph.show.model import Proof
from graph.show.proof import proofs
from graph.store.base import Store, rows

_ORIGINS = """
SELECT DISTINCT ?source ?title ?publisher ?published ?precision ?not_before ?url WHERE {
  ?source a pfr:Source ; dcterms:title ?title .
  OPTIONAL { ?source dcterms:publisher ?publisher }
  OPTIONAL { ?source pfr:publishedOn ?published }
  OPTIONAL { ?source pfr:precision ?precision }
  OPTIONAL { ?source pfr:publishedNotBefore ?not_before }
  OPTIONAL { ?source schema:url ?url }
}
"""
_STATED, _UNCERTAIN = (NamedNode(PREFIXES["confidence"] + name) for name in ("stated", "uncertain"))


class Noter:
    """Makes the lines and rows of one briefing, with notes numbered as they come."""

    def __init__(self, store: Store, facts: Iterable[Fact], lang: str) -> None:
        self._words = WORDS[lang]
        self._lang = lang
        self._numbers = count(1)
        self._origins = _origins(store, lang)
        nodes = " ".join(str(fact.node) for fact in facts)
        self._proofs = proofs(store, f"VALUES ?fact {{ {nodes} }}", lang, None) if nodes else {}
        labels = Labels(store, [_STATED, _UNCERTAIN], lang)
        self._stated, self._uncertain = labels.say(_STATED), labels.say(_UNCERTAIN)

    def line(self, text: str, facts: Sequence[Fact]) -> Line:
        """Return a sentence that these statements tell."""
        return Line(self._marked(text, facts), self._note(facts))

    def row(self, cells: Sequence[str], facts: Sequence[Fact]) -> Row:
        """Return a row of a table that these statements tell."""
        return Row((self._marked(cells[0], facts), *cells[1:]), self._note(facts))

    def cited(self, text: str, sources: Iterable[NamedNode]) -> Line:
        """Return a sentence that sums up what these sources tell."""
        quotes = [Quote(self._origins[short(node)]) for node in sources if short(node) in self._origins]
        return Line(text, Note(next(self._numbers), tuple(quotes)))

    def referenced(self, text: str, thing: Fact) -> Line:
        """Return a sentence that rests on the reference data: the thing's own source, or the same thing elsewhere."""
        sources = thing.nodes("dcterms:source")
        if sources:
            return self.cited(text, sources)
        same = thing.nodes("skos:exactMatch")
        origin = Origin("", self._words["reference"], address=same[0].value if same else "")
        matches = self._words["matches"].format(names=", ".join(map(short, same))) if same else ""
        return Line(text, Note(next(self._numbers), (Quote(origin, (Point(matches),) if matches else ()),)))

    def _note(self, facts: Sequence[Fact]) -> Note:
        found = {proof for fact in facts for proof in self._proofs.get(fact.node, ())}
        ordered = sorted(found, key=lambda proof: (proof.source, self._doubt(proof), proof.start or 0, proof.restated))
        quotes = (
            Quote(self._origins[source], tuple(map(self._point, group)))
            for source, group in groupby(ordered, key=lambda proof: proof.source)
        )
        remarks = dict.fromkeys(
            value.value
            for fact in facts
            for value in fact.values.get("skos:scopeNote", ())
            if isinstance(value, Literal) and value.language == self._lang
        )
        return Note(next(self._numbers), tuple(quotes), " ".join(remarks))

    def _point(self, proof: Proof) -> Point:
        speaker = self._words["speaker"].format(name=proof.speaker) if proof.speaker else ""
        return Point(proof.restated, self._place(proof), speaker, self._doubt(proof))

    def _doubt(self, proof: Proof) -> str:
        return "" if proof.confidence in (None, self._stated) else str(proof.confidence)

    def _place(self, proof: Proof) -> str:
        if proof.start is not None:
            return self._words["characters"].format(start=proof.start, end=proof.end)
        if proof.row is not None:
            return self._words["sheet-row" if proof.sheet else "row"].format(sheet=proof.sheet, row=proof.row)
        return ""

    def _marked(self, text: str, facts: Sequence[Fact]) -> str:
        """Say in the text itself where a source leaves something open."""
        doubts = [proof.confidence == self._uncertain for fact in facts for proof in self._proofs.get(fact.node, ())]
        if not any(doubts):
            return text
        mark = self._words["all-uncertain" if all(doubts) else "uncertain"]
        return f"{text[:-1]} ({mark})." if text.endswith(".") else f"{text} ({mark})"


def _origins(store: Store, lang: str) -> dict[str, Origin]:
    return {
        short(source): Origin(
            short(source),
            title.value if isinstance(title, Literal) else "",
            publisher.value if isinstance(publisher, Literal) else "",
            _published(published, precision, not_before, lang),
            url.value if isinstance(url, (Literal, NamedNode)) else "",
        )
        for source, title, publisher, published, precision, not_before, url in sorted(rows(store, _ORIGINS), key=str)
    }


def _published(published: object, precision: object, not_before: object, lang: str) -> str:
    if isinstance(published, Literal):
        known = short(precision).rpartition(":")[2] if precision else "day"
        return when(written(published.value, known), lang)
    if isinstance(not_before, Literal):
        return WORDS[lang]["not-before"].format(when=when(not_before.value, lang))
    return WORDS[lang]["undated"]
