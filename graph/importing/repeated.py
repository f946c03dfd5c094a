"""Notice the things that several rows describe: what they say together must fit the shapes as well.

A row of its own may say one day of signing, and another row a second one. Of each row only a number is kept.
"""

from __future__ import annotations

from array import array
from itertools import pairwise

from pyoxigraph import NamedNode


class Repeated:
    """Remembers things in eight bytes each; in very rare cases two things share a number."""

    def __init__(self) -> None:
        self._numbers = array("q")
        self._several: set[int] = set()

    def add(self, thing: NamedNode) -> None:
        """Remember that a row describes a thing."""
        self._numbers.append(hash(thing))

    def settle(self) -> bool:
        """Find out which things come more than once; tell whether there are any."""
        self._several = {one for one, other in pairwise(sorted(self._numbers)) if one == other}
        return bool(self._several)

    def __contains__(self, thing: NamedNode) -> bool:
        return hash(thing) in self._several
