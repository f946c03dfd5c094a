"""Dates as Vietnamese offices write them, as spans of days.

The day stands before the month. A part that is not written is never made up: a year without a
month is the whole year, and a date without a year is a problem.

>>> parse_date("tháng 10/2011")
DateSpan(first=datetime.date(2011, 10, 1), last=datetime.date(2011, 10, 31), precision='month')
>>> parse_date("3/20/2017").suggestion
'20/3/2017'
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from graph.dates import DateSpan
from graph.errors import BadDate, Words
from graph.importing.model import Problem
from graph.importing.wording import EMPTY, LONGEST, plain

#: A year outside is taken for a slip of the pen.
EARLIEST, LATEST = 1700, 2100

BAD_DATE = Problem(
    "bad-date",
    Words(
        "không đọc được ngày này; viết ngày/tháng/năm (20/3/2017), tháng/năm (10/2011) hoặc năm (2019)",
        "this is no date; write day/month/year (20/3/2017), month/year (10/2011) or a year (2019)",
    ),
)
MISSING_YEAR = Problem(
    "missing-year",
    Words("thiếu năm; ghi thêm năm bằng bốn chữ số", "the year is missing; add it with four digits"),
)
_LONGEST_MONTH = 31
NO_SUCH_DATE = Problem(
    "no-such-date", Words("lịch không có ngày hoặc tháng này", "the calendar has no such day or month")
)
UNLIKELY_YEAR = Problem(
    "unlikely-year",
    Words(
        f"năm phải nằm trong khoảng {EARLIEST} đến {LATEST}; hãy kiểm tra lại",
        f"the year is not between {EARLIEST} and {LATEST}; check it",
    ),
)
RELATIVE_DATE = Problem(
    "relative-date",
    Words(
        "ngày tính theo lúc viết (nay, năm ngoái …); ghi rõ ngày, tháng hoặc năm",
        "the date depends on the day of writing (now, last year …); write the day, month or year itself",
    ),
)
TWO_DATES = Problem(
    "two-dates",
    Words("ở đây cần một ngày, không phải một khoảng thời gian", "one date is expected here, not a period"),
)
_QUARTER_DATE = Words(
    "quý là ba tháng, không ghi được thành một ngày; ghi tháng hoặc năm",
    "a quarter is three months and no date; write the month or the year",
)
VAGUE_DATE = Problem(
    "vague-date",
    Words(
        "“đầu”, “giữa”, “cuối”, “khoảng” không cho biết ngày nào; ghi tháng hoặc năm, phần còn lại ghi ở Ghi chú",
        '"early", "middle", "late" or "about" tells no day; write the month or the year, and the rest in the note',
    ),
)
_SERIAL = Words(
    "đây là số mà Excel dùng để giữ một ngày; đặt ô ở dạng ngày hoặc ghi ngày bằng chữ số",
    "this is the number by which Excel keeps a date; give the cell the format of a date, or write the date",
)
_MONTH_FIRST = Words(
    "không có tháng lớn hơn 12; ngày đứng trước tháng: ngày/tháng/năm",
    "no month is greater than 12; the day stands before the month: day/month/year",
)
_SHORT_YEAR = Words("ghi năm bằng bốn chữ số", "write the year with four digits")

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>\d{4})"
_MARK, _AGAIN = r" ?(?P<mark>[/.-]) ?", r" ?(?P=mark) ?"
_NGAY, _THANG, _NTH = r"(?:ngay )?", r"(?:thang|thg)", r"(?:st|nd|rd|th)?"


def _patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.ASCII) for text in texts)


def _year_last(year: str) -> tuple[re.Pattern[str], ...]:
    return _patterns(
        rf"{_NGAY}{_DAY}{_MARK}{_MONTH}{_AGAIN}{year}",
        rf"{_NGAY}{_DAY}{_MARK}{_MONTH},? nam {year}",
        rf"{_NGAY}{_DAY},? {_THANG} {_MONTH},? (?:nam )?{year}",
        rf"{_DAY}{_NTH}[ -]{_NAME},?[ -]{year}",
        rf"{_NAME} {_DAY}{_NTH},? {year}",
        rf"(?:{_THANG} )?{_MONTH}{_MARK}{year}",
        rf"{_THANG} {_MONTH},? (?:nam )?{year}",
        rf"{_NAME},?[ -]{year}",
        rf"(?:nam )?{year}",
    )


_FORMS = _year_last(_YEAR) + _patterns(rf"{_YEAR}{_MARK}{_MONTH}{_AGAIN}{_DAY}", rf"{_YEAR}{_MARK}{_MONTH}")
_TWO_DIGITS = _year_last(r"(?P<year>\d{2})")
_WITHOUT_YEAR = _patterns(
    rf"{_NGAY}{_DAY}{_MARK}{_MONTH}",
    rf"{_NGAY}{_DAY},? {_THANG} {_MONTH}",
    rf"{_DAY}{_NTH}[ -]{_NAME}",
    rf"{_NAME} {_DAY}{_NTH}",
    rf"{_THANG} {_MONTH}",
    _NAME,
)
_ONLY_DAY = _patterns(rf"{_NGAY}{_DAY}{_NTH}")
_QUARTER = re.compile(r"(?:quy |q)(?:iv|i{1,3}|[1-4])(?:[/ -]| - |,? nam )(?P<year>\d{4})", re.ASCII)
_VAGUE_PART = re.compile(
    r"(?:vao )?(?:khoang|(?:nua )?dau|giua|(?:nua )?cuoi|early|mid|late|about|around|circa)(?: in)?[ -](?P<date>.+)"
)
_DAYS_OF_EXCEL = re.compile(r"[1-7]\d{4}(?:[.,]\d+)?", re.ASCII)
_EXCEL_BEGINS = dt.date(1899, 12, 30)
_RELATIVE = re.compile(
    r"\b(?:nam|thang|tuan|hom|ngay|hien) (?:nay|qua|ngoai|truoc|sau|toi|tai)\b|\bnay\b"
    r"|\b(?:today|yesterday|tomorrow|now|present|(?:this|last|next) (?:year|month|week))\b"
)

# A time of day and a day of the week may stand beside a date, as in "Fri, 14/04/2017 14:00 | GMT +7".
_CLOCK = r"(?:luc )?\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?"
_WEEKDAY = (
    r"thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
)
_FRAME = re.compile(
    rf"(?:{_CLOCK}(?: ?[|,-])? )?(?:(?:sang|trua|chieu),? )?(?:(?:{_WEEKDAY}),? )?(?P<date>.+?)"
    rf"(?:(?:t| ?[|,]? ?){_CLOCK})?(?: ?z| ?\|? ?(?:gmt|utc) ?[+-]\d{{1,2}}(?::?\d{{2}})?)?",
    re.ASCII,
)
_WORDS_BETWEEN = re.compile(r",? (?:den(?: het| cuoi)?|toi|to|until|till|through|->) | - ")


@lru_cache(maxsize=1 << 13)  # a register names the same days again and again
def parse_date(text: str) -> DateSpan | Problem:
    """Read one date of day, month or year precision, or say what is wrong with it.

    >>> parse_date("ngày 20 tháng 3 năm 2017").first.isoformat()
    '2017-03-20'
    """
    if len(text) > LONGEST:
        return BAD_DATE
    written = plain(text)
    if not written:
        return EMPTY
    return read_date(written) or why_no_date(written)


def read_date(written: str) -> DateSpan | Problem | None:
    """Return the date that a plain text is, why that date cannot be, or None where it has no form of a date."""
    bare = _unframed(written)
    found = next((found for form in _FORMS if (found := form.fullmatch(bare))), None)
    return _span(*_numbers(found)) if found else None


def why_no_date(written: str) -> Problem:
    """Return what is wrong with a plain text that has no form of a date."""
    if problem := year_problem(written) or vague_date(written) or _quarter_or_serial(written):
        return problem
    if any(_is_date(left) and _is_date(right) for pairs in halves(written) for left, right in pairs):
        return TWO_DATES
    return RELATIVE_DATE if _RELATIVE.search(written) else BAD_DATE


def year_problem(written: str) -> Problem | None:
    """Return a problem if all that a plain text lacks to be a date is a year of four digits."""
    bare = _unframed(written)
    if any(form.fullmatch(bare) for form in _WITHOUT_YEAR):
        return MISSING_YEAR
    found = next((found for form in _TWO_DIGITS if (found := form.fullmatch(bare))), None)
    return two_digit_year(_with_century(*_numbers(found))) if found else None


def vague_date(written: str) -> Problem | None:
    """Return a problem if a plain text says of a date only that it is about, early or late in it."""
    found = _VAGUE_PART.fullmatch(written)
    date = read_date(found["date"]) if found else None
    return replace(VAGUE_DATE, suggestion=vietnamese_date(date)) if isinstance(date, DateSpan) else None


def _quarter_or_serial(written: str) -> Problem | None:
    if found := _QUARTER.fullmatch(written):
        return Problem("two-dates", _QUARTER_DATE, found["year"])
    if _DAYS_OF_EXCEL.fullmatch(written):
        day = _EXCEL_BEGINS + dt.timedelta(int(written[:5]))
        return Problem("date-serial", _SERIAL, vietnamese_date(DateSpan(day, day, "day")))
    return None


def two_digit_year(suggestion: str = "") -> Problem:
    """Return the problem of a year such as 17, with the whole date as it may be meant."""
    return Problem("two-digit-year", _SHORT_YEAR, suggestion)


def vietnamese_date(span: DateSpan) -> str:
    """Return a date as parse_date reads it.

    >>> vietnamese_date(DateSpan.parse("2011-10"))
    '10/2011'
    """
    day, month, year = span.first.day, span.first.month, span.first.year
    return {"year": f"{year}", "month": f"{month}/{year}"}.get(span.precision, f"{day}/{month}/{year}")


def halves(written: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the ways to cut a period in two: first at words and free-standing dashes, then at any hyphen."""
    yield [(written[: cut.start()], written[cut.end() :]) for cut in _WORDS_BETWEEN.finditer(written)]
    hyphens = (at for at, char in enumerate(written) if char == "-")
    yield [(written[:at].strip(), written[at + 1 :].strip()) for at in hyphens]


