"""The outside of a workbook: whether it is one at all, and safe to unpack.

A workbook is a zip of XML parts. What a hostile one would do is stopped before a part is parsed:
too many parts, parts that unpack to hundreds of megabytes, methods of compression that Python
cannot unpack piecewise, encrypted parts, the same part twice, a document type (XML bombs need one).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # ships no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # ships no types

from graph.errors import UnreadableFile, Words

MOST_PARTS = 5_000
MOST_BYTES = 200_000_000
LARGEST_PART = 150_000_000
#: Workbook, styles and relations, which are held in memory as trees.
LARGEST_TREE = 10_000_000
#: Unpacked by packed size; what people make stays below 100, the most that deflate can do is 1,032.
HIGHEST_RATIO = 300
_RATIO_MATTERS_FROM = 10_000_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OLE_LOOKED_THROUGH = 64 << 20
_FLAG_ENCRYPTED = 0x1
_END_MARK, _END_SIZE, _END_FORMAT = b"PK\x05\x06", 22, "<4s4H2LH"
_BYTES_PER_ENTRY = 400
_CHUNK = 1 << 16


def is_workbook(path: Path) -> bool:
    """Tell by the first bytes whether a file is a zip or an OLE container, whatever its name says."""
    with readable(path), path.open("rb") as file:
        return file.read(8).startswith((_ZIP, _OLE))


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn everything that a damaged file can raise into UnreadableFile."""
    try:
        yield
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error
    except (expat.ExpatError, ParseError) as error:
        raise UnreadableFile(str(path), _damaged(f"XML: {error}")) from error
    except DefusedXmlException as error:
        raise UnreadableFile(str(path), _DOCTYPE) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, IndexError, ValueError) as error:
        raise UnreadableFile(str(path), _damaged(str(error))) from error


class Package:
    """An opened workbook whose outside has been checked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with readable(path):
            _check_start(path)
            self._zip = zipfile.ZipFile(path)
        try:
            _check_parts(path, self._zip.infolist())
        except UnreadableFile:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part in self._zip.namelist()

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return self._zip.namelist()

    def size(self, part: str) -> int:
        """Return the unpacked size of a part."""
        return self._zip.getinfo(part).file_size

    def open(self, part: str) -> IO[bytes]:
        """Open a part for streaming."""
        return self._zip.open(part)

    def tree(self, part: str) -> Element:
        """Return a small part as a tree."""
        if self.size(part) > LARGEST_TREE:
            raise UnreadableFile(str(self.path), _too_large(part, self.size(part), LARGEST_TREE))
        root: Element = fromstring(self._zip.read(part), forbid_dtd=True)
        return root

    def feed(self, part: str, parser: expat.XMLParserType) -> Iterator[None]:
        """Parse a part piece by piece, pausing after each."""
        with self.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
                yield
        parser.Parse(b"", True)


def xml_parser() -> expat.XMLParserType:
    """Return a streaming parser that refuses document types, and with them entities and XML bombs."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise DefusedXmlException


