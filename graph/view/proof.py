"""A fact as the page knows it: what it is, when it holds, and the proof of it, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graph.namespaces import compact
from graph.network import Facts, Said, kind_of, state_of
from graph.texts import Texts
from graph.view.picture import both, name
from graph.view.words import LANGUAGES, day, validity

Json = dict[str, Any]

#: Where each kind of statement says of what sort it is.
_TYPES = (
    "pfr:relationType",
    "pfr:agreementType",
    "pfr:fundingKind",
    "pfr:engagementKind",
    "pfr:gateEvent",
    "pfr:gateLevel",
    "pfr:direction",
    "pfr:product",
    "org:role",
)
#: Where a statement says when it began and ended, and how exactly that is known.
_STARTS = (("pfr:validFrom", "pfr:fromPrecision"), ("pfr:signedOn", "pfr:signedPrecision"))
_ENDS = (("pfr:validTo", "pfr:toPrecision"),)


def statement(facts: Facts, said: Said, ends: Iterable[str], texts: Texts | None) -> Json:
    """Return a statement with its evidence; passages only where the texts are attached."""
    kind = kind_of(said)
    start, end = (_dated(said, names) for names in (_STARTS, _ENDS))
    modality = said.code("pfr:modality") or "unstated"
    concepts = [iri for role in _TYPES for iri in said.all(role)]
    evidence = [_proof(facts, facts.evidence[iri], texts) for iri in said.all("pfr:evidence") if iri in facts.evidence]
    return {
        "name": both(said.text("skos:prefLabel"), compact(said.iri) or said.iri),
        "modality": modality,
        "lapsed": modality == "actual" and not said.is_a(["pfr:Visit"]) and "" < said.one("pfr:validTo") < facts.as_of,
        "event": said.is_a(["pfr:Visit"]),
        "type": _listed(facts, concepts),
        "validity": {language: validity(said, language) for language in LANGUAGES},
        "signed": per_language(said.one("pfr:signedOn"), said.code("pfr:signedPrecision")),
        "field": _listed(facts, said.all("pfr:field")),
        "subject": both(said.text("pfr:subject")),
        "note": both(said.text("skos:scopeNote")),
        "wording": said.one("pfr:wording"),
        "start": start[0],
        "kind": kind,
        "state": state_of(kind, said, facts.as_of),
        "known": [said.one("pfr:knownFrom"), said.one("pfr:knownUntil")],
        "dates": [start[0], end[0]],
        "precision": [start[1], end[1]],
        "openEnd": "" if end[0] else said.code("pfr:endStatus"),
        "participants": sorted(ends),
        "evidence": sorted(evidence, key=lambda proof: (proof["source"], proof["restates"]["vi"])),
    }


def _dated(said: Said, names: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the first date that is stated, with its precision."""
    return next(((said.one(date), said.code(precision)) for date, precision in names if said.one(date)), ("", ""))


def _proof(facts: Facts, said: Said, texts: Texts | None) -> Json:
    speaker, told_by = said.one("pfr:speaker"), said.one("oa:hasSource")
    where = facts.passages.get(said.one("oa:hasSelector")) or Said("")
    start, end = (int(at) if at.isdecimal() else None for at in (where.one("oa:start"), where.one("oa:end")))
    cited = facts.sources.get(told_by) or Said(told_by)
    return {
        "id": said.iri,
        "source": told_by,
        "restates": both(said.text("pfr:restates")),
        "speaker": name(facts, speaker) if speaker else None,
        "confidence": said.code("pfr:confidence"),
        "start": start,
        "end": end,
        "passage": (texts.passage(cited.one("pfr:sha256") or None, start, end) if texts else None) or "",
    }


def source(facts: Facts, said: Said) -> Json:
    """Return a source as it is cited."""
    published = said.one("pfr:publishedOn")
    url = said.one("schema:url")
    return {
        "id": compact(said.iri) or said.iri,
        "title": said.one("dcterms:title") or said.iri,
        "publisher": ", ".join(said.all("dcterms:creator") + said.all("dcterms:publisher")),
        "published": per_language(published, said.code("pfr:precision")),
        "notBefore": per_language(said.one("pfr:publishedNotBefore"), "day"),
        "url": url if url.lower().startswith(("http://", "https://")) else "",
        "sha256": said.one("pfr:sha256"),
        "language": said.one("dcterms:language"),
        "type": _listed(facts, said.all("dcterms:type")),
        "note": both(said.text("skos:scopeNote")),
    }


def per_language(date: str, precision: str) -> dict[str, str]:
    """Write a date in both languages."""
    return {language: day(date, precision, language) if date else "" for language in LANGUAGES}


def _listed(facts: Facts, concepts: Sequence[str]) -> dict[str, str]:
    names = [name(facts, iri) for iri in concepts]
    return {language: ", ".join(found[language] for found in names) for language in LANGUAGES}
