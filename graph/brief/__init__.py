"""The document officials write before a delegation: ``build`` gathers it, ``write`` puts it on paper.

A briefing is one model (``Brief``) and three writers. Every line has a note that names its source;
plans stand apart from facts; the same data and day give the same bytes.

>>> from graph.shipped import open_shipped
>>> with open_shipped() as store:
...     brief, _ = build(store, ["Sơn La", "Hủa Phăn"], lang="en")
>>> brief.title
'Briefing: relations between Son La (Vietnam) and Houaphanh (Laos)'
"""

from __future__ import annotations

from graph.brief.building import build
from graph.brief.model import Block, Brief, Line, Note, Row, Section
from graph.brief.writing import FORMATS, format_for, write

__all__ = ["FORMATS", "Block", "Brief", "Line", "Note", "Row", "Section", "build", "format_for", "write"]
