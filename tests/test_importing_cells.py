"""Cells: every kind of mistake is said at its cell, in both languages; numbers and money keep what is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest

from graph.errors import Words, in_language
from graph.importing import import_options, import_tables
from graph.importing.cells import CellReader
from graph.importing.mapping import Column
from graph.importing.mapping_files import shipped_mapping
from graph.importing.model import Finding
from graph.importing.names import NameBook
from graph.importing.template import code_lists, write_template
from graph.importing.units import UNITS
from graph.importing.values import Amount
from graph.namespaces import PREFIXES, compact
from graph.shipped import shipped_documents
from graph.store import Store, open_store
from graph.store.base import rows

Fields = Mapping[str, object]

#: A row of every kind in which nothing is wrong.
GOOD: dict[str, Fields] = {
    "agreements": {"label": "Biên bản", "parties": "Sơn La; Hủa Phăn", "type": "biên bản", "signed": "20/3/2017"},
    "figures": {"label": "FDI", "area": "Sơn La", "indicator": "vốn FDI", "value": "5 triệu USD", "as_of": "2025"},
    "missions": {
        **{"label": "Đại sứ quán thử", "kind": "đại sứ quán", "sending": "Bỉ", "receiving": "Việt Nam"},
        **{"latitude": "21,02", "longitude": "105,8", "website": "https://example.org", "wikidata": "Q881"},
    },
    "projects": {"label": "Dự án", "funding": "ODA", "locations": "Sơn La", "capital": "5 triệu USD", "period": "2027"},
}

#: A wrong value of a column: its kind of table, the rule that it breaks, and what the suggestion holds.
WRONG: list[tuple[str, str, object, str, str]] = [
    ("agreements", "label", None, "missing", "ví dụ: Biên bản hợp tác Sơn La – Hủa Phăn 2027–2029"),
    ("agreements", "parties", "Sơn La", "too-few", "Sơn La; Hủa Phăn"),
    ("agreements", "parties", "Sơn Lo; Hủa Phăn", "unknown-name", "place:VN-05"),
    ("agreements", "parties", "Sơn La; Viêng Chăn", "ambiguous-name", "place:LA-VT"),
    ("agreements", "type", "giấy", "unknown-code", ""),
    ("agreements", "signed", "hôm nào", "bad-date", ""),
    ("agreements", "signed", "31/2/2025", "no-such-date", ""),
    ("agreements", "signed", "20/3/17", "two-digit-year", "20/3/2017"),
    ("agreements", "signed", "3/20/2017", "month-first", "20/3/2017"),
    ("agreements", "signed", "20/3", "missing-year", ""),
    ("agreements", "signed", 3017, "unlikely-year", ""),
    ("agreements", "signed", "hiện nay", "relative-date", ""),
    ("agreements", "signed", "quý I/2019", "two-dates", "2019"),
    ("agreements", "signed", "đầu năm 2019", "vague-date", "2019"),
    ("agreements", "signed", 42814, "date-serial", "20/3/2017"),
    ("agreements", "period", "trong 5 năm", "bad-period", ""),
    ("agreements", "period", "2026 - 2024", "period-reversed", "2024 - 2026"),
    ("agreements", "period", "2019 -", "open-period", "2019 - nay; 2019 - ?"),
    ("agreements", "period", "2011-12", "ambiguous-period", "12/2011; 2011 - 2012"),
    ("figures", "value", "nhiều", "bad-number", ""),
    ("figures", "value", "1,234 USD", "ambiguous-number", "1234 USD; 1,2340 USD"),
    ("figures", "value", "1,8E+07 USD", "bad-number", ""),
    ("figures", "value", "từ 3 đến 5 dự án", "number-range", "ít nhất 3 dự án; tối đa 5 dự án"),
    ("figures", "value", "khoảng 1/3", "proportion", "khoảng 33%"),
    ("figures", "value", "18/9", "bad-fraction", ""),
    ("figures", "value", "dưới 5 dự án", "below", "tối đa 5 dự án; gần 5 dự án"),
    ("figures", "value", "5 triệu đô la", "unclear-unit", "5 triệu USD"),
    ("figures", "value", "USD 5 đồng", "two-units", ""),
    ("figures", "value", "5 dựán", "unknown-unit", "5 dự án"),
    ("figures", "value", 15, "missing-unit", ""),
    ("figures", "unit", "triệu USDD", "unknown-unit", "triệu USD"),
    ("projects", "capital", 120_000, "no-currency", "120000 USD; 120000 đồng"),
    ("projects", "capital", "15 dự án", "no-currency", ""),
    ("projects", "capital", "0 USD", "no-money", ""),
    ("missions", "latitude", "95", "bad-coordinate", ""),
    ("missions", "latitude", "21°01'", "bad-coordinate", ""),
    ("missions", "longitude", -180.5, "bad-coordinate", ""),
    ("missions", "latitude", "NaN", "bad-coordinate", ""),
    ("missions", "website", "www.example.org", "bad-url", "https://www.example.org"),
    ("missions", "website", "https://", "bad-url", ""),
    ("missions", "website", "http://a b", "bad-url", ""),
    ("missions", "wikidata", "Q0", "bad-wikidata", ""),
    ("missions", "wikidata", "881", "bad-wikidata", ""),
    ("missions", "receiving", "Sơn La", "unknown-name", ""),
]

#: Numbers with the unit beside them, and the value and unit that they mean.
NUMBERS: list[tuple[object, str | None, str, str]] = [
    (7.224, "triệu USD", "7224000", "USD"),
    (0.1 + 0.2, "tỷ đồng", "300000000", "VND"),
    ("7,224", "triệu USD", "7224000", "USD"),
    ("gần 7,224", "triệu USD", "7224000", "USD"),
    ("7,224 triệu USD", "USD", "7224000", "USD"),
    (15, "dự án", "15", "count"),
    ("1 tỷ 200 triệu", "đồng", "1200000000", "VND"),
    ("750 tỷ đồng (gần)", None, "750000000000", "VND"),
    ("9/18", None, "9", "count"),
    (1.5, "km", "1.5", "km"),
]

DATES: list[tuple[object, str, str]] = [
    (dt.date(2017, 3, 20), "2017-03-20", "day"),
    (dt.datetime(2017, 3, 20, 9, 30), "2017-03-20", "day"),
    (2017, "2017-01-01", "year"),
    (2017.0, "2017-01-01", "year"),
    ("03/2017", "2017-03-01", "month"),
]

PLACES = """
place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi , "Sơn La"@en ; skos:hiddenLabel "son la" .
place:LA-HO a pfr:Province ; skos:prefLabel "Hủa Phăn"@vi , "Houaphanh"@en ; skos:hiddenLabel "hua phan" .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    """The shipped graph, in which everything is only checked."""
    store = open_store(":memory:")
    store.load(shipped_documents())
    return store


