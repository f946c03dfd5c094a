"""The words of a text, and what the shipped word lists say they stand for.

The lists in ``queries/words`` are closed: a word that is in none of them, and in no name, is not understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.names import nfc
from graph.resources import shipped

#: Nobody's question is longer; the rest is not read.
LONGEST = 400
#: No name or word has more syllables.
MOST_WORDS = 9
_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = " | "
_D_STROKE = str.maketrans({"đ": "d", "Đ": "D"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is matched: its characters, the same without accents at the same places, and its words.

    >>> text = Text.of("Tỉnh nào?")
    >>> text.flat, text.words, text.accented
    ('tinh nao?', ((0, 4), (5, 8)), True)
    """

    given: str
    flat: str
    words: tuple[tuple[int, int], ...]
    accented: bool

    @classmethod
    def of(cls, text: str) -> Text:
        """Read a text."""
        given = nfc(text)[:LONGEST]
        flat = "".join(map(_flat, given))
        words = tuple(found.span() for found in _WORD.finditer(flat))
        return cls(given, flat, words, any(_flat(char) != char.casefold() for char in given))

    def said(self, first: int, last: int) -> str:
        """Return the words from one to another, as they are written."""
        return self.given[self.words[first][0] : self.words[last][1]]

    def folded(self, first: int, last: int) -> str:
        """Return the words from one to another, as names are looked up."""
        return " ".join(self.flat[start:end] for start, end in self.words[first : last + 1])

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last word of every stretch that can be a name."""
        for first in range(len(self.words)):
            for last in range(first, min(first + MOST_WORDS, len(self.words))):
                yield first, last

    def known(self) -> Iterator[tuple[int, int, Form]]:
        """Yield every form of the word lists in the text, with its first and its last word."""
        syllables = [self.flat[start:end] for start, end in self.words]
        for first, syllable in enumerate(syllables):
            for folded in starting().get(syllable, ()):
                last = first + len(folded) - 1
                if tuple(syllables[first : last + 1]) == folded:
                    said = self.said(first, last)
                    for form in forms()[" ".join(folded)]:
                        if self.agrees(said, form.spelling):
                            yield first, last, form

    def agrees(self, said: str, form: str) -> bool:
        """Tell whether words bear the accents of a form, where the text has accents at all.

        In a text with accents a word without them is another word. Only names of several syllables
        may lack some.
        """
        ours, theirs = accents(said), accents(form)
        if not self.accented or ours == theirs:
            return True
        if len(ours) == 1 or len(ours) != len(theirs) or not said[:1].isupper():
            return False
        return all(one in (other, (other[0], "")) for one, other in zip(ours, theirs, strict=True))


@cache
def _flat(char: str) -> str:
    """Return a letter without accents, as one character."""
    base = unicodedata.normalize("NFKD", char.translate(_D_STROKE)).casefold()
    return base[:1] or char


@lru_cache(maxsize=8192)
def accents(text: str) -> tuple[tuple[str, str], ...]:
    """Return the syllables with their accents, wherever in the syllable these are written.

    >>> accents("Hoà Bình") == accents("hòa bình"), accents("Lào") == accents("lao")
    (True, False)
    """
    if text.isascii():
        return tuple((word, "") for word in _WORD.findall(text.casefold()))
    return tuple(_syllable(word) for word in _WORD.findall(nfc(text).casefold()))


def _syllable(word: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", word)
    marks = sorted(char for char in decomposed if unicodedata.combining(char))
    return "".join(char for char in decomposed if not unicodedata.combining(char)), "".join(marks)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of words, and what it stands for: an idea, a value of a parameter, or a country."""

    spelling: str
    kind: str
    says: str


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Return the forms of the word lists by their folded spelling."""
    found: dict[str, list[Form]] = {}
    for form in (*_ideas(), *_values(), *_demonyms()):
        found.setdefault(_folded(form.spelling), []).append(form)
    return {folded: tuple(each) for folded, each in found.items()}


def _folded(spelling: str) -> str:
    """Fold as ``graph.names.fold`` does, letter by letter, because each letter is kept once it is known."""
    return " ".join(_WORD.findall("".join(map(_flat, spelling))))


@cache
def starting() -> dict[str, list[tuple[str, ...]]]:
    """Return the syllables of each form by the first of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for folded in forms():
        syllables = tuple(folded.split())
        found.setdefault(syllables[0], []).append(syllables)
    return found


def _ideas() -> Iterator[Form]:
    for idea, *written in _lines("ideas"):
        yield from (Form(spelling, "idea", idea) for spelling in _spellings(written))


def _values() -> Iterator[Form]:
    for parameter, code, *written in _lines("values"):
        yield from (Form(spelling, "value", f"{parameter}={code}") for spelling in _spellings(written))


def _demonyms() -> Iterator[Form]:
    for code, *written in _lines("demonyms"):
        yield from (Form(spelling, "country", code) for spelling in _spellings(written))


def _lines(name: str) -> Iterator[list[str]]:
    text = shipped("queries").joinpath("words", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


def _spellings(written: list[str]) -> Iterator[str]:
    for column in written:
        yield from filter(None, column.split(_SEPARATOR))
