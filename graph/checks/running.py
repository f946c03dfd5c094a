"""Run the checks on a store and put what they find into words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.checks.agreements import examine_expired, examine_expiring
from graph.checks.duplicates import examine_dates, examine_names, examine_statements
from graph.checks.model import SEVERITIES, Check, Finding, Hit, select_checks
from graph.checks.passages import examine_passages
from graph.checks.plans import examine_carried_out, examine_past
from graph.checks.series import examine_conflicts, examine_series
from graph.checks.words import amount
from graph.dates import Window
from graph.errors import Words
from graph.judgements import VERDICTS, judgements
from graph.labels import Labels
from graph.meaning import with_predecessors
from graph.names import sort_key
from graph.namespaces import PREFIXES
from graph.show.portrait import ABOUT
from graph.store.answers import Solutions
from graph.store.base import Store, rows
from graph.texts import Texts

_XSD = PREFIXES["xsd"]
_NUMBERS = {NamedNode(_XSD + name) for name in ("integer", "decimal")}
_SOURCES = """
SELECT DISTINCT ?thing ?source ?title ?publisher ?day WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing pfr:evidence/oa:hasSource|dcterms:source ?source .
  ?source dcterms:title ?title .
  OPTIONAL {{ ?source dcterms:publisher ?publisher }}
  OPTIONAL {{ ?source pfr:publishedOn ?day }}
}}
"""

Candidates = list[dict[str, object]]
_Told = Mapping[object, set[tuple[str, str]]]


def find(
    store: Store,
    names: Sequence[str] = (),
    *,
    as_of: dt.date | None = None,
    about: Collection[NamedNode] = (),
    severity: str = "info",
    lang: str = "vi",
    texts: Texts | None = None,
) -> list[Finding]:
    """Return what the checks of these names find, the gravest first; all checks without a name.

    ``as_of`` is the day on which terms and plans are looked at, today by default; ``about`` keeps
    the findings on these things; ``texts`` are the attached texts that passages are compared with.
    Raises UnknownName for a check that is not known.

    >>> from graph.shipped import open_shipped
    >>> [found.check for found in find(open_shipped(), ["evidence-missing"])]
    []
    """
    day = as_of or dt.date.today()
    found = [(check, hit) for check in select_checks(names, severity) for hit in _hits(store, check, day, lang, texts)]
    if about:
        told = (row for each in about for row in rows(store, f"SELECT ?fact {{ {ABOUT.format(entity=each)} }}"))
        facts = {*about, *(fact for (fact,) in told)}
        found = [(check, hit) for check, hit in found if facts.intersection(hit.statements)]
    terms = (term for _, hit in found for term in (*hit.statements, *hit.values.values()))
    labels = Labels(store, terms, lang)
    sources = _sources(store, {statement for _, hit in found for statement in hit.statements})
    said = [_finding(check, hit, labels, sources) for check, hit in found]
    return sorted(said, key=_order)


def _order(found: Finding) -> tuple[object, ...]:
    return SEVERITIES.index(found.severity), found.check, list(map(sort_key, found.what)), found.statements


def check_store(
    store: Store,
    names: Sequence[str] = (),
    *,
    as_of: str | None = None,
    about: str | None = None,
    severity: str = "info",
    lang: str = "vi",
    texts: Texts | None = None,
) -> tuple[list[Finding], list[Words]]:
    """Return the findings with the day and the thing given in a user's words, and what to say beside them.

    A province comes with the units that it replaced. Raises BadDate, UnknownName or AmbiguousName.
    """
    window = Window.given(as_of)
    things, notes = with_predecessors(store, [about] if about else [], window)
    day = window.end if window else None
    return find(store, names, as_of=day, about=things, severity=severity, lang=lang, texts=texts), notes


def _hits(store: Store, check: Check, day: dt.date, lang: str, texts: Texts | None) -> Iterable[Hit]:
    bound = {"lang": Literal(lang)} if check.question.parameter("lang") else {}
    answer = store.query(check.question.bind(bound))
    if not isinstance(answer, Solutions):
        raise TypeError(f"not a SELECT query: {check.name}")
    candidates: Candidates = [dict(zip(answer.variables, row, strict=True)) for row in answer.rows]
    if not check.examined:
        return map(_hit, candidates)
    return _examiners(store, day, lang, texts)[check.name](candidates)


def _examiners(
    store: Store, day: dt.date, lang: str, texts: Texts | None
) -> dict[str, Callable[[Candidates], Iterable[Hit]]]:
    """Return who looks at the candidates of each check that a query alone cannot decide."""

    def left(hits: Iterable[Hit], *verdicts: str) -> Iterator[Hit]:
        judged = judgements(store)
        return (hit for hit in hits if judged.get(frozenset(hit.statements)) not in verdicts)

    return {
        "agreement-expired": lambda found: examine_expired(found, day),
        "agreement-expiring": lambda found: examine_expiring(found, day),
        "dates-disagree": lambda found: left(examine_dates(found), "different"),
        "duplicates-names": lambda found: left(examine_names(found), *VERDICTS),
        "duplicates-statements": lambda found: left(examine_statements(found), *VERDICTS),
        "figures-conflict": lambda found: examine_conflicts(found, lang),
        "figures-over-time": lambda found: examine_series(found, lang),
        "passage-mismatch": lambda found: examine_passages(found, texts) if texts else (),
        "plan-carried-out": examine_carried_out,
        "plan-past": lambda found: examine_past(found, day),
    }


def _hit(row: Mapping[str, object]) -> Hit:
    statements = tuple(node for node in (row["statement"], row.get("other")) if isinstance(node, NamedNode))
    return Hit(statements, row)


def _finding(check: Check, hit: Hit, labels: Labels, told: _Told) -> Finding:
    values = {name: _say(value, labels) for name, value in hit.values.items()}
    sources = sorted(set().union(*(told.get(statement, set()) for statement in hit.statements)))
    return Finding(
        check.name,
        check.severity,
        check.question.title[labels.lang],
        tuple(map(labels.say, hit.statements)),
        # A value that is not known leaves a gap, which is closed.
        " ".join(check.message(hit.case, labels.lang).format_map(values).split()),
        tuple(statement.value for statement in hit.statements),
        tuple(dict.fromkeys(source for _, source in sources)),
        tuple(iri for iri, _ in sources),
    )


def _say(value: object, labels: Labels) -> str:
    if value is None:
        return ""
    if isinstance(value, Literal) and value.datatype in _NUMBERS:
        return amount(Decimal(value.value), labels.lang)
    return labels.say(value)


def _sources(store: Store, things: Iterable[NamedNode]) -> _Told:
    """Return the sources of each thing, as IRI and words."""
    wanted = " ".join(sorted(map(str, things)))
    found: dict[object, set[tuple[str, str]]] = defaultdict(set)
    # rdflib fails on VALUES without a value.
    for thing, source, title, publisher, day in rows(store, _SOURCES.format(things=wanted)) if wanted else ():
        words = [term.value for term in (publisher or title, day) if isinstance(term, Literal)]
        found[thing].add((source.value if isinstance(source, NamedNode) else "", ", ".join(words)))
    return found
