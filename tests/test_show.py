"""Portraits: everything known of a thing, each fact with its validity, its modality and its proof."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.dates import Window
from graph.errors import AmbiguousName, UnknownFormat, UnknownName
from graph.gazetteer import resolve
from graph.namespaces import expand
from graph.show import Fact, Portrait, portrait, show_text
from graph.store import Store
from graph.texts import Texts

TEXT = "Tin:\r\nSơn La và Hủa Phăn\n  ký biên bản."
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
START, END = TEXT.index("Sơn"), len(TEXT)

WORLD = f"""
place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi, "Son La"@en ; skos:altLabel "tỉnh Sơn La"@vi ;
  skos:hiddenLabel "son la" ; pfr:validTo "2025-06-30"^^xsd:date .
place:LA-HO a pfr:Province ; skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en ; skos:hiddenLabel "hua phan" .
organisation:committee a pfr:Organisation ; skos:prefLabel "Ủy ban"@vi, "Committee"@en ; pfr:actsFor place:VN-05 .
gate:a a pfr:BorderGate ; skos:prefLabel "Cửa A"@vi ; pfr:province place:VN-05 .
gate:b a pfr:BorderGate ; skos:prefLabel "Cửa B"@vi ; pfr:province place:LA-HO .
gate-pair:ab a pfr:BorderGatePair ; skos:prefLabel "Cặp A – B"@vi ; pfr:gate gate:a, gate:b .
person:an a foaf:Person ; skos:prefLabel "Ông An"@vi, "Mr An"@en .
source:news a pfr:Source ; dcterms:title "Bản tin"@vi ; dcterms:publisher "Báo" ; pfr:sha256 "{DIGEST}" ;
  pfr:publishedOn "2024-11-15"^^xsd:date ; pfr:precision precision:day .
source:other a pfr:Source ; dcterms:title "Bài khác"@vi .
evidence:one oa:hasSource source:news ; oa:hasSelector passage:one ; pfr:restates "Hai tỉnh ký."@vi, "Both sign."@en ;
  pfr:speaker person:an ; pfr:confidence confidence:stated .
passage:one oa:start {START} ; oa:end {END} .
evidence:two oa:hasSource source:other ; pfr:restates "Cũng nói vậy."@vi, "Says so too."@en .
agreement:x a pfr:Agreement ; skos:prefLabel "Biên bản X"@vi, "Minutes X"@en ; pfr:party place:VN-05, place:LA-HO ;
  pfr:modality modality:actual ; pfr:signedOn "2022-08-01"^^xsd:date ; pfr:signedPrecision precision:month ;
  pfr:validFrom "2022-01-01"^^xsd:date ; pfr:fromPrecision precision:year ;
  pfr:validTo "2024-12-31"^^xsd:date ; pfr:toPrecision precision:year ; skos:scopeNote "chỉ vậy"@vi, "only so"@en ;
  pfr:evidence evidence:one, evidence:two .
agreement:planned a pfr:Agreement ; skos:prefLabel "Biên bản Y"@vi ; pfr:party organisation:committee ;
  pfr:modality modality:planned ; pfr:evidence evidence:two .
gate-status:s a pfr:GateStatus ; skos:prefLabel "Khai trương"@vi ; pfr:ofGate gate-pair:ab ;
  pfr:gateEvent gate-event:opened ; pfr:gateLevel gate-level:international ; pfr:modality modality:actual ;
  pfr:validFrom "2024-11-19"^^xsd:date ; pfr:fromPrecision precision:day ; pfr:endStatus end-status:ongoing ;
  pfr:evidence evidence:two .
visit:day a pfr:Visit ; skos:prefLabel "Hội đàm"@vi ; pfr:guest place:LA-HO ; pfr:host place:VN-05 ;
  pfr:modality modality:actual ; pfr:validFrom "2024-03-21"^^xsd:date ; pfr:fromPrecision precision:day ;
  pfr:validTo "2024-03-21"^^xsd:date ; pfr:toPrecision precision:day ; pfr:evidence evidence:one .
