"""The checks on evidence, and what they find on both engines."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from stories import (
    ACTUAL,
    BASE,
    DAY,
    HO,
    IN_2017,
    IN_2020,
    OPENED,
    TOLD_OLD,
    Check,
    Tell,
    figure,
    gate,
    partnership,
    signed,
    visit,
)

from graph.checks import failed, find
from graph.loading import Document
from graph.namespaces import GRAPH_REFERENCE, PREFIXES, compact
from graph.store import Store, open_store
from graph.texts import Texts

HERE = Path(__file__).resolve().parent


@pytest.fixture
def check(told: Tell) -> Check:
    """Run one check on a story, on DAY, in English."""
    return lambda name, story: find(told(BASE + story), [name], as_of=DAY, lang="en")


def test_fact_without_evidence_is_an_error(check: Check) -> None:
    story = f"agreement:x a pfr:Agreement ; {ACTUAL} . agreement:y {ACTUAL} ; pfr:evidence evidence:none ."
    found = check("evidence-missing", story + figure("told", "1"))
    assert [compact(each.statements[0]) for each in found] == ["agreement:x", "agreement:y"]
    assert failed(found)


@pytest.mark.parametrize(("start", "end", "found"), [(0, 10, 0), (9, 10, 0), (5, 5, 1), (8, 11, 1)])
def test_passage_outside_the_text(start: int, end: int, found: int, check: Check) -> None:
    story = f"""source:old pfr:textLength 10 . evidence:old oa:hasSelector passage:p .
    passage:p oa:start {start} ; oa:end {end} .""" + figure("a", "1")
    assert len(check("passage-outside", story)) == found


TEXT = "Sơn La có 9 dự án.\n\n   Hết."


@pytest.mark.parametrize(
    ("place", "exact", "why"),
    [
        pytest.param((0, 6), "Sơn La", None, id="right"),
        pytest.param((0, 18), None, None, id="a sentence"),
        pytest.param((0, 6), "Sơn Là", "not the quotation kept", id="other words"),
        pytest.param((1, 6), None, "in the middle of a word", id="starts inside a word"),
        pytest.param((0, 12), None, None, id="ends after a number and a space"),
        pytest.param((0, 5), None, "in the middle of a word", id="ends inside a word"),
        pytest.param((18, 22), None, "hold no words", id="only spaces"),
        pytest.param((20, 90), None, "hold no words", id="beyond the end"),
    ],
)
def test_passage_is_compared_with_the_attached_text(
    place: tuple[int, int], exact: str | None, why: str | None, told: Tell, tmp_path: Path
) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    quote = f'evidence:old oa:hasSelector passage:q . passage:q oa:exact "{exact}" .' if exact else ""
    store = told(
        BASE
        + figure("a", "1")
        + quote
        + f"""source:old pfr:sha256 "{digest}" . evidence:old oa:hasSelector passage:p .
        passage:p oa:start {place[0]} ; oa:end {place[1]} ."""
    )
    given, texts = tmp_path / "given", Texts(tmp_path / "texts")
    given.mkdir()
    assert find(store, ["passage-mismatch"], texts=Texts(tmp_path / "nothing")) == []
    (given / "a.txt").write_bytes(TEXT.encode())
    texts.attach(store, given)
    found = find(store, ["passage-mismatch"], texts=texts, lang="en")
    assert len(found) == (why is not None)
    assert all(str(why) in each.why for each in found)


def test_shipped_passages_fit_the_given_texts(shipped_store: Store, shared: Path, tmp_path: Path) -> None:
    texts = Texts(tmp_path)
    assert any(each.title for each in texts.attach(shipped_store, shared / "corpus" / "seeds"))
    assert find(shipped_store, ["passage-mismatch", "passage-outside"], texts=texts, lang="en") == []


@pytest.mark.parametrize("location", [":memory:", ":rdflib:"])
def test_both_engines_find_the_same(location: str) -> None:
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    concepts = Document.from_file(HERE.parent / "ontology" / "concepts.ttl", graph=GRAPH_REFERENCE)
    story = figure("a", "9", IN_2017) + figure("b", "8", IN_2017, told_by="new") + figure("c", "30", IN_2020)
    story += figure("d", "14", indicator="embassies-in-cooperation") + visit("v", "planned", "2021-12-18")
    story += figure("e", "20", indicator="missions-in-cooperation", told_by="new") + OPENED
    story += figure("f", "31", "pfr:partOf figure:c", IN_2020) + partnership("p", *HO) + signed("s", "2014-12-24")
    story += signed("t", "2014-12-25") + gate("g", "actual", "exists", "main", TOLD_OLD) + f"agreement:x {ACTUAL} ."
    store = open_store(location)
    store.load([concepts, Document.from_text("story.trig", header + BASE + story)])
    found = {each.check for each in find(store, as_of=DAY, lang="en")}
    assert found == {
        "dates-disagree",
        "evidence-missing",
        "figures-conflict",
        "figures-definition",
        "figures-incomplete",
        "figures-over-time",
        "figures-parts",
        "plan-past",
    }
