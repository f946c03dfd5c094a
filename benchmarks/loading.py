"""How long loading takes: ``kg load`` against ``oxigraph load`` and against rdflib's parser.

python benchmarks/loading.py [FOLDER] [--rounds 9] [--triples 100000 1000000]
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from generate import write
from measure import Command, options, python, say, script, side_by_side, workplace

_RDFLIB = "import sys, rdflib; rdflib.Graph().parse(sys.argv[1], format=sys.argv[2])"
_FORMATS = {".ttl": "turtle", ".nt": "nt"}
#: rdflib takes half a minute for a million triples, so it runs less often.
_RDFLIB_SHARE = 3


def compare(file: Path, folder: Path, rounds: int) -> None:
    """Print a table for the other loader and one for the other parser."""
    ours, theirs = folder / "store-kg", folder / "store-oxigraph"
    kg = Command("kg load", [script("kg"), "--store", str(ours), "load", str(file)], prepare=_remover(ours))
    oxigraph = Command(
        "oxigraph load",
        [script("oxigraph"), "load", "--location", str(theirs), "--file", str(file)],
        prepare=_remover(theirs),
    )
    rdflib = Command("rdflib parse", python(_RDFLIB, str(file), _FORMATS[file.suffix]))
    results = side_by_side([kg, oxigraph], rounds=rounds, home=folder)
    say(f"\n### {file.name}, {file.stat().st_size / 1e6:.1f} MB\n", results.table([oxigraph.name]))
    results = side_by_side([kg, rdflib], rounds=max(1, rounds // _RDFLIB_SHARE), home=folder)
    say("", results.table([rdflib.name]))


def _remover(store: Path) -> Callable[[], None]:
    def remove() -> None:
        shutil.rmtree(store, ignore_errors=True)
        os.sync()  # what earlier runs wrote must not be on its way to the disk now

    return remove


def main() -> None:
    """Print the tables."""
    given = options("Time the loading of RDF files.", rounds=9)
    with workplace(given.folder) as folder:
        for triples in given.triples or [100_000, 1_000_000]:
            for file in write(folder, triples):
                compare(file, folder, given.rounds)


if __name__ == "__main__":
    main()