def columns_of(kind: str, changes: Sequence[Fields]) -> list[Column]:
    keys = set(GOOD[kind]).union(*changes)
    return [column for column in shipped_mapping(kind).columns if column.key in keys]


def workbook(path: Path, kind: str, changes: Sequence[Fields], then: Callable[[Any], None] | None = None) -> Path:
    """Write a workbook with a good row for every change that is made in it."""
    columns, book = columns_of(kind, changes), openpyxl.Workbook()
    book.active.append([column.heading.vi for column in columns])
    for changed in changes:
        book.active.append([{**GOOD[kind], **changed}.get(column.key) for column in columns])
    if then:
        then(book.active)
    book.save(path)
    return path


def checked(store: Store, kind: str, path: Path) -> list[Finding]:
    return import_tables(store, [path], import_options(kind=kind, dry_run=True)).findings


def loaded(store: Store, kind: str, path: Path) -> Store:
    assert import_tables(store, [path], import_options(kind=kind, date="2027")).findings == []
    return store


def said(store: Store, variables: str, pattern: str) -> list[tuple[str, ...]]:
    """Return what the imported graph says: names of nodes short, literals without their types."""
    graph = f"<{PREFIXES['source-graph']}t>"
    found = rows(store, f"SELECT {variables} WHERE {{ GRAPH {graph} {{ {pattern} }} }}")
    return sorted(tuple(compact(term.value) or term.value for term in row) for row in found)  # type: ignore[union-attr]  # all bound


@pytest.mark.parametrize("kind", GOOD)
def test_the_rows_that_the_mistakes_are_made_in_are_right(kind: str, store: Store, tmp_path: Path) -> None:
    assert checked(store, kind, workbook(tmp_path / "t.xlsx", kind, [{}])) == []


@pytest.fixture(scope="module")
def mistakes(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[Finding]]]:
    """Import every wrong value, each in a row of its own; return the findings by kind and address."""
    found: dict[str, dict[str, list[Finding]]] = {}
    for kind in GOOD:
        changes: list[Fields] = [{key: value} for of, key, value, *_ in WRONG if of == kind]
        by_address = found.setdefault(kind, {})
        for finding in checked(store, kind, workbook(tmp_path_factory.mktemp("wrong") / "t.xlsx", kind, changes)):
            by_address.setdefault(finding.address, []).append(finding)
    return found


