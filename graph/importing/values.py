"""Vietnamese dates, periods, numbers and money: a text becomes a value, or a problem that says why not.

Nothing is guessed, and nothing is read from anywhere but the text.

>>> parse_date("20/3/2017").first.isoformat()
'2017-03-20'
>>> parse_date("20/3/17").message.en, parse_date("20/3/17").suggestion
('write the year with four digits', '20/3/2017')
>>> parse_period("2024 – 2026").end.last.isoformat()
'2026-12-31'
>>> parse_number("trên 843 nghìn USD").value
Decimal('843000')
"""

from __future__ import annotations

from graph.importing.dates import parse_date, vietnamese_date
from graph.importing.model import Problem
from graph.importing.numbers import Amount, parse_number
from graph.importing.periods import Period, parse_period

__all__ = ["Amount", "Period", "Problem", "parse_date", "parse_number", "parse_period", "vietnamese_date"]
