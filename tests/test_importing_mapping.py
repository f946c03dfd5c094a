"""Mappings: the shipped ones fit the ontology and each other, and mistakes in a user's are said by their key."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from graph.gazetteer import resolve
from graph.importing.mapping import TYPES, Column, TableMapping
from graph.importing.mapping_files import known_mapping, mapping_names, parse_mapping
from graph.importing.model import Problem
from graph.importing.values import parse_date, parse_number, parse_period
from graph.names import fold
from graph.namespaces import KINDS, PREFIXES, SCHEMES, expand
from graph.store import Store

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
#: The kinds of tables that have a template; mappings of foreign tables may be shipped beside them.
TABLES = (
    *("agreements", "border-gates", "figures", "missions", "organisations", "partnerships", "persons-in-posts"),
    *("projects", "sources", "visits"),
)
FOREIGN = ("missions-wikidata",)
SHIPPED = sorted((*mapping_names(), *FOREIGN))
BY_NAME = {name: known_mapping(name) for name in SHIPPED}

GUIDE = (ONTOLOGY.parent / "docs" / "import.md").read_text(encoding="utf-8")

#: The types of columns that hold names of things.
NAMES = ("country", "entities", "entity", "place")


@pytest.fixture(scope="module")
def terms() -> set[str]:
    """All that the ontology declares, constrains or uses as a property."""
    known = set()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            known.add(quad.predicate.value)
            if path.name == "pfr.ttl" and isinstance(quad.subject, ox.NamedNode):
                known.add(quad.subject.value)
            if quad.predicate.value == expand("sh:path") and isinstance(quad.object, ox.NamedNode):
                known.add(quad.object.value)
    return known


@pytest.fixture(scope="module")
def codes() -> dict[str, set[str]]:
    """What each code list's concepts may be called, folded."""
    quads = list(ox.parse((ONTOLOGY / "concepts.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    called = {expand("skos:notation"), expand("skos:prefLabel")}
    names: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value in called and isinstance(quad.object, ox.Literal):
            names.setdefault(str(quad.subject), set()).add(fold(quad.object.value))
    lists: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == expand("skos:inScheme") and isinstance(quad.object, ox.NamedNode):
            scheme = quad.object.value.removeprefix(PREFIXES["scheme"])
            lists.setdefault(scheme, set()).update(names[str(quad.subject)])
    return lists


def columns() -> list[Any]:
    found = [(name, column) for name, mapping in BY_NAME.items() for column in mapping.columns]
    return [pytest.param(column, id=f"{name}.{column.key}") for name, column in found]


def headings(column: Column) -> set[str]:
    return {fold(text) for text in (column.key, *column.heading, *column.also)}


def required(mapping: TableMapping) -> set[str]:
    return {column.key for column in mapping.columns if column.required}


def understood(mapping: TableMapping, given: list[str]) -> set[str]:
    return {column.key for heading in given if (column := mapping.column(heading))}


# What is shipped


def test_every_kind_of_table_is_there() -> None:
    assert set(TABLES) <= set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_mapping_is_named_as_its_file_and_titled(name: str) -> None:
    mapping = BY_NAME[name]
    assert mapping.name == name
    assert all(mapping.title)


@pytest.mark.parametrize("name", SHIPPED)
def test_thing_exists(name: str, terms: set[str]) -> None:
    mapping = BY_NAME[name]
    assert mapping.prefix in KINDS
    assert expand(mapping.class_name) in terms


@pytest.mark.parametrize("name", SHIPPED)
def test_identity_names_columns(name: str) -> None:
    mapping = BY_NAME[name]
    assert mapping.identity
    assert set(mapping.identity) <= {column.key for column in mapping.columns}


@pytest.mark.parametrize("name", SHIPPED)
def test_headings_of_a_mapping_differ_when_folded(name: str) -> None:
    for one, other in itertools.combinations(BY_NAME[name].columns, 2):
        assert not headings(one) & headings(other), (one.key, other.key)


@pytest.mark.parametrize("name", SHIPPED)
def test_statements_say_whether_they_hold(name: str) -> None:
    mapping = BY_NAME[name]
    told = {column.property for column in mapping.columns} | {prop for prop, _ in mapping.constants}
    assert not mapping.statement or "pfr:modality" in told


@pytest.mark.parametrize("name", SHIPPED)
def test_constants_are_terms(name: str, terms: set[str]) -> None:
    for prop, value in BY_NAME[name].constants:
        assert expand(prop) in terms
        assert expand(value)


@pytest.mark.parametrize("column", columns())
def test_column_is_described_in_both_languages(column: Column) -> None:
    assert column.type in TYPES
    assert all(column.heading)
    assert bool(column.help.vi) == bool(column.help.en)
    assert all(text == text.strip() for text in (*column.heading, *column.help, *column.also, column.example))


@pytest.mark.parametrize("column", columns())
def test_column_names_what_its_type_needs(column: Column, terms: set[str]) -> None:
    if column.type not in {"aliases", "label", "label_en", "period", "amount", "money", "unit"}:
        assert column.property
    if column.type == "date":
        assert column.precision
    if column.type in {"concept", "concepts"}:
        assert column.scheme
    for prop in filter(None, (column.property, column.precision)):
        assert expand(prop) in terms
    assert not column.at_least or column.type in {"entities", "concepts"}


@pytest.mark.parametrize("column", [each for each in columns() if each.values[0].scheme])
def test_column_uses_its_code_list(column: Column, codes: dict[str, set[str]]) -> None:
    assert column.scheme in SCHEMES
    examples = column.example.split(column.split) if column.type == "concepts" else [column.example]
    for text in filter(None, (column.default, *column.values.values(), *(each.strip() for each in examples))):
        assert fold(column.values.get(text, text)) in codes[column.scheme or ""], text


@pytest.mark.parametrize("column", [each for each in columns() if each.values[0].example])
def test_example_can_be_read(column: Column) -> None:
    readers: dict[str, Callable[[str], object]] = {
        "amount": parse_number,
        "date": parse_date,
        "money": parse_number,
        "period": parse_period,
    }
    assert not isinstance(readers.get(column.type, str)(column.example), Problem)


@pytest.mark.parametrize("column", [each for each in columns() if each.values[0].type in NAMES])
def test_names_of_the_example_are_known(column: Column, shipped_store: Store) -> None:
    kind = column.type if column.type in {"country", "place"} else "entity"
    for name in filter(None, map(str.strip, column.example.split(column.split))):
        assert resolve(shipped_store, name, kind=kind)


@pytest.mark.parametrize("name", TABLES)
def test_template_shows_how_to_fill_what_is_required(name: str) -> None:
    for column in BY_NAME[name].columns:
        assert column.example or not column.required, column.key
        assert all(column.help) or column.type in {"text", "label"}, column.key


# Recognising tables


@pytest.mark.parametrize("column", columns())
@pytest.mark.parametrize(
    "write", [str, str.upper, fold, lambda text: f"  {text} :"], ids=["as is", "upper", "fold", ":"]
)
def test_headings_are_recognised_however_written(column: Column, write: Callable[[str], str]) -> None:
    for heading in (column.key, *column.heading, *column.also):
        assert column.is_called(write(heading)), heading


@pytest.mark.parametrize("name", SHIPPED)
def test_heading_names_its_column_only(name: str) -> None:
    mapping = BY_NAME[name]
    for column in mapping.columns:
        assert all(mapping.column(heading) is column for heading in (*column.heading, *column.also))
    assert mapping.column("Số thứ tự") is None


def test_no_two_kinds_require_the_same_columns() -> None:
    kinds = {name: frozenset(required(BY_NAME[name])) for name in TABLES}
    assert all(kinds.values())
    assert len(set(kinds.values())) == len(kinds)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("only_required", [False, True], ids=["all columns", "required columns"])
def test_headings_tell_the_kind(name: str, lang: str, only_required: bool) -> None:
    mapping = BY_NAME[name]
    chosen = [column for column in mapping.columns if column.required or not only_required]
    given = [getattr(column.heading, lang) for column in chosen]
    for other in TABLES:
        known = understood(BY_NAME[other], given)
        if other != name and required(BY_NAME[other]) <= known:
            assert len(known) < len(given), other


@pytest.mark.parametrize(
    ("name", "heading", "key"),
    [
        ("agreements", "NGAY KY", "signed"),
        ("border-gates", "cap cua khau", "gate"),
        ("figures", "Tính đến ngày", "as_of"),
        ("missions", "nuoc tiep nhan", "receiving"),
        ("organisations", "Country of origin", "country"),
        ("partnerships", "Lĩnh  vực hợp tác", "fields"),
        ("persons-in-posts", "ho ten", "person"),
        ("projects", "Tên dự án, khoản viện trợ", "label"),
        ("projects", "Ten du an khoan vien tro", "label"),
        ("sources", "Đường dẫn", "url"),
        ("visits", "Trưởng đoàn", "heads"),
    ],
)
def test_offices_headings(name: str, heading: str, key: str) -> None:
    column = BY_NAME[name].column(heading)
    assert column is not None
    assert column.key == key


# The documentation


def test_documented_mapping_parses() -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    mapping = parse_mapping("docs/import.md", example)
    assert [column.key for column in mapping.columns] == ["label", "ours", "theirs", "period", "topics"]


def test_every_key_and_type_is_documented() -> None:
    rows = "\n".join(line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("| "))
    described = set(re.findall(r"`([\w.]+)`", rows))
    columns = {field.name for field in dataclasses.fields(Column)} - {"key"}
    shipped: set[str] = set()
    for path in (ONTOLOGY / "mappings").rglob("*.yaml"):
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        shipped |= set(found) | {f"thing.{key}" for key in found["thing"]}
        shipped.update(*found["columns"].values())
    assert TYPES | columns | shipped <= described


@pytest.mark.parametrize("name", TABLES)
def test_every_kind_is_documented(name: str) -> None:
    assert f"`{name}`" in GUIDE
