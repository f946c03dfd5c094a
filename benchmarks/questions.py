"""How long each named question takes: on the shipped graph and on one of a million triples, by three engines.

    python benchmarks/questions.py [FOLDER] [--rounds 5] [--triples 1000000]

Processor time is what to compare on a machine that other work shares; a query runs in one thread.
The column of the ``oxigraph`` command is waiting time, its start included; rdflib is timed once, and on the
shipped graph alone. A cell says "> 20 s" where the rounds and one more would take longer than 20 s each of
waiting: they are broken off together.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from generate_model import write
from measure import Command, options, say, script, side_by_side, workplace
from pyoxigraph import RdfFormat
from pyoxigraph import serialize as write_rdf

from graph.asking import ask, bind_values
from graph.loading import Document
from graph.questions import Question, load_question, question_names
from graph.shipped import open_shipped
from graph.store import Store, open_store
from graph.store.base import rows

#: Seconds of waiting that a round may take.
LIMIT = 20
#: What a question is asked with where it cannot be asked without.
_VALUES = {
    "entity": ("place:VN-05", "place:LA-HO"),
    "place": ("place:VN-05", "place:VN-09"),
    "country": ("country:LA",),
    "source": ("source:report-84",),
    "date": ("2019-12-31",),
    "concept": ("fdi-projects",),
}


def required(question: Question) -> dict[str, str]:
    """Return values for all that a question needs."""
    left = {kind: iter(values) for kind, values in _VALUES.items()}
    return {each.name: next(left[each.type]) for each in question.parameters if each.required}


def stores(folder: Path, triples: list[int]) -> Iterator[tuple[str, Path]]:
    """Yield the folders of the shipped graph and of generated ones with their derived edges, made where missing."""
    with open_shipped(folder) as shipped:
        yield "shipped", Path(shipped.location)
    for number in triples:
        store = folder / f"model-store-{number}"
        if not store.is_dir():
            session = ("--store", str(store))
            subprocess.run([script("kg"), *session, "load", str(write(folder, number))], check=True)  # noqa: S603 - our own command
            subprocess.run([script("kg"), *session, "infer"], check=True)  # noqa: S603 - our own command
        yield f"{number:,}", store


def seconds(work: Callable[[], object], rounds: int) -> float | None:
    """Return the median processor time of some runs in a process of its own, or None beyond the limit."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(LIMIT * (rounds + 1))
        times = []
        for _ in range(rounds):
            started = time.process_time()
            work()
            times.append(time.process_time() - started)
        os.write(writer, repr(median(times)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        found = said.read()
    os.waitpid(child, 0)
    return float(found) if found else None


def by_oxigraph(folder: Path, text: str) -> Callable[[], object]:
    """Return the run of a query by the ``oxigraph`` command; its whole process counts."""
    told = ["--location", str(folder), "--query", text, "--results-format", "csv"]
    command = [script("oxigraph"), "query", *told]
    return lambda: subprocess.run(command, check=True, capture_output=True, timeout=LIMIT)  # noqa: S603 - our own command


def compare(name: str, folder: Path, rounds: int, reference: Store | None) -> list[str]:
    """Return a table row: rows, the query, the whole answer, and the same query by other engines."""
    question = load_question(name)
    values = required(question)
    with open_store(str(folder)) as store:
        text = question.bind(bind_values(store, question, values, "vi").terms)
    ours = seconds(lambda: rows(open_store(str(folder)), text), rounds)
    answer = seconds(lambda: ask(open_store(str(folder)), question, values), rounds)
    theirs = seconds(lambda: rows(reference, text), 1) if reference is not None else None
    wall = _wall(by_oxigraph(folder, text), rounds)
    return [name, *(_cell(value) for value in (ours, answer, wall)), _cell(theirs) if reference is not None else ""]


def _wall(work: Callable[[], object], rounds: int) -> float | None:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        try:
            work()
        except subprocess.TimeoutExpired:
            return None
        times.append(time.perf_counter() - started)
    return median(times)


def _cell(value: float | None) -> str:
    if value is None:
        return f"> {LIMIT} s"
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def processes(folder: Path, rounds: int) -> None:
    """Compare ``kg ask`` with ``kg --help`` on the shipped graph, as whole processes."""
    help_page = Command("kg --help", [script("kg"), "--help"])
    asked = [
        Command(f"kg ask {name}", [script("kg"), "ask", name, *required(load_question(name)).values()])
        for name in question_names()
    ]
    results = side_by_side([help_page, *asked], rounds=rounds, home=folder)
    say("\n### Whole processes, shipped graph\n", results.table([help_page.name]))


def main() -> None:
    """Print the tables."""
    given = options("Time the named questions.", rounds=5)
    with workplace(given.folder) as folder:
        for label, store in stores(folder, given.triples or [1_000_000]):
            reference = _in_rdflib(store) if label == "shipped" else None
            say(f"\n### {label} triples\n", "| question | query | kg.ask | oxigraph query, process | rdflib |")
            say("| --- | ---: | ---: | ---: | ---: |")
            for name in question_names():
                say(f"| {' | '.join(compare(name, store, given.rounds, reference))} |")
        processes(folder, given.rounds)


def _in_rdflib(folder: Path) -> Store:
    """Return the graph of a store in rdflib's memory."""
    with open_store(str(folder)) as store:
        data = write_rdf(store.quads(), format=RdfFormat.N_QUADS)
    reference = open_store(":rdflib:")
    reference.load([Document.from_bytes("all.nq", data or b"")])
    return reference


if __name__ == "__main__":
    main()
