"""Asking: what a user writes becomes terms, and terms become values in Vietnamese order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode

from graph.asking import ask, bind_values, value_of
from graph.errors import AmbiguousName, BadDate, BadNumber, BadWindow, TooMany, UnknownName
from graph.namespaces import PFRI, PREFIXES
from graph.questions import Question, load_question, parse_question
from graph.store import Store

HEADER = "#+ title@vi: Thử\n#+ title@en: Trial\n"
WORLD = """
country:VN a pfr:Country ; skos:notation "VN" ; skos:prefLabel "Việt Nam"@vi, "Vietnam"@en ;
  skos:hiddenLabel "viet nam" .
country:LA a pfr:Country ; skos:notation "LA" ; skos:prefLabel "Lào"@vi, "Laos"@en ; skos:hiddenLabel "lao" .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi, "Son La"@en ;
  skos:hiddenLabel "son la" .
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:notation "LA-HO" ;
  skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en .
place:LA-OU a pfr:Province ; pfr:country country:LA ; skos:prefLabel "U Đôm Xay"@vi, "Oudomxay"@en .
place:LA-XI a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Xiêng Khoảng"@vi, "Xiangkhouang"@en .
place:CN-YN a pfr:Province ; pfr:country country:CN ; skos:prefLabel "Vân Nam"@vi, "Yunnan"@en .
place:FR-OCC a pfr:Province ; pfr:country country:FR ; skos:prefLabel "Đại vùng Occitanie"@vi, "Occitania"@en .
place:JP-01 a pfr:Province ; pfr:country country:JP ; skos:prefLabel "Hokkaido"@vi, "Hokkaido"@en .
place:VN-02 a pfr:Province ; skos:prefLabel "Lào Cai"@vi ; skos:hiddenLabel "lao cai" ;
  pfr:validTo "2025-06-30"^^xsd:date .
place:VN-2025 a pfr:Province ; skos:prefLabel "Lào Cai"@vi ; skos:hiddenLabel "lao cai" ;
  pfr:validFrom "2025-07-01"^^xsd:date .
source:old a pfr:Source ; dcterms:title "Tin cũ"@vi ; pfr:publishedOn "2015-05-05"^^xsd:date ;
  pfr:precision precision:day .
source:new a pfr:Source ; dcterms:title "Tin mới"@vi ; pfr:publishedOn "2024-11-15"^^xsd:date ;
  pfr:precision precision:day .
evidence:old oa:hasSource source:old .
evidence:new oa:hasSource source:new .
partnership:ho a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:evidence evidence:old, evidence:new .
partnership:ou a pfr:Partnership ; pfr:participant place:VN-05, place:LA-OU ; pfr:relationType relation:friendship ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:evidence evidence:new .
partnership:xi a pfr:Partnership ; pfr:participant place:VN-05, place:LA-XI ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:validFrom "2010-01-01"^^xsd:date ; pfr:fromPrecision precision:year ;
  pfr:validTo "2016-12-31"^^xsd:date ; pfr:toPrecision precision:year ; pfr:evidence evidence:old .
partnership:yn a pfr:Partnership ; pfr:participant place:VN-05, place:CN-YN ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:endStatus end-status:unknown ; pfr:evidence evidence:old .
partnership:laos a pfr:Partnership ; pfr:participant place:VN-05, country:LA ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:evidence evidence:new .
partnership:jp a pfr:Partnership ; pfr:participant place:VN-05, place:JP-01 ; pfr:relationType relation:friendship ;
  pfr:modality modality:planned ; pfr:endStatus end-status:unknown ; pfr:evidence evidence:new .
