"""Lines of a register that hold no data of their own: totals, sections, signatures, and ditto marks.

>>> [is_ditto(text) for text in ("nt", "-nt-", '"', "như trên", "nước ta")]
[True, True, True, True, False]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from graph.errors import Words
from graph.importing.mapping import TableMapping
from graph.importing.model import Finding, Problem, Row
from graph.importing.reading_rows import shown
from graph.names import fold

_DITTO = re.compile(
    r"[-–\s]*(?:n\.?t\.?|như trên|như nt|[\"”“″〃']{1,2}|ditto|as above|same as above)[-–\s]*", re.IGNORECASE
)
_LONGEST_DITTO = 20
_SAME_AS_ABOVE = Words(
    "dấu “như trên” không phải là giá trị: ghi lại giá trị của dòng trên",
    "a ditto mark is no value: write the value of the row above again",
)
#: How totals, dates of signing and signatures begin, folded.
_CLOSING = re.compile(
    r"(?:tong|tong cong|tong so|cong|total|sum)\b|.*\bngay (?:\d+ )?thang (?:\d+ )?nam\b|"
    r"(?:nguoi lap|nguoi ky|ke toan|giam doc|pho giam doc|chu tich|thu truong|noi nhan|ky ten|kt|tm)\b"
)
_NO_DATA = Words(
    "dòng tổng, tên mục hoặc chữ ký: xóa dòng này (nếu là số liệu thì điền các ô còn thiếu)",
    "row of a total, a section or a signature: delete it (if it is data, fill in the cells that are missing)",
)


def is_ditto(text: str) -> bool:
    """Tell whether a cell only says that it is like the one above."""
    return len(text) <= _LONGEST_DITTO and _DITTO.fullmatch(text) is not None


def ditto(above: str) -> Problem:
    """Return the problem of a ditto mark; ``above`` is the value that it stands for."""
    return Problem("ditto", _SAME_AS_ABOVE, above)


def no_data(mapping: TableMapping, texts: Mapping[str, str], row: Row, file: str, sheet: str) -> list[Finding]:
    """Return the finding that a row is none of data: it lacks required cells, and has a total or one cell alone."""
    missing = sum(not texts.get(column.key) and column.default is None for column in mapping.columns if column.required)
    if not missing:
        return []
    filled = [cell for cell in row.cells.values() if cell.value is not None]
    alone = missing > 1 and sum(map(bool, texts.values())) <= 1
    if not filled or not (alone or _closes([shown(cell.value) for cell in filled])):
        return []
    return [Finding(file, sheet, filled[0].address, shown(filled[0].value), "no-data-row", _NO_DATA)]


def _closes(texts: Collection[str]) -> bool:
    return any(_CLOSING.match(fold(text)) for text in texts)
