"""How values are written in the words of a finding."""

from __future__ import annotations

from decimal import Decimal


def amount(number: Decimal, lang: str) -> str:
    """Return a number with its thousands apart by a narrow space, which reads alike in both languages.

    >>> amount(Decimal("274065.50"), "en").split(), amount(Decimal("274.065"), "vi")
    (['274', '065.5'], '274,065')
    """
    text = f"{number.normalize():,f}".replace(",", "\u202f")
    # 274.065 reads as 274 thousand in Vietnamese.
    return text.replace(".", ",") if lang == "vi" else text
