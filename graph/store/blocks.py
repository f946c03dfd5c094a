"""Large graphs go into Oxigraph in blocks: one bulk step for all of them would take gigabytes of memory.

A step is atomic, several are not. So the names of new graphs stand in a file of the store's folder until
all their blocks are in; what a killed process leaves is removed when the store is next opened for writing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pyoxigraph import NamedNode

#: About 25,000 quads: more takes more memory and no less time.
_BLOCK = 2 << 20
_NAME = "UNFINISHED"
_END = b" .\n"


def blocks(files: Mapping[str, Path]) -> Iterator[bytes]:
    """Yield N-Quads: every line of the N-Triples files in its graph and, for the merge, without one."""
    for graph, path in files.items():
        end = f" {NamedNode(graph)} .\n".encode()
        with path.open("rb") as file:
            while lines := file.read(_BLOCK) + file.readline():
                # A line ends nowhere else: within a literal a line end is escaped.
                yield lines + lines.replace(_END, end)


def note(folder: Path, graphs: Collection[str]) -> None:
    """Write down which graphs are unfinished; a store in memory has no folder and needs no note."""
    if folder.is_dir():
        (folder / _NAME).write_text("\n".join(graphs), encoding="utf-8")


def unfinished(folder: Path) -> list[str]:
    """Return the names of the graphs that a broken-off process was adding."""
    note = folder / _NAME
    return note.read_text(encoding="utf-8").splitlines() if note.is_file() else []


def forget(folder: Path) -> None:
    """Say that nothing is unfinished any more."""
    (folder / _NAME).unlink(missing_ok=True)
