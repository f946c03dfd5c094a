"""Build a briefing on one thing, or on what is between two."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from graph import __version__
from graph.brief import matters
from graph.brief.blocks import EVENTS, RELATIONS, Blocks
from graph.brief.facts import Fact, Reader, known_by
from graph.brief.model import Block, Brief, Section
from graph.brief.noting import Noter
from graph.brief.profile import REPLACED, Profile
from graph.brief.sentences import Speaker
from graph.brief.words import WORDS, dated
from graph.dates import Window
from graph.errors import BadInput, Words
from graph.meaning import included, meaning, predecessors
from graph.store.base import Store

#: How a person takes part in what is between two sides.
_PERSONS = ("pfr:head", "pfr:signatory", "pfr:guest")
_SAME = Words("hai tên chỉ cùng một đối tượng: {one}", "the two names mean one thing: {one}")


def build(
    store: Store, names: Sequence[str], *, lang: str = "vi", window: Window | None = None
) -> tuple[Brief, list[Words]]:
    """Return the briefing on the one or two things that names mean, and what to say beside it.

    With a ``window`` of one day it tells what was known by that day; with a longer one, what was
    known to hold in it. Without one it tells everything, as of the newest source. Raises
    UnknownName, AmbiguousName, or BadInput where both names mean one thing.
    """
    entities, notes = _entities(store, names, window)
    reader = Reader(store, lang, known_by(window.end) if window and window.is_day else window)
    things = [_thing(reader, entity) for entity in entities]
    facts, plans = _statements(reader, things)
    newest = reader.newest()
    day = window.end.isoformat() if window else newest
    more = [node for thing in things for prop in REPLACED for node in thing.nodes(prop)]
    speaker = Speaker(reader.labels([*facts, *things], more), entities, facts)
    maker = _Maker(reader, Noter(store, facts, lang), speaker, day)
    remarks = _left_out(store, things, facts, lang) if window else []
    titles = [maker.title(thing) for thing in things]
    sections = maker.two(things, facts, plans, remarks) if things[1:] else maker.one(things[0], facts, plans, remarks)
    words = WORDS[lang]
    brief = Brief(
        lang,
        words["title-two" if things[1:] else "title-one"].format(one=titles[0], other=titles[-1]),
        day,
        _standing(words, window, day, lang),
        _basis(words, newest, lang),
        tuple(sections),
    )
    return brief, notes


def _entities(store: Store, names: Sequence[str], window: Window | None) -> tuple[list[NamedNode], list[Words]]:
    meant = [meaning(store, name, window=window) for name in names]
    if len({each.entity for each in meant}) < len(meant):
        raise BadInput(Words(*(text.format(one=names[0]) for text in _SAME)))
    notes = [note for each in meant for note in (*each.notes, *included(predecessors(store, each.entity)))]
    return [each.entity for each in meant], notes


def _thing(reader: Reader, entity: NamedNode) -> Fact:
    return next(iter(reader.read([entity])), Fact(entity, {}))


def _statements(reader: Reader, things: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return what is told of one thing or between two, and the plans among it that are not known to be carried out."""
    if things[1:]:
        found = reader.nodes("between", "statement_iri", entity=things[0].node, other=things[1].node)
        persons = {node for fact in reader.read(found) for prop in _PERSONS for node in fact.nodes(prop)}
        found += _posts(reader, sorted(persons, key=str))
    else:
        found = reader.about(things[0].node, things[0].nodes("dcterms:replaces"))
    facts = reader.statements(found)
    open_plans = {node for thing in things for node in reader.nodes("plans", "statement_iri", province=thing.node)}
    return facts, [fact for fact in facts if fact.is_plan and fact.node in open_plans]


def _posts(reader: Reader, persons: Sequence[NamedNode]) -> list[NamedNode]:
    """Return the posts of persons who led or signed for a side."""
    told = [node for person in persons for node in reader.nodes("who-says", "statement_iri", entity=person)]
    return [fact.node for fact in reader.read(told) if fact.kind == "Membership"]


def _left_out(store: Store, things: Sequence[Fact], facts: Sequence[Fact], lang: str) -> list[str]:
    """Say how many statements the window leaves out."""
    missing = len(_statements(Reader(store, lang, None), things)[0]) - len(facts)
    return [WORDS[lang]["left-out"].format(number=missing)] if missing else []


def _basis(words: dict[str, str], newest: str, lang: str) -> str:
    if not newest:
        return words["basis-empty"].format(version=__version__)
    return words["basis"].format(version=__version__, newest=dated(newest, lang))


def _standing(words: dict[str, str], window: Window | None, day: str, lang: str) -> str:
    if not day:
        return ""
    start = "" if window is None or window.is_day else dated(window.start.isoformat(), lang)
    return words["standing-between" if start else "standing"].format(start=start, day=dated(day, lang))


class _Maker:
    """Makes the sections in the order in which they are read, so that notes count up."""

    def __init__(self, reader: Reader, noter: Noter, speaker: Speaker, day: str) -> None:
        self._noter = noter
        self._speaker = speaker
        self._words = speaker.words
        self._blocks = Blocks(noter, speaker, day)
        self._profile = Profile(reader, noter, speaker)
        self._reader = reader
        self._day = day

    def title(self, thing: Fact) -> str:
        """Return a thing's name, with its country where it has one."""
        label, country = self._speaker.label(thing.node), self._speaker.names(thing, "pfr:country")
        return self._words["within"].format(label=label, country=country) if country else label

    def one(self, thing: Fact, facts: Sequence[Fact], plans: Sequence[Fact], remarks: Sequence[str]) -> list[Section]:
        """Return the sections on one thing."""
        return [
            *self._about(thing),
            *self._section("relations", self._blocks.of(RELATIONS, facts) or self._nothing(facts)),
            *self._section("events", self._blocks.of(EVENTS, facts)),
            *self._section("plans", self._blocks.plans(plans)),
            *self._section("matters", self._matters(facts, remarks)),
        ]

    def two(
        self, things: Sequence[Fact], facts: Sequence[Fact], plans: Sequence[Fact], remarks: Sequence[str]
    ) -> list[Section]:
        """Return the sections on two things: what is between them first, then each of them in short."""
        between = self._blocks.of((*RELATIONS, *EVENTS), facts)
        one, other = (self._speaker.label(thing.node) for thing in things)
        return [
            *self._section("between", between or self._nothing(()), one=one, other=other),
            *self._section("plans", self._blocks.plans(plans)),
            *self._section("matters", self._matters(facts, remarks)),
            *(section for thing in things for section in self._about(thing, short=True)),
        ]

    def _about(self, thing: Fact, *, short: bool = False) -> list[Section]:
        lines = [*self._profile.lines(thing, short=short), *(self._profile.partners(thing.node) if short else [])]
        title = "" if short else self._words["profile"]
        return self._section("about", [Block(title, tuple(lines))], one=self._speaker.label(thing.node))

    def _nothing(self, facts: Sequence[Fact]) -> list[Block]:
        return [] if facts else [Block("", remarks=(self._words["nothing"],))]

    def _matters(self, facts: Sequence[Fact], remarks: Sequence[str]) -> list[Block]:
        found = matters.findings(self._reader.store, facts, self._day, self._speaker.lang)
        return matters.blocks(self._noter, self._speaker, facts, found, remarks)

    def _section(self, name: str, blocks: Sequence[Block], **names: str) -> list[Section]:
        return [Section(self._words[name].format(**names), tuple(blocks))] if blocks else []
