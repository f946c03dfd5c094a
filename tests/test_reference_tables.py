"""Reference tables that do not fit are refused with file and line; the command that rebuilds the files."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.errors import BadInput
from graph.reference.__main__ import main
from graph.reference.build import TABLES, build


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TABLES, tmp_path / "tables"))


def _edit(path: Path, change: Callable[[list[str]], object], key: str) -> int:
    """Change the cells of the row that begins with the key; return its line number."""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line.split("\t")[0] == key)
    cells = lines[number].split("\t")
    change(cells)
    lines[number] = "\t".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return number + 1


def _set(column: int, value: str) -> Callable[[list[str]], object]:
    return lambda cells: cells.__setitem__(column, value)


BROKEN: list[tuple[str, str, Callable[[list[str]], object], str]] = [
    ("vn_provinces.tsv", "VN-05", lambda cells: cells.pop(), "16 cells under 17 columns"),
    ("vn_provinces.tsv", "VN-05", _set(0, "VN-04"), '"VN-04" stands in line'),
    ("vn_provinces.tsv", "VN-05", _set(3, "tỉnh"), '"tỉnh" in column "place_type" is none of'),
    ("vn_provinces.tsv", "VN-05", _set(4, ""), 'column "label_vi" is empty'),
    ("vn_provinces.tsv", "VN-05", _set(4, unicodedata.normalize("NFD", "Sơn La")), "normal form C"),
    ("vn_provinces.tsv", "VN-05", _set(4, " Sơn La"), "begins or ends with a space"),
    ("vn_provinces.tsv", "VN-05", _set(6, "Mường La||"), 'column "aliases_vi" holds an empty name'),
    ("vn_provinces.tsv", "VN-05", _set(9, "21,3"), '"21,3" in column "lat" is no decimal number'),
    ("vn_provinces.tsv", "VN-02", _set(12, "2025-6-30"), '"2025-6-30" in column "valid_to" is no date'),
    ("vn_provinces.tsv", "VN-02", _set(12, "2025"), '"2025" in column "valid_to" is no date'),
    ("vn_provinces.tsv", "VN-02", _set(13, "VN-2025-lao-kay"), '"VN-2025-lao-kay" in column "successor"'),
    ("vn_provinces.tsv", "VN-05", _set(14, "LA-XX"), '"LA-XX" in column "borders" is in no table'),
    ("vn_provinces.tsv", "id", _set(2, "gso"), "columns are missing: gso_code"),
    ("lao_variants.tsv", "LA-HO", _set(0, "LA-H0"), '"LA-H0" in column "id" is none of'),
    ("lao_variants.tsv", "LA-HO", _set(3, "heard"), '"heard" in column "status" is none of'),
    ("country_aliases.tsv", "GB", _set(0, "UK"), '"UK" in column "code" is none of'),
    ("country_aliases.tsv", "GB", _set(2, "fr"), '"fr" in column "lang" is none of'),
    ("countries.tsv", "alpha2", lambda cells: cells.append("capital"), "columns are not known: capital"),
    ("other_divisions.tsv", "FR-LRMP", _set(11, "FR-LRMP2"), '"FR-LRMP2"'),
]


@pytest.mark.parametrize(("name", "key", "change", "reason"), BROKEN)
def test_malformed_row_is_reported_with_file_and_line(
    tables: Path, name: str, key: str, change: Callable[[list[str]], object], reason: str
) -> None:
    line = _edit(tables / name, change, key)
    with pytest.raises(BadInput) as caught:
        build(tables)
    message = str(caught.value)
    assert message.startswith(f"{tables / name}:{line}: ")
    assert reason in message


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "No such file"), (b"id\tl\xe0o\n", "is not UTF-8"), (b"# nothing\n", "has no heading line")],
)
def test_unreadable_table(tables: Path, content: bytes | None, reason: str) -> None:
    path = tables / "lao_divisions.tsv"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match=reason):
        build(tables)


@pytest.fixture
def run() -> Iterator[Callable[..., tuple[int, str]]]:
    def invoke(*args: object) -> tuple[int, str]:
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        return result.exit_code, result.output

    yield invoke


def test_check_tells_current_from_stale(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    assert run("--check") == (0, "")
    out = tmp_path / "out"
    code, output = run("--check", out)
    assert (code, output.count("not what the tables give")) == (1, 4)
    assert not out.exists()
    assert run(out)[0] == 0
    assert run("--check", out) == (0, "")
    (out / "countries.ttl").write_text("", encoding="utf-8")
    assert run("--check", out) == (1, f"{out / 'countries.ttl'}: not what the tables give\n")


def test_command_reports_a_malformed_table(run: Callable[..., tuple[int, str]], tables: Path, tmp_path: Path) -> None:
    line = _edit(tables / "countries.tsv", _set(3, ""), "LA")
    code, output = run("--tables", tables, tmp_path / "out")
    assert (code, output) == (3, f'{tables / "countries.tsv"}:{line}: column "label_vi" is empty\n')
    assert not (tmp_path / "out").exists()
