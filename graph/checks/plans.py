"""Look at what was planned or proposed: carried out since, or past its day without a known outcome."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph import dates
from graph.checks.model import Hit, local_name
from graph.dates import written
from graph.namespaces import PREFIXES
from graph.store.base import text_of

_Row = Mapping[str, object]
#: What changes a gate; that it exists says nothing of a plan.
_CHANGES = {"opened", "upgraded", "reopened"}
#: Kinds of plans that belong to a day.
_DATED = {"Visit", "Agreement", "GateStatus"}


@dataclass(frozen=True, slots=True)
class _Event:
    node: NamedNode
    kind: str
    modality: NamedNode
    sides: frozenset[str]
    start: str
    end: str
    precision: str
    level: str
    event: str
    known: str

    @property
    def is_plan(self) -> bool:
        return self.modality.value.rpartition("/")[2] in ("planned", "proposed")


def examine_carried_out(candidates: Iterable[_Row]) -> Iterator[Hit]:
    """Yield each plan or proposal with what came of it."""
    events = _events(candidates)
    outcomes = _outcomes(events)
    for plan in events:
        for done in outcomes.get(plan.node, ()):
            yield Hit(
                (plan.node, done.node), {"plan": plan.modality, "other": done.node, "day": Literal(done.known or "?")}
            )


def examine_past(candidates: Iterable[_Row], day: dt.date) -> Iterator[Hit]:
    """Yield each planned visit, signing or opening whose last possible day lies before the day, with no outcome."""
    events = _events(candidates)
    outcomes = _outcomes(events)
    for plan in events:
        if plan.modality.value.endswith("/planned") and plan.kind in _DATED and plan.end:
            due = written(plan.end, plan.precision)
            if due < written(day.isoformat(), plan.precision) and plan.node not in outcomes:
                yield Hit((plan.node,), {"day": Literal(due)})


def _outcomes(events: Sequence[_Event]) -> dict[NamedNode, list[_Event]]:
    """Return what came of each plan."""
    actual: dict[tuple[str, str], list[_Event]] = defaultdict(list)
    for event in events:
        if event.modality.value.endswith("/actual"):
            for side in event.sides:
                actual[event.kind, side].append(event)
    found = {
        plan.node: [done for done in actual[plan.kind, min(plan.sides)] if _fulfils(done, plan)]
        for plan in events
        if plan.is_plan
    }
    return {node: done for node, done in found.items() if done}


def _fulfils(done: _Event, plan: _Event) -> bool:
    if not plan.sides <= done.sides or (plan.known and done.known and done.known < plan.known and not plan.start):
        return False
    if plan.kind == "GateStatus":
        return done.event in _CHANGES and plan.level in ("", done.level)
    if plan.kind == "Partnership":
        # A country stands for places that are not named yet, so nothing can be told to be them.
        return not any(side.startswith(PREFIXES["country"]) for side in plan.sides)
    return bool(plan.start and done.start) and plan.start <= done.start <= plan.end


def _events(candidates: Iterable[_Row]) -> list[_Event]:
    return [event for event in map(_event, candidates) if event]


def _event(row: _Row) -> _Event | None:
    """Read a row; None for a statement without an IRI, which nobody could look up."""
    node, modality = row["statement"], row["modality"]
    if not isinstance(node, NamedNode) or not isinstance(modality, NamedNode):
        return None
    start, end = _day(row["start"]) or _day(row["signed_on"]), _day(row["end"])
    precision = local_name(row["end_precision"] if end else row["start_precision"])
    return _Event(
        node,
        local_name(row["class"]),
        modality,
        frozenset(text_of(row["sides"]).split()),
        start,
        end or start,
        precision or "day",
        local_name(row["level"]),
        local_name(row["event"]),
        _day(row["known"]),
    )


def _day(term: object) -> str:
    found = dates.day(text_of(term))
    return found.isoformat() if found else ""
