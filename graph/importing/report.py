"""What an import did, or what is wrong at which cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.errors import Words, in_language
from graph.importing.model import Finding

#: Nobody corrects more at once; the others are counted.
MOST_FINDINGS = 1_000

_DONE = Words("đã nhập {things} (nguồn {sources})", "imported {things} (source {sources})")
_CHECKED = Words(
    "chỉ kiểm tra, chưa nhập gì: {things}, không có lỗi", "only checked, nothing imported: {things}, no mistakes"
)
_NO_ROWS = Words("không có dòng nào; chưa nhập gì", "there are no rows; nothing was imported")
_WRONG = Words("{number} chỗ sai; chưa nhập gì", "{number} mistakes; nothing was imported")
_LISTED = Words("chỉ liệt kê {listed} lỗi đầu", "only the first {listed} are listed")
_UNCHANGED = Words("{file}: đã nhập từ trước, không có gì thay đổi", "{file}: imported before, nothing changed")
_CELL = re.compile(r"([A-Z]{0,3})(\d+)")
_LINE = re.compile(r"(.*) \(line (\d+)\)")


@dataclass(slots=True)
class ImportReport:
    """Rows by their kinds, files that stood already, and mistakes: all are counted, the first ones listed."""

    dry_run: bool = False
    rows: int = 0
    triples: int = 0
    mistakes: int = 0
    kinds: Counter[Words] = field(default_factory=Counter)
    sources: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    new: list[Words] = field(default_factory=list)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count mistakes and keep the first ones."""
        for finding in findings:
            self.mistakes += 1
            if len(self.findings) < MOST_FINDINGS:
                self.findings.append(finding)

    def sort(self) -> None:
        """Put the mistakes of each sheet in the order of rows and columns."""
        sheets = {
            place: at for at, place in enumerate(dict.fromkeys((each.file, each.sheet) for each in self.findings))
        }
        self.findings.sort(key=lambda each: (sheets[each.file, each.sheet], *_position(each.address)))

    def say(self, lang: str) -> list[str]:
        """Return the report in words: what was done, then the notes."""
        said = [in_language(lang, words).format(**values) for words, values in self._said(lang)]
        new = [] if self.mistakes else self.new
        return said + [in_language(lang, note) for note in (*self.notes, *new)]

    def _said(self, lang: str) -> Iterable[tuple[Words, dict[str, object]]]:
        things = ", ".join(f"{number} {_small(in_language(lang, kind))}" for kind, number in self.kinds.items())
        if self.mistakes:
            yield _WRONG, {"number": self.mistakes}
        elif self.rows:
            yield _CHECKED if self.dry_run else _DONE, {"things": things, "sources": ", ".join(self.sources)}
        elif not self.unchanged:
            yield _NO_ROWS, {}
        if self.mistakes > len(self.findings):
            yield _LISTED, {"listed": len(self.findings)}
        for file in self.unchanged:
            yield _UNCHANGED, {"file": file}


def _position(address: str) -> tuple[int, int, str]:
    """Return row and column of an address, what is about the whole sheet first."""
    if found := _CELL.fullmatch(address):
        return int(found[2]), len(found[1]), found[1]
    if found := _LINE.fullmatch(address):
        return int(found[2]), 0, found[1]
    return 0, 0, address


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
