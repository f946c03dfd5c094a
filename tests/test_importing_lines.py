"""Rows of a register that are none of data, and ditto marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.importing import import_options, import_tables
from graph.importing.lines import is_ditto
from graph.importing.model import Finding
from graph.store import Store

HEAD = "STT;Tên thỏa thuận;Các bên;Loại văn bản;Ngày ký;Ghi chú\n"
GOOD = '1;Thỏa thuận Sơn La – Hủa Phăn;"Sơn La; Hủa Phăn";biên bản;20/5/2019;ký tại Sơn La\n'


def findings(store: Store, tmp_path: Path, *rows: str) -> list[Finding]:
    path = tmp_path / "so.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return import_tables(store, [path], import_options(dry_run=True)).findings


@pytest.mark.parametrize(
    ("row", "address"),
    [
        pytest.param(";Tổng cộng: 3 thỏa thuận;;;;\n", "B3", id="total"),
        pytest.param(";Tổng;;;2019;3 thỏa thuận\n", "B3", id="total with numbers"),
        pytest.param("II;Các thỏa thuận khác;;;;\n", "A3", id="section"),
        pytest.param(";;;;;Sơn La, ngày 31 tháng 12 năm 2019\n", "F3", id="day of signing"),
        pytest.param(";;;;Người lập;GIÁM ĐỐC\n", "E3", id="signatures"),
        pytest.param("Ghi chú chung;;;;;\n", "A3", id="only in a column without meaning"),
    ],
)
def test_row_without_data_is_one_finding(row: str, address: str, shipped_store: Store, tmp_path: Path) -> None:
    found = findings(shipped_store, tmp_path, GOOD, row)
    assert [(each.address, each.rule) for each in found] == [(address, "no-data-row")]


def test_row_of_data_keeps_its_own_mistakes(shipped_store: Store, tmp_path: Path) -> None:
    found = findings(shipped_store, tmp_path, ";Thỏa thuận Cộng Hòa;;biên bản;2019;\n")
    assert [(each.address, each.rule) for each in found] == [("C2", "missing")]


def test_ditto_suggests_the_value_above(shipped_store: Store, tmp_path: Path) -> None:
    ditto = '2;Thỏa thuận khác;"Sơn La; Bò Kẹo";nt;như trên;"-nt-"\n'
    found = findings(shipped_store, tmp_path, GOOD, ditto, ditto.replace("khác", "thứ ba"))
    above = [("D", "biên bản"), ("E", "20/5/2019"), ("F", "ký tại Sơn La")]
    assert [(each.address, each.rule, each.suggestion) for each in found] == [
        (f"{column}{row}", "ditto", value) for row in (3, 4) for column, value in above
    ]


def test_ditto_of_a_mistake_suggests_nothing(shipped_store: Store, tmp_path: Path) -> None:
    found = findings(shipped_store, tmp_path, GOOD.replace("20/5/2019", "3/20/2019"), GOOD.replace("20/5/2019", '""""'))
    assert [(each.address, each.rule, each.suggestion) for each in found] == [
        ("E2", "month-first", "20/3/2019"),
        ("E3", "ditto", ""),
    ]


@pytest.mark.parametrize("text", ["nt", "NT", "n.t.", "- nt -", "như trên", '"', "”", "''", "as above"])
def test_ditto_marks(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["", "-", "ant", "nông thôn", "như trên bảng"])
def test_other_texts_are_no_ditto_marks(text: str) -> None:
    assert not is_ditto(text)
