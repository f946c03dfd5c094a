"""Write a briefing in one of three formats."""

from __future__ import annotations

from pathlib import Path

from graph.brief.model import Brief
from graph.errors import UnknownFormat

FORMATS = ("md", "html", "docx")


def format_for(file: Path | None) -> str:
    """Return the format that a file's suffix names, Markdown for none; raise UnknownFormat for another.

    >>> format_for(Path("brief.DOCX")), format_for(None)
    ('docx', 'md')
    """
    suffix = file.suffix.lower().removeprefix(".") if file else ""
    if suffix and suffix not in FORMATS:
        raise UnknownFormat(suffix, FORMATS)
    return suffix or FORMATS[0]


def write(brief: Brief, format: str) -> bytes:
    """Return the briefing as the bytes of a file; raise UnknownFormat for a format not in FORMATS."""
    if format == "md":
        from graph.brief.markdown import markdown  # noqa: PLC0415 - one of three

        return markdown(brief).encode()
    if format == "html":
        from graph.brief.html import html  # noqa: PLC0415 - only this format needs Jinja2

        return html(brief).encode()
    if format == "docx":
        from graph.brief.docx import docx  # noqa: PLC0415 - only this format needs python-docx and lxml

        return docx(brief)
    raise UnknownFormat(format, FORMATS)
