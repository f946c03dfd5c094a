"""Vietnamese names: normal form, accent-blind folding, sort order.

>>> fold("Điện Biên"), fold("HỦA  PHĂN"), fold("Xay-Nhạ-Bu-Ly")
('dien bien', 'hua phan', 'xay nha bu ly')
>>> sorted(["Đà Nẵng", "Yên Bái", "Điện Biên", "An Giang", "Dak"], key=sort_key)
['An Giang', 'Dak', 'Đà Nẵng', 'Điện Biên', 'Yên Bái']
"""

from __future__ import annotations

import re
import unicodedata

#: Half characters, in which Python hides bytes that it could not read.
_NO_TEXT = re.compile("[\ud800-\udfff]")
# NFKD leaves đ whole, so it is mapped first.
_D_STROKE = str.maketrans({"đ": "d", "Đ": "D"})
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_ORDER = {letter: position for position, letter in enumerate(_ALPHABET)}
#: Combining marks of the tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the only form that is stored.

    What was no text (bytes of a command line in another encoding) becomes a replacement character.
    """
    return unicodedata.normalize("NFC", _NO_TEXT.sub("\ufffd", text))


def fold(text: str) -> str:
    """Return the name without accents, case and punctuation, for looking names up.

    Never use it to find names in running text: Lào and lao, Ý and y fold alike.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_D_STROKE)).casefold()
    return " ".join(decomposed.translate(_PLAIN).split())


class _Plain(dict[int, str]):
    """What is left of each character of a decomposed name: marks go away, what is no letter or digit parts words."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = "" if unicodedata.combining(char) else char if char.isalnum() else " "
        return self[code]


_PLAIN = _Plain()


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...], str], ...]:
    """Return a key that sorts names as a Vietnamese dictionary does: by syllable, letter, tone."""
    return tuple(_syllable_key(syllable) for syllable in nfc(text).split())


def _syllable_key(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(syllable).casefold():
        marks = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in marks if mark in _TONES), "")
        letter = unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else char
        letters.append(_LETTER_ORDER.get(letter, 100 + ord(letter[0])))
        tones.append(_TONES.get(tone, 0))
    return tuple(letters), tuple(tones), syllable
