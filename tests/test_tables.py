"""Rows for people and for programs."""

from __future__ import annotations

import codecs
import csv
import io
import json
import unicodedata

import pytest

from graph.commandline import ROW_FORMATS
from graph.errors import UnknownFormat
from graph.tables import FORMATS, SEPARATOR, Table, Value, write

COLUMNS = {"name": "Tên", "n": "Số"}


def table(*rows: dict[str, Value], lists: frozenset[str] = frozenset()) -> Table:
    return Table(COLUMNS, list(rows), lists=lists)


def row(name: Value, n: Value) -> dict[str, Value]:
    return {"name": name, "n": n}


def breadth(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line if not unicodedata.combining(char))


NASTY = [
    "a,b",
    'say "hi"',
    "tab\there",
    "line\nbreak",
    "carriage\rreturn",
    "|pipe|",
    "<b>",
    "  blanks  ",
    "",
    "=1+1",
    "\u2028",
    "Sơn La",
    "老挝",
    "\\",
    "a; b",
]


@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_gives_back_every_text(format: str, delimiter: str) -> None:
    rows = [row(text, at) for at, text in enumerate(NASTY)]
    read = list(csv.reader(io.StringIO(write(table(*rows), format), newline=""), delimiter=delimiter))
    assert read == [["name", "n"], *([text, str(at)] for at, text in enumerate(NASTY))]


def test_spreadsheet_csv_has_a_mark_and_no_formulas() -> None:
    texts = ["=1+1", "+84", "-5 °C", "@SUM(A1)", "\t=1", "\r=1", "Sơn La"]
    written = write(table(*(row(text, -1) for text in texts)), "csv-bom")
    assert written.encode().startswith(codecs.BOM_UTF8)
    read = list(csv.reader(io.StringIO(written[1:], newline="")))
    assert read[1:] == [*(["'" + text, "-1"] for text in texts[:-1]), ["Sơn La", "-1"]]


def test_command_line_offers_what_can_be_written() -> None:
    assert ROW_FORMATS == FORMATS


def test_json_is_an_array_of_flat_objects_with_types() -> None:
    rows = [*(row(text, 1.5) for text in NASTY), row(None, True)]
    text = write(table(*rows), "json")
    assert json.loads(text) == rows
    assert "Sơn La" in text


@pytest.mark.parametrize("format", FORMATS)
def test_no_rows(format: str) -> None:
    expected = {
        "table": "Tên │ Số\n────┼───\n",
        "csv": "name,n\n",
        "csv-bom": "\ufeffname,n\n",
        "tsv": "name\tn\n",
        "json": "[]\n",
        "md": "| Tên | Số |\n| --- | --- |\n",
    }
    assert write(table(), format) == expected[format]


def test_headings_for_people_keys_for_programs() -> None:
    cells = row("Sơn La", 9)
    assert write(table(cells), "table").startswith("Tên")
    assert write(table(cells), "md").startswith("| Tên")
    assert write(table(cells), "csv").startswith("name,")


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match="choose one of: table, csv, csv-bom, tsv, json, md"):
        write(table(), "yaml")


@pytest.mark.parametrize("names", [("Hủa Phăn", "Sơn La"), ("Hu\u0309a Pha\u0306n", "Sơn La"), ("老挝", "Lào")])
def test_columns_stand_under_each_other(names: tuple[str, str]) -> None:
    lines = write(table(*(row(name, 1) for name in names)), "table").splitlines()
    assert {breadth(line.split("│")[0].split("┼")[0]) for line in lines} == {max(map(breadth, names)) + 1}


def test_empty_columns_are_left_out_for_people_only() -> None:
    cells = row(None, 9)
    assert "Tên" not in write(table(cells), "table")
    assert write(table(cells), "csv") == "name,n\n,9\n"


@pytest.mark.parametrize("width", [20, 30, 60])
def test_wide_cells_are_wrapped_into_the_terminal(width: int) -> None:
    cells = row("thỏa thuận hợp tác hữu nghị toàn diện " * 4, 1)
    lines = write(table(cells), "table", width=width).splitlines()
    assert len(lines) > 3
    assert max(map(breadth, lines)) <= width
    words = " ".join(line.split("│")[0].strip() for line in lines[2:]).split()
    assert words == str(cells["name"]).split()


def test_values_of_a_list_stand_on_lines_of_their_own() -> None:
    cells = row(SEPARATOR.join(["một", "hai"]), 1)
    assert [
        line.split("│")[0].strip() for line in write(table(cells, lists=frozenset({"name"})), "table").splitlines()
    ][2:] == ["một", "hai"]
    assert "một<br>hai" in write(table(cells, lists=frozenset({"name"})), "md")
    assert "một; hai" in write(table(cells), "table")


@pytest.mark.parametrize("format", ["table", "md"])
@pytest.mark.parametrize("evil", ["\x1b[31m", "\x00", "\u202e", "\u2066", "\u061c", "\x9b", "\r"])
def test_nothing_acts_on_the_terminal(format: str, evil: str) -> None:
    text = write(table({"name": f"a{evil}b", "n": 1}), format)
    assert evil not in text
    assert "�" in text


def test_markdown_cells_cannot_break_out() -> None:
    text = write(table({"name": "a|b<script>\\", "n": 1}), "md")
    assert text.splitlines()[2] == "| a\\|b&lt;script>\\\\ | 1 |"
    assert "| \\*\\*x\\*\\* [y\\](javascript:z) |" in write(table({"name": "**x** [y](javascript:z)", "n": 1}), "md")


def test_iris_are_short_for_people() -> None:
    cells = row("https://w3id.org/pfr/id/place/VN-05", 1)
    assert "place:VN-05" in write(table(cells), "table")
    assert "https://w3id.org/pfr/id/place/VN-05" in write(table(cells), "csv")
