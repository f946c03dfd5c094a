"""Answer how two named things are connected, or say what was tried and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import networkx as nx  # the types below are its own, and only kg path imports this module
from pyoxigraph import NamedNode

from graph import tables
from graph.dates import Window
from graph.errors import BadInput, UnknownFormat, Words
from graph.labels import Labels
from graph.markdown import escaped_line
from graph.meaning import Meaning, Succession, included, meaning, predecessors
from graph.namespaces import PREFIXES
from graph.network import Facts, network
from graph.paths.search import EVER, Path, Wanted, paths, relations
from graph.paths.words import Speaker
from graph.store import Store
from graph.store.base import rows
from graph.tables import FORMATS as ROWS
from graph.tables import Table
from graph.terminal import harmless

FORMATS = ("text", *ROWS)
#: Relations of these modalities are no hops unless they are asked for.
OTHER_MODALITIES = ("planned", "proposed", "ended")
#: Where nothing is found, paths up to this length are tried for a hint.
_FURTHER = 6

_SAME = Words("hai tên chỉ cùng một đối tượng", "both names mean the same thing")
_COUNTED = Words("{part} được tính là {whole}.", "{part} counts as {whole}.")
_WEAK = Words(
    "Chỉ nối được qua cả một nước: mối liên hệ yếu.", "They are joined only through a whole country: a weak link."
)
_CUT = Words("Dừng tìm ở đây; có thể còn đường khác.", "The search stops here; there may be more paths.")
_LONE = Words("{name} không có quan hệ nào như vậy trong đồ thị.", "{name} has no such relation in the graph.")
_NONE = Words(
    "Không có đường nối {one} với {other}; đã xét quan hệ có tính chất {modalities}, tối đa {longest} bước, {time}.",
    "No path joins {one} and {other}; looked at relations that are {modalities}, up to {longest} hops, {time}.",
)
_TOGETHER = Words("các bước cùng có vào một ngày", "all hops holding on one day")
_ANY_TIME = Words("không cần cùng thời gian", "not necessarily at the same time")
_IN_WINDOW = Words("trong thời gian {window}", "within {window}")
_NO_WINDOW = Words("bỏ --as-of, --between", "no --as-of or --between")
_TRY = Words("Có đường nối khi dùng: {options}.", "There is a path with: {options}.")


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """The paths found, in words; none, and notes that say why, where there is no path."""

    found: tuple[Path, ...]
    table: Table
    speaker: Speaker

    def write(self, format: str, *, width: int = 0) -> str:
        """Return the answer as text in one of FORMATS; raise UnknownFormat for another."""
        if format not in FORMATS:
            raise UnknownFormat(format, FORMATS)
        if format not in ("text", "md"):
            return tables.write(self.table, format, width=width)
        safe, mark = (escaped_line, "#") if format == "md" else (harmless, "")
        return "".join(f"{safe(line)}\n" for line in self.speaker.lines(self.found, mark))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Both ends, the network they stand in, and what counts as a path between them."""

    merged: nx.MultiGraph
    same: dict[str, str]
    ends: tuple[str, str]
    wanted: Wanted

    def paths(self, **changed: Any) -> tuple[list[Path], bool]:  # noqa: ANN401 - fields of Wanted
        """Return the paths as wanted, or with some wishes changed."""
        wanted = replace(self.wanted, **changed)
        return paths(relations(self.merged, wanted.modalities, same=self.same), *self.ends, wanted)

    def hints(self) -> list[str]:
        """Return the options each of which would give a path."""
        options: dict[str, dict[str, object]] = {"--any-time": {"any_time": True}}
        for each in OTHER_MODALITIES:
            options[f"--modality {each}"] = {"modalities": (*self.wanted.modalities, each)}
        options[f"--max-length {_FURTHER}"] = {"longest": max(_FURTHER, self.wanted.longest)}
        return [option for option, changed in options.items() if self.paths(every=False, **changed)[0]]

    def lone(self) -> list[str]:
        """Return the ends that no relation of these modalities touches."""
        graph = relations(self.merged, self.wanted.modalities, same=self.same)
        return [end for end in self.ends if end not in graph or not graph.degree(end)]

    def is_weak(self, path: Path) -> bool:
        """Tell whether a path leads through a whole country."""
        return any(self.merged.nodes[hop.other]["kind"] == "country" for hop in path.hops[:-1])


