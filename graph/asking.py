"""Ask a named question: values in, a table with headings and notes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.completeness import completeness_notes
from graph.dates import DateSpan
from graph.gazetteer import resolve, resolve_concept
from graph.names import nfc, sort_key
from graph.namespaces import PREFIXES
from graph.questions import Parameter, Question
from graph.store.answers import Row
from graph.store.base import Store, rows
from graph.tables import SEPARATOR, Table, Value

_XSD = PREFIXES["xsd"]
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "long", "int")}
_LIST_SEPARATOR = " | "
_NONE = {
    "vi": "Chưa biết điều nào như vậy; thử bớt điều kiện (--as-of, --country …).",
    "en": "Nothing like this is known; try fewer conditions (--as-of, --country …).",
}
_LEFT_OUT = {
    "vi": "{missing} dòng khác không hiện: không có căn cứ cho thấy có vào ngày {day}.",
    "en": "{missing} more rows are left out: nothing shows that they held on {day}.",
}


def ask(store: Store, question: Question, values: Mapping[str, str | None], *, lang: str = "vi") -> Table:
    """Return the answer to a question, sorted as Vietnamese names sort.

    ``values`` are texts as a user writes them, by parameter name. Raises UnknownName, AmbiguousName
    or BadDate for a value that cannot be used.
    """
    given = {name: text for name, text in values.items() if text is not None}
    bound = bind_values(store, question, given, lang)
    found = [_row(question, row) for row in rows(store, question.bind(bound))]
    columns = {key: headings[lang] for key, headings in question.columns.items()}
    ordered = sorted(found, key=lambda row: [_order(row[key]) for key in question.sort])
    notes = [
        *([] if found else [_NONE[lang]]),
        *completeness_notes(store, question, bound, ordered, lang),
        *_left_out(store, question, bound, found, lang),
    ]
    return Table(columns, ordered, notes, question.lists, question.shown)


def bind_values(
    store: Store, question: Question, given: Mapping[str, str], lang: str
) -> dict[str, NamedNode | Literal]:
    """Return the terms that a user's texts stand for."""
    day = DateSpan.parse(given["as_of"]).last if "as_of" in given else None
    bound: dict[str, NamedNode | Literal] = {}
    for name, text in given.items():
        parameter = question.parameter(name)
        if parameter is not None:
            bound[name] = _term(store, parameter, text, day)
    if question.parameter("lang") is not None:
        bound["lang"] = Literal(lang)
    return bound


def _term(store: Store, parameter: Parameter, text: str, day: dt.date | None) -> NamedNode | Literal:
    if parameter.type == "date":
        # A year or a month means its end: what held by then.
        return Literal(DateSpan.parse(text).last.isoformat(), datatype=NamedNode(_XSD + "date"))
    if parameter.type in ("text", "language"):
        return Literal(nfc(text))
    if parameter.type == "concept":
        return resolve_concept(store, parameter.name.replace("_", "-"), text)
    return resolve(store, text, kind=parameter.type, on=day)


def _left_out(
    store: Store,
    question: Question,
    bound: Mapping[str, NamedNode | Literal],
    found: list[dict[str, Value]],
    lang: str,
) -> list[str]:
    """Say how many rows the day left out, because their time is another or not known."""
    if "as_of" not in bound:
        return []
    at_any_time = {name: term for name, term in bound.items() if name != "as_of"}
    missing = sum(1 for _ in rows(store, question.bind(at_any_time))) - len(found)
    return [_LEFT_OUT[lang].format(missing=missing, day=bound["as_of"].value)] if missing else []


def _row(question: Question, row: Row) -> dict[str, Value]:
    values = dict(zip(question.columns, map(value_of, row), strict=True))
    for name in question.lists:
        parts = {part for part in str(values[name] or "").split(_LIST_SEPARATOR) if part}
        values[name] = SEPARATOR.join(sorted(parts, key=sort_key)) or None
    return values


def value_of(term: object) -> Value:
    """Return a term as a cell's value: numbers as numbers, all else as text."""
    if term is None:
        return None
    if isinstance(term, Literal) and term.datatype.value in _NUMBERS:
        number = Decimal(term.value)
        return int(number) if number == number.to_integral_value() else float(number)
    if isinstance(term, Literal) and term.datatype.value == _XSD + "boolean":
        return term.value in ("true", "1")
    return term.value if isinstance(term, (Literal, NamedNode)) else str(term)


def _order(value: Value) -> tuple[bool, float, object]:
    """Sort numbers by size, texts as Vietnamese, and nothing last."""
    if value is None:
        return (True, 0.0, ())
    if isinstance(value, (int, float)):
        return (False, float(value), ())
    return (False, 0.0, sort_key(value))
