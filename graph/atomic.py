"""Write a file whole or not at all, texts as UTF-8 on every machine."""

from __future__ import annotations

import os
from pathlib import Path

from graph.errors import UnreadableFile, Words, system_reason


def write_text_atomic(path: Path, text: str) -> None:
    r"""Write the text as UTF-8 with the line ends it has (``\n`` everywhere in this project).

    A reader meets the old file or the new one, never a part. Raises UnreadableFile with the path.
    """
    write_bytes_atomic(path, text.encode())


def write_bytes_atomic(path: Path, data: bytes) -> None:
    """Write the bytes as write_text_atomic writes a text."""
    target = Path(os.path.realpath(path))  # a link keeps pointing where it points
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a pipe or /dev/stdout cannot be replaced
        else:
            _replace(target, data)
    except OSError as error:
        raise UnreadableFile(str(path), _unwritable(error)) from error


def _unwritable(error: OSError) -> Words:
    vi, en = system_reason(error)
    return Words(f"không ghi được ({vi})", f"it cannot be written ({en})")


def _replace(target: Path, data: bytes) -> None:
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.is_file():
            unfinished.chmod(target.stat().st_mode)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
