"""What is open: where sources disagree, what is missing, and what the briefing leaves out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from graph import dates
from graph.brief.facts import Fact
from graph.brief.model import Block, Line
from graph.brief.noting import Noter
from graph.brief.sentences import Speaker
from graph.brief.words import dated
from graph.checks import Finding, find
from graph.store.base import Store

#: Days in the words of a check.
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
#: The checks of ``kg check`` that speak of the subject; the others speak of the data.
CHECKS = ("agreement", "dates", "figures", "gate", "partnership", "plan")
#: Without a dated source nothing has expired and no plan is late.
_BEFORE_ALL = dt.date(2, 1, 1)
#: What an officer misses when nothing is known of it.
EXPECTED = {
    "partnership": "Partnership",
    "agreements": "Agreement",
    "visits": "Visit",
    "projects-by-name": "Project",
    "figures": "Figure",
}


def findings(store: Store, facts: Sequence[Fact], day: str, lang: str) -> list[Finding]:
    """Return what the checks find on these statements alone."""
    known = {fact.node.value for fact in facts}
    as_of = dates.day(day) or _BEFORE_ALL
    return [each for each in find(store, CHECKS, as_of=as_of, lang=lang) if known.issuperset(each.statements)]


def blocks(
    noter: Noter, speaker: Speaker, facts: Sequence[Fact], found: Sequence[Finding], remarks: Sequence[str]
) -> list[Block]:
    """Return the disagreements, then the gaps."""
    words = speaker.words
    by_node = {fact.node.value: fact for fact in facts}

    def line(each: Finding) -> Line:
        told = [by_node[iri] for iri in each.statements]
        if told[1:]:
            scoped = any(fact.kind == "Figure" and "skos:scopeNote" in fact.values for fact in told)
            said = "; ".join(map(speaker.brief, told)) + (words["scoped"] if scoped else "")
        else:
            why = _DAY.sub(lambda day: dated(day[0], speaker.lang), each.why)
            said = f"{speaker.label(told[0].node)} – {why}"
        return noter.line(f"{each.title}: {said}.", told)

    grave = tuple(line(each) for each in found if each.severity != "info")
    mild = tuple(line(each) for each in found if each.severity == "info")
    missing = [words[name].lower() for name, kind in EXPECTED.items() if not any(_is(fact, kind) for fact in facts)]
    if missing:
        absent = words["nothing-then" if remarks else "nothing-of"]  # a window leaves out what may well be known
        remarks = [absent.format(names=", ".join(missing)), *remarks]
    conflicts = Block(words["conflicts"], grave, remarks=() if grave else (words["no-matters"],))
    return [conflicts, *([Block(words["gaps"], mild, remarks=tuple(remarks))] if mild or remarks else [])]


def _is(fact: Fact, kind: str) -> bool:
    return fact.kind == kind and not fact.is_plan
