"""The reference graph: countries and first-level divisions, and the traps in their names and codes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from graph.names import fold
from graph.namespaces import compact, expand
from graph.reference.build import ONTOLOGY, TABLES, build
from graph.reference.laos import laos_rows, laos_variants
from graph.turtle import turtle

FILES = ("countries.ttl", "provinces-laos.ttl", "provinces-neighbours.ttl", "provinces-vietnam.ttl")
MEANT_TWICE = {"vieng chan", "vientiane", "viangchan"}


@dataclass(frozen=True)
class Facts:
    """The reference graph, asked by prefixed names."""

    quads: tuple[Quad, ...]
    index: dict[tuple[str, str], list[str]]
    labels: dict[tuple[str, str, str | None], list[str]]

    @classmethod
    def of(cls, quads: tuple[Quad, ...]) -> Facts:
        index: dict[tuple[str, str], list[str]] = defaultdict(list)
        labels: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
        for quad in quads:
            subject, predicate = _name(quad.subject), _name(quad.predicate)
            index[subject, predicate].append(_name(quad.object))
            if isinstance(quad.object, Literal):
                labels[subject, predicate, quad.object.language].append(quad.object.value)
        return cls(quads, index, labels)

    def all(self, subject: str, predicate: str) -> list[str]:
        return self.index.get((subject, predicate), [])

    def one(self, subject: str, predicate: str) -> str:
        (value,) = self.all(subject, predicate)
        return value

    def maybe(self, subject: str, predicate: str) -> str | None:
        values = self.all(subject, predicate)
        assert len(values) <= 1
        return values[0] if values else None

    def label(self, subject: str, language: str) -> str:
        (value,) = self.labels[subject, "skos:prefLabel", language]
        return value

    def of_type(self, kind: str) -> list[str]:
        return [
            subject for (subject, predicate), kinds in self.index.items() if predicate == "rdf:type" and kind in kinds
        ]

    def in_country(self, code: str) -> list[str]:
        return [place for place in self.of_type("pfr:Province") if self.one(place, "pfr:country") == f"country:{code}"]

    def valid_on(self, day: str, code: str = "VN") -> list[str]:
        def holds(place: str) -> bool:
            return (self.maybe(place, "pfr:validFrom") or "") <= day <= (self.maybe(place, "pfr:validTo") or "9999")

        return [place for place in self.in_country(code) if holds(place)]

    def pairs(self, predicate: str) -> set[tuple[str, str]]:
        return {
            (subject, value) for (subject, name), values in self.index.items() if name == predicate for value in values
        }


def _name(term: object) -> str:
    if isinstance(term, NamedNode):
        return compact(term.value) or term.value
    assert isinstance(term, Literal), term
    return term.value


@pytest.fixture(scope="module")
def facts() -> Facts:
    read = (quad for name in FILES for quad in parse((ONTOLOGY / name).read_bytes(), format=RdfFormat.TURTLE))
    return Facts.of(tuple(read))


# --- the files


def test_committed_files_are_what_the_tables_give() -> None:
    texts = build()
    assert sorted(texts) == sorted(FILES)
    for name, text in texts.items():
        assert (ONTOLOGY / name).read_bytes() == text.encode(), f"{name}: run python -m graph.reference"


@pytest.mark.parametrize("name", FILES)
def test_file_is_canonical(name: str) -> None:
    text = (ONTOLOGY / name).read_text(encoding="utf-8")
    assert turtle(parse(text, format=RdfFormat.TURTLE)) == text
    assert unicodedata.is_normalized("NFC", text)


def test_no_blank_nodes(facts: Facts) -> None:
    assert not any(isinstance(term, BlankNode) for quad in facts.quads for term in (quad.subject, quad.object))


def test_every_prefix_is_known(facts: Facts) -> None:
    nodes = {term for quad in facts.quads for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    assert all(expand(_name(node)) == node.value for node in nodes)


def test_tables_name_no_addresses() -> None:
    for path in TABLES.glob("*.tsv"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path
        assert "/work" not in text, path


# --- labels


def test_one_label_per_language_and_no_other_equal_to_it(facts: Facts) -> None:
    for thing in [*facts.of_type("pfr:Country"), *facts.of_type("pfr:Province")]:
        for language in ("vi", "en"):
            assert facts.label(thing, language) not in facts.labels[thing, "skos:altLabel", language]


def test_every_latin_label_is_folded(facts: Facts) -> None:
    for (subject, predicate, language), forms in facts.labels.items():
        if predicate in {"skos:prefLabel", "skos:altLabel"} and language != "lo":
            assert {fold(form) for form in forms} <= set(facts.all(subject, "skos:hiddenLabel"))


# --- countries


def test_countries(facts: Facts) -> None:
    countries = facts.of_type("pfr:Country")
    assert len(countries) == 249
    for country in countries:
        assert facts.one(country, "skos:notation") == country.removeprefix("country:")
        assert len(facts.one(country, "pfr:alpha3Code")) == 3


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Anh", "GB"), ("Mỹ", "US"), ("Ý", "IT"), ("Úc", "AU"), ("CHDCND Lào", "LA"), ("Cộng hòa DCND Lào", "LA"),
        ("nước CHXHCN Việt Nam", "VN"), ("CHND Trung Hoa", "CN"), ("Ả rập Saudi", "SA"), ("Cam-pu-chia", "KH"),
        ("UAE", "AE"), ("LB Nga", "RU"), ("CHLB Đức", "DE"), ("Lao PDR", "LA"), ("Republic of Korea", "KR"),
    ],
)  # fmt: skip
def test_press_names_of_countries(facts: Facts, form: str, code: str) -> None:
    bearers = {s for (s, p, _), forms in facts.labels.items() if p == "skos:altLabel" and form in forms}
    assert bearers == {f"country:{code}"}


def test_misspelling_is_found_but_never_shown(facts: Facts) -> None:
    assert {"Irland", "irland"} <= set(facts.all("country:IE", "skos:hiddenLabel"))
    assert "Irland" not in facts.all("country:IE", "skos:altLabel")


def test_country_borders(facts: Facts) -> None:
    assert sorted(facts.all("country:VN", "pfr:borders")) == ["country:CN", "country:KH", "country:LA"]


# --- Vietnam


def test_63_units_before_and_34_since_the_reform(facts: Facts) -> None:
    before, since = facts.valid_on("2025-06-30"), facts.valid_on("2025-07-01")
    assert (len(before), len(since), len({*before, *since}), len({*before} & {*since})) == (63, 34, 86, 11)
    assert sum(facts.one(place, "pfr:placeType") == "place-type:municipality" for place in before) == 6
    assert sum(facts.one(place, "pfr:placeType") == "place-type:municipality" for place in since) == 6


def test_every_merged_unit_has_one_successor(facts: Facts) -> None:
    before, since = set(facts.valid_on("2025-06-30")), set(facts.valid_on("2025-07-01"))
    ended = before - since
    assert len(ended) == 52
    assert {facts.one(place, "dcterms:isReplacedBy") for place in ended} == since - before
    assert all(facts.maybe(place, "dcterms:isReplacedBy") is None for place in before & since)
    assert all(len(facts.all(place, "dcterms:replaces")) >= 2 for place in since - before)


def test_new_units_are_new_nodes_without_iso_code(facts: Facts) -> None:
    old, new = "place:VN-02", "place:VN-2025-lao-cai"
    assert facts.label(old, "vi") == facts.label(new, "vi") == "Lào Cai"
    assert sorted(facts.all(new, "dcterms:replaces")) == [old, "place:VN-06"]
    assert facts.one(old, "skos:exactMatch") == facts.one(new, "skos:closeMatch") == "wd:Q36446"
    for place in facts.in_country("VN"):
        is_new = place.startswith("place:VN-2025-")
        assert facts.all(place, "skos:notation") == ([] if is_new else [place.removeprefix("place:")])
        assert bool(facts.all(place, "skos:closeMatch")) == is_new != bool(facts.all(place, "skos:exactMatch"))


def test_gso_code_is_not_the_iso_code(facts: Facts) -> None:
    assert (facts.label("place:VN-05", "vi"), facts.one("place:VN-05", "pfr:gsoCode")) == ("Sơn La", "14")
    assert (facts.label("place:VN-14", "vi"), facts.one("place:VN-14", "pfr:gsoCode")) == ("Hòa Bình", "17")
    assert (facts.label("place:VN-09", "vi"), facts.one("place:VN-09", "pfr:gsoCode")) == ("Lạng Sơn", "20")
    assert facts.label("place:VN-20", "vi") == "Thái Bình"


def test_seven_gso_codes_were_given_to_other_units(facts: Facts) -> None:
    before, since = (
        {facts.one(place, "pfr:gsoCode"): facts.label(place, "vi") for place in facts.valid_on(day)}
        for day in ("2025-06-30", "2025-07-01")
    )
    assert (len(before), len(since)) == (63, 34)
    assert {code: (before[code], name) for code, name in since.items() if before[code] != name} == {
        "15": ("Yên Bái", "Lào Cai"),
        "24": ("Bắc Giang", "Bắc Ninh"),
        "44": ("Quảng Bình", "Quảng Trị"),
        "52": ("Bình Định", "Gia Lai"),
        "80": ("Long An", "Tây Ninh"),
        "82": ("Tiền Giang", "Đồng Tháp"),
        "91": ("Kiên Giang", "An Giang"),
    }


def test_names_with_the_word_for_the_type(facts: Facts) -> None:
    assert "tỉnh Sơn La" in facts.labels["place:VN-05", "skos:altLabel", "vi"]
    assert "thành phố Đà Nẵng" in facts.labels["place:VN-DN", "skos:altLabel", "vi"]
    assert facts.label("place:VN-SG", "vi") == "Thành phố Hồ Chí Minh"


def test_type_that_changed_later_is_told_in_a_note(facts: Facts) -> None:
    for place in ("place:VN-26", "place:VN-13", "place:VN-2025-bac-ninh", "place:VN-2025-dong-nai"):
        assert len(facts.all(place, "skos:scopeNote")) == 2
    assert facts.maybe("place:VN-26", "pfr:validFrom") is None  # the unit did not begin when it became a city


# --- links


@pytest.mark.parametrize(
    ("there", "back"), [("pfr:borders", "pfr:borders"), ("dcterms:isReplacedBy", "dcterms:replaces")]
)
def test_links_are_stored_both_ways(facts: Facts, there: str, back: str) -> None:
    pairs = facts.pairs(there)
    assert pairs
    assert {(b, a) for a, b in pairs} == facts.pairs(back)
    known = {*facts.of_type("pfr:Country"), *facts.of_type("pfr:Province")}
    assert {thing for pair in pairs for thing in pair} <= known


def test_borders_cross_a_national_frontier(facts: Facts) -> None:
    for one, other in facts.pairs("pfr:borders"):
        assert one.partition(":")[2][:2] != other.partition(":")[2][:2]
    assert sorted(facts.all("place:VN-05", "pfr:borders")) == ["place:LA-HO", "place:LA-LP"]
    assert facts.all("place:VN-09", "pfr:borders") == ["place:CN-GX"]


def test_new_unit_borders_what_its_predecessors_bordered(facts: Facts) -> None:
    for place in facts.in_country("VN"):
        predecessors = facts.all(place, "dcterms:replaces")
        if predecessors:
            inherited = {other for old in predecessors for other in facts.all(old, "pfr:borders")}
            assert set(facts.all(place, "pfr:borders")) == inherited


def test_points_are_canonical_and_near(facts: Facts) -> None:
    for place in facts.of_type("pfr:Province"):
        latitude, longitude = facts.one(place, "schema:latitude"), facts.one(place, "schema:longitude")
        assert [f"{float(number):.15g}" for number in (latitude, longitude)] == [latitude, longitude]
        if facts.one(place, "pfr:country") in {"country:VN", "country:LA", "country:KH"}:
            assert 8 < float(latitude) < 24
            assert 100 < float(longitude) < 110


def test_wikidata_items_are_not_shared(facts: Facts) -> None:
    exact = facts.pairs("skos:exactMatch")
    assert len({item for _, item in exact}) == len(exact)


# --- Laos


@pytest.fixture(scope="module")
def lao_places(facts: Facts) -> dict[str, set[str]]:
    """Return the Lao divisions that each folded form means."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in facts.in_country("LA"):
        for form in facts.all(place, "skos:hiddenLabel"):
            found[form].add(place)
    return found


