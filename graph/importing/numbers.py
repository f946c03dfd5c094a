"""Numbers and amounts of money as Vietnamese offices write them, with their bound and unit.

A dot before three digits groups thousands and a comma begins the decimals, unless only the English
reading is possible. A text with two readings that neither its form nor its words settle is a problem.

>>> amount = parse_number("gần 750 tỷ đồng")
>>> amount.value, amount.bound, amount.unit
(Decimal('750000000000'), 'nearly', 'VND')
>>> parse_number("7,224 triệu USD").value, parse_number("18.046.751 USD").value
(Decimal('7224000'), Decimal('18046751'))
>>> parse_number("1,234 USD").suggestion
'1234 USD; 1,2340 USD'
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from graph.errors import Words
from graph.importing.model import Problem
from graph.importing.units import CURRENCIES, UNCLEAR, UNITS, WRITTEN
from graph.importing.wording import EMPTY, LONGEST, plain, tidied

BAD_NUMBER = Problem(
    "bad-number",
    Words(
        "không đọc được con số này; viết ví dụ 18.046.751 USD, 7,2 triệu USD hoặc gần 750 tỷ đồng",
        "this is no number; write for example 18.046.751 USD, 7,2 triệu USD or gần 750 tỷ đồng",
    ),
)
TOO_LONG = Problem("bad-number", Words("con số có quá nhiều chữ số", "the number has too many digits"))
NUMBER_RANGE = Problem(
    "number-range",
    Words(
        "ở đây có hai số; ghi một số, nếu cần thì kèm khoảng, ít nhất hoặc tối đa",
        "there are two numbers; write one, if need be with about, at least or at most",
    ),
)
SHORTENED = Problem(
    "shortened-number",
    Words(
        "bảng tính đã rút gọn con số (dạng 1,8E+07), có thể mất chữ số; ghi lại đầy đủ",
        "the spreadsheet has shortened the number (like 1,8E+07), digits may be lost; write it in full",
    ),
)
BAD_FRACTION = Problem(
    "bad-fraction",
    Words(
        "phần và tổng phải là số nguyên, và phần không lớn hơn tổng",
        "the part and the total must be whole numbers, and the part not above the total",
    ),
)
_PROPORTION = Words(
    "một phần của tổng không đi với khoảng, gần, trên …; ghi phần trăm hoặc chính con số",
    "a part of a total has no about, nearly or over; write it in percent, or the number itself",
)
TWO_UNITS = Problem("two-units", Words("có hai đơn vị khác nhau", "there are two different units"))
_AMBIGUOUS = Words(
    "có hai cách đọc: dấu trong số này ngăn hàng nghìn hoặc mở đầu phần thập phân; hãy chọn một",
    "there are two readings: the mark in this number groups thousands or begins decimals; choose one",
)
_BELOW = Words(
    "chưa ghi được nghĩa “dưới”; chọn tối đa (số đó hoặc ít hơn) hoặc gần (ít hơn một chút)",
    '"less than" cannot be recorded; choose tối đa (that number or less) or gần (a little less)',
)
_UNCLEAR = Words("ghi rõ đô la của nước nào, ví dụ USD", "say which dollars are meant, for example USD")
_UNKNOWN_UNIT = Words("không có đơn vị nào là “{unit}”", 'there is no unit "{unit}"')

_BOUNDS = {
    "over": ("trên", "hơn", "over", "more than", "above", ">"),
    "nearly": ("gần", "nearly", "almost"),
    "about": ("khoảng", "xấp xỉ", "about", "around", "approximately", "~", "≈"),
    "at-least": ("ít nhất", "tối thiểu", "không dưới", "at least", "≥", ">="),
    "up-to": ("tối đa", "nhiều nhất", "không quá", "up to", "at most", "≤", "<="),
    "below": ("dưới", "chưa đến", "chưa tới", "less than", "under", "below", "<"),
}
_BOUND_OF = {plain(word): bound for bound, words in _BOUNDS.items() for word in words}
_BOUND_BEHIND = {"tro len": "at-least", "tro xuong": "up-to"}
_VIETNAMESE = {"nghin ty": 12, "nghin ti": 12, "ngan ty": 12, "ngan ti": 12, "nghin": 3, "ngan": 3}
_VIETNAMESE |= {"trieu": 6, "tr.": 6, "tr": 6, "ty": 9, "ti": 9}
_ENGLISH = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_POWERS = _VIETNAMESE | _ENGLISH
_MOST_DIGITS = 24


def _one_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + ("(?![a-z])" if word[-1].isalpha() else "") for word in longest_first)


_NUMBER = r"[+-]?\d(?:[\d.,]| (?=\d{3}(?!\d)))*"
_OF = r"/|tren(?: tong so)?|trong(?: tong)?(?: so)?|(?:out )?of"
_AMOUNT = re.compile(
    rf"(?:(?P<bound>{_one_of(_BOUND_OF)}) ?)?(?P<since>tu )?(?:(?P<before>{_one_of(CURRENCIES)}|\$) ?)?"
    rf"(?P<number>{_NUMBER})(?: ?(?:{_OF}) ?(?P<of>{_NUMBER}))?(?: ?(?P<power>{_one_of(_POWERS)}))?"
    rf"(?P<more>(?: {_NUMBER} ?(?:{_one_of(_POWERS)}))*) ?(?P<unit>.*?)(?: ?(?P<behind>{_one_of(_BOUND_BEHIND)}))?"
    rf"(?: ?\((?P<noted>{_one_of(_BOUND_OF)})\))?",
    re.ASCII,
)
_MORE = re.compile(rf" (?P<number>{_NUMBER}) ?(?P<power>{_one_of(_POWERS)})", re.ASCII)
_RANGE = re.compile(
    rf"(?:khoảng |từ |from )*(?P<low>{_NUMBER})(?P<unit>\D*?) ?(?:[-–—]|đến|tới|to) ?(?P<high>{_NUMBER})(?P<rest>.*)",
    re.ASCII | re.IGNORECASE,
)
_WHOLE = r"(?P<whole>[1-9]\d{{0,2}}(?P<mark>[{mark} ])\d{{3}}(?:(?P=mark)\d{{3}})*|\d+)"
_READ_VIETNAMESE = re.compile(rf"(?!0\d+,\d{{3}}$){_WHOLE.format(mark='.')}(?:,(?P<part>\d+))?", re.ASCII)
_READ_ENGLISH = re.compile(rf"(?!0\d+\.\d{{3}}$){_WHOLE.format(mark=',')}(?:\.(?P<part>\d+))?", re.ASCII)
_ANOTHER_NUMBER = re.compile(r"(?:-|\b(?:den|toi|to)\b) ?\d", re.ASCII)
_EXPONENT = re.compile(r"e[+-]?\d+", re.ASCII)
# The sign of the đồng, alone or behind a multiple as in 5 trđ; without its stroke a d is no unit.
_DONG = re.compile(r"(?<![^\W\d_])đ(?![^\W\d_])")
_MULTIPLE_OF_DONG = re.compile(r"(?<=[\d ])(tr|tỷ|tỉ)đ(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written: its value, bound and unit, and the total that it is a part ``of``.

    ``bound`` is the notation of a ``bound:`` concept, ``unit`` that of a ``unit:`` concept or None
    where none is written; ``wording`` keeps the words.
    """

    value: Decimal
    bound: str
    unit: str | None
    wording: str
    of: Decimal | None = None


