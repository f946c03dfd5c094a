"""Dates and periods of table cells: every form that offices write is read, the rest is refused with its reason."""

from __future__ import annotations

import unicodedata

import pytest

from graph.dates import DateSpan, written
from graph.importing.values import Problem, parse_date, parse_period

MARCH_20 = "2017-03-20"


def read_period(text: str) -> tuple[str, ...]:
    """Return start, end and status of a period, or the rule that it breaks."""
    found = parse_period(text)
    return (found.rule,) if isinstance(found, Problem) else (iso(found.start), iso(found.end), found.status or "")


def iso(span: DateSpan | None) -> str:
    """Return a date in ISO form cut to its precision."""
    return written(span.first.isoformat(), span.precision) if span else ""


@pytest.mark.parametrize(
    "text",
    [
        "20/3/2017",
        "20/03/2017",
        "20-3-2017",
        "20.3.2017",
        "20 / 3 / 2017",
        "20‑3‑2017",
        "20–3–2017",
        "2017-03-20",
        "2017/3/20",
        "ngày 20/3/2017",
        "ngày 20/3 năm 2017",
        "Ngày 20 tháng 3 năm 2017",
        "NGÀY 20 THÁNG 03 NĂM 2017",
        "ngay 20 thang 3 nam 2017",
        "20 tháng 3, 2017",
        "20 thg 3, 2017",
        "  ngày\u00a020\u2009tháng\u202f3 năm 2017. ",
        unicodedata.normalize("NFD", "ngày 20 tháng 3 năm 2017"),
        "20 March 2017",
        "20th March 2017",
        "20 Mar 2017",
        "20-Mar-2017",
        "March 20, 2017",
        "MARCH 20TH 2017",
        "20/3/2017 14:00",
        "2017-03-20T00:00:00Z",
        "2017-03-20 08:30:15",
        "20/3/2017 2:00 PM",
        "10:45 | 20/03/2017",
        "Mon, 20/03/2017 14:00 | GMT +7",
        "Thứ Hai, ngày 20/3/2017",
        "Chiều 20/3/2017",
    ],
    ids=ascii,
)
def test_a_day_in_every_form(text: str) -> None:
    assert parse_date(text) == DateSpan.parse(MARCH_20)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tháng 10/2011", "2011-10"),
        ("10/2011", "2011-10"),
        ("10-2011", "2011-10"),
        ("10.2011", "2011-10"),
        ("2011-10", "2011-10"),
        ("thang 10 nam 2011", "2011-10"),
        ("03/2017", "2017-03"),
        ("Tháng 10, 2011", "2011-10"),
        ("October 2011", "2011-10"),
        ("Oct. 2011", "2011-10"),
        ("Sept 2011", "2011-09"),
        ("năm 2019", "2019"),
        ("NAM 2019", "2019"),
        ("2019", "2019"),
        ("4/3/2017", "2017-03-04"),
        ("29/2/2016", "2016-02-29"),
        ("1/1/1700", "1700-01-01"),
        ("31/12/2100", "2100-12-31"),
    ],
    ids=ascii,
)
def test_what_is_not_written_is_not_made_up(text: str, meant: str) -> None:
    assert parse_date(text) == DateSpan.parse(meant)


