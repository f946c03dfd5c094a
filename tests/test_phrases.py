"""Questions in words: what is understood, what is refused, and that nothing else can happen."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.asking import bind_values
from graph.errors import AmbiguousName, BadInput, KgError, NotUnderstood
from graph.names import fold
from graph.namespaces import compact
from graph.phrases import Match, understand, understood
from graph.phrases.commands import command
from graph.phrases.patterns import patterns
from graph.phrases.pieces import find_pieces
from graph.phrases.times import find_times, time_values
from graph.phrases.words import Text, accents, forms
from graph.questions import load_question, load_questions, question_names
from graph.store import Store

Kg = Callable[..., Result]
REFUSED = "-"


def _table() -> list[dict[str, str]]:
    text = (Path(__file__).parent / "phrasings.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


PHRASINGS = _table()
ASKED = [row for row in PHRASINGS if row["question"] != REFUSED]
TO_REFUSE = [row for row in PHRASINGS if row["question"] == REFUSED]


def _said(store: Store, match: Match) -> tuple[str, str]:
    """Return the question and its values as the table of phrasings writes them."""
    terms = bind_values(store, match.question, match.values, "vi").terms
    values = []
    for name, text in match.values.items():
        parameter, term = match.question.parameter(name), terms.get(name)
        value = text
        if parameter is not None and term is not None:
            value = (compact(term.value) or term.value) if isinstance(term, NamedNode) else term.value
            value = value.partition(":")[2] if parameter.type == "concept" else value
        values.append(f"{name}={value}")
    return match.question.name, " ".join(sorted(values))


def _answer(store: Store, text: str) -> tuple[str, str]:
    try:
        return _said(store, understand(store, text))
    except (NotUnderstood, AmbiguousName):
        return REFUSED, ""


# --- the phrasings


def test_the_table_is_large_enough_and_speaks_both_languages() -> None:
    assert len(ASKED) >= 200
    assert len(TO_REFUSE) >= 40
    assert len({row["text"] for row in PHRASINGS}) == len(PHRASINGS)
    assert {row["lang"] for row in ASKED} == {"vi", "en"}
    assert {row["question"] for row in ASKED} == set(question_names())


@pytest.mark.parametrize("set_", ["A", "B", "C", "D", "E"])
def test_nine_of_ten_phrasings_are_understood(shipped_store: Store, set_: str) -> None:
    asked = [row for row in ASKED if row["set"] == set_]
    found = [_answer(shipped_store, row["text"]) for row in asked]
    right = [answer == (row["question"], row["values"]) for answer, row in zip(found, asked, strict=True)]
    assert sum(right) / len(right) >= 0.9


def test_no_phrasing_is_understood_as_something_else(shipped_store: Store) -> None:
    wrong = {}
    for row in ASKED:
        found = _answer(shipped_store, row["text"])
        if found not in {(row["question"], row["values"]), (REFUSED, "")}:
            wrong[row["text"]] = found
    assert wrong == {}


@pytest.mark.parametrize("row", TO_REFUSE, ids=lambda row: row["text"])
def test_what_is_no_question_of_ours_is_refused(shipped_store: Store, row: dict[str, str]) -> None:
    assert _answer(shipped_store, row["text"]) == (REFUSED, "")


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh nào của Lào hợp tác với Sơn La?",
        "Sơn La xuất khẩu xoài sang nước nào",
        "Quan hệ giữa Lạng Sơn và Quảng Tây ra sao?",
    ],
)
def test_accents_may_all_be_left_out(shipped_store: Store, text: str) -> None:
    assert _answer(shipped_store, fold(text)) == _answer(shipped_store, text) != (REFUSED, "")


def test_names_of_one_syllable_are_not_seen_in_other_words(shipped_store: Store) -> None:
    for text in ("Đối tác của Lào Cai", "doi tac cua lao cai"):
        assert _said(shipped_store, understand(shipped_store, text)) == ("partners", "province=place:VN-2025-lao-cai")
    for text in ("Sơn La hợp tác lao động", "son la hop tac lao dong", "Pháp luật của Sơn La", "Nhật ký của Sơn La"):
        assert _answer(shipped_store, text) == (REFUSED, "")


def test_a_wrong_accent_is_another_name(shipped_store: Store) -> None:
    assert _answer(shipped_store, "Đối tác của Sơn Lá") == (REFUSED, "")
    assert _answer(shipped_store, "Đối tác của Son La") == ("partners", "province=place:VN-05")


def test_an_ambiguous_name_lists_its_candidates(shipped_store: Store) -> None:
    with pytest.raises(AmbiguousName) as raised:
        understood(shipped_store, "Đối tác của Viêng Chăn")
    assert len(raised.value.candidates) > 1


def test_what_nearly_fits_is_shown_as_commands(shipped_store: Store) -> None:
    with pytest.raises(NotUnderstood) as raised:
        understand(shipped_store, "Thỏa thuận nào của Sơn La sắp hết hạn?")
    assert 'kg ask agreements "Sơn La"' in raised.value.nearest
    assert len(raised.value.nearest) <= 3
    assert all(each.startswith("kg ask ") for each in raised.value.nearest)


# --- the phrases of the questions' files


@pytest.mark.parametrize("name", question_names())
def test_every_word_of_every_phrase_is_in_the_lists(name: str) -> None:
    for phrase in (each for said in load_question(name).phrases.values() for each in said):
        text = Text.of(re.sub(r"((trước|before|since) )?\{\w+\}", "0000", phrase))
        covered = {at for first, last, _ in text.known() for at in range(first, last + 1)}
        unknown = [text.said(at, at) for at in range(len(text.words)) if at not in covered]
        assert set(unknown) <= {"0000"}, phrase


def test_every_question_has_phrases_with_ideas_of_its_own() -> None:
    known = patterns()
    assert set(known.speaks_of) == {question.name for question in load_questions()}
    assert len(set(known.speaks_of.values())) == len(known.speaks_of)


def test_the_word_lists_have_no_form_twice_with_one_meaning() -> None:
    for found in forms().values():
        written = [(form.spelling, form.kind, form.says) for form in found]
        assert len(set(written)) == len(written)


# --- times


@pytest.mark.parametrize(
    ("text", "question", "values"),
    [
        ("năm 2025", "partners", {"between": "2025/2025"}),
        ("in March 2021", "partners", {"between": "2021-03/2021-03"}),
        ("tháng 3 năm 2021", "partners", {"between": "2021-03/2021-03"}),
        ("ngày 5/8/2020", "partners", {"as_of": "2020-08-05"}),
        ("as of 2023", "partners", {"as_of": "2023"}),
        ("từ 2015 đến 2019", "partners", {"between": "2015/2019"}),
        ("2015–2019", "partners", {"between": "2015/2019"}),
        ("since 2020", "partners", {"between": "2020/9999"}),
        ("since 2020", "newest", {"since": "2020"}),
        ("after 2020", "newest", {"since": "2021-01-01"}),
        ("trước 31/12/2026", "agreements-expiring", {"before": "2026-12-31"}),
        ("trước năm 2026", "agreements-expiring", {"before": "2025-12-31"}),
        ("by 2026", "agreements-expiring", {"before": "2026"}),
        ("trong năm 2026", "agreements-expiring", {"before": "2026", "between": "2026/2026"}),
        ("before 2020", "visits", {"between": "0001/2019-12-31"}),
        ("in 2020", "newest", None),
        ("từ 2025 đến 2019", "partners", None),
        ("ngày 31/2/2020", "partners", {}),
        ("2019, 2021", "partners", None),
    ],
)
def test_times_become_values(text: str, question: str, values: dict[str, str] | None) -> None:
    assert time_values(load_question(question), find_times(Text.of(text))) == values


# --- accents, commands


@pytest.mark.parametrize(
    ("one", "other", "same"), [("Hoà Bình", "Hòa Bình", True), ("Lào", "lao", False), ("Đà", "Da", False)]
)
def test_accents_are_compared_wherever_they_stand(one: str, other: str, same: bool) -> None:
    assert (accents(one) == accents(other)) is same


def test_the_command_asks_the_same(shipped_store: Store, kg: Kg) -> None:
    match = understand(shipped_store, "Năm 2019 Sơn La có những đối tác nào?")
    written = command(match.question, match.values)
    assert written == 'kg ask partners "Sơn La" --between 2019 2019'
    exact = kg("ask", "partners", "Sơn La", "--between", "2019", "2019", "-f", "json")
    assert kg("ask", "Năm 2019 Sơn La có những đối tác nào?", "-f", "json").stdout == exact.stdout != "[]\n"


# --- the command line


@pytest.mark.parametrize(
    "words",
    [
        ("Tỉnh nào của Lào hợp tác với Sơn La?",),
        ("Tỉnh", "nào", "của", "Lào", "hợp", "tác", "với", "Sơn", "La"),
        ("tinh nao cua lao hop tac voi son la",),
        ("which Lao provinces partner with Sơn La",),
    ],
    ids=["quoted", "unquoted", "without-accents", "english"],
)
def test_ask_takes_words(kg: Kg, words: tuple[str, ...]) -> None:
    result = kg("ask", *words, "-f", "json")
    assert result.exit_code == 0
    assert {row["code"] for row in json.loads(result.stdout)} >= {"LA-HO", "LA-LP"}
    assert "country = Lào (country:LA)" in result.stderr
    assert 'kg ask partners "' in result.stderr


def test_ask_in_words_takes_the_options_of_an_answer(kg: Kg, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    result = kg("--lang", "en", "ask", "partners of Sơn La", "--as-of", "2021", "-f", "csv", "-o", str(file))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Understood as partners" in result.stderr
    assert "--as-of 2021" in result.stderr
    exact = kg("--lang", "en", "ask", "partners", "Sơn La", "--as-of", "2021", "-f", "csv")
    assert file.read_text(encoding="utf-8") == exact.stdout


def test_two_times_are_refused(shipped_store: Store) -> None:
    with pytest.raises(BadInput, match="as-of"):
        understood(shipped_store, "Đối tác của Sơn La năm 2019", {"as_of": "2020"})


@pytest.mark.parametrize("text", ["Thời tiết ở Sơn La", "Đối tác của Viêng Chăn", "partnrs of Sơn La"])
def test_what_is_not_understood_ends_with_three(kg: Kg, text: str) -> None:
    result = kg("ask", text)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) <= 2


def test_one_unknown_word_is_still_an_unknown_question(kg: Kg) -> None:
    assert "partners" in kg("ask", "nope").stderr


# --- whatever is written

_WORDS = sorted({form.spelling for found in forms().values() for form in found})
_NAMES = [
    "Sơn La",
    "Lào",
    "Hủa Phăn",
    "place:VN-05",
    "LA-HO",
    "2019",
    "trước 2020",
    "31/12/2026",
    '"',
    "}",
    "'",
    "\\",
    "\n",
]


@settings(deadline=None)  # the first text waits for the word lists
@given(st.text() | st.lists(st.sampled_from([*_WORDS, *_NAMES]), max_size=12).map(" ".join))
def test_any_text_is_understood_or_a_known_error(shipped_store: Store, text: str) -> None:
    try:
        match = understand(shipped_store, text)
        terms = bind_values(shipped_store, match.question, match.values, "vi").terms
    except KgError as error:
        assert error.exit_code == 3
        return
    outside = re.compile(r"VALUES\s+\?\w+\s*\{.*?\}")
    assert outside.sub("", match.question.bind(terms)) == outside.sub("", match.question.text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_text_is_taken_apart_in_place(shipped_store: Store, given_: str) -> None:
    text = Text.of(given_)
    assert len(text.flat) == len(text.given)
    assert all(0 <= piece.first <= piece.last < len(text.words) for piece in find_pieces(shipped_store, text))