def parse_number(text: str) -> Amount | Problem:
    """Read a number, or say what is wrong with it.

    >>> parse_number("09/18 tỉnh")
    Amount(value=Decimal('9'), bound='exact', unit='count', wording='09/18 tỉnh', of=Decimal('18'))
    """
    if len(text) > LONGEST:
        return BAD_NUMBER
    wording = tidied(text)
    written = plain(_DONG.sub("vnd", _MULTIPLE_OF_DONG.sub(r"\1 vnd", wording.casefold())))
    if not written:
        return EMPTY
    found = _AMOUNT.fullmatch(written)
    return _amount(found, wording) if found else BAD_NUMBER


def _amount(found: re.Match[str], wording: str) -> Amount | Problem:
    problem = _wrong_form(found, wording)
    if problem:
        return problem
    unit = _unit(found, wording)
    if isinstance(unit, Problem):
        return unit
    value = _sum(found, wording) if found["more"] else _first_value(found, wording)
    if isinstance(value, Problem):
        return value
    of = _total(found, value, wording) if found["of"] else None
    if isinstance(of, Problem):
        return of
    return Amount(value, next(iter(_bounds(found)), "exact"), unit, wording, of)


def _total(found: re.Match[str], part: Decimal, wording: str) -> Decimal | Problem:
    """Read the 18 in "9/18"; about, nearly or over make it a proportion, which is no count."""
    total = _value(found["of"], "", "")
    if isinstance(total, Problem):
        return total
    if not (part == int(part) and total == int(total) and 0 <= part <= total):
        return BAD_FRACTION
    if total and found["bound"]:
        return Problem("proportion", _PROPORTION, f"{wording[: len(found['bound'])]} {100 * part / total:.0f}%")
    return total


def _bounds(found: re.Match[str]) -> list[str]:
    """Return the bounds that are written before, behind and in brackets; more than one are too many."""
    said = _BOUND_OF.get(found["bound"]), _BOUND_BEHIND.get(found["behind"]), _BOUND_OF.get(found["noted"])
    return [bound for bound in said if bound]


def _first_value(found: re.Match[str], wording: str) -> Decimal | Problem:
    return _value(found["number"], found["power"] or "", "" if found["of"] else wording)


