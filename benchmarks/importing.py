"""How long tables take: ``kg import`` against pandas with rdflib and against morph-kgc, on the same rows.

python benchmarks/importing.py [FOLDER] [--rounds 1] [--rows 10000] [--others PYTHON] [--missions CSV]

``--others`` is a Python that has pandas, rdflib, pyshacl and morph-kgc; they are none of this project's.
``--missions`` is the table of all diplomatic missions as Wikidata had it on 16 November 2022.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import registers
from measure import Command, Results, say, script, side_by_side, workplace

_HERE = Path(__file__).parent
#: pySHACL takes a millisecond per triple: more rows are not to be waited for.
_ROWS_WITH_SHACL = 2_000
#: rdflib holds a triple in about a kilobyte.
_MOST_ROWS_OF_OTHERS = 100_000
_MORPH = "[CONFIGURATION]\noutput_file={output}\noutput_format=N-TRIPLES\n[TABLE]\nmappings={mapping}\n"


def compare(folder: Path, rows: int, others: str, rounds: int) -> None:
    """Print the table for registers of so many rows."""
    table = registers.write(folder, rows)
    commands = _ours(folder, [str(table)])
    if others and rows <= _MOST_ROWS_OF_OTHERS:
        plain = [others, str(_HERE / "plain_import.py"), str(table)]
        commands.append(Command("pandas + rdflib", plain))
        commands.append(Command("morph-kgc", [others, "-m", "morph_kgc", str(_morph(folder, table))]))
        if rows <= _ROWS_WITH_SHACL:
            commands.append(Command("pandas + rdflib + pySHACL", [*plain, "--shacl"]))
    _say(f"{rows:,} rows", table, rows, side_by_side(commands, rounds=rounds, home=folder))


def missions(folder: Path, table: Path, rounds: int) -> None:
    """Print the table for the diplomatic missions."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    commands = _ours(folder, [str(table), "--kind", "missions-wikidata", "--date", "2022-11-16"])
    _say(f"The {rows:,} missions", table, rows, side_by_side(commands, rounds=rounds, home=folder))


def _ours(folder: Path, arguments: Sequence[str]) -> list[Command]:
    store = folder / "store"
    return [
        Command("kg import --dry-run", [script("kg"), "import", "--dry-run", *arguments]),
        Command("kg import", [script("kg"), "--store", str(store), "import", *arguments], prepare=_remover(store)),
    ]


def _say(title: str, table: Path, rows: int, results: Results) -> None:
    say(f"\n### {title}, {table.stat().st_size / 1e6:.1f} MB\n", results.table(["kg import --dry-run"]))
    for name, runs in results.runs.items():
        say(f"{name}: {rows / min(run.wall for run in runs):,.0f} rows/s")


def _morph(folder: Path, table: Path) -> Path:
    """Write the configuration of morph-kgc: each row's columns as they are, without names, days and checks."""
    mapping = folder / "morph.ttl"
    mapping.write_text((_HERE / "morph.ttl").read_text(encoding="utf-8").replace("TABLE", str(table)), encoding="utf-8")
    configuration = folder / "morph.ini"
    configuration.write_text(_MORPH.format(output=folder / "morph.nt", mapping=mapping), encoding="utf-8")
    return configuration


def _remover(store: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(store, ignore_errors=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Time the import of tables.")
    parser.add_argument("folder", nargs="?", type=Path, help="keep generated data here (else in a temporary folder)")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--rows", type=int, nargs="+", default=[2_000, 100_000, 1_000_000])
    parser.add_argument("--others", default=sys.executable, help="a Python with pandas, rdflib, pyshacl and morph-kgc")
    parser.add_argument("--missions", type=Path, help="the table of all diplomatic missions")
    given = parser.parse_args()
    with workplace(given.folder) as folder:
        if given.missions:
            missions(folder, given.missions.resolve(), given.rounds)
        for rows in given.rows:
            compare(folder, rows, given.others, given.rounds)


if __name__ == "__main__":
    main()
