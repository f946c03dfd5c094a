"""Write a briefing as one HTML page: no script, nothing loaded, ready for A4 paper.

The template escapes everything; the content security policy admits the page's own style and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from graph.brief.model import Brief
from graph.brief.pieces import note_pieces, numeral, source_pieces
from graph.brief.words import WORDS
from graph.terminal import harmless


def html(brief: Brief) -> str:
    """Return the briefing as a page; the same briefing gives the same text."""
    sheet = _own("brief.css")
    return (
        _environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            words=WORDS[brief.lang],
            numeral=numeral,
            notes=note_pieces(brief),
            sources=[source_pieces(origin) for origin in brief.origins()],
            sheet=Markup(sheet),  # noqa: S704 - our own file, admitted by its hash
            policy=f"default-src 'none'; style-src {_hash(sheet)}; base-uri 'none'; form-action 'none'",
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=DictLoader({"brief.html": _own("brief.html")}),
        autoescape=True,
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalized(value: object) -> object:
    """Take out of texts what hides or rewrites others on a screen."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _own(name: str) -> str:
    """Read a file of this package with Unix line ends, so that its hash is the same everywhere."""
    return (files("graph.brief") / name).read_bytes().decode("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
