r"""Named questions: a SPARQL file with a header that says what it asks and what it needs.

A file ``queries/partners.rq`` starts with comment lines ``#+ key: value``; the rest is plain
SPARQL 1.1 that runs as it is in any tool. Each parameter is one block ``VALUES ?name { … }`` whose
written value is only an example or a default; asking rewrites exactly that block with the term's
own syntax, and nothing else of the text.

>>> question = parse_question("demo", '''#+ title@vi: Thử
... #+ title@en: Demo
... #+ param place: place, required, a place | một nơi
... SELECT * { VALUES ?place { <http://example.org/x> } ?place ?p ?o }''')
>>> from pyoxigraph import Literal
>>> print(question.bind({"place": Literal('x" } #')}).splitlines()[-1])
SELECT * { VALUES ?place { "x\" } #" } ?place ?p ?o }

``#+ time: held`` says that the question takes a window of time: its text then has the blocks
``VALUES ?window_start { UNDEF }`` and ``VALUES ?window_end { UNDEF }``. ``#+ units: province`` says
that it is asked for the place of that parameter (or of several) together with the units that the place
replaced; a column ``unit_iri`` tells the unit of each row. ``#+ sort: -told name`` puts the greatest
``told`` first. ``#+ limit: 20`` keeps that many rows; a parameter ``limit`` asks for another
number, up to ``#+ most: 50`` where the text itself stops there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import BadQuestion, UnknownQuestion
from graph.resources import shipped, shipped_files

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from graph.dates import Window

#: Types a parameter can have, and what the command line makes of its text.
PARAMETER_TYPES = ("entity", "place", "country", "source", "concept", "date", "integer", "text", "language")
#: The groups that questions are listed in.
GROUPS = {
    "relations": {"vi": "Quan hệ", "en": "Relations"},
    "events": {"vi": "Đoàn, gặp gỡ, diễn biến", "en": "Visits, meetings, events"},
    "missions": {"vi": "Cơ quan đại diện", "en": "Missions"},
    "aid": {"vi": "Dự án, viện trợ, đầu tư", "en": "Projects, aid, investment"},
    "figures": {"vi": "Số liệu", "en": "Figures"},
    "border": {"vi": "Biên giới, cửa khẩu", "en": "Border and gates"},
    "people": {"vi": "Nhân sự", "en": "People"},
    "policy": {"vi": "Văn bản, kế hoạch", "en": "Policy and plans"},
    "sources": {"vi": "Nguồn", "en": "Sources"},
}
#: The blocks of a question over time.
WINDOW = ("window_start", "window_end")
_HEADER = re.compile(r"#\+\s*([\w.-]+(?:\s+\w+)?)(?:@(vi|en))?\s*:\s*(.*)")
# The written value is an IRI, a prefixed name, UNDEF or a literal without braces: ours, in files.
_VALUES_BLOCK = re.compile(r"VALUES\s+\?(\w+)\s*\{[^{}]*\}")
_SEPARATOR = " | "
#: What the texts put between the parts of a list: no name or title has the unit separator, many have " | ".
LIST_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a question needs: its name, type, and help in two languages."""

    name: str
    type: str
    required: bool
    help: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: what it says of itself, and its SPARQL text."""

    name: str
    text: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    group: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Mapping[str, str]]
    lists: frozenset[str] = frozenset()
    sort: tuple[str, ...] = ()
    descending: frozenset[str] = frozenset()
    limit: int | None = None
    most: int | None = None
    shown: tuple[str, ...] = ()
    completeness: str | None = None
    time: bool = False
    units: tuple[str, ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that name, if there is one."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def bind(self, values: Mapping[str, NamedNode | Literal]) -> str:
        """Return the query text with each value in its VALUES block.

        Raises BadQuestion where a block is missing or stands twice.
        """
        return bind(self.name, self.text, values)


def bind(name: str, text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """Return a SPARQL text with each value in its VALUES block.

    Raises BadQuestion, under the text's name, where a block is missing or stands twice.
    """
    blocks = [found[1] for found in _VALUES_BLOCK.finditer(text)]
    for value in values:
        if blocks.count(value) != 1:
            raise BadQuestion(name, f"there must be exactly one block VALUES ?{value} {{ … }}")

    def rewritten(block: re.Match[str]) -> str:
        return f"VALUES ?{block[1]} {{ {values[block[1]]} }}" if block[1] in values else block[0]

    # One pass over the file's own text: a bound value is never looked at again.
    return _VALUES_BLOCK.sub(rewritten, text)


def window_terms(window: Window) -> dict[str, NamedNode | Literal]:
    """Return the values of the two blocks of a text over time."""
    from pyoxigraph import Literal, NamedNode  # noqa: PLC0415 - listing the questions needs no engine

    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    days = (window.start.isoformat(), window.end.isoformat())
    return {name: Literal(day, datatype=date) for name, day in zip(WINDOW, days, strict=True)}


def parse_question(name: str, text: str) -> Question:
    """Read a question from its file's text; raise BadQuestion for a header that does not fit."""
    singles: dict[str, dict[str, str]] = {}
    parameters: list[Parameter] = []
    columns: dict[str, dict[str, str]] = {}
    phrases: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {"lists": [], "sort": [], "table": [], "units": []}
    for line in text.splitlines():
        found = _HEADER.fullmatch(line.strip())
        if found is None:
            continue
        key, language, value = found[1], found[2] or "", found[3].strip()
        kind, _, subject = key.partition(" ")
        if kind == "param":
            parameters.append(_parameter(name, subject, value))
        elif kind == "column":
            columns[subject] = dict(zip(("vi", "en"), _both(name, value), strict=True))
        elif kind == "phrase":
            phrases.setdefault(language, []).append(value)
        elif kind in words:
            words[kind] = value.split()
        else:
            singles.setdefault(kind, {})[language] = value
    _require(name, singles, parameters, words["units"])
    return Question(
        name=name,
        text=text,
        title=singles["title"],
        summary=singles.get("summary", {}),
        group=singles.get("group", {}).get("", ""),
        parameters=tuple(parameters),
        columns=columns,
        lists=frozenset(words["lists"]),
        sort=tuple(key.removeprefix("-") for key in words["sort"] or columns),
        descending=frozenset(key.removeprefix("-") for key in words["sort"] if key.startswith("-")),
        limit=_number(name, "limit", singles),
        most=_number(name, "most", singles),
        shown=tuple(words["table"] or columns),
        completeness=singles.get("completeness", {}).get(""),
        time="time" in singles,
        units=tuple(words["units"]),
        phrases={language: tuple(said) for language, said in phrases.items()},
    )


