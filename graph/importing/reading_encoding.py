"""Which encoding a text file is in: UTF-8, UTF-16 with its mark, Windows-1258; never a mixture.

The whole file is looked through in pieces before a line of it is used, so that a wrong byte on
the last line is found before anything is made of the first.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from graph.errors import UnreadableFile, Words

#: Characters in a line; without line ends a file would be one.
LONGEST_LINE = 2_000_000

_CHUNK = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_NOTED = {
    "utf-16": Words("đọc dạng UTF-16", "read as UTF-16"),
    "cp1258": Words("đọc dạng Windows-1258", "read as Windows-1258"),
}
#: What Vietnamese in Windows-1258 never has: a tone mark after a consonant, a sign within a word
#: (texts in the fonts .VnTime and VNI look so).
_IMPLAUSIBLE = re.compile(
    "(?<![AĂÂEÊIOÔƠUƯYaăâeêioôơuưy])[\u0300\u0301\u0303\u0309\u0323]"
    "|(?<=[^\\W\\d_])[\u00a1-\u00a9\u00ab-\u00b6\u00b8\u00b9\u00bb-\u00bf](?=[^\\W\\d_])"
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file whose encoding is known and good to its end."""

    path: Path
    encoding: str

    @property
    def notes(self) -> tuple[Words, ...]:
        """Return what to tell of an encoding that was not the usual one."""
        return (_NOTED[self.encoding],) if self.encoding in _NOTED else ()

    @contextmanager
    def open(self) -> Iterator[TextIO]:
        """Open the text with its own line ends."""
        try:
            with self.path.open(encoding=self.encoding, newline="") as stream:
                yield stream
        except OSError as error:
            raise UnreadableFile(str(self.path), error.strerror or str(error)) from error

    def lines(self, stream: TextIO) -> Iterator[str]:
        """Yield the lines of the opened text; raise UnreadableFile for an endless one."""
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise UnreadableFile(f"{self.path}:{number}", _ENDLESS)
            yield line


def recognise(path: Path) -> TextFile:
    """Look through a text file and return it with its encoding; raise UnreadableFile for what is no text."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if not start:
            raise UnreadableFile(str(path), _NO_BYTES)
        codec, encoding = next(
            ((codec, encoding) for mark, codec, encoding in _MARKS if start.startswith(mark)), ("utf-8", "utf-8")
        )
        wrong = _first_wrong(path, codec)
        if wrong is None:
            return TextFile(path, encoding)
        if start.startswith(tuple(mark for mark, _, _ in _MARKS)):
            line, byte = wrong
            raise UnreadableFile(f"{path}:{line}", _not(codec.upper()[:6].rstrip("-"), line, byte))
        _check_windows(path)
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error
    return TextFile(path, "cp1258")


def _first_wrong(path: Path, codec: str) -> tuple[int, int] | None:
    """Return line and position of the first byte that is not in the encoding."""
    decoder = codecs.getincrementaldecoder(codec)()
    line, at = 1, 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode(codec, "ignore")
                return line + _line_ends(before), at - pending + error.start
            if "\x00" in text:
                raise UnreadableFile(f"{path}:{line + _line_ends(text[: text.index(chr(0))])}", _NUL)
            if not chunk:
                return None
            line += _line_ends(text)
            at += len(chunk)


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _check_windows(path: Path) -> None:
    """Raise UnreadableFile unless every line is plausible Windows-1258 and none is UTF-8."""
    first_other = first_utf8 = 0
    at = wrong_at = 0
    with path.open("rb") as file:
        number = 0
        while line := file.readline(4 * LONGEST_LINE):
            number += 1
            if not line.isascii():
                wrong = _not_utf8(line)
                if wrong is None:
                    first_utf8 = first_utf8 or number
                elif not first_other:
                    first_other, wrong_at = number, at + wrong
                if first_utf8 and first_other:
                    raise UnreadableFile(f"{path}:{first_other}", _mixed(first_other, wrong_at, first_utf8))
                _check_line(path, line, number, at)
            at += len(line)


def _not_utf8(line: bytes) -> int | None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _check_line(path: Path, line: bytes, number: int, at: int) -> None:
    if _not_utf8(line) is None:
        return
    try:
        text = line.decode("cp1258")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path}:{number}", _not(_BOTH, number, at + error.start)) from error
    if b"\x00" in line:
        raise UnreadableFile(f"{path}:{number}", _NUL)
    if found := _IMPLAUSIBLE.search(text):
        raise UnreadableFile(f"{path}:{number}", _not(_BOTH, number, at + found.start()))


_BOTH = Words("UTF-8 hay Windows-1258", "UTF-8 or Windows-1258")


def _not(encoding: str | Words, line: int, byte: int) -> Words:
    said = encoding if isinstance(encoding, Words) else Words(encoding, encoding)
    return Words(
        f"byte {byte} ở dòng {line} không phải {said.vi}; hãy lưu tệp dạng UTF-8 (nếu dùng phông .VnTime hay VNI, "
        "hãy chuyển mã sang Unicode trước)",
        f"byte {byte} on line {line} is not {said.en}; save the file as UTF-8 (convert texts in the fonts .VnTime "
        "or VNI to Unicode first)",
    )


def _mixed(other: int, byte: int, utf8: int) -> Words:
    return Words(
        f"byte {byte} ở dòng {other} không phải UTF-8, còn dòng {utf8} là UTF-8: hai bảng mã trong một tệp; "
        "hãy lưu tệp dạng UTF-8",
        f"byte {byte} on line {other} is not UTF-8 while line {utf8} is: two encodings in one file; "
        "save the file as UTF-8",
    )


_NO_BYTES = Words("tệp trống", "the file is empty")
_NUL = Words(
    "có byte NUL: không phải tệp văn bản, hoặc là UTF-16 không có dấu thứ tự byte; hãy lưu tệp dạng UTF-8",
    "it holds NUL bytes: no text file, or UTF-16 without a byte-order mark; save the file as UTF-8",
)
_ENDLESS = Words(f"dòng dài hơn {LONGEST_LINE:,} ký tự", f"the line is longer than {LONGEST_LINE:,} characters")
