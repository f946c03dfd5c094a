"""Briefings: what officials hand in before a delegation, every line with its source."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from briefs import PAIR, REAL, STORY, agreement, blocks, in_block, section, term, texts
from click.testing import Result

from graph.brief import Brief, build
from graph.brief.facts import Fact
from graph.brief.words import WORDS
from graph.dates import Window
from graph.errors import BadInput, UnknownName
from graph.store import Store


@pytest.fixture(scope="module")
def pair(shipped_store: Store) -> Brief:
    return build(shipped_store, PAIR)[0]


def test_between_two_what_is_between_them_comes_first(pair: Brief) -> None:
    assert [each.title for each in pair.sections] == [
        "Quan hệ giữa Sơn La và Hủa Phăn",
        "Vấn đề cần xác minh, còn thiếu",
        "Thông tin chung về Sơn La",
        "Thông tin chung về Hủa Phăn",
    ]
    assert [block.title for block in pair.sections[0].blocks] == [
        "Quan hệ đối tác",
        "Thỏa thuận đang có hiệu lực",
        "Các chuyến thăm, cuộc gặp",
        "Cửa khẩu",
        "Nhân sự, chức vụ",
        "Số liệu",
    ]


def test_the_pair_in_an_officers_words(pair: Brief) -> None:
    assert in_block(pair, "Quan hệ đối tác") == [
        "Quan hệ giữa Sơn La và Hủa Phăn: hợp tác toàn diện, đang tiếp diễn; được ghi nhận từ năm 2024."
    ]
    assert in_block(pair, "Thỏa thuận đang có hiệu lực") == [
        "Biên bản thỏa thuận hợp tác Sơn La – Hủa Phăn 2024–2026 | không nêu | 2024 – 2026"
    ]
    assert in_block(pair, "Các chuyến thăm, cuộc gặp")[0] == (
        "Hội đàm Sơn La – Hủa Phăn 21/3/2024; dẫn đầu: Khăm Pheng Xay Sổm Pheng và Nguyễn Hữu Đông; "
        "nội dung: Điểm lại hợp tác 2022–2024 (có chi tiết chưa chắc chắn)."
    )
    assert in_block(pair, "Nhân sự, chức vụ") == [
        "Khăm Pheng Xay Sổm Pheng: Bí thư tỉnh Hủa Phăn; chưa rõ hiện còn giữ chức hay không "
        "(theo một nguồn chưa chắc chắn).",
        "Khăm Pheng Xay Sổm Pheng: Tỉnh trưởng Hủa Phăn; chưa rõ hiện còn giữ chức hay không.",
    ]


def test_a_country_is_told_with_its_localities_dated_or_not(shipped_store: Store) -> None:
    netherlands = build(shipped_store, ["Hà Lan"])[0]
    assert "Quan hệ giữa Bình Dương và Eindhoven: hữu nghị, đang tiếp diễn." in in_block(netherlands, "Quan hệ đối tác")


def test_the_agreement_that_dates_a_partnership_is_among_its_proof(pair: Brief) -> None:
    note = pair.sections[0].blocks[0].lines[0].note
    assert [quote.origin.identifier for quote in note.quotes] == [
        "source:report-84",
        "source:report-85",
        "source:son-la-vbf-2024",
    ]


def test_the_pair_in_english(shipped_store: Store) -> None:
    brief = build(shipped_store, PAIR, lang="en")[0]
    assert brief.title == "Briefing: relations between Son La (Vietnam) and Houaphanh (Laos)"
    assert in_block(brief, "Border gates")[-1] == (
        "Lóng Sập – Pa Háng border-gate pair: opened (international gate), 19 November 2024 (one detail is uncertain)."
    )
    assert not re.search("[ăđơư]", " ".join(each.title for each in brief.sections))


def test_sources_that_disagree_and_gaps_are_said(pair: Brief) -> None:
    assert "274,065 km" in in_block(pair, "Các nguồn chưa thống nhất")[0]
    assert "250 km" in in_block(pair, "Các nguồn chưa thống nhất")[0]
    gaps = next(block for block in blocks(pair) if block.title == "Còn thiếu, cần theo dõi")
    assert gaps.remarks == ("Bộ dữ liệu chưa có thông tin về: dự án được nêu tên.",)


@pytest.mark.parametrize("names", REAL, ids=" – ".join)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_line_has_a_note_with_a_source(shipped_store: Store, names: tuple[str, ...], lang: str) -> None:
    brief = build(shipped_store, names, lang=lang)[0]
    notes = brief.notes()
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    assert len(notes) == sum(len(texts(block)) for block in blocks(brief))
    assert all(note.quotes and all(quote.origin.title for quote in note.quotes) for note in notes)


@pytest.mark.parametrize("names", [("Sơn La",), ("Hủa Phăn",), ("Lạng Sơn",), ("Lào",)], ids=" – ".join)
def test_plans_stand_among_plans_only(shipped_store: Store, names: tuple[str, ...]) -> None:
    brief = build(shipped_store, names)[0]
    found = shipped_store.query(
        'SELECT ?label WHERE { ?plan pfr:modality ?m ; skos:prefLabel ?label FILTER (LANG(?label) = "vi") '
        "FILTER (?m = modality:planned || ?m = modality:proposed) }"
    )
    plans = {row[0].value for row in found.rows}  # type: ignore[union-attr]  # a SELECT has rows
    facts = [*section(brief, "relations"), *section(brief, "events")]
    assert facts
    assert [text for text in facts if any(text.startswith(plan) for plan in plans)] == []


def test_a_planned_relation_is_told_by_its_name(shipped_store: Store) -> None:
    plans = section(build(shipped_store, ["Sơn La"])[0], "plans")
    assert "Hợp tác Sơn La – Israel (đề xuất 2017)." in plans
    assert not [text for text in plans if text.startswith("Quan hệ giữa")]


def test_what_is_later_than_the_day_is_left_out(shipped_store: Store) -> None:
    brief = build(shipped_store, PAIR, window=Window.as_of("2023"))[0]
    assert brief.standing == "Tình hình đến ngày 31/12/2023"
    told = " ".join(text for block in brief.sections[0].blocks for text in texts(block))
    assert "Nậm Lạnh" in told
    assert "2024" not in told
    assert any("điều khác không nêu" in remark for block in blocks(brief) for remark in block.remarks)


def test_visits_before_the_day_are_kept(shipped_store: Store) -> None:
    day = build(shipped_store, PAIR, window=Window.as_of("2025"))[0]
    span = build(shipped_store, PAIR, window=Window.between("2024-06", "2025"))[0]
    assert len(in_block(day, "Các chuyến thăm, cuộc gặp")) == 2
    assert len(in_block(span, "Các chuyến thăm, cuộc gặp")) == 1
    assert span.standing == "Tình hình từ ngày 1/6/2024 đến ngày 31/12/2025"


@pytest.mark.parametrize(
    ("more", "title"),
    [
        (term("2024-01-01", "2026-12-31"), "in-force"),
        (term("2024-01-01", status="ongoing"), "in-force"),
        (term("2022-01-01", "2024-08-31"), "expiring"),
        (term("2022-01-01", "2024-05-31"), "expired"),
        (term("2022-01-01", status="ended"), "expired"),
        (term("2022-01-01", status="unknown"), "open"),
        (term("2025-01-01", "2026-12-31"), "future"),
    ],
)
def test_agreements_are_told_apart_by_their_term(told: Callable[[str], Store], more: str, title: str) -> None:
    brief = build(told(STORY + agreement("X", more)), PAIR, lang="en")[0]
    assert in_block(brief, WORDS["en"][title].format(days=180))[0].startswith("Minutes X")


def test_a_window_says_that_more_may_be_known(shipped_store: Store) -> None:
    brief = build(shipped_store, ["Lạng Sơn"], lang="en", window=Window.between("2012", "2015"))[0]
    assert list(blocks(brief))[-1].remarks[0].startswith("Nothing is known to belong to this time on: partnership")


def test_two_names_of_one_thing_are_refused(shipped_store: Store) -> None:
    with pytest.raises(BadInput, match="mean one thing"):
        build(shipped_store, ["Hủa Phăn", "Houaphanh"])


def test_a_former_name_is_explained(shipped_store: Store) -> None:
    brief, notes = build(shipped_store, ["Lào Cai"])
    assert len(notes) == 2
    assert "Đơn vị trước đây: Lào Cai (đến 30/6/2025) và Yên Bái (đến 30/6/2025)." in section_of(brief, "Lào Cai")


def section_of(brief: Brief, name: str) -> list[str]:
    about = WORDS[brief.lang]["about"].format(one=name)
    return [text for each in brief.sections if each.title == about for block in each.blocks for text in texts(block)]


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["vi"].keys() == WORDS["en"].keys()
    for key, vi in WORDS["vi"].items():
        assert set(re.findall(r"\{\w+\}", vi)) == set(re.findall(r"\{\w+\}", WORDS["en"][key])), key


def test_a_fact_gives_nothing_for_what_it_lacks(shipped_store: Store) -> None:
    from pyoxigraph import NamedNode  # noqa: PLC0415 - only here

    from graph.namespaces import PREFIXES  # noqa: PLC0415 - only here

    empty = Fact(NamedNode(PREFIXES["place"] + "VN-05"), {})
    assert (empty.kind, empty.text("pfr:value"), empty.date("pfr:validFrom"), empty.is_plan) == ("", "", "", False)


def test_an_unknown_name_is_refused(shipped_store: Store) -> None:
    with pytest.raises(UnknownName):
        build(shipped_store, ["Sơn Lo"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("brief", "Sơn Lo"), 3, "Sơn La"),
        (("brief", "Sơn La", "-f", "docx"), 2, "-o"),
        (("brief", "Sơn La", "-o", "missing/brief.md"), 3, "missing/brief.md"),
        (("brief", "Sơn La", "-o", "missing/brief.docx"), 3, "missing/brief.docx"),
        (("brief", "Sơn La", "--as-of", "hôm qua"), 3, "hôm qua"),
        (("brief", "Sơn La", "Hủa Phăn", "Thanh Hóa"), 2, "Thanh Hóa"),
    ],
    ids=["unknown name", "docx to the screen", "no folder", "no folder for docx", "no date", "three names"],
)
def test_mistakes_end_in_a_message(kg: Callable[..., Result], arguments: tuple[str, ...], code: int, said: str) -> None:
    result = kg(*arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_an_empty_store_knows_no_name(kg: Callable[..., Result]) -> None:
    assert kg("--store", "s", "init", "--empty").exit_code == 0
    assert kg("--store", "s", "brief", "Sơn La").exit_code == 3
