"""Names: every spelling finds the one thing that is meant; several are listed, unknown ones suggest."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import AmbiguousName, UnknownName
from graph.gazetteer import CLASSES, resolve, resolve_concept, resolve_graph
from graph.namespaces import PFRI, compact, expand
from graph.store import Store


def meant(store: Store, name: str, kind: str = "entity", on: str | None = None) -> str | None:
    day = dt.date.fromisoformat(on) if on else None
    return compact(resolve(store, name, kind=kind, on=day).value)


@pytest.mark.parametrize(
    "name",
    [
        "Hủa Phăn",
        unicodedata.normalize("NFD", "Hủa Phăn"),
        "hua phan",
        "HUA PHAN",
        "  Hủa   Phăn ",
        "Huaphan",
        "Houaphanh",
        "HOUAPHANH",
        "LA-HO",
        "la-ho",
        "place:LA-HO",
        "pfri:place/LA-HO",
        PFRI + "place/LA-HO",
    ],
    ids=ascii,
)
def test_every_spelling_means_hua_phan(name: str, shipped_store: Store) -> None:
    assert meant(shipped_store, name) == "place:LA-HO"
    assert meant(shipped_store, name, "place") == "place:LA-HO"


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Sơn La", "place:VN-05"),
        ("son la", "place:VN-05"),
        ("VN-05", "place:VN-05"),
        ("Điện Biên", "place:VN-71"),
        ("dien bien", "place:VN-71"),
        ("Lào", "country:LA"),
        ("LA", "country:LA"),
        ("LAO", "country:LA"),
        ("Hàn Quốc", "country:KR"),
        ("Quảng Tây", "place:CN-GX"),
        ("Lóng Sập", "gate:long-sap"),
        ("Nguyễn Văn Chiến", "person:nguyen-van-chien"),
    ],
)
def test_name_means_one_thing(name: str, entity: str, shipped_store: Store) -> None:
    assert meant(shipped_store, name) == entity


# --- several things of one name


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Viêng Chăn", ["place:LA-VI", "place:LA-VT"]),
        ("vientiane", ["place:LA-VI", "place:LA-VT"]),
        ("Lào Cai", ["place:VN-02", "place:VN-2025-lao-cai"]),
        ("lao cai", ["place:VN-02", "place:VN-2025-lao-cai"]),
        ("Hà Nam", ["place:CN-HA", "place:VN-63"]),
    ],
)
def test_name_of_several_lists_them(name: str, candidates: list[str], shipped_store: Store) -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve(shipped_store, name)
    assert len(caught.value.candidates) == len(candidates)
    for entity, said in zip(
        candidates, sorted(caught.value.candidates, key=lambda text: text.split("(")[1]), strict=True
    ):
        assert f"({entity}" in said


@pytest.mark.parametrize(
    ("name", "day", "entity"),
    [
        ("Lào Cai", "2025-06-30", "place:VN-02"),
        ("Lào Cai", "2025-07-01", "place:VN-2025-lao-cai"),
        ("Hà Nam", "2026-01-01", "place:CN-HA"),
    ],
)
def test_day_settles_what_is_meant(name: str, day: str, entity: str, shipped_store: Store) -> None:
    assert meant(shipped_store, name, on=day) == entity


@pytest.mark.parametrize(("name", "day"), [("Viêng Chăn", "2020-01-01"), ("Hà Nam", "2020-01-01")])
def test_day_does_not_settle_units_of_one_time(name: str, day: str, shipped_store: Store) -> None:
    with pytest.raises(AmbiguousName):
        meant(shipped_store, name, on=day)


def test_candidates_of_two_times_show_their_years(shipped_store: Store) -> None:
    with pytest.raises(AmbiguousName, match=r"–2025.*2025–"):
        resolve(shipped_store, "Lào Cai")


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("thủ đô Viêng Chăn", "place:LA-VT"),
        ("tỉnh Viêng Chăn", "place:LA-VI"),
        ("LA-VT", "place:LA-VT"),
        ("place:CN-HA", "place:CN-HA"),
    ],
)
def test_fuller_name_or_code_is_not_ambiguous(name: str, entity: str, shipped_store: Store) -> None:
    assert meant(shipped_store, name) == entity


def test_accents_decide_where_they_are_written(told: Callable[[str], Store]) -> None:
    store = told("""
        place:a a pfr:Province ; skos:prefLabel "Hà Tây"@vi ; skos:hiddenLabel "ha tay" .
        place:b a pfr:Province ; skos:prefLabel "Hạ Tây"@vi ; skos:hiddenLabel "ha tay" .
    """)
    assert meant(store, "Hà Tây") == "place:a"
    assert meant(store, "hạ tây") == "place:b"
    with pytest.raises(AmbiguousName):
        resolve(store, "ha tay")


# --- kinds


def test_kind_leaves_other_things_out(told: Callable[[str], Store]) -> None:
    store = told("""
        country:LU a pfr:Country ; skos:prefLabel "Luxembourg"@vi ; skos:hiddenLabel "luxembourg" .
        place:LU-LU a pfr:Province ; skos:prefLabel "Luxembourg"@vi ; skos:hiddenLabel "luxembourg" .
        organisation:lu a pfr:Organisation ; skos:prefLabel "Luxembourg"@vi ; skos:hiddenLabel "luxembourg" .
    """)
    assert meant(store, "Luxembourg", "country") == "country:LU"
    with pytest.raises(AmbiguousName) as caught:
        resolve(store, "Luxembourg", kind="place")
    assert len(caught.value.candidates) == 2
    with pytest.raises(AmbiguousName) as caught:
        resolve(store, "Luxembourg")
    assert len(caught.value.candidates) == 3


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind != "entity"])
def test_thing_of_another_kind_is_unknown(kind: str, shipped_store: Store) -> None:
    with pytest.raises(UnknownName, match=r"no (place|country|source) is called"):
        resolve(shipped_store, "Bộ Ngoại giao", kind=kind)


# --- unknown


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("Sơn Lo", "place:VN-05"), ("hua phann", "place:LA-HO"), ("Lạng Sn", "place:VN-09"), ("Nhat Bann", "country:JP")],
)
def test_unknown_name_suggests_the_nearest(name: str, nearest: str, shipped_store: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(shipped_store, name)
    assert any(f"({nearest})" in candidate for candidate in caught.value.candidates)


@pytest.mark.parametrize("name", ["", "   ", "!?", "zzzzzzzz", "place:none", "http://e.org/none", "unknown:x"])
def test_unknown_name_is_said_to_be_unknown(name: str, shipped_store: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(shipped_store, name)
    assert caught.value.exit_code == 3


HOSTILE = [
    '"',
    "'",
    "\\",
    '\\"',
    'x" } UNION { ?entity ?p ?o } #',
    '"@vi } DROP ALL ; #',
    "} ",
    "{ }",
    "{given}",
    "a\nb",
    "\r\n",
    "\x00",
    "\ud800",
    "%s %(x)s {0}",
    "place:x> ?p ?o } #",
    "http://e.org/> <http://e.org/",
    "http://e.org/a b",
    "place:a\\u003Eb",
    "?entity",
    "𝒮ơn",
]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_hostile_name_is_only_unknown(name: str, small: Store) -> None:
    for kind in CLASSES:
        with pytest.raises(UnknownName):
            resolve(small, name, kind=kind)
    with pytest.raises(UnknownName):
        resolve_concept(small, "modality", name)
    with pytest.raises(UnknownName):
        resolve_graph(small, name)


@given(name=st.text(max_size=40))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_name_or_a_clean_error(name: str, small: Store) -> None:
    try:
        assert resolve(small, name)
    except (UnknownName, AmbiguousName) as error:
        assert error.say("vi")
        assert error.say("en")


@pytest.fixture(scope="module")
def small(told: Callable[[str], Store]) -> Store:
    return told('place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi ; skos:hiddenLabel "son la" .')


# --- concepts and graphs


@pytest.mark.parametrize(
    "name", ["planned", "PLANNED", "modality:planned", PFRI + "modality/planned", "pfri:modality/planned"]
)
def test_concept_by_code_or_identifier(name: str, shipped_store: Store) -> None:
    assert resolve_concept(shipped_store, "modality", name).value == PFRI + "modality/planned"


@pytest.mark.parametrize("name", ["số dự án FDI", "so du an fdi", "fdi-projects", "fdi projects", "FDI projects"])
def test_concept_by_label(name: str, shipped_store: Store) -> None:
    assert resolve_concept(shipped_store, "indicator", name).value == PFRI + "indicator/fdi-projects"


def test_concept_of_another_list_is_unknown(shipped_store: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve_concept(shipped_store, "modality", "fdi-projects")
    assert {"actual", "planned", "proposed", "ended"} <= set(caught.value.candidates)


@pytest.mark.parametrize(
    "name", ["source-graph:report-84", "pfri:graph/source/report-84", PFRI + "graph/source/report-84"]
)
def test_graph_by_identifier(name: str, shipped_store: Store) -> None:
    assert resolve_graph(shipped_store, name).value == expand("source-graph:report-84")


def test_unknown_graph_names_those_there_are(shipped_store: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve_graph(shipped_store, "source-graph:none")
    assert "graph:reference" in caught.value.candidates
