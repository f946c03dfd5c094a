"""Remember what an import leaves out or makes new, and say it: how many rows or values, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from graph.errors import Words

#: Names said in one line; of the others only the number.
_MOST_NAMES = 30
_ROWS = Words("{number} dòng để ra ngoài: {why}", "left out: {number} rows, because {why}")
_VALUES = Words(
    "{number} giá trị để ra ngoài ở cột {heading}, vì kho không có hoặc không đọc được: {names}",
    "left out: {number} values of {heading}, because the store does not know them or they cannot be read: {names}",
)
_OTHERS = Words(" và {number} tên khác", " and {number} others")
_CREATED = Words("{number} đối tượng mới: {names}", "new: {number} things: {names}")

_WOULD_CREATE = Words("sẽ tạo mới {number} đối tượng: {names}", "would be new: {number} things: {names}")


def placed(file: str, sheet: str, notes: Iterable[Words]) -> list[Words]:
    """Return notes with the file and sheet that they are about."""
    return [Words(*(f"{', '.join(filter(None, (file, sheet)))}: {said}" for said in note)) for note in notes]


class Notes:
    """Counts rows by the reason for which they are left out, and values by their names."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Words, Counter[str]]] = {}
        self._values: dict[str, tuple[Words, Counter[str]]] = {}
        self._created: Counter[str] = Counter()

    def row(self, why: Words, name: str = "") -> None:
        """Count a row that is left out; ``name`` is what the reason is about."""
        self._rows.setdefault(why.en, (why, Counter()))[1][name] += 1

    def values(self, heading: Words, names: Mapping[str, int]) -> None:
        """Count values of a column that are left out."""
        self._values.setdefault(heading.en, (heading, Counter()))[1].update(names)

    def created(self, name: str) -> None:
        """Remember a thing that the import made."""
        self._created[name] += 1

    def say(self) -> Iterator[Words]:
        """Yield one line for every reason."""
        for why, names in self._rows.values():
            known = Counter({name: number for name, number in names.items() if name})
            listed = _listed(known)
            reason = [f"{said}: {listed[at]}" if known else said for at, said in enumerate(why)]
            yield _words(_ROWS, [{"number": names.total(), "why": each} for each in reason])
        for heading, names in self._values.values():
            listed = _listed(names)
            yield _words(
                _VALUES,
                [{"number": names.total(), "heading": heading[at], "names": listed[at]} for at in range(len(heading))],
            )

    def new(self, *, dry_run: bool) -> list[Words]:
        """Return one line for what the import made, or would make; none where that is nothing."""
        if not self._created:
            return []
        said = _WOULD_CREATE if dry_run else _CREATED
        return [_words(said, [{"number": len(self._created), "names": each} for each in _listed(self._created)])]


def _listed(names: Counter[str]) -> Words:
    most = ", ".join(f"{name} ({number})" if number > 1 else name for name, number in names.most_common(_MOST_NAMES))
    others = len(names) - _MOST_NAMES
    return Words(*(most + (said.format(number=others) if others > 0 else "") for said in _OTHERS))


def _words(said: Words, values: list[dict[str, object]]) -> Words:
    return Words(*(text.format(**each) for text, each in zip(said, values, strict=True)))
