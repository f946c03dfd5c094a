"""The knowledge graph of provincial foreign relations: store, questions, views and exports.

>>> import graph
>>> len(graph.ask("partners", province="Sơn La", country="Lào"))
9
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store import Store
    from graph.tables import Value

__version__ = "0.1.0"


def ask(question: str, *, store: Store | None = None, lang: str = "vi", **values: str) -> list[dict[str, Value]]:
    """Return the rows that answer a named question, of the shipped graph where no store is given.

    ``values`` are the question's parameters as ``kg ask`` takes them, with ``as_of="2023"`` or
    ``between="2019/2021"``. Raises UnknownQuestion, UnknownName and the other errors of ``graph.asking.ask``.
    """
    # Whoever imports a part of this package does not pay for the engine.
    from graph.asking import ask as ask_store  # noqa: PLC0415
    from graph.questions import load_question  # noqa: PLC0415
    from graph.shipped import open_shipped  # noqa: PLC0415

    if store is not None:
        return ask_store(store, load_question(question), values, lang=lang).rows
    with open_shipped() as shipped:
        return ask_store(shipped, load_question(question), values, lang=lang).rows
