"""CSV and its relatives: delimiters, encodings, quotes, ragged rows."""

from __future__ import annotations

import unicodedata
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
from graph.importing import reading_rows
from graph.importing.reading import read_tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, ending: str, tmp_path: Path) -> None:
    lines = [["Tên", "Số tiền", "Ghi chú"], ["Sơn La", '"1,5; 2|3"', "a"], ["Huế", "2", ""]]
    table, read = only(text(tmp_path, "".join(delimiter.join(line) + ending for line in lines)))
    assert table.headings == ("Tên", "Số tiền", "Ghi chú")
    assert values(read)[0] == {"Tên": "Sơn La", "Số tiền": "1,5; 2|3", "Ghi chú": "a"}
    assert values(read)[1]["Ghi chú"] is None
    assert not findings(table, read)


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    table, _ = only(text(tmp_path, "Tên;Giá\na;1,5\nb;2,5\nc;3,5\n"))
    assert table.headings == ("Tên", "Giá")


def test_headings_decide_where_rows_are_ragged_and_hold_other_delimiters(tmp_path: Path) -> None:
    rows = "Tên,Các bên,Loại,Ngày\nA,Sơn La; Hủa Phăn,biên bản\nB,Sơn La; Hủa Phăn,biên bản,2019,x,y\n"
    table, read = only(text(tmp_path, rows))
    assert table.headings == ("Tên", "Các bên", "Loại", "Ngày")
    assert findings(table, read) == [("D2", "ragged-row"), ("E3", "ragged-row")]


def test_title_with_commas_does_not_decide(tmp_path: Path) -> None:
    rows = "Sổ theo dõi, tỉnh Sơn La, năm 2019\nTên;Các bên;Loại\nA;Sơn La, Hủa Phăn;x\nB;Sơn La;y\n"
    table, _ = only(text(tmp_path, rows))
    assert table.headings == ("Tên", "Các bên", "Loại")


def test_sep_line_of_excel_names_the_delimiter(tmp_path: Path) -> None:
    table, read = only(text(tmp_path, "\ufeffsep=|\r\nTên|Số\r\na, b; c|1\r\n"))
    assert table.headings == ("Tên", "Số")
    assert (read[0].number, read[0].cells["Tên"].address, read[0].cells["Tên"].value) == (3, "A3", "a, b; c")


def test_records_over_several_lines_are_addressed_by_their_first(tmp_path: Path) -> None:
    _, read = only(text(tmp_path, 'Tên,Ghi chú\n\na,"x\r\ny ""z"""\nb,c\n'))
    assert [(row.number, row.cells["Ghi chú"].value) for row in read] == [(3, 'x\ny "z"'), (5, "c")]


