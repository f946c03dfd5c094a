"""Paths between two things: what counts as a hop, when hops go together, and what is said."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import pairwise, product

import networkx as nx
import pytest
from click.testing import Result
from pyoxigraph import Literal

from graph.dates import Window
from graph.errors import BadInput, UnknownFormat
from graph.namespaces import expand
from graph.network import Said
from graph.paths import Wanted, path_answer, paths
from graph.paths.search import MOST_PATHS, OPEN, known_days, overlap
from graph.store import Store

Told = Callable[[str], Store]
Kg = Callable[..., Result]

WORLD = """
country:VN a pfr:Country ; skos:prefLabel "Việt Nam"@vi, "Vietnam"@en ; skos:hiddenLabel "viet nam" .
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en ; skos:hiddenLabel "lao" .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi, "Son La"@en .
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en .
place:moc-chau a pfr:Place ; pfr:province place:VN-05 ; skos:prefLabel "Mộc Châu"@vi, "Moc Chau"@en .
organisation:fund a pfr:Organisation ; skos:prefLabel "Quỹ"@vi, "Fund"@en .
organisation:club a pfr:Organisation ; skos:prefLabel "Hội"@vi, "Club"@en .
organisation:lone a pfr:Organisation ; skos:prefLabel "Lẻ"@vi, "Lone"@en .
gate:a a pfr:BorderGate ; pfr:province place:VN-05 ; pfr:country country:VN ; skos:prefLabel "A"@vi .
gate:b a pfr:BorderGate ; pfr:province place:LA-HO ; pfr:country country:LA ; skos:prefLabel "B"@vi .
gate-pair:ab a pfr:BorderGatePair ; pfr:gate gate:a, gate:b ; skos:prefLabel "Cặp A – B"@vi, "Pair A – B"@en .
evidence:e a pfr:Evidence ; oa:hasSource source:news ; pfr:restates "x"@vi, "x"@en .
source:news a pfr:Source ; dcterms:title "Tin"@vi .
"""
ENDS = ("place:VN-05", "place:LA-HO")


def between(name: str, one: str, other: str, start: str = "", end: str = "", *, modality: str = "actual") -> str:
    """Write a partnership of two things, with its years where given."""
    years = f'; pfr:validFrom "{start}-01-01"^^xsd:date ; pfr:fromPrecision precision:year' if start else ""
    years += f'; pfr:validTo "{end}-12-31"^^xsd:date ; pfr:toPrecision precision:year' if end else ""
    goes_on = "; pfr:endStatus end-status:ongoing" if start and not end else ""
    return f"""
