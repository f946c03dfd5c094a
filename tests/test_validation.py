"""Validation: the shipped data conforms without a finding, and broken data gives a row per finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.loading import Document
from graph.namespaces import PREFIXES
from graph.store import Store, open_store
from graph.validation import Report, shapes, validate

BROKEN = """
place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi, "Son La"@en .
source:s a pfr:Source ; dcterms:title "Bài"@vi .
evidence:e a pfr:Evidence ; oa:hasSource source:s ; pfr:restates "chỉ tiếng Việt"@vi .
agreement:x a pfr:Agreement ; pfr:party place:VN-05 ; pfr:modality modality:certain ;
  skos:prefLabel "Biên bản"@vi, "Minutes"@en .
"""


@pytest.fixture(scope="module")
def shipped(shipped_store: Store) -> Report:
    return validate(shipped_store)


@pytest.fixture(scope="module")
def broken(told: Callable[[str], Store]) -> Callable[[str], Report]:
    store = told(BROKEN)
    reports = {lang: validate(store, lang=lang) for lang in ("vi", "en")}
    return lambda lang: reports[lang]


def test_shipped_data_conforms_without_a_finding(shipped: Report) -> None:
    assert shipped.table.rows == []
    assert shipped.conforms


def test_clean_data_is_said_to_be_clean(shipped: Report) -> None:
    assert len(shipped.table.notes) == 1


def test_broken_data_does_not_conform(broken: Callable[[str], Report]) -> None:
    assert not broken("vi").conforms
    assert broken("vi").table.rows


@pytest.mark.parametrize(
    ("node", "shape"),
    [("agreement:x", "pfrsh:"), ("evidence:e", "pfrsh:Evidence"), ("source:s", "pfrsh:Source")],
)
def test_each_broken_thing_has_its_row(node: str, shape: str, broken: Callable[[str], Report]) -> None:
    rows = [row for row in broken("vi").table.rows if row["node"] == node]
    assert rows
    assert any(str(row["shape"]).startswith(shape) for row in rows)
    assert {row["severity"] for row in rows} <= {"sh:Violation", "sh:Warning", "sh:Info"}
    assert all(row["message"] for row in rows)


def test_missing_evidence_is_a_violation(broken: Callable[[str], Report]) -> None:
    paths = {row["path"] for row in broken("en").table.rows if row["node"] == "agreement:x"}
    assert {"pfr:evidence", "pfr:modality"} <= paths


def test_empty_store_knows_the_classes_and_code_lists() -> None:
    store = open_store(":memory:")
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    store.load([Document.from_text("own.trig", header + BROKEN)])
    paths = {row["path"] for row in validate(store).table.rows if row["node"] == "agreement:x"}
    assert {"pfr:evidence", "pfr:modality"} <= paths


def test_messages_speak_the_language(broken: Callable[[str], Report]) -> None:
    vi, en = ([row["message"] for row in broken(lang).table.rows] for lang in ("vi", "en"))
    assert len(vi) == len(en)
    assert not set(vi) & set(en)
    assert all(not str(message).isascii() for message in vi)


def test_headings_speak_the_language(broken: Callable[[str], Report]) -> None:
    assert broken("vi").table.columns["message"] == "Vấn đề"
    assert broken("en").table.columns["message"] == "Message"
    assert list(broken("en").table.rows[0]) == list(broken("en").table.columns)


def test_derived_edges_are_not_checked(told: Callable[[str], Store]) -> None:
    store = told("GRAPH graph:inferred { <http://e.org/x> a pfr:Agreement }")
    assert validate(store).conforms


def test_shapes_are_read() -> None:
    assert len(shapes()) > 100


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2024-02-30", "2025-01-01", {"pfr:validFrom"}),
        ("2020-01-01", "2024-02-30", {"pfr:validTo"}),
        ("2023-02-29", "2024-02-30", {"pfr:validFrom", "pfr:validTo"}),
    ],
)
def test_a_day_that_there_is_not_is_a_finding(
    start: str, end: str, wrong: set[str], told: Callable[[str], Store], caplog: pytest.LogCaptureFixture
) -> None:
    store = told(f'agreement:x a pfr:Agreement ; pfr:validFrom "{start}"^^xsd:date ; pfr:validTo "{end}"^^xsd:date .')
    rows = validate(store, lang="en").table.rows
    assert {row["path"] for row in rows if "not a full date" in str(row["message"])} == wrong
    assert not caplog.records