def _require(
    name: str, singles: Mapping[str, Mapping[str, str]], parameters: Sequence[Parameter], units: Sequence[str]
) -> None:
    if set(singles.get("title", {})) != {"vi", "en"}:
        raise BadQuestion(name, "the header needs title@vi and title@en")
    if singles.get("group", {}).get("", "relations") not in GROUPS:
        raise BadQuestion(name, f'"group" must be one of: {", ".join(GROUPS)}')
    if singles.get("time", {"": "held"}) != {"": "held"}:
        raise BadQuestion(name, '"time" can only be: held')
    unknown = sorted(set(units) - {parameter.name for parameter in parameters})
    if unknown:
        raise BadQuestion(name, f'"units: {" ".join(unknown)}" names no parameter')


def _number(question: str, key: str, singles: Mapping[str, Mapping[str, str]]) -> int | None:
    text = singles.get(key, {}).get("")
    if text is not None and not text.isdecimal():
        raise BadQuestion(question, f'"{key}" must be a number')
    return None if text is None else int(text)


def _parameter(question: str, name: str, value: str) -> Parameter:
    parts = [part.strip() for part in value.split(",", 2)]
    if len(parts) != 3 or parts[0] not in PARAMETER_TYPES or parts[1] not in ("required", "optional"):  # noqa: PLR2004 - the three parts named in the message
        raise BadQuestion(question, f'"param {name}" must read: type, required or optional, help vi | help en')
    vi, en = _both(question, parts[2])
    return Parameter(name, parts[0], parts[1] == "required", {"vi": vi, "en": en})


def _both(question: str, value: str) -> tuple[str, str]:
    vi, separator, en = value.partition(_SEPARATOR)
    if not separator:
        raise BadQuestion(question, f'"{value}" must be Vietnamese | English')
    return vi.strip(), en.strip()


def question_names() -> list[str]:
    """Return the names of all shipped questions, sorted."""
    return [name.removesuffix(".rq") for name, _ in shipped_files("queries", (".rq",))]


def load_question(name: str) -> Question:
    """Read a shipped question; raise UnknownQuestion with the known names."""
    known = question_names()
    if name not in known:
        raise UnknownQuestion(name, known)
    text = shipped("queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")
    return parse_question(name, text)


def load_questions() -> list[Question]:
    """Read all shipped questions, sorted by name."""
    return [
        parse_question(name.removesuffix(".rq"), item.read_text(encoding="utf-8"))
        for name, item in shipped_files("queries", (".rq",))
    ]
