"""What a name that nothing bears may mean: only said, a person decides.

>>> core("UBND tỉnh Hủa Phăn (Lào)")
'Hủa Phăn'
>>> listed("Sơn La và Hủa Phăn"), listed("Sơn La - Hủa Phăn"), listed("Sơn La")
(['Sơn La', 'Hủa Phăn'], ['Sơn La', 'Hủa Phăn'], ['Sơn La'])
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from graph.errors import Words
from graph.names import fold
from graph.namespaces import expand

_ASIDE = re.compile(r"\s*\([^()]*\)")
#: What stands before the name of a unit: its kind, or the body that acts for it.
_BEFORE = re.compile(
    r"(?:(?:ubnd|[uủ]y? ?ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|chính quyền|chính phủ|"
    r"tỉnh|thành phố|tp\.?|thủ đô|huyện|nước)\s+)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;/&+\n]\s*|\s+(?:[-–—]|và|and)\s+")
#: What stands in a cell where there is nothing to say.
_NOTHING = frozenset(("", "nt", "khong", "khong co", "khong ro", "chua co", "chua ro", "na", "n a", "none", "x"))
_MOST_CODES = 5
_MORE = Words(" … (xem danh mục trong tệp mẫu)", " … (see the list in the template)")


def core(name: str) -> str:
    """Return a name without what is in brackets, and without the kind of unit or body before it."""
    return _BEFORE.sub("", _ASIDE.sub("", name).strip(), count=1) if name else name


def listed(text: str) -> list[str]:
    """Return the names in a list that is not separated by semicolons."""
    return [part for each in _BETWEEN.split(text) if (part := each.strip())]


@lru_cache(maxsize=4096)
def may_be_new(name: str) -> bool:
    """Tell whether a name can be that of a new organisation: no sign, no "nt", no unit, no identifier.

    >>> [may_be_new(name) for name in ("Quỹ Thử", "?", "-nt-", "tỉnh Thử")]
    [True, False, False, False]
    """
    return (
        any(map(str.isalpha, name))
        and fold(name) not in _NOTHING
        and _BEFORE.match(name) is None
        and expand(name) is None
    )


def nearest_codes(name: str, labels: Mapping[str, Words]) -> Words:
    """Return the labels of a code list that are nearest to a name; of a short list all."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a miss pays for it

    spelled = {(code, at): fold(label) for code, both in labels.items() for at, label in enumerate(both)}
    ranked = process.extract(fold(name), spelled, scorer=fuzz.WRatio, limit=None)
    codes = list(dict.fromkeys(code for _, _, (code, _) in ranked))[:_MOST_CODES]
    more = _MORE if len(labels) > len(codes) else Words("", "")
    return Words(*("; ".join(labels[code][at] for code in codes) + more[at] for at in range(len(more))))
