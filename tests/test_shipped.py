"""The shipped graph: built once into a cache that is never needed and never wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph import shipped
from graph.namespaces import GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_REFERENCE
from graph.shipped import cache_folder, open_shipped, shipped_documents
from graph.store import Store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that was filled once; tests copy it."""
    cache = tmp_path_factory.mktemp("cache")
    open_shipped(cache).close()
    return cache


@pytest.fixture
def cache(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "cache"))


@pytest.fixture
def never_built(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was built again")

    monkeypatch.setattr(shipped, "_fill", refuse)


def stores(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir())


def test_every_graph_is_there_with_the_derived_edges(shipped_store: Store) -> None:
    graphs = shipped_store.graphs()
    assert {GRAPH_ONTOLOGY, GRAPH_REFERENCE, GRAPH_INFERRED} <= set(graphs)
    sources = [name for name in graphs if "/graph/source/" in name]
    assert len(sources) == len(list(ROOT.glob("ontology/statements/*.trig")))
    assert "" not in graphs, "all shipped data says which graph it belongs to"


def test_shapes_are_no_data() -> None:
    names = {Path(document.name).name for document in shipped_documents()}
    assert "pfr.ttl" in names
    assert "shapes.ttl" not in names


def test_the_cache_holds_the_same_graph(cache: Path, shipped_store: Store) -> None:
    with open_shipped(cache) as store:
        assert store.location.startswith(str(cache))
        assert set(store.quads()) == set(shipped_store.quads())


@pytest.mark.usefixtures("never_built")
def test_the_cache_is_built_once(cache: Path) -> None:
    before = stores(cache)
    for _ in range(3):
        open_shipped(cache).close()
    assert stores(cache) == before
    assert len(before) == 1


def test_the_cache_is_made_with_its_parents_and_leaves_no_workplace(tmp_path: Path) -> None:
    cache = tmp_path / "no" / "cache yet"
    open_shipped(cache).close()
    assert len(stores(cache)) == 1
    assert stores(cache)[0].startswith("shipped-")


@pytest.mark.parametrize("change", ["version", "a rule", "a data file", "a file more"])
def test_the_key_changes_with_what_is_in_it(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(ROOT / "ontology", tmp_path / "ontology"))

    def files(_: str, suffixes: tuple[str, ...]) -> list[tuple[str, Path]]:
        paths = sorted(path for path in folder.rglob("*") if path.suffix in suffixes)
        return [(path.relative_to(folder).as_posix(), path) for path in paths]

    monkeypatch.setattr(shipped, "shipped_files", files)
    before = shipped._key()
    assert before == shipped._key()
    if change == "version":
        monkeypatch.setattr(shipped, "__version__", "99")
    elif change == "a file more":
        (folder / "statements" / "new.trig").write_text("", encoding="utf-8")
    else:
        path = folder / ("rules/construct-partner-of.rq" if change == "a rule" else "places.ttl")
        state = path.stat()
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000))
    assert shipped._key() != before


def test_outdated_caches_go(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = stores(cache)
    (cache / "somebody-else").mkdir()
    monkeypatch.setattr(shipped, "__version__", "99")
    open_shipped(cache).close()
    assert "somebody-else" in stores(cache)
    assert old not in stores(cache)
    assert len(stores(cache)) == 2


@pytest.mark.parametrize("kind", ["a file in its place", "below a file", "cannot be made"])
def test_without_a_cache_the_answer_comes_from_memory(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    cache = {"a file in its place": file, "below a file": file / "x", "cannot be made": Path("/proc/none/x")}[kind]
    with open_shipped(cache) as store:
        assert store.location == ":memory:"
        assert GRAPH_INFERRED in store.graphs()


def test_a_full_disk_does_not_stop_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shipped, "_build", full)
    with open_shipped(tmp_path / "cache") as store:
        assert store.location == ":memory:"


@pytest.mark.parametrize("damage", ["MANIFEST-*", "*.sst"])
def test_a_damaged_cache_does_not_stop_the_answer(cache: Path, damage: str) -> None:
    (name,) = stores(cache)
    for path in (cache / name).glob(damage):
        path.write_bytes(b"junk")
    with open_shipped(cache) as store:
        assert GRAPH_INFERRED in store.graphs()


def test_two_processes_at_once_get_whole_graphs(tmp_path: Path, shipped_store: Store) -> None:
    script = """
import sys
from pathlib import Path
from graph.shipped import open_shipped
sys.stdin.readline()
with open_shipped(Path(sys.argv[1])) as store:
    print(len(list(store.quads())))
"""
    command = [sys.executable, "-c", script, str(tmp_path / "cache")]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate()[0].strip() for process in processes]
    assert answers == [str(len(list(shipped_store.quads())))] * 3
    assert len(stores(tmp_path / "cache")) == 1


def test_a_slower_process_leaves_the_cache_of_the_faster(cache: Path) -> None:
    (name,) = stores(cache)
    marker = cache / name / "marker"
    marker.touch()
    shipped._build(cache, cache / name)
    assert marker.exists()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"XDG_CACHE_HOME": "/c"}, "/c/kg"),
        ({"LOCALAPPDATA": "/l"}, "/l/kg"),
        ({"HOME": "/h"}, "/h/.cache/kg"),
    ],
)
def test_where_the_cache_is(variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == Path(expected)
