"""Templates open, say what they must, and are read back as what they are: one table with an example."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest
from click.testing import Result

from graph.errors import UnreadableFile, Words
from graph.importing.examples import LISTS_SHEET, NOTES_SHEET
from graph.importing.mapping import Column, TableMapping
from graph.importing.mapping_files import mapping_names, shipped_mapping
from graph.importing.marking import mark
from graph.importing.model import Finding, Row, Sheet
from graph.importing.reading import read_tables
from graph.importing.template import code_lists, write_template
from graph.importing.values import Problem, parse_date, parse_number, parse_period
from graph.store import Store

Book = Any
KINDS = [Path(name).name for name in mapping_names()]
LISTS = {"kind": [("biên bản", "minutes"), ("hợp đồng, thầu", "contract"), ("=1+1", "sum")]}
YELLOW, BLUE = "00FFD966", "00DDEBF7"
READERS: dict[str, Callable[[str], object]] = {
    "date": parse_date,
    "period": parse_period,
    "amount": parse_number,
    "money": parse_number,
}


@pytest.fixture(scope="module")
def lists(shipped_store: Store) -> dict[str, list[tuple[str, str]]]:
    return code_lists(shipped_store)


def a_mapping(*columns: Column, title: str = "Việc") -> TableMapping:
    return replace(shipped_mapping("agreements"), name="things", title=Words(title, "Things"), columns=columns)


def a_column(key: str, kind: str, example: str = "", *, scheme: str | None = None) -> Column:
    return Column(key, Words(f"cột {key}", f"column {key}"), kind, example=example, scheme=scheme)


def written(path: Path, mapping: TableMapping, lang: str = "vi") -> Book:
    write_template(mapping, path, LISTS, lang=lang)
    return openpyxl.load_workbook(path)


def the_table(path: Path) -> tuple[Sheet, list[Row]]:
    """Return the one table that is read from a file."""
    tables = [sheet for sheet in read_tables(path) if sheet.headings or not sheet.notes]
    assert len(tables) == 1
    return tables[0], list(tables[0].rows)


# --- every shipped mapping


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_shipped_mappings_give_templates_that_are_read_as_one_table(
    tmp_path: Path, kind: str, lang: str, lists: dict[str, list[tuple[str, str]]]
) -> None:
    mapping, path = shipped_mapping(kind), tmp_path / "t.xlsx"
    write_template(mapping, path, lists, lang=lang)
    left_out = {sheet.name: sheet.headings for sheet in list(read_tables(path))[1:]}
    assert set(left_out) <= {NOTES_SHEET, LISTS_SHEET}
    assert set(left_out.values()) == {()}
    sheet, rows = the_table(path)
    assert sheet.heading_row == 1
    assert sheet.name == (mapping.title.vi if lang == "vi" else mapping.title.en)[:31]
    assert not sheet.problems
    assert tuple(mapping.column(heading) for heading in sheet.headings) == mapping.columns
    assert [row.number for row in rows] == [2]
    assert not rows[0].problems


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_row_holds_the_examples(tmp_path: Path, kind: str, lists: dict[str, list[tuple[str, str]]]) -> None:
    mapping, path = shipped_mapping(kind), tmp_path / "t.xlsx"
    write_template(mapping, path, lists)
    _, rows = the_table(path)
    for column, cell in zip(mapping.columns, rows[0].cells.values(), strict=True):
        if isinstance(cell.value, float):
            assert cell.value == float(column.example.replace(",", "."))
        elif isinstance(cell.value, int):
            assert str(cell.value) == column.example
        else:
            assert (cell.value or "") == column.example
            assert not isinstance(READERS.get(column.type, str)(column.example or "2019"), Problem)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_drop_downs_offer_every_label(
    tmp_path: Path, kind: str, lang: str, lists: dict[str, list[tuple[str, str]]]
) -> None:
    mapping, path = shipped_mapping(kind), tmp_path / "t.xlsx"
    write_template(mapping, path, lists, lang=lang)
    book = openpyxl.load_workbook(path)
    offered = offers(book)
    for at, column in enumerate(mapping.columns, 1):
        labels = [pair[lang == "en"] for pair in lists.get(column.scheme or "", ())]
        assert offered.get(at, []) == labels, column.key
    assert offered
    assert book[LISTS_SHEET].sheet_state == "hidden"


def offers(book: Book) -> dict[int, list[object]]:
    """Return what the drop-down list of each column holds, read through its reference."""
    offered = {}
    for rule in book.worksheets[0].data_validations.dataValidation:
        area = next(iter(rule.sqref.ranges))
        assert (rule.type, area.min_row, area.max_row) == ("list", 2, 1_048_576)
        sheet, cells = re.fullmatch(r"'(.+)'!(.+)", rule.formula1).groups()  # type: ignore[union-attr]  # or it fails
        offered[area.min_col] = [cell.value for (cell,) in book[sheet][cells.replace("$", "")]]
    return offered


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_template_is_the_same_bytes(
    tmp_path: Path, kind: str, lists: dict[str, list[tuple[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_template(shipped_mapping(kind), first, lists)
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    write_template(shipped_mapping(kind), second, lists)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert re.findall(r">(\d{4}-\d\d-\d\dT[^<]+)<", parts.read("docProps/core.xml").decode()) == [
            "2000-01-01T00:00:00Z",
            "2000-01-01T00:00:00Z",
        ]


# --- what it looks like


def test_headings_say_what_is_required_and_help(tmp_path: Path) -> None:
    sheet = written(
        tmp_path / "t.xlsx",
        a_mapping(
            replace(a_column("label", "label"), required=True, help=Words("tên gọi ngắn", "a short name")),
            a_column("note", "text"),
            replace(a_column("web", "url"), heading=Words("Website", "Website")),
        ),
    ).worksheets[0]
    required, free, same = (sheet[address] for address in ("A1", "B1", "C1"))
    assert (required.value, free.value, same.value) == ("cột label\ncolumn label", "cột note\ncolumn note", "Website")
    assert (required.font.b, required.fill.fgColor.rgb) == (True, YELLOW)
    assert (free.font.b, free.fill.fgColor.rgb) == (False, BLUE)
    assert required.comment.text == "bắt buộc · required\ntên gọi ngắn\na short name"
    assert free.comment is None
    assert required.alignment.wrap_text
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C2")


def test_the_example_is_grey_and_says_what_it_is(tmp_path: Path) -> None:
    sheet = written(tmp_path / "t.xlsx", a_mapping(a_column("label", "label"), a_column("n", "text"))).worksheets[0]
    cell = sheet["A2"]
    assert cell.comment.text == "ví dụ – xóa dòng này · example – delete this row"
    assert (cell.font.i, cell.font.color.rgb) == (True, "007F7F7F")


def test_formats_keep_what_is_typed_and_number_columns_hold_numbers(tmp_path: Path) -> None:
    columns = [
        *(a_column(kind, kind, example="2019") for kind in ("date", "period", "amount", "money", "integer")),
        *(a_column(kind, kind, example="21,0285") for kind in ("decimal", "latitude", "longitude")),
    ]
    sheet = written(tmp_path / "t.xlsx", a_mapping(*columns)).worksheets[0]
    formats = [sheet.column_dimensions["ABCDEFGH"[at]].number_format for at in range(8)]
    assert formats == ["@", "@", "@", "@", "0", "General", "0.0#####", "0.0#####"]
    assert [cell.number_format for cell in sheet[2]] == formats
    values = [cell.value for cell in sheet[2]]
    assert values == ["2019", "2019", "2019", "2019", 2019, "21,0285", 21.0285, 21.0285]


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    mapping = a_mapping(
        replace(a_column("label", "label", "=1+1"), heading=Words("=A2", "+B2")),
        a_column("kind", "concept", scheme="kind", example="=1+1"),
    )
    book = written(path, mapping)
    sheet, rows = the_table(path)
    assert sheet.headings[0] == "=A2 +B2"
    assert [cell.value for cell in rows[0].cells.values()] == ["=1+1", "=1+1"]
    assert [cell.data_type for (cell,) in book[LISTS_SHEET]["A2:A4"]] == ["s", "s", "s"]


def test_several_values_and_other_names_are_not_refused(tmp_path: Path) -> None:
    one, many = (a_column(kind, kind, scheme="kind", example="biên bản") for kind in ("concept", "concepts"))
    book = written(tmp_path / "t.xlsx", a_mapping(one, many))
    rules = book.worksheets[0].data_validations.dataValidation
    assert [(rule.showErrorMessage, rule.errorStyle) for rule in rules] == [(True, "warning"), (False, "warning")]
    assert rules[0].formula1 == rules[1].formula1
    assert book[LISTS_SHEET].max_column == 2


def test_in_english_lists_and_their_examples_are_english(tmp_path: Path) -> None:
    many = a_column("kinds", "concepts", scheme="kind", example="biên bản;Hợp đồng, thầu; khác")
    book = written(tmp_path / "t.xlsx", a_mapping(a_column("label", "label", example="A"), many), "en")
    sheet = book.worksheets[0]
    assert sheet.title == "Things"
    assert sheet["B1"].value == "cột kinds\ncolumn kinds"
    assert sheet["B2"].value == "minutes; contract; khác"
    assert offers(book) == {2: ["minutes", "contract", "sum"]}
    assert book[NOTES_SHEET]["B2"].value.startswith("Fill in")


def test_without_lists_there_is_no_sheet_of_lists(tmp_path: Path) -> None:
    unknown = a_column("kind", "concept", scheme="nothing")
    assert written(tmp_path / "t.xlsx", a_mapping(unknown)).sheetnames == ["Việc", NOTES_SHEET]


@pytest.mark.parametrize(
    ("title", "name"),
    [("A/B: [c]?", "A B c"), ("x" * 40, "x" * 31), ("'x'", "x"), ("***", "things"), (NOTES_SHEET, NOTES_SHEET)],
)
def test_sheet_names_are_such_as_excel_takes(tmp_path: Path, title: str, name: str) -> None:
    path = tmp_path / "t.xlsx"
    columns = (a_column("label", "label", example="A"), a_column("kind", "concept", scheme="kind", example="A"))
    book = written(path, a_mapping(*columns, title=title))
    assert book.sheetnames[0] == name
    assert offers(book) == {2: [pair[0] for pair in LISTS["kind"]]}
    assert the_table(path)[0].name == name


def test_notes_are_in_both_languages_and_tell_of_every_column(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    described = replace(a_column("label", "label"), required=True, help=Words("tên gọi", "a name"))
    notes = written(path, a_mapping(described, *(a_column(f"c{n}", "text") for n in range(40))))[NOTES_SHEET]
    assert notes.sheet_state == "visible"
    numbers = [cell.value for cell in notes["A"]][1:]
    assert numbers == list(range(1, len(numbers) + 1))
    vietnamese, english = ([cell.value for cell in notes[letter]][1:] for letter in "BC")
    for words in (
        "Ngày:",
        "Thời hạn:",
        "Số và tiền:",
        "Nhiều giá trị",
        "Tên:",
        "Lỗi:",
        "cột label (bắt buộc): tên gọi",
    ):
        assert any(text.startswith(words) for text in vietnamese), words
    for words in ("Dates:", "Periods:", "Numbers", "Several", "Names:", "Mistakes:", "column label (required): a name"):
        assert any(text.startswith(words) for text in english), words
    assert "column c39" in english
    assert the_table(path)[0].name == "Việc"


def test_what_the_notes_show_is_read_so() -> None:
    assert not isinstance(parse_date("10/2011"), Problem)
    for text in ("giai đoạn 2024 - 2026", "20/3/2017 - 25/3/2017", "từ 2019 đến nay", "từ 2019 đến ?"):
        assert not isinstance(parse_period(text), Problem)
    for text in ("18.046.751 USD", "7,224 triệu USD", "gần 750 tỷ đồng", "trên 843 nghìn USD", "1.234", "1,2340"):
        assert not isinstance(parse_number(text), Problem)
    assert isinstance(parse_number("1,234 USD"), Problem)


def test_marking_a_filled_template_keeps_its_comments(tmp_path: Path) -> None:
    path, output = tmp_path / "t.xlsx", tmp_path / "out.xlsx"
    book = written(path, a_mapping(replace(a_column("label", "label"), required=True), a_column("n", "text")))
    mark(path, [Finding(str(path), "Việc", "A2", "", "missing", Words("thiếu", "missing"))], output)
    again = openpyxl.load_workbook(output).worksheets[0]
    assert again["A1"].comment.text == book.worksheets[0]["A1"].comment.text
    assert again["A2"].comment.text.endswith("example – delete this row")


# --- headings, lists, files


def test_a_heading_in_both_languages_is_recognised_and_nothing_else() -> None:
    column = replace(a_column("label", "label"), heading=Words("Tên thỏa thuận", "Agreement"))
    for heading in ("Tên thỏa thuận · Agreement", "TEN THOA THUAN - agreement", "Agreement", "label"):
        assert column.is_called(heading)
    for heading in ("Agreement · Tên thỏa thuận", "Tên thỏa thuận · label", "Tên"):
        assert not column.is_called(heading)


def test_code_lists_hold_the_labels_of_both_languages_in_order(shipped_store: Store) -> None:
    lists = code_lists(shipped_store)
    assert set(lists["modality"]) == {
        ("thực tế", "actual"),
        ("dự kiến", "planned"),
        ("đề xuất", "proposed"),
        ("đã kết thúc", "ended"),
    }
    assert [vi for vi, _ in lists["modality"]] == ["dự kiến", "đã kết thúc", "đề xuất", "thực tế"]
    assert len(lists["indicator"]) == len(set(lists["indicator"]))


def test_a_label_that_is_missing_is_replaced(told: Callable[[str], Store]) -> None:
    concept = "product:{0} a skos:Concept ; skos:inScheme scheme:own ; skos:notation '{0}' {1} ."
    labels = {"a": "", "b": "; skos:prefLabel 'B'@en", "c": "; skos:prefLabel 'xê'@vi, 'see'@en, 'sea'@en"}
    with told("\n".join(concept.format(*pair) for pair in labels.items())) as store:
        assert code_lists(store)["own"] == [("a", "a"), ("B", "B"), ("xê", "sea")]


def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        write_template(a_mapping(a_column("label", "label")), tmp_path / "no" / "t.xlsx", LISTS)
    assert "không ghi được" in caught.value.say("vi")
    assert not list(tmp_path.iterdir())


def test_file_that_is_there_stays_as_it_is(kg: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    made = kg("template", "agreements", "-o", str(path))
    assert (made.exit_code, made.stderr) == (0, f'đã ghi bảng mẫu "Thỏa thuận" vào {path}\n')
    path.write_bytes(b"filled in")
    refused = kg("template", "agreements", "-o", str(path))
    assert (refused.exit_code, path.read_bytes()) == (3, b"filled in")
    assert "-o" in refused.stderr
    assert "--force" in refused.stderr
    assert kg("template", "agreements", "-o", str(path), "--force").exit_code == 0
    assert path.read_bytes().startswith(b"PK")
