"""How long a user waits for ``kg --help``, ``kg ask`` and ``kg query``, as whole processes.

python benchmarks/startup.py [FOLDER] [--rounds 25] [--triples 1000000]
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from generate import write
from measure import Command, options, python, say, script, side_by_side, workplace

_PARTNERS_AND_DATES = """
SELECT ?partner ?since {
  ?partnership pfr:participant place:VN-05 , ?partner ; pfr:validFrom ?since .
  FILTER (?partner != place:VN-05)
} ORDER BY ?since LIMIT 20"""
_PREFIXES = "PREFIX pfr: <https://w3id.org/pfr/ns#> PREFIX place: <https://w3id.org/pfr/id/place/>"
_ASK = ("ask", "partners", "Sơn La")

NOTHING = Command("python -c pass", python("pass"))
CLICK = Command("python -c 'import click'", python("import click"))
ENGINE = Command("python -c 'import click, pyoxigraph'", python("import click, pyoxigraph"))
RDFLIB = Command("python -c 'import rdflib'", python("import rdflib"))


def big_store(folder: Path, triples: int) -> Path:
    """Load a generated graph with kg, unless the folder has it already; return the store."""
    store = folder / f"store-{triples}"
    if not store.is_dir():
        _, lines = write(folder, triples)
        subprocess.run([script("kg"), "--store", str(store), "load", str(lines)], check=True, capture_output=True)  # noqa: S603 - our own command
    return store


def shipped(folder: Path, rounds: int) -> None:
    """Compare the commands that use the graph that comes with the package."""
    commands = [
        NOTHING,
        CLICK,
        ENGINE,
        RDFLIB,
        Command("kg --help", [script("kg"), "--help"]),
        Command('kg ask partners "Sơn La"', [script("kg"), *_ASK]),
        Command('kg ask partners "Sơn La" --country Lào', [script("kg"), *_ASK, "--country", "Lào"]),
    ]
    results = side_by_side(commands, rounds=rounds, home=folder)
    say("\n### Help and answers from the shipped graph\n", results.table([NOTHING.name, CLICK.name, RDFLIB.name]))


def first_answer(folder: Path, rounds: int) -> None:
    """Time the first answer after an installation, when the cache has yet to be built."""

    def forget() -> None:
        shutil.rmtree(folder / ".cache", ignore_errors=True)

    first = Command('kg ask partners "Sơn La", first time', [script("kg"), *_ASK], prepare=forget)
    results = side_by_side([RDFLIB, first], rounds=rounds, home=folder)
    say("\n### The first answer after an installation\n", results.table([RDFLIB.name]))


def queries(folder: Path, triples: int, rounds: int) -> None:
    """Compare a query on a large store."""
    store = str(big_store(folder, triples))
    query = ["query", "--location", store, "--query", _PREFIXES + _PARTNERS_AND_DATES, "--results-format", "csv"]
    commands = [
        NOTHING,
        RDFLIB,
        Command("kg query", [script("kg"), "--store", store, "query", _PARTNERS_AND_DATES]),
        Command("kg query -f csv", [script("kg"), "--store", store, "query", _PARTNERS_AND_DATES, "-f", "csv"]),
        Command("oxigraph query", [script("oxigraph"), *query]),
    ]
    results = side_by_side(commands, rounds=rounds, home=folder)
    say(f"\n### A query on {triples:,} triples\n", results.table([NOTHING.name, RDFLIB.name]))


def main() -> None:
    """Print the tables."""
    given = options("Time the start-up of kg.", rounds=25)
    with workplace(given.folder) as folder:
        shipped(folder, given.rounds)
        first_answer(folder, max(3, given.rounds // 5))
        for triples in given.triples or [1_000_000]:
            queries(folder, triples, given.rounds)


if __name__ == "__main__":
    main()
