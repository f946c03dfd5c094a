"""The network of who deals with whom: actors as nodes, merged relations as edges, proof on every edge.

Statements (agreements, visits, …) that link the same two actors in the same way become one edge
that lists them. Smaller places count as the province they lie in.
"""

from __future__ import annotations

from graph.network.building import network
from graph.network.kinds import ACTORS, KINDS, STATES, kind_of, state_of
from graph.network.said import Facts, Said, Text

__all__ = ["ACTORS", "KINDS", "STATES", "Facts", "Said", "Text", "kind_of", "network", "state_of"]
