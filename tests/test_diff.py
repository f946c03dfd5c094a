"""Differences between two states of the data: what is found, how it is grouped, what is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.diff import Difference, compare, open_side, open_sides, summary, write
from graph.errors import StoreError, UnknownFormat
from graph.inference import infer
from graph.namespaces import PREFIXES, expand
from graph.shipped import cache_folder
from graph.store import Store

Kg = Callable[..., Result]

CHECKOUT = Path(__file__).resolve().parent.parent
VBF = CHECKOUT / "ontology" / "statements" / "son-la-vbf-2024.trig"
HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
AGREEMENT = """
agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; pfr:modality modality:planned ;
  pfr:evidence evidence:e1 ; skos:prefLabel "Biên bản"@vi, "Minutes"@en ."""
EVIDENCE = """
evidence:e1 a pfr:Evidence ; oa:hasSource source:news ; oa:hasSelector passage:p ;
  pfr:restates "Hai tỉnh sẽ ký."@vi, "The two provinces will sign."@en .
passage:p a oa:TextPositionSelector ; oa:start 10 ; oa:end 20 .
source:news a pfr:Source ; dcterms:title "Tin"@vi ."""
OLD = AGREEMENT + EVIDENCE


@pytest.fixture
def side(tmp_path: Path) -> Callable[[str], Store]:
    """Return a maker of sides: Turtle without its prefixes, through a file."""
    made: list[Path] = []

    def make(text: str, ending: str = "ttl") -> Store:
        made.append(tmp_path / f"{len(made)}.{ending}")
        made[-1].write_text(HEADER + text, encoding="utf-8")
        return open_side(str(made[-1]))

    return make


Side = Callable[..., Store]


def said(old: Store, new: Store, lang: str = "en") -> list[str]:
    return write(compare(old, new), [new, old], "text", lang=lang).splitlines()


def test_the_same_data_in_other_clothes_is_equal(side: Side) -> None:
    one = side(OLD)
    other = side(f"source-graph:news {{ {EVIDENCE} }} graph:reference {{ {AGREEMENT} }}", "trig")
    found = compare(one, other)
    assert not found
    assert write(found, [one], "text") == ""
    assert summary(found) == "Hai bên nói như nhau."


def test_a_changed_value_is_said_with_names_in_place_of_identifiers(side: Side) -> None:
    labels = """
    modality:planned skos:prefLabel "dự kiến"@vi, "planned"@en .
    modality:actual skos:prefLabel "thực tế"@vi, "actual"@en .
    pfr:modality rdfs:label "tính thực tế"@vi, "modality"@en .
    pfr:Agreement rdfs:label "thỏa thuận"@vi, "agreement"@en ."""
    old, new = side(OLD + labels), side(OLD.replace("modality:planned", "modality:actual") + labels)
    assert said(old, new) == ["~ agreement: Minutes [agreement:a]", "    modality: planned → actual"]
    assert said(old, new, "vi") == ["~ thỏa thuận: Biên bản [agreement:a]", "    tính thực tế: dự kiến → thực tế"]


def test_values_that_come_and_go(side: Side) -> None:
    new = OLD.replace("place:LA-HO", "place:LA-BK").replace('"Minutes"@en', '"Minutes"@en ; pfr:field field:trade')
    assert said(side(OLD), side(new))[1:] == [
        "    pfr:field: + field:trade",
        "    pfr:party: place:LA-HO → place:LA-BK",
    ]
    assert said(side(new), side(OLD))[1] == "    pfr:field: - field:trade"


def test_new_evidence_belongs_to_its_statement(side: Side) -> None:
    second = """
    agreement:a pfr:evidence evidence:e2 .
    evidence:e2 a pfr:Evidence ; oa:hasSource source:news ; pfr:restates "Đã ký."@vi, "They have signed."@en ."""
    assert said(side(OLD), side(OLD + second)) == [
        "~ pfr:Agreement: Minutes [agreement:a]",
        "    + » They have signed. (Tin)",
    ]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            "will sign",
            "may sign",
            "    pfr:evidence › pfr:restates: The two provinces will sign. → The two provinces may sign.",
        ),
        ("oa:end 20", "oa:end 25", "    pfr:evidence › oa:end: 20 → 25"),
    ],
    ids=["own words", "passage"],
)
def test_changes_inside_evidence_belong_to_its_statement(side: Side, before: str, after: str, line: str) -> None:
    assert said(side(OLD), side(OLD.replace(before, after))) == ["~ pfr:Agreement: Minutes [agreement:a]", line]


def test_facts_added_and_removed_are_whole(side: Side) -> None:
    old, new = side(EVIDENCE), side(OLD)
    added, removed = compare(old, new), compare(new, old)
    assert [str(fact) for fact in added.new_facts] == [f"<{expand('agreement:a')}>"]
    assert (added.gone_facts, added.changed_facts) == ({}, {})
    assert list(removed.gone_facts) == list(added.new_facts)
    assert said(old, new) == [
        "+ pfr:Agreement: Minutes [agreement:a]",
        "    pfr:modality: modality:planned",
        "    pfr:party: place:LA-HO; place:VN-05",
        "    » The two provinces will sign. (Tin)",
    ]
    assert said(new, old)[0] == "- pfr:Agreement: Minutes [agreement:a]"


def test_evidence_that_serves_two_statements_is_said_of_both(side: Side) -> None:
    both = OLD + "\nagreement:b a pfr:Agreement ; pfr:evidence evidence:e1 ."
    found = compare(side(both), side(both.replace("will sign", "may sign")))
    assert {str(fact).rpartition("/")[2] for fact in found.changed_facts} == {"a>", "b>"}


def test_derived_edges_do_not_count(told: Callable[[str], Store]) -> None:
    old, new = told(OLD), told(OLD)
    infer(new)
    old.replace_graph(expand("graph:inferred") or "", [])
    assert not compare(old, new)


def test_literals_are_compared_as_a_store_keeps_them(side: Side) -> None:
    assert not compare(side('<urn:s> <urn:p> "1.00"^^xsd:decimal .'), side('<urn:s> <urn:p> "1"^^xsd:decimal .'))
    assert compare(side('<urn:s> <urn:p> "1.00" .'), side('<urn:s> <urn:p> "1" .'))


def test_blank_nodes_of_the_same_graph_are_equal_in_any_file(side: Side) -> None:
    one, other = (
        side('<urn:s> <urn:p> [ <urn:q> "a" ], [ <urn:q> "b" ] .'),
        side('<urn:s> <urn:p> _:x, _:y . _:y <urn:q> "a" . _:x <urn:q> "b" .'),
    )
    assert not compare(one, other)
    assert compare(one, side('<urn:s> <urn:p> [ <urn:q> "a" ], [ <urn:q> "c" ] .'))


# --- formats


def applied(old: Iterable[Triple], text: str) -> set[Triple]:
    """Return the old triples after the change that a TriG text describes."""
    changes: dict[str, set[Triple]] = {"added": set(), "removed": set()}
    for quad in parse(input=text.encode(), format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode)
        changes[quad.graph_name.value.rpartition("/")[2]].add(quad.triple)
    return (set(old) - changes["removed"]) | changes["added"]


@pytest.mark.parametrize("format", ["turtle", "trig"])
def test_the_two_graphs_lead_from_the_one_side_to_the_other(format: str) -> None:
    statements = VBF.parent
    old, new = (open_side(str(statements / f"report-{number}.trig")) for number in ("01", "02"))
    text = write(compare(old, new), [], format)
    assert applied((quad.triple for quad in old.quads()), text) == {quad.triple for quad in new.quads()}


def test_json_names_every_edit(side: Side) -> None:
    old, new = side(OLD), side(OLD.replace("modality:planned", "modality:actual"))
    assert json.loads(write(compare(old, new), [new], "json", lang="en")) == {
        "added": [],
        "removed": [],
        "changed": [
            {
                "iri": expand("agreement:a"),
                "kind": "pfr:Agreement",
                "label": "Minutes",
                "changes": [
                    {
                        "property": "pfr:modality",
                        "property_iri": expand("pfr:modality"),
                        "of_evidence": False,
                        "old": ["modality:planned"],
                        "new": ["modality:actual"],
                    }
                ],
            }
        ],
    }


def test_the_same_difference_gives_the_same_text(side: Side) -> None:
    texts = set()
    for _ in range(3):
        old, new = (open_side(str(VBF.parent / f"report-{number}.trig")) for number in ("03", "04"))
        texts.add(write(compare(old, new), [new, old], "text") + write(compare(old, new), [new, old], "json"))
    assert len(texts) == 1


def test_other_formats_are_refused() -> None:
    with pytest.raises(UnknownFormat):
        write(Difference(set(), set(), {}, {}, {}), [], "csv")


def test_what_could_act_on_a_terminal_is_neutralised(side: Side) -> None:
    new = side(OLD.replace('"Minutes"@en', '"Min\\u001b[31mutes"@en'))
    assert "\x1b" not in write(compare(side(EVIDENCE), new), [new], "text", lang="en")


# --- the command


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return a copy of a shipped file in which one agreement ends a year later."""
    text = VBF.read_text(encoding="utf-8")
    assert text.count('"2026-12-31"') == 1
    path = tmp_path / "changed.trig"
    path.write_text(text.replace('"2026-12-31"', '"2027-12-31"'), encoding="utf-8")
    return path


