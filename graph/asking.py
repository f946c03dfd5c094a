"""Ask a named question: values in, a table with headings and notes out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.completeness import completeness_notes
from graph.dates import DateSpan, Window
from graph.errors import BadNumber, TooMany, Words, in_language
from graph.gazetteer import resolve_concept
from graph.meaning import Succession, included, meaning, predecessors
from graph.names import nfc, sort_key
from graph.namespaces import PREFIXES
from graph.questions import LIST_SEPARATOR, WINDOW, Parameter, Question, window_terms
from graph.store.answers import Row
from graph.store.base import Store, rows
from graph.tables import SEPARATOR, Table, Value

_XSD = PREFIXES["xsd"]
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "long", "int")}
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NONE = {"vi": "Chưa biết điều nào như vậy.", "en": "Nothing like this is known."}
_FEWER = {"vi": "Thử bớt điều kiện: {given}.", "en": "Try fewer conditions: {given}."}
_LEFT_OUT = {
    "vi": "Số dòng không hiện: {missing}, vì không có căn cứ cho thấy có {when}.",
    "en": "Rows left out: {missing}, since nothing shows that they held {when}.",
}
_CUT = {
    "vi": "Chỉ hiện {shown} dòng đầu; muốn xem thêm thì dùng --limit.",
    "en": "Only the first {shown} rows are shown; ask for more with --limit.",
}
_UNTIL = {"vi": "{label} (đến {until})", "en": "{label} (until {until})"}
_WHEN = {
    "day": {"vi": "vào ngày {window.start}", "en": "on {window.start}"},
    "days": {
        "vi": "từ {window.start} đến {window.end}",
        "en": "between {window.start} and {window.end}",
    },
    "until": {"vi": "đến {window.end}", "en": "until {window.end}"},
    "since": {"vi": "từ {window.start}", "en": "since {window.start}"},
}


class Bound(NamedTuple):
    """The terms that a user's texts stand for, the window asked about, the former units, and what was chosen."""

    terms: dict[str, NamedNode | Literal]
    window: Window | None
    former: list[Succession]
    notes: list[str]


def ask(store: Store, question: Question, values: Mapping[str, str | None], *, lang: str = "vi") -> Table:
    """Return the answer to a question, sorted as Vietnamese names sort.

    ``values`` are texts as a user writes them, by parameter name. A question over time also takes
    ``as_of`` (``2023``) or ``between`` (``2019/2021``). Raises UnknownName, AmbiguousName, BadDate,
    BadWindow, BadNumber or TooMany for a value that cannot be used.
    """
    given = {name: text for name, text in values.items() if text is not None}
    bound = bind_values(store, question, given, lang)
    found = [_dated(_row(question, row), bound.former, lang) for row in rows(store, question.bind(bound.terms))]
    columns = {key: headings[lang] for key, headings in question.columns.items()}
    ordered = _sorted(question, found)
    kept = _kept(question, bound, ordered)
    notes = [
        *([] if found else _nothing(question, given, lang)),
        *bound.notes,
        *completeness_notes(store, question, bound.terms, ordered, lang),
        *_left_out(store, question, bound, len(found), lang),
        *([_CUT[lang].format(shown=len(kept))] if len(kept) < len(ordered) else []),
    ]
    return Table(columns, kept, notes, question.lists, question.shown)


def _nothing(question: Question, given: Mapping[str, str], lang: str) -> list[str]:
    """Say that nothing is known, and which conditions may stand in the way."""
    required = {parameter.name for parameter in question.parameters if parameter.required}
    conditions = ", ".join(f"--{name.replace('_', '-')}" for name in given if name not in required)
    return [" ".join([_NONE[lang], *([_FEWER[lang].format(given=conditions)] if conditions else [])])]


def bind_values(store: Store, question: Question, given: Mapping[str, str], lang: str) -> Bound:
    """Return the terms that a user's texts stand for."""
    window = Window.given(given.get("as_of"), given.get("between")) if question.time else None
    terms: dict[str, NamedNode | Literal] = {}
    notes: list[Words] = []
    for name, text in given.items():
        parameter = question.parameter(name)
        if parameter is not None:
            terms[name], said = _term(store, parameter, text, window)
            if name == "limit":
                _require_rows(question, text)
            notes += said
    former = _former(store, question, terms)
    notes += included(former)
    if question.parameter("lang") is not None:
        terms["lang"] = Literal(lang)
    if window is not None:
        terms |= window_terms(window)
    return Bound(terms, window, former, [in_language(lang, note) for note in notes])


