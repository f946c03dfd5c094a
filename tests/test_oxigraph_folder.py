"""The store in a folder: locks, damage, leftovers, what is on disk when, and kill -9."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from pyoxigraph import Store as Engine

from graph.errors import StoreError, StoreLocked, StoreMissing
from graph.loading import Document
from graph.store import open_store
from graph.store.base import rows
from graph.store.oxigraph import OxigraphStore

ROOT = Path(__file__).resolve().parent.parent
G1 = "http://e/g1"
NUMBER = 1000


def facts(number: int, name: str = "a") -> Document:
    lines = (f'<http://e/{name}/{at}> <http://e/p> "{at}" .\n' for at in range(number))
    return Document.from_text(f"{name}.nt", "".join(lines))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stores") / "filled"
    with open_store(str(folder), writable=True) as store:
        store.load([facts(NUMBER)])
    return folder


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "kho dữ liệu"))


def size(folder: Path) -> int:
    with open_store(str(folder)) as store:
        return len(list(store.quads()))


@contextmanager
def another_process(script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python code that says "ready", and end it afterwards."""
    command = [sys.executable, "-c", script, *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


HOLD = """
import sys
from graph.store import open_store
store = open_store(sys.argv[1], writable=True)
print("ready", flush=True)
sys.stdin.read()
"""


# Opening.


def test_writing_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b c" / "Sơn La"
    with open_store(str(folder), writable=True) as store:
        assert store.location == str(folder)
        store.load([facts(3)])
    assert size(folder) == 3


@pytest.mark.parametrize("kind", ["no folder", "empty folder", "folder with other files", "a file"])
def test_reading_needs_a_store(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "store"
    if kind == "a file":
        folder.write_text("x", encoding="utf-8")
    elif kind != "no folder":
        folder.mkdir()
    if kind == "folder with other files":
        (folder / "thesis.docx").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError) as caught:
        open_store(str(folder))
    missing = kind in ("no folder", "empty folder")
    assert isinstance(caught.value, StoreMissing) == missing
    assert (f'kg --store "{folder}" init' in caught.value.say("vi")) == missing
    assert caught.value.exit_code == 4
    assert sorted(tmp_path.rglob("*")) == before, "reading leaves nothing behind"


def test_other_peoples_folders_are_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(StoreError, match="holds other files") as caught:
        open_store(str(tmp_path), writable=True)
    assert str(tmp_path) in caught.value.say("vi")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("kind", ["a file", "below a file", "nowhere"])
def test_places_where_no_folder_can_be(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    location = {"a file": file, "below a file": file / "store", "nowhere": Path("/proc/nowhere/store")}[kind]
    with pytest.raises(StoreError) as caught:
        open_store(str(location), writable=True)
    assert caught.value.exit_code == 4
    assert str(location) in caught.value.say("en")


def test_home_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with open_store("~/kho", writable=True) as store:
        assert store.location == str(tmp_path / "kho")


# Several at once.


def test_a_second_writer_is_told_to_wait(copy: Path) -> None:
    with another_process(HOLD, str(copy)), pytest.raises(StoreLocked) as caught:
        open_store(str(copy), writable=True)
    assert "another process is writing to it" in caught.value.say("en")
    assert "đợi" in caught.value.say("vi")


def test_a_second_writer_in_the_same_process_too(copy: Path) -> None:
    with open_store(str(copy), writable=True), pytest.raises(StoreLocked):
        open_store(str(copy), writable=True)


def test_a_writer_may_come_after_a_writer(copy: Path) -> None:
    for name in ("one", "two", "three"):
        with open_store(str(copy), writable=True) as store:
            store.load([facts(2, name)])
    assert size(copy) == NUMBER + 6


def test_a_lock_goes_with_its_process(copy: Path) -> None:
    with another_process(HOLD, str(copy)) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with open_store(str(copy), writable=True) as store:
            store.load([facts(1, "new")])
    assert size(copy) == NUMBER + 1


def test_readers_beside_a_writer_see_what_was_there_when_they_came(copy: Path) -> None:
    with another_process(HOLD, str(copy)), open_store(str(copy)) as one, open_store(str(copy)) as other:
        assert len(list(one.quads())) == len(list(other.quads())) == NUMBER
    with open_store(str(copy), writable=True) as writer:
        with open_store(str(copy)) as early:
            writer.load([facts(5, "late")])
            assert len(list(early.quads())) == NUMBER
        assert size(copy) == NUMBER + 5


def test_a_closed_store_says_so(copy: Path) -> None:
    store = open_store(str(copy))
    store.close()
    with pytest.raises(StoreError, match="it is closed"):
        store.query("ASK {}")


# On disk.


def test_what_was_loaded_is_there_after_opening_again(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    named = Document.from_text("b.trig", f"<{G1}> {{ <http://e/a> <http://e/b> 'Sơn La'@vi }}")
    with open_store(str(folder), writable=True) as store:
        store.load([facts(10)])
        store.load([named])
        store.replace_graph("http://e/g2", [Triple(NamedNode("http://e/a"), NamedNode("http://e/b"), Literal("x"))])
        held, graphs = set(store.quads()), store.graphs()
    for writable in (False, True):
        with open_store(str(folder), writable=writable) as store:
            assert set(store.quads()) == held
            assert store.graphs() == graphs == {"": 10, G1: 1, "http://e/g2": 1}


class Recorder:
    """Passes calls on to the engine and notes their names."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> object:
        self.calls.append(name)
        return getattr(self._engine, name)


def test_writing_ends_with_a_flush(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Oxigraph does not sync by itself: without it a power cut loses what was acknowledged."""
    with OxigraphStore.open_folder(copy, writable=True) as store:
        recorder = Recorder(store.engine)
        monkeypatch.setattr(store, "_engine", recorder)
        store.load([facts(2, "new")])
        assert recorder.calls[-1] == "flush"
        recorder.calls.clear()
        store.replace_graph(G1, [Triple(NamedNode("http://e/a"), NamedNode("http://e/b"), Literal("x"))])
        assert recorder.calls[-1] == "flush"
        monkeypatch.undo()


SAVE = """
import os, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Triple
from graph.loading import Document
from graph.store import open_store
store = open_store(sys.argv[1], writable=True)
if sys.argv[2] == "load":
    store.load([Document.from_file(Path(sys.argv[3]))])
else:
    store.replace_graph("http://e/g1", [Triple(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("new"))])
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("work", ["load", "replace"])
def test_what_was_acknowledged_survives_a_kill(copy: Path, tmp_path: Path, work: str) -> None:
    file = tmp_path / "new.nt"
    file.write_text('<http://e/s> <http://e/p> "new" .\n', encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", SAVE, str(copy), work, str(file)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with open_store(str(copy)) as store:
        assert len(rows(store, "SELECT * { <http://e/s> <http://e/p> 'new' }")) == 1
        assert sum(store.graphs().values()) == NUMBER + 1


def test_leftovers_of_killed_loads_are_swept_by_the_next_writer(copy: Path) -> None:
    (copy / "bulk-123.sst").write_bytes(b"x" * 1000)
    (copy / "LOG.old.123").write_bytes(b"x")
    data = [path for path in copy.glob("*.sst") if not path.name.startswith("bulk-")]
    assert data
    assert size(copy) == NUMBER
    assert (copy / "bulk-123.sst").exists(), "a reader sweeps nothing: a writer may be at work"
    open_store(str(copy), writable=True).close()
    assert list(copy.glob("bulk-*.sst")) == list(copy.glob("LOG.old.123")) == []
    assert size(copy) == NUMBER


# Damage.


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 3
    data[middle : middle + 60] = bytes(byte ^ 0xFF for byte in data[middle : middle + 60])
    path.write_bytes(data)


@pytest.mark.parametrize("writable", [False, True], ids=["reading", "writing"])
@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        pytest.param("CURRENT", _emptied, id="CURRENT emptied"),
        pytest.param("CURRENT", _garbled, id="CURRENT garbled"),
        pytest.param("MANIFEST-*", _garbled, id="MANIFEST garbled"),
        pytest.param("MANIFEST-*", Path.unlink, id="MANIFEST gone"),
        pytest.param("*.sst", Path.unlink, id="data gone"),
        pytest.param("*.sst", _halved, id="data cut"),
        pytest.param("*.sst", _garbled, id="data garbled"),
    ],
)
def test_damage_is_named_and_never_wrong_data(
    copy: Path, pattern: str, damage: Callable[[Path], None], writable: bool
) -> None:
    for path in copy.glob(pattern):
        damage(path)
    with pytest.raises(StoreError) as caught, open_store(str(copy), writable=writable) as store:
        rows(store, "SELECT ?s ?o { ?s <http://e/p> ?o }")
        list(store.quads())
    assert not isinstance(caught.value, StoreLocked)
    assert str(copy) in caught.value.say("vi")
    assert "restore it" in caught.value.say("en")


# Kill -9 during a load.


LOAD = """
import sys
from pathlib import Path
from graph.loading import Document
from graph.store import open_store
store = open_store(sys.argv[1], writable=True)
documents = [Document.from_file(Path(name)) for name in sys.argv[2:]]
print("ready", flush=True)
store.load(documents)
print("done", flush=True)
"""
BATCH = 4_000


@pytest.mark.parametrize("kind", ["one file", "two files of a named graph"])
def test_kill_during_a_load_leaves_all_or_nothing(filled: Path, tmp_path: Path, kind: str) -> None:
    names = ("one.nq",) if kind == "one file" else ("one.nq", "two.nq")
    graph = "" if kind == "one file" else f"<{G1}> "
    for name in names:
        lines = (f'<http://e/{name}/{at}> <http://e/p> "{at}" {graph}.\n' for at in range(BATCH))
        (tmp_path / name).write_text("".join(lines), encoding="utf-8")
    files = [str(tmp_path / name) for name in names]
    whole = shutil.copytree(filled, tmp_path / "whole")
    with another_process(LOAD, str(whole), *files) as process:
        assert process.stdout is not None
        started = time.monotonic()
        assert process.stdout.readline() == "done\n"
        duration = time.monotonic() - started
    after = size(whole)
    assert after == NUMBER + BATCH * len(names)
    for share in (0.4, 0.8):
        folder = shutil.copytree(filled, tmp_path / f"killed at {share}")
        with another_process(LOAD, str(folder), *files) as process:
            time.sleep(duration * share)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        assert size(folder) in {NUMBER, after}
        with open_store(str(folder), writable=True) as store:
            store.load([Document.from_file(Path(name)) for name in files])
            assert len(list(store.quads())) == after, "the store goes on working"
        assert list(folder.glob("bulk-*.sst")) == []
