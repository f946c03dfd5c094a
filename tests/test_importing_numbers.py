"""Numbers of table cells: every form that offices write is read, the rest is refused with its reason."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from graph.importing.values import Amount, Problem, parse_number


def read_number(text: str) -> tuple[str, ...]:
    """Return value, bound and unit of a number, or the rule that it breaks."""
    found = parse_number(text)
    return (found.rule,) if isinstance(found, Problem) else (str(found.value), found.bound, found.unit or "")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("18.046.751 USD", ("18046751", "exact", "USD")),
        ("18,046,751 USD", ("18046751", "exact", "USD")),
        ("18 046 751 USD", ("18046751", "exact", "USD")),
        ("18\u00a0046\u202f751,5 USD", ("18046751.5", "exact", "USD")),
        ("18046751 USD", ("18046751", "exact", "USD")),
        ("USD 18,046,751.00", ("18046751", "exact", "USD")),
        ("US$ 5 million", ("5000000", "exact", "USD")),
        ("5 triệu đô la Mỹ", ("5000000", "exact", "USD")),
        ("7,224 triệu USD", ("7224000", "exact", "USD")),
        ("7,224 trieu usd", ("7224000", "exact", "USD")),
        ("7.2240 million USD", ("7224000", "exact", "USD")),
        ("1.234 tỷ đồng", ("1234000000000", "exact", "VND")),
        ("gần 750 tỷ đồng", ("750000000000", "nearly", "VND")),
        ("GẦN 750 TỶ ĐỒNG", ("750000000000", "nearly", "VND")),
        (unicodedata.normalize("NFD", "gần 750 tỷ đồng"), ("750000000000", "nearly", "VND")),
        ("gan 750 ty dong", ("750000000000", "nearly", "VND")),
        ("gần 750 tỉ VNĐ", ("750000000000", "nearly", "VND")),
        ("1,2 nghìn tỷ đồng", ("1200000000000", "exact", "VND")),
        ("1.2 trillion VND", ("1200000000000", "exact", "VND")),
        ("5.000.000đ", ("5000000", "exact", "VND")),
        ("5.000.000 ₫", ("5000000", "exact", "VND")),
        ("5 tr. đồng", ("5000000", "exact", "VND")),
        ("trên 843 nghìn USD", ("843000", "over", "USD")),
        ("tren 843 ngan USD", ("843000", "over", "USD")),
        ("hơn 17 sản phẩm", ("17", "over", "count")),
        ("more than 17", ("17", "over", "")),
        ("nearly 6 billion USD", ("6000000000", "nearly", "USD")),
        ("khoảng 200 cán bộ", ("200", "about", "people")),
        ("~200", ("200", "about", "")),
        ("about 200 people", ("200", "about", "people")),
        ("ít nhất 10%", ("10", "at-least", "percent")),
        ("at least 10", ("10", "at-least", "")),
        ("≥ 10", ("10", "at-least", "")),
        ("từ 5 tỷ đồng trở lên", ("5000000000", "at-least", "VND")),
        ("tối đa 3 ha", ("3", "up-to", "ha")),
        ("không quá 3 ha", ("3", "up-to", "ha")),
        ("up to 3 tonnes", ("3", "up-to", "tonnes")),
        ("3 km trở xuống", ("3", "up-to", "km")),
        ("14.174 km2", ("14174", "exact", "km2")),
        ("14.174 km²", ("14174", "exact", "km2")),
        ("250km", ("250", "exact", "km")),
        ("8,8%", ("8.8", "exact", "percent")),
        ("−8,8 %", ("-8.8", "exact", "percent")),
        ("+8,8 phần trăm", ("8.8", "exact", "percent")),
        ("1.234,5", ("1234.5", "exact", "")),
        ("1,234.5", ("1234.5", "exact", "")),
        ("1.234", ("1234", "exact", "")),
        ("1234,567", ("1234.567", "exact", "")),
        ("1234.567", ("1234.567", "exact", "")),
        ("7,22", ("7.22", "exact", "")),
        ("7.22", ("7.22", "exact", "")),
        ("0,234", ("0.234", "exact", "")),
        ("0.234", ("0.234", "exact", "")),
        ("0", ("0", "exact", "")),
        ("09", ("9", "exact", "")),
        ("3,30", ("3.3", "exact", "")),
        ("3 triệu EUR", ("3000000", "exact", "EUR")),
        ("3 tỷ kíp", ("3000000000", "exact", "LAK")),
        ("10 triệu nhân dân tệ", ("10000000", "exact", "CNY")),
        ("1 tỷ 200 triệu", ("1200000000", "exact", "")),
        ("trên 1 tỷ 200 triệu 500 nghìn đồng", ("1200500000", "over", "VND")),
        ("1 billion 200 million USD", ("1200000000", "exact", "USD")),
        ("hơn 2,5 triệu USD", ("2500000", "over", "USD")),
        ("USD 3 million", ("3000000", "exact", "USD")),
        ("1.200.000 đ", ("1200000", "exact", "VND")),
        ("5 trđ", ("5000000", "exact", "VND")),
        ("5 tr.đ", ("5000000", "exact", "VND")),
        ("750 tỷ đồng (gần)", ("750000000000", "nearly", "VND")),
        ("750 tỷ đồng(khoảng)", ("750000000000", "about", "VND")),
        ("20 suất học bổng", ("20", "exact", "count")),
    ],
    ids=ascii,
)
def test_numbers(text: str, amount: tuple[str, str, str]) -> None:
    assert read_number(text) == amount


@pytest.mark.parametrize(
    ("text", "rule", "suggestion"),
    [
        ("", "empty", ""),
        ("không", "bad-number", ""),
        ("khoảng", "bad-number", ""),
        ("12.34.567", "bad-number", ""),
        ("1.234.56", "bad-number", ""),
        ("1,234,56", "bad-number", ""),
        ("01.234", "bad-number", ""),
        ("5, triệu", "bad-number", ""),
        ("từ 5 triệu", "bad-number", ""),
        ("trên 5 tỷ trở lên", "bad-number", ""),
        ("9/18 triệu", "bad-number", ""),
        ("٣", "bad-number", ""),
        ("½", "bad-number", ""),
        ("10²", "bad-number", ""),
        ("100+", "bad-number", ""),
        ("1'234", "bad-number", ""),
        ("9/18/20", "bad-number", ""),
        ("9/1.2.3", "bad-number", ""),
        ("1 tỷ 2.000 triệu đồng", "bad-number", ""),
        ("200 triệu 1 tỷ đồng", "bad-number", ""),
        ("1,5 tỷ 200 triệu đồng", "bad-number", ""),
        ("1 tỷ 200", "bad-number", ""),
        ("1 200 300 triệu 5 nghìn 4.0.0 nghìn", "bad-number", ""),
        ("gần 750 tỷ đồng (gần)", "bad-number", ""),
        ("khoảng 1/3", "proportion", "khoảng 33%"),
        ("gần 9/18 tỉnh", "proportion", "gần 50%"),
        ("≯ 5", "bad-number", ""),
        ("5" * 25, "bad-number", ""),
        ("5" * 5000, "bad-number", ""),
        ("1,234 USD", "ambiguous-number", "1234 USD; 1,2340 USD"),
        ("1,234/2,345", "ambiguous-number", ""),
        ("khoảng 1,234", "ambiguous-number", "khoảng 1234; khoảng 1,2340"),
        ("7,224 million USD", "ambiguous-number", "7224 million USD; 7,2240 million USD"),
        ("7.224 million USD", "ambiguous-number", "7224 million USD; 7.2240 million USD"),
        ("1-2 tỉnh", "number-range", "ít nhất 1 tỉnh; tối đa 2 tỉnh"),
        ("1 – 2", "number-range", "ít nhất 1; tối đa 2"),
        ("từ 3 đến 5 dự án", "number-range", "ít nhất 3 dự án; tối đa 5 dự án"),
        ("khoảng 3 – 5%", "number-range", "ít nhất 3%; tối đa 5%"),
        ("5 đến 7 triệu USD", "number-range", "ít nhất 5 triệu USD; tối đa 7 triệu USD"),
        ("5 triệu USD - 7 triệu USD", "number-range", "ít nhất 5 triệu USD; tối đa 7 triệu USD"),
        ("USD 5-7 million", "number-range", ""),
        ("1-2-3 tỉnh", "number-range", ""),
        ("1,8E+07", "shortened-number", ""),
        ("18/9", "bad-fraction", ""),
        ("1,5/3", "bad-fraction", ""),
        ("dưới 5 triệu USD", "below", "tối đa 5 triệu USD; gần 5 triệu USD"),
        ("<5%", "below", "tối đa 5%; gần 5%"),
        ("5% (dưới)", "below", ""),
        ("$5 million", "unclear-unit", "USD 5 million"),
        ("5 triệu đô la", "unclear-unit", "5 triệu USD"),
        ("5 triệu (USD)", "unknown-unit", "5 triệu USD"),
        ("USD 5 triệu đồng", "two-units", ""),
        ("USD 5 m", "two-units", ""),
        ("5 triệu USDD", "unknown-unit", "5 triệu USD"),
        ("5 USDD trở lên", "unknown-unit", "5 USD trở lên"),
        ("31 tổ chức phi chính phủ", "unknown-unit", "31 tổ chức"),
        ("5 tỷ đồng/năm", "unknown-unit", ""),
        ("5.000 d", "unknown-unit", ""),
        ("5.000 đ/năm", "unknown-unit", ""),
    ],
    ids=ascii,
)
def test_why_a_number_is_refused(text: str, rule: str, suggestion: str) -> None:
    problem = parse_number(text)
    assert isinstance(problem, Problem)
    assert (problem.rule, problem.suggestion) == (rule, suggestion)
    assert problem.message.vi != problem.message.en


def test_an_unknown_unit_is_named_as_written() -> None:
    problem = parse_number("05 Nội dung")
    assert isinstance(problem, Problem)
    assert problem.message == ("không có đơn vị nào là “Nội dung”", 'there is no unit "Nội dung"')


@pytest.mark.parametrize(
    "text", ["09/18", "9/18 tỉnh", "9 trên 18", "9 trong số 18 tỉnh", "9 of 18 provinces", "9 out of 18"], ids=ascii
)
def test_a_part_of_a_total_keeps_both(text: str) -> None:
    amount = parse_number(text)
    assert isinstance(amount, Amount)
    assert (amount.value, amount.of) == (Decimal(9), Decimal(18))


def test_the_wording_is_kept() -> None:
    amount = parse_number(unicodedata.normalize("NFD", " gần\u00a0750  tỷ đồng\n"))
    assert amount == Amount(Decimal(750_000_000_000), "nearly", "VND", "gần 750 tỷ đồng")
