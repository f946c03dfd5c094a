"""Run a SPARQL text of the user's: checked, within a time limit, written in a standard format."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from graph.errors import BadInput, QueryTimeout, UnreadableFile, Words, system_reason
from graph.guard import guard
from graph.loading import read_text
from graph.names import nfc
from graph.results import write_answer
from graph.store.base import Store

_NO_QUERY = Words(
    "chưa có câu truy vấn; viết SPARQL trong dấu nháy hoặc dùng -i TỆP",
    "there is no query; write SPARQL in quotes or use -i FILE",
)
_TWO_QUERIES = Words(
    "câu truy vấn được nêu hai lần; viết trong dấu nháy hoặc dùng -i TỆP",
    "the query is given twice; write it in quotes or use -i FILE",
)


def query_text(sparql: str | None, file: Path | None) -> str:
    """Return the query from the argument or the file, where ``-`` is standard input."""
    if sparql is not None and sparql != "-" and file is None:
        return nfc(sparql)
    if sparql == "-" or (file is not None and str(file) == "-"):
        return read_text("-")
    if file is None or sparql is not None:
        raise BadInput(_NO_QUERY if file is None else _TWO_QUERIES)
    try:
        return read_text(str(file))
    except OSError as error:
        raise UnreadableFile(str(file), system_reason(error)) from error


def run(
    store: Store,
    text: str,
    format: str | None = None,
    *,
    timeout: float | None = None,
    allow_remote: bool = False,
    width: int = 0,
) -> Iterator[str]:
    """Yield the written answer to a query.

    Raises QueryRefused, QuerySyntaxError, UnknownFormat, or QueryTimeout after ``timeout`` seconds;
    with a time limit the answer is complete before the first piece comes.
    """
    guard(text, allow_remote=allow_remote)
    if timeout is None:
        return write_answer(store.query(text), format, width=width)
    return iter(_within(timeout, store, text, format, width))


def _within(seconds: float, store: Store, text: str, format: str | None, width: int) -> list[str]:
    """Evaluate in a thread that is left behind when time is up: the engine cannot be interrupted."""
    pieces: list[str] = []
    failures: list[Exception] = []

    def evaluate() -> None:
        try:
            pieces.extend(write_answer(store.query(text), format, width=width))
        except Exception as error:  # noqa: BLE001 - handed to the caller's thread, which raises it
            failures.append(error)

    worker = threading.Thread(target=evaluate, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise QueryTimeout(store.location, seconds)
    if failures:
        raise failures[0]
    return pieces
