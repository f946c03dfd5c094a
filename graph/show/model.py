"""What a portrait is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: own words, where it stands, and the passage if its text is at hand."""

    restated: str
    source: str
    title: str
    publisher: str | None
    published: str | None
    start: int | None
    end: int | None
    sheet: str | None
    row: int | None
    passage: str | None
    speaker: str | None
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: its kind and name, when and how it holds, its details and its proof."""

    identifier: str
    kind: str
    label: str
    modality: str
    since: str | None
    until: str | None
    details: Mapping[str, list[str]]
    proof: list[Proof]


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that is known of a thing; facts are grouped by kind."""

    identifier: str
    iri: str
    label: str
    kind: str
    names: Mapping[str, list[str]]
    attributes: Mapping[str, list[str]]
    facts: Mapping[str, list[Fact]]
