"""Turn one row of a table into triples of the model, with the row as their evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from graph.dates import DateSpan, written
from graph.errors import Words
from graph.identifiers import content_hash, slug
from graph.importing.mapping import Column, TableMapping
from graph.importing.model import Cell, Finding, Problem, Row
from graph.importing.names import NameBook
from graph.importing.values import Amount, Period, parse_date, parse_number, parse_period
from graph.names import fold, nfc
from graph.namespaces import PREFIXES, expand

_XSD = PREFIXES["xsd"]
_MISSING = Words("ô này phải có giá trị", "this cell needs a value")
_TOO_FEW = Words(
    "cần ít nhất {number} giá trị, cách nhau bằng dấu ;", "at least {number} values are needed, separated by ;"
)
_BAD_URL = Words("đây không phải địa chỉ http(s)", "this is no http(s) address")
_BAD_WIKIDATA = Words("đây không phải mã Wikidata (Q và số)", "this is no Wikidata identifier (Q and digits)")
_BAD_COORDINATE = Words("đây không phải tọa độ", "this is no coordinate")


def node(name: str) -> NamedNode:
    """Return the node that one of our own prefixed names stands for."""
    iri = expand(name)
    if iri is None:
        raise ValueError(f"unknown prefix in {name}")
    return NamedNode(iri)


_TYPE = node("rdf:type")
#: What says when a statement ends; where neither is there, the end is unknown.
_ENDS = {node("pfr:validTo"), node("pfr:endStatus")}


@dataclass(frozen=True, slots=True)
class TableSource:
    """The file that rows come from, as a source of the graph."""

    id: str
    title: str
    sha256: str
    published: DateSpan | None

    def triples(self) -> list[Triple]:
        """Describe the file as a source."""
        source = node(f"source:{self.id}")
        found = [
            Triple(source, _TYPE, node("pfr:Source")),
            Triple(source, node("dcterms:title"), Literal(nfc(self.title), language="vi")),
            Triple(source, node("dcterms:type"), node("source-type:table")),
            Triple(source, node("dcterms:language"), Literal("vi")),
            Triple(source, node("pfr:sha256"), Literal(self.sha256)),
        ]
        if self.published:
            found.append(Triple(source, node("pfr:publishedOn"), _date(self.published.last)))
            found.append(Triple(source, node("pfr:precision"), node(f"precision:{self.published.precision}")))
        else:
            note = node("skos:scopeNote")
            found.append(Triple(source, note, Literal("Tệp được nhập không kèm ngày.", language="vi")))
            found.append(Triple(source, note, Literal("The file was imported without a date.", language="en")))
        return found


class RowWriter:
    """Writes rows of one table; every mistake of a row is found, not only the first."""

    def __init__(self, mapping: TableMapping, source: TableSource, names: NameBook) -> None:
        self._mapping = mapping
        self._source = source
        self._names = names
        self._readers: dict[str, Callable[[Column, str, dt.date | None], list[object] | Problem]] = {
            "concept": self._concepts,
            "concepts": self._concepts,
            "country": self._entities,
            "entities": self._entities,
            "entity": self._entities,
            "place": self._entities,
        }

    def write(self, row: Row, columns: Mapping[str, Column], file: str, sheet: str) -> list[Triple] | list[Finding]:
        """Return the triples of a row, or what is wrong with its cells.

        ``columns`` tells what each heading of the table means.
        """
        cells = {column.key: row.cells[heading] for heading, column in columns.items() if heading in row.cells}
        texts = {key: cell_text(cell) for key, cell in cells.items()}
        findings = list(row.problems)
        values: dict[str, list[object]] = {}
        day = self._day(texts)
        for column in self._mapping.columns:
            read = self._read(column, texts.get(column.key, ""), day)
            if isinstance(read, Problem):
                address = cells[column.key].address if column.key in cells else str(row.number)
                findings.append(_finding(read, file, sheet, address, texts.get(column.key, "")))
            else:
                values[column.key] = read
        return findings or self._triples(values, texts, row.number, sheet)

    def _day(self, texts: Mapping[str, str]) -> dt.date | None:
        """Return the day of the row, at which its names are meant."""
        for column in self._mapping.columns:
            text = texts.get(column.key, "")
            read = {"date": parse_date, "period": parse_period}.get(column.type, _nothing)(text) if text else None
            if isinstance(read, Period):
                read = read.start
            if isinstance(read, DateSpan):
                return read.first
        return None

    def _read(self, column: Column, text: str, day: dt.date | None) -> list[object] | Problem:
        text = text.removeprefix(column.strip) or column.default or ""
        text = column.values.get(text, text)
        if not text:
            return Problem("missing", _MISSING, column.example) if column.required else []
        if column.type in self._readers:
            return self._readers[column.type](column, text, day)
        return _READERS[column.type](text)

    def _concepts(self, column: Column, text: str, day: dt.date | None) -> list[object] | Problem:
        del day  # code lists do not change with time
        return _all(column, text, lambda name: self._names.concept(name, column.scheme or ""))

    def _entities(self, column: Column, text: str, day: dt.date | None) -> list[object] | Problem:
        kind = column.type if column.type in ("country", "place") else "entity"
        return _all(column, text, lambda name: self._names.entity(name, kind, day))

    def _triples(
        self, values: Mapping[str, list[object]], texts: Mapping[str, str], number: int, sheet: str
    ) -> list[Triple]:
        name = slug(" ".join(_identifying(values[key], texts.get(key, "")) for key in self._mapping.identity))
        thing = node(f"{self._mapping.prefix}:{name}")
        found = [Triple(thing, _TYPE, node(self._mapping.class_name))]
        found += [Triple(thing, node(prop), node(value)) for prop, value in self._mapping.constants]
        for column in self._mapping.columns:
            for value in values[column.key]:
                found += _WRITERS.get(column.type, _write_value)(thing, column, value)
        if self._mapping.ends and not any(triple.predicate in _ENDS for triple in found):
            found.append(Triple(thing, node("pfr:endStatus"), node("end-status:unknown")))
        if self._mapping.statement:
            found += self._evidence(thing, texts, number, sheet)
        else:
            found.append(Triple(thing, node("dcterms:source"), node(f"source:{self._source.id}")))
        return found

    def _evidence(self, thing: NamedNode, texts: Mapping[str, str], number: int, sheet: str) -> Iterator[Triple]:
        said = {lang: self._restated(texts, lang) for lang in ("vi", "en")}
        evidence = node("evidence:" + content_hash(self._source.sha256, sheet, str(number), thing.value))
        passage = node(f"passage:{self._source.id}_{slug(sheet)}-row-{number}")
        yield Triple(thing, node("pfr:evidence"), evidence)
        yield Triple(evidence, _TYPE, node("pfr:Evidence"))
        yield Triple(evidence, node("oa:hasSource"), node(f"source:{self._source.id}"))
        yield Triple(evidence, node("oa:hasSelector"), passage)
        yield Triple(evidence, node("pfr:confidence"), node("confidence:stated"))
        yield Triple(passage, _TYPE, node("pfr:RowSelector"))
        yield Triple(passage, node("pfr:sheet"), Literal(sheet))
        yield Triple(passage, node("pfr:row"), Literal(number))
        for lang, text in said.items():
            yield Triple(evidence, node("pfr:restates"), Literal(text, language=lang))

    def _restated(self, texts: Mapping[str, str], lang: str) -> str:
        """Say the row in words: its own values under the headings of one language."""
        parts = []
        for column in self._mapping.columns:
            if texts.get(column.key):
                heading = column.heading.vi if lang == "vi" else column.heading.en
                parts.append(f"{heading}: {texts[column.key]}")
        return "; ".join(parts)


def _nothing(text: str) -> None:
    del text  # columns of other types tell no day


def _identifying(values: list[object], text: str) -> str:
    """Return what a cell gives to the name of its row's node: dates alike however they are written."""
    spans = [(value.start, value.end) if isinstance(value, Period) else (value,) for value in values]
    dates = [date for span in spans for date in span if isinstance(date, DateSpan)]
    return " ".join(written(date.first.isoformat(), date.precision) for date in dates) or text


