"""Attached texts: recognised by SHA-256, kept apart from the user's files, checked at every use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import UnreadableFile
from graph.store import Store
from graph.texts import Texts, attachment_table

TEXT = "Sơn La\r\nvà Hủa Phăn.".encode()
DIGEST = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture(scope="module")
def store(told: Callable[[str], Store]) -> Store:
    return told(f'source:a a pfr:Source ; dcterms:title "Bài A"@vi ; pfr:sha256 "{DIGEST}" .')


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "bài viết.txt").write_bytes(TEXT)
    (folder / "other.txt").write_bytes(TEXT + b"\n")
    (folder / "empty").write_bytes(b"")
    return folder


def test_known_text_is_copied_byte_for_byte(store: Store, own: Path, tmp_path: Path) -> None:
    found = Texts(tmp_path / "kept").attach(store, own)
    assert [(each.path.name, each.title) for each in found] == [
        ("bài viết.txt", "Bài A"),
        ("empty", None),
        ("other.txt", None),
    ]
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [f"{DIGEST}.txt"]
    assert (tmp_path / "kept" / f"{DIGEST}.txt").read_bytes() == TEXT


def test_nothing_known_makes_no_folder(store: Store, own: Path, tmp_path: Path) -> None:
    (own / "deep" / "er" / "bài viết.txt").unlink()
    Texts(tmp_path / "kept").attach(store, own)
    assert not (tmp_path / "kept").exists()


def test_attaching_twice_is_the_same(store: Store, own: Path, tmp_path: Path) -> None:
    texts = Texts(tmp_path / "kept")
    assert texts.attach(store, own) == texts.attach(store, own)


def test_characters_are_counted_as_they_stand_in_the_file(store: Store, own: Path, tmp_path: Path) -> None:
    texts = Texts(tmp_path / "kept")
    texts.attach(store, own)
    assert texts.passage(DIGEST, 0, 6) == "Sơn La"
    assert texts.passage(DIGEST, 6, 8) == "\r\n"
    assert texts.passage(DIGEST, 11, 19) == "Hủa Phăn"


@pytest.mark.parametrize(
    "place",
    [(None, 0, 1), (DIGEST, None, 1), (DIGEST, 0, None), ("0" * 64, 0, 1)],
    ids=["hash", "start", "end", "text"],
)
def test_what_cannot_be_located_has_no_passage(
    place: tuple[str | None, int | None, int | None], store: Store, own: Path, tmp_path: Path
) -> None:
    texts = Texts(tmp_path / "kept")
    texts.attach(store, own)
    assert texts.passage(*place) is None


def test_text_that_was_changed_is_not_used(tmp_path: Path) -> None:
    (tmp_path / f"{DIGEST}.txt").write_bytes(TEXT[:-1])
    assert Texts(tmp_path).passage(DIGEST, 0, 6) is None


@pytest.mark.parametrize("name", ["missing", "own/other.txt"])
def test_what_is_no_folder_is_an_error(name: str, store: Store, own: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        Texts(tmp_path / "kept").attach(store, own.parent / name)
    assert str(own.parent / name) in caught.value.say("vi")


@pytest.mark.parametrize(("lang", "said"), [("vi", "không phải văn bản"), ("en", "no known source")])
def test_table_says_whose_text_each_file_is(lang: str, said: str, store: Store, own: Path, tmp_path: Path) -> None:
    table = attachment_table(Texts(tmp_path / "kept").attach(store, own), lang)
    assert [row["source"] == "Bài A" for row in table.rows] == [True, False, False]
    assert said in str(table.rows[1]["source"])
