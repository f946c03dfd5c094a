"""Mappings: what the columns of a table mean.

A mapping is one YAML file. Those of the shipped kinds (``agreements``, ``visits`` …) also make the
templates; a user writes one for a foreign table. ``docs/import.md`` describes every key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import Words
from graph.names import fold

#: What a column's text can mean.
TYPES = frozenset(
    (
        *("aliases", "amount", "concept", "concepts", "country", "date", "decimal", "entities", "entity", "integer"),
        *(
            "label",
            "label_en",
            "language",
            "latitude",
            "longitude",
            "money",
            "period",
            "place",
            "plain",
            "text",
            "unit",
            "url",
        ),
        "wikidata",
    )
)
#: What happens to a name that the store does not know: an error, the value is left out, the row is left out.
UNKNOWN = ("error", "leave-out", "skip-row")
_SILENT = Words("", "")
#: The values of columns, as prefixed names, that a row must have; any of them is enough in each column.
Condition = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Creation:
    """What an unknown name in a column becomes, if it matches a pattern: a node below a prefix, of a class."""

    prefix: str
    class_name: str
    matches: re.Pattern[str] = field(default_factory=lambda: re.compile(""))
    constants: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Another column that must hold this one's value, or its values count instead."""

    column: str
    when: Condition = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headings, what its text means, and where the value goes."""

    key: str
    heading: Words
    type: str
    also: tuple[str, ...] = ()
    help: Words = _SILENT
    example: str = ""
    property: str | None = None
    precision: str | None = None
    scheme: str | None = None
    required: bool = False
    at_least: int = 0
    default: str | None = None
    split: str = ";"
    values: Mapping[str, str] = field(default_factory=dict)
    strip: str = ""
    unit: str = ""
    rewrite: tuple[tuple[re.Pattern[str], str], ...] = ()
    unknown: str = "error"
    words: str | None = None
    differs_from: str | None = None
    confirmed_by: Confirmation | None = None
    creates: Creation | None = None
    about: str | None = None

    def is_called(self, heading: str) -> bool:
        """Tell whether a heading of a table, however written, is this column's."""
        names = (self.key, *self.heading, " · ".join(self.heading), *self.also)
        return fold(heading) in {fold(name) for name in names}


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows pass whose cell under a heading is one of some texts, matches a pattern, or is empty or not."""

    column: str
    any_of: frozenset[str] = frozenset()
    matches: re.Pattern[str] | None = None
    empty: bool | None = None
    because: Words = _SILENT

    def keeps(self, texts: Mapping[str, str]) -> bool:
        """Tell whether a row with these texts under its headings passes."""
        text = texts.get(self.column, "")
        if self.empty is not None:
            return self.empty is not bool(text)
        return text in self.any_of or bool(self.matches and self.matches.search(text))


@dataclass(frozen=True, slots=True)
class Naming:
    """How rows are called that meet a condition: an identifier, a name and short names in each language."""

    name: Words
    identifier: str | None = None
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when: Condition = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a thing is called within the names of others, and what else it may be called there."""

    name: Words
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What one row of a table becomes."""

    name: str
    title: Words
    prefix: str
    class_name: str
    statement: bool
    ends: bool
    identity: tuple[str, ...]
    columns: tuple[Column, ...]
    constants: tuple[tuple[str, str], ...] = ()
    keep_if_any: tuple[Filter, ...] = ()
    leave_out: tuple[Filter, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    namings: tuple[Naming, ...] = ()
    say: Mapping[str, Saying] = field(default_factory=dict)

    @property
    def beside(self) -> frozenset[str]:
        """The headings that are read without being columns: those of filters, and words for the report."""
        filters = (each.column for each in (*self.keep_if_any, *self.leave_out))
        return frozenset((*filters, *(column.words for column in self.columns if column.words)))

    def column(self, heading: str) -> Column | None:
        """Return the column that a heading names, if there is one."""
        return next((column for column in self.columns if column.is_called(heading)), None)
