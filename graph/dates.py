"""Dates as bounds: a year or a month is the span from its first to its last day.

The model compares ``xsd:date`` only; what a source leaves open is kept as a precision.

>>> DateSpan.parse("2019-11")
DateSpan(first=datetime.date(2019, 11, 1), last=datetime.date(2019, 11, 30), precision='month')
>>> DateSpan.parse("2024").last.isoformat()
'2024-12-31'
>>> print(Window.between("2019", "2021-06"))
2019-01-01/2021-06-30
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from graph.errors import BadDate, BadInput, BadWindow, Words

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_XSD_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_ONE_OF_THEM = Words("chỉ chọn một trong --as-of và --between", "give only one of --as-of and --between")

#: The property that says how exact the date of another is; other dates have ``pfr:precision``.
PRECISION_OF = {
    "pfr:validFrom": "pfr:fromPrecision",
    "pfr:validTo": "pfr:toPrecision",
    "pfr:periodStart": "pfr:fromPrecision",
    "pfr:periodEnd": "pfr:toPrecision",
    "pfr:signedOn": "pfr:signedPrecision",
}


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


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a question asks about, the first and the last included."""

    start: dt.date
    end: dt.date

    @classmethod
    def as_of(cls, text: str) -> Window:
        """Return the one day that a date means: of a year or a month its last; raise BadDate."""
        day = DateSpan.parse(text).last
        return cls(day, day)

    @classmethod
    def between(cls, start: str, end: str) -> Window:
        """Return the days from the first of one date to the last of another; raise BadDate or BadWindow."""
        first, last = DateSpan.parse(start).first, DateSpan.parse(end).last
        if first > last:
            raise BadWindow(start, end)
        return cls(first, last)

    @classmethod
    def given(cls, as_of: str | None = None, between: str | None = None) -> Window | None:
        """Return the window that a user's words give, if any: ``2023``, or ``2019/2021`` as ISO 8601 writes it.

        Raises BadDate, BadWindow, or BadInput where both are given.
        """
        if as_of is not None and between is not None:
            raise BadInput(_ONE_OF_THEM)
        if as_of is not None:
            return cls.as_of(as_of)
        if between is None:
            return None
        start, _, end = between.partition("/")
        return cls.between(start, end)

    @property
    def is_day(self) -> bool:
        """Tell whether it is a single day."""
        return self.start == self.end

    def __str__(self) -> str:
        return self.start.isoformat() if self.is_day else f"{self.start.isoformat()}/{self.end.isoformat()}"


def day(text: str) -> dt.date | None:
    """Return the day that an ``xsd:date`` names, without its time zone; None where it names none we can reckon with.

    >>> day("2022-01-01Z")
    datetime.date(2022, 1, 1)
    """
    found = _XSD_DATE.fullmatch(text)
    try:
        return dt.date.fromisoformat(found[1]) if found else None
    except ValueError:  # 2022-02-30, and the year 0
        return None


def written(date: str, precision: str) -> str:
    """Return an ISO date cut to its precision.

    >>> written("2019-11-01", "month")
    '2019-11'
    """
    return date[: {"year": 4, "month": 7}.get(precision, 10)]
