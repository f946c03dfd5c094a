"""Names in cells: what is suggested for one that nothing bears, which may be new, which unit existed when."""

from __future__ import annotations

import datetime as dt

import pytest

from graph.errors import Words
from graph.importing.lifetimes import Days, Lifetimes
from graph.importing.mapping import Column
from graph.importing.mapping_files import shipped_mapping
from graph.importing.model import Problem
from graph.importing.names import NameBook
from graph.importing.terms import node
from graph.store import Store


@pytest.fixture(scope="module")
def parties() -> Column:
    return next(each for each in shipped_mapping("agreements").columns if each.key == "parties")


def problem(names: NameBook, column: Column, name: str) -> Problem:
    found = names.meant(column, name, None)
    assert isinstance(found, Problem)
    return found


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        pytest.param("Sơn La, Hủa Phăn", "Sơn La; Hủa Phăn", id="comma"),
        pytest.param("Sơn La và tỉnh Hủa Phăn", "Sơn La; Hủa Phăn", id="and"),
        pytest.param("Sơn La - Hủa Phăn", "Sơn La; Hủa Phăn", id="dash"),
        pytest.param("Sơn La, Xanh Đỏ", "", id="unknown part"),
        pytest.param("tỉnh Hủa Phăn (Lào)", "Hủa Phăn (place:LA-HO)", id="kind and country"),
        pytest.param("UBND tỉnh Hủa Phăn", "Hủa Phăn (place:LA-HO)", id="not another committee"),
        pytest.param("Sơn Lo", "Sơn La (place:VN-05)", id="slip"),
    ],
)
def test_suggestions_for_unknown_names(name: str, suggestion: str, parties: Column, shipped_store: Store) -> None:
    found = problem(NameBook(shipped_store), parties, name)
    assert (found.rule, found.suggestion) == ("unknown-name", suggestion)


@pytest.mark.parametrize("name", ["Sơn Lo", "Sơn La, Hủa Phăn", "?", "-", "nt", "123", "tỉnh Thử", "place:XX"])
def test_what_is_no_name_of_an_organisation_is_never_new(name: str, parties: Column, shipped_store: Store) -> None:
    assert problem(NameBook(shipped_store, organisations=True), parties, name).rule == "unknown-name"


def test_name_like_no_other_is_new_where_that_is_asked_for(parties: Column, shipped_store: Store) -> None:
    found = NameBook(shipped_store, organisations=True).meant(parties, "Công ty Thử", None)
    assert found == node("organisation:cong-ty-thu")


def test_codes_are_suggested_as_their_labels(shipped_store: Store) -> None:
    found = NameBook(shipped_store).concept("biên bản ghi", "agreement-type")
    assert isinstance(found, Problem)
    assert isinstance(found.suggestion, Words)
    first = [said.partition(";")[0] for said in found.suggestion]
    assert first == ["biên bản ghi nhớ", "memorandum"]
    assert found.suggestion.vi.endswith(" … (xem danh mục trong tệp mẫu)")
    assert found.suggestion.vi.count(";") == 4


def test_of_a_short_list_all_codes_are_suggested(shipped_store: Store) -> None:
    found = NameBook(shipped_store).concept("chắc chắn", "modality")
    assert isinstance(found, Problem)
    assert set(str(found.suggestion[0]).split("; ")) == {"thực tế", "dự kiến", "đề xuất", "đã kết thúc"}


def days(first: str, last: str) -> Days:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("unit", "when", "message", "suggestion"),
    [
        pytest.param(
            "place:VN-06",
            days("2026-03-20", "2026-03-20"),
            "Yên Bái có đến 2025-06-30; nay là Lào Cai (place:VN-2025-lao-cai)",
            "Lào Cai (place:VN-2025-lao-cai)",
            id="no longer",
        ),
        pytest.param(
            "place:VN-2025-lao-cai",
            days("2019-01-01", "2019-12-31"),
            "Lào Cai có từ 2025-07-01; trước đó là Lào Cai (place:VN-02), Yên Bái (place:VN-06)",
            "Lào Cai (place:VN-02), Yên Bái (place:VN-06)",
            id="not yet",
        ),
    ],
)
def test_unit_that_did_not_exist(unit: str, when: Days, message: str, suggestion: str, shipped_store: Store) -> None:
    found = Lifetimes(shipped_store).problem([node("place:LA-HO"), node(unit)], when)
    assert found is not None
    assert (found.rule, found.message.vi) == ("unit-not-then", message)
    assert isinstance(found.suggestion, Words)
    assert found.suggestion.vi == suggestion


@pytest.mark.parametrize(
    ("unit", "when"),
    [
        ("place:VN-06", days("2025-01-01", "2025-12-31")),
        ("place:VN-2025-lao-cai", days("2025-01-01", "2025-12-31")),
        ("place:VN-2025-lao-cai", days("2019-01-01", "9999-12-31")),
        ("place:VN-05", days("2026-03-20", "2026-03-20")),
    ],
)
def test_unit_that_existed_on_a_day_of_the_row(unit: str, when: Days, shipped_store: Store) -> None:
    assert Lifetimes(shipped_store).problem([node(unit)], when) is None
