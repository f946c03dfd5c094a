"""Numbers of a table whose unit stands elsewhere, numbers that are no texts, and money."""

from __future__ import annotations

from decimal import Decimal

from graph.errors import Words
from graph.importing.model import Problem
from graph.importing.numbers import TWO_UNITS, Amount, parse_number
from graph.importing.units import is_currency
from graph.importing.wording import EMPTY

_NO_CURRENCY = Words(
    "đây phải là số tiền: ghi kèm loại tiền, ví dụ USD hoặc đồng", "this must be money: write the currency with it"
)
_NO_MONEY = Words(
    "số tiền phải lớn hơn 0 và không phải là một phần của tổng", "money is above 0 and no part of a total"
)


def amount(value: str | float, unit: str = "") -> Amount | Problem:
    """Read a number, as text or as the number that it is; ``unit`` is that of its column or of a cell beside it.

    >>> amount("7,224", "triệu USD").value, amount(7.224, "triệu USD").value
    (Decimal('7224000'), Decimal('7224000.000'))
    >>> amount("trên 9 dự án").unit, amount("5 USD", "VND").rule
    ('count', 'two-units')
    """
    return _in_unit(value, unit) if isinstance(value, str) else _number(value, unit)


def money(value: str | float, unit: str = "") -> Amount | Problem:
    """Read an amount of money, which has a currency.

    >>> money("gần 750 tỷ đồng").unit, money("5 dự án").rule
    ('VND', 'no-currency')
    """
    found = amount(value, unit)
    if isinstance(found, Problem):
        return found
    if found.unit is None or not is_currency(found.unit):
        readings = (f"{found.wording} USD", f"{found.wording} đồng") if found.unit is None else ()
        return Problem("no-currency", _NO_CURRENCY, "; ".join(readings))
    return found if found.value > 0 and found.of is None else Problem("no-money", _NO_MONEY)


def _in_unit(text: str, unit: str) -> Amount | Problem:
    alone = parse_number(text)
    if not unit or alone == EMPTY:
        return alone
    if isinstance(alone, Problem) or alone.unit is None:
        return parse_number(f"{text} {unit}")
    other = parse_number(f"1 {unit}")
    return alone if isinstance(other, Amount) and other.unit == alone.unit else TWO_UNITS


def _number(value: float, unit: str) -> Amount | Problem:
    number = exact(value)
    wording = f"{number:f}".replace(".", ",")
    if not unit:
        return Amount(number, "exact", None, wording)
    one = parse_number(f"1 {unit}")
    return one if isinstance(one, Problem) else Amount(number * one.value, "exact", one.unit, f"{wording} {unit}")


def exact(value: float) -> Decimal:
    """Return the decimal number that a workbook shows for a binary one: 15 digits, as Excel keeps.

    >>> exact(0.1 + 0.2), exact(18046751)
    (Decimal('0.3'), Decimal('18046751'))
    """
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