def test_lao_divisions(facts: Facts) -> None:
    assert len(facts.in_country("LA")) == 18
    assert all(len(facts.labels[place, "skos:altLabel", "lo"]) == 1 for place in facts.in_country("LA"))


def test_every_lao_form_leads_to_its_division(lao_places: dict[str, set[str]]) -> None:
    forms = [(row.need("id"), row.need("form")) for row in laos_variants(TABLES)]
    forms += [(row.need("id"), row.need(f"label_{lang}")) for row in laos_rows(TABLES) for lang in ("vi", "en")]
    assert len(forms) > 190
    for code, form in forms:
        expected = {"place:LA-VI", "place:LA-VT"} if fold(form) in MEANT_TWICE else {f"place:{code}"}
        assert lao_places[fold(form)] == expected, form


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Hủa Phăn", "HO"), ("Houaphanh", "HO"), ("Hua Phăn", "HO"), ("Xay Nha Bu ly", "XA"), ("Xay Nhạ Bu Ly", "XA"),
        ("Xayabury", "XA"), ("Xay Sổm Bun", "XS"), ("Xay Xổm Bun", "XS"), ("Luông Nặm Thà", "LM"), ("Bò Kẹo", "BK"),
        ("Luangprabang", "LP"), ("Luông Pha Băng", "LP"), ("U Đôm Xay", "OU"), ("Phong Sa Lỳ", "PH"), ("Xê Kông", "XE"),
        ("Xiêng Khoảng", "XI"), ("Khăm Muồn", "KH"), ("Bôlykhămxay", "BL"), ("Sa Vẳn Na Khệt", "SV"),
        ("Ạt Ta Pư", "AT"), ("Sa văn la khẹt", "SV"), ("Sa La Văn", "SL"), ("Chăm Pa Sắc", "CH"),
    ],
)  # fmt: skip
def test_lao_spelling(lao_places: dict[str, set[str]], form: str, code: str) -> None:
    assert lao_places[fold(form)] == {f"place:LA-{code}"}