def path_answer(
    store: Store, one: str, other: str, wanted: Wanted, *, window: Window | None = None, lang: str = "vi"
) -> PathAnswer:
    """Return how the things of these two names are connected, within a window of time if one is given.

    A former province counts as the one that replaced it, a smaller place as its province. Raises
    UnknownName, AmbiguousName, and BadInput where both names mean the same thing.
    """
    meant = [meaning(store, name, window=window) for name in (one, other)]
    former = [predecessors(store, each.entity) for each in meant]
    given = [each.entity.value for each in meant]
    merged = network(store, persons=True)
    first, second = (_whole(store, merged, iri) for iri in given)
    if first == second:
        raise BadInput(_SAME)
    if window:
        wanted = replace(wanted, window=((window.start.isoformat(), window.end.isoformat()),))
    same = {unit.former.value: unit.present.value for unit in chain(*former) if unit.former.value not in given}
    asked = _Asked(merged, same, (first, second), wanted)
    facts: Facts = merged.graph["facts"]
    named = sorted({*given, first, second, *merged, *facts.statements, *facts.concepts})
    speaker = Speaker(facts, Labels(store, map(NamedNode, named), lang))
    found, cut = asked.paths()
    notes = _notes(speaker, meant, former, list(zip(given, (first, second), strict=True)))
    if not found:
        notes += _nothing(speaker, asked, window)
    elif asked.is_weak(found[0]):
        notes.append(speaker.say(_WEAK))
    if cut:
        notes.append(speaker.say(_CUT))
    return PathAnswer(tuple(found), speaker.table(found, notes), speaker)


def _whole(store: Store, merged: nx.MultiGraph, iri: str) -> str:
    """Return the province of a smaller place or the pair of a gate, where that stands in the network for it."""
    if iri in merged:
        return iri
    query = f"SELECT ?whole {{ {{ <{iri}> pfr:province ?whole }} UNION {{ ?whole pfr:gate <{iri}> }} }} ORDER BY ?whole"
    wholes = [whole.value for (whole,) in rows(store, query) if isinstance(whole, NamedNode)]
    return next((whole for whole in wholes if whole in merged), iri)


def _notes(
    speaker: Speaker,
    meant: Sequence[Meaning],
    former: Sequence[Sequence[Succession]],
    counted: Sequence[tuple[str, str]],
) -> list[str]:
    """Say what the names were taken to mean."""
    said = [note for each in meant for note in each.notes] + [note for units in former for note in included(units)]
    return [speaker.say(note) for note in said] + [
        speaker.say(_COUNTED, part=speaker.name(part), whole=speaker.name(whole))
        for part, whole in counted
        if part != whole
    ]


def _nothing(speaker: Speaker, asked: _Asked, window: Window | None) -> list[str]:
    """Say that there is no path, what was looked at, and what would give one."""
    wanted = asked.wanted
    times = [speaker.say(_IN_WINDOW, window=window)] if window else []
    times.append(speaker.say(_ANY_TIME if wanted.any_time else _TOGETHER))
    one, other = map(speaker.name, asked.ends)
    modalities = ", ".join(speaker.name(PREFIXES["modality"] + each) for each in wanted.modalities)
    notes = [
        speaker.say(_NONE, one=one, other=other, modalities=modalities, longest=wanted.longest, time=", ".join(times)),
        *(speaker.say(_LONE, name=speaker.name(iri)) for iri in asked.lone()),
    ]
    hints = asked.hints()
    if window and asked.paths(every=False, window=EVER)[0]:
        hints.append(speaker.say(_NO_WINDOW))
    return [*notes, speaker.say(_TRY, options=", ".join(hints))] if hints else notes
