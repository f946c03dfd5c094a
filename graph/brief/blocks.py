"""Sort statements into the blocks of a briefing: what is in force, what happened, what is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode

from graph import dates
from graph.brief.facts import Fact
from graph.brief.model import Block
from graph.brief.noting import Noter
from graph.brief.sentences import Speaker
from graph.checks.agreements import NOTICE
from graph.names import sort_key

#: Agreements are told apart in this order.
_STANDINGS = ("in-force", "expiring", "open", "future", "expired")
#: Blocks of sentences, and the kinds that stand in each.
_SENTENCES = {
    "visits": ("Visit",),
    "contacts": ("Engagement",),
    "projects": ("Project", "FinancialCommitment"),
    "gates": ("GateStatus",),
    "posts": ("Membership",),
    "policies": ("PolicyDocument",),
}
RELATIONS = ("partnership", "agreements")
EVENTS = ("visits", "contacts", "projects", "gates", "trade", "posts", "figures", "policies")

_START = (
    "pfr:signedOn",
    "pfr:issuedOn",
    "pfr:asOf",
    "pfr:validFrom",
    "pfr:periodStart",
    "pfr:validTo",
    "pfr:knownFrom",
)


_NONE: Mapping[NamedNode, Sequence[Fact]] = {}


class Blocks:
    """Makes blocks from facts, in the order in which they are asked for."""

    def __init__(self, noter: Noter, speaker: Speaker, day: str) -> None:
        self._noter = noter
        self._speaker = speaker
        self._words = speaker.words
        self._day = day

    def of(self, names: Iterable[str], facts: Sequence[Fact]) -> list[Block]:
        """Return the blocks of these names that are not empty; plans stand in none of them."""
        done = [fact for fact in facts if not fact.is_plan]
        return [block for name in names for block in self._block(name, done) if block.lines or block.rows]

    def plans(self, facts: Sequence[Fact]) -> list[Block]:
        """Return what is planned, then what is proposed."""
        return [
            Block(self._words[modality], tuple(self._noter.line(self._speaker.say(fact), [fact]) for fact in found))
            for modality in ("planned", "proposed")
            if (found := [fact for fact in self._ordered(facts) if fact.code("pfr:modality") == modality])
        ]

    def _block(self, name: str, facts: Sequence[Fact]) -> Iterator[Block]:
        if name == "partnership":
            yield self._partnerships(facts)
        elif name == "agreements":
            yield from self._agreements([fact for fact in facts if fact.kind == "Agreement"])
        elif name == "figures":
            yield self._figures([fact for fact in facts if fact.kind == "Figure"])
        elif name == "trade":
            yield self._trade([fact for fact in facts if fact.kind == "TradeLink"])
        else:
            yield self._lines(name, [fact for fact in facts if fact.kind in _SENTENCES[name]])

    def _partnerships(self, facts: Sequence[Fact]) -> Block:
        """Return a sentence for each partnership; the agreement that first attests it proves the date."""
        agreements = [fact for fact in facts if fact.kind == "Agreement"]
        backed = {
            fact.node: [each for each in agreements if _attests(each, fact)]
            for fact in facts
            if fact.kind == "Partnership"
        }
        return self._lines("partnership", [fact for fact in facts if fact.node in backed], backed)

    def _lines(self, name: str, facts: Sequence[Fact], backed: Mapping[NamedNode, Sequence[Fact]] = _NONE) -> Block:
        """Return a sentence for each fact, one for those that say the same; a commitment is told with its project.

        ``backed`` gives facts whose proof belongs to a sentence as well.
        """
        parts = {node: fact for fact in facts for node in fact.nodes("pfr:commitment")}
        told: dict[str, list[Fact]] = {}
        for fact in self._ordered(facts):
            if fact.node not in parts:
                committed = [each for each in facts if parts.get(each.node) is fact]
                told.setdefault(self._speaker.say(fact), []).extend((fact, *committed, *backed.get(fact.node, ())))
        return Block(self._words[name], tuple(self._noter.line(text, found) for text, found in told.items()))

    def _agreements(self, facts: Sequence[Fact]) -> Iterator[Block]:
        grouped: Mapping[str, list[Fact]] = {standing: [] for standing in _STANDINGS}
        for fact in self._ordered(facts):
            grouped[standing(fact, self._day)].append(fact)
        heads = (self._words["agreement"], self._words["signed"], self._words["term"])
        for name, found in grouped.items():
            title = self._words[name].format(days=NOTICE.days)
            yield Block(
                title, heads=heads, rows=tuple(self._noter.row(self._speaker.agreement(fact), [fact]) for fact in found)
            )

    def _figures(self, facts: Sequence[Fact]) -> Block:
        ordered = sorted(facts, key=lambda fact: (sort_key(self._speaker.label(fact.node)), _start(fact)))
        heads = (self._words["figure"], self._words["value"], self._words["time"])
        rows = tuple(self._noter.row(self._speaker.figure(fact), [fact]) for fact in ordered)
        return Block(self._words["figures"], heads=heads, rows=rows)

    def _trade(self, facts: Sequence[Fact]) -> Block:
        lines = [
            self._noter.line(self._speaker.trade(found), found)
            for direction in ("export", "import")
            if (found := [fact for fact in facts if fact.code("pfr:direction") == direction])
        ]
        return Block(self._words["trade"], tuple(lines))

    def _ordered(self, facts: Iterable[Fact]) -> list[Fact]:
        """Sort by day; what has none comes last."""
        return sorted(facts, key=lambda fact: (_start(fact), sort_key(self._speaker.label(fact.node)), fact.node.value))


def _attests(agreement: Fact, partnership: Fact) -> bool:
    """Tell whether a partnership is known from the day of an agreement between its participants."""
    days = {agreement.text("pfr:signedOn"), agreement.text("pfr:validFrom")} - {""}
    between = set(partnership.nodes("pfr:participant")) <= set(agreement.nodes("pfr:party"))
    return between and partnership.text("pfr:knownFrom") in days and not partnership.text("pfr:validFrom")


def standing(fact: Fact, day: str) -> str:
    """Tell whether an agreement is in force on a day, about to expire, expired, or of unknown term."""
    first, last = fact.text("pfr:validFrom") or fact.text("pfr:signedOn"), fact.text("pfr:validTo")
    status = "ended" if fact.code("pfr:modality") == "ended" else fact.code("pfr:endStatus")
    if (last and last < day) or status == "ended":
        return "expired"
    if first > day:
        return "future"
    if not last:
        return "in-force" if status == "ongoing" else "open"
    return "expiring" if last <= _notice(day) else "in-force"


def _notice(day: str) -> str:
    known = dates.day(day)
    return (known + NOTICE).isoformat() if known else ""


def _start(fact: Fact) -> str:
    return next((fact.text(prop) for prop in _START if fact.text(prop)), "~")
