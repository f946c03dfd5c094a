"""Periods as Vietnamese offices write them: from a date, to a date, to this day.

>>> period = parse_period("giai đoạn 2024 - 2026")
>>> period.start.first.isoformat(), period.end.last.isoformat(), period.status
('2024-01-01', '2026-12-31', None)
>>> period = parse_period("từ năm 2019 đến nay")
>>> period.start.first.isoformat(), period.end, period.status
('2019-01-01', None, 'ongoing')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.dates import DateSpan
from graph.errors import Words
from graph.importing.dates import (
    MISSING_YEAR,
    NO_SUCH_DATE,
    VAGUE_DATE,
    completed,
    halves,
    read_date,
    two_digit_year,
    vague_date,
    vietnamese_date,
    why_no_date,
    year_problem,
)
from graph.importing.model import Problem
from graph.importing.wording import EMPTY, LONGEST, plain

BAD_PERIOD = Problem(
    "bad-period",
    Words(
        "không đọc được khoảng thời gian này; viết 2024 - 2026, 20/3/2017 - 25/3/2017 hoặc từ 2019 đến nay",
        "this is no period; write 2024 - 2026, 20/3/2017 - 25/3/2017 or from 2019 to present",
    ),
)
_AMBIGUOUS = Words("có thể hiểu theo nhiều cách; hãy chọn một", "this can be read in several ways; choose one")
_REVERSED = Words("ngày đầu đứng sau ngày cuối", "the period starts after it ends")
_OPEN = Words(
    "thiếu ngày cuối; ghi ngày, ghi nay nếu còn tiếp diễn, hoặc ? nếu không rõ",
    "the end is missing; write a date, or now if it still holds, or ? if it is not known",
)

#: Words that stand for an end, by the status that they tell.
_ENDS = {
    "ongoing": "nay|hien nay|hien tai|present|the present|now|today|date",
    "unknown": r"\?|khong ro|chua ro|unknown",
    "ended": "da ket thuc|ket thuc|da het hieu luc|het hieu luc|ended",
}
_STATUS = {word.replace("\\", ""): status for status, words in _ENDS.items() for word in words.split("|")}

_HEAD = re.compile(
    r"(?:(?:trong|in) )?(?:(?:giai doan|nhiem ky|thoi ky|(?:the )?period|term):? )?"
    r"(?P<since>(?:(?:ke )?tu|from|since) )?"
)
_UNTIL = re.compile(r"(?:(?:tinh |cho )?(?:den|toi)(?: het| cuoi)?|until|till|up to) (?P<end>.+)")
_TO = re.compile(r"^(?:den(?: het| cuoi)?|toi|to|until) ")
_SHORT_END = re.compile(r"(?P<century>\d\d)(?P<year>\d\d) ?- ?(?P<end>\d\d)", re.ASCII)
_OPEN_END = re.compile(r"(?P<start>.*[^ -]) ?-")
_MONTHS_OF_YEAR = re.compile(r"(?P<number>\d{1,2}) thang (?P<part>dau|cuoi) nam (?P<year>\d{4})", re.ASCII)
_QUARTER = re.compile(r"(?:quy |q)(?P<quarter>iv|i{1,3}|[1-4])(?:[/ -]| - |,? nam )(?P<year>\d{4})", re.ASCII)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of ``start`` to the last day of ``end``.

    Without an end, ``status`` tells whether it is ``ongoing``, has ``ended``, or ``unknown``.
    """

    start: DateSpan | None
    end: DateSpan | None
    status: str | None = None


@lru_cache(maxsize=1 << 13)  # a register names the same periods again and again
def parse_period(text: str) -> Period | Problem:
    """Read a period, or a single date as the span that it is, or say what is wrong with it.

    >>> parse_period("11-15/6/2024").start.first.isoformat()
    '2024-06-11'
    """
    if len(text) > LONGEST:
        return BAD_PERIOD
    written = plain(text)
    if not written:
        return EMPTY
    head = _HEAD.match(written)
    body = written[head.end() :] if head else written
    if short := _SHORT_END.fullmatch(body):
        return _short_end(short)
    period = _single(body)
    if isinstance(period, Period) and head and head["since"]:
        return Period(period.start, None, "unknown")
    return period or _part_of_year(body) or _open(body) or _cut(body)


