"""Gather the evidence of statements, with passages where texts are attached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import Literal

from graph.dates import written
from graph.labels import Labels, short
from graph.show.model import Proof
from graph.store.base import Store, rows
from graph.texts import Texts

_EVIDENCE = """
SELECT DISTINCT
  ?fact ?restated ?source ?title ?publisher ?published ?precision ?hash ?start ?end ?sheet ?row ?speaker ?confidence
WHERE {{
  {about}
  ?fact pfr:evidence ?evidence .
  ?evidence oa:hasSource ?source ; pfr:restates ?restated .
  FILTER (LANG(?restated) = "{lang}")
  ?source dcterms:title ?title .
  OPTIONAL {{ ?source dcterms:publisher ?publisher }}
  OPTIONAL {{ ?source pfr:publishedOn ?published . OPTIONAL {{ ?source pfr:precision ?precision }} }}
  OPTIONAL {{ ?source pfr:sha256 ?hash }}
  OPTIONAL {{ ?evidence oa:hasSelector ?passage . ?passage oa:start ?start ; oa:end ?end }}
  OPTIONAL {{ ?evidence oa:hasSelector ?line . ?line pfr:row ?row . OPTIONAL {{ ?line pfr:sheet ?sheet }} }}
  OPTIONAL {{ ?evidence pfr:speaker ?speaker }}
  OPTIONAL {{ ?evidence pfr:confidence ?confidence }}
}}
"""


def proofs(store: Store, about: str, lang: str, texts: Texts | None) -> dict[object, list[Proof]]:
    """Return the evidence of each fact that the pattern ``about`` binds as ``?fact``."""
    found = rows(store, _EVIDENCE.format(about=about, lang=lang))
    labels = Labels(store, [term for row in found for term in row[-2:]], lang)
    by_fact: dict[object, set[Proof]] = defaultdict(set)
    for fact, *evidence in found:
        by_fact[fact].add(_proof(evidence, labels, texts))
    return {fact: sorted(items, key=_position) for fact, items in by_fact.items()}


def _proof(evidence: Sequence[object], labels: Labels, texts: Texts | None) -> Proof:
    restated, source, title, publisher, published, precision, digest, *place, speaker, confidence = evidence
    start, end, sheet, row = place
    first, last = _number(start), _number(end)
    return Proof(
        labels.say(restated),
        short(source),
        labels.say(title),
        _text(publisher),
        _day(published, precision),
        first,
        last,
        _text(sheet),
        _number(row),
        texts.passage(_text(digest), first, last) if texts else None,
        labels.say(speaker) if speaker else None,
        labels.say(confidence) if confidence else None,
    )


def _position(proof: Proof) -> tuple[str, int, str]:
    return proof.source, proof.start or proof.row or 0, proof.restated


def _day(published: object, precision: object) -> str | None:
    """Return the day of publication as precisely as it is known."""
    known = short(precision).partition(":")[2] if precision else "day"
    return written(published.value, known) if isinstance(published, Literal) else None


def _text(term: object) -> str | None:
    return term.value if isinstance(term, Literal) else None


def _number(term: object) -> int | None:
    return int(term.value) if isinstance(term, Literal) else None
