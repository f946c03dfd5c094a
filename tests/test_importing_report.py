"""What an import tells: in words of an office, in the order of the rows, and nothing that did not happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from graph.errors import Words
from graph.importing import import_options, import_tables
from graph.importing.model import Finding
from graph.importing.plainly import Plainly
from graph.importing.report import ImportReport
from graph.store import Store

HEAD = "Tên thỏa thuận;Các bên;Loại văn bản;Ngày ký\n"
GOOD = 'A;"Sơn La; Hủa Phăn";biên bản;2019\n'
AGREEMENTS = Words("Thỏa thuận", "Agreements")
NEW = Words("1 đối tượng mới: X", "new: 1 things: X")


def wrong(address: str, sheet: str = "Sổ") -> Finding:
    return Finding("a.xlsx", sheet, address, "", "missing", Words("thiếu", "missing"))


@pytest.mark.parametrize(
    ("report", "said"),
    [
        pytest.param(
            ImportReport(rows=3, kinds=Counter({AGREEMENTS: 3}), sources=["so"], new=[NEW]),
            ["đã nhập 3 thỏa thuận (nguồn so)", NEW.vi],
            id="imported",
        ),
        pytest.param(
            ImportReport(dry_run=True, rows=3, kinds=Counter({AGREEMENTS: 3})),
            ["chỉ kiểm tra, chưa nhập gì: 3 thỏa thuận, không có lỗi"],
            id="checked",
        ),
        pytest.param(ImportReport(), ["không có dòng nào; chưa nhập gì"], id="no rows"),
        pytest.param(
            ImportReport(rows=1, mistakes=1, findings=[wrong("A2")], new=[NEW]),
            ["1 chỗ sai; chưa nhập gì"],
            id="mistakes make nothing new",
        ),
        pytest.param(
            ImportReport(unchanged=["a.csv"]), ["a.csv: đã nhập từ trước, không có gì thay đổi"], id="unchanged"
        ),
    ],
)
def test_report_says_what_was_done(report: ImportReport, said: list[str]) -> None:
    assert report.say("vi") == said


def test_mistakes_are_told_by_row_and_column() -> None:
    report = ImportReport()
    report.add(map(wrong, ("AA2", "B10", "B2", "", "3", "Tên (line 1)")))
    report.add([wrong("A1", "Khác")])
    report.sort()
    addresses = ["", "Tên (line 1)", "B2", "AA2", "3", "B10", "A1"]
    assert [each.address for each in report.findings] == addresses


def test_shapes_speak_in_labels(shipped_store: Store) -> None:
    said = Words("hãy sửa ngày hoặc ghi modality:planned (pfr:signedOn), xem no:thing", "make it modality:planned")
    (found,) = Plainly(shipped_store).said([Finding("a", "", "2", "pfr:signedOn", "pfrsh:X", said)])
    assert found.message == Words("hãy sửa ngày hoặc ghi dự kiến (ngày ký), xem no:thing", "make it planned")
    assert found.value == "ngày ký"


def test_notes_name_their_file(shipped_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((HEAD + GOOD).encode("utf-16"))
    report = import_tables(shipped_store, [path], import_options(dry_run=True))
    assert [note.en for note in report.notes] == [f"{path}: read as UTF-16"]


def test_command_shows_no_empty_table(kg: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    done = kg("import", str(path), "--dry-run")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "chỉ kiểm tra, chưa nhập gì: 1 thỏa thuận, không có lỗi\n"


def test_unknown_kinds_are_told_with_those_there_are(kg: Callable[..., Result]) -> None:
    for command in (("import", "a.csv", "--kind", "xx"), ("template", "xx")):
        done = kg(*command)
        assert done.exit_code == 3
        assert 'không có loại bảng "xx"; chọn một trong: agreements, ' in done.stderr
