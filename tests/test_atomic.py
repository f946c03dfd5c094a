"""Files are written whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graph.atomic import write_text_atomic
from graph.errors import UnreadableFile


def test_writes_utf8_with_the_line_ends_it_has(tmp_path: Path) -> None:
    target = tmp_path / "ra.csv"
    write_text_atomic(target, "Sơn La\r\nHủa Phăn\n")
    assert target.read_bytes() == "Sơn La\r\nHủa Phăn\n".encode()
    assert os.listdir(tmp_path) == ["ra.csv"]  # noqa: PTH208 - names are enough


def test_replaces_and_keeps_the_mode(tmp_path: Path) -> None:
    target = tmp_path / "ra.ttl"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    write_text_atomic(target, "new")
    assert target.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_whoever_reads_the_old_file_keeps_it_whole(tmp_path: Path) -> None:
    target = tmp_path / "ra.ttl"
    target.write_text("old", encoding="utf-8")
    with target.open(encoding="utf-8") as reader:
        write_text_atomic(target, "new")
        assert reader.read() == "old"


def test_a_link_keeps_pointing_where_it_points(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_text_atomic(link, "new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("kind", ["missing folder", "a folder", "below a file"])
def test_what_cannot_be_written_is_named_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    target = {"missing folder": tmp_path / "no" / "x", "a folder": tmp_path, "below a file": tmp_path / "file" / "x"}
    with pytest.raises(UnreadableFile) as caught:
        write_text_atomic(target[kind], "new")
    assert str(target[kind]) in caught.value.say("vi")
    assert "không ghi được" in caught.value.say("vi")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert not list(tmp_path.parent.glob(".*.tmp"))


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_text_atomic(pipe, "qua ống")
    reader.join(10)
    assert got == ["qua ống"]
    assert pipe.is_fifo()


def test_killed_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old", encoding="utf-8")
    script = """
import os, signal, sys
from pathlib import Path
from graph import atomic
os.fsync = lambda fd: os.kill(os.getpid(), signal.SIGKILL)
atomic.write_text_atomic(Path(sys.argv[1]), "new" * 100_000)
"""
    done = subprocess.run([sys.executable, "-c", script, str(target)], check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode == -signal.SIGKILL
    assert target.read_text(encoding="utf-8") == "old"
