"""Tables in: any file arrives as it was written, in memory that does not grow with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_files import HEADINGS, by_hand, findings, only, peak, text, values

from graph.errors import KgError, UnknownFormat, UnreadableFile
from graph.importing import reading_rows
from graph.importing.reading import read_tables
from graph.importing.reading_rows import column_letters


def test_unknown_endings_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"\.csv"):
        next(read_tables(tmp_path / "a.pdf"))
    for name in ("a.csv", "a.xlsx", "a.jsonl"):
        assert "No such file" in str(refusal_of_missing(tmp_path / name))


def refusal_of_missing(path: Path) -> KgError:
    with pytest.raises(UnreadableFile) as caught:
        next(read_tables(path))
    return caught.value


# --- memory


def generated(count: int) -> Iterator[list[object]]:
    yield ["Tỉnh", "Số"]
    for number in range(count):
        yield [f"Sơn La {number}", number]


def test_memory_does_not_grow_with_a_csv(tmp_path: Path) -> None:
    peaks = []
    for count in (20_000, 200_000):
        out = io.StringIO()
        csv.writer(out).writerows(generated(count))
        peaks.append(peak(text(tmp_path, out.getvalue())))
    assert peaks[1] < 1.2 * peaks[0] + 500_000


def test_memory_does_not_grow_with_a_sheet(tmp_path: Path) -> None:
    peaks = []
    for count in (6_000, 24_000):
        rows = "".join(f"<row><c><v>{n}</v></c><c t='str'><v>Sơn La {n}</v></c></row>" for n in range(count))
        peaks.append(peak(by_hand(tmp_path, HEADINGS + rows)))
    assert peaks[1] < 1.2 * peaks[0] + 500_000


# --- any table


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters='"'), max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_any_csv_comes_back_as_it_was_written(
    rows: list[list[str]], delimiter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = io.StringIO()
    out.write(f"sep={delimiter}\n")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Tên của tỉnh", "Tên đối tác", "Lĩnh vực hợp tác"], *rows])
    table, read = only(text(tmp_path_factory.mktemp("csv"), out.getvalue()))
    cleaned = [[reading_rows.clean(each) for each in row] for row in rows]
    assert [list(row.values()) for row in values(read)] == [row for row in cleaned if any(row)]
    assert not findings(table, read)


def test_letters_of_columns() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
