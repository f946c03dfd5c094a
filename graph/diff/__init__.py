"""What changed from one state of the data to another: facts added, removed and changed.

``compare`` finds the triples that only one side has and gathers them by fact; ``words`` says them.
"""

from __future__ import annotations

from graph.diff.compare import Difference, Edit, compare
from graph.diff.sides import open_side, open_sides
from graph.diff.words import FORMATS, summary, write

__all__ = ["FORMATS", "Difference", "Edit", "compare", "open_side", "open_sides", "summary", "write"]
