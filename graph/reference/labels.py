"""Label a thing: one preferred label per language, other spellings, and folded forms for searching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Quad

from graph.names import fold, nfc
from graph.reference.terms import text, triple

#: A spelling and its language.
Form = tuple[str, str]
#: Languages in a script that folding to plain Latin letters would garble.
_NOT_LATIN = frozenset({"lo"})


def label_triples(
    subject: str, preferred: Mapping[str, str], others: Iterable[Form], hidden: Iterable[str] = ()
) -> Iterator[Quad]:
    """Yield the labels of a thing; ``preferred`` maps each language to its label.

    A spelling that is the preferred label of its language is left out, and every Latin form is
    folded into a hidden label, so that SPARQL can search without accents.

    >>> labels = label_triples("place:LA-HO", {"vi": "Hủa Phăn"}, [("Hủa Phăn", "vi"), ("Houaphanh", "en")])
    >>> for quad in labels:
    ...     print(quad.predicate.value.partition("#")[2], quad.object)
    prefLabel "Hủa Phăn"@vi
    altLabel "Houaphanh"@en
    hiddenLabel "houaphanh"
    hiddenLabel "hua phan"
    """
    chosen = {(nfc(form), language) for language, form in preferred.items()}
    alternatives = {(nfc(form), language) for form, language in others} - chosen
    for predicate, forms in (("skos:prefLabel", chosen), ("skos:altLabel", alternatives)):
        for form, language in sorted(forms):
            yield triple(subject, predicate, text(form, language))
    as_written = {nfc(form) for form in hidden}
    latin = as_written | {form for form, language in chosen | alternatives if language not in _NOT_LATIN}
    for form in sorted(as_written | {fold(form) for form in latin}):
        yield triple(subject, "skos:hiddenLabel", text(form))


def without_repeats(forms: Iterable[Form]) -> list[Form]:
    """Return the forms, leaving out those that repeat an earlier one of their language but for case.

    >>> without_repeats([("Thành phố Huế", "vi"), ("Huế", "vi"), ("thành phố Huế", "vi"), ("Hue", "en")])
    [('Thành phố Huế', 'vi'), ('Huế', 'vi'), ('Hue', 'en')]
    """
    kept: dict[Form, Form] = {}
    for form, language in forms:
        kept.setdefault((nfc(form).casefold(), language), (form, language))
    return list(kept.values())
