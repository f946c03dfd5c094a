"""Duplicates are proposed, never merged; judgements take pairs out of the proposals and are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from pyoxigraph import NamedNode

from graph.checks import Finding, find
from graph.errors import BadInput
from graph.gazetteer import resolve
from graph.judgements import judge_names, judgements
from graph.loading import Document
from graph.namespaces import compact, expand
from graph.store import Store, open_store
from graph.store.base import rows
from graph.validation import validate

BASE = """
source:a a pfr:Source ; dcterms:title "A" ; pfr:publishedOn "2022-01-01"^^xsd:date .
source:b a pfr:Source ; dcterms:title "B" ; pfr:publishedOn "2023-01-01"^^xsd:date .
evidence:a oa:hasSource source:a . evidence:b oa:hasSource source:b .
"""
Tell = Callable[[str], Store]
Pairs = set[tuple[str, ...]]


def pairs(found: list[Finding]) -> Pairs:
    return {tuple(compact(iri) or iri for iri in each.statements) for each in found}


def person(name: str, *labels: str, source: str = "a") -> str:
    named = ", ".join(f'"{label}"@vi' for label in labels)
    return f"person:{name} a foaf:Person ; skos:altLabel {named} ; dcterms:source source:{source} .\n"


ONE = {("person:x", "person:y")}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        pytest.param(["Vanxay Phongsavanh"], ["Văn Xay Phong Sa Vanh"], ONE, id="one name in two scripts of Lao"),
        pytest.param(["Phạm Đức Toàn"], ["Pham Duc Toan"], ONE, id="accents"),
        pytest.param(["Lưu Ninh", "Liu Ning"], ["Liu Ning"], ONE, id="another spelling"),
        pytest.param(["Nguyễn Thanh Bình"], ["Nguyễn Thanh Phong"], set(), id="two Vietnamese names"),
        pytest.param(["Nguyễn Văn Chiến"], ["Trần Văn Chiến"], set(), id="two family names"),
    ],
)
def test_persons(one: list[str], other: list[str], found: Pairs, told: Tell) -> None:
    store = told(BASE + person("x", *one) + person("y", *other, source="b"))
    assert pairs(find(store, ["duplicates-names"])) == found


def test_one_source_knows_two_persons(told: Tell) -> None:
    store = told(BASE + person("x", "Nguyễn Thị Hường") + person("y", "Nguyễn Thị Hương"))
    assert find(store, ["duplicates-names"]) == []


def test_departments_of_two_provinces_are_two(told: Tell) -> None:
    story = ""
    for name, place, source in (("x", "VN-05", "a"), ("y", "VN-06", "b"), ("z", "VN-05", "b")):
        story += f'organisation:{name} a pfr:Organisation ; skos:prefLabel "Sở Ngoại vụ"@vi ; '
        story += f"pfr:actsFor place:{place} ; dcterms:source source:{source} .\n"
    assert pairs(find(told(BASE + story), ["duplicates-names"])) == {("organisation:x", "organisation:z")}


def mission(name: str, label: str, sender: str = "country:JP", seat: str = "place:VN-HN") -> str:
    return (
        f'mission:{name} a pfr:DiplomaticMission ; skos:prefLabel "{label}"@vi ; pfr:sendingState {sender} ; '
        f"pfr:receivingState country:VN ; pfr:missionKind mission-kind:embassy ; pfr:seat {seat} .\n"
    )


def test_missions_are_told_apart_by_their_post_not_their_name(told: Tell) -> None:
    story = (
        mission("x", "Đại sứ quán Nhật Bản")
        + mission("y", "Toà đại sứ Nhật")
        + mission("z", "Đại sứ quán Nhật", "country:KR")
    )
    assert pairs(find(told(story), ["duplicates-names"])) == {("mission:x", "mission:y")}


def agreement(name: str, label: str, *said: str, told_by: str = "a", other: str = "place:LA-HO") -> str:
    parts = [
        f'agreement:{name} a pfr:Agreement ; pfr:party place:VN-05, {other} ; skos:prefLabel "{label}"@vi',
        f"pfr:modality modality:actual ; pfr:evidence evidence:{told_by}",
        *said,
    ]
    return " ; ".join(parts) + " .\n"


def signed(day: str, precision: str = "day") -> str:
    return f'pfr:signedOn "{day}"^^xsd:date ; pfr:signedPrecision precision:{precision}'


def term(start: int, end: int) -> str:
    return f'pfr:validFrom "{start}-01-01"^^xsd:date ; pfr:validTo "{end}-12-31"^^xsd:date'


TWO = {("agreement:x", "agreement:y")}
MINUTES, MEMO = "Biên bản Sơn La – Hủa Phăn", "Thỏa ước khung năm ấy"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        pytest.param((MINUTES, signed("2021-05-03")), (MEMO, signed("2021-05-04")), TWO, id="neighbouring days"),
        pytest.param((MINUTES, signed("2021-05-03")), (MINUTES, signed("2021-06-03")), set(), id="a month apart"),
        pytest.param(
            (MINUTES, signed("2021-05-01", "month")), (MINUTES, signed("2021-05-20")), TWO, id="month and day of it"
        ),
        pytest.param(
            (MINUTES, signed("2021-05-01", "month")),
            (MEMO, signed("2021-05-20")),
            set(),
            id="month and day, other name",
        ),
        pytest.param((MINUTES,), (MINUTES + " 2021",), TWO, id="no days, alike names"),
        pytest.param((MINUTES,), (MEMO,), set(), id="no days, other names"),
        pytest.param((MINUTES, term(2016, 2020)), (MINUTES, term(2021, 2025)), set(), id="two terms"),
        pytest.param((MINUTES, term(2021, 2025)), (MINUTES, term(2021, 2025)), TWO, id="one term"),
        pytest.param((MINUTES,), (MINUTES, signed("2022-06-01")), set(), id="told before the other was signed"),
        pytest.param((MINUTES,), (MINUTES, signed("2021-06-01")), TWO, id="told after the other was signed"),
    ],
)
def test_agreements_of_two_sources(one: tuple[str, ...], other: tuple[str, ...], found: Pairs, told: Tell) -> None:
    store = told(BASE + agreement("x", *one) + agreement("y", *other, told_by="b"))
    assert pairs(find(store, ["duplicates-statements"])) == found


def test_one_source_tells_of_two_agreements(told: Tell) -> None:
    store = told(BASE + agreement("x", MINUTES, signed("2021-05-03")) + agreement("y", MINUTES, signed("2021-05-03")))
    assert find(store, ["duplicates-statements"]) == []


def test_other_sides_make_another_agreement(told: Tell) -> None:
    day = signed("2021-05-03")
    store = told(BASE + agreement("x", MINUTES, day) + agreement("y", MINUTES, day, told_by="b", other="place:LA-LP"))
    assert find(store, ["duplicates-statements"]) == []


def test_a_visit_is_one_whoever_is_named_along_with_the_sides(told: Tell) -> None:
    story = ""
    for name, sides in (("a", "place:LA-HO"), ("b", "place:LA-HO, person:x")):
        story += f"""visit:{name} a pfr:Visit ; pfr:host place:VN-05 ; pfr:guest {sides} ;
        pfr:modality modality:actual ; pfr:validFrom "2021-05-03"^^xsd:date ;
        pfr:fromPrecision precision:day ; pfr:evidence evidence:{name} .\n"""
    store = told(BASE + "person:x a foaf:Person ." + story)
    assert pairs(find(store, ["duplicates-statements"])) == {("visit:a", "visit:b")}


# --- judgements ---

STORY = BASE + person("x", "Phạm Đức Toàn") + person("y", "Pham Duc Toan", source="b")


def judged(store: Store, verdict: str) -> Store:
    text = judge_names(store, "person:x", "person:y", verdict, "cùng chức vụ", by="Lan")
    store.load([Document.from_text("judgement.trig", text)])
    return store


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_judged_pair_is_not_proposed_again(verdict: str, told: Tell) -> None:
    store = told(STORY)
    assert pairs(find(store, ["duplicates"])) == ONE
    assert find(judged(store, verdict), ["duplicates"]) == []
    assert list(judgements(store).values()) == [verdict]


def test_judgement_conforms_to_its_shape(told: Tell) -> None:
    found = validate(judged(told(STORY), "same")).table.rows
    assert [row for row in found if str(row["node"]).startswith("judgement:")] == []


@pytest.mark.parametrize(("one", "other"), [("person:x", "person:x"), ("person:y", "person:x")])
def test_a_pair_is_judged_once_and_is_two_nodes(one: str, other: str, told: Tell) -> None:
    with pytest.raises(BadInput):
        judge_names(judged(told(STORY), "same"), one, other, "different", "nhầm")


def test_shipped_judgements_are_about_nodes_that_exist(shipped_store: Store) -> None:
    known = judgements(shipped_store)
    assert known
    for pair in known:
        for node in pair:
            assert rows(shipped_store, f"SELECT ?p {{ {node} ?p ?o }} LIMIT 1"), node


def test_shipped_pairs_are_all_judged(shipped_store: Store) -> None:
    assert find(shipped_store, ["duplicates"]) == []


def test_two_foundings_of_one_friendship_are_judged_the_same(shipped_store: Store) -> None:
    one, other = (resolve(shipped_store, f"partnership:VN-57--JP-35{end}") for end in ("", "--2014-12-25"))
    assert judgements(shipped_store)[frozenset((one, other))] == "same"
    edge = NamedNode(expand("pfr:judgedSameAs") or "")
    assert rows(shipped_store, f"SELECT ?other {{ {one} {edge} ?other }}") == [(other,)]


def test_command_records_a_judgement_that_show_prints(kg: Callable[..., Result]) -> None:
    words = ("partnership:VN-05--LA-HO", "partnership:VN-05--LA-BK", "same", "--because", 'nháy " và } thôi')
    assert kg("judge", *words).exit_code == 0
    assert "được xét là một với" in kg("show", "partnership:VN-05--LA-HO").stdout
    assert kg("judge", *words).exit_code == 3


def test_a_judgement_can_be_taken_back(kg: Callable[..., Result]) -> None:
    pair = ("place:LA-HO", "place:LA-LP")
    assert "khác nhau" in kg("judge", *pair, "different", "--because", "hai tỉnh").stdout
    assert kg("judge", *pair, "undecided").exit_code == 0
    assert kg("judge", *pair, "undecided").exit_code == 3
    assert kg("judge", *pair, "same").exit_code == 3
    assert kg("judge", *reversed(pair), "different", "--because", "hai tỉnh").exit_code == 0


def test_nothing_is_judged_in_an_empty_store() -> None:
    assert judgements(open_store(":memory:")) == {}


def test_days_with_a_time_zone_and_statements_without_an_iri(told: Tell) -> None:
    story = agreement("x", MINUTES, signed("2021-05-03Z")) + agreement("y", MEMO, signed("2021-05-04"), told_by="b")
    unnamed = agreement("z", MINUTES, signed("2021-05-03"), told_by="b").replace("agreement:z", "[]")
    store = told(BASE + story + unnamed)
    assert pairs(find(store, ["duplicates-statements"])) == TWO
    assert pairs(find(store, ["dates-disagree"])) == TWO