def test_vieng_chan_is_two_units(facts: Facts, lao_places: dict[str, set[str]]) -> None:
    province, capital = "place:LA-VI", "place:LA-VT"
    assert lao_places["vieng chan"] == {province, capital}
    for place in (province, capital):
        assert "Viêng Chăn" in facts.labels[place, "skos:altLabel", "vi"]
    assert (facts.label(province, "vi"), facts.label(province, "en")) == ("tỉnh Viêng Chăn", "Vientiane Province")
    assert (facts.label(capital, "vi"), facts.label(capital, "en")) == ("Thủ đô Viêng Chăn", "Vientiane Capital")
    assert (lao_places["tinh vieng chan"], lao_places["thu do vieng chan"]) == ({province}, {capital})


def test_form_no_source_uses_is_hidden(facts: Facts) -> None:
    assert {"Sa La Văn", "sa la van"} <= set(facts.all("place:LA-SL", "skos:hiddenLabel"))
    assert "Sa La Văn" not in facts.all("place:LA-SL", "skos:altLabel")


# --- other divisions


def test_guangxi_has_the_literal_form_with_a_comma(facts: Facts) -> None:
    assert "Khu tự trị dân tộc Choang, Quảng Tây" in facts.labels["place:CN-GX", "skos:altLabel", "vi"]
    assert facts.one("place:CN-GX", "pfr:placeType") == "place-type:autonomous-region"


def test_occitanie_and_northern_ireland(facts: Facts) -> None:
    assert facts.one("place:FR-LRMP", "dcterms:isReplacedBy") == "place:FR-OCC"
    assert facts.valid_on("2016-09-29", "FR") == ["place:FR-LRMP"]
    assert facts.valid_on("2016-09-30", "FR") == ["place:FR-OCC"]
    assert facts.all("place:FR-LRMP", "skos:notation") == []
    assert "Languedoc Roussillon Midi Pyrénées" in facts.labels["place:FR-LRMP", "skos:altLabel", "vi"]
    assert facts.one("place:GB-NIR", "pfr:country") == "country:GB"
    assert "Bắc Irland" in facts.labels["place:GB-NIR", "skos:altLabel", "vi"]