def _single(written: str) -> Period | Problem | None:
    found = read_date(written)
    return Period(found, found) if isinstance(found, DateSpan) else found


def _short_end(found: re.Match[str]) -> Period | Problem:
    """Read "2019-11" as a month, unless it may be two years: "2011-12" or "2015-16"."""
    years = f"{found['century']}{found['year']} - {found['century']}{found['end']}"
    if int(found["end"]) > _YEAR_LENGTH:
        return two_digit_year(years)
    if found["end"] > found["year"]:
        return Problem("ambiguous-period", _AMBIGUOUS, f"{found['end']}/{found['century']}{found['year']}; {years}")
    return _single(found[0]) or BAD_PERIOD


def _part_of_year(written: str) -> Period | Problem | None:
    if found := _QUARTER.fullmatch(written):
        quarter = _ROMAN.get(found["quarter"]) or int(found["quarter"])
        return _months(found["year"], 3 * quarter - 2, 3 * quarter)
    found = _MONTHS_OF_YEAR.fullmatch(written)
    if found is None:
        return None
    number = int(found["number"])
    if not 1 <= number <= _YEAR_LENGTH:
        return BAD_PERIOD
    first = 1 if found["part"] == "dau" else _YEAR_LENGTH + 1 - number
    return _months(found["year"], first, first + number - 1)


def _months(year: str, first: int, last: int) -> Period | Problem:
    return _pair(f"{first}/{year}", f"{last}/{year}") or BAD_PERIOD


def _open(body: str) -> Period | Problem | None:
    """Read "đến nay", "đến hết năm 2012" and the like, which name no start."""
    until = _UNTIL.fullmatch(body)
    end = until["end"] if until else body
    if end in _STATUS:
        return Period(None, None, _STATUS[end])
    if until is None:
        return None
    found = read_date(end) or why_no_date(end)
    return Period(None, found) if isinstance(found, DateSpan) else found


def _cut(body: str) -> Period | Problem:
    """Cut a period into its start and its end; several ways that all make sense are a problem."""
    problem: Problem | None = None
    for pairs in halves(body):
        results = [found for left, right in pairs if (found := _pair(left, right))]
        periods = {found for found in results if isinstance(found, Period)}
        if len(periods) > 1:
            return Problem("ambiguous-period", _AMBIGUOUS)
        if periods:
            return periods.pop()
        problem = problem or next((found for found in results if isinstance(found, Problem)), None)
    if problem and problem.rule == NO_SUCH_DATE.rule:
        return NO_SUCH_DATE  # the day that it suggests is only one end
    return problem or _why_no_period(body)


def _pair(left: str, right: str) -> Period | Problem | None:
    """Read a start and an end; None where either has no form of a date."""
    right = _TO.sub("", right, count=1)
    start, end = read_date(left), read_date(right)
    if right in _STATUS:
        return Period(start, None, _STATUS[right]) if isinstance(start, DateSpan) else start
    if isinstance(end, DateSpan) and start is None:
        start = completed(left, end)
    if start is None or end is None:
        return None
    if isinstance(start, Problem):
        return start
    if isinstance(end, Problem):
        return end
    if end.last < start.first:
        return Problem("period-reversed", _REVERSED, f"{vietnamese_date(end)} - {vietnamese_date(start)}")
    return Period(start, end)


def _why_no_period(body: str) -> Problem:
    if (found := _OPEN_END.fullmatch(body)) and isinstance(start := read_date(found["start"]), DateSpan):
        return Problem("open-period", _OPEN, f"{vietnamese_date(start)} - nay; {vietnamese_date(start)} - ?")
    if problem := year_problem(body):
        return problem
    for pairs in halves(body):
        for left, right in pairs:
            problems = [year_problem(half) for half in (left, right) if read_date(half) is None]
            if problems and all(problems):
                return MISSING_YEAR if MISSING_YEAR in problems else two_digit_year()
        if any(vague_date(half) for pair in pairs for half in pair):
            return VAGUE_DATE
    problem = why_no_date(body)
    return problem if problem.rule not in {"bad-date", "two-dates"} else BAD_PERIOD
