"""Read a description key by key: every complaint names the file and the place, and no key is left unread.

>>> part = Described({"name": "links", "titel": "Links"}, "links.yaml")
>>> part.text("name"), part.maybe("title")
('links', None)
>>> part.done()
Traceback (most recent call last):
graph.errors.BadInput: links.yaml: titel: there is no such key; did you mean title?
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from graph.errors import BadInput, Words
from graph.namespaces import expand

_SILENT = Words("", "")
_MISSING = Words("thiếu khóa này", "this key is missing")
_UNKNOWN = Words("không có khóa này", "there is no such key")
_MEANT = Words("; có phải là {near}?", "; did you mean {near}?")
_NO_KEYS = Words("ở đây cần các khóa", "keys belong here")
_NO_LIST = Words("ở đây cần một danh sách", "a list belongs here")
_NO_TEXT = Words("ở đây cần một chuỗi", "a text belongs here")
_NO_DOUBLE = Words("mỗi mục gồm đúng hai phần [một, hai]", "each entry has exactly two parts [one, two]")
_NO_TERM = Words('"{value}" không có tiền tố đã biết', '"{value}" has no known prefix')
_NONE_OF = Words('"{value}" không thuộc: {allowed}', '"{value}" is none of: {allowed}')
_NO_PATTERN = Words('"{value}" không phải biểu thức chính quy', '"{value}" is no regular expression')


class Described:
    """A part of a description, with the file and the place that it stands at."""

    def __init__(self, data: Any, file: str, place: str = "") -> None:  # noqa: ANN401 - whatever the YAML holds
        self._file = file
        self._place = place
        if not isinstance(data, Mapping):
            raise self.error("", _NO_KEYS)
        self._data = {str(key): value for key, value in data.items()}
        self._asked: set[str] = set()

    def error(self, key: str, why: Words, **values: str) -> BadInput:
        """Return the complaint about a key, with its place."""
        place = ".".join(filter(None, (self._place, key)))
        before = f"{self._file}: {place}: " if place else f"{self._file}: "
        return BadInput(Words(*(before + (text.format(**values) if values else text) for text in why)))

    def done(self) -> None:
        """Refuse the keys that nothing has asked for."""
        from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

        for key in sorted(set(self._data) - self._asked):
            near = get_close_matches(key, sorted(self._asked), n=1)
            raise self.error(
                key,
                Words(*(said + (_MEANT[at].format(near=near[0]) if near else "") for at, said in enumerate(_UNKNOWN))),
            )

    def maybe(self, key: str) -> Any:  # noqa: ANN401 - whatever the YAML holds
        """Return what stands below a key, or None."""
        self._asked.add(key)
        return self._data.get(key)

    def need(self, key: str) -> Any:  # noqa: ANN401 - whatever the YAML holds
        """Return what stands below a key that must be there."""
        value = self.maybe(key)
        if value is None:
            raise self.error(key, _MISSING)
        return value

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        return self._text(key, self.need(key))

    def maybe_text(self, key: str) -> str | None:
        """Return a text, or None."""
        value = self.maybe(key)
        return None if value is None else self._text(key, value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        return tuple(self._text(key, each) for each in self.items(key))

    def items(self, key: str) -> list[Any]:
        """Return a list, empty where there is none."""
        value = self.maybe(key)
        if value is not None and not isinstance(value, list):
            raise self.error(key, _NO_LIST)
        return value or []

    def pairs(self, key: str) -> dict[str, str]:
        """Return texts by texts, none where there are none."""
        value = self.maybe(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self.error(key, _NO_KEYS)
        return {str(name): self._text(f"{key}.{name}", each) for name, each in value.items()}

    def words(self, key: str) -> Words:
        """Return a text in both languages, which must be there."""
        self.need(key)
        part = self.part(key)
        found = Words(part.text("vi"), part.text("en"))
        part.done()
        return found

    def maybe_words(self, key: str) -> Words:
        """Return a text in both languages, silent where it is not there."""
        return _SILENT if self.maybe(key) is None else self.words(key)

    def part(self, key: str) -> Described:
        """Return the part below a key, empty where there is none."""
        found = self.maybe(key)
        return Described({} if found is None else found, self._file, ".".join(filter(None, (self._place, key))))

    def parts(self, key: str) -> list[Described]:
        """Return the parts of a list."""
        at = ".".join(filter(None, (self._place, key)))
        return [Described(each, self._file, f"{at}.{number}") for number, each in enumerate(self.items(key), 1)]

    def doubles(self, key: str) -> list[tuple[str, str]]:
        """Return a list of two texts each, empty where there is none."""
        found = []
        for each in self.items(key):
            try:
                one, other = each
            except (TypeError, ValueError) as error:
                raise self.error(key, _NO_DOUBLE) from error
            found.append((self._text(key, one), self._text(key, other)))
        return found

    @property
    def names(self) -> list[str]:
        """The keys, in the order in which they are written."""
        return list(self._data)

    def one_of(self, key: str, allowed: Collection[str], value: str) -> str:
        """Return a value that must be one of those allowed."""
        if value not in allowed:
            raise self.error(key, _NONE_OF, value=value, allowed=", ".join(sorted(allowed)))
        return value

    def term(self, key: str, name: str) -> str:
        """Return a prefixed name whose prefix must be known."""
        if expand(name) is None:
            raise self.error(key, _NO_TERM, value=name)
        return name

    def pattern(self, key: str, text: str) -> re.Pattern[str]:
        """Return a regular expression."""
        try:
            return re.compile(text)
        except re.error as error:
            raise self.error(key, _NO_PATTERN, value=text) from error

    def _text(self, key: str, value: object) -> str:
        if isinstance(value, (Mapping, list)):
            raise self.error(key, _NO_TEXT)
        return str(value)
