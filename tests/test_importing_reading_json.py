"""JSON lines: fields become columns, and a mistake has its line and column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from importing_files import (
    findings,
    only,
    refusal,
    text,
    values,
)

from graph.errors import UnreadableFile
from graph.importing.reading import read_tables


def test_json_lines_keep_types_and_collect_fields(tmp_path: Path) -> None:
    written = '{"tên": " Sơn La", "số": 9}\n\n{"số": 2.5, "mới": true, "tên": null}\n'
    table, read = only(text(tmp_path, written, "a.jsonl"))
    assert table.headings == ("tên", "số", "mới")
    assert [list(row.values()) for row in values(read)] == [["Sơn La", 9, None], [None, 2.5, True]]
    assert [row.number for row in read] == [1, 3]
    assert read[1].cells["mới"].address == "mới (line 3)"


def test_json_values_that_do_not_fit_are_problems(tmp_path: Path) -> None:
    written = '{"a": [[1]], "b": {"c": 1}}\n{"a": 1, "a": 2, "b": 1e999}\n'
    table, read = only(text(tmp_path, written, "a.ndjson"))
    assert findings(table, read) == [
        ("a (line 1)", "nested-value"),
        ("b (line 1)", "nested-value"),
        ("a (line 2)", "duplicate-field"),
        ("b (line 2)", "bad-number"),
    ]


def test_json_lists_are_the_values_of_a_cell(tmp_path: Path) -> None:
    _, read = only(text(tmp_path, '{"a": ["Sơn La", " Hủa Phăn "], "b": [], "c": [1, true]}\n', "a.jsonl"))
    assert values(read) == [{"a": "Sơn La\nHủa Phăn", "b": None, "c": "1\nTrue"}]
    assert findings(_, read) == []


def test_json_mistakes_are_shown_in_letters(tmp_path: Path) -> None:
    _, (row,) = only(text(tmp_path, '{"a": {"tỉnh": ["Sơn La"]}}\n', "a.jsonl"))
    assert [each.value for each in row.problems] == ['{"tỉnh": ["Sơn La"]}']


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('{"a": 1,}', ":2:9"),
        ('{"a": 1} x', ":2:10"),
        ('  ["a"]', ":2:3"),
        ('{"a": NaN}', ":2"),
        ('{"a": ' + "9" * 5000 + "}", ":2"),
        ('{"a": ' + "[" * 100_000, ":2"),
        ('{"a', ":2:2"),
    ],
    ids=str.__len__,
)
def test_json_mistakes_have_line_and_column(line: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        next(read_tables(text(tmp_path, f'{{"a": 1}}\n{line}\n', "a.jsonl")))
    assert f"a.jsonl{place}: " in str(caught.value)


def test_limits_of_json(tmp_path: Path) -> None:
    refusal(text(tmp_path, "\n", "a.jsonl"))
    assert "500" in str(refusal(text(tmp_path, json.dumps({str(n): n for n in range(501)}), "a.jsonl")))
    assert "100,000" in str(refusal(text(tmp_path, json.dumps({"a": "x" * 100_001}), "a.jsonl")))


# --- files
