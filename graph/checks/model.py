"""What a check is, read from the header of its file, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pyoxigraph import NamedNode

from graph.errors import BadQuestion, UnknownName, Words
from graph.questions import Question, parse_question
from graph.resources import shipped_files

#: From grave to mild. Only errors make ``kg check`` end with exit code 1.
SEVERITIES = ("error", "warning", "info")
_FOLDER = "checks/"
_FILE = re.compile(_FOLDER + r"([a-z-]+)-(violation|candidates)\.rq")
_HEADER = re.compile(r"#\+ (severity|explanation|remedy|message(?:-[a-z]+)?|candidates-of)(?:@(vi|en))?: (.+)")
_KIND = Words("phép kiểm tra", "check")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, its query, and what its header says.

    ``said`` holds the texts by key and language: ``explanation``, ``remedy``, and a ``message`` per
    case. Rows of a check that is ``examined`` are candidates, not findings.
    """

    name: str
    severity: str
    question: Question
    said: Mapping[tuple[str, str], str]
    examined: bool

    def message(self, case: str, lang: str) -> str:
        """Return the template for a case of findings; the usual one is ``""``."""
        return self.said[f"message-{case}" if case else "message", lang]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check found before it is put into words: the statements, and the values of its message."""

    statements: tuple[NamedNode, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    case: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in one language: what it is about, why, and the sources that tell it.

    ``statements`` and ``source_iris`` are full IRIs; ``what`` and ``sources`` are their words.
    """

    check: str
    severity: str
    title: str
    what: tuple[str, ...]
    why: str
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    source_iris: tuple[str, ...]


def check_names() -> list[str]:
    """Return the names of all checks, sorted."""
    return sorted(_files())


def load_check(name: str) -> Check:
    """Read a shipped check; raise BadQuestion for a header that is not complete."""
    text, examined = _files()[name]
    said = {(found[1], found[2] or ""): found[3] for found in map(_HEADER.fullmatch, text.splitlines()) if found}
    severity = said.get(("severity", ""), "")
    keys = {"explanation", "remedy", *(key for key, _ in said if key.startswith("message"))}
    if severity not in SEVERITIES or {(key, lang) for key in keys for lang in ("vi", "en")} - set(said):
        raise BadQuestion(name, "the header needs severity, and explanation, remedy and message in @vi and @en")
    shared = said.get(("candidates-of", ""))
    if shared:
        # The same candidates, looked at for something else: below the header stands the other's query.
        text += "\n".join(
            line for line in _files()[shared][0].splitlines() if not line.startswith(("#+ title", "#+ message"))
        )
    return Check(name, severity, parse_question(name, text), said, examined)


def select_checks(names: Sequence[str] = (), severity: str = "info") -> list[Check]:
    """Return the checks of these names, all without one, that are at least so grave.

    The first word of a name selects its family: ``figures`` stands for all that begin with
    ``figures-``. Raises UnknownName.
    """
    known = check_names()
    wanted = {each for name in names for each in _family(name, known)} or set(known)
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    found = [check for check in map(load_check, sorted(wanted)) if check.severity in grave]
    return sorted(found, key=lambda check: SEVERITIES.index(check.severity))


def _family(name: str, known: Sequence[str]) -> list[str]:
    found = [each for each in known if each == name or each.startswith(f"{name}-")]
    if not found:
        raise UnknownName(name, known, _KIND)
    return found


@cache
def _files() -> dict[str, tuple[str, bool]]:
    found = ((_FILE.fullmatch(name), item) for name, item in shipped_files("ontology", (".rq",)))
    return {name[1]: (item.read_text(encoding="utf-8"), name[2] == "candidates") for name, item in found if name}


def local_name(term: object) -> str:
    """Return the last part of an IRI, after ``/`` or ``#``."""
    return term.value.rpartition("/")[2].rpartition("#")[2] if isinstance(term, NamedNode) else ""
