"""Choose between columns: a value that another column must confirm, and one that must differ from another's."""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Words
from graph.importing.mapping import Column, TableMapping
from graph.importing.naming import meets

_ALIKE = Words("{one} và {other} là một", "their {one} and {other} are the same")
_UNCONFIRMED = Words("{one} không có trong {other}", "their {other} does not hold the {one}, only what is not known")


class LeftOut(Exception):
    """The values of a row contradict each other, so that it is left out."""

    def __init__(self, why: Words) -> None:
        super().__init__(why.en)
        self.why = why


def choose(mapping: TableMapping, values: dict[str, list[object]], texts: Mapping[str, str]) -> None:
    """Put the chosen values in place; raise LeftOut where none is left."""
    columns = {column.key: column for column in mapping.columns}
    for column in mapping.columns:
        if column.confirmed_by and meets(values, column.confirmed_by.when):
            _confirm(column, columns[column.confirmed_by.column], values, texts)
    for column in mapping.columns:
        if column.differs_from and set(values.get(column.key, ())) & set(values.get(column.differs_from, ())):
            raise LeftOut(_said(_ALIKE, columns[column.differs_from], column))


def _confirm(column: Column, other: Column, values: dict[str, list[object]], texts: Mapping[str, str]) -> None:
    own, others = values.get(column.key, []), values.get(other.key, [])
    if not texts.get(other.key) or set(own) & set(others):
        return
    if not others:
        raise LeftOut(_said(_UNCONFIRMED, column, other))
    different = values.get(column.differs_from or "", [])
    values[column.key] = [value for value in others if value not in different] or own


def _said(words: Words, one: Column, other: Column) -> Words:
    return Words(*(text.format(one=one.heading[at], other=other.heading[at]) for at, text in enumerate(words)))
