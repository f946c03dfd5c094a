"""The window and the units on the command line: ask, show, search, view and export."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from graph.questions import GROUPS, load_question, question_names

Kg = Callable[..., Result]
OVER_TIME = [name for name in question_names() if load_question(name).time]
WINDOWED = {
    "ask": ("ask", "partners", "Sơn La"),
    "show": ("show", "Sơn La"),
    "view": ("view", "Sơn La", "--no-open"),
    "export": ("export",),
}
windowed = pytest.mark.parametrize("words", WINDOWED.values(), ids=WINDOWED)


@windowed
def test_both_windows_at_once_are_a_usage_error(words: tuple[str, ...], kg: Kg) -> None:
    result = kg(*words, "--as-of", "2020", "--between", "2019", "2021")
    assert result.exit_code == 2
    assert "--between" in result.stderr
    assert result.stdout == ""


@windowed
def test_window_that_ends_before_it_starts_is_said_in_one_line(words: tuple[str, ...], kg: Kg) -> None:
    result = kg(*words, "--between", "2021", "2019")
    assert result.exit_code == 3
    assert result.stderr == 'Lỗi: "2021" sau "2019"; viết ngày bắt đầu trước, ngày kết thúc sau\n'
    assert result.stdout == ""


@windowed
@pytest.mark.parametrize("window", [("--as-of", "x"), ("--between", "2019", "x"), ("--between", "x", "2019")])
def test_what_is_no_date_is_refused(words: tuple[str, ...], window: tuple[str, ...], kg: Kg) -> None:
    result = kg(*words, *window)
    assert result.exit_code == 3
    assert '"x"' in result.stderr


@windowed
def test_half_a_stretch_of_time_is_a_usage_error(words: tuple[str, ...], kg: Kg) -> None:
    assert kg(*words, "--between", "2019").exit_code == 2


@pytest.mark.parametrize("name", OVER_TIME)
def test_help_of_a_question_over_time_offers_the_window(name: str, kg: Kg) -> None:
    said = kg("ask", name, "--help").stdout
    assert "--as-of DATE" in said
    assert "--between DATE DATE" in said


def test_question_with_two_places_takes_two_quoted_names(kg: Kg) -> None:
    pairs = [name for name in question_names() if sum(each.required for each in load_question(name).parameters) == 2]
    for name in pairs:
        assert kg("ask", name, "Sơn La", "Lạng Sơn").exit_code == 0, name
        assert kg("ask", name, "Sơn La").exit_code == 2, name


def test_questions_are_listed_in_their_groups(kg: Kg) -> None:
    lines = kg("ask").stdout.splitlines()
    titles = [f"{title['vi']} · {title['en']}:" for title in GROUPS.values()]
    found = [line for line in lines if line in titles]
    assert found == [title for title in titles if title in found]
    group = ""
    for line in lines:
        group = line if line in titles else group
        name = line.strip().partition(" ")[0]
        if line.startswith("  ") and not line.startswith("   ") and name in question_names() and group:
            said = GROUPS[load_question(name).group]
            assert group == f"{said['vi']} · {said['en']}:"


def test_present_province_answers_for_its_predecessors(kg: Kg) -> None:
    result = kg("ask", "partners", "Lào Cai", "-f", "json")
    rows = json.loads(result.stdout)
    assert {row["unit_iri"].rpartition("/")[2] for row in rows} >= {"VN-02", "VN-2025-lao-cai"}
    assert "Yên Bái (place:VN-06, đến 2025-06-30)" in result.stderr


@pytest.mark.parametrize("words", [("show", "Viêng Chăn"), ("ask", "partners", "Viêng Chăn"), ("view", "Viêng Chăn")])
def test_name_of_unrelated_units_is_asked_back(words: tuple[str, ...], kg: Kg) -> None:
    result = kg(*words)
    assert result.exit_code == 3
    assert "place:LA-VT" in result.stderr
    assert "place:LA-VI" in result.stderr


def test_search_shows_both_units_the_present_one_first_and_says_which_a_name_means(kg: Kg) -> None:
    result = kg("search", "lao cai", "-f", "json")
    found = [hit["entity"] for hit in json.loads(result.stdout)]
    assert found[:2] == ["place:VN-2025-lao-cai", "place:VN-02"]
    assert '"lao cai" được hiểu là đơn vị hiện nay, place:VN-2025-lao-cai' in result.stderr


def test_view_shows_the_units_of_before(kg: Kg, tmp_path: Path) -> None:
    result = kg("view", "Lào Cai", "--no-open", "-o", "now.html")
    assert result.exit_code == 0
    assert "Lào Cai, Yên Bái" in result.stdout
    assert "place:VN-06" in result.stderr
    assert "visit/VN-02--CN-YN--2024-06-11" in (tmp_path / "now.html").read_text(encoding="utf-8")


def test_view_of_a_time_shows_what_held_then_and_says_the_time(kg: Kg, tmp_path: Path) -> None:
    for day, has in (("2024-06-12", True), ("2021-05-18", False)):
        result = kg("--lang", "en", "view", "Lào Cai", "--no-open", "--as-of", day)
        assert "Lao Cai (" in result.stdout
        assert f"{day[:4]})" in result.stdout
        assert ("visit/VN-02--CN-YN--2024-06-11" in (tmp_path / "network.html").read_text(encoding="utf-8")) is has


def test_export_holds_only_what_held(kg: Kg) -> None:
    everything, then = kg("export", "-f", "nt").stdout, kg("export", "-f", "nt", "--as-of", "2021-05-18").stdout
    assert set(then.splitlines()) < set(everything.splitlines())
    for text, has in ((everything, True), (then, False)):
        assert ("visit/VN-02--CN-YN--2024-06-11" in text) is has
    assert "visit/VN-02--CN-YN--2021-05-18" in then
    assert "partnership/VN-02--CN-YN--party-secretaries-conference" in then
