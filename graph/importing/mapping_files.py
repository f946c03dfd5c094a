"""Read mappings from YAML; every mistake is said at its place, such as ``columns.seat.type``."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from graph.errors import BadInput, UnknownKind, UnreadableFile, Words, system_reason
from graph.importing.described import Described
from graph.importing.mapping import (
    TYPES,
    UNKNOWN,
    Column,
    Condition,
    Confirmation,
    Creation,
    Filter,
    Naming,
    Saying,
    TableMapping,
)
from graph.loading import read_text
from graph.namespaces import KINDS, SCHEMES
from graph.resources import shipped, shipped_files

_FOREIGN = "foreign/"
_SILENT = Words("", "")
_NO_SCHEME = Words("cột loại này cần khóa này", "a column of this type needs this key")
_NO_FILTER = Words("cần một trong: any_of, matches, empty", "one of these is needed: any_of, matches, empty")
_NO_COLUMN = Words('"{value}" không phải khóa của cột nào', '"{value}" is the key of no column')
_NO_TEMPLATE = Words('"{value}" có ngoặc nhọn không khớp', '"{value}" has braces that do not match')
#: Columns whose values go where their type says, or nowhere.
_WITHOUT_PROPERTY = frozenset(("aliases", "amount", "label", "label_en", "money", "period", "unit"))


def mapping_names() -> list[str]:
    """Return the names of the shipped kinds of tables, which have templates."""
    return [name for name in _shipped_names() if "/" not in name]


def shipped_mapping(name: str) -> TableMapping:
    """Return the mapping of a shipped kind; raise UnknownKind with the known names."""
    return _shipped(name, mapping_names())


def known_mapping(name: str) -> TableMapping:
    """Return a shipped mapping, of a kind or of a foreign table; raise UnknownKind with the known names."""
    known = _shipped_names()
    return _shipped(name if name in known else _FOREIGN + name, known)


def _shipped_names() -> list[str]:
    return [name.removesuffix(".yaml") for name, _ in shipped_files("ontology/mappings", (".yaml",))]


def _shipped(name: str, known: Sequence[str]) -> TableMapping:
    short = name.removeprefix(_FOREIGN)
    if name not in known:
        raise UnknownKind(short, [each.removeprefix(_FOREIGN) for each in known])
    text = shipped("ontology").joinpath("mappings", *f"{name}.yaml".split("/")).read_text(encoding="utf-8")
    return parse_mapping(short, text)


def read_mapping(path: Path) -> TableMapping:
    """Return the mapping in a file of the user's."""
    try:
        return parse_mapping(str(path), read_text(str(path)))
    except OSError as error:
        raise UnreadableFile(str(path), system_reason(error)) from error


def parse_mapping(name: str, text: str) -> TableMapping:
    """Read a mapping from YAML; raise BadInput saying which key does not fit."""
    import yaml  # noqa: PLC0415 - only an import or a template needs it

    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadInput(f"{name}: {' '.join(str(error).split())}") from error
    return _mapping(Described(found, name))


def _mapping(part: Described) -> TableMapping:
    part.need("columns")
    described = part.part("columns")
    keys = described.names
    columns = tuple(_column(key, described.part(key), keys) for key in keys)
    part.need("thing")
    thing = part.part("thing")
    part.need("identity")
    naming = part.part("naming")
    say = naming.part("say")
    mapping = TableMapping(
        name=part.text("name"),
        title=part.words("title"),
        prefix=thing.one_of("prefix", KINDS, thing.text("prefix")),
        class_name=thing.term("class", thing.text("class")),
        statement=bool(thing.maybe("statement")),
        ends=bool(thing.maybe("ends")),
        identity=_keys(part, "identity", keys),
        columns=columns,
        constants=_constants(part),
        keep_if_any=tuple(_filter(each) for each in part.parts("keep_if_any")),
        leave_out=tuple(_filter(each, each.words("because")) for each in part.parts("leave_out")),
        same=tuple(_known(part, "same", map(str, each), keys) for each in part.items("same")),
        namings=tuple(_naming(each, keys) for each in naming.parts("rules")),
        say={say.term(name, name): _saying(say.part(name)) for name in say.names},
    )
    for each in (thing, say, naming, part):
        each.done()
    return mapping


