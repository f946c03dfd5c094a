"""The evidence of the shipped statements, held against the texts it points to and the annotations of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal

from graph.namespaces import compact
from graph.store import Store
from graph.store.base import rows

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "gold"

#: Which statements tell what an annotation of a kind tells. A working session of unnamed people on
#: an unnamed day is annotated as a visit and stated as an engagement.
KINDS = {
    "agreement": {"Agreement"},
    "partnership": {"Partnership"},
    "visit": {"Visit", "Engagement"},
    "figure": {"Figure"},
    "gate": {"GateStatus"},
    "mission": {"Engagement"},
    "project": {"Project", "FinancialCommitment"},
}
#: Words that belong together and cannot be said in other words: names, and terms of law and statistics.
FIXED_TERMS = (
    "Quỹ phát triển quốc tế của OPEC (OFID)",  # name of a fund
    "Quỹ phát triển kinh tế Ả rập của Kuwait (KFAED)",  # name of a fund
    "Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn",  # name of a zone
    "Ban chỉ đạo về Hội nhập quốc tế",  # name of a body
    "tổ chức phi chính phủ nước ngoài",  # term of Decree 93/2009, 80/2020
    "dự án phi chính phủ nước ngoài",
    "chương trình, dự án, phi dự án",  # the three kinds of aid in the same decrees
    "giá trị hàng hóa tham gia xuất khẩu",  # what the source counts: neither exports nor trade
    "ngoại giao kinh tế",  # branches of foreign-affairs work
    "văn hóa đối ngoại",
)
COPIED_FROM = 8
#: A topic is a noun phrase that has few other words; from here on it is a sentence.
A_SENTENCE = 19


@dataclass(frozen=True, slots=True)
class Told:
    """One restatement of a statement: kind, identifier, the text's hash, the passage, the words."""

    kind: str
    statement: str
    digest: str
    start: int
    end: int
    words: str


def value(term: object) -> str:
    return term.value if isinstance(term, Literal) else (compact(str(term)[1:-1]) or str(term))


@pytest.fixture(scope="module")
def told(shipped_store: Store) -> list[Told]:
    found = rows(
        shipped_store,
        """SELECT ?kind ?fact ?hash ?start ?end ?words WHERE {
          ?fact a ?kind ; pfr:evidence ?evidence .
          ?evidence oa:hasSource/pfr:sha256 ?hash ; oa:hasSelector ?passage ; pfr:restates ?words .
          ?passage oa:start ?start ; oa:end ?end .
          FILTER (LANG(?words) = "vi") }""",
    )
    texts = [[value(term) for term in row] for row in found]
    return [
        Told(kind.removeprefix("pfr:"), fact, digest, int(start), int(end), words)
        for kind, fact, digest, start, end, words in texts
    ]


@pytest.fixture(scope="module")
def texts(seeds: Mapping[str, str]) -> dict[str, str]:
    """Return the source texts by their SHA-256."""
    return {hashlib.sha256(text.encode()).hexdigest(): text for text in seeds.values()}


# --- without the texts


def test_every_statement_has_evidence_from_a_source(shipped_store: Store) -> None:
    bare = """SELECT ?fact WHERE { ?fact pfr:modality ?modality
      FILTER NOT EXISTS { ?fact pfr:evidence/oa:hasSource/dcterms:title ?title } }"""
    assert rows(shipped_store, bare) == []
    all_of_them = rows(shipped_store, "SELECT DISTINCT ?fact WHERE { ?fact pfr:modality ?modality }")
    assert len(all_of_them) > 200


def test_every_evidence_is_used_and_restates_in_both_languages(shipped_store: Store) -> None:
    unused = "SELECT ?e WHERE { ?e a pfr:Evidence FILTER NOT EXISTS { ?fact pfr:evidence ?e } }"
    assert rows(shipped_store, unused) == []
    for lang in ("vi", "en"):
        silent = f"""SELECT ?e WHERE {{ ?e a pfr:Evidence
          FILTER NOT EXISTS {{ ?e pfr:restates ?words FILTER (LANG(?words) = "{lang}") }} }}"""
        assert rows(shipped_store, silent) == []


def test_every_evidence_of_a_known_text_has_a_passage(shipped_store: Store) -> None:
    unplaced = """SELECT ?e WHERE { ?e oa:hasSource/pfr:sha256 ?hash
      FILTER NOT EXISTS { ?e oa:hasSelector/oa:start ?start } }"""
    assert rows(shipped_store, unplaced) == []


def test_five_documents_are_known_by_their_text(shipped_store: Store) -> None:
    assert (
        len(
            rows(
                shipped_store,
                "SELECT DISTINCT ?hash WHERE { ?source a pfr:Source ; pfr:sha256 ?hash ; pfr:textLength ?length }",
            )
        )
        == 5
    )


# --- with the texts


def test_every_known_text_is_one_of_the_seeds(shipped_store: Store, texts: Mapping[str, str]) -> None:
    found = rows(shipped_store, "SELECT ?hash ?length WHERE { ?source pfr:sha256 ?hash ; pfr:textLength ?length }")
    assert {value(digest): int(value(length)) for digest, length in found} == {
        digest: len(text) for digest, text in texts.items()
    }