def test_what_changed_in_a_shipped_file(kg: Kg, changed: Path) -> None:
    result = kg("diff", str(VBF), str(changed))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "~ thỏa thuận: Biên bản thỏa thuận hợp tác Sơn La – Hủa Phăn 2024–2026 [agreement:VN-05--LA-HO--2024-2026]",
        "    có đến ngày: 2026-12-31 → 2027-12-31",
    ]
    assert result.stderr == "Dữ kiện: thêm (+) 0, bỏ (-) 0, sửa (~) 1. Bộ ba: thêm 1, bỏ 1.\n"
    english = kg("--lang", "en", "diff", str(VBF), str(changed))
    assert "    valid to: 2026-12-31 → 2027-12-31" in english.stdout


def test_a_store_made_from_the_shipped_graph_is_equal_to_it(kg: Kg, changed: Path) -> None:
    assert kg("--store", "mine", "init").exit_code == 0
    result = kg("diff", "shipped", "mine")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Hai bên nói như nhau.\n")
    assert kg("--store", "mine", "load", str(changed)).exit_code == 0
    result = kg("diff", "shipped", "mine")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "    có đến ngày: + 2027-12-31"


def test_output_goes_to_a_file(kg: Kg, changed: Path, tmp_path: Path) -> None:
    assert kg("diff", str(VBF), str(changed), "-f", "turtle", "-o", "change.trig").exit_code == 1
    graphs = sorted(str(quad.graph_name) for quad in parse(path=tmp_path / "change.trig"))
    assert graphs == [f"<{expand('graph:added')}>", f"<{expand('graph:removed')}>"]


@pytest.mark.parametrize(
    ("location", "exit_code"),
    [
        ("missing.ttl", 3),
        ("missing", 4),
        ("broken.ttl", 3),
        ("table.xlsx", 3),
        ("http://localhost/sparql", 4),
        ("empty", 4),
    ],
)
def test_what_cannot_be_read(kg: Kg, tmp_path: Path, location: str, exit_code: int) -> None:
    (tmp_path / "broken.ttl").write_text("<urn:s> <urn:p> .", encoding="utf-8")
    (tmp_path / "table.xlsx").write_bytes(b"PK")
    (tmp_path / "empty").mkdir()
    result = kg("diff", "shipped", location)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert len(result.stderr.splitlines()) == 1


def test_what_is_named_twice_is_opened_once_and_all_is_closed() -> None:
    with open_sides("shipped", "shipped", cache_folder()) as (old, new, naming):
        assert old is new
        assert naming == (old,)
    with pytest.raises(StoreError):
        list(old.quads())
