"""Questions in words: the named question that a text asks, by phrases and names, without guessing.

A text is split into words, and these are read as names that the graph knows, as times, as values of
code lists, and as ideas that ``queries/words`` lists. The ideas are compared with those of the phrases
in ``queries/*.rq``.
"""

from graph.phrases.answering import understood
from graph.phrases.matching import Match, understand

__all__ = ["Match", "understand", "understood"]
