"""Where a command finds its data: the store that is named, else the user's own, else what is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import StoreMissing, Words
from graph.importing.report import ImportReport
from graph.loading import Document
from graph.namespaces import GRAPH_INFERRED, GRAPH_REFERENCE
from graph.session import Session
from graph.store import Store

TRIPLE = '<http://e.org/s> <http://e.org/p> "o" .'


def session(folder: Path, location: str | None = None) -> Session:
    return Session("vi", location, folder / "data", folder / "cache")


def count(found: Session) -> dict[str, int]:
    with found.reading() as store:
        return store.graphs()


def test_without_a_store_the_shipped_graph_answers(tmp_path: Path) -> None:
    found = session(tmp_path)
    assert found.place == "shipped"
    assert {GRAPH_REFERENCE, GRAPH_INFERRED} <= set(count(found))
    assert not (tmp_path / "data").exists()


def test_shipped_graph_is_kept_in_the_cache(tmp_path: Path) -> None:
    first = count(session(tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    before = (kept / "CURRENT").stat().st_mtime_ns
    assert count(session(tmp_path)) == first
    assert (kept / "CURRENT").stat().st_mtime_ns == before


def test_cache_that_cannot_be_made_does_not_stop_the_answer(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    assert GRAPH_REFERENCE in count(session(tmp_path))


def test_outdated_cache_is_replaced(tmp_path: Path) -> None:
    outdated = tmp_path / "cache" / "shipped-0000000000000000"
    outdated.mkdir(parents=True)
    count(session(tmp_path))
    assert not outdated.exists()
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_memory_holds_the_shipped_graph(tmp_path: Path) -> None:
    found = session(tmp_path, ":memory:")
    assert found.place == ":memory:"
    assert GRAPH_REFERENCE in count(found)
    assert list(tmp_path.iterdir()) == []


def test_named_store_must_exist_for_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as caught:
        session(tmp_path, str(tmp_path / "mine")).reading()
    assert "init" in caught.value.say("en")
    assert not (tmp_path / "mine").exists()


def test_named_store_starts_empty(tmp_path: Path) -> None:
    found = session(tmp_path, str(tmp_path / "mine"))
    with found.writing() as store:
        store.load([Document.from_text("a.ttl", TRIPLE)])
    assert found.place == str(tmp_path / "mine")
    assert count(found) == {"": 1}
    assert not (tmp_path / "data").exists()


def test_own_store_starts_with_the_shipped_graph(tmp_path: Path) -> None:
    found = session(tmp_path)
    shipped = count(found)
    with found.writing() as store:
        store.load([Document.from_text("a.ttl", TRIPLE)])
    assert found.place == str(tmp_path / "data" / "store")
    assert count(found) == {"": 1, **shipped}


def test_own_store_is_used_once_it_is_there(tmp_path: Path) -> None:
    with session(tmp_path).create(empty=True) as store:
        store.load([Document.from_text("a.ttl", TRIPLE)])
    assert count(session(tmp_path)) == {"": 1}


def test_named_store_goes_before_the_own(tmp_path: Path) -> None:
    with session(tmp_path).create(empty=True):
        pass
    with session(tmp_path, str(tmp_path / "mine")).create(empty=True) as store:
        store.load([Document.from_text("a.ttl", TRIPLE)])
    assert count(session(tmp_path)) == {}
    assert count(session(tmp_path, str(tmp_path / "mine"))) == {"": 1}


def test_created_store_holds_the_derived_edges(tmp_path: Path) -> None:
    found = session(tmp_path, str(tmp_path / "mine"))
    with found.create(empty=False):
        pass
    assert count(found) == count(session(tmp_path))


def test_texts_lie_beside_the_own_store(tmp_path: Path) -> None:
    assert session(tmp_path).texts.passage("0" * 64, 0, 1) is None
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("named", [False, True], ids=["own store", "named store"])
@pytest.mark.parametrize(("mistakes", "dry_run"), [(0, False), (1, False), (0, True)])
def test_tables_make_a_store_only_where_they_go_in(tmp_path: Path, named: bool, mistakes: int, dry_run: bool) -> None:
    found = session(tmp_path, str(tmp_path / "mine") if named else None)
    shipped = count(session(tmp_path))
    report = found.importing(lambda store: told(store, ImportReport(mistakes=mistakes)), dry_run=dry_run)
    assert report.notes == [Words(*[str(sum(shipped.values()))] * 2)]
    kept = tmp_path / "mine" if named else found.own_store
    assert kept.exists() == (not mistakes and not dry_run)
    assert [each.name for each in kept.parent.glob(".*")] == []


def test_tables_go_into_memory_beside_the_shipped_graph(tmp_path: Path) -> None:
    report = session(tmp_path, ":memory:").importing(lambda store: told(store, ImportReport()), dry_run=False)
    assert report.notes[0].en != "0"


def told(store: Store, report: ImportReport) -> ImportReport:
    """Note how much the store holds."""
    report.notes.append(Words(*[str(sum(store.graphs().values()))] * 2))
    return report
