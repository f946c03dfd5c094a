"""The findings as a table, and whether they are faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.checks.model import SEVERITIES, Finding
from graph.namespaces import compact
from graph.tables import SEPARATOR, Table, Value

_HEADINGS = {
    "severity": {"vi": "Mức độ (mã)", "en": "Severity code"},
    "level": {"vi": "Mức độ", "en": "Severity"},
    "check": {"vi": "Phép kiểm tra", "en": "Check"},
    "title": {"vi": "Vấn đề", "en": "Matter"},
    "what": {"vi": "Về", "en": "About"},
    "why": {"vi": "Vì sao", "en": "Why"},
    "sources": {"vi": "Nguồn", "en": "Sources"},
    "statements": {"vi": "Mã định danh", "en": "Identifiers"},
    "source_iris": {"vi": "Mã nguồn", "en": "Source identifiers"},
}
_LISTS = frozenset(("what", "sources", "statements", "source_iris"))
_SHOWN = ("level", "check", "what", "why", "sources")
#: Said to people; programs read the English words.
LEVELS = {
    "error": {"vi": "lỗi", "en": "error"},
    "warning": {"vi": "cảnh báo", "en": "warning"},
    "info": {"vi": "thông tin", "en": "info"},
}
_CLEAN = {"vi": "Không có phát hiện nào.", "en": "There are no findings."}
_COUNT = {"vi": "Phát hiện: {counts}.", "en": "Findings: {counts}."}


def check_table(findings: Sequence[Finding], lang: str = "vi") -> Table:
    """Return a row per finding, and a note that counts them."""
    columns = {key: said[lang] for key, said in _HEADINGS.items()}
    return Table(columns, [_row(found, lang) for found in findings], [_counted(findings, lang)], _LISTS, _SHOWN)


def failed(findings: Sequence[Finding]) -> bool:
    """Tell whether there is an error among them: what sources disagree on is no fault of the data."""
    return any(found.severity == "error" for found in findings)


def _row(found: Finding, lang: str) -> dict[str, Value]:
    return {
        "severity": found.severity,
        "level": LEVELS[found.severity][lang],
        "check": found.check,
        "title": found.title,
        "what": SEPARATOR.join(found.what),
        "why": found.why,
        "sources": SEPARATOR.join(found.sources),
        "statements": SEPARATOR.join(compact(iri) or iri for iri in found.statements),
        "source_iris": SEPARATOR.join(compact(iri) or iri for iri in found.source_iris),
    }


def _counted(findings: Sequence[Finding], lang: str) -> str:
    number = Counter(found.severity for found in findings)
    if not number:
        return _CLEAN[lang]
    words = (f"{number[each]} {LEVELS[each][lang]}" for each in SEVERITIES)
    return _COUNT[lang].format(counts=", ".join(words))
