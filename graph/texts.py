"""Texts of sources that the user has attached, kept under their SHA-256 and checked at every use.

The shipped graph locates passages without quoting them. Whoever has the documents attaches them,
and sees the passages cut from their own copy.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal

from graph.errors import UnreadableFile, Words, system_reason
from graph.store.base import Store, rows
from graph.tables import Table, Value

_NO_FOLDER = Words("không có thư mục này", "there is no such folder")
_SOURCES = "SELECT ?hash ?title WHERE { ?source pfr:sha256 ?hash ; dcterms:title ?title }"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the user's and the title of the source whose text it is, or None."""

    path: Path
    title: str | None


class Texts:
    """A folder of attached texts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def attach(self, store: Store, folder: Path) -> list[Attachment]:
        """Take a copy of every file in the folder whose SHA-256 is that of a known source."""
        if not folder.is_dir():
            raise UnreadableFile(str(folder), _NO_FOLDER)
        known = {_value(digest): _value(title) for digest, title in rows(store, _SOURCES)}
        try:
            files = sorted(path for path in folder.rglob("*") if path.is_file())
            return [self._take(path, known) for path in files]
        except OSError as error:
            raise UnreadableFile(str(error.filename or folder), system_reason(error)) from error

    def passage(self, digest: str | None, start: int | None, end: int | None) -> str | None:
        """Return the characters of an attached text, or None where it is not attached or was changed."""
        if digest is None or start is None or end is None:
            return None
        text = _read(self._folder / f"{digest}.txt", digest)
        return text[start:end] if text is not None else None

    def _take(self, path: Path, known: dict[str, str]) -> Attachment:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in known:
            self._folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self._folder / f"{digest}.txt")
        return Attachment(path, known.get(digest))


_HEADINGS = {"file": {"vi": "Tệp", "en": "File"}, "source": {"vi": "Nguồn", "en": "Source"}}
_NOT_A_SOURCE = {"vi": "(không phải văn bản của nguồn nào)", "en": "(the text of no known source)"}


def attachment_table(attachments: Sequence[Attachment], lang: str = "vi") -> Table:
    """Return a row per file: whose text it is."""
    found: list[dict[str, Value]] = [
        {"file": str(each.path), "source": each.title or _NOT_A_SOURCE[lang]} for each in attachments
    ]
    return Table({key: said[lang] for key, said in _HEADINGS.items()}, found)


@lru_cache(maxsize=64)
def _read(path: Path, digest: str) -> str | None:
    if not path.is_file():
        return None
    data = path.read_bytes()
    return data.decode("utf-8") if hashlib.sha256(data).hexdigest() == digest else None


def _value(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""