"""


@pytest.fixture(scope="module")
def world(told: Callable[[str], Store]) -> Store:
    return told(WORLD)


def node(name: str) -> NamedNode:
    return NamedNode(expand(name) or name)


def facts(found: Portrait) -> dict[str, Fact]:
    return {fact.identifier: fact for told in found.facts.values() for fact in told}


# --- what belongs to a portrait


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("place:VN-05", {"agreement:x", "agreement:planned", "gate-status:s", "visit:day"}),
        ("place:LA-HO", {"agreement:x", "gate-status:s", "visit:day"}),
        ("organisation:committee", {"agreement:planned"}),
        ("gate:a", {"gate-status:s"}),
        ("gate-pair:ab", {"gate-status:s"}),
        ("source:news", {"agreement:x", "visit:day"}),
        ("agreement:x", {"agreement:x"}),
    ],
)
def test_portrait_holds_what_is_told_of_it(name: str, expected: set[str], world: Store) -> None:
    assert set(facts(portrait(world, node(name)))) == expected


def test_names_are_by_language_without_the_folded_ones(world: Store) -> None:
    found = portrait(world, node("place:VN-05"))
    assert found.names == {"en": ["Son La"], "vi": ["Sơn La", "tỉnh Sơn La"]}
    assert [found.label, found.identifier] == ["Sơn La", "place:VN-05"]


def test_fact_says_when_as_precisely_as_the_source(world: Store) -> None:
    found = facts(portrait(world, node("place:VN-05")))
    assert [found["agreement:x"].since, found["agreement:x"].until] == ["2022", "2024"]
    assert [found["gate-status:s"].since, found["gate-status:s"].until] == ["2024-11-19", None]
    assert ["2022-08"] in found["agreement:x"].details.values()


def test_fact_says_its_modality(world: Store) -> None:
    found = facts(portrait(world, node("place:VN-05"), lang="en"))
    assert found["agreement:planned"].modality == "planned"
    assert found["agreement:x"].modality == "actual"


def test_proof_says_who_where_and_how_surely(world: Store) -> None:
    proof = facts(portrait(world, node("agreement:x"), lang="en"))["agreement:x"].proof
    assert [each.restated for each in proof] == ["Both sign.", "Says so too."]
    first = proof[0]
    assert [first.source, first.title, first.publisher, first.published] == [
        "source:news",
        "Bản tin",
        "Báo",
        "2024-11-15",
    ]
    assert [first.start, first.end, first.speaker, first.passage] == [START, END, "Mr An", None]
    assert first.confidence


def test_only_one_language_is_spoken(world: Store) -> None:
    vi, en = (show_text(world, "agreement:x", "text", lang=lang)[0] for lang in ("vi", "en"))
    assert "Hai tỉnh ký." in vi
    assert "chỉ vậy" in vi
    assert "Both sign." not in vi
    assert "only so" in en
    assert "Hai tỉnh ký." not in en


def test_what_only_serves_others_is_not_shown(world: Store) -> None:
    for fact in facts(portrait(world, node("place:VN-05"), lang="en")).values():
        assert not any("known" in name or "recision" in name for name in fact.details)


# --- passages


def test_passage_is_cut_from_the_attached_text(world: Store, tmp_path: Path) -> None:
    (tmp_path / f"{DIGEST}.txt").write_bytes(TEXT.encode())
    found = portrait(world, node("agreement:x"), texts=Texts(tmp_path))
    assert [proof.passage for proof in facts(found)["agreement:x"].proof] == [TEXT[START:END], None]
    shown, _ = show_text(world, "agreement:x", "text", texts=Texts(tmp_path))
    assert "“Sơn La và Hủa Phăn ký biên bản.”" in shown


@pytest.mark.parametrize("change", [TEXT + " ", TEXT.replace("\r\n", "\n"), ""], ids=["longer", "line-ends", "empty"])
def test_changed_text_gives_no_passage(change: str, world: Store, tmp_path: Path) -> None:
    (tmp_path / f"{DIGEST}.txt").write_bytes(change.encode())
    found = portrait(world, node("agreement:x"), texts=Texts(tmp_path))
    assert {proof.passage for proof in facts(found)["agreement:x"].proof} == {None}


# --- on paper


def test_text_has_a_line_per_fact_with_time_and_modality(world: Store) -> None:
    lines = show_text(world, "Hủa Phăn", "text", lang="en")[0].splitlines()
    assert "- Minutes X [actual, from 2022, until 2024] agreement:x" in lines
    assert "- Hội đàm [actual, on 2024-03-21] visit:day" in lines
    assert "- Khai trương [actual, from 2024-11-19] gate-status:s" in lines


def test_markdown_has_headings(world: Store) -> None:
    lines = show_text(world, "Sơn La", "md")[0].splitlines()
    assert lines[0].startswith("# Sơn La")
    assert sum(line.startswith("## ") for line in lines) >= 4


def test_json_holds_the_whole_portrait(world: Store) -> None:
    found = json.loads(show_text(world, "Sơn La", "json")[0])
    assert found["iri"] == expand("place:VN-05")
    told = {fact["identifier"] for kind in found["facts"].values() for fact in kind}
    assert told == {"agreement:x", "agreement:planned", "gate-status:s", "visit:day"}


def test_thing_without_facts_says_so(world: Store) -> None:
    assert "No facts yet." in show_text(world, "person:an", "text", lang="en")[0]


def test_unknown_format_is_refused(world: Store) -> None:
    with pytest.raises(UnknownFormat):
        show_text(world, "Sơn La", "xml")


HOSTILE = "A\\u001B[31mB\\u202EC\\nD\\u0000<script>"


@pytest.mark.parametrize("format", ["text", "md"])
def test_hostile_characters_do_not_reach_the_terminal(format: str, told: Callable[[str], Store]) -> None:
    store = told(f"""
        place:x a pfr:Province ; skos:prefLabel "{HOSTILE}"@vi ; skos:altLabel "{HOSTILE}"@vi .
        source:s a pfr:Source ; dcterms:title "{HOSTILE}"@vi ; dcterms:publisher "{HOSTILE}" .
        evidence:e oa:hasSource source:s ; pfr:restates "{HOSTILE}"@vi .
        visit:v a pfr:Visit ; skos:prefLabel "{HOSTILE}"@vi ; pfr:host place:x ; pfr:subject "{HOSTILE}"@vi ;
          pfr:modality modality:actual ; pfr:evidence evidence:e .
    """)
    shown, _ = show_text(store, "place:x", format)
    assert "A�[31mB�C�D�" in shown
    assert not any(char in shown for char in "\x1b\u202e\x00")
    assert ("<script>" in shown) == (format == "text")


def test_json_keeps_every_character(told: Callable[[str], Store]) -> None:
    store = told(f'place:x a pfr:Province ; skos:prefLabel "{HOSTILE}"@vi .')
    assert json.loads(show_text(store, "place:x", "json")[0])["label"] == "A\x1b[31mB\u202eC\nD\x00<script>"


# --- the shipped graph


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["Sơn La", "source:son-la-2020-08-04", "Lóng Sập", "person:nguyen-van-chien", "Lào"])
def test_every_shipped_fact_shows_its_proof(name: str, lang: str, shipped_store: Store) -> None:
    found = facts(portrait(shipped_store, resolve(shipped_store, name), lang=lang))
    assert found
    for fact in found.values():
        assert fact.proof, fact.identifier
        assert fact.modality, fact.identifier
        assert all(proof.restated and proof.title for proof in fact.proof), fact.identifier


def test_son_la_shows_every_kind_of_fact(shipped_store: Store) -> None:
    found = portrait(shipped_store, node("place:VN-05"), lang="en")
    kinds = {told[0].identifier.partition(":")[0] for told in found.facts.values()}
    expected = "agreement partnership visit figure gate-status engagement project document trade-link"
    assert set(expected.split()) <= kinds


def test_gate_shows_the_proposal_and_the_opening(shipped_store: Store) -> None:
    found = portrait(shipped_store, resolve(shipped_store, "Lóng Sập"), lang="en")
    told = sorted((fact.modality, fact.since or "") for fact in facts(found).values())
    assert ("actual", "2024-11-19") in told
    assert any(modality == "proposed" for modality, _ in told)


def test_shipped_passage_is_cut_from_the_seed(shipped_store: Store, seeds: Mapping[str, str], tmp_path: Path) -> None:
    for text in seeds.values():
        (tmp_path / f"{hashlib.sha256(text.encode()).hexdigest()}.txt").write_bytes(text.encode())
    found = facts(portrait(shipped_store, node("source:son-la-2020-08-04"), texts=Texts(tmp_path)))
    passages = [proof.passage for fact in found.values() for proof in fact.proof if proof.source.endswith("2020-08-04")]
    assert len(passages) > 20
    assert all(passages)
    assert any("Pa Háng" in str(passage) for passage in passages)


@pytest.mark.parametrize(
    ("day", "unit"), [(None, "place:VN-2025-lao-cai"), ("2026", "place:VN-2025-lao-cai"), ("2020", "place:VN-02")]
)
def test_name_is_resolved_for_a_day(day: str | None, unit: str, shipped_store: Store) -> None:
    text, notes = show_text(shipped_store, "Lào Cai", "text", window=Window.given(day))
    assert f"({unit})" in text.splitlines()[0].replace(", ", " (")
    assert unit in notes[0].vi
    assert unit in notes[0].en


def test_present_province_shows_what_its_predecessors_brought(shipped_store: Store) -> None:
    present = facts(portrait(shipped_store, node("place:VN-2025-lao-cai"), former=[node("place:VN-02")]))
    former = facts(portrait(shipped_store, node("place:VN-02")))
    assert former
    assert set(former) < set(present)


def test_window_leaves_out_what_is_not_known_to_hold_then(shipped_store: Store) -> None:
    ever = facts(portrait(shipped_store, node("place:VN-02")))
    then = facts(portrait(shipped_store, node("place:VN-02"), window=Window.as_of("2021-05-18")))
    assert {name.partition(":")[0] for name in then} == {"visit", "partnership"}
    assert set(then) < set(ever)


def test_edges_of_today_say_nothing_of_another_time(shipped_store: Store) -> None:
    today = portrait(shipped_store, node("place:VN-2025-lao-cai"), lang="en")
    then = portrait(shipped_store, node("place:VN-2025-lao-cai"), lang="en", window=Window.as_of("2012"))
    assert set(today.attributes) - set(then.attributes) >= {"partner of"}


def test_name_of_unrelated_things_is_asked_back(shipped_store: Store) -> None:
    with pytest.raises(AmbiguousName):
        show_text(shipped_store, "Viêng Chăn", "text")
    with pytest.raises(UnknownName):
        show_text(shipped_store, "Lào Kai Kai Kai", "text")