def _check_start(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
        if start == _OLE:
            raise UnreadableFile(str(path), _ole_reason(start + file.read(_OLE_LOOKED_THROUGH)))
        if not start.startswith(_ZIP):
            raise UnreadableFile(str(path), _NO_ZIP if start else _NO_BYTES)
        file.seek(0, 2)
        file.seek(-min(file.tell(), _END_SIZE + 0xFFFF), 2)
        tail = file.read()
    # zipfile would read the whole list of parts before it can be counted.
    at = tail.rfind(_END_MARK)
    if 0 <= at <= len(tail) - _END_SIZE:
        size = struct.unpack(_END_FORMAT, tail[at : at + _END_SIZE])[5]
        if size > MOST_PARTS * _BYTES_PER_ENTRY:
            raise UnreadableFile(str(path), _too_many_parts())


def _ole_reason(data: bytes) -> Words:
    if _ENCRYPTED in data:
        return _PASSWORD
    return _OLD_EXCEL if any(name in data for name in _OLD_BOOKS) else _OLE_UNKNOWN


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    for reason in _reasons_against(parts):
        raise UnreadableFile(str(path), reason)


def _reasons_against(parts: list[zipfile.ZipInfo]) -> Iterator[Words]:
    names = {part.filename for part in parts}
    if any(part.flag_bits & _FLAG_ENCRYPTED for part in parts):
        yield _PASSWORD
    if len(parts) > MOST_PARTS:
        yield _too_many_parts()
    if len(names) < len(parts):
        yield _damaged("a part stands in it twice")
    for part in parts:
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield _damaged(f"compression method {part.compress_type} of {part.filename}")
        if part.file_size > LARGEST_PART:
            yield _too_large(part.filename, part.file_size, LARGEST_PART)
        if part.file_size > max(_RATIO_MATTERS_FROM, HIGHEST_RATIO * part.compress_size):
            yield _bomb(part)
    total = sum(part.file_size for part in parts)
    if total > MOST_BYTES:
        yield _too_large("", total, MOST_BYTES)
    if "_rels/.rels" not in names:
        yield _NO_BOOK


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


def _too_large(part: str, size: int, limit: int) -> Words:
    what = f" ({part})" if part else ""
    return Words(
        f"giải nén thành {_megabytes(size)}{what}, giới hạn {_megabytes(limit)}; hãy chia nhỏ hoặc lưu dạng CSV",
        f"it unpacks to {_megabytes(size)}{what}, the limit is {_megabytes(limit)}; split it or save it as CSV",
    )


def _bomb(part: zipfile.ZipInfo) -> Words:
    times = part.file_size // max(part.compress_size, 1)
    return Words(
        f"{part.filename} giải nén ra gấp {times} lần: giống bom nén, không mở",
        f"{part.filename} unpacks to {times} times its size: like a zip bomb, not opened",
    )


def _too_many_parts() -> Words:
    return Words(f"tệp nén có hơn {MOST_PARTS:,} phần", f"the zip has more than {MOST_PARTS:,} parts")


def _damaged(detail: str) -> Words:
    return Words(f"bảng tính bị hỏng ({detail})", f"the workbook is damaged ({detail})")


_NO_BYTES = Words("tệp trống", "the file is empty")
_NO_ZIP = Words(
    "không phải bảng tính Excel (.xlsx là tệp nén zip); hãy mở bằng Excel và lưu lại dạng .xlsx",
    "this is no Excel workbook (.xlsx is a zip file); open it in Excel and save it as .xlsx",
)
_NO_BOOK = Words(
    "tệp nén này không phải bảng tính .xlsx; nếu là .ods hay .xlsb, hãy lưu lại dạng .xlsx",
    "this zip is no .xlsx workbook; if it is .ods or .xlsb, save it as .xlsx",
)
_PASSWORD = Words(
    "bảng tính có mật khẩu; hãy bỏ mật khẩu rồi lưu lại",
    "the workbook is password-protected; remove the password and save it again",
)
_OLD_EXCEL = Words(
    "đây là dạng .xls cũ (Excel 97–2003); hãy mở bằng Excel và lưu lại dạng .xlsx",
    "this is the old .xls format (Excel 97–2003); open it in Excel and save it as .xlsx",
)
_OLE_UNKNOWN = Words(
    "đây là dạng .xls cũ hoặc bảng tính có mật khẩu; hãy bỏ mật khẩu và lưu lại dạng .xlsx",
    "this is the old .xls format or password-protected; remove the password and save it as .xlsx",
)
_DOCTYPE = Words(
    "trong bảng tính có khai báo kiểu tài liệu XML (DOCTYPE), có thể là bom XML; không mở",
    "a part of the workbook declares an XML document type (DOCTYPE), as XML bombs do; not opened",
)