partnership:fr a pfr:Partnership ; pfr:participant place:VN-05, place:FR-OCC ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:endStatus end-status:unknown ; pfr:evidence evidence:new .
"""


NUMBER = (
    HEADER + "#+ param n: integer, required, số | number\n#+ column m: Số | Number\n"
    "SELECT ?m { VALUES ?n { 1 } BIND (?n AS ?m) }"
)


@pytest.fixture(scope="module")
def world(told: Callable[[str], Store]) -> Store:
    return told(WORLD)


@pytest.fixture(scope="module")
def partners() -> Question:
    return load_question("partners")


def names(store: Store, question: Question, lang: str = "vi", **values: str) -> list[Any]:
    return [row["partner"] for row in ask(store, question, {"province": "Sơn La", **values}, lang=lang).rows]


# --- which rows


def test_partners_come_in_vietnamese_order(world: Store, partners: Question) -> None:
    assert names(world, partners) == ["Đại vùng Occitanie", "Hủa Phăn", "U Đôm Xay", "Vân Nam", "Xiêng Khoảng"]


def test_plan_appears_only_when_asked_for(world: Store, partners: Question) -> None:
    assert names(world, partners, modality="planned") == ["Hokkaido"]


def test_country_limits_the_partners(world: Store, partners: Question) -> None:
    assert names(world, partners, country="Lào") == ["Hủa Phăn", "U Đôm Xay", "Xiêng Khoảng"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2009-12-31", []),
        ("2010", ["Xiêng Khoảng"]),
        ("2015-05-04", ["Xiêng Khoảng"]),
        ("2015-05-05", ["Hủa Phăn", "Vân Nam", "Xiêng Khoảng"]),
        ("2016", ["Hủa Phăn", "Xiêng Khoảng"]),
        ("2017-01-01", ["Hủa Phăn"]),
        ("2024-11-15", ["Đại vùng Occitanie", "Hủa Phăn", "U Đôm Xay"]),
        ("2025", ["Hủa Phăn", "U Đôm Xay"]),
    ],
)
def test_a_day_shows_what_is_known_to_hold_then(
    day: str, expected: list[str], world: Store, partners: Question
) -> None:
    assert names(world, partners, as_of=day) == expected


@pytest.mark.parametrize(("lang", "words"), [("vi", "không hiện: 4,"), ("en", "left out: 4,")])
def test_rows_that_a_day_leaves_out_are_counted(lang: str, words: str, world: Store, partners: Question) -> None:
    answer = ask(world, partners, {"province": "Sơn La", "as_of": "2017"}, lang=lang)
    (note,) = answer.notes
    assert words in note
    assert "2017-12-31" in note


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("2000/2009", []),
        ("2009/2010-01", ["Xiêng Khoảng"]),
        ("2010/2015", ["Hủa Phăn", "Vân Nam", "Xiêng Khoảng"]),
        ("2015-05-06/2016", ["Hủa Phăn", "Xiêng Khoảng"]),
        ("2017/2024-11-14", ["Hủa Phăn"]),
        ("2015/2024", ["Đại vùng Occitanie", "Hủa Phăn", "U Đôm Xay", "Vân Nam", "Xiêng Khoảng"]),
    ],
)
def test_a_stretch_of_time_shows_what_held_on_some_day_of_it(
    between: str, expected: list[str], world: Store, partners: Question
) -> None:
    assert names(world, partners, between=between) == expected


def test_rows_that_a_stretch_of_time_leaves_out_are_counted(world: Store, partners: Question) -> None:
    (note,) = ask(world, partners, {"province": "Sơn La", "between": "2017/2018"}, lang="en").notes
    assert note == "Rows left out: 4, since nothing shows that they held between 2017-01-01 and 2018-12-31."


def test_question_without_time_takes_no_window(told: Callable[[str], Store]) -> None:
    question = parse_question("trial", HEADER + "#+ column n: Số | Number\nSELECT ?n { VALUES ?n { 1 } }")
    assert ask(told(""), question, {"as_of": "2020"}) == ask(told(""), question, {})


@pytest.mark.parametrize(("start", "end"), [("2021", "2019"), ("2019-12-01", "2019-11")])
def test_window_that_ends_before_it_starts_is_refused(start: str, end: str, world: Store, partners: Question) -> None:
    with pytest.raises(BadWindow):
        names(world, partners, between=f"{start}/{end}")


def test_nothing_left_out_is_not_said(world: Store, partners: Question) -> None:
    assert ask(world, partners, {"province": "Sơn La"}).notes == []


# --- the cells


def test_row_is_flat_and_complete(world: Store, partners: Question) -> None:
    rows = ask(world, partners, {"province": "Sơn La", "country": "Lào"}, lang="en").rows
    assert list(rows[0]) == list(partners.columns)
    told = {
        "partner": "Houaphanh",
        "partner_iri": PFRI + "place/LA-HO",
        "code": "LA-HO",
        "relation": "cooperation",
        "since": None,
        "until": None,
        "known_from": "2015-05-05",
        "status": "ongoing",
        "agreements": None,
    }
    assert told.items() <= rows[0].items()
    assert [title in str(rows[0]["sources"]) for title in ("Tin cũ", "2015-05-05", "Tin mới", "2024-11-15")] == [
        True
    ] * 4


def test_dates_are_as_precise_as_the_source(world: Store, partners: Question) -> None:
    row = ask(world, partners, {"province": "Sơn La"}).rows[-1]
    assert [row["partner"], row["since"], row["until"]] == ["Xiêng Khoảng", "2010", "2016"]


def test_end_that_is_not_known_is_said_to_be_unknown(world: Store, partners: Question) -> None:
    status = {row["partner"]: row["status"] for row in ask(world, partners, {"province": "Sơn La"}, lang="en").rows}
    assert status["Yunnan"] == "unknown"
    assert status["Houaphanh"] == "ongoing"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_headings_and_names_speak_the_language(lang: str, world: Store, partners: Question) -> None:
    answer = ask(world, partners, {"province": "Sơn La"}, lang=lang)
    assert answer.columns["partner"] == {"vi": "Đối tác", "en": "Partner"}[lang]
    assert answer.rows[1]["partner"] == {"vi": "Hủa Phăn", "en": "Occitania"}[lang]


XSD = PREFIXES["xsd"]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (Literal("8", datatype=NamedNode(XSD + "decimal")), 8),
        (Literal("4.7", datatype=NamedNode(XSD + "decimal")), 4.7),
        (Literal("18046751", datatype=NamedNode(XSD + "integer")), 18046751),
        (Literal("1E3", datatype=NamedNode(XSD + "double")), 1000),
        (Literal("true", datatype=NamedNode(XSD + "boolean")), True),
        (Literal("0", datatype=NamedNode(XSD + "boolean")), False),
        (Literal("2024-03-21", datatype=NamedNode(XSD + "date")), "2024-03-21"),
        (Literal("09"), "09"),
        (NamedNode("http://e.org/x"), "http://e.org/x"),
    ],
    ids=str,
)
def test_terms_become_plain_values(term: object, value: object) -> None:
    found = value_of(term)
    assert found == value
    assert type(found) is type(value)


def test_rows_sort_numbers_by_size_and_nothing_last(told: Callable[[str], Store]) -> None:
    store = told("")
    question = parse_question(
        "trial",
        "#+ title@vi: Thử\n#+ title@en: Trial\n#+ column n: Số | Number\n"
        "SELECT ?n { VALUES (?n ?x) { (10 1) (9 1) (UNDEF 1) (2.5 1) } }",
    )
    assert [row["n"] for row in ask(store, question, {}).rows] == [2.5, 9, 10, None]


def test_lists_are_sorted_and_each_value_once(told: Callable[[str], Store]) -> None:
    question = parse_question(
        "trial",
        "#+ title@vi: Thử\n#+ title@en: Trial\n#+ column n: Tên | Name\n#+ lists: n\n"
        'SELECT ?n { VALUES ?n { "Yên Bái\\u001FĐà Nẵng\\u001FDak\\u001FĐà Nẵng\\u001F" "" } }',
    )
    assert [row["n"] for row in ask(told(""), question, {}).rows] == ["Dak; Đà Nẵng; Yên Bái", None]


# --- what a user writes


def test_values_become_terms(world: Store, partners: Question) -> None:
    given = {"province": "son la", "country": "LA", "as_of": "2017-02", "modality": "Planned", "unheard": "of"}
    assert {name: str(term) for name, term in bind_values(world, partners, given, "en").terms.items()} == {
        "province": f"<{PFRI}place/VN-05>",
        "country": f"<{PFRI}country/LA>",
        "window_start": f'"2017-02-28"^^<{XSD}date>',
        "window_end": f'"2017-02-28"^^<{XSD}date>',
        "modality": f"<{PFRI}modality/planned>",
        "lang": '"en"',
    }


def test_text_is_brought_to_nfc(world: Store) -> None:
    question = parse_question(
        "trial",
        "#+ title@vi: Thử\n#+ title@en: Trial\n#+ param word: text, required, từ | word\n#+ column w: Từ | Word\n"
        'SELECT ?w { VALUES ?word { "" } BIND (?word AS ?w) }',
    )
    (row,) = ask(world, question, {"word": unicodedata.normalize("NFD", 'Hủa "Phăn"')}).rows
    assert row["w"] == 'Hủa "Phăn"'


@pytest.mark.parametrize(("text", "value"), [("5", 5), (" 12 ", 12), ("-3", -3), ("+7", 7), ("007", 7)])
def test_whole_number_becomes_one(text: str, value: int, told: Callable[[str], Store]) -> None:
    question = parse_question("trial", NUMBER)
    assert ask(told(""), question, {"n": text}).rows == [{"m": value}]


@pytest.mark.parametrize("text", ["", "mười", "1.5", "1e3", "0x10", "१", "9" * 40, "1 } UNION { ?s ?p ?o"])
def test_what_is_no_whole_number_is_refused(text: str, told: Callable[[str], Store]) -> None:
    with pytest.raises(BadNumber):
        ask(told(""), parse_question("trial", NUMBER), {"n": text})


@pytest.mark.parametrize(
    ("limit", "error"), [("0", BadNumber), ("-3", BadNumber), ("51", TooMany), ("50", None), ("1", None)]
)
def test_limit_is_a_number_of_rows_that_there_can_be(
    limit: str, error: type[Exception] | None, shipped_store: Store
) -> None:
    newest = load_question("newest")
    if error is None:
        assert len(ask(shipped_store, newest, {"limit": limit}).rows) == int(limit)
    else:
        with pytest.raises(error):
            ask(shipped_store, newest, {"limit": limit})


def test_title_with_a_bar_stays_one_part_of_a_list(told: Callable[[str], Store], partners: Question) -> None:
    store = told(WORLD.replace('"Tin mới"', '"Hợp tác | Báo Sơn La"'))
    row = next(each for each in ask(store, partners, {"province": "Sơn La"}).rows if each["partner"] == "Hủa Phăn")
    assert row["sources"] == "Hợp tác | Báo Sơn La, 2024-11-15; Tin cũ, 2015-05-05"


@pytest.mark.parametrize(
    ("between", "when"),
    [("0001/2012", "until 2012-12-31"), ("2017/9999", "since 2017-01-01"), ("2017/2018", "between 2017-01-01 and")],
)
def test_open_windows_are_said_without_the_first_or_last_of_all_years(
    between: str, when: str, world: Store, partners: Question
) -> None:
    (note,) = (
        note
        for note in ask(world, partners, {"province": "Sơn La", "between": between}, lang="en").notes
        if note.startswith("Rows left out")
    )
    assert when in note
    assert not set(re.findall(r"[0-9]{4}", note)) & {"0001", "9999"}


VISITED = (
    WORLD
    + """
