"""What a cell says, made comparable: one normal form, plain spaces and dashes, no accents.

>>> plain("  Từ\u00a0năm 2024 – 2026. ")
'tu nam 2024 - 2026'
"""

from __future__ import annotations

import unicodedata

from graph.errors import Words
from graph.importing.model import Problem
from graph.names import nfc

#: Nobody writes a date or a number longer than this.
LONGEST = 100

EMPTY = Problem("empty", Words("ô không có gì để đọc", "there is nothing to read in this cell"))

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
#: The marks of Vietnamese letters only: another mark may turn a sign into its opposite (≯ is > with a stroke).
_ACCENTS = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"))


def tidied(text: str) -> str:
    """Return the text in NFC, without invisible characters, its words one space apart.

    >>> tidied("18.046.751\u202fUSD\u200b ")
    '18.046.751 USD'
    """
    return " ".join(nfc(text).translate(_INVISIBLE).split())


def plain(text: str) -> str:
    """Return the tidied text in lower case without accents and final punctuation, dashes as hyphens."""
    lower = tidied(text).casefold().replace("đ", "d").translate(_DASHES)
    return unicodedata.normalize("NFD", lower).translate(_ACCENTS).rstrip(" .,;").lstrip()
