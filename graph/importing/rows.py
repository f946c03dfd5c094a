"""Turn one row of a table into triples of the model, with the row as their evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import NamedNode

from graph.dates import DateSpan, written
from graph.errors import Words
from graph.identifiers import slug
from graph.importing.cells import CellReader, cell_text, meant_text, parts
from graph.importing.choosing import LeftOut, choose
from graph.importing.examples import EXAMPLE_LEFT, is_example
from graph.importing.lifetimes import Days
from graph.importing.lines import ditto, is_ditto, no_data
from graph.importing.mapping import Column, TableMapping
from graph.importing.model import Cell, Finding, Problem, Row
from graph.importing.names import NameBook
from graph.importing.naming import Namer, plain_labels
from graph.importing.notes import Notes
from graph.importing.sources import TableSource
from graph.importing.standing import Standing
from graph.importing.terms import RowTriple, node
from graph.importing.values import Period, parse_date, parse_period
from graph.importing.wikidata import item_number
from graph.importing.writers import Writer, implied, told, value_writer

_TYPE = node("rdf:type")
_SOURCE = node("dcterms:source")
#: What says when a statement ends; where neither is there, the end is unknown.
_ENDS = {node("pfr:validTo"), node("pfr:endStatus")}
_NOT_KEPT = Words("không qua bộ lọc keep_if_any", "no filter of keep_if_any keeps them")
_NO_NAME = Words("kho không có {heading}", "the store does not know their {heading}")

Values = dict[str, list[object]]


class RowWriter:
    """Writes rows of one table; every mistake of a row is found, not only the first.

    ``notes`` says afterwards which rows and values were left out, and why; ``new`` what was made new.
    """

    def __init__(self, mapping: TableMapping, source: TableSource, names: NameBook) -> None:
        self._mapping = mapping
        self._source = source
        self._names = names
        self._cells = CellReader(names)
        self._namer = Namer(names.store, mapping)
        self._standing = Standing(names.store, mapping, source.id)
        self._identified: dict[str, str] = {}
        self._described: set[NamedNode] = set()
        self._published = source.published.last if source.published else None
        self._called: dict[str, str] = {}
        self._above: dict[str, str] = {}
        self._counted = Notes()
        #: What each column writes, and what it gives where its cell is empty, unless that is a mistake.
        self._writers: list[tuple[Column, Writer]] = [(each, value_writer(each)) for each in mapping.columns]
        self._may_be_empty = {each.key for each in mapping.columns if not each.required and not meant_text(each, "")}
        self._dated = [(each, _DATES[each.type]) for each in mapping.columns if each.type in _DATES]
        self._same = [(_TYPE, node(mapping.class_name))]
        self._same += [(node(prop), node(value)) for prop, value in mapping.constants]
        self._filters = [each.column for each in (*mapping.keep_if_any, *mapping.leave_out)]

    def write(self, row: Row, columns: Mapping[str, Column], file: str, sheet: str) -> list[RowTriple] | list[Finding]:
        """Return the triples of a row, none where it is left out, or what is wrong with its cells.

        ``columns`` tells what each heading of the table means.
        """
        if self._filtered(row):
            return []
        cells = {column.key: row.cells[heading] for heading, column in columns.items() if heading in row.cells}
        texts = {key: cell_text(cell) for key, cell in cells.items()}
        if is_example(self._mapping, texts):
            return self._leave_out(EXAMPLE_LEFT)
        findings = list(row.problems)
        told = {each.address for each in findings}
        values: Values = {}
        days = self._days(texts)
        day = days[0] if days else self._published
        for column in self._mapping.columns:
            if not texts.get(column.key) and column.key in self._may_be_empty:
                values[column.key] = []
                continue
            read = self._read(column, cells, texts, day, row)
            if self._mapping.statement and column.unknown == "error":
                read = self._names.existing(read, days)
            if not isinstance(read, Problem):
                values[column.key] = read
            elif read.rule == "unknown-name" and column.unknown == "skip-row":
                return self._leave_out(_unknown(column), _beside(row, column) or texts[column.key])
            elif (address := cells[column.key].address if column.key in cells else str(row.number)) not in told:
                findings.append(_finding(read, file, sheet, address, texts.get(column.key, "")))
        try:
            choose(self._mapping, values, texts)
        except LeftOut as left:
            return self._leave_out(left.why)
        if findings:
            return no_data(self._mapping, texts, row, file, sheet) or findings
        return self._triples(values, texts, row.number, sheet)

    def notes(self) -> list[Words]:
        """Return what was left out, one line for every reason."""
        for column in self._mapping.columns:
            counted = self._names.left_out.pop(column.key, None)
            if counted:
                names = {self._called.get(name, name): number for name, number in counted.items()}
                self._counted.values(column.heading, names)
        return list(self._counted.say())

    def new(self, *, dry_run: bool = False) -> list[Words]:
        """Return what was made new, or would be."""
        return self._counted.new(dry_run=dry_run)

    def _filtered(self, row: Row) -> bool:
        """Tell whether the mapping's filters take a row out."""
        if not self._filters:
            return False
        texts = {heading: cell_text(row.cells[heading]) for heading in self._filters if heading in row.cells}
        for unwanted in self._mapping.leave_out:
            if unwanted.keeps(texts):
                self._counted.row(unwanted.because)
                return True
        kept = not self._mapping.keep_if_any or any(each.keeps(texts) for each in self._mapping.keep_if_any)
        if not kept:
            self._counted.row(_NOT_KEPT)
        return not kept

    def _days(self, texts: Mapping[str, str]) -> Days | None:
        """Return the first and the last day that the row is about; its names are meant on the first."""
        for column, read in self._dated:
            text = texts.get(column.key, "")
            found = read(meant_text(column, text)) if text else None
            if isinstance(found, DateSpan):
                return found.first, found.last
            if isinstance(found, Period) and found.start:
                return found.start.first, found.end.last if found.end else dt.date.max
        return None

    def _read(
        self, column: Column, cells: Mapping[str, Cell], texts: Mapping[str, str], day: dt.date | None, row: Row
    ) -> list[object] | Problem:
        text = texts.get(column.key, "")
        if is_ditto(text):
            return ditto(self._above.get(column.key, ""))
        number = cells[column.key].value if column.key in cells else None
        known = len(self._names.left_out.get(column.key, ())) if column.words else 0
        read = self._cells.read(column, text, day, number=number, unit=texts.get(column.unit, ""))
        self._above[column.key] = "" if isinstance(read, Problem) else text
        if isinstance(read, Problem) and column.unknown == "leave-out" and text:
            self._names.leave_out(column, text)
            return []
        if column.words and len(self._names.left_out.get(column.key, ())) > known:
            said = _beside(row, column)
            self._called |= dict(zip(parts(column, text), parts(column, said), strict=False))
        return read

    def _leave_out(self, why: Words, name: str = "") -> list[RowTriple]:
        self._counted.row(why, name)
        return []

    def _thing(self, values: Values, texts: Mapping[str, str]) -> tuple[NamedNode, Iterator[RowTriple]]:
        """Return the node of a row, and its names: those that it has, or those that a rule gives it."""
        standing = self._standing.find(values)
        if standing:
            return standing, self._namer.standing(standing)
        identity = slug(" ".join(_identifying(values[key], texts.get(key, "")) for key in self._mapping.identity))
        rule = self._namer.rule(values)
        name = (rule and self._namer.identifier(rule, values)) or identity
        if self._mapping.namings and self._identified.setdefault(name, identity) != identity:
            name = f"{name}-{identity}"
        thing = node(f"{self._mapping.prefix}:{name}")
        return thing, self._namer.triples(thing, rule, values) if rule else iter(())

    def _triples(self, values: Values, texts: Mapping[str, str], number: int, sheet: str) -> list[RowTriple]:
        thing, called = self._thing(values, texts)
        found = [RowTriple(thing, prop, value) for prop, value in self._same]
        found += called
        for column, write in self._writers:
            if not (cell := values[column.key]):
                continue
            for about in [thing] if column.about is None else self._new(values[column.about]):
                for value in cell:
                    found += write(about, value)
        found += implied(thing, found)
        if self._mapping.ends and not any(triple.predicate in _ENDS for triple in found):
            found.append(RowTriple(thing, node("pfr:endStatus"), node("end-status:unknown")))
        if self._mapping.statement:
            said = self._restated(texts)
            for statement in told(thing, found):
                found += self._source.evidence(statement, number, sheet, said)
        else:
            found.append(RowTriple(thing, _SOURCE, node(f"source:{self._source.id}")))
        if self._names.created:
            for column in self._mapping.columns:
                for new in self._new(values[column.key]):
                    found += self._description(new)
        return found

    def _new(self, values: list[object]) -> list[NamedNode]:
        """Return the values that this import made and that no row of the file has described."""
        made = self._names.created
        return [each for each in values if isinstance(each, NamedNode) and each in made and each not in self._described]

    def _description(self, new: NamedNode) -> Iterator[RowTriple]:
        """Yield what a new thing is, which the first row that names it tells."""
        self._described.add(new)
        creation, name = self._names.created[new]
        self._counted.created(name)
        yield RowTriple(new, _TYPE, node(creation.class_name))
        for prop, value in creation.constants:
            yield RowTriple(new, node(prop), node(value))
        yield from plain_labels(new, name)
        yield RowTriple(new, _SOURCE, node(f"source:{self._source.id}"))

    def _restated(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Say the row in words: its own values under the headings of each language."""
        said = [(each.heading, text) for each in self._mapping.columns if (text := texts.get(each.key))]
        return {
            "vi": "; ".join([f"{heading.vi}: {text}" for heading, text in said]),
            "en": "; ".join([f"{heading.en}: {text}" for heading, text in said]),
        }


#: Columns that tell the day of a row.
_DATES: dict[str, Callable[[str], object]] = {"date": parse_date, "period": parse_period}


def _identifying(values: list[object], text: str) -> str:
    """Return what a cell gives to the name of its row's node: dates alike however they are written."""
    spans = [(value.start, value.end) if isinstance(value, Period) else (value,) for value in values]
    dates = [date for span in spans for date in span if isinstance(date, DateSpan)]
    items = [item_number(value.value) for value in values if isinstance(value, NamedNode)]
    return (
        " ".join(written(date.first.isoformat(), date.precision) for date in dates)
        or " ".join(filter(None, items))
        or text
    )


def _unknown(column: Column) -> Words:
    return Words(*(said.format(heading=column.heading[at]) for at, said in enumerate(_NO_NAME)))


def _beside(row: Row, column: Column) -> str:
    """Return what a table itself calls the value of a cell, under the heading that the mapping names."""
    return cell_text(row.cells[column.words]) if column.words and column.words in row.cells else ""


def _finding(problem: Problem, file: str, sheet: str, address: str, value: str) -> Finding:
    return Finding(file, sheet, address, value, problem.rule, problem.message, problem.suggestion)