@pytest.mark.parametrize(
    ("text", "rule", "suggestion"),
    [
        ("", "empty", ""),
        (" \u00a0\u200b", "empty", ""),
        ("hôm nào đó", "bad-date", ""),
        ("quý II/2019", "two-dates", "2019"),
        ("quý I/2019", "two-dates", "2019"),
        ("Q4 2019", "two-dates", "2019"),
        ("đầu năm 2019", "vague-date", "2019"),
        ("vào cuối tháng 3/2019", "vague-date", "3/2019"),
        ("khoảng năm 2019", "vague-date", "2019"),
        ("khoảng 20/3/2019", "vague-date", "20/3/2019"),
        ("early 2019", "vague-date", "2019"),
        ("mid-2019", "vague-date", "2019"),
        ("đầu mùa mưa", "bad-date", ""),
        ("tới 20/3/2017", "bad-date", ""),
        ("#REF!", "bad-date", ""),
        ("45012", "date-serial", "27/3/2023"),
        ("42814,5", "date-serial", "20/3/2017"),
        ("99999", "bad-date", ""),
        ("20/3-2017", "bad-date", ""),
        ("٢٠/٣/٢٠١٧", "bad-date", ""),
        ("2" * 5000, "bad-date", ""),
        ("20/3", "missing-year", ""),
        ("Chiều 20/3", "missing-year", ""),
        ("ngày 20 tháng 3", "missing-year", ""),
        ("tháng 10", "missing-year", ""),
        ("20 March", "missing-year", ""),
        ("20/3/17", "two-digit-year", "20/3/2017"),
        ("20.3.98", "two-digit-year", "20/3/1998"),
        ("ngày 20 tháng 3 năm 17", "two-digit-year", "20/3/2017"),
        ("tháng 10/11", "two-digit-year", "10/2011"),
        ("năm 19", "two-digit-year", "2019"),
        ("40/3/17", "two-digit-year", ""),
        ("3/20/2017", "month-first", "20/3/2017"),
        ("03/20/2017", "month-first", "20/3/2017"),
        ("2017-20-03", "month-first", "20/3/2017"),
        ("31/4/2017", "no-such-date", "30/4/2017"),
        ("29/2/2017", "no-such-date", "28/2/2017"),
        ("32/1/2017", "no-such-date", ""),
        ("0/0/2017", "no-such-date", ""),
        ("13/2017", "no-such-date", ""),
        ("20/3/3017", "unlikely-year", ""),
        ("0000", "unlikely-year", ""),
        ("hiện nay", "relative-date", ""),
        ("đến nay", "relative-date", ""),
        ("năm ngoái", "relative-date", ""),
        ("6 tháng đầu năm nay", "relative-date", ""),
        ("last year", "relative-date", ""),
        ("2024 - 2026", "two-dates", ""),
        ("20/3/2017 đến 25/3/2017", "two-dates", ""),
    ],
    ids=ascii,
)
def test_why_a_date_is_refused(text: str, rule: str, suggestion: str) -> None:
    problem = parse_date(text)
    assert isinstance(problem, Problem)
    assert (problem.rule, problem.suggestion) == (rule, suggestion)
    assert problem.message.vi != problem.message.en


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("giai đoạn 2024 - 2026", ("2024", "2026", "")),
        ("giai đoạn 2024-2026", ("2024", "2026", "")),
        ("2024–2026", ("2024", "2026", "")),
        ("Giai đoạn: 2024 — 2026.", ("2024", "2026", "")),
        ("GIAI DOAN 2024 - 2026", ("2024", "2026", "")),
        (unicodedata.normalize("NFD", "giai đoạn 2024\u00a0–\u00a02026"), ("2024", "2026", "")),
        ("nhiệm kỳ 2015 – 2020", ("2015", "2020", "")),
        ("thời kỳ 2021 - 2030", ("2021", "2030", "")),
        ("từ năm 2008 đến năm 2012", ("2008", "2012", "")),
        ("tu nam 2008 den nam 2012", ("2008", "2012", "")),
        ("giai đoạn từ 2012 đến hết 2016", ("2012", "2016", "")),
        ("from 2008 to 2012", ("2008", "2012", "")),
        ("2008 until 2012", ("2008", "2012", "")),
        ("từ 2019 đến nay", ("2019", "", "ongoing")),
        ("2019 - nay", ("2019", "", "ongoing")),
        ("2019–đến nay", ("2019", "", "ongoing")),
        ("từ năm 2019, đến nay", ("2019", "", "ongoing")),
        ("từ tháng 10/2011 đến hiện nay", ("2011-10", "", "ongoing")),
        ("2019 to present", ("2019", "", "ongoing")),
        ("đến nay", ("", "", "ongoing")),
        ("hiện nay", ("", "", "ongoing")),
        ("từ năm 2019", ("2019", "", "unknown")),
        ("since 2019", ("2019", "", "unknown")),
        ("2019 - ?", ("2019", "", "unknown")),
        ("2019 - không rõ", ("2019", "", "unknown")),
        ("2019 - đã kết thúc", ("2019", "", "ended")),
        ("đã kết thúc", ("", "", "ended")),
        ("đến hết năm 2012", ("", "2012", "")),
        ("đến ngày 15/9/2024", ("", "2024-09-15", "")),
        ("2019", ("2019", "2019", "")),
        ("trong năm 2023", ("2023", "2023", "")),
        ("tháng 10/2011", ("2011-10", "2011-10", "")),
        ("20/3/2017", (MARCH_20, MARCH_20, "")),
        ("20-3-2017", (MARCH_20, MARCH_20, "")),
        ("20-3-2017 - 25-3-2017", (MARCH_20, "2017-03-25", "")),
        ("20-3-2017–25-3-2017", (MARCH_20, "2017-03-25", "")),
        ("20.3.2017-25.3.2017", (MARCH_20, "2017-03-25", "")),
        ("10/2011 - 2013", ("2011-10", "2013", "")),
        ("11-15/6/2024", ("2024-06-11", "2024-06-15", "")),
        ("từ ngày 11 đến ngày 15 tháng 6 năm 2024", ("2024-06-11", "2024-06-15", "")),
        ("29/5 - 2/6/2024", ("2024-05-29", "2024-06-02", "")),
        ("từ tháng 3 đến tháng 5/2024", ("2024-03", "2024-05", "")),
        ("11-15 June 2024", ("2024-06-11", "2024-06-15", "")),
        ("March - May 2024", ("2024-03", "2024-05", "")),
        ("6 tháng đầu năm 2020", ("2020-01", "2020-06", "")),
        ("3 tháng cuối năm 2020", ("2020-10", "2020-12", "")),
        ("quý IV/2023", ("2023-10", "2023-12", "")),
        ("quý 1 năm 2024", ("2024-01", "2024-03", "")),
        ("Q2 2024", ("2024-04", "2024-06", "")),
        ("2019-11", ("2019-11", "2019-11", "")),
    ],
    ids=ascii,
)
def test_periods(text: str, period: tuple[str, str, str]) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    ("text", "rule", "suggestion"),
    [
        ("", "empty", ""),
        ("–", "bad-period", ""),
        ("trong 5 năm", "bad-period", ""),
        ("hai năm 2014 và 2015", "bad-period", ""),
        ("2019 - 2020 - 2021", "bad-period", ""),
        ("3-5/2024", "bad-period", ""),
        ("13 tháng đầu năm 2024", "bad-period", ""),
        ("-" * 99, "bad-period", ""),
        ("đầu năm 2019", "vague-date", "2019"),
        ("từ giữa năm 2019", "vague-date", "2019"),
        ("cuối năm 2019 đến nay", "vague-date", ""),
        ("2017 - đầu năm 2019", "vague-date", ""),
        ("42814", "date-serial", "20/3/2017"),
        ("2024 - " * 50, "bad-period", ""),
        ("2026 - 2024", "period-reversed", "2024 - 2026"),
        ("29/12 - 2/1/2025", "period-reversed", "2/1/2025 - 29/12/2025"),
        ("2019 -", "open-period", "2019 - nay; 2019 - ?"),
        ("tháng 10/2011 –", "open-period", "10/2011 - nay; 10/2011 - ?"),
        ("2011-12", "ambiguous-period", "12/2011; 2011 - 2012"),
        ("2011-10-2012", "ambiguous-period", ""),
        ("giai đoạn 2015-16", "two-digit-year", "2015 - 2016"),
        ("20/3/17 - 25/3/17", "two-digit-year", ""),
        ("20/3 - 25/3", "missing-year", ""),
        ("20/3", "missing-year", ""),
        ("25-12", "missing-year", ""),
        ("3/20/2017", "month-first", "20/3/2017"),
        ("20/3/2017 - 31/4/2017", "no-such-date", ""),
        ("31/4/2017 - 20/5/2017", "no-such-date", ""),
        ("31/4/2017 - nay", "no-such-date", ""),
        ("2017 - 3017", "unlikely-year", ""),
        ("đến năm 3017", "unlikely-year", ""),
        ("năm nay", "relative-date", ""),
        ("6 tháng đầu năm nay", "relative-date", ""),
        ("2017 - năm ngoái", "relative-date", ""),
    ],
    ids=ascii,
)
def test_why_a_period_is_refused(text: str, rule: str, suggestion: str) -> None:
    problem = parse_period(text)
    assert isinstance(problem, Problem)
    assert (problem.rule, problem.suggestion) == (rule, suggestion)
    assert problem.message.vi != problem.message.en
