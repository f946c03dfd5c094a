"""Dates and stretches of time in a text.

>>> from graph.phrases.words import Text
>>> [print(time) for time in find_times(Text.of("hết hạn trước 31/12/2026"))]
Time(start=8, end=24, relation='before', first='2026-12-31', last='2026-12-31')
[None]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from graph.dates import DateSpan
from graph.errors import BadDate
from graph.phrases.words import Text
from graph.questions import Question

_FULL_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"]
_FULL_MONTHS += ["november", "december"]
_MONTHS = [*_FULL_MONTHS, *(name[:3] for name in _FULL_MONTHS)]
_MONTH = "|".join(_MONTHS)
#: The ways to write a date, most exact first; the groups are named y, m, d, or n for a month's name.
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?",
        r"(?:ngay )?(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})",
        r"(?:ngay )?(?P<d>\d{1,2}) thang (?P<m>\d{1,2})(?: nam |/| )(?P<y>\d{4})",
        r"(?:thang )?(?P<m>\d{1,2})/(?P<y>\d{4})",
        r"thang (?P<m>\d{1,2}) (?:nam )?(?P<y>\d{4})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<n>{_MONTH}),? (?P<y>\d{{4}})",
        rf"(?P<n>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})",
        rf"(?P<n>{_MONTH}),? (?P<y>\d{{4}})",
        r"(?:nam |year )?(?P<y>(?:19|20)\d{2})",
    )
)
_RELATIONS = {
    "range": r"tu|ke tu|tu nam|giai doan|trong giai doan|from|between|during|in|trong|since",
    "before": r"truoc|truoc ngay|before|prior to|earlier than",
    "by": r"den het|cho den het|den|toi|cham nhat|muon nhat|truoc cuoi|by the end of|by|until|up to|through",
    "after": r"sau|ke sau|after|later than",
    "since": r"tu|ke tu|tu sau|since|from|starting",
    "as_of": r"tinh den|as of|vao ngay|on|ngay",
    "at": r"vao|trong|o|hoi|in|during|trong ca|ca",
}
_BEFORE = {name: re.compile(rf"(?<![^\W_])(?:{words}) (?:het |the year )?$") for name, words in _RELATIONS.items()}
_TO = re.compile(r" ?(?:-|–|—|den|toi|to|until|and|va|den het|through) ?(?:nam )?")
_UNTIL_NOW = re.compile(r" (?:den nay|toi nay|tro di|tro lai day|on|onwards|until now|to date|den gio)(?![^\W_])")
#: Before what is no date by itself: the rest of a word, or of a number with separators.
_GOES_ON = re.compile(r"[^\W_]$|\d[/.]$")
#: The days that a window without a start or an end is given.
_FIRST, _LAST = "0001", "9999"


@dataclass(frozen=True, slots=True)
class Time:
    """What a text says of time: where it stands, its relation (at, as_of, before, by, since, range), its dates."""

    start: int
    end: int
    relation: str
    first: str
    last: str


def find_times(text: Text) -> list[Time]:
    """Return the times that a text names, in order."""
    dates = list(_dates(text.flat))
    found: list[Time] = []
    while dates:
        start, end, date = dates.pop(0)
        if dates and _TO.fullmatch(text.flat[end : dates[0][0]]):
            _, until, last = dates.pop(0)
            found.append(Time(_with(text.flat, start, "range"), until, "range", date, last))
        else:
            found.append(_single(text.flat, start, end, date))
    return found


def _dates(flat: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(flat):
        found = next(filter(None, (pattern.match(flat, at) for pattern in _DATES)), None)
        alone = found and not _GOES_ON.search(flat[:at]) and not flat[found.end() : found.end() + 1].isalnum()
        written = _iso(found.groupdict()) if found and alone else None
        if found and written:
            yield found.start(), found.end(), written
            at = found.end()
        else:
            at += 1


def _iso(parts: Mapping[str, str | None]) -> str | None:
    name = parts.get("n")
    month = _MONTHS.index(name) % 12 + 1 if name else parts.get("m")
    date = "-".join(
        f"{int(part):0{width}}" for part, width in ((parts["y"], 4), (month, 2), (parts.get("d"), 2)) if part
    )
    try:
        DateSpan.parse(date)
    except BadDate:
        return None
    return date


def _with(flat: str, start: int, relation: str) -> int:
    found = _BEFORE[relation].search(flat[:start])
    return found.start() if found else start


def _single(flat: str, start: int, end: int, date: str) -> Time:
    span = DateSpan.parse(date)
    relation = next(
        (name for name in ("as_of", "before", "by", "after", "since", "at") if _with(flat, start, name) < start), "at"
    )
    start = _with(flat, start, relation)
    if relation == "since" and (more := _UNTIL_NOW.match(flat, end)):
        end = more.end()
    if relation == "after":
        date, relation = (span.last + timedelta(days=1)).isoformat(), "since"
    if relation == "before" and span.precision != "day":
        # Before a year is before its first day; before a day, as notices mean it, includes the day.
        date, relation = (span.first - timedelta(days=1)).isoformat(), "by"
    if relation in ("as_of", "before", "by") or span.precision != "day":
        return Time(start, end, relation, date, date)
    return Time(start, end, "as_of" if relation == "at" else relation, date, date)


def time_values(question: Question, times: list[Time]) -> dict[str, str] | None:
    """Return the values that times give to a question, or None where it cannot take them."""
    if len(times) > 1:
        return None
    return _values(question, times[0]) if times else {}


def _values(question: Question, time: Time) -> dict[str, str] | None:
    start = _FIRST if time.relation in ("before", "by") else time.first
    end = _LAST if time.relation == "since" else time.last
    if start > end:
        return None
    if time.relation == "since" and question.parameter("since"):
        return {"since": time.first}
    if question.parameter("before"):
        return _ending(time, f"{start}/{end}")
    if not question.time:
        return None
    return {"as_of": time.first} if time.relation == "as_of" else {"between": f"{start}/{end}"}


def _ending(time: Time, between: str) -> dict[str, str] | None:
    """Return the values for what ends in a time: it ends by the last day, and held on some day before."""
    if time.relation == "since":
        return None
    return {"before": time.last} | ({} if time.relation in ("before", "by") else {"between": between})
