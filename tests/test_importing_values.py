"""Values of table cells: what the source documents write, and what holds for every text, number and date."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.dates import DateSpan, written
from graph.importing.values import Amount, Period, Problem, parse_date, parse_number, parse_period, vietnamese_date


def read_date(text: str) -> str:
    """Return a date in ISO form, or the rule that it breaks."""
    found = parse_date(text)
    return found.rule if isinstance(found, Problem) else iso(found)


def read_period(text: str) -> tuple[str, ...]:
    """Return start, end and status of a period, or the rule that it breaks."""
    found = parse_period(text)
    return (found.rule,) if isinstance(found, Problem) else (iso(found.start), iso(found.end), found.status or "")


def iso(span: DateSpan | None) -> str:
    """Return a date in ISO form cut to its precision."""
    return written(span.first.isoformat(), span.precision) if span else ""


def read_number(text: str) -> tuple[str, ...]:
    """Return value, bound and unit of a number, or the rule that it breaks."""
    found = parse_number(text)
    return (found.rule,) if isinstance(found, Problem) else (str(found.value), found.bound, found.unit or "")


# What the five source documents write.


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit"),
    [
        ("trên 843 nghìn USD", 843_000, "over", "USD"),
        ("11,63 triệu USD", 11_630_000, "exact", "USD"),
        ("47,27 triệu USD", 47_270_000, "exact", "USD"),
        ("trên 147 triệu USD", 147_000_000, "over", "USD"),
        ("trên 9,4 triệu USD", 9_400_000, "over", "USD"),
        ("gần 750 tỷ đồng", 750_000_000_000, "nearly", "VND"),
        ("trên 148 triệu USD", 148_000_000, "over", "USD"),
        ("khoảng 140 triệu USD", 140_000_000, "about", "USD"),
        ("7,224 triệu USD", 7_224_000, "exact", "USD"),
        ("18.046.751 USD", 18_046_751, "exact", "USD"),
        ("186,6 triệu USD", 186_600_000, "exact", "USD"),
        ("177,6 triệu USD", 177_600_000, "exact", "USD"),
        ("224,5 triệu USD", 224_500_000, "exact", "USD"),
        ("trên 700 tỷ đồng", 700_000_000_000, "over", "VND"),
        ("gần 4,7 triệu USD", 4_700_000, "nearly", "USD"),
        ("gần 3,3 triệu USD", 3_300_000, "nearly", "USD"),
    ],
    ids=ascii,
)
def test_money_of_the_source_documents(text: str, value: int, bound: str, unit: str) -> None:
    assert parse_number(text) == Amount(Decimal(value), bound, unit, text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("14.174 km2", ("14174", "exact", "km2")),
        ("250km", ("250", "exact", "km")),
        ("trên 1,2 triệu người", ("1200000", "over", "people")),
        ("12 dân tộc", ("12", "exact", "count")),
        ("khoảng 200 cán bộ", ("200", "about", "people")),
        ("01 tỉnh", ("1", "exact", "count")),
        ("09/18 tỉnh, thành phố", ("9", "exact", "count")),
        ("hơn 17 sản phẩm nông sản", ("17", "over", "count")),
        ("21 nước và vùng lãnh thổ", ("21", "exact", "count")),
        ("8,8%", ("8.8", "exact", "percent")),
        ("gần 400 đoàn khách", ("400", "nearly", "count")),
        ("gần 2.800 lượt người", ("2800", "nearly", "people")),
        ("trên 4.700 lượt", ("4700", "over", "count")),
        ("7 thỏa thuận quốc tế", ("7", "exact", "count")),
        ("7 thoả thuận", ("7", "exact", "count")),
        ("39874110", ("39874110", "exact", "")),
        ("1-2 tỉnh", ("number-range",)),
    ],
    ids=ascii,
)
def test_other_numbers_of_the_source_documents(text: str, amount: tuple[str, ...]) -> None:
    assert read_number(text) == amount


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ngày 04 tháng 08 năm 2020", "2020-08-04"),
        ("10:45 | 21/03/2017", "2017-03-21"),
        ("Chiều 20/3", "missing-year"),
        ("ngày 09/01/2023", "2023-01-09"),
        ("ngày 10/8/2022", "2022-08-10"),
        ("ngày 11/10/2022", "2022-10-11"),
        ("01/07/2023", "2023-07-01"),
        ("ngày 15/9/2024", "2024-09-15"),
        ("tháng 10/2011", "2011-10"),
        ("ngày 17/3/2008", "2008-03-17"),
        ("Fri, 14/04/2017 14:00 | GMT +7", "2017-04-14"),
        ("Ngày 27/03/2017", "2017-03-27"),
        ("năm 2019", "2019"),
        ("năm 2020", "2020"),
        ("năm 2023", "2023"),
        ("2017", "2017"),
        ("Hiện nay", "relative-date"),
        ("năm nay", "relative-date"),
    ],
    ids=ascii,
)
def test_dates_of_the_source_documents(text: str, date: str) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Từ năm 2019 đến nay", ("2019", "", "ongoing")),
        ("Từ năm 2020 đến nay", ("2020", "", "ongoing")),
        ("Từ năm 2008 đến nay", ("2008", "", "ongoing")),
        ("Từ năm 2008 đến năm 2012", ("2008", "2012", "")),
        ("trong giai đoạn từ 2012 - 2016", ("2012", "2016", "")),
        ("giai đoạn 2024 - 2026", ("2024", "2026", "")),
        ("giai đoạn 2021 - 2030", ("2021", "2030", "")),
        ("giai đoạn 2021 - 2025", ("2021", "2025", "")),
        ("giai đoạn 2017 – 2018", ("2017", "2018", "")),
        ("nhiệm kỳ 2015 – 2020", ("2015", "2020", "")),
        ("01/07/2023 đến ngày 15/9/2024", ("2023-07-01", "2024-09-15", "")),
        ("Tính đến năm 2016", ("", "2016", "")),
        ("Đến hết năm 2012", ("", "2012", "")),
        ("đến năm 2030", ("", "2030", "")),
        ("đến năm 2020", ("", "2020", "")),
        ("đến 2010", ("", "2010", "")),
        ("Trong năm 2023", ("2023", "2023", "")),
        ("đến nay", ("", "", "ongoing")),
        ("Hiện tại", ("", "", "ongoing")),
        ("Trong 6 tháng đầu năm nay", ("relative-date",)),
        ("Trong hai năm 2014 và 2015", ("bad-period",)),
        ("Trong 5 năm", ("bad-period",)),
    ],
    ids=ascii,
)
def test_periods_of_the_source_documents(text: str, period: tuple[str, ...]) -> None:
    assert read_period(text) == period


# What the guide shows.

GUIDE = (Path(__file__).resolve().parent.parent / "docs" / "import.md").read_text(encoding="utf-8")


def shown(heading: str) -> list[tuple[str, str]]:
    """Return what the table below a heading of the guide shows: every written form with its meaning."""
    section = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [(form, meaning) for written, meaning in lines for form in re.findall("`([^`]+)`", written)]


@pytest.mark.parametrize(("text", "meaning"), shown("Dates and periods"), ids=ascii)
def test_dates_are_read_as_the_guide_says(text: str, meaning: str) -> None:
    found = parse_date(text)
    assert meaning.startswith("refused") if isinstance(found, Problem) else iso(found) == meaning


@pytest.mark.parametrize(("text", "meaning"), shown("Numbers and money"), ids=ascii)
def test_numbers_are_read_as_the_guide_says(text: str, meaning: str) -> None:
    found = parse_number(text)
    assert meaning.startswith("refused") if isinstance(found, Problem) else f"{found.value} {found.unit}" == meaning


# What holds for every text, number and date.

_PIECES = """20 3 2017 2019 17 1.234 1,234 18.046.751 / - – . , : % $ đ tháng năm ngày nay từ đến giai đoạn trên gần
    dưới triệu nghìn tỷ USD đồng March quý IV of T Z GMT+7 14:00 ? E+07"""
PIECES = st.sampled_from([*_PIECES.split(), "\u00a0", "\u0301"])
TEXTS = st.text() | st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_no_text_breaks_a_parser(text: str) -> None:
    results = parse_date(text), parse_period(text), parse_number(text)
    for result, value in zip(results, (DateSpan, Period, Amount), strict=True):
        assert isinstance(result, (value, Problem))
        if isinstance(result, Problem):
            assert all(result.message)


@settings(deadline=None)
@given(TEXTS)
def test_what_is_suggested_is_understood(text: str) -> None:
    for parse in (parse_date, parse_period):
        problem = parse(text)
        if isinstance(problem, Problem) and problem.suggestion:
            assert not any(isinstance(parse(each), Problem) for each in str(problem.suggestion).split("; "))
    number = parse_number(text)
    if isinstance(number, Problem) and number.rule == "ambiguous-number" and number.suggestion:
        assert all(isinstance(parse_number(each), Amount) for each in str(number.suggestion).split("; "))


@settings(deadline=None)
@given(TEXTS)
def test_no_value_comes_from_more_than_the_text(text: str) -> None:
    """Accents, case, Unicode form and kinds of space change nothing."""
    for other in (unicodedata.normalize("NFD", text), f"\u00a0{text}\u2009", text.replace(" ", "\u202f")):
        assert read_date(other) == read_date(text)
        assert read_period(other) == read_period(text)
        assert read_number(other) == read_number(text)


DECIMALS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=None).map(
    lambda value: value.quantize(Decimal("0.000001")).normalize()
)


def in_vietnamese(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def in_english(value: Decimal) -> str:
    return f"{value:,f}"


def is_ambiguous(value: Decimal) -> bool:
    """Tell whether three decimals after one to three digits look like thousands of the other style."""
    return value.as_tuple().exponent == -3 and 1 <= abs(value) < 1000


@settings(deadline=None)
@given(DECIMALS)
def test_a_vietnamese_number_comes_back(value: Decimal) -> None:
    found = parse_number(f"{in_vietnamese(value)} USD")
    if is_ambiguous(value):
        assert isinstance(found, Problem)
        assert value in {amount.value for amount in suggested(found)}
    else:
        assert isinstance(found, Amount)
        assert found.value == value


def suggested(problem: Problem) -> list[Amount]:
    return [amount for each in str(problem.suggestion).split("; ") if isinstance(amount := parse_number(each), Amount)]


@settings(deadline=None)
@given(DECIMALS)
def test_a_vietnamese_multiple_comes_back(value: Decimal) -> None:
    found = parse_number(f"gần {in_vietnamese(value)} triệu đồng")
    assert isinstance(found, Amount)
    assert (found.value, found.bound, found.unit) == (value * 10**6, "nearly", "VND")


@settings(deadline=None)
@given(DECIMALS.filter(lambda value: value != int(value) and value.as_tuple().exponent != -3))
def test_an_english_number_with_decimals_comes_back(value: Decimal) -> None:
    found = parse_number(in_english(value))
    assert isinstance(found, Amount)
    assert found.value == value


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_a_fraction_comes_back_or_is_refused(part: int, total: int) -> None:
    found = parse_number(f"{part:02}/{total:02} tỉnh")
    if part > total:
        assert isinstance(found, Problem)
    else:
        assert isinstance(found, Amount)
        assert (found.value, found.of) == (Decimal(part), Decimal(total))


DAYS = st.dates(dt.date(1700, 1, 1), dt.date(2100, 12, 31))
DAY_FORMS = [
    "{0.day}/{0.month}/{0.year}",
    "{0.day:02}-{0.month:02}-{0.year}",
    "{0.day}.{0.month}.{0.year}",
    "{0:%Y-%m-%d}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "ngay {0.day} thang {0.month:02} nam {0.year}",
]
SPANS = st.builds(lambda day, size: DateSpan.parse(day.isoformat()[:size]), DAYS, st.sampled_from([4, 7, 10]))


@settings(deadline=None)
@given(DAYS, st.sampled_from(DAY_FORMS))
def test_a_day_comes_back(day: dt.date, form: str) -> None:
    assert parse_date(form.format(day)) == DateSpan(day, day, "day")


@settings(deadline=None)
@given(SPANS)
def test_a_date_comes_back(span: DateSpan) -> None:
    assert parse_date(vietnamese_date(span)) == span
    assert parse_period(vietnamese_date(span)) == Period(span, span)


@settings(deadline=None)
@given(SPANS, SPANS, st.sampled_from(["{} - {}", "{}–{}", "từ {} đến {}", "giai đoạn {} - {}", "{} to {}"]))
def test_a_period_comes_back(first: DateSpan, second: DateSpan, form: str) -> None:
    found = parse_period(form.format(vietnamese_date(first), vietnamese_date(second)))
    if second.last < first.first:
        assert isinstance(found, Problem)
        assert parse_period(found.suggestion) == Period(second, first)
    else:
        assert found == Period(first, second)


@settings(deadline=None)
@given(SPANS, st.sampled_from(["từ {} đến nay", "{} - nay", "{} to present"]))
def test_a_period_until_now_comes_back(first: DateSpan, form: str) -> None:
    assert parse_period(form.format(vietnamese_date(first))) == Period(first, None, "ongoing")
