"""The checks on the shipped graph, the command, and the documentation: they say the same."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from graph.checks import Finding, check_names, check_table, find, load_check, select_checks
from graph.errors import UnknownName
from graph.gazetteer import resolve
from graph.namespaces import compact
from graph.store import Store, open_store
from graph.store.rdflib import RdflibStore

HERE = Path(__file__).resolve().parent
GOLDEN = json.loads((HERE / "checks-golden.json").read_text(encoding="utf-8"))
DOCUMENT = (HERE.parent / "docs" / "checks.md").read_text(encoding="utf-8")
DAY = dt.date(2026, 10, 1)


@pytest.fixture(scope="module")
def shipped(shipped_store: Store) -> list[Finding]:
    return find(shipped_store, as_of=DAY, lang="en")


def test_shipped_graph_has_no_error(shipped: list[Finding]) -> None:
    assert [each for each in shipped if each.severity == "error"] == []


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_shipped_findings_are_those_that_were_read(name: str, shipped: list[Finding]) -> None:
    found = sorted(" / ".join(compact(iri) or iri for iri in each.statements) for each in shipped if each.check == name)
    assert found == GOLDEN[name]


def test_every_check_has_reviewed_findings() -> None:
    assert sorted(GOLDEN) == check_names()


def test_every_finding_says_why_and_names_sources(shipped: list[Finding]) -> None:
    for each in shipped:
        assert each.what and each.statements and each.why, each
        assert each.sources, each
        assert not re.search(r"[{}]|https?:|  ", each.why), each


def test_vietnamese_and_english_find_the_same(shipped_store: Store, shipped: list[Finding]) -> None:
    vi = find(shipped_store, as_of=DAY, lang="vi")
    key = lambda each: (each.check, each.statements)  # noqa: E731 - one key for both
    assert sorted(map(key, vi)) == sorted(map(key, shipped))
    assert not {each.why for each in vi} & {each.why for each in shipped if "(" not in each.why}


def test_findings_about_one_thing(shipped_store: Store, shipped: list[Finding]) -> None:
    about = find(shipped_store, as_of=DAY, lang="en", about=[resolve(shipped_store, "place:LA-HO")])
    assert 0 < len(about) < len(shipped)
    assert {each.check for each in about} >= {"agreement-expiring", "figures-conflict"}


def test_an_empty_store_has_no_findings() -> None:
    assert find(open_store(":memory:"), as_of=DAY) == []


def test_the_first_word_selects_a_family() -> None:
    assert [each.name for each in select_checks(["passage"])] == ["passage-mismatch", "passage-outside"]


def test_severity_leaves_the_milder_out() -> None:
    assert {each.severity for each in select_checks(severity="warning")} == {"error", "warning"}


def test_unknown_check_is_refused() -> None:
    with pytest.raises(UnknownName, match="figures-conflict"):
        select_checks(["figure"])


def test_command_prints_findings_and_ends_well_without_errors(kg: Callable[..., Result]) -> None:
    result = kg("check", "dates", "--as-of", "2026-10-01", "-f", "json")
    assert result.exit_code == 0
    (row,) = json.loads(result.stdout)
    assert row["severity"] == "warning"
    assert row["level"] == "cảnh báo"
    assert "2014-12-24" in row["why"]


def test_command_ends_with_1_on_errors(kg: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        "@prefix pfr: <https://w3id.org/pfr/ns#> . <urn:a> pfr:modality <urn:m> .", encoding="utf-8"
    )
    assert kg("--store", "own", "load", "a.ttl").exit_code == 0
    result = kg("--store", "own", "check")
    assert result.exit_code == 1
    assert "evidence-missing" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("nope",), 3), (("--as-of", "someday"), 3), (("--about", "Nowhere at all"), 3), (("--severity", "bad"), 2)],
)
def test_command_refuses_what_it_does_not_know(
    arguments: tuple[str, ...], code: int, kg: Callable[..., Result]
) -> None:
    assert kg("check", *arguments).exit_code == code


def test_table_counts_the_findings(shipped: list[Finding]) -> None:
    assert "0 error" in check_table(shipped, "en").notes[0]
    assert check_table([], "en").notes == ["There are no findings."]


@pytest.mark.parametrize("name", check_names())
def test_documentation_says_what_the_check_says(name: str) -> None:
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert section is not None
    described = load_check(name)
    texts: Mapping[tuple[str, str], str] = described.said
    assert f"`{described.severity}`" in section[1]
    for lang in ("vi", "en"):
        assert described.question.title[lang] in section[1]
        assert texts["explanation", lang] in section[1]
        assert texts["remedy", lang] in section[1]


def test_documentation_has_no_check_that_is_gone() -> None:
    assert set(re.findall(r"^## ([a-z-]+)$", DOCUMENT, re.MULTILINE)) == set(check_names())


def test_a_name_means_what_it_means_elsewhere(kg: Callable[..., Result]) -> None:
    result = kg("check", "--about", "Lào Cai", "--as-of", "2026-10-01", "-f", "json")
    assert result.exit_code == 0
    assert "place:VN-02" in result.stderr
    told = [row["what"] + row["statements"] for row in json.loads(result.stdout)]
    assert all(any(unit in each for unit in ("VN-02", "VN-06", "VN-2025-lao-cai")) for each in told)


def test_vietnamese_numbers_have_a_decimal_comma(shipped_store: Store) -> None:
    (vi,), (en,) = (
        [
            each.why
            for each in find(shipped_store, ["figures-conflict"], lang=lang)
            if "border-length" in each.statements[0]
        ]
        for lang in ("vi", "en")
    )
    assert "274,065" in vi
    assert "274.065" in en


def test_a_store_without_findings_needs_no_names() -> None:
    with RdflibStore() as store:
        assert find(store) == []