partnership:{name} a pfr:Partnership ; pfr:participant {one}, {other} ; pfr:modality modality:{modality} ;
  pfr:evidence evidence:e ; skos:prefLabel "{name}"@vi, "{name}"@en {years} {goes_on} ."""


def chains(told: Told, facts: str, wanted: Wanted | None = None, window: Window | None = None) -> list[str]:
    """Return the paths between the two provinces as text: the stops, and the statements of each hop."""
    answer = path_answer(told(WORLD + facts), *ENDS, wanted or Wanted(), window=window, lang="en")
    assert bool(answer.found) == bool(answer.table.rows)
    return [
        " ".join(
            f"{hop.one.rpartition('/')[2]} [{', '.join(said.iri.rpartition('/')[2] for _, said in hop.told)}]"
            for hop in path.hops
        )
        for path in answer.found
    ]


VIA_FUND = between("p1", "place:VN-05", "organisation:fund", "2010", "2015")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (("2014", "2020"), ["VN-05 [p1] fund [p2]"]),
        (("2015", "2020"), ["VN-05 [p1] fund [p2]"]),
        (("2016", "2020"), []),
        (("2001", "2009"), []),
        (("2001", ""), ["VN-05 [p1] fund [p2]"]),  # goes on
        (("", ""), []),  # nothing shows when
    ],
    ids=lambda value: "-".join(value) or "none",
)
def test_hops_must_have_a_day_in_common(told: Told, second: tuple[str, str], expected: list[str]) -> None:
    facts = VIA_FUND + between("p2", "organisation:fund", "place:LA-HO", *second)
    assert chains(told, facts) == expected
    assert chains(told, facts, Wanted(any_time=True)) == ["VN-05 [p1] fund [p2]"]


def test_each_two_hops_may_go_together_and_all_three_not(told: Told) -> None:
    facts = (
        between("p1", "place:VN-05", "organisation:fund", "2010", "2012")
        + between("p1b", "place:VN-05", "organisation:fund", "2018", "2019")
        + between("p2", "organisation:fund", "organisation:club", "2011", "2018")
        + between("p3", "organisation:club", "place:LA-HO", "2013", "2017")
    )
    assert chains(told, facts) == []


def test_those_statements_of_a_hop_are_chosen_that_hold_with_the_others(told: Told) -> None:
    facts = (
        VIA_FUND
        + between("later", "place:VN-05", "organisation:fund", "2018", "2020")
        + between("p2", "organisation:fund", "place:LA-HO", "2019", "2019")
    )
    assert chains(told, facts) == ["VN-05 [later] fund [p2]"]


def test_one_hop_alone_needs_no_date(told: Told) -> None:
    assert chains(told, between("p", *ENDS)) == ["VN-05 [p]"]
    assert chains(told, between("p", *ENDS), window=Window.as_of("2020")) == []


@pytest.mark.parametrize("modality", ["planned", "proposed", "ended"])
def test_other_than_actual_relations_are_no_hops_unless_named(told: Told, modality: str) -> None:
    facts = between("p", *ENDS, "2010", "2015", modality=modality)
    assert chains(told, facts) == []
    assert chains(told, facts, Wanted(modalities=("actual", modality))) == ["VN-05 [p]"]


def test_paths_through_a_whole_country_come_last(told: Told) -> None:
    weak = between("c1", "place:VN-05", "country:LA", "2010") + between("c2", "country:LA", "place:LA-HO", "2010")
    strong = (
        between("p1", "place:VN-05", "organisation:fund", "2010")
        + between("p2", "organisation:fund", "organisation:club", "2010")
        + between("p3", "organisation:club", "place:LA-HO", "2010")
    )
    assert chains(told, weak + strong) == ["VN-05 [p1] fund [p2] club [p3]"]
    assert chains(told, weak + strong, Wanted(every=True)) == ["VN-05 [p1] fund [p2] club [p3]", "VN-05 [c1] LA [c2]"]
    assert chains(told, weak + strong, Wanted(longest=2)) == ["VN-05 [c1] LA [c2]"]
    answer = path_answer(told(WORLD + weak), *ENDS, Wanted(), lang="en")
    assert answer.table.notes == ["They are joined only through a whole country: a weak link."]


def test_a_country_may_be_an_end(told: Told) -> None:
    store = told(WORLD + between("c1", "place:VN-05", "country:LA", "2010"))
    assert len(path_answer(store, "place:VN-05", "Lào", Wanted()).found) == 1


def test_shortest_paths_are_all_those_of_that_length_and_longer_ones_come_with_every(told: Told) -> None:
    facts = (
        VIA_FUND
        + between("p2", "organisation:fund", "place:LA-HO", "2010")
        + between("q1", "place:VN-05", "organisation:club", "2010")
        + between("q2", "organisation:club", "place:LA-HO", "2010")
        + between("r", "organisation:club", "organisation:fund", "2010")
    )
    short = ["VN-05 [q1] club [q2]", "VN-05 [p1] fund [p2]"]
    long = ["VN-05 [q1] club [r] fund [p2]", "VN-05 [p1] fund [r] club [q2]"]
    assert chains(told, facts) == short
    assert chains(told, facts, Wanted(every=True)) == short + long
    assert chains(told, facts, Wanted(every=True, longest=2)) == short


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window.as_of("2014"), 1),
        (Window.as_of("2018"), 0),
        (Window.between("2015", "2018"), 1),
        (Window.between("2016", "2018"), 0),
    ],
    ids=str,
)
def test_within_a_window_the_common_day_lies_in_it(told: Told, window: Window, expected: int) -> None:
    facts = VIA_FUND + between("p2", "organisation:fund", "place:LA-HO", "2012", "2020")
    assert len(chains(told, facts, window=window)) == expected


def test_at_any_time_within_a_window_each_hop_holds_in_the_window(told: Told) -> None:
    facts = VIA_FUND + between("p2", "organisation:fund", "place:LA-HO", "2017", "2020")
    assert chains(told, facts, Wanted(any_time=True), window=Window.between("2014", "2018"))
    assert not chains(told, facts, Wanted(any_time=True), window=Window.between("2016", "2018"))


def test_a_gate_pair_is_a_stop_between_its_provinces(told: Told) -> None:
    facts = """
    gate-status:g a pfr:GateStatus ; pfr:ofGate gate-pair:ab ; pfr:modality modality:actual ;
      pfr:evidence evidence:e ; pfr:validFrom "2013-01-01"^^xsd:date ; pfr:fromPrecision precision:year ;
      pfr:endStatus end-status:ongoing ; skos:prefLabel "mở"@vi, "open"@en ."""
    assert chains(told, facts) == ["VN-05 [g] ab [g]"]
    answer = path_answer(told(WORLD + facts), "gate:a", "place:LA-HO", Wanted(), lang="en")
    assert answer.table.notes == ["A counts as Pair A – B."]


def test_a_smaller_place_counts_as_its_province(told: Told) -> None:
    answer = path_answer(told(WORLD + between("p", *ENDS)), "place:moc-chau", "place:LA-HO", Wanted(), lang="en")
    assert answer.table.rows[0]["from"] == "Son La"
    assert answer.table.notes == ["Moc Chau counts as Son La."]


@pytest.mark.parametrize("other", ["place:VN-05", "place:moc-chau"])
def test_both_names_must_not_mean_the_same(told: Told, other: str) -> None:
    with pytest.raises(BadInput, match="the same thing"):
        path_answer(told(WORLD + between("p", *ENDS)), "place:VN-05", other, Wanted())


def test_what_a_former_province_brought_counts_for_the_present_one(shipped_store: Store) -> None:
    answer = path_answer(shipped_store, "place:VN-2025-quang-tri", "Lào", Wanted(any_time=True), lang="en")
    assert answer.found
    assert any("place:VN-25" in note for note in answer.table.notes)


def test_more_paths_than_an_answer_holds_are_cut_and_said(told: Told) -> None:
    facts = ""
    for number in range(MOST_PATHS + 1):
        facts += f"organisation:o{number} a pfr:Organisation ."
        facts += between(f"a{number}", "place:VN-05", f"organisation:o{number}", "2010")
        facts += between(f"b{number}", f"organisation:o{number}", "place:LA-HO", "2010")
    answer = path_answer(told(WORLD + facts), *ENDS, Wanted(), lang="en")
    assert len(answer.found) == MOST_PATHS
    assert answer.table.notes == ["The search stops here; there may be more paths."]


# --- the search against trying everything


def statement(number: int, first: str, last: str) -> Said:
    said = Said(f"urn:s{number}")
    said.values["pfr:knownFrom"].append(Literal(first))
    if last:
        said.values["pfr:knownUntil"].append(Literal(last))
    return said


def random_network(chance: random.Random) -> nx.Graph:
    graph = nx.Graph()
    for node in "ABCDEFGH":
        graph.add_node(node, kind="country" if node in "CF" else "organisation")
    for number, (one, other) in enumerate(chance.sample([*product("ABCDEFGH", repeat=2)], 40)):
        if one < other:
            years = [sorted((chance.randint(2000, 2009), chance.randint(2000, 2009))) for _ in range(2)]
            told = [statement(number, f"{a}-01-01", f"{b}-12-31" if chance.random() < 0.8 else "") for a, b in years]
            graph.add_edge(one, other, told=[("partnership", said) for said in told])
    return graph


@pytest.mark.parametrize("seed", range(30))
def test_search_finds_what_trying_every_choice_of_statements_finds(seed: int) -> None:
    graph = random_network(random.Random(seed))  # noqa: S311 - no secret
    expected = set()
    for nodes in nx.all_simple_paths(graph, "A", "H", cutoff=4):
        hops = [[known_days(said) for _, said in graph[one][other]["told"]] for one, other in pairwise(nodes)]
        for choice in product(*hops):
            first, last = max(days[0][0] for days in choice), min(days[0][1] for days in choice)
            if first <= last:
                expected.add(tuple(nodes))
    found, cut = paths(graph, "A", "H", Wanted(every=True))
    stops = [(path.hops[0].one, *(hop.other for hop in path.hops)) for path in found]
    assert not cut
    assert len(stops) == len(set(stops))
    assert set(stops) == expected
    quality = [(any(node in "CF" for node in nodes[1:-1]), len(nodes)) for nodes in stops]
    assert quality == sorted(quality)
    shortest, _ = paths(graph, "A", "H", Wanted())
    assert shortest == [path for path, rank in zip(found, quality, strict=True) if rank == quality[0]]


def test_a_search_that_takes_too_long_stops_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_network(random.Random(1))  # noqa: S311 - no secret
    monkeypatch.setattr("graph.paths.search.MOST_STEPS", 3)
    found, cut = paths(graph, "A", "H", Wanted(every=True))
    assert cut
    monkeypatch.undo()
    assert len(found) < len(paths(graph, "A", "H", Wanted(every=True))[0])


def test_overlap_of_several_spans() -> None:
    one = (("2001-01-01", "2003-12-31"), ("2010-01-01", OPEN))
    other = (("2003-01-01", "2010-06-30"), ("2012-01-01", "2012-12-31"))
    assert overlap(one, other) == (
        ("2003-01-01", "2003-12-31"),
        ("2010-01-01", "2010-06-30"),
        ("2012-01-01", "2012-12-31"),
    )
    assert overlap(one, ()) == ()


# --- what is said, on the shipped graph


def test_the_agreement_behind_a_partnership_is_shown_with_its_source(kg: Kg) -> None:
    result = kg("path", "Sơn La", "hua phan")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1. Sơn La → Hủa Phăn (1 bước; cùng có 2024-01-01 – tiếp diễn)\n")
    assert "Thỏa thuận: Biên bản thỏa thuận hợp tác Sơn La – Hủa Phăn 2024–2026 [thực tế, 2024 – 2026]" in result.stdout
    assert "» Vietnam Business Forum (VCCI)" in result.stdout


def test_the_same_in_english_and_in_markdown(kg: Kg) -> None:
    result = kg("--lang", "en", "path", "Sơn La", "Houaphanh", "-f", "md")
    assert result.stdout.startswith("# 1. Son La → Houaphanh (hops: 1; all hold 2024-01-01 – ongoing)\n")
    assert "- Agreement: " in result.stdout


def test_rows_for_programs_name_everything(kg: Kg) -> None:
    rows = json.loads(kg("path", "Sơn La", "Hủa Phăn", "--all", "-f", "json").stdout)
    assert {row["path"] for row in rows} == set(range(1, len({row["path"] for row in rows}) + 1))
    agreement = next(row for row in rows if row["fact_iri"] == expand("agreement:VN-05--LA-HO--2024-2026"))
    assert agreement["from_iri"] == expand("place:VN-05")
    assert agreement["to_iri"] == expand("place:LA-HO")
    assert (agreement["known_from"], agreement["known_until"]) == ("2024-01-01", "2026-12-31")
    assert agreement["source_iris"] == expand("source:son-la-vbf-2024")
    assert any(row["to"] == "Cặp cửa khẩu Lóng Sập – Pa Háng" for row in rows)


def test_an_embassy_that_the_province_worked_with(kg: Kg) -> None:
    result = kg("path", "Sơn La", "Đại sứ quán Nhật Bản tại Việt Nam")
    assert result.exit_code == 0
    assert "Tiếp xúc, vận động: Sơn La làm việc với đại sứ quán" in result.stdout
    assert kg("path", "Sơn La", "Đại sứ quán Nhật Bản tại Việt Nam", "--as-of", "2019").exit_code == 1


def test_two_things_that_nothing_joins(kg: Kg) -> None:
    result = kg("--lang", "en", "path", "Sơn La", "Tochigi")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "No path joins Son La and Tochigi; looked at relations that are actual, up to 4 hops, "
        "all hops holding on one day.\n"
    )
    assert kg("path", "Sơn La", "Tochigi", "-f", "json").stdout == "[]\n"


def test_hops_that_nothing_shows_together_are_refused_and_the_way_out_is_said(kg: Kg) -> None:
    refused = kg("path", "Sơn La", "Hòa Bình")
    assert refused.exit_code == 1
    assert "Có đường nối khi dùng: --any-time." in refused.stderr
    allowed = kg("path", "Sơn La", "Hòa Bình", "--any-time")
    assert allowed.exit_code == 0
    assert "Sơn La → Hủa Phăn → Hòa Bình (2 bước; không rõ có cùng thời gian)" in allowed.stdout


def test_a_fund_that_is_only_to_be_approached_is_no_partner(kg: Kg) -> None:
    result = kg("--lang", "en", "path", "Sơn La", "Saudi Fund for Development")
    assert result.exit_code == 1
    assert "Saudi Fund for Development has no such relation in the graph." in result.stderr
    assert "There is a path with: --modality proposed." in result.stderr
    proposed = kg("path", "Sơn La", "Saudi Fund for Development", "--modality", "proposed")
    assert proposed.exit_code == 0
    assert "[đề xuất" in proposed.stdout


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (("Sơn La", "Sơn Lo"), 3),
        (("Sơn La", "Viêng Chăn"), 3),
        (("Sơn La", "VN-05"), 3),
        (("Sơn La", "Lào", "--as-of", "31/12/2020"), 3),
        (("Sơn La", "Lào", "--between", "2021", "2020"), 3),
        (("Sơn La",), 2),
        (("Sơn La", "Lào", "--max-length", "0"), 2),
        (("Sơn La", "Lào", "--modality", "actual"), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_mistakes(kg: Kg, words: tuple[str, ...], exit_code: int) -> None:
    result = kg("path", *words)
    assert (result.exit_code, result.stdout) == (exit_code, "")


def test_a_hop_of_many_facts_names_some_and_counts_the_rest(told: Told) -> None:
    facts = "".join(between(f"p{number}", *ENDS, "2010") for number in range(9))
    answer = path_answer(told(WORLD + facts), *ENDS, Wanted(), lang="en")
    assert "… and 5 more facts (-f json gives all)" in answer.write("text")
    assert len(answer.table.rows) == 9
    with pytest.raises(UnknownFormat):
        answer.write("turtle")


def test_the_store_without_relations_says_so(told: Told) -> None:
    answer = path_answer(told(WORLD), "organisation:lone", "organisation:fund", Wanted(), lang="en")
    assert answer.table.rows == []
    assert answer.table.notes[1:] == [
        "Lone has no such relation in the graph.",
        "Fund has no such relation in the graph.",
    ]
