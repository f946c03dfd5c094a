"""Say when a source states more than the graph names: "9 of 18 provinces", of which four are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from graph.namespaces import PREFIXES
from graph.questions import Question
from graph.store.base import Store, rows
from graph.tables import SEPARATOR, Value

_STATED = """
SELECT DISTINCT ?area ?value ?of ?title ?day ?counterpart WHERE {{
  ?area dcterms:isReplacedBy? {province} .
  ?figure pfr:indicator <{indicator}> ; pfr:area ?area ; pfr:value ?value ; pfr:modality modality:actual ;
    pfr:evidence/oa:hasSource ?source .
  ?source dcterms:title ?title .
  OPTIONAL {{ ?source pfr:publishedOn ?day }}
  OPTIONAL {{ ?figure pfr:of ?of }}
  OPTIONAL {{
    ?figure pfr:counterpart ?other . ?other skos:prefLabel ?counterpart FILTER (LANG(?counterpart) = "{lang}")
  }}
  {scope}
}} ORDER BY ?day ?title
"""
_ACTUAL = NamedNode(PREFIXES["modality"] + "actual")
_SAYS = {
    "vi": 'nguồn "{title}"{day} nêu {value}{of}{counterpart}; ở đây nêu tên {named}.',
    "en": 'source "{title}"{day} says {value}{of}{counterpart}; {named} named here.',
}
_OF = {"vi": "/{of}", "en": " of {of}"}


def completeness_notes(
    store: Store,
    question: Question,
    bound: Mapping[str, NamedNode | Literal],
    answer: Sequence[Mapping[str, Value]],
    lang: str,
) -> list[str]:
    """Return one sentence per source that states a count for what the question lists.

    A question declares the indicator that counts its rows as ``#+ completeness: indicator``; it has
    the parameters ``province`` and ``country`` and the column ``unit_iri``. Without a country only counts of
    all countries together are told. What is stated of a unit is
    compared with the rows of that unit.
    """
    other_than_actual = bound.get("modality", _ACTUAL) != _ACTUAL
    if question.completeness is None or other_than_actual or not isinstance(bound["province"], NamedNode):
        return []
    indicator = NamedNode(question.completeness)
    # Without a country only a count of all counterparts together can be compared.
    country = bound.get("country")
    scope = f"?figure pfr:counterpart {country} ." if country else "FILTER NOT EXISTS { ?figure pfr:counterpart ?one }"
    if "window_end" in bound:
        scope += f" FILTER (?day <= {bound['window_end']})"
    query = _STATED.format(indicator=indicator.value, province=bound["province"], lang=lang, scope=scope)
    named = Counter(unit for row in answer for unit in str(row["unit_iri"] or "").split(SEPARATOR))
    return [_say(lang, row, named[area.value]) for area, *row in rows(store, query) if isinstance(area, NamedNode)]


def _say(lang: str, row: Sequence[object], named: int) -> str:
    value, of, title, day, counterpart = (term.value if isinstance(term, Literal) else "" for term in row)
    return _SAYS[lang].format(
        title=title,
        day=f" ({day})" if day else "",
        value=value,
        of=_OF[lang].format(of=of) if of else "",
        counterpart=f" ({counterpart})" if counterpart else "",
        named=named,
    )
