"""A question in words, with what was understood said beside it."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from graph.asking import bind_values
from graph.errors import BadInput, Words
from graph.labels import Labels, short
from graph.phrases.commands import command
from graph.phrases.matching import Match, understand
from graph.store.base import Store

_UNDERSTOOD = {"vi": "Hiểu là {name}: {title}", "en": "Understood as {name}: {title}"}
_COMMAND = {"vi": "Lệnh tương đương: {command}", "en": "The same as: {command}"}
_TIME = ("as_of", "between")
_TWO_TIMES = Words(
    "thời gian đã có trong câu hỏi; bỏ --as-of, --between",
    "the question names a time itself; leave out --as-of, --between",
)


def understood(
    store: Store, text: str, window: Mapping[str, str | None] | None = None, *, lang: str = "vi"
) -> tuple[Match, list[str]]:
    """Return the question that a text asks, and lines that say how it was understood.

    ``window`` may give ``as_of`` or ``between`` beside a text that names no time. Raises NotUnderstood,
    BadInput where both name one, or what a value raises (AmbiguousName …).
    """
    match = understand(store, text)
    given = {name: value for name, value in (window or {}).items() if value is not None}
    if given and (not match.question.time or any(name in match.values for name in _TIME)):
        raise BadInput(_TWO_TIMES)
    match = Match(match.question, {**match.values, **given}, match.score)
    return match, _lines(store, match, lang)


def _lines(store: Store, match: Match, lang: str) -> list[str]:
    terms = bind_values(store, match.question, match.values, lang).terms
    labels = Labels(store, terms.values(), lang)
    said = [match.question.title[lang]]
    for name, value in match.values.items():
        term = terms.get(name)
        known = f"{labels.say(term)} ({short(term)})" if isinstance(term, NamedNode) else value.replace("/", " – ")
        said.append(f"{name.replace('_', '-')} = {known}")
    return [
        _UNDERSTOOD[lang].format(name=match.question.name, title="; ".join(said)),
        _COMMAND[lang].format(command=command(match.question, match.values)),
    ]
