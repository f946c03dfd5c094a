"""Name the thing of a row from the labels of what its cells mean: "Đại sứ quán {sending} tại {receiving}"."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from pyoxigraph import Literal, NamedNode

from graph.identifiers import slug
from graph.importing.mapping import Condition, Naming, TableMapping
from graph.importing.terms import RowTriple, node
from graph.names import fold
from graph.namespaces import expand
from graph.store.base import Store, rows

Values = Mapping[str, Sequence[object]]
_LANGUAGES = ("vi", "en")


class Namer:
    """Names the things of a mapping; the first rule counts whose condition a row meets and whose columns it fills."""

    def __init__(self, store: Store, mapping: TableMapping) -> None:
        self._store = store
        self._rules = mapping.namings
        self._called = {
            node(name).value: {lang: [getattr(said.name, lang), *said.also.get(lang, ())] for lang in _LANGUAGES}
            for name, said in mapping.say.items()
        }

    def rule(self, values: Values) -> Naming | None:
        """Return the rule for a row."""
        for rule in self._rules:
            needed = {key for template in rule.name for key in _keys(template)}
            if meets(values, rule.when) and all(values.get(key) for key in needed):
                return rule
        return None

    def triples(self, thing: NamedNode, rule: Naming, values: Values) -> Iterator[RowTriple]:
        """Yield the labels that a rule gives to a thing."""
        folded = set()
        for lang in _LANGUAGES:
            preferred, *others = self._filled(getattr(rule.name, lang), values, lang)
            others += [each for template in rule.also.get(lang, ()) for each in self._filled(template, values, lang)]
            yield RowTriple(thing, node("skos:prefLabel"), Literal(preferred, language=lang))
            for each in others:
                yield RowTriple(thing, node("skos:altLabel"), Literal(each, language=lang))
            folded |= {fold(each) for each in (preferred, *others)}
        for each in sorted(folded):
            yield RowTriple(thing, node("skos:hiddenLabel"), Literal(each))

    def standing(self, thing: NamedNode) -> Iterator[RowTriple]:
        """Yield the names that a thing of the store has, so that the row describes it as a whole."""
        for (label,) in rows(self._store, f"SELECT DISTINCT ?label WHERE {{ {thing} skos:prefLabel ?label }}"):
            if isinstance(label, Literal):
                yield RowTriple(thing, node("skos:prefLabel"), label)

    def identifier(self, rule: Naming, values: Values) -> str | None:
        """Return the identifier that a rule gives, made of codes and folded words."""
        if rule.identifier is None:
            return None
        codes = {key: "-".join(_code(value) for value in values.get(key, ())) for key in _keys(rule.identifier)}
        return slug(rule.identifier.format_map(codes))

    def _filled(self, template: str, values: Values, lang: str) -> list[str]:
        """Return a template filled with the names of a row's values, the usual names first."""
        keys = _keys(template)
        forms = [self._joined(values.get(key, ()), lang) for key in keys]
        texts = (template.format_map(dict(zip(keys, each, strict=True))) for each in product(*forms))
        return [text[:1].upper() + text[1:] for text in texts]

    def _joined(self, values: Sequence[object], lang: str) -> list[str]:
        """Return what a cell is called; only a single value has other names."""
        forms = [self._forms(value)[lang] for value in values]
        return forms[0] if len(forms) == 1 else [", ".join(names[0] for names in forms)]

    def _forms(self, value: object) -> Mapping[str, list[str]]:
        if not isinstance(value, NamedNode):
            return {lang: [value.value if isinstance(value, Literal) else str(value)] for lang in _LANGUAGES}
        if value.value not in self._called:
            found = {
                label.language: label.value
                for (label,) in rows(self._store, f"SELECT ?label WHERE {{ {value} skos:prefLabel ?label }}")
                if isinstance(label, Literal)
            }
            self._called[value.value] = {lang: [found.get(lang, _code(value))] for lang in _LANGUAGES}
        return self._called[value.value]


def plain_labels(thing: NamedNode, name: str) -> Iterator[RowTriple]:
    """Yield one name as the label of a thing in both languages, to be found folded."""
    for lang in _LANGUAGES:
        yield RowTriple(thing, node("skos:prefLabel"), Literal(name, language=lang))
    yield RowTriple(thing, node("skos:hiddenLabel"), Literal(fold(name)))


def meets(values: Values, condition: Condition) -> bool:
    """Tell whether each column of a condition has one of its values."""
    return all(
        any(
            isinstance(value, NamedNode) and value.value in {expand(name) for name in names}
            for value in values.get(key, ())
        )
        for key, names in condition.items()
    )


def _code(value: object) -> str:
    if isinstance(value, NamedNode):
        return value.value.rpartition("/")[2]
    return value.value if isinstance(value, Literal) else str(value)


@lru_cache
def _keys(template: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(template) if name]
