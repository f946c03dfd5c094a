"""Time whole processes side by side: A B A B …, medians, and ratios of runs that stood next to each other.

Two processes that run one after the other meet the same machine, so the ratio of such a pair says
more than two medians taken minutes apart. Standard library only, so that this process stays small:
Linux counts the peak memory of the parent at the moment of the fork into that of the child.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Command:
    """A process to time: its name in the table, its arguments, and what must be done before each run."""

    name: str
    arguments: Sequence[str]
    prepare: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of wall and of processor time, and peak memory in MB."""

    wall: float
    processor: float
    peak: float


@dataclass(slots=True)
class Results:
    """The runs of several commands; the runs at one position stood next to each other."""

    runs: dict[str, list[Run]] = field(default_factory=dict)

    def table(self, against: Sequence[str]) -> str:
        """Return a Markdown table with a column of ratios per command in ``against``."""
        head = ["process", "median", "min–max", "processor", "peak memory", *(f"/ {name}" for name in against)]
        lines = [head, ["---", *["---:"] * (len(head) - 1)]]
        lines += [self._line(name, against) for name in self.runs]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def ratio(self, name: str, other: str) -> float:
        """Return the median of the wall-time ratios of runs that stood next to each other."""
        return median(ours.wall / theirs.wall for ours, theirs in zip(self.runs[name], self.runs[other], strict=True))

    def _line(self, name: str, against: Sequence[str]) -> list[str]:
        runs = self.runs[name]
        walls = [run.wall for run in runs]
        return [
            name,
            _seconds(median(walls)),
            f"{_seconds(min(walls))}–{_seconds(max(walls))}",
            _seconds(median(run.processor for run in runs)),
            _megabytes(median(run.peak for run in runs)),
            *("1" if name == other else f"{self.ratio(name, other):.2f}" for other in against),
        ]


def side_by_side(commands: Sequence[Command], *, rounds: int, home: Path) -> Results:
    """Run each command once to warm up, then all of them in turn, ``rounds`` times."""
    environment = _environment(home)
    for command in commands:
        _run(command, environment)
    results = Results({command.name: [] for command in commands})
    for _ in range(rounds):
        for command in commands:
            results.runs[command.name].append(_run(command, environment))
    return results


def _run(command: Command, environment: Mapping[str, str]) -> Run:
    if command.prepare is not None:
        command.prepare()
    with tempfile.TemporaryFile() as complaints:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the commands are those of these files
            list(command.arguments),
            env=environment,
            cwd=environment["HOME"],
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaints.seek(0)
            raise SystemExit(f"{command.name} failed:\n{complaints.read().decode(errors='replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _environment(home: Path) -> dict[str, str]:
    """Give the processes a home of their own, so that neither the user's store nor settings take part."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "XDG_", "PYTHON"))}
    return {**kept, "HOME": str(home), "PYTHONUTF8": "1"}


def script(name: str) -> str:
    """Return the path of a program that is installed beside this Python."""
    return str(_SCRIPTS / name)


def python(code: str, *arguments: str) -> list[str]:
    """Return the command line that runs a piece of Python."""
    return [sys.executable, "-c", code, *arguments]


def options(description: str, rounds: int) -> argparse.Namespace:
    """Read what every benchmark is told: a folder for generated data, and how often to run."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", nargs="?", type=Path, help="keep generated data here (else in a temporary folder)")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--triples", type=int, nargs="+", help="sizes of the generated graphs")
    return parser.parse_args()


@contextlib.contextmanager
def workplace(folder: Path | None) -> Iterator[Path]:
    """Make the folder for generated data: the one that is named, or one that goes away afterwards."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as temporary:
        yield Path(temporary)


def say(*lines: str) -> None:
    """Print at once, so that a long run shows what it has."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _megabytes(value: float) -> str:
    """Write a peak; below what this process has taken itself, Linux does not tell."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"< {own:.0f} MB" if value <= own else f"{value:.0f} MB"


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"
