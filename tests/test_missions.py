"""Diplomatic missions: the whole table of Wikidata, the shipped ones of Vietnam, and that the table gives these."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import UnknownName
from graph.gazetteer import resolve
from graph.importing import ImportReport, import_options, import_tables
from graph.namespaces import PREFIXES, compact
from graph.reference.build import ONTOLOGY
from graph.reference.missions import FILE, missions_text
from graph.shipped import shipped_documents
from graph.store import Store, open_store
from graph.store.base import rows

ITEM = "http://www.wikidata.org/entity/"
VIETNAM = ITEM + "Q881"


@pytest.fixture(scope="module")
def table(shared: Path) -> Path:
    return shared / "reference" / "missions.csv"


@pytest.fixture(scope="module")
def given(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@dataclass(frozen=True)
class World:
    """All missions of the table in a store, and what the import said."""

    store: Store
    report: ImportReport
    by_item: Mapping[str, str]

    def all(self, item: str, name: str) -> set[str]:
        """Return what the graph says of a mission, shortened."""
        query = f"SELECT ?value WHERE {{ {self.by_item[item]} {name} ?value }}"
        return {_short(value) for (value,) in rows(self.store, query)}

    def label(self, item: str, lang: str) -> str:
        query = f"SELECT ?l WHERE {{ {self.by_item[item]} skos:prefLabel ?l FILTER (LANG(?l) = '{lang}') }}"
        ((label,),) = rows(self.store, query)
        return _short(label)


def _short(term: object) -> str:
    assert isinstance(term, (ox.NamedNode, ox.Literal))
    return (compact(term.value) or term.value) if isinstance(term, ox.NamedNode) else term.value


@pytest.fixture(scope="module")
def world(table: Path) -> Iterator[World]:
    with open_store(":memory:") as store:
        store.load(shipped_documents())
        report = import_tables(store, [table], import_options(kind="missions-wikidata", date="2022-11-16"))
        found = rows(store, "SELECT ?item ?mission WHERE { ?mission a pfr:DiplomaticMission ; skos:exactMatch ?item }")
        by_item = {_short(item).removeprefix("wd:"): str(mission) for item, mission in found}
        yield World(store, report, by_item)


# The whole table


def test_every_row_is_imported_or_left_out_with_a_reason(world: World, given: list[dict[str, str]]) -> None:
    out = [int(note.en.split()[2]) for note in world.report.notes if " rows, because " in note.en]
    assert world.report.findings == []
    assert (len(given), world.report.rows, sorted(out)) == (9852, 9698, [2, 2, 5, 26, 119])
    assert world.report.rows + sum(out) == len(given)


def test_every_mission_has_a_node_of_its_own(world: World, given: list[dict[str, str]]) -> None:
    items = {row["QID"].removeprefix(ITEM) for row in given}
    assert len(world.by_item) == len(set(world.by_item.values())) == world.report.rows
    assert set(world.by_item) <= items


def test_counts_by_kind_are_those_of_the_table(world: World, given: list[dict[str, str]]) -> None:
    found = rows(
        world.store,
        "SELECT ?kind (COUNT(DISTINCT ?mission) AS ?n) WHERE { ?mission a pfr:DiplomaticMission ;"
        " pfr:missionKind ?kind ; skos:exactMatch ?item } GROUP BY ?kind",
    )
    counted = {_short(kind).removeprefix("mission-kind:"): int(_short(number)) for kind, number in found}
    here = [row for row in given if row["QID"].removeprefix(ITEM) in world.by_item]
    kinds = Counter(row["type"] for row in here)
    assert counted["embassy"] == kinds["embassy"] + kinds["Embassy of the United States"]
    assert counted["consulate-general"] == sum(
        number for name, number in kinds.items() if name.casefold().startswith("consulate general")
    )
    assert counted["high-commission"] == sum(
        number for name, number in kinds.items() if name.endswith("igh Commission") or name == "high commission"
    )
    assert counted["honorary-consulate"] == kinds["honorary consulate"]
    assert counted["de-facto-embassy"] == kinds["de facto embassy"]
    assert sum(counted.values()) == world.report.rows


@pytest.mark.parametrize(
    ("item", "name", "values"),
    [
        pytest.param("Q79985924", "pfr:seat", {"place:VN-SG"}, id="seat is the province"),
        pytest.param("Q79985924", "pfr:fromPrecision", {"precision:year"}, id="1 January is a year"),
        pytest.param("Q20127469", "pfr:validFrom", {"1977-04-29"}, id="day"),
        pytest.param("Q20127469", "pfr:seatName", {"8th arrondissement of Paris"}, id="seat as written"),
        pytest.param("Q20127469", "pfr:seat", set(), id="place that the store does not hold"),
        pytest.param("Q106087975", "pfr:receivingState", {"country:DK"}, id="Kingdom of Denmark"),
        pytest.param("Q28114139", "pfr:sendingState", {"country:PS"}, id="Palestine"),
        pytest.param("Q16507535", "pfr:receivingState", {"country:NL"}, id="Kingdom of the Netherlands"),
        pytest.param("Q89085851", "pfr:sendingState", {"country:VA"}, id="Holy See"),
        pytest.param("Q25059265", "pfr:missionKind", {"mission-kind:de-facto-embassy"}, id="Taipei office"),
        pytest.param("Q25059600", "pfr:seatName", set(), id="city is missing"),
        pytest.param("Q82817547", "pfr:seat", {"place:VN-DN"}, id="ward with the name of a province"),
        pytest.param("Q113259330", "pfr:receivingState", {"country:CN"}, id="accredited to several: seat"),
    ],
)
def test_mission_is_what_its_row_says(world: World, item: str, name: str, values: set[str]) -> None:
    assert world.all(item, name) == values


def test_embassies_to_the_holy_see_are_not_to_italy(world: World, given: list[dict[str, str]]) -> None:
    to_holy_see = {
        row["QID"].removeprefix(ITEM)
        for row in given
        if row["type"] == "embassy" and row["country"] == "Italy" and row["jurisdictions"] == "Vatican City"
    }
    assert len(to_holy_see) > 50
    for item in to_holy_see & set(world.by_item):
        assert world.all(item, "pfr:receivingState") == {"country:VA"}
        assert world.label(item, "en").endswith("to the Holy See")


@pytest.mark.parametrize("item", ["Q106686567", "Q105719371", "Q61776476"], ids=["double", "Kosovo", "no state"])
def test_what_is_not_certain_is_left_out(world: World, item: str) -> None:
    assert item not in world.by_item


def test_coordinates_and_websites_are_those_of_the_table(world: World, given: list[dict[str, str]]) -> None:
    for row in given[::97]:
        item = row["QID"].removeprefix(ITEM)
        if item in world.by_item:
            assert {float(value) for value in world.all(item, "schema:latitude")} == (
                {float(row["latitude"])} if row["latitude"] else set()
            )
            assert world.all(item, "schema:url") == ({row["website"]} if row["website"] else set())


# What is shipped


def test_table_gives_the_shipped_file(table: Path) -> None:
    assert missions_text(table, ONTOLOGY) == (ONTOLOGY / FILE).read_text(encoding="utf-8")


def test_all_missions_with_vietnam_are_shipped(shipped_store: Store, given: list[dict[str, str]]) -> None:
    with_vietnam = {
        row["QID"]
        for row in given
        if VIETNAM in (row["operatorQID"], row["countryQID"], *row["jurisdictionQIDs"].split("|"))
    }
    query = "SELECT ?item WHERE { ?mission a pfr:DiplomaticMission ; skos:exactMatch ?item }"
    shipped = {item.value for (item,) in rows(shipped_store, query) if isinstance(item, ox.NamedNode)}
    assert len(with_vietnam) == 141
    assert shipped == with_vietnam


def test_countries_have_one_item_each(shipped_store: Store) -> None:
    found = rows(shipped_store, "SELECT ?country ?item WHERE { ?country a pfr:Country ; skos:exactMatch ?item }")
    assert len(found) == len({country for country, _ in found}) == len({item for _, item in found}) == 215


@pytest.mark.parametrize(
    ("name", "mission"),
    [
        ("Đại sứ quán Nhật Bản", "embassy-jp-in-vn"),
        ("Đại sứ quán Nhật Bản tại Việt Nam", "embassy-jp-in-vn"),
        ("Embassy of Japan", "embassy-jp-in-vn"),
        ("Đại sứ quán Mỹ", "embassy-us-in-vn"),
        ("dai su quan Anh tai Viet Nam", "embassy-gb-in-vn"),
        ("Tổng Lãnh sự quán Nhật Bản tại TP.HCM", "consulate-general-jp-in-vn-sg"),
        ("Tổng Lãnh sự quán Nga tại Đà Nẵng", "consulate-general-ru-in-vn-dn"),
        ("Đại sứ quán Việt Nam tại Pháp", "embassy-vn-in-fr"),
        ("Tổng Lãnh sự quán Việt Nam tại Nam Ninh", "consulate-general-vn-in-nanning"),
    ],
)
def test_names_mean_one_mission(shipped_store: Store, name: str, mission: str) -> None:
    assert resolve(shipped_store, name).value == PREFIXES["mission"] + mission


def test_short_name_is_only_that_of_the_embassy_in_vietnam(shipped_store: Store) -> None:
    with pytest.raises(UnknownName):
        resolve(shipped_store, "Đại sứ quán Albania")


def test_embassies_and_consulates_of_japan_in_vietnam(shipped_store: Store) -> None:
    query = """SELECT DISTINCT ?seat WHERE {
      ?mission pfr:sendingState country:JP ; pfr:receivingState country:VN ; pfr:seat ?seat }"""
    assert {_short(seat) for (seat,) in rows(shipped_store, query)} == {"place:VN-HN", "place:VN-SG", "place:VN-DN"}


def test_mission_elsewhere_that_is_accredited_to_vietnam_has_it_as_area(
    shipped_store: Store, given: list[dict[str, str]]
) -> None:
    elsewhere = [row for row in given if VIETNAM in row["jurisdictionQIDs"].split("|") and row["countryQID"] != VIETNAM]
    query = """SELECT DISTINCT ?mission WHERE {
      ?mission a pfr:DiplomaticMission ; pfr:jurisdiction country:VN
      FILTER NOT EXISTS { ?mission pfr:receivingState country:VN } }"""
    assert len(rows(shipped_store, query)) == len(elsewhere) == 26