def _former(store: Store, question: Question, terms: Mapping[str, object]) -> list[Succession]:
    """Return the units that the provinces asked about replaced."""
    provinces = [terms.get(name) for name in question.units]
    return [each for one in provinces if isinstance(one, NamedNode) for each in predecessors(store, one)]


def _dated(row: dict[str, Value], former: Iterable[Succession], lang: str) -> dict[str, Value]:
    """Tell a former unit from the present one of its name: "Lào Cai (đến 2025-06-30)"."""
    identifiers = str(row.get("unit_iri") or "").split(SEPARATOR)
    labels = str(row.get("unit") or "").split(SEPARATOR)
    for unit in former:
        label = in_language(lang, unit.label)
        if unit.former.value in identifiers and label in labels:
            # A list holds each name once: here for the present unit as well.
            both = unit.present.value in identifiers and len(labels) < len(identifiers)
            labels[labels.index(label)] = _UNTIL[lang].format(label=label, until=unit.until)
            labels += [label] if both else []
            row["unit"] = SEPARATOR.join(labels)
    return row


def _term(
    store: Store, parameter: Parameter, text: str, window: Window | None
) -> tuple[NamedNode | Literal, tuple[Words, ...]]:
    if parameter.type == "date":
        # A year or a month means its end: what held by then. What is asked "since" it begins with its start.
        span = DateSpan.parse(text)
        day = span.first if parameter.name == "since" else span.last
        return Literal(day.isoformat(), datatype=NamedNode(_XSD + "date")), ()
    if parameter.type == "integer":
        return _integer(text), ()
    if parameter.type in ("text", "language"):
        return Literal(nfc(text)), ()
    if parameter.type == "concept":
        return resolve_concept(store, parameter.name.replace("_", "-"), text), ()
    meant = meaning(store, text, kind=parameter.type, window=window)
    return meant.entity, meant.notes


def _integer(text: str) -> Literal:
    if not _WHOLE.fullmatch(text.strip()):
        raise BadNumber(text)
    return Literal(int(text))


def _require_rows(question: Question, text: str) -> None:
    """Refuse a number of rows that no answer can have."""
    if int(text) < 1:
        raise BadNumber(text)
    if question.most is not None and int(text) > question.most:
        raise TooMany(text, question.most)


def _left_out(store: Store, question: Question, bound: Bound, found: int, lang: str) -> list[str]:
    """Say how many rows the window left out, because their time is another or not known."""
    if bound.window is None:
        return []
    at_any_time = {name: term for name, term in bound.terms.items() if name not in WINDOW}
    missing = sum(1 for _ in rows(store, question.bind(at_any_time))) - found
    when = _WHEN[_extent(bound.window)][lang].format(window=bound.window)
    # A window can also add rows: a partner is without a visit as long as the visit lies ahead.
    return [_LEFT_OUT[lang].format(missing=missing, when=when)] if missing > 0 else []


def _extent(window: Window) -> str:
    """Tell how to say a window: one without a start or an end is given the first or the last of all years."""
    if window.is_day:
        return "day"
    if window.start.year == dt.MINYEAR:
        return "until"
    return "since" if window.end.year == dt.MAXYEAR else "days"


def _sorted(question: Question, found: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """Sort by the last key first: each sort keeps the order of the one before. What is not known comes last."""
    for key in reversed(question.sort):
        found = sorted(found, key=lambda row, key=key: _order(row[key]), reverse=key in question.descending)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        found.sort(key=lambda row, key=key: row[key] is None)  # type: ignore[misc]  # as above
    return found


def _kept(question: Question, bound: Bound, ordered: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """Return the first rows: as many as asked for, or as the question keeps."""
    limit = int(bound.terms["limit"].value) if "limit" in bound.terms else question.limit
    return ordered if limit is None else ordered[:limit]


def _row(question: Question, row: Row) -> dict[str, Value]:
    values = dict(zip(question.columns, map(value_of, row), strict=True))
    for name in question.lists:
        parts = {part for part in str(values[name] or "").split(LIST_SEPARATOR) if part}
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
