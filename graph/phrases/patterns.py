"""What the phrases of the questions' files say: the ideas of each, and the words before its slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from graph.phrases.pieces import Piece
from graph.phrases.readings import LIGHT, first_reading
from graph.phrases.words import Text
from graph.questions import Question, load_questions

#: A value of a parameter counts as an idea under this sign and the parameter's name.
VALUE = "#"
_SLOT = re.compile(r"\{(\w+)\}")
_LIGHT_WEIGHT = 0.3
_STANDS_FOR_SLOT = "0000"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase: the question it asks, and its ideas."""

    question: Question
    phrase: str
    ideas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All phrases, what each question's phrases speak of, the cues of its slots, and how telling each idea is."""

    all: tuple[Pattern, ...]
    speaks_of: Mapping[str, frozenset[str]]
    cues: Mapping[tuple[str, str], frozenset[str]]
    weights: Mapping[str, float]

    def weight(self, ideas: frozenset[str]) -> float:
        """Return how telling ideas are together."""
        return sum(self.weights.get(idea, 1.0) for idea in ideas)


@cache
def patterns() -> Patterns:
    """Return the patterns of all shipped questions."""
    found: list[Pattern] = []
    cues: dict[tuple[str, str], set[str]] = {}
    for question in load_questions():
        for phrase in (each for said in question.phrases.values() for each in said):
            ideas, slots = _read(question, phrase)
            found.append(Pattern(question, phrase, ideas))
            for slot, cue in slots:
                cues.setdefault((question.name, slot), set()).add(cue)
    speaks_of = {
        name: frozenset().union(*(each.ideas for each in found if each.question.name == name))
        for name in dict.fromkeys(each.question.name for each in found)
    }
    return Patterns(
        tuple(found), speaks_of, {slot: frozenset(each) for slot, each in cues.items()}, dict(_weights(speaks_of))
    )


def _weights(speaks_of: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, float]]:
    """Yield how telling each idea is: the more, the fewer questions speak of it."""
    for idea in frozenset().union(*speaks_of.values()):
        bearers = sum(idea in ideas for ideas in speaks_of.values())
        yield idea, _LIGHT_WEIGHT if idea.startswith(LIGHT) else log(1 + len(speaks_of) / bearers)


def _read(question: Question, phrase: str) -> tuple[frozenset[str], list[tuple[str, str]]]:
    slots = _SLOT.findall(phrase)
    text = Text.of(_SLOT.sub(_STANDS_FOR_SLOT, phrase))
    pieces = [
        Piece(first, last, form.kind, form.says)
        for first, last, form in text.known()
        if _meant(question, form.kind, form.says)
    ]
    marks = [at for at in range(len(text.words)) if text.said(at, at) == _STANDS_FOR_SLOT]
    pieces += [Piece(at, at, "name", slot) for at, slot in zip(marks, slots, strict=True)]
    reading = first_reading(pieces, len(text.words))
    concepts = {each.name for each in question.parameters if each.type in ("concept", "text")}
    values = {VALUE + name.rpartition(".")[2] for name, _ in reading.values}
    values |= {VALUE + named.says for named in reading.names if named.says in concepts}
    return reading.ideas | values, [(named.says, named.cue) for named in reading.names]


def _meant(question: Question, kind: str, says: str) -> bool:
    """Tell whether a form of a phrase is an idea, or a value that its question takes."""
    return kind == "idea" or (kind == "value" and value_name(question, says.partition("=")[0]) is not None)


def value_name(question: Question, written: str) -> str | None:
    """Return the parameter of a question that a value is for, or None."""
    asked, dot, name = written.rpartition(".")
    parameter = question.parameter(name)
    if parameter is None or (dot and asked != question.name) or (parameter.type == "text" and not dot):
        return None
    return name
