"""One line of a reference table and what its cells may hold; every complaint says file and line.

A cell that holds several names separates them by ``|``.

>>> Row("a.tsv", 7, {"forms": "Úc|Ốt-xtrây-li-a", "lat": "21.3500"}).names("forms")
['Úc', 'Ốt-xtrây-li-a']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.dates import DateSpan
from graph.errors import BadDate, BadInput

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; a column that the table lacks reads as empty."""

    path: str
    line: int
    cells: Mapping[str, str]

    def error(self, reason: str) -> BadInput:
        """Return an error that points at this line."""
        return BadInput(f"{self.path}:{self.line}: {reason}")

    def get(self, column: str) -> str:
        """Return a cell that may be empty."""
        return self.cells.get(column, "")

    def need(self, column: str) -> str:
        """Return a cell that must not be empty."""
        value = self.get(column)
        if not value:
            raise self.error(f'column "{column}" is empty')
        return value

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """Return a cell that must hold one of the allowed values."""
        value = self.need(column)
        if value not in allowed:
            raise self.error(f'"{value}" in column "{column}" is none of: {", ".join(sorted(allowed))}')
        return value

    def names(self, column: str) -> list[str]:
        """Return the names in a cell, none if it is empty."""
        value = self.get(column)
        if not value:
            return []
        names = value.split("|")
        if not all(name and name == name.strip() for name in names):
            raise self.error(f'column "{column}" holds an empty name or spaces around "|"')
        return names

    def day(self, column: str) -> str:
        """Return a full ISO date, or nothing.

        >>> Row("a.tsv", 7, {"valid_to": "2025-06-31"}).day("valid_to")
        Traceback (most recent call last):
        graph.errors.BadInput: a.tsv:7: "2025-06-31" in column "valid_to" is no date; write YYYY-MM-DD
        """
        value = self.get(column)
        try:
            full = not value or DateSpan.parse(value).first.isoformat() == value
        except BadDate:
            full = False
        if not full:
            raise self.error(f'"{value}" in column "{column}" is no date; write YYYY-MM-DD')
        return value

    def decimal(self, column: str) -> str:
        """Return a decimal number in canonical form, or nothing.

        >>> [Row("a.tsv", 7, {"lat": text}).decimal("lat") for text in ("21.3500", "24", "24.0", "-0.0", "")]
        ['21.35', '24', '24', '0', '']
        """
        value = self.get(column)
        if value and not _DECIMAL.fullmatch(value):
            raise self.error(f'"{value}" in column "{column}" is no decimal number')
        shortened = value.rstrip("0").rstrip(".") if "." in value else value
        return "0" if shortened == "-0" else shortened
