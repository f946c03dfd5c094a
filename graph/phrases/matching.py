"""Which question a text asks: the one whose phrase says the same, with a value for all that the text names.

Every word of the text must be known, every name and time must find its parameter, and no other
question may be nearly as near. Otherwise the text is not understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from graph.errors import NotUnderstood
from graph.phrases.commands import command
from graph.phrases.patterns import VALUE, Pattern, Patterns, patterns, value_name
from graph.phrases.pieces import find_pieces
from graph.phrases.readings import Named, Reading, readings
from graph.phrases.times import time_values
from graph.phrases.words import Text
from graph.questions import Parameter, Question
from graph.store.base import Store

#: The score from which on a phrase says the same, of 1 for the very same ideas.
ENOUGH = 0.62
#: How much nearer than every other question the best one must be.
MARGIN = 0.08
#: A question with "not" means the opposite of the one without: its phrase must say nearly the same.
NOT, ENOUGH_WITH_NOT = "not", 0.8
_SIGN = "sign"
#: What a value costs that the phrase does not speak of, though its question takes it.
_VALUE_WEIGHT = 0.3
#: What it costs to take for a value what can be an idea too.
_IDEA_FIRST = 0.15
_SHOWN = 3
#: The parameters that names can fill, and the classes each takes.
_TAKES = {
    "country": {"Country"},
    "place": {"Province", "Place"},
    "source": {"Source"},
}
_FOREIGN_FIRST, _COUNTRY_AS_PARTY, _OTHER_CUE, _NO_CUE, _OTHER_ORDER = 0.5, 0.6, 0.4, 0.2, 0.05
#: Parameters of those who stand on the other side: abroad, or an organisation.
_ABROAD = ("funder", "partner")


@dataclass(frozen=True, slots=True)
class Match:
    """A question with values as texts, and how well its phrase fits (1 at best)."""

    question: Question
    values: Mapping[str, str]
    score: float


def understand(store: Store, text: str) -> Match:
    """Return the question that a text asks, with its values; raise NotUnderstood with the nearest commands.

    >>> from graph.shipped import open_shipped
    >>> with open_shipped() as store:
    ...     match = understand(store, "Tỉnh nào của Lào hợp tác với Sơn La?")
    >>> match.question.name, match.values
    ('partners', {'country': 'Lào', 'province': 'Sơn La'})
    """
    read = Text.of(text)
    ways = readings(find_pieces(store, read), len(read.words))
    known = patterns()
    fewest = min(way.valued for way in ways)
    matches = [
        Match(match.question, match.values, match.score - _IDEA_FIRST * (way.valued > fewest))
        for way in ways
        if not way.unknown
        for match in _matches(known, way)
    ]
    best = _best(matches)
    if best is None:
        raise NotUnderstood(text, _nearest(known, ways))
    return best


def _best(matches: Sequence[Match]) -> Match | None:
    """Return the one match that is good enough, if no other question is nearly as good."""
    if not matches:
        return None
    best = max(matches, key=lambda match: match.score)
    same = [match for match in matches if match.question.name == best.question.name]
    others = max((match.score for match in matches if match.question.name != best.question.name), default=0.0)
    if best.score < ENOUGH or best.score - others < MARGIN:
        return None
    # Of the ways to read the text for this question, the one that says most of what is asked.
    near = [match for match in same if match.score >= best.score - 2 * _IDEA_FIRST]
    return max(near, key=lambda match: (len(match.values), match.score))


def _matches(known: Patterns, way: Reading) -> Iterator[Match]:
    for name in known.speaks_of:
        pattern = max(
            (each for each in known.all if each.question.name == name), key=lambda each: _score(known, way, each)
        )
        score = _score(known, way, pattern)
        values = _filled(known, pattern.question, way) if score > 0 else None
        enough = ENOUGH_WITH_NOT if NOT in way.ideas else 0
        if (
            values is not None
            and score >= enough
            and _ideas(way) - known.speaks_of[name] <= _values_of(pattern.question, way)
        ):
            yield Match(pattern.question, values, score)


def _ideas(way: Reading) -> frozenset[str]:
    return frozenset({*(idea for idea in way.ideas if idea[0] != "~"), *_value_ideas(way)})


def _value_ideas(way: Reading) -> set[str]:
    return {VALUE + name.rpartition(".")[2] for name, _ in way.values}


def _values_of(question: Question, way: Reading) -> set[str]:
    return {VALUE + name for written, _ in way.values if (name := value_name(question, written))}


def _score(known: Patterns, way: Reading, pattern: Pattern) -> float:
    """Compare the ideas of a text and of a phrase: the weight of those in both, of those in either."""
    said = way.ideas | _value_ideas(way)
    if (NOT in said) != (NOT in pattern.ideas):
        return 0.0
    both = known.weight(said & pattern.ideas)
    extra = said - pattern.ideas
    light = frozenset(idea for idea in extra if idea.startswith(VALUE))
    either = known.weight(pattern.ideas | (extra - light)) + _VALUE_WEIGHT * len(light)
    return both / either if either else 0.0


def _filled(known: Patterns, question: Question, way: Reading) -> dict[str, str] | None:
    """Return the values that a text gives to a question, or None where something is left or lacking."""
    times = time_values(question, list(way.times))
    if way.times and _SIGN in way.ideas and not any(each.name.startswith("signed") for each in question.parameters):
        return None  # the day of signing is not the time in which an agreement holds
    names = _assigned(known, question, way.names)
    numbers = _numbers(question, way.numbers)
    if times is None or names is None or numbers is None:
        return None
    values = {**names, **numbers, **times}
    for written, code in way.values:
        name = value_name(question, written)
        if name is None or values.setdefault(name, code) != code:
            return None
    needed = {each.name for each in question.parameters if each.required}
    return values if needed <= set(values) else None


def _numbers(question: Question, numbers: Sequence[str]) -> dict[str, str] | None:
    free = [each.name for each in question.parameters if each.type == "integer"]
    return dict(zip(free, numbers, strict=False)) if len(numbers) <= len(free) else None


def _assigned(known: Patterns, question: Question, names: Sequence[Named]) -> dict[str, str] | None:
    """Return the parameter for each name: by what it can take, the words before it, and their order."""
    open_ = [each for each in question.parameters if each.type in (*_TAKES, "entity")]
    if len(names) > len(open_):
        return None
    fitting = [
        (_cost(known, question, names, chosen), at, chosen)
        for at, chosen in enumerate(permutations(open_, len(names)))
        if all(_takes(parameter, named) for parameter, named in zip(chosen, names, strict=True))
    ]
    if not fitting:
        return None
    _, _, chosen = min(fitting, key=lambda each: each[:2])
    return {parameter.name: named.says for parameter, named in zip(chosen, names, strict=True)}


def _takes(parameter: Parameter, named: Named) -> bool:
    """Tell whether a parameter can be this thing: "projects in A and B" names two provinces, and no funder."""
    classes = {class_ for _, class_ in named.things}
    if parameter.name in _ABROAD and all(_at_home(iri) for iri, _ in named.things):
        return False
    if parameter.type == "entity":
        return classes != {"Source"} and not (parameter.name == "province" and classes == {"Country"})
    return bool(classes & _TAKES[parameter.type])


def _at_home(iri: str) -> bool:
    return "/place/VN-" in iri


def _cost(known: Patterns, question: Question, names: Sequence[Named], chosen: Sequence[Parameter]) -> float:
    order = [question.parameters.index(each) for each in chosen]
    cost = _OTHER_ORDER * sum(one > other for one, other in pairwise(order))
    for parameter, named in zip(chosen, names, strict=True):
        classes = {class_ for _, class_ in named.things}
        home = any(_at_home(iri) for iri, _ in named.things)
        cost += _COUNTRY_AS_PARTY * (parameter.type == "entity" and "Country" in classes)
        cost += _FOREIGN_FIRST * (parameter.name == "province" and not home)
        cues = known.cues.get((question.name, parameter.name), frozenset())
        cost += 0 if named.cue in cues else _OTHER_CUE if named.cue else _NO_CUE
    return cost


def _nearest(known: Patterns, ways: Iterable[Reading]) -> list[str]:
    """Return the commands whose phrases share most with a text, with the values it gives to them."""
    found: dict[str, tuple[float, str]] = {}
    for way in ways:
        for pattern in known.all:
            score = _score(known, way, pattern)
            if score > found.get(pattern.question.name, (0.0, ""))[0]:
                values = _filled(known, pattern.question, way) or {}
                found[pattern.question.name] = (score, command(pattern.question, values))
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return [said for _, (_, said) in ranked[:_SHOWN]]
