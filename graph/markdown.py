r"""Text within Markdown: what would mean something else there than it says is escaped, and nothing else.

>>> print(escaped("a_b *c* [x](javascript:y) | <i>"))
a_b \*c\* [x\](javascript:y) \| &lt;i>
"""

from __future__ import annotations

import re

from graph.terminal import harmless

#: An underscore within a word, and a bracket that no link follows, are what they are.
_SIGNS = re.compile(r"[\\`*|~]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|\[(?=\^)")
#: What begins a heading, a quotation, a list, a box to tick, or a line under a heading.
_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|\[(?=[ xX]\](?:\s|$))|[-=](?=[-=]*\s*$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
#: The marks that our own lines begin with; a heading may be numbered.
_OURS = re.compile(r"\s*(?:#{1,6} (?:\d+\. )?|- |» )?")


def escaped(text: str) -> str:
    """Return a text of one line whose signs mean nothing to Markdown or HTML."""
    safe = _SIGNS.sub(r"\\\g<0>", harmless(text))
    safe = re.sub(r"&(?=#?\w+;)", "&amp;", safe).replace("<", "&lt;")
    return _NUMBER.sub(r"\1\\\2", safe, count=1) if _NUMBER.match(safe) else _begun(safe)


def escaped_line(line: str) -> str:
    """Return a line of ours, such as ``- name: value``, with all but its marks escaped."""
    marks = _OURS.match(line)
    end = marks.end() if marks else 0
    return line[:end] + escaped(line[end:])


def _begun(text: str) -> str:
    return f"\\{text}" if _START.match(text) else text
