"""What is written into a template comes back from the export; and the story of an officer's register."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pyoxigraph as ox
import pytest
from click.testing import Result
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.dates import DateSpan
from graph.export import export
from graph.importing import import_options, import_tables
from graph.importing.mapping_files import shipped_mapping
from graph.importing.template import code_lists, write_template
from graph.names import fold, nfc
from graph.namespaces import compact
from graph.store import Store

PLACES = """
place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi , "Son La"@en ; skos:hiddenLabel "son la" ;
    skos:notation "VN-05" .
place:LA-HO a pfr:Province ; skos:prefLabel "Hủa Phăn"@vi , "Houaphanh"@en ; skos:hiddenLabel "hua phan", "houaphanh" ;
    skos:notation "LA-HO" .
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi , "Laos"@en ; skos:hiddenLabel "lao", "laos" ; skos:notation "LA" .
"""

#: What may stand in a cell, and what it then says: values by property.
Written = tuple[str | int | float | dt.date, Mapping[str, set[str]]]
Row = Mapping[str, Written]

_SIGNS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
WORDS = st.lists(st.text(_SIGNS, min_size=1, max_size=8), min_size=1, max_size=4).map(
    lambda words: nfc(" ".join(words))
)


def one_of(property: str, meant: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Written]:
    """Return one thing of those known, in one of its spellings."""
    spelled = [(spelling, {property: {name}}) for name, spellings in meant.items() for spelling in spellings]
    return st.sampled_from(spelled)


def some_of(property: str, meant: Mapping[str, Sequence[str]], least: int = 1) -> st.SearchStrategy[Written]:
    """Return several of the things known, each in one of its spellings."""
    chosen = st.lists(st.sampled_from(sorted(meant)), min_size=least, max_size=3, unique=True)

    def spell(names: list[str]) -> st.SearchStrategy[Written]:
        spellings = st.tuples(*(st.sampled_from(meant[name]) for name in names))
        return spellings.map(lambda texts: ("; ".join(texts), {property: set(names)}))

    return chosen.flatmap(spell)


ACTORS = {
    "place:VN-05": ("Sơn La", "son la", "SON LA", "VN-05", "place:VN-05"),
    "place:LA-HO": ("Hủa Phăn", "Houaphanh", "HỦA  PHĂN"),
    "country:LA": ("Lào", "Laos", "LA"),
}
TYPES = {"agreement-type:minutes": ("biên bản", "Bien ban", "minutes"), "agreement-type:treaty": ("treaty",)}
RELATIONS = {"relation:twinning": ("kết nghĩa", "twinning"), "relation:friendship": ("friendship",)}
FUNDING = {"funding:oda": ("ODA", "vốn ODA"), "funding:ngo": ("PCPNN", "ngo")}
FIELDS = {"field:agriculture": ("nông nghiệp", "agriculture"), "field:health": ("y tế",)}
MODALITIES = {"modality:actual": ("thực tế", "actual"), "modality:planned": ("dự kiến", "planned")}

SPANS = st.builds(
    lambda day, size: DateSpan.parse(day.isoformat()[:size]),
    st.dates(dt.date(1900, 3, 1), dt.date(2099, 12, 31)),
    st.sampled_from([4, 7, 10]),
)


def in_words(span: DateSpan) -> st.SearchStrategy[str | dt.date | int]:
    """Return the ways to write a date: as Vietnamese do, in ISO form, as a date or a number of the workbook."""
    day, month, year = span.first.day, span.first.month, span.first.year
    forms: dict[str, list[str | dt.date | int]] = {
        "day": [
            f"{day}/{month}/{year}",
            f"ngày {day} tháng {month} năm {year}",
            f"{day:02}.{month:02}.{year}",
            span.first,
        ],
        "month": [f"tháng {month}/{year}", f"{month:02}/{year}"],
        "year": [f"năm {year}", f"{year}", year],
    }
    return st.sampled_from(forms[span.precision])


def date(property: str, precision: str, *, last: bool = False) -> st.SearchStrategy[Written]:
    def say(span: DateSpan) -> st.SearchStrategy[Written]:
        day = (span.last if last else span.first).isoformat()
        return in_words(span).map(lambda text: (text, {property: {day}, precision: {f"precision:{span.precision}"}}))

    return SPANS.flatmap(say)


def ended(pair: tuple[DateSpan, DateSpan]) -> Written:
    first, second = sorted(pair, key=lambda span: (span.first, span.last))
    text = f"từ {_written(first)} đến {_written(second)}"
    return text, {
        "pfr:validFrom": {first.first.isoformat()},
        "pfr:validTo": {second.last.isoformat()},
        "pfr:fromPrecision": {f"precision:{first.precision}"},
        "pfr:toPrecision": {f"precision:{second.precision}"},
    }


def ongoing(span: DateSpan) -> Written:
    said = {"pfr:validFrom": {span.first.isoformat()}, "pfr:endStatus": {"end-status:ongoing"}}
    return f"từ {_written(span)} đến nay", said


def _written(span: DateSpan) -> str:
    parts = {"day": "{0.day}/{0.month}/{0.year}", "month": "{0.month}/{0.year}", "year": "{0.year}"}
    return parts[span.precision].format(span.first)


PERIODS = st.tuples(SPANS, SPANS).map(ended)
BOUNDS = {"exact": "", "over": "trên ", "nearly": "gần ", "at-least": "ít nhất "}
UNITS = {"VND": (" tỷ đồng", 9), "USD": (" triệu USD", 6), "LAK": (" kíp", 0), "EUR": (" euro", 0)}


def amount(value: str) -> st.SearchStrategy[Written]:
    """Return a sum as Vietnamese write it, with four decimals at most and never three."""

    def say(number: int, places: int, bound: str, unit: str) -> Written:
        written, power = UNITS[unit]
        told = Decimal(number).scaleb(-places)
        text = f"{told:,f}".translate(str.maketrans(",.", ".,"))
        meant = f"{told.scaleb(power).normalize():f}"
        return f"{BOUNDS[bound]}{text}{written}", {
            value: {meant},
            "pfr:bound": {f"bound:{bound}"},
            "pfr:unit": {f"unit:{unit}"},
        }

    numbers, places = st.integers(1, 10**9), st.sampled_from([0, 1, 2, 4])
    return st.builds(say, numbers, places, st.sampled_from(sorted(BOUNDS)), st.sampled_from(sorted(UNITS)))


def text(property: str) -> st.SearchStrategy[Written]:
    return WORDS.map(lambda words: (words, {property: {words}}))


#: For every kind its required columns and some others, with what their cells may hold.
KINDS: dict[str, dict[str, st.SearchStrategy[Written]]] = {
    "agreements": {
        "parties": some_of("pfr:party", ACTORS, 2),
        "type": one_of("pfr:agreementType", TYPES),
        "signed": date("pfr:signedOn", "pfr:signedPrecision"),
        "period": SPANS.map(ongoing),  # one that ends before it is signed is refused
        "fields": some_of("pfr:field", FIELDS),
        "subject": text("pfr:subject"),
        "modality": one_of("pfr:modality", MODALITIES),
        "also_called": text("skos:altLabel").filter(lambda written: ";" not in str(written[0])),
    },
    "partnerships": {
        "participants": some_of("pfr:participant", ACTORS, 2),
        "relation": some_of("pfr:relationType", RELATIONS),
        "period": PERIODS | SPANS.map(ongoing),
        "note": text("skos:scopeNote"),
    },
    "visits": {
        "guests": some_of("pfr:guest", ACTORS),
        "hosts": some_of("pfr:host", ACTORS),
        "period": PERIODS,
        "subject": text("pfr:subject"),
    },
    "projects": {
        "funding": one_of("pfr:fundingKind", FUNDING),
        "locations": some_of("pfr:location", ACTORS),
        "capital": amount("pfr:amount"),
        "period": PERIODS,
    },
    "figures": {
        "area": one_of("pfr:area", ACTORS),
        "indicator": one_of("pfr:indicator", {"indicator:fdi-capital": ("vốn FDI",)}),
        "value": amount("pfr:value"),
        "as_of": date("pfr:asOf", "pfr:precision", last=True),
    },
}


def tables(kind: str) -> st.SearchStrategy[list[Row]]:
    return st.lists(st.fixed_dictionaries(dict(KINDS[kind])), min_size=10, max_size=12)


def filled(kind: str, rows: Sequence[Row], path: Path, lists: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Fill in a template as a person does: over the example, under the headings."""
    mapping = shipped_mapping(kind)
    write_template(mapping, path, lists)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {mapping.column(str(cell.value)).key: cell.column for cell in sheet[1]}  # type: ignore[union-attr]  # its own
    sheet.delete_rows(2)
    for number, row in enumerate(rows, 2):
        for key, value in {"label": f"Việc {number}", **{key: written for key, (written, _) in row.items()}}.items():
            cell = sheet.cell(number, at[key], value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that starts with = is no formula
    book.save(path)


def exported(store: Store) -> dict[str, dict[str, set[str]]]:
    """Return the export by names of statements: values by property, those of a project's money among its own."""
    said: dict[str, dict[str, set[str]]] = {}
    for quad in ox.parse(export(store, "nq", graphs=["source-graph:t"]), format=ox.RdfFormat.N_QUADS):
        values = said.setdefault(str(quad.subject), {}).setdefault(compact(quad.predicate.value) or "", set())
        values.add(compact(quad.object.value) or quad.object.value)
    for statement in said.values():
        for money in statement.get("pfr:commitment", set()):
            own = next(properties for name, properties in said.items() if compact(name.strip("<>")) == money)
            statement.update({name: own[name] for name in ("pfr:amount", "pfr:bound", "pfr:unit")})
    named = {name: values for values in said.values() for name in values.get("skos:prefLabel", set())}
    return {name: values for name, values in named.items() if name.startswith("Việc")}


@pytest.mark.parametrize("kind", KINDS)
# Every example is an import with its check of the shapes; ten rows in few imports find as much as many imports.
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_filled_in_comes_back(kind: str, data: st.DataObject, told: Callable[[str], Store]) -> None:
    rows = data.draw(tables(kind))
    store = told(PLACES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        filled(kind, rows, path, code_lists(store))
        findings = import_tables(store, [path], import_options(kind=kind, date="2100")).findings
    assert [(each.address, each.rule, each.value, each.suggestion) for each in findings] == []
    said = exported(store)
    assert set(said) == {f"Việc {number}" for number in range(2, len(rows) + 2)}
    for number, row in enumerate(rows, 2):
        for _, meant in row.values():
            for property, values in meant.items():
                assert said[f"Việc {number}"][property] == values, property


# An officer's register

HEADINGS = ("Tên thỏa thuận", "Các bên", "Loại văn bản", "Ngày ký", "Thời hạn")
RIGHT = (
    ("Biên bản hợp tác thử Sơn La – Bò Kẹo", "Sơn La; Bò Kẹo", "biên bản", "tháng 10/2025", "từ 2025 đến nay"),
    ("Thỏa thuận thử Sơn La – U Đôm Xay", "Sơn La; U Đôm Xay", "thỏa thuận hợp tác", "20/3/2026", "2026 - 2028"),
    ("Bản ghi nhớ thử Sơn La – Hủa Phăn", "Sơn La; Hủa Phăn", "bản ghi nhớ", "2026", None),
)
WRONG = (
    ("Thỏa thuận sai tên", "Sơn La; Viêng Chăn", "thỏa thuận hợp tác", "20/3/2026", None),
    ("Thỏa thuận sai ngày", "Sơn La; Bò Kẹo", "thỏa thuận hợp tác", "31/4/2026", None),
    ("Thỏa thuận sai loại", "Sơn La; Bò Kẹo", "giấy", "20/3/2026", None),
)
#: What the officer writes into the wrong cells.
CORRECTED = {"B5": "Sơn La; place:LA-VI", "D6": "30/4/2026", "C7": "biên bản"}


def fill(path: Path, rows: Sequence[Sequence[str | None]]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {fold(str(cell.value)): cell.column for cell in sheet[1]}
    columns = [next(column for name, column in at.items() if name.startswith(fold(heading))) for heading in HEADINGS]
    sheet.delete_rows(2)
    for number, row in enumerate(rows, 2):
        for column, value in zip(columns, row, strict=True):
            sheet.cell(number, column, value)
    book.save(path)


def test_an_officers_register(kg: Callable[..., Result], tmp_path: Path) -> None:
    store, file, marked = ("--store", str(tmp_path / "kho")), tmp_path / "so-thoa-thuan.xlsx", tmp_path / "loi.xlsx"
    assert kg(*store, "init").exit_code == 0
    assert kg("template", "agreements", "-o", str(file)).exit_code == 0
    fill(file, (*RIGHT, *WRONG))
    before = kg(*store, "export", "-f", "nq").output

    result = kg(*store, "import", str(file), "--errors", str(marked))
    assert result.exit_code == 3
    for address, rule in (("B5", "ambiguous-name"), ("D6", "no-such-date"), ("C7", "unknown-code")):
        assert any({address, rule} <= set(line.split()) for line in result.output.splitlines()), address
    assert kg(*store, "export", "-f", "nq").output == before

    book = openpyxl.load_workbook(marked)
    assert [address for address in CORRECTED if book.worksheets[0][address].comment] == list(CORRECTED)
    book = openpyxl.load_workbook(file)
    for address, value in CORRECTED.items():
        book.worksheets[0][address] = value
    book.save(file)
    result = kg(*store, "import", str(file))
    assert result.exit_code == 0, result.output

    answer = kg(*store, "ask", "agreements", "Sơn La", "-f", "csv").stdout
    told = [line for line in answer.splitlines() if "so-thoa-thuan.xlsx" in line]
    assert len(told) == len(RIGHT) + len(WRONG)
    assert all(any(name in line for line in told) for name, *_ in (*RIGHT, *WRONG))
    again = kg(*store, "import", str(file))
    assert again.exit_code == 0
    assert "không có gì thay đổi" in again.output
