"""Mappings: what the columns of a table mean.

A mapping is one YAML file. Those of the shipped kinds (``agreements``, ``visits`` …) also make the
templates; a user writes one for a foreign table. ``docs/import.md`` describes every key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.errors import BadInput, UnknownFormat, UnreadableFile, Words, system_reason
from graph.loading import read_text
from graph.names import fold
from graph.resources import shipped, shipped_files

#: What a column's text can mean.
TYPES = frozenset(
    (
        *("amount", "concept", "concepts", "country", "date", "decimal", "entities", "entity", "integer", "label"),
        *("latitude", "longitude", "money", "period", "place", "plain", "text", "url", "wikidata"),
    )
)
_SILENT = Words("", "")


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

    def is_called(self, heading: str) -> bool:
        """Tell whether a heading of a table, however written, is this column's."""
        names = (self.key, *self.heading, " · ".join(self.heading), *self.also)
        return fold(heading) in {fold(name) for name in names}


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows are kept whose cell in a column has one of these values."""

    column: str
    any_of: frozenset[str]


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

    def column(self, heading: str) -> Column | None:
        """Return the column that a heading names, if there is one."""
        return next((column for column in self.columns if column.is_called(heading)), None)


def mapping_names() -> list[str]:
    """Return the names of the shipped mappings."""
    return [name.removesuffix(".yaml") for name, _ in shipped_files("ontology/mappings", (".yaml",))]


def shipped_mapping(name: str) -> TableMapping:
    """Return a shipped mapping; raise UnknownFormat with the known names."""
    known = mapping_names()
    if name not in known:
        raise UnknownFormat(name, known)
    text = shipped("ontology").joinpath("mappings", f"{name}.yaml").read_text(encoding="utf-8")
    return parse_mapping(name, text)


def read_mapping(path: Path) -> TableMapping:
    """Return the mapping in a file of the user's."""
    try:
        return parse_mapping(str(path), read_text(str(path)))
    except OSError as error:
        raise UnreadableFile(str(path), system_reason(error)) from error


def parse_mapping(name: str, text: str) -> TableMapping:
    """Read a mapping from YAML; raise BadInput saying which key does not fit."""
    try:
        found = yaml.safe_load(text)
        thing = found["thing"]
        return TableMapping(
            name=found["name"],
            title=_words(found["title"]),
            prefix=thing["prefix"],
            class_name=thing["class"],
            statement=bool(thing.get("statement", False)),
            ends=bool(thing.get("ends", False)),
            identity=tuple(found["identity"]),
            columns=tuple(_column(key, described) for key, described in found["columns"].items()),
            constants=tuple((prop, value) for prop, value in found.get("constants", [])),
            keep_if_any=tuple(_filter(each) for each in found.get("keep_if_any", [])),
        )
    except yaml.YAMLError as error:
        raise BadInput(f"{name}: {' '.join(str(error).split())}") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadInput(
            Words(f"{name}: khóa {error} thiếu hoặc sai", f"{name}: key {error} is missing or wrong")
        ) from error


def _column(key: str, described: Mapping[str, Any]) -> Column:
    if described["type"] not in TYPES:
        raise ValueError(f"{key}.type")
    texts = {name: str(described[name]) for name in ("property", "precision", "scheme", "default") if name in described}
    return Column(
        key=key,
        heading=_words(described["heading"]),
        type=described["type"],
        also=_texts(described.get("also", ())),
        help=_words(described.get("help", {"vi": "", "en": ""})),
        example=str(described.get("example", "")),
        required=bool(described.get("required", False)),
        at_least=int(described.get("at_least", 0)),
        split=str(described.get("split", ";")),
        values={str(given): str(meant) for given, meant in described.get("values", {}).items()},
        strip=str(described.get("strip", "")),
        property=texts.get("property"),
        precision=texts.get("precision"),
        scheme=texts.get("scheme"),
        default=texts.get("default"),
    )


def _filter(described: Mapping[str, Any]) -> Filter:
    return Filter(described["column"], frozenset(_texts(described["any_of"])))


def _words(described: Mapping[str, str]) -> Words:
    return Words(described["vi"], described["en"])


def _texts(found: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(each) for each in found)
