from __future__ import annotations

from pathlib import Path

import pytest

from graph.asking import ask
from graph.errors import BadInput
from graph.importing import import_options, import_tables
from graph.importing.importer import ImportOptions
from graph.questions import load_question
from graph.shipped import shipped_documents
from graph.store import Store, open_store

HEAD = "Tên thỏa thuận;Các bên;Loại văn bản;Ngày ký;Thời hạn;Tính chất\n"
GOOD = 'Thỏa thuận thử Sơn La – Bò Kẹo;"Sơn La; Bò Kẹo";thỏa thuận hợp tác;tháng 10/2025;từ 2025 đến nay;\n'
PLAN = 'Biên bản thử Sơn La – Hủa Phăn;"Sơn La; Hủa Phăn";biên bản;20/3/2027;giai đoạn 2027 - 2029;dự kiến\n'
WRONG = 'Sai;"Sơn Lo; Viêng Chăn";giấy;31/2/2025;;\n'
GRAPH = "https://w3id.org/pfr/id/graph/source/so-theo-doi"


@pytest.fixture
def store() -> Store:
    store = open_store(":memory:")
    store.load(shipped_documents())
    return store


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "so-theo-doi.csv"


def write(table: Path, *rows: str, head: str = HEAD) -> list[Path]:
    table.write_text(head + "".join(rows), encoding="utf-8")
    return [table]


def test_rows_become_statements_with_the_row_as_their_proof(store: Store, table: Path) -> None:
    report = import_tables(store, write(table, GOOD, PLAN), ImportOptions())
    assert (report.rows, report.findings) == (2, [])
    answer = ask(store, load_question("agreements"), {"province": "Sơn La", "partner": "Bò Kẹo"})
    (row,) = answer.rows
    assert (row["signed"], row["since"], row["sources"]) == ("2025-10", "2025", "so-theo-doi.csv")
    assert store.graphs()[GRAPH] == report.triples


def test_every_mistake_is_told_at_its_cell_and_nothing_is_stored(store: Store, table: Path) -> None:
    before = store.graphs()
    report = import_tables(store, write(table, GOOD, WRONG), ImportOptions())
    assert {(each.address, each.rule) for each in report.findings} == {
        ("B3", "unknown-name"),
        ("C3", "unknown-code"),
        ("D3", "no-such-date"),
    }
    assert "place:VN-05" in next(each.suggestion for each in report.findings if each.address == "B3")
    assert store.graphs() == before


def test_the_same_file_again_changes_nothing(store: Store, table: Path) -> None:
    files = write(table, GOOD)
    import_tables(store, files, ImportOptions())
    before = set(store.quads())
    assert import_tables(store, files, ImportOptions()).unchanged == [str(table)]
    assert set(store.quads()) == before


def test_a_corrected_file_needs_replace_and_then_takes_the_place(store: Store, table: Path) -> None:
    import_tables(store, write(table, GOOD, PLAN), ImportOptions())
    files = write(table, PLAN)
    with pytest.raises(BadInput, match="--replace"):
        import_tables(store, files, ImportOptions())
    import_tables(store, files, import_options(replace=True))
    answer = ask(store, load_question("agreements"), {"province": "Sơn La", "partner": "Bò Kẹo"})
    assert answer.rows == []


def test_a_dry_run_stores_nothing(store: Store, table: Path) -> None:
    before = store.graphs()
    assert import_tables(store, write(table, GOOD), import_options(dry_run=True)).findings == []
    assert store.graphs() == before


def test_two_columns_of_one_meaning_are_a_mistake(store: Store, table: Path) -> None:
    files = write(table, 'A;B;"Sơn La; Bò Kẹo";biên bản\n', head="Tên thỏa thuận;Tên;Các bên;Loại văn bản\n")
    report = import_tables(store, files, ImportOptions())
    assert [(each.rule, each.value) for each in report.findings] == [("double-column", "Tên")]


def test_unknown_headings_are_told(store: Store, table: Path) -> None:
    files = write(table, GOOD.rstrip() + ";An\n", head=HEAD.rstrip() + ";Người theo dõi\n")
    assert any("Người theo dõi" in note.vi for note in import_tables(store, files, ImportOptions()).notes)


def test_headings_that_fit_no_kind_are_refused(store: Store, table: Path) -> None:
    with pytest.raises(BadInput, match="--kind"):
        import_tables(store, write(table, "1;2\n", head="Xanh;Đỏ\n"), ImportOptions())