def test_every_passage_lies_inside_its_text(told: list[Told], texts: Mapping[str, str]) -> None:
    assert len(told) > 150
    for each in told:
        text = texts[each.digest]
        assert 0 <= each.start < each.end <= len(text), each.statement
        passage = text[each.start : each.end]
        assert passage == passage.strip(), f"{each.statement}: {passage!r}"
        assert len(passage) <= 700, each.statement


def test_passage_is_no_half_word(told: list[Told], texts: Mapping[str, str]) -> None:
    for each in told:
        text = texts[each.digest]
        for at in (each.start, each.end):
            assert not (text[at - 1 : at + 1].isalnum() and 0 < at < len(text)), (each.statement, text[at - 9 : at + 9])


def test_words_of_the_source_stand_in_the_paragraph(
    told: list[Told], texts: Mapping[str, str], shipped_store: Store
) -> None:
    kept = {
        value(fact): value(wording)
        for fact, wording in rows(shipped_store, "SELECT ?fact ?wording WHERE { ?fact pfr:wording ?wording }")
    }
    around: dict[str, str] = defaultdict(str)
    for each in told:
        text = texts[each.digest]
        first = text.rfind("\n", 0, each.start) + 1
        last = text.find("\n", each.end)
        around[each.statement] += text[first : last if last >= 0 else None] + "\n"
    assert kept.keys() & around.keys()
    for statement in kept.keys() & around.keys():
        for part in re.split(r"…|, ", kept[statement]):
            assert part.strip().casefold() in around[statement].casefold(), statement


def annotated() -> Iterator[Any]:
    for path in sorted(GOLD.glob("00?_*.jsonl")) if GOLD.is_dir() else []:
        for line in path.read_text(encoding="utf-8").splitlines():
            found = json.loads(line)
            yield pytest.param(found, id=f"{found['id']}-{found['kind']}")


@pytest.mark.parametrize("annotation", list(annotated()))
def test_every_annotated_fact_is_told(annotation: dict[str, Any], told: list[Told], seeds: Mapping[str, str]) -> None:
    text = seeds[annotation["doc"]]
    assert text[annotation["start"] : annotation["end"]] == annotation["quote"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    overlapping = [
        each
        for each in told
        if each.digest == digest and each.start < annotation["end"] and annotation["start"] < each.end
    ]
    assert KINDS[annotation["kind"]] & {each.kind for each in overlapping}, [each.statement for each in overlapping]


def test_annotated_modality_is_kept(told: list[Told], seeds: Mapping[str, str], shipped_store: Store) -> None:
    """A plan or a proposal that is annotated is told by no actual statement of its kind alone."""
    modality = {
        value(fact): value(said).partition(":")[2]
        for fact, said in rows(shipped_store, "SELECT ?fact ?said WHERE { ?fact pfr:modality ?said }")
    }
    for parameter in annotated():
        (annotation,) = parameter.values
        digest = hashlib.sha256(seeds[annotation["doc"]].encode()).hexdigest()
        said = {
            modality[each.statement]
            for each in told
            if each.digest == digest
            and each.kind in KINDS[annotation["kind"]]
            and each.start < annotation["end"]
            and annotation["start"] < each.end
        }
        assert annotation["modality"] in said, (annotation["id"], said)


def syllables(text: str) -> list[str]:
    return re.findall(r"\w+(?:[.,/]\w+)*", text.casefold())


def runs(words: list[str], length: int = COPIED_FROM) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def without_fixed_terms(words: list[str]) -> list[str]:
    text = f" {' '.join(words)} "
    for term in FIXED_TERMS:
        text = text.replace(f" {' '.join(syllables(term))} ", " § ")
    return text.split()


def test_restatements_are_in_our_own_words(told: list[Told], texts: Mapping[str, str]) -> None:
    source = {digest: runs(syllables(text)) for digest, text in texts.items()}
    copied = {
        (each.statement, " ".join(run))
        for each in told
        for run in runs(without_fixed_terms(syllables(each.words))) & source[each.digest]
    }
    assert copied == set()


def test_copied_words_would_be_found(texts: Mapping[str, str]) -> None:
    text = next(iter(texts.values()))
    sentence = " ".join(text[900:1100].split())
    assert runs(without_fixed_terms(syllables(sentence))) & runs(syllables(text))


def test_subjects_and_notes_copy_no_sentence(shipped_store: Store, texts: Mapping[str, str]) -> None:
    found = rows(
        shipped_store,
        """SELECT DISTINCT ?fact ?words WHERE {
          ?fact pfr:evidence ?e ; pfr:subject|skos:scopeNote ?words FILTER (LANG(?words) = "vi") }""",
    )
    source = set().union(*(runs(syllables(text), A_SENTENCE) for text in texts.values()))
    copied = {
        (value(fact), " ".join(run))
        for fact, words in found
        for run in runs(syllables(value(words)), A_SENTENCE) & source
    }
    assert copied == set()
