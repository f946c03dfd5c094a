"""How two things are connected over the relation network, with the proof of every hop.

``search`` finds chains of relations that held at the same time, ``words`` says them, and
``path_answer`` takes names and gives both.
"""

from __future__ import annotations

from graph.paths.answer import FORMATS, PathAnswer, path_answer
from graph.paths.search import Hop, Path, Wanted, paths, relations

__all__ = ["FORMATS", "Hop", "Path", "PathAnswer", "Wanted", "path_answer", "paths", "relations"]