def _sum(found: re.Match[str], wording: str) -> Decimal | Problem:
    """Add up "1 tỷ 200 triệu": every part is smaller than the multiple before it."""
    total = _first_value(found, wording)
    power = _POWERS.get(found["power"], 0)
    for part in _MORE.finditer(found["more"]):
        value = _value(part["number"], part["power"], "")
        if isinstance(total, Problem) or isinstance(value, Problem) or not 0 < value < 10**power or total % 10**power:
            return BAD_NUMBER
        total, power = total + value, _POWERS[part["power"]]
    return total


def _range(wording: str) -> Problem:
    """Say that there are two numbers, and how to write the lower or the upper one, where both can be read."""
    found = _RANGE.fullmatch(wording)
    if found is None:
        return NUMBER_RANGE
    low = found["low"] + (found["unit"] or found["rest"])
    readings = f"ít nhất {low}", f"tối đa {found['high']}{found['rest']}"
    clear = all(isinstance(parse_number(reading), Amount) for reading in readings)
    return Problem(NUMBER_RANGE.rule, NUMBER_RANGE.message, "; ".join(readings) if clear else "")


def _wrong_form(found: re.Match[str], wording: str) -> Problem | None:
    """Return what is wrong with the parts of a number before any of them is read."""
    if _EXPONENT.fullmatch(found["unit"]):
        return SHORTENED
    if _ANOTHER_NUMBER.search(found["unit"]):
        return _range(wording)
    if len(_bounds(found)) > 1 or (found["since"] and not found["behind"]):
        return BAD_NUMBER
    if (found["of"] and found["power"]) or (found["more"] and not found["power"]) or not _may_be_unit(found["unit"]):
        return BAD_NUMBER
    if "below" in _bounds(found):
        rest = wording[len(found["bound"] or "") :].strip()
        return Problem("below", _BELOW, f"tối đa {rest}; gần {rest}" if found["bound"] else "")
    return None


def _may_be_unit(name: str) -> bool:
    """Tell whether what follows a number is a unit, known or not, rather than more of a number."""
    letters = any(map(str.isalpha, name)) and not any(map(str.isdigit, name))
    return not name or name in UNITS or name in UNCLEAR or letters


def _value(number: str, power: str, wording: str) -> Decimal | Problem:
    """Read the digits in the one way that is possible, or that the word for the power settles.

    The readings of an ambiguous number are suggested where the ``wording`` is given.
    """
    digits = number.lstrip("+-")
    if sum(map(str.isdigit, digits)) > _MOST_DIGITS:
        return TOO_LONG
    vietnamese, english = (_read(form, digits) for form in (_READ_VIETNAMESE, _READ_ENGLISH))
    value = english if vietnamese is None else vietnamese
    if value is None:
        return BAD_NUMBER
    if english is not None and value != english and not _settles(power, digits):
        decimals, thousands = digits + "0", re.sub(r"\D", "", digits)
        readings = [wording.replace(digits, reading, 1) for reading in (thousands, decimals) if wording]
        return Problem("ambiguous-number", _AMBIGUOUS, "; ".join(readings))
    scaled = value.scaleb(_POWERS.get(power, 0)) * (-1 if number.startswith("-") else 1)
    return Decimal(format(scaled.normalize(), "f")) if scaled else Decimal(0)


def _settles(power: str, digits: str) -> bool:
    """Tell whether "1.234" or "1,234" is to be read as in Vietnamese."""
    return power in _VIETNAMESE or ("." in digits and power not in _ENGLISH)


def _read(form: re.Pattern[str], digits: str) -> Decimal | None:
    found = form.fullmatch(digits)
    if found is None:
        return None
    whole, part = re.sub(r"\D", "", found["whole"]), found["part"] or ""
    return Decimal(whole + part).scaleb(-len(part))


def _unit(found: re.Match[str], wording: str) -> str | Problem | None:
    before, behind = found["before"], found["unit"]
    if behind and behind not in UNITS:
        return _no_unit(behind, wording, slice(*found.span("unit")))
    if before in UNCLEAR:
        return Problem("unclear-unit", _UNCLEAR, wording.replace("$", "USD ", 1))
    codes = {UNITS[name] for name in (before, behind) if name}
    code = codes.pop() if codes else None
    return TWO_UNITS if codes else code


def _no_unit(name: str, wording: str, place: slice) -> Problem:
    """Say that a unit is unclear or unknown, with the number rewritten where a known one is near."""
    known = max((unit for unit in UNITS if name.startswith(unit + " ")), key=len, default="")
    near = [] if known else difflib.get_close_matches(name, UNITS, n=1, cutoff=0.75)
    shown, rest = wording[place], wording[place.stop :]
    if name in UNCLEAR:
        return Problem("unclear-unit", _UNCLEAR, f"{wording[: place.start]}USD{rest}")
    meant = shown[: len(known)] if known else WRITTEN[near[0]] if near else ""
    message = Words(*(said.format(unit=shown) for said in _UNKNOWN_UNIT))
    return Problem("unknown-unit", message, f"{wording[: place.start]}{meant}{rest}" if meant else "")