def _column(key: str, part: Described, keys: Collection[str]) -> Column:
    column = Column(
        key=key,
        heading=part.words("heading"),
        type=part.one_of("type", TYPES, part.text("type")),
        also=part.texts("also"),
        help=part.maybe_words("help"),
        example=part.maybe_text("example") or "",
        required=bool(part.maybe("required")),
        at_least=int(part.maybe("at_least") or 0),
        split=part.maybe_text("split") or ";",
        values=part.pairs("values"),
        strip=part.maybe_text("strip") or "",
        unit=part.maybe_text("unit") or "",
        rewrite=_rewrites(part),
        property=_term(part, "property"),
        precision=_term(part, "precision"),
        scheme=_scheme(part),
        default=part.maybe_text("default"),
        unknown=part.one_of("unknown", UNKNOWN, part.maybe_text("unknown") or "error"),
        words=part.maybe_text("words"),
        differs_from=_maybe_key(part, "differs_from", keys),
        confirmed_by=_confirmation(part, keys),
        creates=_creation(part),
        about=_maybe_key(part, "about", keys),
    )
    part.done()
    _check_needs(part, column)
    return column


def _check_needs(part: Described, column: Column) -> None:
    """Refuse a column that lacks what its type needs."""
    needs = {"property": column.type not in _WITHOUT_PROPERTY, "precision": column.type == "date"}
    needs["scheme"] = column.type in ("concept", "concepts")
    for name, needed in needs.items():
        if needed and getattr(column, name) is None:
            raise part.error(name, _NO_SCHEME)


def _term(part: Described, key: str) -> str | None:
    name = part.maybe_text(key)
    return None if name is None else part.term(key, name)


def _scheme(part: Described) -> str | None:
    name = part.maybe_text("scheme")
    return None if name is None else part.one_of("scheme", SCHEMES, name)


def _rewrites(part: Described) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((part.pattern("rewrite", pattern), text) for pattern, text in part.doubles("rewrite"))


def _constants(part: Described) -> tuple[tuple[str, str], ...]:
    pairs = part.doubles("constants")
    return tuple((part.term("constants", prop), part.term("constants", value)) for prop, value in pairs)


def _creation(part: Described) -> Creation | None:
    if part.maybe("creates") is None:
        return None
    made = part.part("creates")
    found = Creation(
        made.one_of("prefix", KINDS, made.text("prefix")),
        made.term("class", made.text("class")),
        made.pattern("matches", made.maybe_text("matches") or ""),
        _constants(made),
    )
    made.done()
    return found


def _confirmation(part: Described, keys: Collection[str]) -> Confirmation | None:
    if part.maybe("confirmed_by") is None:
        return None
    other = part.part("confirmed_by")
    found = Confirmation(_known(other, "column", [other.text("column")], keys)[0], _condition(other, keys))
    other.done()
    return found


def _filter(part: Described, because: Words = _SILENT) -> Filter:
    pattern = part.maybe_text("matches")
    empty = part.maybe("empty")
    found = Filter(
        part.text("column"),
        frozenset(part.texts("any_of")),
        None if pattern is None else part.pattern("matches", pattern),
        None if empty is None else bool(empty),
        because,
    )
    part.done()
    if not found.any_of and found.matches is None and found.empty is None:
        raise part.error("any_of", _NO_FILTER)
    return found


def _saying(part: Described) -> Saying:
    found = Saying(Words(part.text("vi"), part.text("en")), _also(part))
    part.done()
    return found


def _also(part: Described) -> dict[str, tuple[str, ...]]:
    """Return other names in each language."""
    also = part.part("also")
    found = {lang: also.texts(lang) for lang in ("vi", "en")}
    also.done()
    return found


def _naming(part: Described, keys: Collection[str]) -> Naming:
    found = Naming(
        Words(part.text("vi"), part.text("en")),
        part.maybe_text("identifier"),
        _also(part),
        _condition(part, keys),
    )
    part.done()
    for template in filter(None, (*found.name, found.identifier, *found.also["vi"], *found.also["en"])):
        _known(part, "", template_keys(part, template), keys)
    return found


def template_keys(part: Described, template: str) -> list[str]:
    """Return the keys in the braces of a template."""
    try:
        return [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise part.error("", _NO_TEMPLATE, value=template) from error


def _condition(part: Described, keys: Collection[str]) -> Condition:
    below = part.part("if")
    _known(part, "if", below.names, keys)
    return {key: frozenset(below.term(key, name) for name in below.texts(key)) for key in below.names}


def _keys(part: Described, key: str, keys: Collection[str]) -> tuple[str, ...]:
    return _known(part, key, part.texts(key), keys)


def _maybe_key(part: Described, key: str, keys: Collection[str]) -> str | None:
    given = part.maybe_text(key)
    return None if given is None else _known(part, key, [given], keys)[0]


def _known(part: Described, key: str, given: Iterable[str], keys: Collection[str]) -> tuple[str, ...]:
    """Return keys of columns; refuse one that no column has."""
    found = tuple(given)
    for each in found:
        if each not in keys:
            raise part.error(key, _NO_COLUMN, value=each)
    return found