def cell_text(cell: Cell) -> str:
    """Return what a cell says, as the value parsers read it.

    >>> cell_text(Cell(dt.date(2017, 3, 20), "B2")), cell_text(Cell(7.5, "C2")), cell_text(Cell(None, "D2"))
    ('2017-03-20', '7,5', '')
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return nfc(str(value)).strip()


def _all(column: Column, text: str, read: Callable[[str], NamedNode | Problem]) -> list[object] | Problem:
    """Read every value of a list; the first that cannot be used is the cell's problem."""
    many = column.type in ("entities", "concepts")
    parts = [part.strip() for part in text.replace("\n", column.split).split(column.split)] if many else [text]
    found: list[object] = []
    for part in filter(None, parts):
        value = read(part)
        if isinstance(value, Problem):
            return value
        if value not in found:
            found.append(value)
    if len(found) < column.at_least:
        return Problem("too-few", Words(*(said.format(number=column.at_least) for said in _TOO_FEW)), column.example)
    return found


def _finding(problem: Problem, file: str, sheet: str, address: str, value: str) -> Finding:
    return Finding(file, sheet, address, value, problem.rule, problem.message, problem.suggestion)


def _one(read: Callable[[str], object]) -> Callable[[str], list[object] | Problem]:
    def reader(text: str) -> list[object] | Problem:
        value = read(text)
        return value if isinstance(value, Problem) else [value]

    return reader


