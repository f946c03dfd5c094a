"""Dates as bounds: a year or a month is the span from its first to its last day.

The model compares ``xsd:date`` only; what a source leaves open is kept as a precision.

>>> DateSpan.parse("2019-11")
DateSpan(first=datetime.date(2019, 11, 1), last=datetime.date(2019, 11, 30), precision='month')
>>> DateSpan.parse("2024").last.isoformat()
'2024-12-31'
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from graph.errors import BadDate

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days that a written date can mean, with its precision: day, month or year."""

    first: dt.date
    last: dt.date
    precision: str

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Read YYYY, YYYY-MM or YYYY-MM-DD; raise BadDate for anything else."""
        found = _DATE.fullmatch(text.strip())
        if found is None:
            raise BadDate(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            return cls._span(year or 0, month, day)
        except ValueError as error:
            raise BadDate(text) from error

    @classmethod
    def _span(cls, year: int, month: int | None, day: int | None) -> DateSpan:
        if month is None:
            return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
        if day is None:
            last_day = calendar.monthrange(year, month)[1]
            return cls(dt.date(year, month, 1), dt.date(year, month, last_day), "month")
        return cls(dt.date(year, month, day), dt.date(year, month, day), "day")


def written(date: str, precision: str) -> str:
    """Return an ISO date cut to its precision.

    >>> written("2019-11-01", "month")
    '2019-11'
    """
    return date[: {"year": 4, "month": 7}.get(precision, 10)]
