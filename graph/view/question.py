"""The things that a named question's answer names, to be drawn with what is between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from graph.asking import ask, bind_values
from graph.errors import Words
from graph.labels import Labels
from graph.questions import Question
from graph.store import Store
from graph.tables import SEPARATOR
from graph.view.words import LANGUAGES

#: Types of parameters that things are given for.
_THINGS = ("entity", "place", "country", "source")


class Answered(NamedTuple):
    """What was asked about, all things of the answer (none where it is empty), the title, and what is said beside."""

    about: tuple[str, ...]
    things: tuple[str, ...]
    title: Mapping[str, str]
    notes: tuple[Words, ...]


def answered(store: Store, question: Question, values: Mapping[str, str | None], lang: str) -> Answered:
    """Ask the question; raises what ``graph.asking.ask`` raises."""
    given = {name: text for name, text in values.items() if text is not None}
    bound = bind_values(store, question, given, lang)
    about = [
        term
        for each in question.parameters
        if each.type in _THINGS and isinstance(term := bound.terms.get(each.name), NamedNode)
    ]
    table = ask(store, question, values, lang=lang)
    cells = [part for row in table.rows for value in row.values() for part in str(value or "").split(SEPARATOR)]
    named = [part for part in cells if part.startswith(("http://", "https://"))]
    title = {language: _titled(store, question, about, language) for language in LANGUAGES}
    asked = tuple(term.value for term in about)
    things = tuple(dict.fromkeys((*asked, *named))) if table.rows else ()
    return Answered(asked, things, title, tuple(Words(said, said) for said in table.notes))


def _titled(store: Store, question: Question, about: Sequence[NamedNode], language: str) -> str:
    labels = Labels(store, about, language)
    return ": ".join(filter(None, (question.title[language], ", ".join(map(labels.say, about)))))
