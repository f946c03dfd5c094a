"""Say what the shapes find in words an office knows: labels instead of the graph's own names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import Literal

from graph.errors import Words
from graph.importing.model import Finding
from graph.namespaces import expand
from graph.store.base import Store, rows

_NAME = re.compile(r"\b[a-z][\w-]*:[A-Za-z][\w-]*")


class Plainly:
    """Rewrites findings; each name is looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._labels: dict[str, Words] = {}

    def said(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings in which names of properties and concepts are their labels."""
        return [self._said(each) if each.rule.startswith("pfrsh:") else each for each in findings]

    def _said(self, finding: Finding) -> Finding:
        message = Words(*(self._with_labels(text, at) for at, text in enumerate(finding.message)))
        path = _NAME.fullmatch(finding.value)
        return replace(finding, message=message, value=self._label(finding.value).vi if path else finding.value)

    def _with_labels(self, text: str, at: int) -> str:
        return _NAME.sub(lambda found: self._label(found[0])[at], text)

    def _label(self, name: str) -> Words:
        if name not in self._labels:
            iri = expand(name)
            query = f"SELECT ?label WHERE {{ <{iri}> rdfs:label|skos:prefLabel ?label }}"
            found = [row[0] for row in rows(self._store, query)] if iri else []
            labels = {each.language: each.value for each in found if isinstance(each, Literal)}
            self._labels[name] = Words(labels.get("vi", name), labels.get("en", name))
        return self._labels[name]
