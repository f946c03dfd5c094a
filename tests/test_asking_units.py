"""Asking about a province that replaced others: the answer includes what they brought, and says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.asking import ask
from graph.namespaces import PFRI
from graph.questions import Question, load_question
from graph.store import Store


@pytest.fixture(scope="module")
def partners() -> Question:
    return load_question("partners")


MERGED = """
country:VN a pfr:Country . country:LA a pfr:Country ; skos:prefLabel "Lào"@vi ; skos:hiddenLabel "lao" .
place:one a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Bắc"@vi, "Bac"@en ; skos:hiddenLabel "bac" ;
  pfr:validTo "2025-06-30"^^xsd:date ; dcterms:isReplacedBy place:new .
place:two a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Nam"@vi, "Nam"@en ; skos:hiddenLabel "nam" ;
  pfr:validTo "2025-06-30"^^xsd:date ; dcterms:isReplacedBy place:new .
place:new a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Bắc"@vi, "Bac"@en ; skos:hiddenLabel "bac" ;
  pfr:validFrom "2025-07-01"^^xsd:date .
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Hủa Phăn"@vi .
place:LA-XI a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Xiêng Khoảng"@vi .
source:s a pfr:Source ; dcterms:title "Tin"@vi ; pfr:publishedOn "2024-11-15"^^xsd:date ; pfr:precision precision:day .
evidence:s oa:hasSource source:s .
partnership:one a pfr:Partnership ; pfr:participant place:one, place:LA-HO ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:evidence evidence:s .
partnership:two a pfr:Partnership ; pfr:participant place:two, place:LA-HO ; pfr:relationType relation:friendship ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:evidence evidence:s .
partnership:new a pfr:Partnership ; pfr:participant place:new, place:LA-XI ; pfr:relationType relation:friendship ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:validFrom "2025-08-01"^^xsd:date ;
  pfr:fromPrecision precision:day ; pfr:evidence evidence:s .
"""


@pytest.fixture(scope="module")
def merged(told: Callable[[str], Store]) -> Store:
    return told(MERGED)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"province": "Bắc"},
            [("Hủa Phăn", "Bắc (đến 2025-06-30)"), ("Hủa Phăn", "Nam (đến 2025-06-30)"), ("Xiêng Khoảng", None)],
        ),
        ({"province": "Bắc", "as_of": "2025-06-30"}, [("Hủa Phăn", None)]),
        ({"province": "place:one"}, [("Hủa Phăn", None)]),
        ({"province": "Nam"}, [("Hủa Phăn", None)]),
        (
            {"province": "place:new", "as_of": "2025-06-30"},
            [("Hủa Phăn", "Bắc (đến 2025-06-30)"), ("Hủa Phăn", "Nam (đến 2025-06-30)")],
        ),
    ],
    ids=str,
)
def test_present_province_answers_with_its_predecessors(
    values: dict[str, str], expected: list[tuple[str, str | None]], merged: Store, partners: Question
) -> None:
    assert [(row["partner"], row["unit"]) for row in ask(merged, partners, values).rows] == expected


def test_each_row_names_its_unit_to_programs(merged: Store, partners: Question) -> None:
    units = [row["unit_iri"] for row in ask(merged, partners, {"province": "Bắc"}).rows]
    assert units == [PFRI + "place/one", PFRI + "place/two", PFRI + "place/new"]


@pytest.mark.parametrize(
    ("values", "starts"),
    [
        (
            {"province": "Bắc"},
            ['"Bắc" means the present unit', "Includes what the former units brought: Bac (place:one"],
        ),
        ({"province": "place:new"}, ["Includes what the former units brought"]),
        ({"province": "Nam"}, ['"Nam" (place:two) existed until 2025-06-30; it now belongs to Bac (place:new).']),
        ({"province": "place:one"}, []),
    ],
    ids=str,
)
def test_notes_say_which_units_are_meant(
    values: dict[str, str], starts: list[str], merged: Store, partners: Question
) -> None:
    notes = ask(merged, partners, values, lang="en").notes
    assert [note.startswith(start) for note, start in zip(notes, starts, strict=True)] == [True] * len(starts)
