"""Say a difference: in words, as JSON, or as the triples added and removed (TriG)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from graph.diff.compare import EVIDENCE, Difference, Edit, Node, Term
from graph.errors import UnknownFormat, Words, in_language
from graph.labels import Labels, short
from graph.names import sort_key
from graph.namespaces import PREFIXES
from graph.store import Store
from graph.store.base import rows
from graph.terminal import harmless
from graph.turtle import trig

#: ``turtle`` and ``trig`` are the same: Turtle in the two graphs graph:added and graph:removed.
FORMATS = ("text", "json", "turtle", "trig")
ADDED, REMOVED = (NamedNode(PREFIXES["graph"] + name) for name in ("added", "removed"))
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
#: The first line of a fact says these.
_NAMING = {_TYPE, *(NamedNode(PREFIXES["skos"] + name) for name in ("prefLabel", "hiddenLabel"))}

_SUMMARY = Words(
    "Dữ kiện: thêm (+) {added}, bỏ (-) {removed}, sửa (~) {changed}. Bộ ba: thêm {plus}, bỏ {minus}.",
    "Facts: {added} added (+), {removed} removed (-), {changed} changed (~). Triples: {plus} added, {minus} removed.",
)
_EQUAL = Words("Hai bên nói như nhau.", "Both sides say the same.")
_EVIDENCE = """
SELECT ?node ?label ?title WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node pfr:restates ?label .
  FILTER (LANG(?label) = "{lang}")
  OPTIONAL {{ ?node oa:hasSource/dcterms:title ?title }}
}}"""
_KINDS = "SELECT DISTINCT ?node ?kind WHERE {{ VALUES ?node {{ {nodes} }} ?node a ?kind }}"


def summary(found: Difference, lang: str = "vi") -> str:
    """Say in one sentence how much changed."""
    words = _SUMMARY if found else _EQUAL
    return in_language(lang, words).format(
        added=len(found.new_facts),
        removed=len(found.gone_facts),
        changed=len(found.changed_facts),
        plus=len(found.added),
        minus=len(found.removed),
    )


def write(found: Difference, stores: Sequence[Store], format: str, *, lang: str = "vi") -> str:
    """Return a difference in one of FORMATS; names are looked up in the ``stores``, the first that has one."""
    if format in ("turtle", "trig"):
        graphs = ((ADDED, found.added), (REMOVED, found.removed))
        return trig(
            Quad(each.subject, each.predicate, each.object, graph) for graph, triples in graphs for each in triples
        )
    speaker = _Speaker(found, stores, lang)
    if format == "json":
        return json.dumps(speaker.data(), ensure_ascii=False, indent=2) + "\n"
    if format != "text":
        raise UnknownFormat(format, FORMATS)
    return "".join(f"{harmless(line)}\n" for line in speaker.lines())


class _Speaker:
    """Says facts and their edits in one language."""

    def __init__(self, found: Difference, stores: Sequence[Store], lang: str) -> None:
        self._found = found
        self._lang = lang
        terms = found.terms
        nodes = " ".join(sorted(str(term) for term in terms if isinstance(term, NamedNode)))
        self._kinds: dict[Node, set[Node]] = defaultdict(set)
        self._evidence: dict[Term, str] = {}
        for store in stores:
            for node, kind in rows(store, _KINDS.format(nodes=nodes)):
                if isinstance(node, NamedNode) and isinstance(kind, NamedNode):
                    self._kinds[node].add(kind)
            for node, label, title in rows(store, _EVIDENCE.format(nodes=nodes, lang=lang)):
                if isinstance(node, NamedNode) and isinstance(label, Literal):
                    told = f" ({title.value})" if isinstance(title, Literal) else ""
                    self._evidence.setdefault(node, label.value + told)
        kinds: set[Term] = set().union(*self._kinds.values())
        self._labels = [Labels(store, terms | kinds | {EVIDENCE}, lang) for store in stores]

    def lines(self) -> Iterator[str]:
        """Yield every fact with its sign, and below it what came, went or changed."""
        for sign, facts in (
            ("+", self._found.new_facts),
            ("-", self._found.gone_facts),
            ("~", self._found.changed_facts),
        ):
            for fact in self._ordered(facts):
                yield f"{sign} {self._kind(fact)}: {self.say(fact)} [{short(fact)}]"
                for edit in self._edits(facts[fact], whole=sign != "~"):
                    yield from self._edit(edit, whole=sign != "~")

    def data(self) -> dict[str, list[dict[str, object]]]:
        """Return the facts added, removed and changed as plain values."""
        found = self._found
        parts = {"added": found.new_facts, "removed": found.gone_facts, "changed": found.changed_facts}
        return {part: [self._fact(fact, facts[fact]) for fact in self._ordered(facts)] for part, facts in parts.items()}

    def say(self, term: Term) -> str:
        """Say a term by its name where any store has one; text in another language is marked as such."""
        if isinstance(term, Literal):
            return f"{term.value} ({term.language})" if term.language not in (None, self._lang) else term.value
        if term in self._evidence:
            return self._evidence[term]
        names = (labels.say(term) for labels in self._labels)
        return next((name for name in names if name != short(term)), short(term))

    def _fact(self, fact: Node, edits: Iterable[Edit]) -> dict[str, object]:
        changes = [
            {
                "property": self._property(edit),
                "property_iri": edit.property.value,
                "of_evidence": edit.of_evidence,
                "old": self._listed(edit.old),
                "new": self._listed(edit.new),
            }
            for edit in edits
        ]
        iri = fact.value if isinstance(fact, NamedNode) else str(fact)
        return {"iri": iri, "kind": self._kind(fact), "label": self.say(fact), "changes": changes}

    def _ordered(self, facts: Iterable[Node]) -> list[Node]:
        return sorted(facts, key=lambda fact: (sort_key(self._kind(fact)), sort_key(self.say(fact)), str(fact)))

    def _kind(self, fact: Node) -> str:
        return ", ".join(sorted(map(self.say, self._kinds.get(fact, ())))) or "?"

    def _edits(self, edits: Iterable[Edit], *, whole: bool) -> list[Edit]:
        """Return the edits worth a line: of a new or removed fact, not those that its first line says."""
        shown = [edit for edit in edits if not (whole and edit.property in _NAMING and not edit.of_evidence)]
        return sorted(
            shown, key=lambda edit: (edit.of_evidence, edit.property == EVIDENCE, sort_key(self.say(edit.property)))
        )

    def _property(self, edit: Edit) -> str:
        name = self.say(edit.property)
        return f"{self.say(EVIDENCE)} › {name}" if edit.of_evidence else name

    def _edit(self, edit: Edit, *, whole: bool) -> Iterator[str]:
        """Yield the lines of an edit; evidence is a sentence, and stands on a line of its own."""
        old, new = self._listed(edit.old, own=whole), self._listed(edit.new, own=whole)
        if edit.property == EVIDENCE:
            yield from (
                f"    {sign}» {said}"
                for sign, side in (("" if whole else "- ", old), ("" if whole else "+ ", new))
                for said in side
            )
        else:
            was, now = "; ".join(old), "; ".join(new)
            arrow = f"{was} → {now}" if old and new else f"+ {now}" if new else f"- {was}"
            yield f"    {self._property(edit)}: {was or now if whole else arrow}"

    def _listed(self, terms: Iterable[Term], *, own: bool = False) -> list[str]:
        """Say terms in order; with ``own``, texts of another language only where this one has none."""
        found = list(terms)
        spoken = [term for term in found if not isinstance(term, Literal) or term.language in (None, self._lang)]
        return sorted(map(self.say, (spoken or found) if own else found), key=sort_key)