partnership:ho pfr:knownFrom "2015-05-05"^^xsd:date .
organisation:office pfr:actsFor place:LA-HO .
visit:v a pfr:Visit ; pfr:guest place:VN-05 ; pfr:host organisation:office ; pfr:modality modality:actual ;
  pfr:validTo "2022-05-05"^^xsd:date ; pfr:toPrecision precision:day ; pfr:knownFrom "2022-05-05"^^xsd:date .
"""
)


@pytest.mark.parametrize(("time", "missing"), [({}, False), ({"as_of": "2021"}, True), ({"as_of": "2023"}, False)])
def test_visit_of_a_body_counts_once_it_was(time: dict[str, str], missing: bool, told: Callable[[str], Store]) -> None:
    answer = ask(told(VISITED), load_question("partners-without-visit"), {"province": "Sơn La", **time}, lang="en")
    assert ("Houaphanh" in [row["partner"] for row in answer.rows]) is missing
    assert not [note for note in answer.notes if "-1" in note.split(",")[0]]


def test_missing_values_keep_the_default(world: Store, partners: Question) -> None:
    assert names(world, partners) == names(world, partners, modality="actual")
    assert ask(world, partners, {"province": "Sơn La", "country": None}) == ask(world, partners, {"province": "Sơn La"})


@pytest.mark.parametrize("day", ["20x", "2024-13", "2023-02-29", "21/3/2024", "", "0000", "hôm nay"])
def test_what_is_no_date_is_refused(day: str, world: Store, partners: Question) -> None:
    with pytest.raises(BadDate):
        names(world, partners, as_of=day)


def test_day_settles_a_name_that_two_units_had(world: Store, partners: Question) -> None:
    with pytest.raises(AmbiguousName):
        ask(world, partners, {"province": "Lào Cai"})
    bound = bind_values(world, partners, {"province": "Lào Cai", "as_of": "2020"}, "vi")
    assert bound.terms["province"].value.endswith("-02")


@pytest.mark.parametrize(
    ("name", "value", "nearest"),
    [
        ("province", "Sơn Lo", "Sơn La (place:VN-05)"),
        ("country", "Laoo", "Lào (country:LA)"),
        ("modality", "x", "actual"),
    ],
)
def test_unknown_value_suggests(name: str, value: str, nearest: str, world: Store, partners: Question) -> None:
    with pytest.raises(UnknownName) as caught:
        ask(world, partners, {"province": "Sơn La", name: value})
    assert nearest in caught.value.candidates


def test_country_must_be_a_country(world: Store, partners: Question) -> None:
    with pytest.raises(UnknownName, match="no country"):
        names(world, partners, country="Sơn La")
