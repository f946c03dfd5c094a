r"""Refuse query texts that reach out of the store or that the engine does not survive.

SERVICE and LOAD send requests, and a query with some thousand nested or chained parts ends the
whole process (measured on pyoxigraph 0.5.13), so a text is looked at before an engine sees it. The
look is lexical: comments, strings and IRIs are skipped as the SPARQL grammar defines them
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar). Where the engine reads more than the grammar
allows (``SERVICE`` glued to the next name, ``1<'>'`` as a comparison), the doubt is refused.

>>> guard("SELECT * { ?s ?p 'SERVICE' } # LOAD")
>>> guard("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
Traceback (most recent call last):
graph.errors.QueryRefused: SERVICE is refused; it sends a request to another server: allow it with --allow-remote
"""

from __future__ import annotations

import re
from collections.abc import Container

from graph.errors import QueryRefused, Words

LONGEST = 100_000
DEEPEST = 100
#: Most words, names and signs outside VALUES data. Each can be one step of a chain, and Oxigraph
#: overflows its stack from about 4,000 steps on.
MOST_TOKENS = 2_000

_TOKEN = re.compile(
    r"""
      (?P<space>[\s\ufeff]+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
               |\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
               |'(?:[^'\\\n\r]|\\.)*'
               |"(?:[^"\\\n\r]|\\.)*")
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d][\w.-]{0,80})?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
#: What cannot be read as a comparison ``<`` … ``>`` with an expression between.
_CLEARLY_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://.*|[\w:./?@%~-]{0,300})>", re.DOTALL)
_SERVICE = re.compile(r"SERVICE", re.IGNORECASE)
_LOAD = re.compile(r"LOAD(?:SILENT)?(?![A-Z])|LOAD\w*:", re.IGNORECASE)
_DATA_WORDS = {"UNDEF", "TRUE", "FALSE"}

_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "MOVE", "WITH"}
_READS = Words("kg query chỉ đọc; nạp dữ liệu bằng kg load", "kg query only reads; bring data in with kg load")
_REACHING_OUT = {
    "SERVICE": Words(
        "từ này gửi yêu cầu sang máy chủ khác: cho phép bằng --allow-remote",
        "it sends a request to another server: allow it with --allow-remote",
    ),
    "LOAD": Words("từ này tải tài liệu về: dùng kg load TỆP", "it fetches a document: use kg load FILE"),
}


def guard(text: str, *, allow_remote: bool = False) -> None:
    """Raise QueryRefused for a text that is too long, too deep, too chained, or reaches out."""
    if len(text) > LONGEST:
        raise QueryRefused(
            Words(f"câu truy vấn dài {len(text):,} ký tự", f"a query of {len(text):,} characters"),
            Words(f"rút xuống dưới {LONGEST:,}", f"keep it below {LONGEST:,}"),
        )
    _refuse_update(text)
    depth = 0
    counted = 0
    data = _Data()
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup or "", token.group()
        if kind == "space":
            continue
        if kind == "iri" and not _CLEARLY_IRI.fullmatch(value):
            _refuse_doubtful(value)
        if kind in ("word", "name") and not allow_remote:
            _refuse_reaching_out(value)
        depth += {"open": 1, "close": -1}.get(kind, 0)
        counted += not data.holds(kind, value)
        if depth > DEEPEST:
            raise QueryRefused(
                Words(f"lồng quá {DEEPEST} tầng", f"nesting deeper than {DEEPEST} levels"),
                Words("viết câu truy vấn phẳng hơn", "write the query flatter"),
            )
        if counted > MOST_TOKENS:
            raise QueryRefused(
                Words(f"câu truy vấn quá {MOST_TOKENS:,} từ", f"a query of more than {MOST_TOKENS:,} words and signs"),
                Words("đưa giá trị vào VALUES hoặc chia nhỏ", "put values into VALUES or ask in parts"),
            )


def undeclared_prefix(text: str, known: Container[str]) -> str | None:
    """Return the first prefix that a text uses without declaring it.

    >>> undeclared_prefix("PREFIX a: <http://example.org/> SELECT * { ?s a:b c:d }", ())
    'c'
    """
    declared: set[str] = set()
    declaring = False
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup or "", token.group()
        prefix = value.partition(":")[0]
        if kind == "name" and declaring:
            declared.add(prefix)
        elif kind == "name" and prefix not in declared and prefix not in known and prefix != "_":
            return prefix
        if kind != "space":
            declaring = kind == "word" and value.upper() == "PREFIX"
    return None


class _Data:
    """Follows the tokens and tells which are values in a VALUES block, which engines read in a loop."""

    def __init__(self) -> None:
        self._awaited = False
        self._inside = False

    def holds(self, kind: str, value: str) -> bool:
        if self._inside:
            self._inside = value not in ("{", "}")
            plain = kind in ("iri", "string", "name", "language", "number") or value in ("(", ")", "^")
            return plain or value.upper() in _DATA_WORDS
        if self._awaited and value == "{":
            self._inside, self._awaited = True, False
        elif kind == "word":
            self._awaited = value.upper() == "VALUES"
        return False


def _refuse_reaching_out(value: str) -> None:
    """Look for the word in front of a name, too: Oxigraph needs no space after a keyword."""
    front = value.partition(":")[0]
    if _SERVICE.search(front):
        raise QueryRefused("SERVICE", _REACHING_OUT["SERVICE"])
    if _LOAD.match(value):
        raise QueryRefused("LOAD", _REACHING_OUT["LOAD"])


def _refuse_update(text: str) -> None:
    """Look at the first word behind the prologue."""
    words = (token.group().upper() for token in _TOKEN.finditer(text) if token.lastgroup == "word")
    first = next((word for word in words if word not in ("PREFIX", "BASE")), "")
    if first in _UPDATES:
        raise QueryRefused(first, _READS)


def _refuse_doubtful(iri: str) -> None:
    raise QueryRefused(
        iri[:40],
        Words(
            "có thể là địa chỉ hoặc phép so sánh: thêm dấu cách sau < hoặc ghi địa chỉ đầy đủ (http://…)",
            "it may be an address or a comparison: put a space after < or write the whole address (http://…)",
        ),
    )