def completed(written: str, other: DateSpan) -> DateSpan | Problem | None:
    """Return a date that leaves to the other one what they share: the 11 in "11-15/6/2024".

    >>> completed("29/5", DateSpan.parse("2024-06-02")).first.isoformat()
    '2024-05-29'
    """
    for form in (*_WITHOUT_YEAR, *_ONLY_DAY):
        if found := form.fullmatch(written):
            _, month, day = _numbers(found)
            if other.precision == ("month" if day is None else "day"):
                return _span(other.first.year, month or other.first.month, day)
    return None


def _unframed(written: str) -> str:
    framed = _FRAME.fullmatch(written)
    return framed["date"] if framed else written


def _is_date(written: str) -> bool:
    return isinstance(read_date(written), DateSpan)


def _numbers(found: re.Match[str]) -> tuple[int, int | None, int | None]:
    parts = found.groupdict()
    name, month, day = parts.get("name"), parts.get("month"), parts.get("day")
    number = 1 + _MONTHS.index(name[:3]) // 3 if name else int(month) if month else None
    return int(parts.get("year") or 0), number, int(day) if day else None


def _span(year: int, month: int | None, day: int | None) -> DateSpan | Problem:
    if not EARLIEST <= year <= LATEST:
        return UNLIKELY_YEAR
    span = _possible(year, month, day)
    if span is not None:
        return span
    if _possible(year, day, month):
        return Problem("month-first", _MONTH_FIRST, f"{month}/{day}/{year}")
    if month and day and _possible(year, month, None) and day <= _LONGEST_MONTH:
        return replace(NO_SUCH_DATE, suggestion=f"{calendar.monthrange(year, month)[1]}/{month}/{year}")
    return NO_SUCH_DATE


def _possible(year: int, month: int | None, day: int | None) -> DateSpan | None:
    if month is None and day is not None:
        return None
    try:
        return DateSpan.parse("-".join(f"{part:02}" for part in (year, month, day) if part is not None))
    except BadDate:
        return None


def _with_century(year: int, month: int | None, day: int | None) -> str:
    """Return the date in the likely century, for a suggestion only."""
    full = year + (2000 if year < LATEST - 2050 else 1900)
    span = _possible(full, month, day)
    return vietnamese_date(span) if span else ""
