"""The knowledge graph of provincial foreign relations: store, questions, views and exports."""

__version__ = "0.1.0"
