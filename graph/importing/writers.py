"""Write a value: what it says about the thing of its row, by the type of its column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyoxigraph import Literal, NamedNode

from graph.dates import DateSpan
from graph.identifiers import slug
from graph.importing.mapping import Column
from graph.importing.terms import RowTriple, date_term, decimal_term, node
from graph.importing.values import Amount, Period
from graph.names import fold

_NAME, _MODALITY, _COMMITMENT = node("skos:prefLabel"), node("pfr:modality"), node("pfr:commitment")
_FUNDS = {"vi": "Vốn của {name}", "en": "Funds of {name}"}


Writer = Callable[[NamedNode, object], list[RowTriple]]


def value_writer(column: Column) -> Writer:
    """Return what writes a value of a column as triples about a thing."""
    return _WRITERS.get(column.type, _value_writer)(column)


def _value_writer(column: Column) -> Writer:
    prop = node(column.property or "")

    def write(thing: NamedNode, value: object) -> list[RowTriple]:
        if not isinstance(value, (NamedNode, Literal)):
            raise TypeError(f"column {column.key} gives no term: {value!r}")
        return [RowTriple(thing, prop, value)]

    return write


def _text_writer(column: Column) -> Writer:
    prop = node(column.property or "")
    # A title is in the language of its source.
    languages = ("vi",) if column.property == "dcterms:title" else ("vi", "en")
    return lambda thing, value: [RowTriple(thing, prop, Literal(str(value), language=lang)) for lang in languages]


def _label_writer(column: Column) -> Writer:
    return _name_writer(_NAME, "en" if column.type == "label_en" else "vi")


def _alias_writer(column: Column) -> Writer:
    del column  # an alias is one in every table
    return _name_writer(node("skos:altLabel"), "vi")


def _name_writer(prop: NamedNode, lang: str) -> Writer:
    folded = node("skos:hiddenLabel")

    def write(thing: NamedNode, value: object) -> list[RowTriple]:
        name = str(value)
        return [RowTriple(thing, prop, Literal(name, language=lang)), RowTriple(thing, folded, Literal(fold(name)))]

    return write


def implied(thing: NamedNode, found: Sequence[RowTriple]) -> list[RowTriple]:
    """Return what follows from the triples of a row.

    A thing without an English name is called as in Vietnamese; a sum of money is as actual or planned as the
    project that it is for, and named after it.
    """
    names = {
        triple.object.language or "": triple.object.value
        for triple in found
        if triple.predicate == _NAME and isinstance(triple.object, Literal)
    }
    more = []
    if "vi" in names and "en" not in names:
        names["en"] = names["vi"]
        more.append(RowTriple(thing, _NAME, Literal(names["en"], language="en")))
    modality = [triple.object for triple in found if triple.predicate == _MODALITY]
    for money in told(thing, found)[1:]:
        more += [RowTriple(money, _MODALITY, value) for value in modality]
        more += [
            RowTriple(money, _NAME, Literal(_FUNDS[lang].format(name=name), language=lang))
            for lang, name in names.items()
        ]
    return more


def told(thing: NamedNode, found: Sequence[RowTriple]) -> list[NamedNode]:
    """Return the statements of a row, which each have evidence: the thing, and the money that it is given."""
    money = (triple.object for triple in found if triple.predicate == _COMMITMENT)
    return [thing, *(each for each in money if isinstance(each, NamedNode))]


#: A stock and a publication are dated by the last day that they can mean, all else by the first.
_LAST_DAYS = ("pfr:asOf", "pfr:publishedOn")


def _date_writer(column: Column) -> Writer:
    prop, precision, last = node(column.property or ""), node(column.precision or ""), column.property in _LAST_DAYS

    def write(thing: NamedNode, value: object) -> list[RowTriple]:
        if not isinstance(value, DateSpan):
            raise TypeError(f"column {column.key} gives no date: {value!r}")
        return [
            RowTriple(thing, prop, date_term(value.last if last else value.first)),
            RowTriple(thing, precision, node(f"precision:{value.precision}")),
        ]

    return write


def _period_writer(column: Column) -> Writer:
    flow = column.property == "pfr:periodStart"
    begins, ends = (
        node(f"pfr:{name}") for name in (("periodStart", "periodEnd") if flow else ("validFrom", "validTo"))
    )

    def write(thing: NamedNode, value: object) -> list[RowTriple]:
        if not isinstance(value, Period):
            raise TypeError(f"column {column.key} gives no period: {value!r}")
        found = []
        if value.start:
            found.append(RowTriple(thing, begins, date_term(value.start.first)))
            found.append(RowTriple(thing, node("pfr:fromPrecision"), node(f"precision:{value.start.precision}")))
        if value.end:
            found.append(RowTriple(thing, ends, date_term(value.end.last)))
            found.append(RowTriple(thing, node("pfr:toPrecision"), node(f"precision:{value.end.precision}")))
        if value.status:
            found.append(RowTriple(thing, node("pfr:endStatus"), node(f"end-status:{value.status}")))
        return found

    return write


def _amount_writer(column: Column) -> Writer:
    prop = node("pfr:amount" if column.type == "money" else column.property or "pfr:value")

    def write(thing: NamedNode, value: object) -> list[RowTriple]:
        if not isinstance(value, Amount):
            raise TypeError(f"column {column.key} gives no amount: {value!r}")
        found = [
            RowTriple(thing, prop, decimal_term(value.value)),
            RowTriple(thing, node("pfr:bound"), node(f"bound:{value.bound}")),
            RowTriple(thing, node("pfr:unit"), node(f"unit:{value.unit or 'count'}")),
            RowTriple(thing, node("pfr:wording"), Literal(value.wording)),
        ]
        if value.of is not None:
            found.append(RowTriple(thing, node("pfr:of"), decimal_term(value.of)))
        return found

    return write


def _money_writer(column: Column) -> Writer:
    """Write money as a commitment of its own; other sums are other commitments, so that sources may disagree."""
    write_amount = _amount_writer(column)

    def write(thing: NamedNode, value: object) -> list[RowTriple]:
        if not isinstance(value, Amount):
            raise TypeError(f"column {column.key} gives no amount: {value!r}")
        name = slug(f"{thing.value.rpartition('/')[2]} {decimal_term(value.value).value} {value.unit}")
        commitment = node(f"commitment:{name}")
        return [
            RowTriple(thing, _COMMITMENT, commitment),
            RowTriple(commitment, node("rdf:type"), node("pfr:FinancialCommitment")),
            *write_amount(commitment, value),
        ]

    return write


_WRITERS: dict[str, Callable[[Column], Writer]] = {
    "aliases": _alias_writer,
    "amount": _amount_writer,
    "date": _date_writer,
    "label": _label_writer,
    "label_en": _label_writer,
    "money": _money_writer,
    "period": _period_writer,
    "text": _text_writer,
    "unit": lambda _: _nothing,
}


def _nothing(thing: NamedNode, value: object) -> list[RowTriple]:
    raise TypeError(f"a unit says nothing about {thing}: {value!r}")
