"""Resolve the names in cells, each only once per import, at the row's date."""

from __future__ import annotations

import datetime as dt

from pyoxigraph import NamedNode

from graph.errors import AmbiguousName, UnknownName, Words
from graph.gazetteer import resolve, resolve_concept
from graph.importing.model import Problem
from graph.store.base import Store

_UNKNOWN = Words('không có gì tên là "{name}"', 'nothing is called "{name}"')
_AMBIGUOUS = Words('"{name}" chỉ nhiều đối tượng', '"{name}" means several things')
_NO_CODE = Words('"{name}" không có trong danh mục', '"{name}" is not in the code list')


class NameBook:
    """Remembers what names mean; a name that cannot be used is a Problem with its candidates."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str, dt.date | None], NamedNode | Problem] = {}

    def entity(self, name: str, kind: str, on: dt.date | None) -> NamedNode | Problem:
        """Return the entity of this kind that the name means on that day."""
        key = (name, kind, on)
        if key not in self._known:
            self._known[key] = self._resolve(name, kind, on)
        return self._known[key]

    def concept(self, name: str, scheme: str) -> NamedNode | Problem:
        """Return the concept of the code list that the name means."""
        key = (name, scheme, None)
        if key not in self._known:
            try:
                self._known[key] = resolve_concept(self._store, scheme, name)
            except UnknownName as error:
                self._known[key] = Problem("unknown-code", _said(_NO_CODE, name), ", ".join(error.candidates))
        return self._known[key]

    def _resolve(self, name: str, kind: str, on: dt.date | None) -> NamedNode | Problem:
        try:
            return resolve(self._store, name, kind=kind, on=on)
        except UnknownName as error:
            return Problem("unknown-name", _said(_UNKNOWN, name), ", ".join(error.candidates))
        except AmbiguousName as error:
            return Problem("ambiguous-name", _said(_AMBIGUOUS, name), ", ".join(error.candidates))


def _said(words: Words, name: str) -> Words:
    return Words(*(text.format(name=name) for text in words))
