"""Build the reference graph of countries and first-level divisions from the tables in ``ontology/tables``.

``python -m graph.reference`` writes the Turtle files again; ``--check`` tells whether they are current.
"""