def _url(text: str) -> NamedNode | Problem:
    try:
        address = NamedNode(text)
    except ValueError:
        return Problem("bad-url", _BAD_URL)
    return address if text.startswith(("http://", "https://")) else Problem("bad-url", _BAD_URL)


def _wikidata(text: str) -> NamedNode | Problem:
    number = text.rpartition("/")[2]
    known = number.startswith("Q") and number[1:].isdecimal()
    return node(f"wd:{number}") if known else Problem("bad-wikidata", _BAD_WIKIDATA)


def _coordinate(text: str) -> Literal | Problem:
    try:
        return _decimal(Decimal(text.replace(",", ".")))
    except ArithmeticError:
        return Problem("bad-coordinate", _BAD_COORDINATE)


def _quantity(text: str) -> Literal | Problem:
    read = parse_number(text)
    return read if isinstance(read, Problem) else _decimal(read.value)


_READERS: dict[str, Callable[[str], list[object] | Problem]] = {
    "amount": _one(parse_number),
    "money": _one(parse_number),
    "date": _one(parse_date),
    "decimal": _one(_quantity),
    "integer": _one(_quantity),
    "label": _one(str),
    "latitude": _one(_coordinate),
    "longitude": _one(_coordinate),
    "period": _one(parse_period),
    "plain": _one(Literal),
    "text": _one(str),
    "url": _one(_url),
    "wikidata": _one(_wikidata),
}


def _write_value(thing: NamedNode, column: Column, value: object) -> list[Triple]:
    if not isinstance(value, (NamedNode, Literal)):
        raise TypeError(f"column {column.key} gives no term: {value!r}")
    return [Triple(thing, node(column.property or ""), value)]


def _write_text(thing: NamedNode, column: Column, value: object) -> list[Triple]:
    prop = node(column.property or "")
    # A title is in the language of its source.
    languages = ("vi",) if column.property == "dcterms:title" else ("vi", "en")
    return [Triple(thing, prop, Literal(str(value), language=lang)) for lang in languages]


def _write_label(thing: NamedNode, column: Column, value: object) -> list[Triple]:
    del column  # a name is a name in every table
    named = [Triple(thing, node("skos:prefLabel"), Literal(str(value), language=lang)) for lang in ("vi", "en")]
    return [*named, Triple(thing, node("skos:hiddenLabel"), Literal(fold(str(value))))]


#: A stock and a publication are dated by the last day that they can mean, all else by the first.
_LAST_DAYS = ("pfr:asOf", "pfr:publishedOn")


def _write_date(thing: NamedNode, column: Column, value: object) -> list[Triple]:
    if not isinstance(value, DateSpan):
        raise TypeError(f"column {column.key} gives no date: {value!r}")
    return [
        Triple(thing, node(column.property or ""), _date(value.last if column.property in _LAST_DAYS else value.first)),
        Triple(thing, node(column.precision or ""), node(f"precision:{value.precision}")),
    ]


def _write_period(thing: NamedNode, column: Column, value: object) -> list[Triple]:
    if not isinstance(value, Period):
        raise TypeError(f"column {column.key} gives no period: {value!r}")
    flow = column.property == "pfr:periodStart"
    found = []
    if value.start:
        begins = node("pfr:periodStart" if flow else "pfr:validFrom")
        found.append(Triple(thing, begins, _date(value.start.first)))
        found.append(Triple(thing, node("pfr:fromPrecision"), node(f"precision:{value.start.precision}")))
    if value.end:
        ends = node("pfr:periodEnd" if flow else "pfr:validTo")
        found.append(Triple(thing, ends, _date(value.end.last)))
        found.append(Triple(thing, node("pfr:toPrecision"), node(f"precision:{value.end.precision}")))
    if value.status:
        found.append(Triple(thing, node("pfr:endStatus"), node(f"end-status:{value.status}")))
    return found


def _write_amount(thing: NamedNode, column: Column, value: object) -> list[Triple]:
    if not isinstance(value, Amount):
        raise TypeError(f"column {column.key} gives no amount: {value!r}")
    found = [
        Triple(thing, node(column.property or "pfr:value"), _decimal(value.value)),
        Triple(thing, node("pfr:bound"), node(f"bound:{value.bound}")),
        Triple(thing, node("pfr:unit"), node(f"unit:{value.unit or 'count'}")),
        Triple(thing, node("pfr:wording"), Literal(value.wording)),
    ]
    if value.of is not None:
        found.append(Triple(thing, node("pfr:of"), _decimal(value.of)))
    return found


_WRITERS: dict[str, Callable[[NamedNode, Column, object], list[Triple]]] = {
    "amount": _write_amount,
    "date": _write_date,
    "label": _write_label,
    "period": _write_period,
    "text": _write_text,
}


def _date(day: dt.date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(_XSD + "date"))


def _decimal(number: Decimal) -> Literal:
    """Write a number in canonical form, which no engine changes."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal(text, datatype=NamedNode(_XSD + "decimal"))
