"""Refuse query texts that reach out of the store or that the engine does not survive.

SERVICE and LOAD send requests, and a query nested some thousand levels deep ends the whole process
(measured on pyoxigraph 0.5.13), so a text is looked at before an engine sees it. The look is
lexical: comments, strings and IRIs are skipped as the SPARQL grammar defines them
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar).

Oxigraph reads more than the grammar allows: it takes ``<2)SERVICE#>`` after ``FILTER(1`` for a
comparison and a comment where the grammar sees an IRI, and it needs no space after a keyword. So
what can be read in two ways is refused, and SERVICE is looked for inside words and names as well.

>>> guard("SELECT * { ?s ?p 'SERVICE' } # LOAD")
>>> guard("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
Traceback (most recent call last):
graph.errors.QueryRefused: SERVICE is refused; it sends a request to another server: allow it with --allow-remote
"""

from __future__ import annotations

import re
from collections import Counter

from graph.errors import QueryRefused, Words

LONGEST = 100_000
DEEPEST = 100
#: Longest chain of one operator or keyword; Oxigraph overflows its stack from about 4,500 on.
LONGEST_CHAIN = 1_000
_CHAINED_WORDS = {"BIND", "EXISTS", "FILTER", "GRAPH", "MINUS", "OPTIONAL", "UNION"}

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\x00-\x20]*>)
    | (?P<doubtful><[^<>"{}|^`\x00-\x20]*['\#)][^<>"{}|^`\x00-\x20]*>)
    | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
               |\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
               |'(?:[^'\\\n\r]|\\.)*'
               |"(?:[^"\\\n\r]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<name>[\w.-]*:(?:(?:[\w:%]|\\.)(?:[\w.:%-]|\\.)*)?)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<operator>\|\||&&|[!|/^+*-])
    """,
    re.VERBOSE | re.DOTALL,
)
_DOUBTFUL = (
    Words('dấu "<" có thể hiểu hai cách', 'a "<" that can be read in two ways'),
    Words(
        "viết dấu cách sau dấu so sánh, hoặc địa chỉ đầy đủ (http://…)",
        "write a space after a comparison, or the address in full (http://…)",
    ),
)
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
    if not allow_remote:
        _refuse_hidden_service(text)
    depth = 0
    chained: Counter[str] = Counter()
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup, token.group()
        if kind == "open":
            depth += 1
            if depth > DEEPEST:
                raise QueryRefused(
                    Words(f"lồng quá {DEEPEST} tầng", f"nesting deeper than {DEEPEST} levels"),
                    Words("viết câu truy vấn phẳng hơn", "write the query flatter"),
                )
        elif kind == "close":
            depth -= 1
        elif kind == "doubtful":
            raise QueryRefused(*_DOUBTFUL)
        elif kind in ("word", "operator"):
            word = value.upper()
            if word in _REACHING_OUT and not allow_remote:
                raise QueryRefused(word, _REACHING_OUT[word])
            if kind == "operator" or word in _CHAINED_WORDS:
                chained[word] += 1
                if chained[word] > LONGEST_CHAIN:
                    raise QueryRefused(
                        Words(f'hơn {LONGEST_CHAIN:,} lần "{value}"', f'more than {LONGEST_CHAIN:,} times "{value}"'),
                        Words("dùng VALUES hoặc câu ngắn hơn", "use VALUES or a shorter query"),
                    )


def _refuse_hidden_service(text: str) -> None:
    """Refuse SERVICE glued to another word, or to the name that it sends to."""
    suspected = False
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup, token.group().upper()
        if kind == "comment":
            continue
        if (suspected and value == "{") or (kind == "word" and "SERVICE" in value):
            raise QueryRefused("SERVICE", _REACHING_OUT["SERVICE"])
        suspected = kind == "name" and "SERVICE" in value.partition(":")[0]