def windows_1258(text: str) -> bytes:
    """Encode as Windows does: letters with their hats whole, tone marks apart."""
    data = b""
    for letter in text:
        try:
            data += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            data += (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258")
    return data


VIETNAMESE = "Tỉnh,Đối tác\nSơn La,Hủa Phăn\nThừa Thiên Huế,Xa-vẳn-na-khẹt\nĐắk Lắk,Mộ Đức ữ ỵ\n"


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        (VIETNAMESE.encode(), 0),
        (unicodedata.normalize("NFD", VIETNAMESE).encode(), 0),
        (VIETNAMESE.encode("utf-8-sig"), 0),
        (VIETNAMESE.encode("utf-16"), 1),
        (b"\xfe\xff" + VIETNAMESE.encode("utf-16-be"), 1),
        (windows_1258(VIETNAMESE), 1),
    ],
    ids=["utf-8", "nfd", "bom", "utf-16-le", "utf-16-be", "cp1258"],
)
def test_encodings(data: bytes, notes: int, tmp_path: Path) -> None:
    table, read = only(text(tmp_path, data))
    assert table.headings == ("Tỉnh", "Đối tác")
    assert [list(row.values()) for row in values(read)] == [line.split(",") for line in VIETNAMESE.split("\n")[1:-1]]
    assert len(table.notes) == notes


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (VIETNAMESE.encode() + windows_1258("Hà Nội,Viêng Chăn\n"), ":5", "two encodings"),
        (windows_1258("Tỉnh,Số\n") + "Hà Nội,1\n".encode(), ":1", "two encodings"),
        (b"a,b\nx,y\nz,\x9d\n", ":3", "byte 10 on line 3"),
        (b"a,b\nT\xd8nh S\xacn La,1\n", ":2", "byte 10 on line 2"),
        (b"a,b\nb\xec,1\n", ":2", "byte 5 on line 2"),
        ("a,b\nx,y\n".encode("utf-16-le"), ":1", "NUL"),
        (b"a,b\nx,\x00y\n", ":2", "NUL"),
        (b"\xff\xfe" + "a,b\n".encode("utf-16-le") + b"\x00\xd8a\x00", ":2", "UTF-16"),
        (b"\xef\xbb\xbfa,b\nx,\xff\n", ":2", "byte 9 on line 2 is not UTF-8"),
    ],
    ids=["utf-8+1258", "1258+utf-8", "no letter", "TCVN3", "tone on b", "no mark", "NUL", "half pair", "after mark"],
)
def test_bytes_that_are_no_text_are_named(data: bytes, place: str, said: str, tmp_path: Path) -> None:
    error = str(refusal(text(tmp_path, data)))
    assert f"a.csv{place}: " in error
    assert said in error


def test_wrong_byte_far_down_is_found_before_the_first_row(tmp_path: Path) -> None:
    data = "Tên,Số\n".encode() + "Sơn La,1\n".encode() * 200_000 + b"\xff\n"
    with pytest.raises(UnreadableFile, match=r"a\.csv:200002: byte \d+ on line 200002"):
        next(read_tables(text(tmp_path, data)))


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('a,b\n1,"x\n2,y\n', 2),
        ('a,b\n1,"x\n2,"y"\n', 2),
        ('a,b\n"1","x"" y"\n\n"2\n",z\n3,"u', 6),
        ('a,b\n1,"x" y\n', 2),
        ('a,b\n1,"' + "x\n" * 200_000, 2),
    ],
)
def test_unclosed_quote_names_the_line_where_it_opened(written: str, line: int, tmp_path: Path) -> None:
    error = refusal(text(tmp_path, written))
    assert f"a.csv:{line}: " in str(error)
    assert f"the quote opened on line {line}" in str(error)


def test_ragged_rows_say_what_was_expected(tmp_path: Path) -> None:
    table, read = only(text(tmp_path, "a,b,c\n1,2\n1,2,3,4\n1,2,3\n1,2,3,,\n1\n"))
    assert findings(table, read) == [("C2", "ragged-row"), ("D3", "ragged-row"), ("B6", "ragged-row")]
    assert "has 2 values, the headings are 3" in read[0].problems[0].message.en
    assert "4 giá trị" in read[1].problems[0].message.vi
    assert read[1].problems[0].value == "4", "what is in no column is not lost"
    assert list(values(read)[0].values()) == ["1", "2", None]


@pytest.mark.parametrize("written", ["", "\n\n", ",,\n", "1,2\n3,4\n"])
def test_text_without_a_table_is_refused(written: str, tmp_path: Path) -> None:
    refusal(text(tmp_path, written))


def test_limits_of_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SG1" in str(refusal(text(tmp_path, ",".join(["x"] * 501) + "\n")))
    assert "100,000" in str(refusal(text(tmp_path, "a,b\n1," + "x" * 100_001 + "\n")))
    assert "line is longer" in str(refusal(text(tmp_path, "a,b\n" + "x," * 1_000_001)))
    monkeypatch.setattr(reading_rows, "MOST_ROWS", 2)
    assert "row 4" in str(refusal(text(tmp_path, "a,b\n1,2\n3,4\n5,6\n")))


# --- JSON lines
