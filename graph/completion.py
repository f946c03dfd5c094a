"""What a shell offers while a command is typed: names of things and codes, by prefix, whatever the accents.

A mistake here must not disturb the line that is being typed: whatever goes wrong, nothing is offered.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from graph.errors import KgError
from graph.names import fold, sort_key

if TYPE_CHECKING:
    from graph.session import Session

#: A shell shows no more at a glance.
MOST = 40
#: The variable by which click is asked for completions.
ASKED_BY = "_KG_COMPLETE"
_NAMED = ("Country", "Province", "Place", "BorderGate", "BorderGatePair", "Organisation", "DiplomaticMission")
_QUERY = """
SELECT DISTINCT ?entity ?label WHERE {{
  VALUES ?class {{ {classes} }}
  ?entity a ?class ; skos:hiddenLabel ?folded .
  FILTER (STRSTARTS(?folded, {start}))
  ?entity skos:prefLabel ?label FILTER (LANG(?label) = "{lang}")
}}
"""
_SOURCES = "SELECT ?entity ?title WHERE { ?entity a pfr:Source ; dcterms:title ?title }"
_CODES = """
SELECT ?code ?label WHERE {{
  ?concept skos:inScheme <{scheme}> ; skos:notation ?code ; skos:prefLabel ?label FILTER (LANG(?label) = "{lang}")
}}
"""


def offered(session: Callable[[], Session], type_: str, name: str, incomplete: str) -> list[CompletionItem]:
    """Return what a parameter of a type can go on with: names of things, or codes of the list ``name``.

    ``son`` gives ``Sơn La``. ``session`` opens the session, which may fail like all the rest.
    """
    try:
        if type_ == "concept":
            return _codes(session(), name, incomplete)
        if type_ not in {"entity", "place", "country", "source"} or not fold(incomplete):
            return []
        return _sources(session(), incomplete) if type_ == "source" else _names(session(), type_, incomplete)
    except (KgError, OSError, RuntimeError):  # RuntimeError: nobody knows where home is
        return []


def _codes(session: Session, name: str, incomplete: str) -> list[CompletionItem]:
    from graph.namespaces import PREFIXES  # noqa: PLC0415 - as in _names

    found = _asked(session, _CODES.format(scheme=PREFIXES["scheme"] + name.replace("_", "-"), lang=session.lang))
    return [CompletionItem(code, help=label) for code, label in sorted(found) if code.startswith(incomplete.lower())]


def _names(session: Session, type_: str, incomplete: str) -> list[CompletionItem]:
    from pyoxigraph import Literal  # noqa: PLC0415 - completing the names of commands needs no engine

    from graph.gazetteer import CLASSES  # noqa: PLC0415 - as above
    from graph.namespaces import compact  # noqa: PLC0415 - as above

    classes = CLASSES[type_] or [*(f"pfr:{name}" for name in _NAMED), "foaf:Person"]
    start = str(Literal(fold(incomplete)))
    found = _asked(session, _QUERY.format(classes=" ".join(classes), start=start, lang=session.lang))
    entities: dict[str, list[str]] = {}
    for entity, label in found:
        entities.setdefault(label, []).append(compact(entity) or entity)
    names = sorted(entities, key=lambda label: (not fold(label).startswith(fold(incomplete)), sort_key(label)))
    return [
        CompletionItem(_typed(label, incomplete), help=", ".join(sorted(entities[label]))) for label in names[:MOST]
    ]


def _typed(label: str, incomplete: str) -> str:
    """Return what to put in the line: fish offers only what begins as it is typed, so there without accents."""
    fish = os.environ.get(ASKED_BY) == "fish_complete"
    return fold(label) if fish and not label.casefold().startswith(incomplete.casefold()) else label


def _sources(session: Session, incomplete: str) -> list[CompletionItem]:
    from graph.namespaces import compact  # noqa: PLC0415 - as in _names

    found = sorted((compact(entity) or entity, title) for entity, title in _asked(session, _SOURCES))
    wanted = incomplete.removeprefix("source:")
    return [CompletionItem(id_, help=title) for id_, title in found if id_.removeprefix("source:").startswith(wanted)]


def _asked(session: Session, query: str) -> list[tuple[str, str]]:
    from graph.store.base import rows  # noqa: PLC0415 - as in _names

    with session.reading() as store:
        return [(getattr(one, "value", ""), getattr(other, "value", "")) for one, other in rows(store, query)]


class QuotingBash(BashComplete):
    """Completes in bash, which takes a word as it is: spaces are escaped, unless the word stands in quotes."""

    def format_completion(self, item: CompletionItem) -> str:
        """Return one line for click's bash function, whose ``read`` takes one backslash of two away."""
        value = item.value if self._in_quotes() else item.value.replace(" ", "\\\\ ")
        return f"{item.type},{value}"

    @staticmethod
    def _in_quotes() -> bool:
        line = os.environ.get("COMP_WORDS", "")
        return line.count('"') % 2 == 1 or line.count("'") % 2 == 1


def speak_to_shells() -> None:
    """Put our bash completion in the place of click's."""
    add_completion_class(QuotingBash, "bash")