@pytest.mark.parametrize("case", WRONG, ids=ascii)
def test_every_mistake_is_said_at_its_cell(
    case: tuple[str, str, object, str, str], mistakes: dict[str, dict[str, list[Finding]]]
) -> None:
    kind, key, _, rule, suggestion = case
    same = [each for each in WRONG if each[0] == kind]
    keys = [column.key for column in columns_of(kind, [{each[1]: None} for each in same])]
    (finding,) = mistakes[kind][f"{'ABCDEFGHIJKLMN'[keys.index(key)]}{same.index(case) + 2}"]
    assert finding.rule == rule
    assert suggestion in in_language("vi", finding.suggestion)
    assert finding.message.vi
    assert finding.message.en
    assert finding.message.vi != finding.message.en


def test_wrong_value_and_wrong_unit_are_both_said(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", "figures", [{"value": "nhiều", "unit": "triệu USDD"}])
    assert sorted(each.rule for each in checked(store, "figures", path)) == ["bad-number", "unknown-unit"]


@pytest.mark.parametrize("kind", GOOD)
def test_nothing_else_is_said(kind: str, mistakes: dict[str, dict[str, list[Finding]]]) -> None:
    assert sum(map(len, mistakes[kind].values())) == sum(case[0] == kind for case in WRONG)


@pytest.mark.parametrize(
    ("change", "where", "rule"),
    [
        (lambda sheet: sheet.merge_cells("A2:B2"), "B2", "merged-cell"),
        (lambda sheet: sheet.cell(2, 4, "=TODAY()"), "D2", "formula-without-value"),
        (lambda sheet: sheet.cell(2, 9, "thừa"), "I2", "value-without-heading"),
        (lambda sheet: sheet.cell(1, 5, "Ngày ký"), "E1", "duplicate-heading"),
    ],
    ids=["merged", "formula", "no heading", "heading twice"],
)
def test_what_the_workbook_hides_is_said_at_its_cell(
    change: Callable[[Any], None], where: str, rule: str, store: Store, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "t.xlsx", "agreements", [{}], change)
    found = {(each.address, each.rule): each for each in checked(store, "agreements", path)}
    assert (where, rule) in found
    assert all(found[where, rule].message)


# Values that are no texts, units that stand elsewhere


@pytest.fixture(scope="module")
def numbers(told: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory) -> Store:
    changes: list[Fields] = [{"label": f"F{at}", "value": case[0], "unit": case[1]} for at, case in enumerate(NUMBERS)]
    path = workbook(tmp_path_factory.mktemp("numbers") / "t.xlsx", "figures", changes)
    return loaded(told(PLACES), "figures", path)


@pytest.mark.parametrize("at", range(len(NUMBERS)), ids=[ascii(case[:2]) for case in NUMBERS])
def test_a_number_is_what_the_cell_holds(at: int, numbers: Store) -> None:
    *_, amount, unit = NUMBERS[at]
    pattern = f"?figure skos:prefLabel 'F{at}'@vi ; pfr:value ?value ; pfr:unit ?unit"
    assert said(numbers, "?value ?unit", pattern) == [(amount, f"unit:{unit}")]


@pytest.mark.parametrize(
    ("beside", "amount", "unit"),
    [("", 7_200_000, "USD"), ("tỷ đồng", 7_200_000_000, "VND")],
    ids=["the usual one", "the one beside it"],
)
def test_a_mapping_may_name_the_unit_itself(beside: str, amount: int, unit: str, store: Store) -> None:
    column = Column("sum", Words("Vốn (triệu USD)", "Sum"), "money", unit="triệu USD")
    (found,) = CellReader(NameBook(store)).read(column, "7,2", None, unit=beside)  # type: ignore[misc]  # no problem
    assert isinstance(found, Amount)
    assert (int(found.value), found.unit) == (amount, unit)


@pytest.fixture(scope="module")
def dates(told: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory) -> Store:
    changes: list[Fields] = [{"label": f"A{at}", "signed": case[0]} for at, case in enumerate(DATES)]
    return loaded(
        told(PLACES), "agreements", workbook(tmp_path_factory.mktemp("dates") / "t.xlsx", "agreements", changes)
    )


@pytest.mark.parametrize("at", range(len(DATES)), ids=[str(case[0]) for case in DATES])
def test_a_date_is_what_the_cell_holds(at: int, dates: Store) -> None:
    _, day, precision = DATES[at]
    pattern = f"?a skos:prefLabel 'A{at}'@vi ; pfr:signedOn ?signed ; pfr:signedPrecision ?precision"
    assert said(dates, "?signed ?precision", pattern) == [(day, f"precision:{precision}")]


@pytest.fixture(scope="module")
def projects(told: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory) -> Store:
    changes: list[Fields] = [
        {"label": "Dự án A", "capital": "trên 1 tỷ 200 triệu đồng", "modality": "dự kiến"},
        {"label": "Dự án B", "capital": 7.224, "currency": "triệu EUR", "label_en": "Project B"},
        {"label": "Dự án C", "capital": None, "also_called": "DAC; Dự án đường"},
    ]
    return loaded(
        told(PLACES), "projects", workbook(tmp_path_factory.mktemp("projects") / "t.xlsx", "projects", changes)
    )


def test_money_is_a_commitment_with_its_own_evidence(projects: Store) -> None:
    money = "?project skos:prefLabel 'Dự án A'@vi ; pfr:commitment ?money . ?money a pfr:FinancialCommitment ; "
    values = "pfr:amount ?amount ; pfr:bound ?bound ; pfr:unit ?unit ; pfr:wording ?wording ; pfr:modality ?modality"
    assert said(projects, "?amount ?bound ?unit ?wording ?modality", money + values) == [
        ("1200000000", "bound:over", "unit:VND", "trên 1 tỷ 200 triệu đồng", "modality:planned")
    ]
    proof = """pfr:evidence ?evidence . ?evidence oa:hasSource ?source ; oa:hasSelector/pfr:row ?row
        FILTER NOT EXISTS { ?project pfr:evidence ?evidence }"""
    assert said(projects, "?source ?row", money + proof) == [("source:t", "2")]
    assert said(projects, "?name", money + "skos:prefLabel ?name") == [("Funds of Dự án A",), ("Vốn của Dự án A",)]


def test_no_currency_is_converted(projects: Store) -> None:
    pattern = "?project skos:prefLabel 'Dự án B'@vi ; pfr:commitment [ pfr:amount ?amount ; pfr:unit ?unit ]"
    assert said(projects, "?amount ?unit", pattern) == [("7224000", "unit:EUR")]


def test_where_no_money_is_written_there_is_no_commitment(projects: Store) -> None:
    assert said(projects, "?money", "?project skos:prefLabel 'Dự án C'@vi ; pfr:commitment ?money") == []


def test_english_and_other_names_are_found(projects: Store) -> None:
    names = "?a skos:prefLabel 'Dự án B'@vi , ?name FILTER (LANG(?name) = 'en')"
    assert said(projects, "?name", names) == [("Project B",)]
    assert said(projects, "?name", "?a skos:prefLabel 'Dự án C'@vi ; skos:altLabel ?name") == [
        ("DAC",),
        ("Dự án đường",),
    ]
    hidden = said(projects, "?name", "?a skos:prefLabel ?any ; skos:hiddenLabel ?name")
    assert {("project b",), ("dac",), ("du an duong",), ("du an c",)} <= set(hidden)


def test_without_an_english_name_the_vietnamese_one_stands_for_it(projects: Store) -> None:
    pattern = "?a a pfr:Project ; skos:prefLabel 'Dự án A'@vi , ?name"
    assert said(projects, "?name (LANG(?name) AS ?lang)", pattern) == [("Dự án A", "en"), ("Dự án A", "vi")]


# Units and templates


@pytest.mark.parametrize("code", sorted(set(UNITS.values())))
def test_every_unit_is_a_concept(code: str, shipped_store: Store) -> None:
    query = f"""SELECT ?label WHERE {{ <https://w3id.org/pfr/id/unit/{code}> skos:inScheme scheme:unit ;
        skos:notation "{code}" ; skos:prefLabel ?label ; skos:definition ?said FILTER (LANG(?label) = LANG(?said)) }}"""
    assert len(list(rows(shipped_store, query))) == len(("vi", "en"))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", ["agreements", "figures", "organisations", "projects", "visits"])
def test_an_untouched_example_is_left_out_and_said(kind: str, lang: str, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(shipped_mapping(kind), path, code_lists(store), lang=lang)
    report = import_tables(store, [path], import_options(kind=kind, dry_run=True))
    assert report.findings == []
    assert any("ví dụ" in note.vi and "example" in note.en for note in report.notes)


def test_an_example_that_was_written_over_is_a_row(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(shipped_mapping("agreements"), path, code_lists(store))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A2"] = "Biên bản khác"
    book.save(path)
    report = import_tables(store, [path], import_options(kind="agreements", dry_run=True))
    assert report.findings == []
    assert not any("example" in note.en for note in report.notes)
    assert report.triples > 0
