"""Errors speak both languages, in one or two lines, and carry their exit code."""

from __future__ import annotations

import inspect

import pytest

from graph import errors
from graph.errors import KgError, Words

WHY = Words("vì thế này", "because of this")
DO = Words("hãy làm thế kia", "do that")

#: One of each, with what must be found in what it says, in either language.
SAMPLES: list[tuple[KgError, int, tuple[str, ...]]] = [
    (errors.BadInput(WHY), 3, ()),
    (errors.UnreadableFile("tệp.ttl", WHY), 3, ("tệp.ttl",)),
    (errors.MalformedRdf("tệp.ttl", 3, 14, WHY), 3, ("tệp.ttl:3:14",)),
    (errors.QuerySyntaxError(2, 7, WHY), 3, ("2", "7")),
    (errors.QueryRefused(Words("chữ", "a word"), DO), 3, ()),
    (errors.UnknownName("Sơn Lo", ("Sơn La (place:VN-05)",)), 3, ("Sơn Lo", "Sơn La (place:VN-05)")),
    (errors.AmbiguousName("Viêng Chăn", ("place:LA-VI", "place:LA-VT")), 3, ("Viêng Chăn", "place:LA-VI, place:LA-VT")),
    (errors.UnknownQuestion("partnrs", ("agreements", "partners")), 3, ("partnrs", "agreements, partners")),
    (errors.NotUnderstood("đối tác", ("kg ask partners PROVINCE",)), 3, ("đối tác", "kg ask partners PROVINCE")),
    (errors.BadQuestion("partners", "no title"), 3, ("partners", "no title")),
    (errors.BadDate("32/1"), 3, ("32/1",)),
    (errors.BadWindow("2021", "2019"), 3, ("2021", "2019")),
    (errors.BadNumber("mười"), 3, ("mười",)),
    (errors.TooMany("500", 50), 3, ("500", "50")),
    (errors.UnknownFormat("yaml", ("csv", "json")), 3, ("yaml", "csv, json")),
    (errors.UnknownKind("xx", ("visits", "agreements")), 3, ("xx", "visits, agreements")),
    (errors.StoreError("/kho", WHY, DO), 4, ("/kho",)),
    (errors.StoreLocked("/kho"), 4, ("/kho",)),
    (errors.StoreMissing("/kho"), 4, ("/kho", 'kg --store "/kho" init')),
    (errors.QueryTimeout("/kho", 2.5), 4, ("/kho", "2.5")),
    (errors.DataMissing("queries"), 4, ("queries",)),
]
NAMES = [type(error).__name__ for error, _, _ in SAMPLES]


def test_every_class_is_sampled() -> None:
    classes = {name for name, item in inspect.getmembers(errors, inspect.isclass) if issubclass(item, KgError)}
    assert classes - {"KgError"} == set(NAMES)


@pytest.mark.parametrize(("error", "code", "parts"), SAMPLES, ids=NAMES)
def test_says_what_is_wrong_in_both_languages(error: KgError, code: int, parts: tuple[str, ...]) -> None:
    vi, en = error.say("vi"), error.say("en")
    assert vi != en or isinstance(error, errors.UnreadableFile)
    for said in (vi, en):
        assert said.strip()
        assert said.count("\n") <= 1
        assert "{" not in said
        assert "Words(" not in said
        assert all(part in said for part in parts), said
    assert str(error) == en


@pytest.mark.parametrize(("error", "code", "parts"), SAMPLES, ids=NAMES)
def test_codes(error: KgError, code: int, parts: tuple[str, ...]) -> None:
    assert error.exit_code == code
    assert 300 <= error.http_status < 600


@pytest.mark.parametrize("value", ["{name}", "{0.__class__}", "%s", "{", "}"])
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert value in errors.UnknownName(value).say("vi")
    assert value in errors.BadDate(value).say("en")


@pytest.mark.parametrize(
    ("line", "column", "place"), [(3, 14, "f.ttl:3:14"), (3, None, "f.ttl:3"), (None, None, "f.ttl")]
)
def test_place_has_only_what_is_known(line: int | None, column: int | None, place: str) -> None:
    said = errors.MalformedRdf("f.ttl", line, column, "odd").say("en")
    assert said == f"{place}: odd; nothing was loaded"
    assert "None" not in errors.QuerySyntaxError(line, column, "odd").say("vi") or column is None


def test_a_name_without_neighbours_asks_for_another_spelling() -> None:
    assert "cách khác" in errors.UnknownName("Xyz").say("vi")
    assert "cách khác" not in errors.UnknownName("Xyz", ("Sơn La",)).say("vi")
