"""Look at the terms of agreements: about to expire, expired, and followed by none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from pyoxigraph import Literal, NamedNode

from graph import dates
from graph.checks.model import Hit
from graph.store.base import text_of

#: How long before its end an agreement is about to expire.
NOTICE = dt.timedelta(days=180)
_Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Agreement:
    node: NamedNode
    last_day: dt.date | None
    #: The last day of which the agreement tells anything.
    latest: dt.date
    renewed: bool
    #: Each side with its country and the units that replaced it.
    homes: Mapping[str, str]
    units: Mapping[str, frozenset[str]]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of sides that are not of one country."""
        for one, other in combinations(sorted(self.homes), 2):
            if self.homes[one] != self.homes[other] or self.homes[one] == "-":
                yield one, other


def examine_expiring(candidates: Iterable[_Row], day: dt.date) -> Iterator[Hit]:
    """Yield the agreements that expire within NOTICE of the day."""
    return _ending(candidates, day, day + NOTICE)


def examine_expired(candidates: Iterable[_Row], day: dt.date) -> Iterator[Hit]:
    """Yield the agreements that expired before the day."""
    return _ending(candidates, dt.date.min, day - dt.timedelta(days=1))


def _ending(candidates: Iterable[_Row], first: dt.date, last: dt.date) -> Iterator[Hit]:
    """Yield the agreements that end between two days and are not followed by another of the same two sides."""
    agreements = [each for each in map(_agreement, candidates) if each]
    latest: dict[tuple[str, str], dt.date] = defaultdict(lambda: dt.date.min)
    for each in agreements:
        for one, other in each.pairs():
            latest[one, other] = max(latest[one, other], each.latest)
    for each in agreements:
        end = each.last_day
        if end is None or not first <= end <= last or each.renewed:
            continue
        if any(not _followed(each.units, pair, end, latest) for pair in each.pairs()):
            yield Hit((each.node,), {"last_day": Literal(end.isoformat())})


def _followed(
    units: Mapping[str, frozenset[str]],
    pair: tuple[str, str],
    end: dt.date,
    latest: Mapping[tuple[str, str], dt.date],
) -> bool:
    """Tell whether the two sides, or the units that replaced them, agreed on something for later."""
    one, other = pair
    heirs = product({one, *units[one]}, {other, *units[other]})
    return any(latest.get((min(heir), max(heir)), dt.date.min) > end for heir in heirs)


def _agreement(row: _Row) -> _Agreement | None:
    """Read a row; None for an agreement without an IRI, which nobody could look up."""
    node = row["statement"]
    if not isinstance(node, NamedNode):
        return None
    homes: dict[str, str] = {}
    units: dict[str, set[str]] = defaultdict(set)
    for side in text_of(row["sides"]).split("|"):
        iri, homes_in, now = side.split()
        homes[iri] = homes_in
        units[iri] |= {now} - {"-"}
    last_day, signed, start = (dates.day(text_of(row[key])) for key in ("valid_to", "signed_on", "valid_from"))
    return _Agreement(
        node,
        last_day,
        max(each or dt.date.min for each in (last_day, signed, start)),
        row["renewed_by"] is not None,
        homes,
        {iri: frozenset(found) for iri, found in units.items()},
    )
