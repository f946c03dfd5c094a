"""Judgements: reviewed conclusions on whether two nodes stand for the same thing.

They are statements like any other (``pfr:Judgement``), kept in ``ontology/judgements.ttl`` for the
shipped graph and in ``graph:judgements`` for a user's own. Nothing is merged: the finder of
duplicates leaves judged pairs out, and a rule derives ``pfr:judgedSameAs``, which ``kg show`` prints.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import BadInput, Words, in_language
from graph.gazetteer import resolve
from graph.identifiers import content_hash
from graph.loading import Document
from graph.names import nfc
from graph.namespaces import PREFIXES
from graph.store.base import Store, rows, triples
from graph.turtle import trig

if TYPE_CHECKING:
    from graph.session import Session

VERDICTS = ("same", "different")
GRAPH = NamedNode(PREFIXES["graph"] + "judgements")
_ALL = "SELECT ?one ?other ?verdict WHERE { ?judgement pfr:verdict ?verdict ; pfr:judges ?one , ?other }"
_ITSELF = Words(
    "hai tên chỉ cùng một nút, không có gì để xét", "both names mean the same node; there is nothing to judge"
)
_JUDGED = Words(
    "cặp này đã được xét; rút phán định cũ bằng: kg judge A B undecided",
    "this pair has been judged; take that judgement back with: kg judge A B undecided",
)
_NOT_YOURS = Words(
    "kho của bạn không có phán định nào về cặp này (của dữ liệu phát hành thì nằm ở ontology/judgements.ttl)",
    "your store has no judgement on this pair (those of the shipped data stand in ontology/judgements.ttl)",
)
_NO_REASON = Words("ghi lý do bằng --because", "give the reason with --because")
_RECORDED = {
    "same": Words("Đã ghi: {one} và {other} là một.", "Recorded: {one} and {other} are the same."),
    "different": Words("Đã ghi: {one} và {other} khác nhau.", "Recorded: {one} and {other} are different."),
    "undecided": Words("Đã rút phán định về {one} và {other}.", "The judgement on {one} and {other} is taken back."),
}


def judgements(store: Store) -> dict[frozenset[NamedNode], str]:
    """Return the verdict, ``same`` or ``different``, on each judged pair of nodes."""
    return {
        frozenset((one, other)): verdict.value.rpartition("/")[2]
        for one, other, verdict in rows(store, _ALL)
        if isinstance(one, NamedNode)
        and isinstance(other, NamedNode)
        and isinstance(verdict, NamedNode)
        and one != other
    }


def judgement(
    pair: tuple[NamedNode, NamedNode],
    verdict: str,
    reasons: Sequence[Literal],
    *,
    on: dt.date,
    by: str | None = None,
    sources: Sequence[NamedNode] = (),
) -> list[Quad]:
    """Return a judgement as quads in ``graph:judgements``; the pair gives it its name, in either order."""
    node, names = _node(pair), sorted(each.value for each in pair)
    said: list[tuple[str, NamedNode | Literal]] = [
        ("rdf:type", _term("pfr:Judgement")),
        ("pfr:verdict", _term(f"verdict:{verdict}")),
        *(("dcterms:description", reason) for reason in reasons),
        ("dcterms:date", Literal(on.isoformat(), datatype=_term("xsd:date"))),
        *(("pfr:judges", NamedNode(name)) for name in names),
        *(("dcterms:source", source) for source in sources),
        *((("dcterms:creator", Literal(by)),) if by else ()),
    ]
    return [Quad(node, _term(name), value, GRAPH) for name, value in said]


def judge_names(
    store: Store, one: str, other: str, verdict: str, reason: str, *, lang: str = "vi", by: str | None = None
) -> str:
    """Return the TriG of a new judgement of today on the two nodes that these names mean.

    Raises UnknownName, AmbiguousName, or BadInput where both are one node, or the pair has been judged.
    """
    pair = resolve(store, one), resolve(store, other)
    if pair[0] == pair[1]:
        raise BadInput(_ITSELF)
    if frozenset(pair) in judgements(store):
        raise BadInput(_JUDGED)
    return trig(judgement(pair, verdict, [Literal(nfc(reason), language=lang)], on=dt.date.today(), by=by))


def withdraw(store: Store, one: str, other: str) -> None:
    """Take back the user's judgement on a pair; raise BadInput where there is none in ``graph:judgements``."""
    from graph.inference import infer  # noqa: PLC0415 - only a change needs the rules

    pair = resolve(store, one), resolve(store, other)
    kept = triples(store, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {GRAPH} {{ ?s ?p ?o }} }}")
    node = _node(pair)
    if all(triple.subject != node for triple in kept):
        raise BadInput(_NOT_YOURS)
    store.replace_graph(GRAPH.value, [triple for triple in kept if triple.subject != node])
    infer(store)


def judge(session: Session, one: str, other: str, verdict: str, *, reason: str | None, by: str | None) -> str:
    """Record a verdict on two things in the user's store, or with ``undecided`` take it back; say what was done."""
    if verdict == "undecided":
        with session.writing() as store:
            withdraw(store, one, other)
    else:
        if not reason:
            raise BadInput(_NO_REASON)
        with session.reading() as store:
            text = judge_names(store, one, other, verdict, reason, lang=session.lang, by=by)
        session.load([Document.from_text("judgement.trig", text)])
    said = _RECORDED[verdict]
    return in_language(session.lang, said).format(one=one, other=other)


def _node(pair: tuple[NamedNode, NamedNode]) -> NamedNode:
    """Name the judgement on a pair, in either order."""
    return NamedNode(PREFIXES["judgement"] + content_hash(*sorted(each.value for each in pair)))


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
