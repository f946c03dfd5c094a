"""Write a portrait for people (text, Markdown) or for programs (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from graph.errors import UnknownFormat
from graph.markdown import escaped_line
from graph.show.model import Fact, Portrait, Proof
from graph.terminal import harmless

FORMATS = ("text", "md", "json")

_WORDS = {
    "vi": {
        "names": "Tên gọi",
        "attributes": "Thuộc tính",
        "since": "từ {}",
        "until": "đến {}",
        "on": "ngày {}",
        "characters": "ký tự {}–{}",
        "row": "dòng {}",
        "speaker": "{} nói",
        "none": "Chưa có sự kiện nào.",
    },
    "en": {
        "names": "Names",
        "attributes": "Attributes",
        "since": "from {}",
        "until": "until {}",
        "on": "on {}",
        "characters": "characters {}–{}",
        "row": "row {}",
        "speaker": "said by {}",
        "none": "No facts yet.",
    },
}


def write(found: Portrait, format: str, lang: str = "vi") -> str:
    """Return the portrait as text in one of FORMATS."""
    if format == "json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n"
    if format not in FORMATS:
        raise UnknownFormat(format, FORMATS)
    safe, mark = (escaped_line, "#") if format == "md" else (harmless, "")
    return "".join(f"{safe(line)}\n" for line in _lines(found, _WORDS[lang], mark))


def _lines(found: Portrait, words: dict[str, str], mark: str) -> Iterator[str]:
    yield from _heading(mark, f"{found.label} ({found.kind}, {found.identifier})")
    for title, entries in ((words["names"], found.names), (words["attributes"], found.attributes)):
        if entries:
            yield from ("", *_heading(mark * 2, title), *(_entry(key, values) for key, values in entries.items()))
    for kind, facts in found.facts.items():
        yield from ("", *_heading(mark * 2, f"{kind} ({len(facts)})"))
        for fact in facts:
            yield from _fact(fact, words)
    if not found.facts:
        yield from ("", words["none"])


def _heading(mark: str, text: str) -> list[str]:
    title = text[0].upper() + text[1:]
    return [f"{mark} {title}"] if mark else [title, "─" * len(title)]


def _entry(key: str, values: list[str]) -> str:
    return f"- {key}: {'; '.join(values)}" if key else f"- {'; '.join(values)}"


def _fact(fact: Fact, words: dict[str, str]) -> Iterator[str]:
    yield f"- {fact.label} [{', '.join(_qualifiers(fact, words))}] {fact.identifier}"
    for key, values in fact.details.items():
        yield f"    {key}: {'; '.join(values)}"
    for proof in fact.proof:
        yield from _proof(proof, words)


def _qualifiers(fact: Fact, words: dict[str, str]) -> Iterator[str]:
    yield fact.modality
    if fact.since and fact.since == fact.until:
        yield words["on"].format(fact.since)
    else:
        if fact.since:
            yield words["since"].format(fact.since)
        if fact.until:
            yield words["until"].format(fact.until)


def _proof(proof: Proof, words: dict[str, str]) -> Iterator[str]:
    parts = [proof.title, proof.publisher or "", proof.published or ""]
    if proof.start is not None:
        parts.append(words["characters"].format(proof.start, proof.end))
    if proof.row is not None:
        parts += [proof.sheet or "", words["row"].format(proof.row)]
    if proof.speaker:
        parts.append(words["speaker"].format(proof.speaker))
    if proof.confidence:
        parts.append(proof.confidence)
    yield f"    » {proof.restated}"
    yield f"      {' · '.join(part for part in parts if part)} ({proof.source})"
    if proof.passage:
        yield f"      “{' '.join(proof.passage.split())}”"
